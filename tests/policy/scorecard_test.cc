#include "support/catch.h"
#include "support/rules.h"

namespace ipcheck {
namespace {

std::string with_card(const std::string& card) {
  return "policy: p\ntitle: {zh: 示例, en: Example}\nissuer: {zh: 某局, en: A bureau}\n"
         "status: in_force\n"
         "facts:\n"
         "  staff: {type: integer, unit: 人, range: [0, null], label: {zh: 人数, en: Staff}}\n"
         "  good: {type: judgement, label: {zh: 良好, en: Good}}\n"
         "criteria:\n  A-1: {title: {zh: 良好, en: Good}, cite: {at: 一}, check: good}\n"
         "schemes:\n  s:\n    title: {zh: 甲, en: A}\n    applicant: organization\n"
         "    require: {all: [A-1]}\n    scorecard:\n" +
         card;
}

TEST_CASE("scorecard: bands, points by value, groups, vetoes, grades and ranks are read",
          "[policy]") {
  auto loaded = test::rules_from({{"p.yaml", with_card(R"(      basis: bureau
      initial: 1.5
      characteristics:
        - {id: a, title: {zh: 甲, en: A}, of: staff, missing: 0..20, bands: [{above: 2, to: 5, points: 3}]}
        - {id: b, title: {zh: 乙, en: B}, of: good, points: {met: 15, not_met: 0}, missing: 7, group: g}
        - {id: c, title: {zh: 丙, en: C}, points: staff * 2}
      groups: [{id: g, cap: 5, floor: 1}]
      veto: [{criterion: A-1}]
      grades: [{id: low, title: {zh: 低, en: low}, below: 60}, {id: high, title: {zh: 高, en: high}, from: 60}]
      rank: [staff desc]
)")}});
  CHECK(loaded->ids().empty());
  const Scorecard& card = *loaded->rules.policies[0].schemes[0].scorecard;
  CHECK(card.basis == ScoreBasis::Bureau);
  CHECK(card.initial.str() == "1.5");
  REQUIRE(card.characteristics.size() == 3);
  const Band& band = card.characteristics[0].bands[0];
  CHECK(band.low->str() == "2");
  CHECK_FALSE(band.low_inclusive);
  CHECK(band.high->str() == "5");
  CHECK(band.high_inclusive);
  CHECK(card.characteristics[0].missing->max.str() == "20");
  CHECK(card.characteristics[1].missing->min == card.characteristics[1].missing->max);
  CHECK(card.characteristics[1].values.size() == 2);
  CHECK(card.characteristics[2].points);
  CHECK(card.groups[0].cap->str() == "5");
  CHECK(card.veto.size() == 1);
  CHECK(card.grades[1].band.low->str() == "60");
  CHECK(card.rank[0].descending);
}

TEST_CASE("scorecard: what cannot be read is told with its place", "[policy]") {
  struct Row {
    const char* card;
    const char* id;
    const char* underlined;
  };
  const auto row = GENERATE(values<Row>({
      {"{basis: mine, characteristics: []}", "unexpected-shape",
       "{basis: mine, characteristics: []}"},
      {"{basis: bureau, characteristics: [{id: a, title: {zh: 甲, en: A}, of: good, points: {mt: "
       "1}}]}",
       "unknown-enum-value", "mt"},
      {"{basis: bureau, characteristics: [], rank: [staff down]}", "unexpected-shape",
       "staff down"},
      {"{basis: bureau, characteristics: [], veto: [{criterion: A-2}]}", "unknown-criterion",
       "{criterion: A-2}"},
      {"{basis: bureau, characteristics: [{id: a, title: {zh: 甲, en: A}, of: staff, missing: "
       "9..1, "
       "bands: [{points: 1}]}]}",
       "unexpected-shape", "9..1"},
  }));
  INFO(row.card);
  auto loaded = test::rules_from({{"p.yaml", with_card(std::string("      ") + row.card + "\n")}});
  CHECK(loaded->ids() == std::vector<std::string>{row.id});
  CHECK(loaded->underlined(row.id) == row.underlined);
}

}  // namespace
}  // namespace ipcheck
