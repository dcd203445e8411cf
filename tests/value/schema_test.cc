#include "value/schema.h"

#include "support/catch.h"

namespace ipcheck {
namespace {

Fact fact(std::string name, std::string zh, std::string en = "",
          std::vector<std::string> aliases = {}) {
  Fact made;
  made.name = std::move(name);
  made.label = {std::move(zh), std::move(en)};
  made.aliases = std::move(aliases);
  return made;
}

TEST_CASE("types: equal types have equal ids", "[value]") {
  Types types;
  CHECK(types[kIntType].kind == Kind::Int);
  CHECK(types[kStringType].kind == Kind::String);
  CHECK(types.number(Kind::Int, 0) == kIntType);
  const TypeId people = types.number(Kind::Int, 2);
  CHECK(people != kIntType);
  CHECK(types.number(Kind::Int, 2) == people);
  CHECK(types.list(people) == types.list(people));
  CHECK(types.list(people) != types.set(people));
  CHECK(types.map(kStringType, people) != types.map(kStringType, kIntType));
  const Type record{.kind = Kind::Record, .fields = {{"id", kStringType, {}}}};
  CHECK(types.intern(record) == types.intern(record));
}

TEST_CASE("units: money is scaled exactly, classifiers are not", "[value]") {
  struct Row {
    std::string symbol, base;
    std::int64_t factor;
  };
  const auto row = GENERATE(values<Row>({{"元", "元", 1},
                                         {"千元", "元", 1000},
                                         {"万元", "元", 10000},
                                         {" 万 元 ", "元", 10000},
                                         {"百万元", "元", 1000000},
                                         {"亿元", "元", 100000000},
                                         {"RMB", "元", 1},
                                         {"％", "%", 1},
                                         {"名", "人", 1},
                                         {"个月", "月", 1},
                                         {"天", "日", 1},
                                         {"件", "件", 1}}));
  INFO(row.symbol);
  const Unit unit = unit_named(row.symbol);
  CHECK(unit.base == row.base);
  CHECK(unit.factor == Decimal::of(row.factor));
  CHECK(is_known_unit(row.symbol));
}

TEST_CASE("units: one that is not known is its own base", "[value]") {
  CHECK(unit_named("美元").base == "美元");
  CHECK_FALSE(is_known_unit("美元"));
  CHECK_FALSE(is_known_unit("暂行"));
  Schema schema;
  const UnitId yuan = schema.unit_id("万元");
  CHECK(yuan == schema.unit_id("元"));
  CHECK(schema.units[yuan].symbol == "元");
  CHECK(schema.unit_id("") == 0);
  CHECK(schema.unit_id("美元") != yuan);
}

TEST_CASE("domain: members are found by id, label and alias", "[value]") {
  Domain domain;
  domain.members = {{"provincial", {"省级", "Provincial"}, {"省级认定"}},
                    {"other", {"其他", "Other"}, {"provincial", "省级"}},
                    {"A", {}, {"A类"}}};
  domain.index();
  CHECK(domain.find("provincial") == 0u);
  CHECK(domain.find("省级") == 0u);
  CHECK(domain.find(" ＰＲＯＶＩＮＣＩＡＬ ") == 0u);
  CHECK(domain.find("省级认定") == 0u);
  CHECK(domain.find("其 他") == 1u);
  CHECK(domain.find("a类") == 2u);
  CHECK_FALSE(domain.find("市级"));
  CHECK_FALSE(domain.find(""));
  CHECK(domain.index_of("A") == 2u);
  CHECK_FALSE(domain.index_of("a"));
}

TEST_CASE("schema: a header finds the facts that it may mean", "[value]") {
  Schema schema;
  const FactId amount = schema.add(fact("transfer_amount_annual_cny", "年度转化运营金额（万元）",
                                        "Annual transfer", {"转让许可金额", "年度转化运营金额"}));
  const FactId staff = schema.add(fact("full_time_staff", "专职工作人员", "", {"专职人数"}));
  const FactId other = schema.add(fact("other_staff", "其他人员", "", {"专职人数"}));

  CHECK(schema.find("full_time_staff") == staff);
  CHECK(schema.find("Full_Time_Staff") == kNoFact);
  CHECK(schema.matching("年度转化运营金额") == std::vector{amount});
  CHECK(schema.matching("年度转化运营金额(万元)") == std::vector{amount});
  CHECK(schema.matching("annual  TRANSFER") == std::vector{amount});
  CHECK(schema.matching("专职 人数") == std::vector{staff, other});
  CHECK(schema.matching("FULL_TIME_STAFF") == std::vector{staff});
  CHECK(schema.matching("非专职工作人员").empty());
  CHECK(schema.matching("").empty());
}

TEST_CASE("param: the value in force is the last one begun", "[value]") {
  Param param;
  param.values = {{Date::of(2025, 3, 20), {std::int64_t{2}}, {}},
                  {Date::of(2026, 1, 1), {std::int64_t{3}}, {}}};
  CHECK(param.at(*Date::of(2025, 3, 19)) == nullptr);
  CHECK(*param.at(*Date::of(2025, 3, 20)) == Value{std::int64_t{2}});
  CHECK(*param.at(*Date::of(2025, 12, 31)) == Value{std::int64_t{2}});
  CHECK(*param.at(*Date::of(2026, 1, 1)) == Value{std::int64_t{3}});
  param.values = {{std::nullopt, {std::int64_t{1}}, {}}};
  CHECK(*param.at(*Date::of(1900, 1, 1)) == Value{std::int64_t{1}});
}

}  // namespace
}  // namespace ipcheck
