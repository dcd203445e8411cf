// The first layer: what is asked of an applicant, and the codes and days that all rules share.
// Tested by tests/study/diff_test.cc.
#include <algorithm>

#include "expr/check.h"
#include "expr/parse.h"
#include "policy/words.h"
#include "study/diff/parts.h"

namespace ipcheck {
namespace {

Text truth_text(bool yes) {
  return yes ? say("是", "yes") : say("否", "no");
}

std::string range_text(const Fact& fact) {
  if (!fact.min && !fact.max) return {};
  if (!fact.max) return "≥ " + fact.min->str();
  if (!fact.min) return "≤ " + fact.max->str();
  return fact.min->str() + " – " + fact.max->str();
}

std::string derive_text(const RuleSet& rules, const Fact& fact) {
  auto derived = rules.derived.find(rules.schema.find(fact.name));
  if (derived == rules.derived.end()) return {};
  return print(*derived->second.expr, rules.schema, derived->second.params);
}

Text absent_text(const Schema& schema, const Fact& fact) {
  return fact.absent ? value_words(schema, fact.type, fact.unit, *fact.absent) : Text{};
}

/// The values of an enum, one by one: those that came, those that went, other words.
void diff_members(DiffWriter& writer, const RuleChange& head, const Domain* before,
                  const Domain* after, const std::string& mark) {
  if (before == nullptr || after == nullptr) return;
  auto id_of = [](const Member& m, bool) { return m.id; };
  for (const Matched<Member>& m : matched(before->members, after->members, id_of)) {
    RuleChange change = head;
    change.item = m.newer().id;
    if (m.before == nullptr || m.after == nullptr) {
      change.key = "values", change.decides = true;
      change.manner = m.after != nullptr ? DiffManner::Added : DiffManner::Removed;
      (m.after != nullptr ? change.after : change.before) = m.newer().label;
      writer.add(std::move(change), mark);
      continue;
    }
    writer.compare(change, "values", m.before->label, m.after->label, mark);
    writer.compare(change, "aliases", joined(m.before->aliases, ", "),
                   joined(m.after->aliases, ", "), mark);
  }
  auto listed_before = [&](const Member& m) { return before->index_of(m.id).has_value(); };
  auto listed_after = [&](const Member& m) { return after->index_of(m.id).has_value(); };
  std::vector<std::string> old_order, new_order;
  for (const Member& m : before->members)
    if (listed_after(m)) old_order.push_back(m.id);
  for (const Member& m : after->members)
    if (listed_before(m)) new_order.push_back(m.id);
  if (old_order != new_order)
    writer.compare(head, "values", joined(old_order, ", "), joined(new_order, ", "), mark);
  writer.compare(head, "open", truth_text(before->open), truth_text(after->open), mark, true);
}

void diff_fact(DiffWriter& writer, const Matched<Fact>& fact, bool told_whole) {
  const Schema& before = writer.before().rules->schema;
  const Schema& after = writer.after().rules->schema;
  RuleChange head = head_of(DiffLayer::Facts, DiffSubject::Fact, fact);
  head.id = fact.newer().name;
  head.title = fact.newer().label;
  const std::string mark = "fact:" + head.id;
  const bool both = fact.before != nullptr && fact.after != nullptr;
  if (!both) {
    if (told_whole) return;
    const Schema& schema = fact.after != nullptr ? after : before;
    head.manner = fact.after != nullptr ? DiffManner::Added : DiffManner::Removed;
    (fact.after != nullptr ? head.after : head.before) = describe(schema, fact.newer().type);
    head.decides = true;
    writer.add(std::move(head), mark);
    return;
  }
  const Fact &a = *fact.before, &b = *fact.after;
  writer.compare(head, "type", describe(before, a.type), describe(after, b.type), mark, true);
  writer.compare(head, "unit", before.units[a.unit].symbol, after.units[b.unit].symbol, mark, true);
  writer.compare(head, "range", range_text(a), range_text(b), mark, true);
  diff_members(writer, head, before.domain_of(a.type), after.domain_of(b.type), mark);
  writer.compare(head, "judged", truth_text(a.judged), truth_text(b.judged), mark, true);
  writer.compare(head, "absent", absent_text(before, a), absent_text(after, b), mark, true);
  writer.compare(head, "derive", derive_text(*writer.before().rules, a),
                 derive_text(*writer.after().rules, b), mark, true);
  writer.compare(head, "input", truth_text(a.input), truth_text(b.input), mark, true);
  writer.compare(head, "pattern", a.pattern, b.pattern, mark, true);
  writer.compare(head, "keys", joined(a.keys, ", "), joined(b.keys, ", "), mark, true);
  writer.compare(head, "format", a.format, b.format, mark);
  writer.compare(head, "named", a.named, b.named, mark);
  writer.compare(head, "codes", before.code_lists[a.codes].name, after.code_lists[b.codes].name,
                 mark);
  writer.compare(head, "label", a.label, b.label, mark);
  writer.compare(head, "aliases", joined(a.aliases, ", "), joined(b.aliases, ", "), mark);
  writer.compare(head, "proof", a.proof, b.proof, mark);
  writer.compare(head, "applicant", joined(a.applicants, ", "), joined(b.applicants, ", "), mark);
  writer.compare(head, "changeable", std::string(word(a.changeable)),
                 std::string(word(b.changeable)), mark);
  writer.compare(head, "pii", truth_text(a.pii), truth_text(b.pii), mark);
}

std::string code_words(const CodeEntry& entry, const CodeList& list) {
  std::string out = entry.label.zh + " / " + entry.label.en;
  if (!entry.aliases.empty()) out += " (" + joined(entry.aliases, ", ") + ")";
  if (entry.replaced_by != kNoEntry) out += " → " + list.entries[entry.replaced_by].code;
  return out;
}

void diff_codes(DiffWriter& writer, const Matched<CodeList>& list) {
  RuleChange head = head_of(DiffLayer::Facts, DiffSubject::Codes, list);
  head.id = list.newer().name;
  head.title = list.newer().title;
  const std::string mark = "codes:" + head.id;
  if (list.before == nullptr || list.after == nullptr) {
    head.manner = list.after != nullptr ? DiffManner::Added : DiffManner::Removed;
    writer.add(std::move(head), mark);
    return;
  }
  auto code_of = [](const CodeEntry& entry, bool) { return entry.code; };
  for (const Matched<CodeEntry>& entry :
       matched(list.before->entries, list.after->entries, code_of)) {
    RuleChange change = head;
    change.item = entry.newer().code;
    if (entry.before != nullptr) change.before_at = entry.before->span;
    if (entry.after != nullptr) change.after_at = entry.after->span;
    writer.compare(std::move(change), "values",
                   entry.before == nullptr ? "" : code_words(*entry.before, *list.before),
                   entry.after == nullptr ? "" : code_words(*entry.after, *list.after), mark);
  }
}

std::string days(const std::vector<Date>& dates) {
  std::vector<std::string> words;
  for (Date date : dates) words.push_back(date.str());
  return joined(words, ", ");
}

std::vector<Date> without(const std::vector<Date>& all, const std::vector<Date>& known) {
  std::vector<Date> out;
  std::set_difference(all.begin(), all.end(), known.begin(), known.end(), std::back_inserter(out));
  return out;
}

}  // namespace

void diff_dates_and_calendar(DiffWriter& writer) {
  RuleChange head{.layer = DiffLayer::Policies, .subject = DiffSubject::Date};
  writer.compare(head, "as_of", writer.before().as_of.str(), writer.after().as_of.str(), "as_of",
                 true);
  const WorkCalendar &a = writer.before().rules->calendar, &b = writer.after().rules->calendar;
  head.subject = DiffSubject::Calendar;
  writer.compare(head, "valid_from", a.valid_from.str(), b.valid_from.str(), "calendar", true);
  writer.compare(head, "valid_through", a.valid_through.str(), b.valid_through.str(), "calendar",
                 true);
  writer.compare(head, "off", days(without(a.off, b.off)), days(without(b.off, a.off)), "calendar",
                 true);
  writer.compare(head, "worked", days(without(a.worked, b.worked)),
                 days(without(b.worked, a.worked)), "calendar", true);
}

void diff_facts(DiffWriter& writer, const ComparedPolicies& compared) {
  const RuleSet &before = *writer.before().rules, &after = *writer.after().rules;
  // Facts of a policy that only one side has are told with that policy.
  auto is_policy = [](const RuleSet& rules, const std::string& id) {
    return std::any_of(rules.policies.begin(), rules.policies.end(),
                       [&](const Policy& p) { return p.id == id; });
  };
  auto pick = [&](const RuleSet& rules, const std::set<std::string>& ids) {
    std::vector<Fact> out;
    for (const Fact& fact : rules.schema.facts)
      if (ids.empty() || ids.count(fact.declared_in) > 0 || !is_policy(rules, fact.declared_in))
        out.push_back(fact);
    return out;
  };
  const std::vector<Fact> old_facts = pick(before, compared.before);
  const std::vector<Fact> new_facts = pick(after, compared.after);
  auto name_of = [](const Fact& fact, bool) { return fact.name; };
  for (const Matched<Fact>& fact : matched(old_facts, new_facts, name_of)) {
    const std::string& owner = fact.newer().declared_in;
    const bool goes_with_policy =
        compared.before.empty() && is_policy(before, owner) != is_policy(after, owner);
    diff_fact(writer, fact, goes_with_policy);
  }
  auto list_name = [](const CodeList& list, bool) { return list.name; };
  for (const Matched<CodeList>& list :
       matched(before.schema.code_lists, after.schema.code_lists, list_name))
    if (!list.newer().name.empty()) diff_codes(writer, list);
}

}  // namespace ipcheck
