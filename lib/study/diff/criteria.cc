// Policies as documents, their parameters, criteria and provisions. Tested by
// tests/study/diff_test.cc.
#include <array>

#include "policy/words.h"
#include "study/diff/parts.h"

namespace ipcheck {
namespace {

Text status_text(PolicyStatus status) {
  switch (status) {
    case PolicyStatus::Draft:
      return say("征求意见稿", "draft");
    case PolicyStatus::InForce:
      return say("有效", "in force");
    case PolicyStatus::Expired:
      return say("已失效", "expired");
    case PolicyStatus::Repealed:
      return say("已废止", "repealed");
  }
  return {};
}

std::string kind_word(ProvisionKind kind) {
  constexpr std::array<const char*, 6> kWords = {"benefit", "obligation",  "procedure",
                                                 "quota",   "consequence", "note"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string date_text(const std::optional<Date>& date) {
  return date ? date->str() : std::string();
}

Text value_text(const DiffSide& side, const Param& param, const Value* value) {
  if (value == nullptr) return {};
  return value_words(side.rules->schema, param.type, param.unit, *value);
}

/// The entry in force; nullptr before the first.
const Param::Dated* entry_at(const Param& param, Date as_of) {
  const Param::Dated* found = nullptr;
  for (const Param::Dated& dated : param.values)
    if (!dated.from || *dated.from <= as_of) found = &dated;
  return found;
}

Span span_of(const Param* param, const Param::Dated* entry) {
  return entry != nullptr ? entry->span : param != nullptr ? param->span : Span{};
}

/// Values of other days than those that are asked about.
void diff_other_days(DiffWriter& writer, const RuleChange& head, const Param& before,
                     const Param& after, const std::string& mark) {
  const Param::Dated* old_now = entry_at(before, writer.before().as_of);
  const Param::Dated* new_now = entry_at(after, writer.after().as_of);
  auto day_of = [](const Param::Dated& dated, bool) {
    return dated.from ? dated.from->str() : std::string();
  };
  for (const Matched<Param::Dated>& day : matched(before.values, after.values, day_of)) {
    const bool told = (day.before != nullptr && day.before == old_now) ||
                      (day.after != nullptr && day.after == new_now);
    const bool both_told = told && (day.before == nullptr || day.before == old_now) &&
                           (day.after == nullptr || day.after == new_now);
    if (both_told) continue;
    RuleChange change = head;
    change.item = day_of(day.newer(), false);
    change.before_at = day.before != nullptr ? day.before->span : Span{};
    change.after_at = day.after != nullptr ? day.after->span : Span{};
    writer.compare(
        std::move(change), "values",
        day.before == nullptr ? Text{} : value_text(writer.before(), before, &day.before->value),
        day.after == nullptr ? Text{} : value_text(writer.after(), after, &day.after->value), mark);
  }
}

void diff_param(DiffWriter& writer, const PolicyPair& pair, const Matched<Param>& param) {
  RuleChange head = head_of(DiffLayer::Params, DiffSubject::Param, param);
  head.policy = pair.newer().id;
  head.id = param.newer().name;
  head.title = param.newer().label;
  const std::string mark = "param:" + head.policy + "/" + head.id;
  const DiffSide &old_side = writer.before(), &new_side = writer.after();
  const Param::Dated* old_now =
      param.before == nullptr ? nullptr : entry_at(*param.before, old_side.as_of);
  const Param::Dated* new_now =
      param.after == nullptr ? nullptr : entry_at(*param.after, new_side.as_of);
  RuleChange value = head;
  value.before_at = span_of(param.before, old_now);
  value.after_at = span_of(param.after, new_now);
  const Text before =
      old_now == nullptr ? Text{} : value_text(old_side, *param.before, &old_now->value);
  const Text after =
      new_now == nullptr ? Text{} : value_text(new_side, *param.after, &new_now->value);
  if (param.before == nullptr || param.after == nullptr) {
    value.manner = param.after != nullptr ? DiffManner::Added : DiffManner::Removed;
    value.before = before, value.after = after;
    value.decides = true;
    writer.add(std::move(value), mark);
    return;
  }
  const bool equal = (old_now == nullptr && new_now == nullptr) ||
                     (old_now != nullptr && new_now != nullptr && old_now->value == new_now->value);
  if (!equal) {
    value.key = "value";
    value.manner = old_now == nullptr   ? DiffManner::Added
                   : new_now == nullptr ? DiffManner::Removed
                                        : DiffManner::Replaced;
    value.before = before, value.after = after;
    value.decides = true;
    writer.add(std::move(value), mark);
  }
  diff_other_days(writer, head, *param.before, *param.after, mark);
  writer.compare(head, "unit", old_side.rules->schema.units[param.before->unit].symbol,
                 new_side.rules->schema.units[param.after->unit].symbol, mark, true);
  writer.compare(head, "label", param.before->label, param.after->label, mark);
  RuleChange cite = head;
  cite.before_at = param.before->cite.span, cite.after_at = param.after->cite.span;
  writer.compare(std::move(cite), "cite", cite_text(param.before->cite),
                 cite_text(param.after->cite), mark);
}

std::string names(const DiffSide& side, const std::vector<FactId>& facts) {
  std::vector<std::string> out;
  for (FactId fact : facts) out.push_back(side.rules->schema.facts[fact].name);
  return joined(out, ", ");
}

void diff_criterion(DiffWriter& writer, const PolicyPair& pair, const Matched<Criterion>& c) {
  RuleChange head = head_of(DiffLayer::Logic, DiffSubject::Criterion, c);
  head.policy = pair.newer().id;
  head.id = c.newer().id;
  const DiffSide& side = c.after != nullptr ? writer.after() : writer.before();
  head.title = filled(c.newer().title, pair.newer(), side.rules->schema, side.as_of);
  const std::string mark = "criterion:" + head.policy + "/" + head.id;
  if (c.before == nullptr || c.after == nullptr) {
    head.manner = c.after != nullptr ? DiffManner::Added : DiffManner::Removed;
    const Condition& main = c.newer().check ? c.newer().check : c.newer().should;
    const std::string code = code_of(side, c.after != nullptr ? pair.after : pair.before, main);
    (c.after != nullptr ? head.after : head.before) = {code, code};
    head.decides = true;
    writer.add(std::move(head), mark);
    return;
  }
  const Criterion &a = *c.before, &b = *c.after;
  auto condition = [&](std::string_view key, const Condition& before, const Condition& after) {
    compare_conditions(writer, head, key, pair.before, before, pair.after, after, mark, true);
  };
  condition("applies", a.applies, b.applies);
  condition("check", a.check, b.check);
  condition("should", a.should, b.should);
  writer.compare(head, "title", a.title, b.title, mark);
  writer.compare(head, "reading", a.reading, b.reading, mark);
  writer.compare(head, "failed", a.failed, b.failed, mark);
  writer.compare(head, "evidence", names(writer.before(), a.evidence),
                 names(writer.after(), b.evidence), mark);
  RuleChange cite = head;
  cite.before_at = a.cite.span, cite.after_at = b.cite.span;
  writer.compare(std::move(cite), "cite", cite_text(a.cite), cite_text(b.cite), mark);
}

void diff_provision(DiffWriter& writer, const PolicyPair& pair, const Matched<Provision>& p) {
  RuleChange head = head_of(DiffLayer::Logic, DiffSubject::Provision, p);
  head.policy = pair.newer().id;
  head.id = p.newer().id;
  head.title = p.newer().title;
  if (p.before == nullptr || p.after == nullptr) {
    head.manner = p.after != nullptr ? DiffManner::Added : DiffManner::Removed;
    writer.add(std::move(head), "");
    return;
  }
  writer.compare(head, "kind", kind_word(p.before->kind), kind_word(p.after->kind), "");
  writer.compare(head, "title", p.before->title, p.after->title, "");
  writer.compare(head, "text", p.before->text, p.after->text, "");
  writer.compare(head, "cite", cite_text(p.before->cite), cite_text(p.after->cite), "");
}

/// A node as one line: `{monotone: staff, scheme: x}`.
std::string flow(TreeRef node) {
  if (!node || node.is_null()) return "null";
  if (node.is_scalar()) return std::string(node.text());
  std::string out;
  for (std::size_t i = 0; i < node.size(); ++i) {
    if (i > 0) out += ", ";
    out += node.is_map() ? std::string(node.key(i).text()) + ": " + flow(node.value(i))
                         : flow(node.item(i));
  }
  return node.is_map() ? "{" + out + "}" : "[" + out + "]";
}

struct ClaimLine {
  std::string text;
  Span span;
};

std::vector<ClaimLine> claims_of(const Policy* policy) {
  std::vector<ClaimLine> out;
  if (policy != nullptr)
    for (const Claim& claim : policy->claims) out.push_back({flow(claim.tree), claim.tree.span()});
  return out;
}

template <class Item>
const std::vector<Item>& list_of(const Policy* policy, std::vector<Item> Policy::*list) {
  static const std::vector<Item> kNone;
  return policy == nullptr ? kNone : policy->*list;
}

}  // namespace

std::string cite_text(const Citation& cite) {
  return cite.figure.empty() ? cite.at : cite.at + " " + cite.figure;
}

void diff_head(DiffWriter& writer, const PolicyPair& pair) {
  RuleChange head{.layer = DiffLayer::Policies, .subject = DiffSubject::Policy};
  head.policy = head.id = pair.newer().id;
  head.title = pair.newer().title;
  auto at = [](const Policy* policy) {
    return policy == nullptr ? Span{} : Span{policy->source, 0, 0};
  };
  head.before_at = at(pair.before), head.after_at = at(pair.after);
  if (pair.before == nullptr || pair.after == nullptr) {
    head.manner = pair.after != nullptr ? DiffManner::Added : DiffManner::Removed;
    (pair.after != nullptr ? head.after : head.before) = pair.newer().title;
    writer.add(std::move(head), "");
    return;
  }
  const Policy &a = *pair.before, &b = *pair.after;
  writer.compare(head, "title", a.title, b.title, "");
  writer.compare(head, "issuer", a.issuer, b.issuer, "");
  writer.compare(head, "status", status_text(a.status), status_text(b.status), "");
  writer.compare(head, "status_note", a.status_note, b.status_note, "");
  writer.compare(head, "effective.from", date_text(a.effective_from), date_text(b.effective_from),
                 "");
  writer.compare(head, "effective.to", date_text(a.effective_to), date_text(b.effective_to), "");
  writer.compare(head, "document.number", a.document_number, b.document_number, "");
  writer.compare(head, "document.date", a.document_date, b.document_date, "");
}

void diff_params(DiffWriter& writer, const PolicyPair& pair) {
  auto name_of = [](const Param& param, bool) { return param.name; };
  for (const Matched<Param>& param : matched(list_of(pair.before, &Policy::params),
                                             list_of(pair.after, &Policy::params), name_of))
    diff_param(writer, pair, param);
}

void diff_criteria(DiffWriter& writer, const PolicyPair& pair) {
  auto id_of = [](const auto& item, bool) { return item.id; };
  for (const Matched<Criterion>& c : matched(list_of(pair.before, &Policy::criteria),
                                             list_of(pair.after, &Policy::criteria), id_of))
    diff_criterion(writer, pair, c);
  for (const Matched<Provision>& p : matched(list_of(pair.before, &Policy::provisions),
                                             list_of(pair.after, &Policy::provisions), id_of))
    diff_provision(writer, pair, p);
  const std::vector<ClaimLine> before = claims_of(pair.before), after = claims_of(pair.after);
  for (const Matched<ClaimLine>&claim :
       matched(before, after, [](const ClaimLine&line, bool) { return line.text; })) {
    if (claim.before != nullptr && claim.after != nullptr) continue;
    RuleChange head = head_of(DiffLayer::Logic, DiffSubject::Claim, claim);
    head.policy = pair.newer().id;
    head.manner = claim.after != nullptr ? DiffManner::Added : DiffManner::Removed;
    (claim.after != nullptr ? head.after : head.before) = {claim.newer().text, claim.newer().text};
    writer.add(std::move(head), "");
  }
}

}  // namespace ipcheck
