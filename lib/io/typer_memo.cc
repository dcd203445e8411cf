// Tested by tests/io/cell_typer_test.cc.
#include "io/typer_memo.h"

namespace ipcheck {

void TextMemo::add(std::string_view text, char sort, std::uint32_t answer) {
  if (count_ * 2 >= slots_.size()) grow();
  const Print print = print_of(text, sort);
  const std::string& kept = texts_.emplace_back(text);
  ++count_;
  place({print.a, print.b, kept.data(), print.tag, answer}, print.place);
}

// Past the probes that `find` makes a text is not remembered; it is read again, nothing else.
bool TextMemo::place(const Slot& slot, std::size_t at) {
  for (std::size_t i = 0; i < kMaxProbes; ++i) {
    Slot& free = slots_[(at + i) & (slots_.size() - 1)];
    if (free.answer != kNone) continue;
    free = slot;
    return true;
  }
  return false;
}

void TextMemo::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.answer == kNone) continue;
    const std::string_view text(slot.text, slot.tag >> 8);
    place(slot, print_of(text, static_cast<char>(slot.tag & 0xFF)).place);
  }
}

}  // namespace ipcheck
