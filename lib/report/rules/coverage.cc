// Tested by tests/report/coverage_test.cc and tests/cli/rules_coverage.md.
#include "report/rules/coverage.h"

#include <algorithm>
#include <array>
#include <map>
#include <ostream>

#include "report/json_writer.h"
#include "report/layout.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

constexpr std::array kMeasures = {Measure::Leaves, Measure::States, Measure::Branches,
                                  Measure::Mcdc, Measure::Thresholds};

Text head_of(Measure measure) {
  switch (measure) {
    case Measure::Leaves:
      return say("条件正反", "leaves both ways");
    case Measure::States:
      return say("各种状态", "states");
    case Measure::Branches:
      return say("分支", "branches");
    case Measure::Mcdc:
      return say("单独决定", "MC/DC");
    case Measure::Thresholds:
      return say("门槛", "thresholds");
    case Measure::All:
      return say("全部", "all");
  }
  return {};
}

std::string fraction_words(const Fraction& f) {
  if (f.asked == 0) return "–";
  return fmt::format("{}/{} {}%", f.covered, f.asked, f.percent());
}

std::vector<const Policy*> policies_of(std::span<const SchemeCoverage> schemes) {
  std::vector<const Policy*> out;
  for (const SchemeCoverage& one : schemes)
    if (out.empty() || out.back() != one.policy) out.push_back(one.policy);
  return out;
}

Fraction sum(std::span<const SchemeCoverage> schemes, const Policy* policy, Measure measure) {
  Fraction out;
  for (const SchemeCoverage& one : schemes)
    if (policy == nullptr || one.policy == policy) out += one.fraction(measure);
  return out;
}

class Page {
 public:
  Page(const CoverageView& view, std::span<const SchemeCoverage> schemes, std::ostream& out)
      : view_(view), schemes_(schemes), out_(out) {}

  void table() {
    const Tone plain = Tone::Plain;
    Table table{{plain, plain, plain, plain, plain, plain, plain}, {}};
    Table::Row head{{"", t(say("用例", "cases"))}};
    for (const Measure m : kMeasures) head.cells.push_back(t(head_of(m)));
    table.rows.push_back(head);
    for (const Policy* policy : policies_of(schemes_)) {
      table.rows.push_back(row(policy->id, policy));
      for (const SchemeCoverage& one : schemes_)
        if (one.policy == policy) table.rows.push_back(row(one));
    }
    if (policies_of(schemes_).size() > 1)
      table.rows.push_back(row(t(say("合计", "total")), nullptr));
    print_table(table, 0, std::max(view_.width, 120), view_.color, out_);
  }

  void gaps(const SchemeCoverage& one) {
    std::vector<bool> closed(one.targets.size(), false);
    for (const ClosingCase& found : one.closing)
      for (const std::uint32_t target : found.closes) closed[target] = true;
    bool any = false;
    for (std::size_t i = 0; i < one.targets.size(); ++i) {
      const Target& target = one.targets[i];
      if (target.reached != nullptr || !target.impossible.empty()) continue;
      if (!any)
        out_ << "\n"
             << painted(t(say("{} 没有用例走到", "not reached by a case of {}", one.scheme->id)),
                        Tone::Bold, view_.color)
             << "\n";
      any = true;
      out_ << "  " << visible(words_of(*one.policy, target).in(view_.lang));
      if (one.searched && !closed[i])
        out_ << t(say("  （改动一两项事实也走不到）", "  (nor by changing one or two facts)"));
      out_ << "\n";
    }
  }

  void impossible(const SchemeCoverage& one) {
    std::map<std::string, std::vector<std::string>> by_reason;
    for (const Target& target : one.targets)
      if (!target.impossible.empty() && target.asked != Asked::Decides)
        by_reason[target.impossible.in(view_.lang)].push_back(
            words_of(*one.policy, target).in(view_.lang));
    if (by_reason.empty()) return;
    out_ << "\n"
         << painted(t(say("{} 不可能走到（不计入）", "out of reach for {}, not counted",
                          one.scheme->id)),
                    Tone::Bold, view_.color)
         << "\n";
    for (const auto& [reason, words] : by_reason)
      print_paragraph(reason + ": " + visible(joined(words, ", ")), 2, 4, view_.width, Tone::Plain,
                      view_.color, out_);
  }

  void cases() {
    std::vector<const CaseFile*> files;
    for (const SchemeCoverage& one : schemes_)
      for (const ClosingCase& found : one.closing)
        if (std::find(files.begin(), files.end(), found.file) == files.end())
          files.push_back(found.file);
    for (const CaseFile* file : files) {
      out_ << "\n"
           << painted(t(say("可贴入 {} 的 `cases:`（结论由当前规则算出，请先对照政策核实）",
                            "ready to paste under `cases:` of {} (the rules as they are gave the "
                            "verdicts; hold them against the policy first)",
                            file->name)),
                      Tone::Bold, view_.color)
           << "\n";
      for (const SchemeCoverage& one : schemes_)
        for (const ClosingCase& found : one.closing)
          if (found.file == file) out_ << found.yaml;
    }
  }

