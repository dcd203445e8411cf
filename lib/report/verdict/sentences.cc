// Tested by tests/report/text_test.cc.
#include "report/verdict/sentences.h"

#include <algorithm>

#include "policy/words.h"
#include "text/frame.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

constexpr std::size_t kMostListed = 8;

Text shown(const Text& text) {
  return {visible(text.zh), visible(text.en)};
}

bool is_collection(Kind kind) {
  return kind == Kind::List || kind == Kind::Set || kind == Kind::Map;
}

/// 、 between the first items, and how many there are when some are left out.
Text shortened_list(std::vector<Text> items) {
  std::size_t count = items.size();
  if (count > kMostListed) items.resize(kMostListed);
  Text text = listed(items);
  if (count <= kMostListed) return text;
  return std::move(text) + say(" 等{}项", " … ({} in all)", count);
}

struct Phrase {
  std::string_view op;
  const char* zh;
  const char* en;
};

/// How an operator or a function reads before its threshold.
constexpr Phrase kPhrases[] = {
    {">=", "要求 ≥\u00A0", "required ≥\u00A0"},
    {">", "要求 >\u00A0", "required >\u00A0"},
    {"<=", "要求 ≤\u00A0", "required ≤\u00A0"},
    {"<", "要求 <\u00A0", "required <\u00A0"},
    {"==", "应为 ", "required: "},
    {"!=", "不应为 ", "must not be "},
    {"in", "应属于 ", "must be one of "},
    {"not in", "不应属于 ", "must be none of "},
    {"startsWith", "开头应为 ", "must start with "},
    {"not startsWith", "开头不应为 ", "must not start with "},
    {"endsWith", "结尾应为 ", "must end with "},
    {"not endsWith", "结尾不应为 ", "must not end with "},
    {"contains", "应包含 ", "must contain "},
    {"not contains", "不应包含 ", "must not contain "},
    {"matches", "格式应为 ", "must match "},
    {"not matches", "格式不应为 ", "must not match "},
};

}  // namespace

Text operator+(Text a, const Text& b) {
  a.zh += b.zh;
  a.en += b.en;
  return a;
}

Text listed(const std::vector<Text>& items) {
  Text out;
  for (const Text& item : items) {
    if (!out.empty()) out = std::move(out) + Text{"、", ", "};
    out = std::move(out) + item;
  }
  return out;
}

Text outcome_words(Outcome outcome) {
  switch (outcome) {
    case Outcome::Eligible:
      return {"符合", "eligible"};
    case Outcome::Ineligible:
      return {"不符合", "ineligible"};
    case Outcome::Incomplete:
      return {"材料不全", "incomplete"};
    case Outcome::NeedsReview:
      return {"需人工判断", "needs review"};
  }
  return {};
}

std::string_view mark(Truth state) {
  switch (state) {
    case Truth::True:
      return "✓";
    case Truth::False:
      return "✗";
    case Truth::Missing:
      return "?";
    case Truth::Pending:
    case Truth::Fault:
      return "✎";
    case Truth::NotApplicable:
      return "-";
  }
  return {};
}

std::string_view mark(Outcome outcome) {
  switch (outcome) {
    case Outcome::Eligible:
      return mark(Truth::True);
    case Outcome::Ineligible:
      return mark(Truth::False);
    case Outcome::Incomplete:
      return mark(Truth::Missing);
    case Outcome::NeedsReview:
      return mark(Truth::Pending);
  }
  return {};
}

Text badge(std::string_view notice_id) {
  if (notice_id == "draft") return {"征求意见稿，尚未施行", "draft, not in force"};
  if (notice_id == "expired") return {"政策已失效", "expired"};
  if (notice_id == "repealed") return {"政策已废止", "repealed"};
  if (notice_id == "not_yet_in_force") return {"政策尚未施行", "not yet in force"};
  return {};
}

