#include "agree/soak_make.h"

#include "expr/check.h"
#include "expr/parse.h"

namespace ipcheck::soak {
namespace {

constexpr const char* kBodies =
    "{park: {zh: 园区, en: Park}, leader: {zh: 龙头, en: Leader}, "
    "sme: {zh: 中小, en: Small}}";
constexpr const char* kFields =
    "{ai: {zh: 智能, en: AI}, chips: {zh: 芯片, en: Chips}, "
    "medicine: {zh: 医药, en: Medicine}, energy: {zh: 能源, en: Energy}}";
constexpr const char* kTransfer =
    "{list: {record: {price: decimal, done: boolean, tags: {set: "
    "string}, day: date, count: integer}}}";

Entry entry(const std::string& name, const std::string& type) {
  return {name, {{"type", type}, {"label", "{zh: 事实" + name + ", en: fact " + name + "}"}}, {}};
}

std::vector<Part> titled(bool cited = true) {
  std::vector<Part> out{{"title", "{zh: 题, en: Title}"}};
  if (cited) out.push_back({"cite", "{at: 一}"});
  return out;
}

}  // namespace

bool Maker::fits(const std::string& text, const Scope& scope) {
  Sources& sources = base_->sources;
  Diagnostics diags;
  auto expr = parse(sources, sources.add("condition", text), diags);
  if (!expr) return false;
  const CheckScope where{.schema = &base_->rules.schema,
                         .params = base_->rules.policies[0].params,
                         .known_allowed = scope.known,
                         .state_allowed = scope.state,
                         .criteria = ids_,
                         .expected = scope.expected};
  return check(*expr, where, sources, diags);
}

std::vector<Entry> Maker::facts() {
  std::vector<Entry> out;
  const auto add = [&](const char* name, const std::string& type) -> Entry& {
    return out.emplace_back(entry(name, type));
  };
  const auto maybe = [&](Entry& to, std::uint32_t n, Part part) {
    if (one_in(n)) to.parts.push_back(std::move(part));
  };
  for (const char* name : {"flag", "other", "closed"})
    maybe(add(name, "boolean"), 3, {"absent", one_of({"true", "false"})});
  for (const char* name : {"vote", "panel"})
    maybe(add(name, "judgement"), 4, {"absent", one_of({"met", "not_met"})});
  for (const char* name : {"n", "m"}) maybe(add(name, "integer"), 6, {"absent", "0"});
  for (const char* name : {"staff", "experts"}) {
    Entry& fact = add(name, "integer");
    fact.fixed.push_back({"unit", "人"});
    maybe(fact, 2, {"range", "[0, null]"});
  }
  for (const char* name : {"amount", "budget"})
    maybe(add(name, "money"), 3, {"range", "[0, null]"});
  maybe(add("rate", "decimal"), 2, {"range", "[0, 100]"});
  for (const char* name : {"start", "finish"}) add(name, "date");
  for (const char* name : {"title", "code"}) add(name, "string");
  for (const char* name : {"body", "second_body", "field", "level"}) {
    Entry& fact = add(name, "enum");
    const bool open = std::string_view(name).ends_with("body");
    fact.fixed.push_back({"values", open ? kBodies : kFields});
    if (open) fact.parts.push_back({"open", "true"});
  }
  out.back().parts.push_back({"judged", "true"});
  for (const char* name : {"fields", "more_fields"})
    add(name, "{set: enum}").fixed.push_back({"values", kFields});
  add("years", "{set: integer}");
  for (const char* name : {"names", "targets"}) add(name, "{list: string}");
  for (const char* name : {"counts", "visits"}) add(name, "{map: integer}");
  add("transfers", kTransfer);
  return out;
}

std::vector<Entry> Maker::params() {
  std::vector<Entry> out;
  const auto add = [&](const char* name, const std::string& key, const std::string& text) {
    out.push_back({name, {{key, text}, {"cite", "{at: 一}"}}, {}});
  };
  if (one_in(2))
    add("least", "value", one_of({"1", "2", "3"}));
  else
    add("least", "values", "[{from: 2026-02-01, value: 3}, {from: 2026-06-01, value: 2}]");
  add("later", "values", "[{from: 2027-01-01, value: 5}]");
  add("floor", "value", one_of({"200万元", "5000元", "1.5元"}));
  add("ratio", "value", one_of({"0.5", "2.5", "33.3"}));
  add("day", "value", one_of({"2026-03-15", "2024-02-29"}));
  add("days", "value", one_of({"3", "7"}));
  add("bodies", "value", one_of({"[park, leader]", "[sme]"}));
  add("numbers", "value", one_of({"[1, 2, 4]", "[0, 3]"}));
  add("words", "value", "[a, b]");
  add("table", "value", one_of({"{a: 1, b: 2}", "{a: 3}"}));
  return out;
}

/// Facts that a condition gives; `rules` so far are what it may read.
void Maker::derive(std::vector<Entry>& facts) {
  const auto add = [&](const char* name, const std::string& type, TypeId expected,
                       const char* otherwise, auto make) -> Entry& {
    Entry& fact = facts.emplace_back(entry(name, type));
    fact.fixed.push_back(condition("derive", {.known = true, .expected = expected}, otherwise,
                                   [&] { return one_in(2) ? std::string(otherwise) : make(); }));
    if (one_in(3)) fact.parts.push_back({"input", "false"});
    return fact;
  };
  add("derived", "integer", kIntType, "n * 2 + (flag ? m : 1)",
      [&] { return generator_.number(2); });
  add("due", "date", kDateType, "add_workdays(start, params.days)",
      [&] { return generator_.date(2); });
  add("ok", "boolean", kBoolType, "n > 2 || vote", [&] { return generator_.truth(2); });
  add("total", "money", kInvalidType, "amount + budget", [&] {
    return one_of({"flag ? amount : budget", "max(amount, budget)", "amount - budget"});
  });
  Entry& stage = facts.emplace_back(entry("stage", "enum"));
  stage.fixed.push_back({"values", kFields});
  stage.parts.push_back(
      {"derive", one_of({"flag ? 'ai' : 'chips'", "n > 2 ? 'ai' : 'medicine'"}), true});
}

/// Conditions as people write them.
std::string Maker::plain() {
  return one_of({"staff >= params.least",
                 "experts * 2 >= staff",
                 "amount >= params.floor",
                 "budget > params.floor",
                 "total >= params.floor",
                 "rate >= params.ratio",
                 "rate < params.ratio || flag",
                 "start >= params.day",
                 "due <= as_of",
                 "ok",
                 "stage == 'ai'",
                 "stage in ['ai', 'chips']",
                 "body in params.bodies",
                 "body != 'park' && body != 'sme'",
                 "level == 'ai'",
                 "vote",
                 "panel || vote",
                 "years_between(start, as_of) >= params.least",
                 "months_between(start, finish) < 3",
                 "year_of(finish) == year_of(as_of)",
                 "workdays_between(start, finish) <= params.days",
                 "add_workdays(start, params.days) >= as_of",
                 "add_months(start, 6) > finish",
                 "add_days(as_of, n) < finish",
                 "size(transfers.filter(t, t.done)) >= params.least",
                 "transfers.exists(t, t.price >= params.ratio)",
                 "transfers.all(t, t.price >= 1.0)",
                 "transfers.exists_one(t, t.count == 2)",
                 "sum(transfers.map(t, t.count)) >= params.least",
                 "transfers.exists(t, t.day >= params.day && t.done)",
                 "size(transfers) > 1",
                 "counts['a'] + counts['b'] >= params.least",
                 "counts.a > 1",
                 "'a' in counts",
                 "sum(counts.map(k, counts[k])) > 2",
                 "min(amount, budget) >= params.floor",
                 "'a' in names",
                 "title.matches('^[a-z]+$')",
                 "size(title) > 1",
                 "n % 2 == 0",
                 "abs(n) <= 2",
                 "size(fields) >= params.least",
                 "fields.exists(f, f in ['ai', 'energy'])",
                 "n * m > 4",
                 "n + m >= params.later",
                 "derived >= params.least",
                 "derived == n",
                 "names.exists(x, x in params.words)",
                 "n in params.numbers",
                 "2025 in years",
                 "max(n, m) / min(n, m) >= 1",
                 "visits['b'] < params.table['b']",
                 "targets == names",
                 "transfers.map(t, t.done, t.count).all(c, c >= 0)",
                 "finish < add_years(start, 1)",
                 "closed",
                 "rate * 3 <= 99.9",
                 "amount / 3 >= params.floor"});
}

std::string Maker::truth() {
  switch (below(7)) {
    case 0:
      return generator_.truth(1 + static_cast<int>(below(4)));
    case 1:
      return plain() + " && (" + plain() + ")";
    case 2:
      return "(" + plain() + ") || (" + generator_.truth(2) + ")";
    case 3:
      return "(" + plain() + ") ? (" + plain() + ") : (" + plain() + ")";
    case 4:
      return "!(" + plain() + ")";
    default:
      return plain();
  }
}

/// Conditions of notices and outputs.
std::string Maker::looking() {
  if (one_in(3)) return truth();
  const std::string state = "state('" + ids_[below(ids_.size())] + "') == '" +
                            one_of({"met", "not_met", "missing", "pending", "not_applicable"}) +
                            "'";
  if (one_in(2)) return state + (one_in(2) ? " && known(n)" : " || " + plain());
  return "verdict " + one_of({"==", "!="}) + " '" +
         one_of({"eligible", "ineligible", "incomplete", "needs_review"}) + "' && (" + plain() +
         ")";
}

Entry Maker::criterion(int index) {
  Entry out{"C-" + std::to_string(index), titled(), {}};
  const auto make = [&] { return truth(); };
  if (one_in(4)) out.parts.push_back(condition("applies", {.known = true}, "flag", make));
  const bool soft = one_in(4);
  if (!soft) out.parts.push_back(condition("check", {}, "flag", make));
  if (soft || one_in(6)) out.parts.push_back(condition("should", {}, "other", make));
  return out;
}

Tree Maker::choice(const RuleText& rules, int depth, int scheme) {
  Tree out{.kind = Tree::Choose, .selector = one_of({"field", "level", "body", "stage"})};
  const bool body = out.selector == "body";
  const std::vector<std::string> bodies{"park", "leader", "sme"}, fields{"ai", "chips", "medicine"};
  for (const std::string& id : body ? bodies : fields) {
    out.branches.push_back(id);
    Tree& branch = out.children.emplace_back(Tree{.kind = Tree::All});
    for (std::uint32_t i = below(3); i > 0; --i)
      branch.children.push_back(tree(rules, depth - 1, scheme));
  }
  return out;
}

Tree Maker::tree(const RuleText& rules, int depth, int scheme) {
  if (depth <= 0 || one_in(4)) {
    if (scheme > 0 && one_in(12)) return {.id = "s" + std::to_string(below(scheme))};
    return {.id = rules.criteria[below(rules.criteria.size())].name};
  }
  const auto kind = static_cast<Tree::Kind>(1 + below(4));
  Tree out;
  if (kind == Tree::Choose) {
    out = choice(rules, depth, scheme);
  } else {
    out.kind = kind;
    out.k = 1 + static_cast<int>(below(3));
    for (std::uint32_t i = 1 + below(4); i > 0; --i)
      out.children.push_back(tree(rules, depth - 1, scheme));
  }
  if (!one_in(4)) {
    out.id = "G-" + std::to_string(groups_++);
    ids_.push_back(out.id);
  }
  return out;
}

Entry Maker::notice(int index) {
  Entry out{"notice_" + std::to_string(index), {{"text", "{zh: 提示, en: Note}"}}, {}};
  out.fixed.push_back(
      condition("when", {.known = true, .state = true}, "flag", [&] { return looking(); }));
  return out;
}

Entry Maker::output(int index) {
  Entry out{"out_" + std::to_string(index), titled(false), {}};
  const Scope scope{.known = true, .state = true};
  const auto add = [&](const char* type, TypeId expected, const char* otherwise, auto make) {
    out.fixed.push_back({"type", type});
    Scope typed = scope;
    typed.expected = expected;
    out.fixed.push_back(condition("value", typed, otherwise, make));
  };
  switch (below(5)) {
    case 0:
      add("date", kDateType, "add_workdays(start, params.days)",
          [&] { return generator_.date(3); });
      break;
    case 1:
      add("integer", kIntType, "n + m", [&] { return generator_.number(3); });
      break;
    case 2:
      add("boolean", kBoolType, "flag", [&] { return looking(); });
      break;
    case 3:
      add("decimal", kDecimalType, "rate", [&] { return generator_.decimal(3); });
      break;
    default:
      add("string", kStringType, "title", [&] { return generator_.text(3); });
      break;
  }
  if (!one_in(3)) out.parts.push_back(condition("when", scope, "flag", [&] { return looking(); }));
  return out;
}

RuleText Maker::rules() {
  RuleText out;
  out.facts = facts();
  out.params = params();
  ids_.clear();
  groups_ = 0;
  const auto load = [&] {
    base_ = test::rules_from({{"soak.yaml", yaml(out)}, {"calendar.yaml", kCalendar}});
  };
  load();
  derive(out.facts);
  load();
  const int criteria = 6 + static_cast<int>(below(10)), schemes = 8 + static_cast<int>(below(9));
  for (int i = 0; i < criteria; ++i) {
    out.criteria.push_back(criterion(i));
    ids_.push_back(out.criteria.back().name);
  }
  for (int i = 0; i < schemes; ++i) {
    SchemeText scheme{.id = "s" + std::to_string(i)};
    scheme.tree = tree(out, i < 3 ? 1 : 3, i);
    if (scheme.tree.kind == Tree::Leaf)
      scheme.tree = {.kind = Tree::All, .id = {}, .children = {scheme.tree}};
    out.schemes.push_back(std::move(scheme));
  }
  for (SchemeText& scheme : out.schemes) {
    if (!one_in(3)) continue;
    for (std::uint32_t i = below(3); i > 0; --i) scheme.notices.push_back(notice(int(i)));
    for (std::uint32_t i = below(3); i > 0; --i) scheme.outputs.push_back(output(int(i)));
    if (one_in(2)) scheme.card.push_back(card(out));
  }
  if (one_in(2)) {
    Entry data{"inconsistent_values", {{"text", "{zh: 不符, en: Odd}"}}, {}};
    data.fixed.push_back(condition("when", {.known = true}, "n > m", [&] { return truth(); }));
    out.notices.push_back(std::move(data));
  }
  return out;
}

}  // namespace ipcheck::soak
