#pragma once
// A small policy and a record as texts, judged.

#include <string>

#include "io/record.h"
#include "judge/explain.h"
#include "judge/open_gates.h"
#include "judge/points.h"
#include "support/catch.h"
#include "support/rules.h"

namespace ipcheck::test {

/// Everything a verdict points into.
struct Judged {
  std::unique_ptr<Loaded> loaded;
  std::deque<Tree> trees;
  Batch batch;
  Compiled compiled;
  Frame frame;
  Verdict verdict;
};

/// Facts a..d (integers, 人), j and k (judgements), b (boolean), kind (enum x, y, z), tags (set of
/// that enum), counts (map of integers), money (money), day (date), due (derived: a + 1).
inline constexpr const char* kFacts = R"(policy: p
title: {zh: 示例, en: Example}
issuer: {zh: 某局, en: A bureau}
status: in_force
facts:
  a: {type: integer, unit: 人, label: {zh: 甲, en: A}}
  c: {type: integer, unit: 人, label: {zh: 丙, en: C}}
  j: {type: judgement, label: {zh: 判断一, en: J}}
  k: {type: judgement, label: {zh: 判断二, en: K}}
  b: {type: boolean, label: {zh: 乙, en: B}}
  kind: {type: enum, values: {x: {zh: 种一, en: X}, y: {zh: 种二, en: Y}, z: {zh: 种三, en: Z}}, label: {zh: 种类, en: Kind}}
  tags: {type: {set: enum}, values: {x: {zh: 签一, en: X}, y: {zh: 签二, en: Y}}, label: {zh: 标签, en: Tags}}
  counts: {type: {map: integer}, unit: 人, label: {zh: 次数, en: Counts}}
  names: {type: {list: string}, label: {zh: 名单, en: Names}}
  money: {type: money, label: {zh: 金额, en: Money}}
  day: {type: date, label: {zh: 日期, en: Day}}
  due: {type: integer, unit: 人, label: {zh: 推算, en: Due}, derive: a + c}
)";

/// What batches ask for all rows at once says the same as `explain`.
inline void check_batch_ways(const Judged& j) {
  const CompiledScheme& scheme = j.compiled.schemes[0];
  std::vector<std::string_view> ids;
  notice_ids(j.compiled, scheme, j.batch, j.frame, 0, ids);
  REQUIRE(ids.size() == j.verdict.notices.size());
  for (std::size_t i = 0; i < ids.size(); ++i) CHECK(ids[i] == j.verdict.notices[i].id);
  OpenGates open(j.compiled, scheme);
  open.run(j.frame, j.batch.rows);
  Brief lists;
  brief(j.compiled, scheme, j.batch, j.frame, 0, open, lists);
  CHECK(joined(lists.failing, " ") == joined(j.verdict.failing, " "));
  CHECK(joined(lists.missing, " ") == joined(j.verdict.missing, " "));
  CHECK(joined(lists.pending, " ") == joined(j.verdict.pending, " "));
  if (!j.verdict.score) return;
  PointsTable points(j.compiled, scheme);
  REQUIRE(points.run(j.batch, j.frame));
  auto units = [](const Decimal& x) { return *multiply(x, Decimal::of(10'000))->to_int64(); };
  CHECK(points.min(0) == units(j.verdict.score->min));
  CHECK(points.max(0) == units(j.verdict.score->max));
  CHECK(points.grade(j.frame, 0) == j.verdict.score->grade);
}

/// `rest` continues the policy file after `facts:`; the scheme is called `s`.
inline std::unique_ptr<Judged> judged(const std::string& rest, const std::string& record,
                                      const std::string& as_of = "2026-06-01") {
  auto out = std::make_unique<Judged>();
  out->loaded = rules_from({{"p.yaml", kFacts + rest}});
  Diagnostics& diags = out->loaded->diags;
  for (const Diagnostic* d : diags.sorted()) UNSCOPED_INFO(d->message.en);
  REQUIRE_FALSE(diags.has_errors());
  out->loaded->rules.calendar = {.valid_from = *Date::of(2026, 1, 1),
                                 .valid_through = *Date::of(2026, 12, 31)};
  SourceId source = out->loaded->sources.add("record.yaml", record);
  read_record_source(out->loaded->rules.schema, out->loaded->sources, source, out->trees,
                     out->batch, diags);
  const std::vector<std::string> schemes = {"s"};
  out->compiled = compile(out->loaded->rules, schemes, *Date::parse_iso(as_of), false);
  judge(out->compiled, out->batch, out->frame);
  out->verdict = explain(out->compiled, out->compiled.schemes[0], out->batch, out->frame, 0);
  check_batch_ways(*out);
  return out;
}

/// One criterion called A of the condition `check`, as the whole scheme.
inline std::string one(const std::string& condition, const std::string& params = "") {
  return params + "criteria:\n  A: {title: {zh: 条件, en: Condition}, cite: {at: 一}, " +
         condition +
         "}\nschemes:\n  s: {title: {zh: 方案, en: Scheme}, applicant: organization, require: "
         "{all: [A]}}\n";
}

}  // namespace ipcheck::test
