// Tested by tests/io/cell_typer_test.cc.
#include "io/typer_memo.h"

namespace ipcheck {

TextMemo::Print TextMemo::print_of(std::string_view text, char sort) {
  const char* p = text.data();
  const std::size_t n = text.size();
  Print print = {.tag = tag_of(text, sort)};
  if (n <= kInline) {
    std::array<char, kInline> copy{};
    std::memcpy(copy.data(), p, n);
    print.a = eight(copy.data());
    print.b = eight(copy.data() + 8);
    print.place = short_place(print);
    return print;
  }
  for (std::size_t i = 0; i + kInline < n; i += kInline) {
    print.a = mixed(print.a ^ eight(p + i) ^ kOdd, kOther);
    print.b = mixed(print.b ^ eight(p + i + 8) ^ kOther, kOdd);
  }
  print.a ^= eight(p + n - 16);
  print.b ^= eight(p + n - 8);
  print.place = mixed(print.a ^ kOdd ^ print.tag, print.b ^ kOther);
  return print;
}

std::uint32_t TextMemo::find_slowly(std::string_view text, char sort) const {
  const Print print = print_of(text, sort);
  for (std::size_t i = 0; i < kMaxProbes; ++i) {
    const Slot& slot = slots_[(print.place + i) & (slots_.size() - 1)];
    if (slot.answer == kNone) return kNone;
    if (slot.a == print.a && slot.b == print.b && slot.tag == print.tag &&
        (text.size() <= kInline || std::memcmp(slot.text, text.data(), text.size()) == 0))
      return slot.answer;
  }
  return kNone;
}

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
