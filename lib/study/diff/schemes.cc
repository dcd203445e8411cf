// Schemes and what stands at their verdicts. Tested by tests/study/diff_test.cc.
#include "policy/words.h"
#include "study/diff/trees.h"

namespace ipcheck {
namespace {

std::string fact_names(const DiffSide& side, const std::vector<FactId>& facts) {
  std::vector<std::string> out;
  for (FactId fact : facts) out.push_back(side.rules->schema.facts[fact].name);
  return joined(out, ", ");
}

/// What differs beside the tree: it belongs to one scheme and decides nothing.
class BesideTree {
 public:
  BesideTree(DiffWriter& writer, const PolicyPair& pair, const Scheme& before, const Scheme& after)
      : writer_(writer), pair_(pair), before_(before), after_(after) {}

  void notices() {
    auto id_of = [](const NoticeRule& notice, bool) { return notice.id; };
    for (const Matched<NoticeRule>& n : matched(before_.notices, after_.notices, id_of)) {
      RuleChange head = head_for(DiffSubject::Notice, n);
      if (whole(head, n, n.newer().text)) continue;
      compare_conditions(writer_, head, "when", pair_.before, n.before->when, pair_.after,
                         n.after->when, mark(), false);
      writer_.compare(head, "text", n.before->text, n.after->text, mark());
      writer_.compare(head, "cite", cite_text(n.before->cite), cite_text(n.after->cite), mark());
    }
  }

  void outputs() {
    auto id_of = [](const Output& output, bool) { return output.id; };
    for (const Matched<Output>& o : matched(before_.outputs, after_.outputs, id_of)) {
      RuleChange head = head_for(DiffSubject::Output, o);
      head.title = o.newer().title;
      if (whole(head, o, o.newer().title)) continue;
      compare_conditions(writer_, head, "when", pair_.before, o.before->when, pair_.after,
                         o.after->when, mark(), false);
      compare_conditions(writer_, head, "value", pair_.before, o.before->value, pair_.after,
                         o.after->value, mark(), false);
      writer_.compare(head, "title", o.before->title, o.after->title, mark());
      writer_.compare(head, "type", members(*o.before), members(*o.after), mark());
      writer_.compare(head, "cite", cite_text(o.before->cite), cite_text(o.after->cite), mark());
    }
  }

 private:
  std::string mark() const { return "scheme:" + after_.id; }

  template <class Item>
  RuleChange head_for(DiffSubject subject, const Matched<Item>& item) const {
    RuleChange head = head_of(DiffLayer::Logic, subject, item);
    head.policy = pair_.after->id;
    head.scheme = after_.id;
    head.id = item.newer().id;
    return head;
  }

  template <class Item>
  bool whole(RuleChange head, const Matched<Item>& item, const Text& words) {
    if (item.before != nullptr && item.after != nullptr) return false;
    head.manner = item.after != nullptr ? DiffManner::Added : DiffManner::Removed;
    (item.after != nullptr ? head.after : head.before) = words;
    writer_.add(std::move(head), mark());
    return true;
  }

  static std::string members(const Output& output) {
    std::vector<std::string> out;
    for (const Member& m : output.members)
      out.push_back(m.id + " (" + m.label.zh + " / " + m.label.en + ")");
    return joined(out, ", ");
  }

  DiffWriter& writer_;
  const PolicyPair& pair_;
  const Scheme &before_, &after_;
};

void diff_scheme(DiffWriter& writer, const PolicyPair& pair, const Scheme& before,
                 const Scheme& after) {
  RuleChange head{.layer = DiffLayer::Logic, .subject = DiffSubject::Scheme};
  head.policy = pair.after->id;
  head.scheme = head.id = after.id;
  head.title = after.title;
  head.before_at = before.span, head.after_at = after.span;
  const std::string mark = "scheme:" + after.id;
  writer.compare(head, "title", before.title, after.title, mark);
  writer.compare(head, "applicant", joined(before.applicants, ", "), joined(after.applicants, ", "),
                 mark);
  writer.compare(head, "form", fact_names(writer.before(), before.form),
                 fact_names(writer.after(), after.form), mark);
  writer.compare(head, "next", before.next, after.next, mark);
  diff_tree(writer, pair, before, after);
  BesideTree beside(writer, pair, before, after);
  beside.notices();
  beside.outputs();
  diff_scorecard(writer, pair, before, after);
}

}  // namespace

void diff_schemes(DiffWriter& writer, const PolicyPair& pair) {
  if (pair.before == nullptr || pair.after == nullptr) return;
  auto key_of = [&](const Scheme& scheme, bool before) {
    return before ? writer.newer_name(scheme.id) : scheme.id;
  };
  for (const Matched<Scheme>& scheme : matched(pair.before->schemes, pair.after->schemes, key_of)) {
    if (scheme.before != nullptr && scheme.after != nullptr) {
      diff_scheme(writer, pair, *scheme.before, *scheme.after);
      continue;
    }
    RuleChange head = head_of(DiffLayer::Logic, DiffSubject::Scheme, scheme);
    head.policy = pair.after->id;
    head.scheme = head.id = scheme.newer().id;
    head.title = scheme.newer().title;
    head.manner = scheme.after != nullptr ? DiffManner::Added : DiffManner::Removed;
    (scheme.after != nullptr ? head.after : head.before) = scheme.newer().title;
    writer.add(std::move(head), "scheme:" + scheme.newer().id);
  }
}

void diff_data_notices(DiffWriter& writer) {
  struct Stood {
    std::string key, policy;
    const NoticeRule* rule;
    Span span;
  };
  auto notices_of = [](const DiffSide& side) {
    std::vector<Stood> out;
    const RuleSet& rules = *side.rules;
    for (std::size_t i = 0; i < rules.data_notices.size(); ++i) {
      const NoticeRule& rule = rules.data_notices[i];
      const std::uint32_t at = rules.data_notice_policy[i];
      const std::string policy = at == kNoPolicy ? "" : rules.policies[at].id;
      const Policy* owner = at == kNoPolicy ? nullptr : &rules.policies[at];
      std::string fact = rule.fact == kNoFact ? "" : rules.schema.facts[rule.fact].name;
      out.push_back({policy + "/" + rule.id + "/" + fact + "/" + code_of(side, owner, rule.when),
                     policy, &rule, rule.span});
    }
    return out;
  };
  const std::vector<Stood> before = notices_of(writer.before()), after = notices_of(writer.after());
  for (const Matched<Stood>&n :
       matched(before, after, [](const Stood&stood, bool) { return stood.key; })) {
    RuleChange head = head_of(DiffLayer::Facts, DiffSubject::DataNotice, n);
    head.policy = n.newer().policy;
    head.id = n.newer().rule->id;
    if (n.before != nullptr && n.after != nullptr) {
      writer.compare(head, "text", n.before->rule->text, n.after->rule->text, "");
      continue;
    }
    head.manner = n.after != nullptr ? DiffManner::Added : DiffManner::Removed;
    (n.after != nullptr ? head.after : head.before) = n.newer().rule->text;
    writer.add(std::move(head), "");
  }
}

}  // namespace ipcheck
