// Tested by tests/value/cell_test.cc.
#include <algorithm>
#include <array>

#include "value/cell_kinds.h"
#include "value/quantity.h"

namespace ipcheck {
namespace {

constexpr std::string_view kYuan = "元", kYear = "年", kMonth = "月", kPercent = "%";

/// How a number in one unit becomes one in another: times `factor`, or months to years.
struct Scale {
  Decimal factor = Decimal::of(1);
  bool months_to_years = false;
};

bool among(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// 5项 of a fact counted in 个 is 5: these words only classify.
bool counts_alike(std::string_view a, std::string_view b) {
  const auto thing = [](std::string_view u) {
    return among(u, {"个", "项", "件", "种", "套", "份"});
  };
  const auto countable = [&](std::string_view u) {
    return thing(u) || among(u, {"人", "家", "次"});
  };
  return (thing(a) && thing(b)) || (a == "个" && countable(b)) || (b == "个" && countable(a));
}

std::optional<Scale> scale_between(const Unit& from, std::string_view base) {
  if (from.base == base || counts_alike(from.base, base)) return Scale{from.factor};
  if (from.base == kMonth && base == kYear) return Scale{Decimal::of(1), true};
  if (from.base == kYear && base == kMonth) return Scale{Decimal::of(12)};
  if (base.empty() && among(from.base, {kYear, "个"})) return Scale{};
  return std::nullopt;
}

bool is_currency(std::string_view unit) {
  static constexpr std::array kCurrencies = {"美元", "欧元", "日元", "英镑",
                                             "港元", "港币", "韩元"};
  return std::any_of(kCurrencies.begin(), kCurrencies.end(), [unit](std::string_view currency) {
    return unit.find(currency) != unit.npos;
  });
}

struct Scaled {
  std::optional<Decimal> value;
  std::string invalid;
  Text why;
  bool own_unit = false;  // the text's own, which is not the header's
};

Text unit_question(const CellTask& task, std::string_view base) {
  if (base == kYuan)
    return say("`{}` 没有写金额单位；请写明单位，例如 200万元，或在表头写（万元）",
               "`{}` has no unit of money; write it, e.g. `200万元`, or put （万元） in the header",
               task.shown());
  return say("`{}` 的单位不明确；请用 `{}`", "the unit of `{}` is not clear; give it in `{}`",
             task.shown(), base);
}

Scaled wrong_unit(const CellTask& task, std::string_view unit, std::string_view base) {
  if (base.empty())
    return {{},
            "ambiguous_unit",
            say("`{}` 的单位 `{}` 用在这里不对；请只填数",
                "`{}` has unit `{}` where none is used; "
                "write the number alone",
                task.shown(), unit)};
  return {{},
          "ambiguous_unit",
          say("`{}` 的单位 `{}` 不能换算成 `{}`；请改用 `{}`",
              "`{}` is in `{}`, which cannot be converted to `{}`; give it in `{}`", task.shown(),
              unit, base, base)};
}

Scaled scaled(const Decimal& value, const Scale& scale, const CellTask& task) {
  if (scale.months_to_years) {
    if (!value.is_integer())
      return {{},
              "not_integer",
              say("`{}` 不是整月数；请填整月",
                  "`{}` is not a whole number of "
                  "months; give whole months",
                  task.shown())};
    return {divide(value, Decimal::of(12)), {}, {}};
  }
  return {multiply(value, scale.factor), {}, {}};
}

/// The unit as written, with as much of the multiplying words as makes a known unit: 万元, 百万元.
std::vector<Unit> written_units(const Quantity& quantity) {
  std::vector<Unit> units;
  const std::string whole = quantity.multiplier + quantity.unit;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    const std::string tail = whole.substr(at);
    if ((tail[0] & 0xC0) == 0x80 || (at > quantity.multiplier.size())) continue;
    if (is_known_unit(tail)) units.push_back(unit_named(tail));
    // In 200万元 the unit is 万元; in 两百万元 it may be either.
    if (!units.empty() && !quantity.chinese) break;
  }
  return units;
}

bool agrees(const Quantity& quantity, const Unit& header) {
  const std::vector<Unit> units = written_units(quantity);
  return units.empty() || std::any_of(units.begin(), units.end(), [&header](const Unit& unit) {
           return unit.factor == header.factor &&
                  (unit.base == header.base || counts_alike(unit.base, header.base));
         });
}

/// 2年3个月, 两年半: whole months, in years.
std::optional<Decimal> years_and_months(const Quantity& quantity) {
  std::string_view rest = quantity.unit;
  if (!rest.starts_with(kYear) || rest == kYear || !quantity.value->is_integer())
    return std::nullopt;
  rest.remove_prefix(kYear.size());
  std::optional<Decimal> months;
  if (rest == "半") {
    months = Decimal::of(6);
  } else {
    const Quantity part = read_quantity(rest);
    if (part.value && part.value->is_integer() && *part.value < Decimal::of(12) &&
        !(*part.value < Decimal::of(0)) && unit_named(part.unit).base == kMonth)
      months = part.value;
  }
  const auto years = multiply(*quantity.value, Decimal::of(12));
  const auto sum = months && years ? add(*years, *months) : std::nullopt;
  return sum ? divide(*sum, Decimal::of(12)) : std::nullopt;
}

Scaled by_own_unit(const CellTask& task, const Quantity& quantity, std::string_view base) {
  if (base == kYear)
    if (const auto years = years_and_months(quantity)) return {years, {}, {}};
  const auto scale = scale_between(unit_named(quantity.unit), base);
  if (!scale && !is_known_unit(quantity.unit) && !is_currency(quantity.unit))
    return {{}, "not_a_number", {}};
  if (!scale) return wrong_unit(task, quantity.multiplier + quantity.unit, base);
  const std::string& header = task.context.unit;
  const bool differs = is_known_unit(header) && !agrees(quantity, unit_named(header));
  if (differs && !scale_between(unit_named(header), base))
    return {{},
            "ambiguous_unit",
            say("`{}` 的单位与表头的 `{}` 不一致；请统一成一种单位",
                "the unit of `{}` differs from `{}` in the header; use one of them", task.shown(),
                header)};
  Scaled number = scaled(*quantity.value, *scale, task);
  number.own_unit = differs;
  return number;
}

Scaled by_header_unit(const CellTask& task, const Quantity& quantity, std::string_view base) {
  const Unit header = unit_named(task.context.unit);
  const auto scale = scale_between(header, base);
  if (!scale) return wrong_unit(task, task.context.unit, base);
  if (base != kYuan || quantity.multiplier.empty() || header.factor == Decimal::of(1))
    return scaled(*quantity.value, *scale, task);
  // 200万 under （万元） says 万 twice and means it once.
  Quantity with_yuan = quantity;
  with_yuan.unit = kYuan;
  if (agrees(with_yuan, header)) return {quantity.value, {}, {}};
  return {{},
          "ambiguous_unit",
          say("`{}` 与表头的单位 `{}` 放在一起有两种读法；请写全单位，例如 200万元",
              "`{}` under a header in `{}` can be read in two ways; write the unit in full, e.g. "
              "`200万元`",
              task.shown(), task.context.unit)};
}

Scaled in_base_unit(const CellTask& task, const Quantity& quantity, std::string_view base) {
  if (!quantity.unit.empty()) return by_own_unit(task, quantity, base);
  const std::string& header = task.context.unit;
  if (is_known_unit(header)) return by_header_unit(task, quantity, base);
  const bool several_units = is_known_unit(header.substr(0, header.find('/'))) ||
                             is_known_unit(header.substr(0, header.find("或")));
  if (!header.empty() && (is_currency(header) || several_units))
    return {{}, "ambiguous_unit", unit_question(task, base)};
  if (base == kYuan && !task.context.own_name && quantity.multiplier.empty())
    return {{}, "ambiguous_unit", unit_question(task, base)};
  return {quantity.value, {}, {}};
}

Text number_help(const CellTask& task, const std::string& reason) {
  if (reason == "not_exact")
    return say("`{}` 不是一个确切的数；请填确切的数值",
               "`{}` is not an exact number; give one number", task.shown());
  if (reason == "two_values")
    return say("`{}` 里不止一个数，或千分位逗号不对；一处只填一个数",
               "`{}` holds more than one number, or misplaced commas; give one number",
               task.shown());
  return say("`{}` 不是数字；请写成 3 或 2,000,000 这样",
             "`{}` is not a number; write it as `3` or "
             "`2,000,000`",
             task.shown());
}

CellReading out_of_range(const CellTask& task) {
  const auto bound = [](const std::optional<Decimal>& end) { return end ? end->str() : "…"; };
  if (!task.fact.min && !task.fact.max)
    return invalid_cell("out_of_range",
                        say("`{}` 超出可表示的范围", "`{}` is too large", task.shown()));
  return invalid_cell("out_of_range",
                      say("`{}` 超出范围 {} 至 {}", "`{}` is outside {} to {}", task.shown(),
                          bound(task.fact.min), bound(task.fact.max)));
}

Quantity quantity_of(const CellTask& task) {
  Quantity quantity;
  quantity.value = Decimal::parse(task.text);  // most cells are plain
  if (!quantity.value && task.context.typed_number) quantity.value = read_scientific(task.text);
  return quantity.value ? quantity : read_quantity(task.text);
}

}  // namespace

CellReading read_number_cell(const CellTask& task) {
  if (is_blank_cell(task.text) || is_nothing_cell(task.text)) return {};
  const Quantity quantity = quantity_of(task);
  if (!quantity.value) return invalid_cell(quantity.invalid, number_help(task, quantity.invalid));
  const UnitId unit = task.type().unit != 0 ? task.type().unit : task.fact.unit;
  const std::string_view base = task.schema.units[unit].symbol;
  Scaled number = in_base_unit(task, quantity, base);
  if (!number.invalid.empty() && number.why.empty()) number.why = number_help(task, number.invalid);
  if (!number.invalid.empty()) return invalid_cell(number.invalid, number.why);
  if (!number.value) return out_of_range(task);
  const bool below = task.fact.min && *number.value < *task.fact.min;
  const bool above = task.fact.max && *number.value > *task.fact.max;
  if (task.type().kind == Kind::Int && !number.value->is_integer())
    return invalid_cell("not_integer", say("`{}` 不是整数；请填整数",
                                           "`{}` is not a whole number; give one", task.shown()));
  const auto whole = number.value->to_int64();
  if (below || above || (task.type().kind == Kind::Int && !whole)) return out_of_range(task);
  CellReading reading =
      known_cell(task.type().kind == Kind::Int ? Value{*whole} : Value{*number.value});
  if (number.own_unit) {
    reading.suspicious = true;
    reading.suspicion = say("`{}` 自带单位，与表头的 `{}` 不同，按所写的单位计；请核对",
                            "`{}` has a unit of its own beside `{}` in the header and is taken as "
                            "written; please check",
                            task.shown(), task.context.unit);
  }
  const Decimal one = Decimal::of(1), zero = Decimal::of(0);
  if (base == kPercent && quantity.unit.empty() && *number.value != zero && *number.value < one &&
      negate(*number.value) < one) {
    reading.suspicious = true;
    reading.suspicion =
        say("`{}` 按 {}% 计；如果本意是 {}%，请改写",
            "`{}` is taken as {}%; if {}% was meant, write that", task.shown(), number.value->str(),
            multiply(*number.value, Decimal::of(100)).value_or(zero).str());
  }
  return reading;
}

}  // namespace ipcheck
