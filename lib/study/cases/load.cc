// From a test file to cases: bases laid over each other, sweeps spelled out, expectations read.
// Tested by tests/study/cases_test.cc.
#include <array>
#include <map>
#include <unordered_set>

#include "policy/reader.h"
#include "study/cases/cases.h"
#include "study/cases/records.h"
#include "text/suggest.h"
#include "text/tree_yaml.h"

namespace ipcheck {
namespace {

constexpr std::size_t kMaxBases = 64;
constexpr std::array kOutcomes = {Outcome::Eligible, Outcome::Ineligible, Outcome::Incomplete,
                                  Outcome::NeedsReview};
constexpr std::array<std::string_view, 5> kStates = {"met", "not_met", "missing", "pending",
                                                     "not_applicable"};

class Loader {
 public:
  Loader(const Policy& policy, const RuleSet& rules, const Sources& sources, CaseFile& out,
         Diagnostics& diags)
      : policy_(policy),
        rules_(rules),
        sources_(sources),
        out_(out),
        diags_(diags),
        records_(out.parsed.front()) {}

  void file(TreeRef root) {
    const std::size_t errors = diags_.error_count();
    MapReader map(diags_, root, {"测试文件", "test file"});
    map.take("tests");
    out_.as_of = as_of_ = map.date("as_of");
    if (TreeRef bases = map.take("bases"); bases && bases.is_map()) {
      for (std::size_t i = 0; i < bases.size(); ++i) bases_[bases.key(i).text()] = bases.value(i);
    }
    for (TreeRef item : read_items(diags_, map.need("cases"), {"用例列表", "a list of cases"}))
      add_case(item);
    if (TreeRef list = map.take("equivalent")) read_equivalents(list);
    map.finish();
    if (diags_.error_count() == errors) add_bases();
    records_.freeze(out_.tree);
    out_.tree.source = out_.source;
    for (Case& c : out_.cases) c.record = {&out_.tree, c.record.index()};
    for (auto& base : out_.bases) base.second = {&out_.tree, base.second.index()};
  }

 private:
  void add_case(TreeRef node) {
    MapReader map(diags_, node, {"用例", "case"});
    if (!map) return;
    std::size_t errors = diags_.error_count();
    Case c{.span = node.span()};
    if (TreeRef name = map.need("name")) read_name(name, c);
    if (TreeRef scheme = map.need("scheme")) read_scheme(scheme, c);
    auto as_of = map.date("as_of");
    if (!as_of) as_of = as_of_;
    if (!as_of)
      diags_.error("missing-key", node.span(),
                   say("用例缺少 `as_of`（本例或文件开头）",
                       "the case lacks `as_of` (its own or the file's)"));
    else
      c.as_of = *as_of;
    Fields fields;
    std::vector<std::string_view> open;
    if (TreeRef base = map.take("base")) {
      c.base = std::string(base.text());
      add_base(base, fields, open);
    }
    if (TreeRef set = map.take("set")) add_changes(set, fields);
    TreeRef vary = map.take("vary"), rows = map.take("rows");
    TreeRef expect = vary || rows ? map.take("expect") : map.need("expect");
    if (expect && !vary) read_expectation(expect, c);
    map.finish();
    if (vary || rows) return add_rows(node, vary, rows, expect, c, fields, errors);
    if (diags_.error_count() == errors) add(std::move(c), fields);
  }

  void add(Case c, const Fields& fields) {
    c.record = {nullptr, records_.add(fields, c.span)};
    out_.cases.push_back(std::move(c));
  }