  void miss(const CoverageMiss& one) {
    out_ << painted(
                t(say("{}：{} {}，应达 {}%", "{}: {} {}, wanted {}%", one.policy->id,
                      head_of(one.measure).in(view_.lang), fraction_words(one.got), one.wanted)),
                Tone::Red, view_.color)
         << "\n";
  }

 private:
  std::string t(const Text& text) const { return text.in(view_.lang); }

  Table::Row row(const std::string& name, const Policy* policy) const {
    Table::Row out{{name, ""}};
    std::size_t cases = 0;
    for (const SchemeCoverage& one : schemes_)
      if (policy == nullptr || one.policy == policy) cases += one.cases;
    out.cells[1] = std::to_string(cases);
    for (const Measure m : kMeasures) out.cells.push_back(fraction_words(sum(schemes_, policy, m)));
    return out;
  }
  static Table::Row row(const SchemeCoverage& one) {
    Table::Row out{{one.scheme->id, std::to_string(one.cases)}, 2};
    for (const Measure m : kMeasures) out.cells.push_back(fraction_words(one.fraction(m)));
    return out;
  }

  const CoverageView& view_;
  std::span<const SchemeCoverage> schemes_;
  std::ostream& out_;
};

void write_fraction(JsonWriter& json, Measure measure, const Fraction& f) {
  json.key(word(measure));
  json.begin_object();
  json.key("covered");
  json.number(static_cast<std::int64_t>(f.covered));
  json.key("asked");
  json.number(static_cast<std::int64_t>(f.asked));
  json.end_object();
}

void write_target(JsonWriter& json, const CoverageView& view, const SchemeCoverage& one,
                  const Target& target) {
  json.begin_object();
  json.field("target", words_of(*one.policy, target).in(view.lang));
  if (target.asked != Asked::Branch)
    json.field("criterion", one.policy->criteria[target.criterion].id);
  if (!target.impossible.empty()) json.field("impossible", target.impossible.in(view.lang));
  json.key("reached_by");
  target.reached == nullptr ? json.null() : json.string(target.reached->name);
  json.end_object();
}

void write_scheme(JsonWriter& json, const CoverageView& view, const SchemeCoverage& one) {
  json.begin_object();
  json.field("policy", one.policy->id);
  json.field("scheme", one.scheme->id);
  json.key("cases");
  json.number(static_cast<std::int64_t>(one.cases));
  for (const Measure m : kMeasures) write_fraction(json, m, one.fraction(m));
  json.key("targets");
  json.begin_array();
  for (const Target& target : one.targets) write_target(json, view, one, target);
  json.end_array();
  json.key("closing_cases");
  json.begin_array();
  for (const ClosingCase& found : one.closing) {
    json.begin_object();
    json.field("file", found.file->name);
    json.field("yaml", found.yaml);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

}  // namespace

std::vector<CoverageMiss> misses(std::span<const SchemeCoverage> schemes,
                                 std::span<const CoverageGate> gates) {
  std::vector<CoverageMiss> out;
  for (const Policy* policy : policies_of(schemes)) {
    for (const CoverageGate& gate : gates) {
      if (!gate.policy.empty() && gate.policy != policy->id) continue;
      const Fraction got = sum(schemes, policy, gate.measure);
      if (got.percent() < gate.percent) out.push_back({policy, gate.measure, got, gate.percent});
    }
  }
  return out;
}

void render_coverage(const CoverageView& view, std::span<const SchemeCoverage> schemes,
                     std::span<const CoverageMiss> misses, std::ostream& out) {
  Page page(view, schemes, out);
  page.table();
  for (const SchemeCoverage& one : schemes) page.gaps(one);
  for (const SchemeCoverage& one : schemes) page.impossible(one);
  page.cases();
  if (!misses.empty()) out << "\n";
  for (const CoverageMiss& miss : misses) page.miss(miss);
}

void render_coverage_json(const CoverageView& view, std::span<const SchemeCoverage> schemes,
                          std::span<const CoverageMiss> misses, std::ostream& out) {
  JsonWriter json(out);
  json.begin_object();
  json.field("schema", "ipcheck/coverage/1");
  json.key("total");
  json.begin_object();
  for (const Measure m : kMeasures) write_fraction(json, m, sum(schemes, nullptr, m));
  json.end_object();
  json.key("schemes");
  json.begin_array();
  for (const SchemeCoverage& one : schemes) write_scheme(json, view, one);
  json.end_array();
  json.key("under");
  json.begin_array();
  for (const CoverageMiss& miss : misses) {
    json.begin_object();
    json.field("policy", miss.policy->id);
    json.field("measure", word(miss.measure));
    json.key("wanted_percent");
    json.number(miss.wanted);
    write_fraction(json, miss.measure, miss.got);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

}  // namespace ipcheck
