#include "agree/soak_make.h"

namespace ipcheck::soak {

void Maker::add_bands(Entry& entry, const std::vector<std::string>& ends) {
  std::string bands;
  for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
    if (one_in(6)) continue;  // a gap
    bands += (bands.empty() ? "" : ", ") + std::string("{") + one_of({"from: ", "above: "}) +
             ends[i] + ", " + one_of({"below: ", "to: "}) + ends[i + 1] +
             ", points: " + one_of({"0", "5", "7.5", "12.25"}) + "}";
  }
  entry.fixed.push_back({"bands", "[" + bands + "{from: " + ends.back() + ", points: 20}]"});
  std::string& text = entry.fixed.back().text;
  if (!bands.empty()) text.replace(text.find("}{"), 2, "}, {");
}

Entry Maker::characteristic(int index) {
  Entry out{"x" + std::to_string(index), {{"title", "{zh: 题, en: Title}"}}, {}};
  const auto of = [&](const std::string& fact) { out.fixed.push_back({"of", fact}); };
  switch (below(5)) {
    case 0:
      of(one_of({"n", "staff", "derived"}));
      add_bands(out, {"0", "2", "5"});
      break;
    case 1:
      of(one_of({"amount", "total", "rate"}));
      add_bands(out, {"0", "2.5", "2000000"});
      break;
    case 2:
      of(one_of({"field", "level", "stage"}));
      out.fixed.push_back({"points", "{ai: 5, chips: 2.5, medicine: 0}"});
      break;
    case 3:
      of(one_of({"vote", "panel"}));
      out.fixed.push_back({"points", "{met: 15, not_met: -1}"});
      break;
    default:
      out.fixed.push_back(condition("points", {.expected = kInvalidType}, "n * 2", [&] {
        return one_in(2) ? generator_.number(2) : generator_.decimal(2);
      }));
  }
  if (one_in(2)) out.parts.push_back({"missing", one_of({"0..20", "3", "-1..0.5"})});
  if (one_in(2)) out.parts.push_back({"group", one_of({"g1", "g2"})});
  return out;
}

Card Maker::card(const RuleText& rules) {
  Card out{.initial = one_of({"0", "10", "0.5"})};
  for (std::uint32_t i = 1 + below(5); i > 0; --i)
    out.characteristics.push_back(characteristic(static_cast<int>(i)));
  for (const char* id : {"g1", "g2"}) {
    Entry& group = out.groups.emplace_back(Entry{id, {{"title", "{zh: 组, en: G}"}}, {}});
    if (one_in(2)) group.parts.push_back({"floor", one_of({"5", "7.25"})});
    if (one_in(2)) group.parts.push_back({"cap", one_of({"10", "17.5"})});
  }
  out.grades.push_back({"low", {{"title", "{zh: 低, en: Low}"}, {"below", "10"}}, {}});
  out.grades.push_back({"high", {{"title", "{zh: 高, en: High}"}, {"from", "10"}}, {}});
  if (one_in(3)) out.veto = rules.criteria[below(rules.criteria.size())].name;
  return out;
}

}  // namespace ipcheck::soak