  void add_rows(TreeRef node, TreeRef vary, TreeRef rows, TreeRef expect, const Case& pattern,
                const Fields& fields, std::size_t errors) {
    if (!vary || !rows || expect) {
      expected(diags_, node,
               {"`vary` 与 `rows`（不带 `expect`）", "`vary` with `rows` (and no `expect`)"});
      return;
    }
    if (diags_.error_count() != errors) return;
    const char* shape_en = "[value, verdict, list]";
    for (TreeRef row : read_items(diags_, rows, {"行列表", "a list of rows"})) {
      if (!row.is_sequence() || row.size() < 2 || row.size() > 3) {
        expected(diags_, row, {"[值, 结论, 列表]", shape_en});
        continue;
      }
      Case c = pattern;
      c.span = row.span();
      c.name += " [" + std::string(vary.text()) + ": " +
                std::string(sources_.text(row.item(0).span())) + "]";
      if (!read_outcome(row.item(1), c)) continue;
      if (!read_row_list(row, c)) continue;
      Fields changed = fields;
      lay_over(changed, vary, row.item(0));
      add(std::move(c), changed);
    }
  }

  /// The third item of a row is the list that decides.
  bool read_row_list(TreeRef row, Case& c) {
    std::vector<std::string>* list = deciding(c.expect);
    bool given = row.size() == 3;
    if ((list != nullptr) != given) {
      list == nullptr
          ? void(expected(diags_, row.item(2), {"eligible 后没有列表", "no list after `eligible`"}))
          : no_deciding_list(row.span(), c.expect.outcome);
      return false;
    }
    if (!given) return true;
    *list = ids(row.item(2), list == &c.expect.missing);
    if (list->empty()) no_deciding_list(row.span(), c.expect.outcome);
    return !list->empty();
  }

  void add_bases() {
    for (const auto& [id, node] : bases_) {
      Fields fields;
      std::vector<std::string_view> open{id};
      TreeRef from = node.is_map() ? node.find("from") : TreeRef{};
      if (from) add_base(from, fields, open);
      if (node.is_map()) add_changes(node, fields);
      out_.bases.emplace_back(id, TreeRef{nullptr, records_.add(fields, node.span())});
    }
  }

  void read_equivalents(TreeRef list) {
    for (TreeRef item :
         read_items(diags_, list, {"等价变异列表", "a list of equivalent mutants"})) {
      MapReader map(diags_, item, {"等价变异", "equivalent mutant"});
      if (!map) continue;
      Equivalent one{.span = item.span()};
      if (TreeRef id = map.need("mutant")) one.mutant = std::string(id.text());
      one.why = map.both("why", true);
      map.finish();
      if (!one.mutant.empty()) out_.equivalents.push_back(std::move(one));
    }
  }

  void read_name(TreeRef node, Case& c) {
    c.name = std::string(node.text());
    if (names_.insert(c.name).second) return;
    diags_.error("duplicate-case", node.span(),
                 say("用例名 `{}` 重复", "two cases are named `{}`", c.name));
  }

  void read_scheme(TreeRef node, Case& c) {
    c.scheme = std::string(node.text());
    if (policy_.scheme(c.scheme) != nullptr) return;
    std::vector<std::string_view> known;
    for (const Scheme& s : policy_.schemes) known.push_back(s.id);
    unknown("unknown-scheme", node,
            say("政策 `{}` 没有方案 `{}`", "policy `{}` has no scheme `{}`", policy_.id, c.scheme),
            known);
  }

  void unknown(const char* id, TreeRef at, Text message,
               const std::vector<std::string_view>& known) {
    auto& diag = diags_.error(id, at.span(), std::move(message));
    if (auto near = nearest(at.text(), known))
      diag.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
  }

  void add_base(TreeRef name, Fields& fields, std::vector<std::string_view>& open) {
    auto it = bases_.find(name.text());
    bool circle =
        open.size() > kMaxBases || std::find(open.begin(), open.end(), name.text()) != open.end();
    if (it == bases_.end() || circle) {
      std::vector<std::string_view> known;
      for (const auto& [id, node] : bases_) known.push_back(id);
      unknown("unknown-base", name,
              circle ? say("`from` 形成循环，或超过 {} 层",
                           "`from` runs in a circle, or deeper than {} bases", kMaxBases)
                     : say("没有基础记录 `{}`", "unknown base `{}`", name.text()),
              known);
      return;
    }
    open.push_back(name.text());
    TreeRef from = it->second.is_map() ? it->second.find("from") : TreeRef{};
    if (from) add_base(from, fields, open);
    add_changes(it->second, fields);
  }

