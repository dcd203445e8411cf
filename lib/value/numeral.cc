// Tested by tests/value/number_test.cc.
#include "value/numeral.h"

#include <string>

namespace ipcheck {
namespace {

constexpr int kNone = 99;  // no multiplying word yet

int digit_of(char32_t c) {
  switch (c) {
    case U'零':
    case U'〇':
      return 0;
    case U'一':
    case U'壹':
      return 1;
    case U'二':
    case U'两':
    case U'貳':
    case U'贰':
      return 2;
    case U'三':
    case U'叁':
      return 3;
    case U'四':
    case U'肆':
      return 4;
    case U'五':
    case U'伍':
      return 5;
    case U'六':
    case U'陆':
      return 6;
    case U'七':
    case U'柒':
      return 7;
    case U'八':
    case U'捌':
      return 8;
    case U'九':
    case U'玖':
      return 9;
    default:
      return -1;
  }
}

Decimal power(int exponent) {
  Decimal result = Decimal::of(1);
  for (int i = 0; i < exponent; ++i) result.coefficient *= 10;
  return result;
}

/// Reads from left to right: `total` is what stands before the last 万 or 亿, `section` the part
/// below it, `current` the digits that wait for their multiplying word.
class Reader {
 public:
  explicit Reader(std::u32string_view text) : text_(text) {}

  Numeral read() {
    while (ok_ && at_ < text_.size() && step()) {
    }
    const std::size_t words = last_digits_end_;
    const bool plain = small_ == kNone && big_ == kNone;
    if (ok_) ok_ = close_current(small_ != kNone ? small_ : big_);
    if (!ok_ || at_ == 0 || !seen_) return {{}, at_, at_, chinese_, several_};
    auto value = add(total_, section_);
    // 两百万 is 两百 of 万: only the last word multiplies a number written in Chinese.
    std::size_t begin = plain || current_closed_ ? at_ : words;
    if (chinese_ && begin < at_) begin = power_of(text_[at_ - 1]) >= 4 ? at_ - 1 : at_;
    return {value, at_, begin, chinese_, several_};
  }

 private:
  bool step() {
    const char32_t c = text_[at_];
    if (is_arabic_digit(c) ||
        (c == U'.' && at_ + 1 < text_.size() && !current_ && is_arabic_digit(text_[at_ + 1])))
      return read_arabic();
    if (is_chinese_digit(c)) return read_chinese();
    if (power_of(c) == 0 || (!seen_ && power_of(c) != 1)) return false;
    seen_ = true;
    ok_ = power_of(c) < 4 ? multiply_section(power_of(c)) : multiply_total(power_of(c));
    ++at_;
    return ok_;
  }

  bool read_arabic() {
    ok_ = !current_ && !fraction_;
    std::string digits;
    std::size_t group = 0;  // digits since the last comma
    bool grouped = false, point = false;
    for (; ok_ && at_ < text_.size(); ++at_) {
      const char32_t c = text_[at_];
      if (c == U',' && !point) {
        ok_ = grouped ? group == 3 : group >= 1 && group <= 3;
        grouped = true;
        group = 0;
      } else if (c == U'.' && !point) {
        point = true;
        ok_ = !grouped || group == 3;
        if (digits.empty()) digits = "0";
        digits += '.';
      } else if (is_arabic_digit(c)) {
        digits += static_cast<char>(c);
        if (!point) ++group;
      } else {
        break;
      }
    }
    if (ok_ && grouped && !point) ok_ = group == 3;
    if (ok_) current_ = Decimal::parse(digits);
    ok_ = ok_ && current_ && (!point || plain_so_far());
    fraction_ = point;
    current_size_ = static_cast<int>(digits.size());
    last_digits_end_ = at_;
    seen_ = true;
    return ok_;
  }