Text basis_words(const Scorecard& card) {
  switch (card.basis) {
    case ScoreBasis::Policy:
      return {"政策规定的评分", "points laid down by the policy"};
    case ScoreBasis::ProjectDefault:
      return {"本项目默认评分表，非政策内容", "project default, not from the policy"};
    case ScoreBasis::Bureau: {
      Text owner = card.owner.empty() ? say("主管部门", "the bureau") : card.owner;
      return Text{"评分表由", "scorecard of "} + owner +
             Text{"制定，非政策内容", ", not from the policy"};
    }
  }
  return {};
}

const Fact* Sentences::fact_of(std::string_view name) const {
  FactId id = rules_.schema.find(name.substr(0, name.find('.')));
  return id == kNoFact ? nullptr : &rules_.schema.facts[id];
}

Text Sentences::label(std::string_view name) const {
  const Fact* fact = fact_of(name);
  if (fact == nullptr) return {visible(name), visible(name)};
  Text text = fact->label.empty() ? Text{fact->name, fact->name} : fact->label;
  std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return text;
  Value key{std::string(name.substr(dot + 1))};
  TypeId key_type = rules_.schema.types[fact->type].key;
  return std::move(text) + Text{" · ", " · "} + plain_value(key_type, 0, key);
}

Text Sentences::proof(std::string_view name) const {
  const Fact* fact = fact_of(name);
  return fact == nullptr ? Text{} : fact->proof;
}

Text Sentences::plain_value(TypeId type, UnitId unit, const Value& value,
                            const CodeList* codes) const {
  if (codes != nullptr && value.is<std::string>())
    return shown(codes->words(value.as<std::string>()));
  bool of_one = !is_collection(rules_.schema.types[type].kind);
  if (!value.is<ValueList>()) return shown(value_words(rules_.schema, type, unit, value));
  TypeId item = of_one ? type : rules_.schema.types[type].item;
  std::vector<Text> items;
  for (const Value& v : value.as<ValueList>()) items.push_back(plain_value(item, unit, v, codes));
  if (items.empty()) return say("（空）", "(none)");
  return shortened_list(std::move(items));
}

Text Sentences::value(FactId id, const Value& value) const {
  const Fact& fact = rules_.schema.facts[id];
  Text text = plain_value(fact.type, fact.unit, value, rules_.schema.codes_of(fact));
  if (!fact.pii || show_pii_) return text;
  return {mask(text.zh), mask(text.en)};
}

Text Sentences::value(const Output& output, const OutputValue& value) const {
  if (value.unknown) return say("待定", "not known yet");
  auto word = [&](const Value& v) -> Text {
    for (const Member& member : output.members) {
      if (v.is<std::string>() && member.id == v.as<std::string>() && !member.label.empty())
        return member.label;
    }
    return plain_value(output.type, rules_.schema.types[output.type].unit, v);
  };
  if (!value.value.is<ValueList>() || output.members.empty()) return word(value.value);
  std::vector<Text> items;
  for (const Value& v : value.value.as<ValueList>()) items.push_back(word(v));
  return listed(items);
}

Text Sentences::seen(const Seen& seen) const {
  const Fact& fact = rules_.schema.facts[seen.fact];
  bool by_person = fact.judged || rules_.schema.types[fact.type].kind == Kind::Judgement;
  if (!seen.known) return by_person ? say("待评审", "not decided yet") : say("未提供", "not given");
  Text text = value(seen.fact, seen.value);
  if (!seen.decided_by_person) return text;
  std::vector<std::string> who;
  for (const std::string* part : {&seen.by, &seen.on, &seen.ground}) {
    if (!part->empty()) who.push_back(visible(*part));
  }
  if (who.empty()) return text;
  return {text.zh + "（" + joined(who, "，") + "）", text.en + " (" + joined(who, ", ") + ")"};
}