  void add_changes(TreeRef map, Fields& fields) {
    if (!map.is_map()) return expected(diags_, map, {"事实: 值", "facts and values"});
    for (std::size_t i = 0; i < map.size(); ++i) {
      if (map.key(i).text() != "from") lay_over(fields, map.key(i), map.value(i));
    }
  }

  bool read_outcome(TreeRef node, Case& c) {
    std::vector<std::string_view> known;
    for (Outcome outcome : kOutcomes) {
      known.push_back(word(outcome));
      if (word(outcome) != node.text()) continue;
      c.expect.outcome = outcome;
      return true;
    }
    unknown("unknown-verdict", node, say("没有结论 `{}`", "unknown verdict `{}`", node.text()),
            known);
    return false;
  }

  static std::vector<std::string>* deciding(Expectation& expect) {
    switch (expect.outcome) {
      case Outcome::Eligible:
        return nullptr;
      case Outcome::Ineligible:
        return &expect.failing;
      case Outcome::Incomplete:
        return &expect.missing;
      case Outcome::NeedsReview:
        return &expect.pending;
    }
    return nullptr;
  }

  void no_deciding_list(Span span, Outcome outcome) {
    const char* list = outcome == Outcome::Ineligible   ? "failing"
                       : outcome == Outcome::Incomplete ? "missing"
                                                        : "pending";
    diags_.error(
        "no-deciding-list", span,
        say("结论 `{}` 须写明 `{}`", "the verdict `{}` must come with `{}`", word(outcome), list));
  }

  void read_expectation(TreeRef node, Case& c) {
    MapReader map(diags_, node, {"期望", "expectation"});
    if (!map) return;
    Expectation& e = c.expect;
    if (TreeRef verdict = map.need("verdict"); !verdict || !read_outcome(verdict, c)) return;
    e.failing = ids(map.take("failing"), false);
    e.pending = ids(map.take("pending"), false);
    e.missing = ids(map.take("missing"), true);
    if (TreeRef list = map.take("notices"); list) e.notices = words(list);
    if (TreeRef list = map.take("data_notices"); list) e.data_notices = words(list);
    if (TreeRef outputs = map.take("outputs")) read_outputs(outputs, c);
    if (TreeRef states = map.take("state")) read_states(states, e);
    if (TreeRef score = map.take("score")) {
      MapReader parts(diags_, score, {"评分", "score"});
      if (auto points = parts.text("points"); !points.empty()) e.points = points;
      if (auto grade = parts.text("grade"); !grade.empty()) e.grade = grade;
      parts.finish();
    }
    map.finish();
    std::vector<std::string>* list = deciding(e);
    if (list != nullptr && list->empty()) no_deciding_list(node.span(), e.outcome);
  }

  std::vector<std::string> words(TreeRef node) {
    std::vector<std::string> out;
    for (TreeRef item : read_items(diags_, node, {"列表", "a list"})) out.emplace_back(item.text());
    return out;
  }

  /// Ids of criteria and groups of the policy, or names of facts (`fact` or `fact.key`).
  std::vector<std::string> ids(TreeRef node, bool facts) {
    std::vector<std::string> out;
    for (TreeRef item : read_items(diags_, node, {"列表", "a list"})) {
      out.emplace_back(item.text());
      facts ? check_fact(item) : check_criterion(item);
    }
    return out;
  }

