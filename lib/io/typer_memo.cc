// Tested by tests/io/cell_typer_test.cc.
#include "io/typer_memo.h"

namespace ipcheck {

TextMemo::Print TextMemo::print_of(std::string_view text, char sort) {
  const char* p = text.data();
  const std::size_t n = text.size();
  Print print = {.tag = tag_of(text, sort)};
  if (n <= kInline) {
    std::array<char, kInline> copy{};
    if (n > 0) std::memcpy(copy.data(), p, n);
    print.a = eight(copy.data());
    print.b = eight(copy.data() + 8);
    return print;
  }
  for (std::size_t i = 0; i + kInline < n; i += kInline) {
    print.a = mixed(print.a ^ eight(p + i) ^ kOdd, kOther);
    print.b = mixed(print.b ^ eight(p + i + 8) ^ kOther, kOdd);
  }
  print.a ^= eight(p + n - 16);
  print.b ^= eight(p + n - 8);
  return print;
}

std::uint32_t TextMemo::search(std::string_view text, char sort) {
  const Print print = print_of(text, sort);
  const std::uint64_t place = place_of(print);
  for (std::size_t i = 0; i < kMaxProbes; ++i) {
    const Slot& slot = slots_[(place + i) & (slots_.size() - 1)];
    if (slot.answer == kNone) return kNone;
    if (slot.print != print) continue;
    if (text.size() > kInline && std::memcmp(slot.text, text.data(), text.size()) != 0) continue;
    if (text.size() < kInline && sort == 't' && slot.answer % 2 == 0) {
      const std::uint64_t b = print.b | std::uint64_t{text.size()} << 56;
      recent_[recent_place(print.a, b)] = {print.a, b, slot.answer / 2};
    }
    return slot.answer;
  }
  return kNone;
}

void TextMemo::add(std::string_view text, char sort, std::uint32_t answer) {
  if (count_ * 2 >= slots_.size()) grow();
  const std::string& kept = texts_.emplace_back(text);
  ++count_;
  place({print_of(text, sort), answer, kept.data()});
}

// Past the probes that `find` makes a text is not remembered; it is read again, nothing else.
void TextMemo::place(const Slot& slot) {
  const std::uint64_t at = place_of(slot.print);
  for (std::size_t i = 0; i < kMaxProbes; ++i) {
    Slot& free = slots_[(at + i) & (slots_.size() - 1)];
    if (free.answer != kNone) continue;
    free = slot;
    return;
  }
}

void TextMemo::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old)
    if (slot.answer != kNone) place(slot);
}

}  // namespace ipcheck