  bool read_chinese() {
    const std::size_t begin = at_;
    std::string digits;
    for (; at_ < text_.size() && is_chinese_digit(text_[at_]); ++at_)
      digits += static_cast<char>('0' + digit_of(text_[at_]));
    ok_ = !current_ && !fraction_;
    chinese_ = true;
    last_digits_end_ = at_;
    const bool first = !seen_;
    seen_ = true;
    if (!ok_) return false;
    if (!first && digits[0] == '0') {  // 一百零五
      zero_ = true;
      digits.erase(0, digits.find_first_not_of('0'));
      if (digits.empty()) return true;
    }
    if (digits.size() > 1) {
      several_ = digits.size() < 4 && digits.find('0') == digits.npos;
      const bool sequence = first && begin == 0 && !several_;  // 二〇二六
      ok_ = sequence && (at_ == text_.size() || power_of(text_[at_]) == 0);
    }
    current_size_ = static_cast<int>(digits.size());
    if (ok_) current_ = Decimal::parse(digits);
    return ok_ = ok_ && current_;
  }

  bool plain_so_far() const { return small_ == kNone && big_ == kNone; }

  bool multiply_section(int p) {
    if (!current_ && p == 1 && small_ > 1 && !fraction_) current_ = Decimal::of(1);
    if (!current_ || p >= small_) return false;
    if (small_ != kNone && !(*current_ < power(small_ - p))) return false;
    const auto product = multiply(*current_, power(p));
    const auto sum = product ? add(section_, *product) : product;
    if (!sum) return false;
    section_ = *sum;
    small_ = p;
    forget_current();
    return true;
  }

  bool multiply_total(int p) {
    if (!close_current(small_)) return false;
    current_closed_ = false;
    const bool nothing = section_ == Decimal::of(0);
    if (nothing && total_ == Decimal::of(0) && !fraction_ && small_ == kNone && big_ != kNone)
      return false;
    std::optional<Decimal> product;
    if (p < big_) {
      if (nothing && big_ != kNone) return false;
      product = multiply(section_, power(p));
      if (product && big_ != kNone && !(*product < power(big_))) return false;
      if (product) product = add(total_, *product);
    } else {
      if (!nothing && (p == big_ || small_ == kNone)) return false;  // 3万5千亿, not 1万200亿
      product = add(total_, section_);
      if (product) product = multiply(*product, power(p));
    }
    if (!product) return false;
    total_ = *product;
    section_ = Decimal{};
    big_ = p;
    small_ = kNone;
    forget_current();
    return true;
  }

  /// Digits after the word of 10^p are its last places only when they fill them, or after 零:
  /// 一万五 may mean 15000.
  bool close_current(int p) {
    if (!current_) return true;
    if (p != kNone) {
      const bool fills = current_size_ == p && !fraction_;
      if ((!fills && !zero_) || !(*current_ < power(p))) return false;
    }
    const auto sum = add(section_, *current_);
    if (!sum) return false;
    section_ = *sum;
    current_closed_ = true;
    forget_current();
    return true;
  }

  void forget_current() {
    current_.reset();
    zero_ = false;
  }

  std::u32string_view text_;
  std::size_t at_ = 0, last_digits_end_ = 0;
  Decimal total_, section_;
  std::optional<Decimal> current_;
  int current_size_ = 0, small_ = kNone, big_ = kNone;
  bool ok_ = true, seen_ = false, zero_ = false, fraction_ = false;
  bool chinese_ = false, several_ = false, current_closed_ = false;
};

}  // namespace

Numeral read_numeral(std::u32string_view text) {
  return Reader(text).read();
}

bool is_arabic_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

bool is_chinese_digit(char32_t c) {
  return digit_of(c) >= 0;
}

int power_of(char32_t c) {
  switch (c) {
    case U'十':
    case U'拾':
      return 1;
    case U'百':
    case U'佰':
      return 2;
    case U'千':
    case U'仟':
      return 3;
    case U'万':
    case U'萬':
      return 4;
    case U'亿':
    case U'億':
      return 8;
    default:
      return 0;
  }
}

}  // namespace ipcheck
