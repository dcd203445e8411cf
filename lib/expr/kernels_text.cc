// Tested by tests/expr/functions_test.cc.
#include <algorithm>
#include <optional>

#include "expr/kernels.h"
#include "expr/strict.h"
#include "text/regex.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

template <class Test>
void test_texts(const KernelCall& call, Column& out, Test test) {
  each_known_truth(call, out, [&](std::uint32_t row) {
    return truth(test(text_at(*call.args[0], row), text_at(*call.args[1], row)));
  });
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

void size_of_text(const KernelCall& call, Column& out) {
  out.ints.resize(call.rows);
  each_known(call, out, [&](std::uint32_t row) {
    out.ints[row] = static_cast<std::int64_t>(code_points(text_at(*call.args[0], row)));
    return State::Known;
  });
}

void size_of_collection(const KernelCall& call, Column& out) {
  out.ints.resize(call.rows);
  each_known(call, out, [&](std::uint32_t row) {
    out.ints[row] = item_count(*call.args[0], row);
    return State::Known;
  });
}

void starts_with(const KernelCall& call, Column& out) {
  test_texts(call, out, [](auto text, auto head) { return text.starts_with(head); });
}

void ends_with(const KernelCall& call, Column& out) {
  test_texts(call, out, [](auto text, auto tail) { return text.ends_with(tail); });
}

void contains_text(const KernelCall& call, Column& out) {
  test_texts(call, out, [](auto text, auto part) { return text.find(part) != text.npos; });
}

void matches(const KernelCall& call, Column& out) {
  const Regex* regex = static_cast<const Regex*>(call.prepared);
  std::optional<Regex> own;  // of the pattern of the row before
  std::string_view own_pattern;
  each_known_truth(call, out, [&](std::uint32_t row) {
    const Regex* use = regex;
    if (use == nullptr) {
      const std::string_view pattern = text_at(*call.args[1], row);
      if (!own || own_pattern != pattern) own.emplace(pattern);
      own_pattern = pattern;
      use = &*own;
    }
    if (!use->ok()) return Truth::Fault;
    return truth(use->found_in(text_at(*call.args[0], row)));
  });
}

void lower_ascii(const KernelCall& call, Column& out) {
  out.strings.assign(call.rows, {});  // no views of the chunk before in unknown rows
  each_known(call, out, [&](std::uint32_t row) {
    const std::string_view text = text_at(*call.args[0], row);
    if (std::none_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) {
      out.strings[row] = text;
      return State::Known;
    }
    std::string& lowered = call.texts->emplace_back(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
    out.strings[row] = lowered;
    return State::Known;
  });
}

}  // namespace ipcheck
