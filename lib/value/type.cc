// Tested by tests/value/schema_test.cc.
#include "value/type.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace ipcheck {
namespace {

struct Spelling {
  std::string_view symbol, base;
  std::int64_t factor;
};

// Money is scaled; the classifiers of things and persons are not. Months are not scaled to years: a
// twelfth has no exact decimal.
constexpr std::array kSpellings = {
    Spelling{"元", "元", 1},
    Spelling{"人民币", "元", 1},
    Spelling{"人民币元", "元", 1},
    Spelling{"元人民币", "元", 1},
    Spelling{"圆", "元", 1},
    Spelling{"块", "元", 1},
    Spelling{"cny", "元", 1},
    Spelling{"rmb", "元", 1},
    Spelling{"yuan", "元", 1},
    Spelling{"百元", "元", 100},
    Spelling{"千元", "元", 1000},
    Spelling{"人民币千元", "元", 1000},
    Spelling{"万元", "元", 10000},
    Spelling{"万元人民币", "元", 10000},
    Spelling{"人民币万元", "元", 10000},
    Spelling{"万人民币", "元", 10000},
    Spelling{"萬元", "元", 10000},
    Spelling{"十万元", "元", 100000},
    Spelling{"百万元", "元", 1000000},
    Spelling{"千万元", "元", 10000000},
    Spelling{"亿元", "元", 100000000},
    Spelling{"亿元人民币", "元", 100000000},
    Spelling{"人民币亿元", "元", 100000000},
    Spelling{"億元", "元", 100000000},
    Spelling{"%", "%", 1},
    Spelling{"百分比", "%", 1},
    Spelling{"percent", "%", 1},
    Spelling{"人", "人", 1},
    Spelling{"名", "人", 1},
    Spelling{"位", "人", 1},
    Spelling{"人员", "人", 1},
    Spelling{"万人", "人", 10000},
    Spelling{"家", "家", 1},
    Spelling{"户", "家", 1},
    Spelling{"所", "家", 1},
    Spelling{"个", "个", 1},
    Spelling{"個", "个", 1},
    Spelling{"项", "项", 1},
    Spelling{"項", "项", 1},
    Spelling{"件", "件", 1},
    Spelling{"次", "次", 1},
    Spelling{"回", "次", 1},
    Spelling{"趟", "次", 1},
    Spelling{"种", "种", 1},
    Spelling{"套", "套", 1},
    Spelling{"份", "份", 1},
    Spelling{"年", "年", 1},
    Spelling{"周年", "年", 1},
    Spelling{"年度", "年", 1},
    Spelling{"year", "年", 1},
    Spelling{"years", "年", 1},
    Spelling{"月", "月", 1},
    Spelling{"个月", "月", 1},
    Spelling{"month", "月", 1},
    Spelling{"months", "月", 1},
    Spelling{"日", "日", 1},
    Spelling{"天", "日", 1},
    Spelling{"day", "日", 1},
    Spelling{"days", "日", 1},
    Spelling{"工作日", "工作日", 1},
    Spelling{"个工作日", "工作日", 1},
    Spelling{"平方米", "平方米", 1},
    Spelling{"㎡", "平方米", 1},
    Spelling{"m2", "平方米", 1},
};

const Spelling* spelling_of(std::string_view text) {
  if (text.empty()) return nullptr;
  const auto named = [](std::string_view key) {
    const auto at = std::find_if(kSpellings.begin(), kSpellings.end(),
                                 [key](const Spelling& s) { return s.symbol == key; });
    return at == kSpellings.end() ? nullptr : &*at;
  };
  if (const Spelling* exact = named(text)) return exact;
  return named(fold(text));
}

}  // namespace

Types::Types() {
  for (const Kind kind : {Kind::Invalid, Kind::Bool, Kind::Judgement, Kind::Int, Kind::Decimal,
                          Kind::Date, Kind::String})
    types_.push_back({.kind = kind});
}

TypeId Types::intern(Type type) {
  const auto at = std::find(types_.begin(), types_.end(), type);
  if (at != types_.end()) return static_cast<TypeId>(at - types_.begin());
  types_.push_back(std::move(type));
  return static_cast<TypeId>(types_.size() - 1);
}

Unit unit_named(std::string_view symbol) {
  if (const Spelling* known = spelling_of(symbol))
    return {std::string(known->symbol), std::string(known->base), Decimal::of(known->factor)};
  const std::string own(trim(symbol));
  return {own, own, Decimal::of(1)};
}

bool is_known_unit(std::string_view text) {
  return spelling_of(text) != nullptr;
}

}  // namespace ipcheck
