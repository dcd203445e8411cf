// Tested by tests/value/identifier_test.cc.
#include <algorithm>
#include <array>

#include "text/utf8.h"
#include "value/cell.h"
#include "value/code_points.h"

namespace ipcheck {
namespace {

constexpr std::string_view kUsccDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::size_t kUsccSize = 18;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Whether so many digits may stand in a row, of half or full width.
bool has_digits(std::string_view text, std::size_t count) {
  std::size_t run = 0;
  for (const char c : text) {
    run = is_digit(c) ? run + 1 : 0;
    if (run == count || c == '\xEF') return true;  // full-width digits are EF BC 90 to 99
  }
  return false;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}

/// Shape: 17 characters of kUsccDigits at least.
char uscc_check(std::string_view code) {
  std::size_t weight = 1, sum = 0;
  for (const char c : code.substr(0, kUsccSize - 1)) {
    sum += kUsccDigits.find(c) * weight;
    weight = weight * 3 % 31;
  }
  return kUsccDigits[(31 - sum % 31) % 31];
}

bool is_uscc(std::string_view code) {
  const auto listed = [](char c) { return kUsccDigits.find(c) != kUsccDigits.npos; };
  return code.size() == kUsccSize && std::all_of(code.begin(), code.end(), listed) &&
         uscc_check(code) == code.back();
}

/// The only code that two neighbours changed places in, or nothing.
std::string untransposed(std::string_view code) {
  std::string found;
  for (std::size_t i = 0; i + 1 < code.size(); ++i) {
    std::string other(code);
    std::swap(other[i], other[i + 1]);
    if (other == code || !is_uscc(other)) continue;
    if (!found.empty()) return {};
    found = other;
  }
  return found;
}

/// Letters that the code never has, and what they were mistaken for.
std::string without_look_alikes(std::string code) {
  for (char& c : code) {
    if (c == 'O') c = '0';
    if (c == 'I') c = '1';
    if (c == 'Z') c = '2';
    if (c == 'S') c = '5';
  }
  return is_uscc(code) ? code : std::string{};
}

UsccFault wrong_size(std::string_view code) {
  const std::size_t size = code_points(code);
  const std::string shown = shortened(code);
  if (all_digits(code) && size == 15)
    return {say("`{}` 是2015年以前的15位营业执照注册号；请填18位统一社会信用代码",
                "`{}` is a 15-digit licence number of before 2015; give the unified social credit "
                "code of 18 characters",
                shown),
            {}};
  return {say("统一社会信用代码应为18位，`{}` 有{}位；请对照营业执照核对",
              "a unified social credit code has 18 characters, `{}` has {}; compare with the "
              "licence",
              shown, size),
          {}};
}

bool is_id_shaped(std::string_view text) {
  return text.size() == 18 && all_digits(text.substr(0, 17)) &&
         (is_digit(text[17]) || text[17] == 'X' || text[17] == 'x');
}

std::string stars(std::size_t count) {
  return std::string(std::min<std::size_t>(count, 8), '*');
}

}  // namespace

std::string normalise_uscc(std::string_view text) {
  std::string code = half_width(trim(text));
  code.erase(std::remove(code.begin(), code.end(), ' '), code.end());
  for (char& c : code)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return code;
}

std::optional<UsccFault> uscc_fault(std::string_view given) {
  const std::string code = normalise_uscc(given);
  if (is_uscc(code)) return std::nullopt;
  if (looks_like_resident_id(code))
    return UsccFault{
        say("`{}` 像是身份证号，不是统一社会信用代码",
            "`{}` looks like a resident-ID number, not a unified social credit code", mask(code)),
        {}};
  if (code_points(code) != kUsccSize) return wrong_size(code);
  const auto odd = std::find_if(code.begin(), code.end(),
                                [](char c) { return kUsccDigits.find(c) == kUsccDigits.npos; });
  if (odd != code.end()) {
    std::string likely = without_look_alikes(code);
    const std::u32string points = decode(code);
    const auto at = decode(std::string_view(code).substr(0, odd - code.begin())).size();
    const std::string shown = encode(std::u32string_view(points).substr(at, 1));
    if (likely.empty())
      return UsccFault{say("统一社会信用代码 `{}` 里不会有 `{}`；请对照营业执照核对",
                           "a unified social credit code never holds `{1}`, as `{0}` does; compare "
                           "with the licence",
                           code, shown),
                       {}};
    return UsccFault{say("统一社会信用代码 `{}` 里不会有 `{}`，可能是 `{}`",
                         "a unified social credit code never holds `{1}`, as `{0}` does; did you "
                         "mean `{2}`",
                         code, shown, likely),
                     likely};
  }
  if (std::string likely = untransposed(code); !likely.empty())
    return UsccFault{say("统一社会信用代码 `{}` 的校验位不对，可能是 `{}`（相邻两位写反）",
                         "the check character of `{}` is wrong; did you mean `{}` (two neighbours "
                         "changed places)",
                         code, likely),
                     likely};
  return UsccFault{say("统一社会信用代码 `{}` 的校验位不对；请对照营业执照核对",
                       "the check character of `{}` is wrong; compare with the licence", code),
                   {}};
}

bool looks_like_resident_id(std::string_view given) {
  const std::string text = half_width(trim(given));
  if (!is_id_shaped(text)) return false;
  static constexpr std::array<int, 17> kWeights = {7, 9, 10, 5,  8, 4, 2, 1, 6,
                                                   3, 7, 9,  10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (text[i] - '0') * kWeights[i];
  const char check = text[17] == 'x' ? 'X' : text[17];
  if ("10X98765432"[sum % 11] != check) return false;
  const auto number = [&text](std::size_t at, std::size_t size) {
    return std::stoi(text.substr(at, size));
  };
  const auto born = Date::of(number(6, 4), number(10, 2), number(12, 2));
  return born && born->year() >= 1800 && born->year() <= 2100;
}

std::string mask(std::string_view given) {
  const std::string text = half_width(trim(given));
  if (is_id_shaped(text)) return text.substr(0, 6) + stars(8) + text.substr(14);
  const bool phone = text.size() == 11 && all_digits(text) && text[0] == '1' && text[1] >= '3';
  if (phone) return text.substr(0, 3) + stars(4) + text.substr(7);
  const std::u32string points = decode(text);
  if (const auto at = text.find('@'); at != text.npos && at > 0)
    return encode({points.data(), 1}) + stars(3) + text.substr(at);
  if (points.size() < 3) return encode({points.data(), points.empty() ? 0u : 1u}) + "*";
  return encode({points.data(), 1}) + stars(points.size() - 2) + encode({&points.back(), 1});
}

std::string mask_ids(std::string_view text) {
  constexpr std::size_t kSize = 18, kFirst = 6, kLast = 14;  // the date of birth is hidden
  if (!has_digits(text, kSize - 1)) return std::string(text);
  std::u32string points = decode(text);
  const auto is_digit_at = [&points](std::size_t i) {
    const char32_t c = i < points.size() ? half_width(points[i]) : U' ';
    return c >= U'0' && c <= U'9';
  };
  bool found = false;
  std::size_t run = 0;  // digits before `i`
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (run == kSize - 1 && !is_digit_at(i + 1)) {
      const std::size_t first = i - run;
      if (looks_like_resident_id(encode(std::u32string_view(points).substr(first, kSize)))) {
        for (std::size_t k = first + kFirst; k < first + kLast; ++k)
          points[k] = points[k] < 0x80 ? U'*' : U'＊';
        found = true;
      }
    }
    run = is_digit_at(i) ? run + 1 : 0;
  }
  return found ? encode(points) : std::string(text);
}

std::string mask_numbers(std::string_view given) {
  std::string text = mask_ids(given);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    const bool letter = end < text.size() && text[end] >= 'A' && text[end] <= 'Z';
    if (end - at == 11 && text[at] == '1' && text[at + 1] >= '3' && !letter)
      text.replace(at + 3, 4, "****");
    at = std::max(end, at + 1);
  }
  return text;
}

}  // namespace ipcheck