Text Sentences::threshold(const Requirement& r) const {
  const Fact* fact = fact_of(r.fact);
  if (fact != nullptr)
    return plain_value(fact->type, r.unit ? r.unit : fact->unit, r.threshold,
                       rules_.schema.codes_of(*fact));
  return shown(with_unit(r.threshold, rules_.schema.units[r.unit].symbol));
}

Text Sentences::required(const Requirement& r) const {
  if (r.threshold.is_null()) return {};
  for (const Phrase& phrase : kPhrases) {
    if (phrase.op == r.op) return Text{phrase.zh, phrase.en} + threshold(r);
  }
  return Text{"要求 " + r.op + " ", "required " + r.op + " "} + threshold(r);
}

Text Sentences::gap(const Requirement& r) const {
  if (!r.gap || *r.gap == Value{Decimal{}} || *r.gap == Value{std::int64_t{0}}) return {};
  Text amount = with_unit(*r.gap, rules_.schema.units[r.unit].symbol);
  bool over = r.op.starts_with('<');
  return Text{over ? "超出\u00A0" : "差\u00A0", over ? "over by\u00A0" : "short by\u00A0"} + amount;
}

/// A truth is its own requirement: only who said so, or that it should be otherwise, is worth a
/// word.
Text Sentences::comparison(const Finding& finding, const Requirement& r, bool labelled) const {
  const Fact* fact = fact_of(r.fact);
  std::vector<Text> parts;
  if (fact != nullptr) {
    auto at = std::find_if(finding.seen.begin(), finding.seen.end(),
                           [&](const Seen& s) { return s.name == r.fact; });
    if (at != finding.seen.end()) parts.push_back(seen(*at));
    bool judged = rules_.schema.types[fact->type].kind == Kind::Judgement;
    if (!judged) parts.push_back(required(r));
  } else {
    parts.push_back(Text{"`" + visible(r.fact) + "` ", "`" + visible(r.fact) + "` "} + required(r));
  }
  parts.push_back(gap(r));
  Text out;
  for (const Text& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out = std::move(out) + Text{"，", ", "};
    out = std::move(out) + part;
  }
  if (!labelled || fact == nullptr) return out;
  return label(r.fact) + Text{"：", ": "} + out;
}

std::vector<Text> Sentences::comparisons(const Finding& finding) const {
  bool one_fact = std::all_of(
      finding.requirements.begin(), finding.requirements.end(),
      [&](const Requirement& r) { return r.fact == finding.requirements.front().fact; });
  std::vector<Text> out;
  for (const Requirement& r : finding.requirements) {
    Text line = comparison(finding, r, !one_fact);
    if (std::find(out.begin(), out.end(), line) == out.end()) out.push_back(std::move(line));
  }
  // Behind a computed comparison stand the values that it was computed from.
  bool computed = std::any_of(finding.requirements.begin(), finding.requirements.end(),
                              [&](const Requirement& r) { return fact_of(r.fact) == nullptr; });
  std::vector<Text> rest = facts_beside(finding);
  if ((computed || out.empty()) && !rest.empty()) out.push_back(listed(rest));
  return out;
}

std::vector<Text> Sentences::facts_beside(const Finding& finding) const {
  std::vector<Text> out;
  for (const Seen& s : finding.seen) {
    bool compared = std::any_of(finding.requirements.begin(), finding.requirements.end(),
                                [&](const Requirement& r) { return r.fact == s.name; });
    if (!compared) out.push_back(label(s.name) + Text{" ", " "} + seen(s));
  }
  return out;
}

std::string bare(const Value& value) {
  if (value.is<std::string>()) return value.as<std::string>();
  if (value.is<Date>()) return value.as<Date>().str();
  if (!value.is<ValueList>()) return to_source(value);
  std::vector<std::string> items;
  for (const Value& item : value.as<ValueList>()) items.push_back(bare(item));
  return "[" + joined(items, ", ") + "]";
}

}  // namespace ipcheck
