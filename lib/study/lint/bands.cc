// Lint of scorecards. Tested by tests/study/lint_test.cc.
#include <algorithm>

#include "study/lint/rows.h"

namespace ipcheck {
namespace {

/// The values that bands have to take: a fact's range, or everything.
struct Line {
  std::optional<Decimal> min, max;
  bool whole = false;  // whole numbers only
};

/// A band with half-open ends where only whole numbers occur: (2, 5] is [3, 6).
Band normal(Band band, const Line& line) {
  if (!line.whole) return band;
  auto up = [](std::optional<Decimal>& end) {
    if (end && end->is_integer()) end = add(*end, Decimal::of(1));
  };
  if (band.low && !band.low_inclusive) up(band.low), band.low_inclusive = true;
  if (band.high && band.high_inclusive) up(band.high), band.high_inclusive = false;
  return band;
}

bool is_empty(const Band& band) {
  if (!band.low || !band.high) return false;
  return *band.high < *band.low ||
         (*band.high == *band.low && !(band.low_inclusive && band.high_inclusive));
}

bool is_outside(const Band& band, const Line& line) {
  bool above = line.max && band.low &&
               (*band.low > *line.max || (*band.low == *line.max && !band.low_inclusive));
  bool below = line.min && band.high &&
               (*band.high < *line.min || (*band.high == *line.min && !band.high_inclusive));
  return above || below;
}

std::vector<Band> sorted(const std::vector<Band>& bands, const Line& line) {
  std::vector<Band> out;
  for (const Band& band : bands) out.push_back(normal(band, line));
  std::stable_sort(out.begin(), out.end(), [](const Band& a, const Band& b) {
    return !a.low ? b.low.has_value() : b.low && *a.low < *b.low;
  });
  return out;
}

std::string number(const std::optional<Decimal>& n) {
  return n ? n->str() : "∞";
}

/// What stands between two neighbours: negative an overlap, zero nothing, positive a gap.
int between(const Band& before, const Band& after) {
  if (!before.high || !after.low) return -1;
  if (*before.high != *after.low) return *before.high > *after.low ? -1 : 1;
  int ends = int(before.high_inclusive) + int(after.low_inclusive);
  return ends == 2 ? -1 : ends == 1 ? 0 : 1;
}

using Visit = void (*)(LintFindings&, const std::vector<Band>&, const Line&);

void each_bands(LintFindings& findings, Visit visit) {
  const Schema& schema = findings.rules.schema;
  for (const Policy& policy : findings.rules.policies) {
    for (const Scheme& scheme : policy.schemes) {
      if (!scheme.scorecard) continue;
      for (const Characteristic& c : scheme.scorecard->characteristics) {
        if (c.bands.empty() || c.of == kNoFact) continue;
        const Fact& fact = schema.facts[c.of];
        visit(findings, c.bands, {fact.min, fact.max, schema.types[fact.type].kind == Kind::Int});
      }
      std::vector<Band> grades;
      for (const Grade& grade : scheme.scorecard->grades) grades.push_back(grade.band);
      if (!grades.empty()) visit(findings, grades, {});
    }
  }
}

void overlaps(LintFindings& findings, const std::vector<Band>& given, const Line& line) {
  std::vector<Band> bands = sorted(given, line);
  for (std::size_t i = 1; i < bands.size(); ++i) {
    if (is_empty(bands[i]) || is_empty(bands[i - 1]) || between(bands[i - 1], bands[i]) >= 0)
      continue;
    findings
        .add(bands[i].span, say("此分段与另一分段在 {} 处重叠",
                                "this band overlaps another one at {}", number(bands[i].low)))
        .note(bands[i - 1].span, say("另一分段在此", "the other band is here"));
  }
}

void gaps(LintFindings& findings, const std::vector<Band>& given, const Line& line) {
  std::vector<Band> bands = sorted(given, line);
  for (std::size_t i = 1; i < bands.size(); ++i) {
    if (between(bands[i - 1], bands[i]) <= 0) continue;
    findings.add(bands[i].span,
                 say("{} 与 {} 之间没有分段", "no band takes values between {} and {}",
                     number(bands[i - 1].high), number(bands[i].low)));
  }
  const Band& first = bands.front();
  const Band& last = bands.back();
  bool low_open =
      !first.low ||
      (line.min && (*first.low < *line.min || (*first.low == *line.min && first.low_inclusive)));
  Band top = normal({.low = line.max, .high = line.max, .high_inclusive = true}, line);
  bool high_open =
      !last.high ||
      (line.max && (*last.high > *top.high ||
                    (*last.high == *top.high && (last.high_inclusive || !top.high_inclusive))));
  if (!low_open)
    findings.add(first.span,
                 say("低于 {} 的值没有分段", "no band takes values below {}", number(first.low)));
  if (!high_open)
    findings.add(last.span,
                 say("高于 {} 的值没有分段", "no band takes values above {}", number(last.high)));
}

void dead_bands(LintFindings& findings, const std::vector<Band>& given, const Line& line) {
  for (const Band& band : given) {
    Band whole = normal(band, line);
    if (is_empty(whole))
      findings.add(band.span, say("没有值落入此分段", "no value falls into this band"));
    else if (is_outside(whole, line))
      findings.add(band.span, say("此分段在事实的取值范围之外",
                                  "this band lies outside the range of its fact"));
  }
}

/// A scorecard of one characteristic and one list of bands.
std::string card(std::string_view bands) {
  std::string text =
      "    scorecard:\n"
      "      basis: project_default\n"
      "      characteristics:\n"
      "        - {id: staff, title: {zh: 人数, en: Staff}, of: staff, missing: 0..9, bands: [" +
      std::string(bands) + "]}\n";
  return example({.scheme = text});
}

}  // namespace

void add_lint_bands(std::vector<LintRule>& rows) {
  const std::string good = card("{from: 0, below: 5, points: 0}, {from: 5, points: 9}");
  rows.push_back({
      .id = "overlapping-bands",
      .summary = say("评分分段重叠", "two bands take the same value"),
      .why = say("同一个值有两个分数，取决于书写顺序",
                 "the points of that value depend on which band is written first"),
      .bad = card("{from: 0, to: 5, points: 0}, {from: 5, points: 9}"),
      .good = good,
      .find = [](LintFindings& findings) { each_bands(findings, overlaps); },
  });
  rows.push_back({
      .id = "gapped-bands",
      .summary = say("评分分段之间有空档", "some value falls between the bands"),
      .why = say("落在空档里的申请人没有分数", "an applicant in the gap gets no points at all"),
      .bad = card("{from: 0, below: 5, points: 0}, {from: 6, points: 9}"),
      .good = card("{from: 0, to: 5, points: 0}, {from: 6, points: 9}"),
      .find = [](LintFindings& findings) { each_bands(findings, gaps); },
  });
  rows.push_back({
      .id = "unreachable-band",
      .summary = say("没有值能落入的分段", "no value can fall into the band"),
      .why = say("它的分数永远不会给出，多半是两端写反了",
                 "its points are never given; most often the ends are swapped"),
      .bad = card("{from: 0, points: 0}, {below: 0, points: 9}"),
      .good = good,
      .find = [](LintFindings& findings) { each_bands(findings, dead_bands); },
  });
}

}  // namespace ipcheck