  void check_fact(TreeRef node) {
    std::string_view name = node.text().substr(0, node.text().find('.'));
    if (rules_.schema.find(name) != kNoFact) return;
    std::vector<std::string_view> known;
    for (const Fact& f : rules_.schema.facts) known.push_back(f.name);
    unknown("unknown-fact", node, say("没有事实 `{}`", "unknown fact `{}`", name), known);
  }

  void check_criterion(TreeRef node) {
    std::vector<std::string_view> known;
    for (const Criterion& c : policy_.criteria) known.push_back(c.id);
    for (const Gate& g : policy_.gates) known.push_back(g.id);
    for (std::string_view id : known) {
      if (id == node.text()) return;
    }
    unknown("unknown-criterion", node, say("没有条件 `{}`", "unknown criterion `{}`", node.text()),
            known);
  }

  void read_outputs(TreeRef node, Case& c) {
    c.expect.outputs.emplace();
    if (!node.is_map()) return expected(diags_, node, {"输出: 值", "outputs and values"});
    const Scheme* scheme = policy_.scheme(c.scheme);
    std::vector<std::string_view> known;
    if (scheme != nullptr) {
      for (const Output& o : scheme->outputs) known.push_back(o.id);
    }
    for (std::size_t i = 0; i < node.size(); ++i) {
      std::string_view id = node.key(i).text();
      if (std::find(known.begin(), known.end(), id) == known.end())
        unknown("unknown-output", node.key(i), say("没有输出 `{}`", "unknown output `{}`", id),
                known);
      c.expect.outputs->emplace_back(id, node.value(i));
    }
  }

  void read_states(TreeRef node, Expectation& e) {
    if (!node.is_map()) return expected(diags_, node, {"条件: 状态", "criteria and states"});
    for (std::size_t i = 0; i < node.size(); ++i) {
      check_criterion(node.key(i));
      std::string_view state = node.value(i).text();
      if (std::find(kStates.begin(), kStates.end(), state) == kStates.end())
        unknown("unknown-state", node.value(i), say("没有状态 `{}`", "unknown state `{}`", state),
                {kStates.begin(), kStates.end()});
      e.states.emplace_back(node.key(i).text(), state);
    }
  }

  const Policy& policy_;
  const RuleSet& rules_;
  const Sources& sources_;
  CaseFile& out_;
  Diagnostics& diags_;
  Records records_;
  std::optional<Date> as_of_;
  std::map<std::string_view, TreeRef> bases_;
  std::unordered_set<std::string> names_;
};

}  // namespace

void load_cases(const RuleSet& rules, const Sources& sources, const RuleFile& file, CaseFile& out,
                Diagnostics& diags) {
  out.name = sources.name(file.source);
  out.source = file.source;
  out.parsed = read_yaml(sources, file.source, diags);
  if (out.parsed.empty()) return;
  if (out.parsed.size() > 1) {
    diags.error("several-documents", out.parsed[1].top().span(),
                say("测试文件只能有一个文档", "a test file holds one document"));
    return;
  }
  TreeRef root = out.parsed.front().top();
  if (!root.is_map() || !root.find("tests")) {
    diags.error("unknown-file", root.span(),
                say("测试文件应以 `tests: 政策` 开头", "a test file starts with `tests: POLICY`"));
    return;
  }
  TreeRef id = root.find("tests");
  out.policy = std::string(id.text());
  for (const Policy& policy : rules.policies) {
    if (policy.id != out.policy) continue;
    if (policy.loaded) return Loader(policy, rules, sources, out, diags).file(root);
    diags.error("policy-not-loaded", id.span(),
                say("政策 `{}` 有错误，其测试未运行",
                    "policy `{}` has errors, its tests are not run", out.policy));
    return;
  }
  std::vector<std::string_view> known;
  for (const Policy& policy : rules.policies) known.push_back(policy.id);
  auto& diag = diags.error("unknown-policy", id.span(),
                           say("没有政策 `{}`", "unknown policy `{}`", out.policy));
  if (auto near = nearest(out.policy, known))
    diag.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
}

}  // namespace ipcheck
