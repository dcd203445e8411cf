// Tested by tests/report/text_test.cc.
#include "report/verdict/lines.h"

#include <algorithm>

#include "text/frame.h"

namespace ipcheck {
namespace {

bool stands_in(const std::vector<std::string>& list, const std::string& id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

Text same(const std::string& text) {
  return {text, text};
}

/// One finding as a line.
class FindingLine {
 public:
  FindingLine(const RuleSet& rules, const Policy& policy, const Sentences& say)
      : rules_(rules), policy_(policy), say_(say) {}

  Line failing(const Finding& f) const {
    Line line{.id = f.id,
              .title = title_words(policy_, f),
              .details = say_.comparisons(f),
              .cite = same(f.cite.at)};
    if (!f.failed.empty()) line.details.insert(line.details.begin(), f.failed);
    for (const Finding& child : f.children) {
      if (child.state == Truth::False) line.parts.push_back(failing(child));
    }
    if (f.kind == GateKind::Any)
      line.details = {say("须达到其中一项，均未达到", "one is enough, none is met")};
    if (f.kind == GateKind::AtLeast)
      line.details = {say("须达到其中{}项", "{} of these are needed", f.k)};
    return line;
  }

  Line pending(const Finding& f) const {
    Line line{.id = f.id, .title = title_words(policy_, f), .cite = same(f.cite.at)};
    if (f.soft) {
      line.details = say_.comparisons(f);
      line.details.push_back(say("原则性要求，评审人员可酌情认可",
                                 "a general rule: a person may excuse the shortfall"));
    }
    std::vector<Text> labels;
    for (FactId fact : f.undecided) labels.push_back(say_.label(rules_.schema.facts[fact].name));
    if (!labels.empty()) line.details.push_back(Text{"判断：", "to judge: "} + listed(labels));
    if (line.details.empty())
      line.details.push_back(
          say("暂时无法判定，原因见提示", "cannot be settled yet, see the notices"));
    return line;
  }

 private:
  const RuleSet& rules_;
  const Policy& policy_;
  const Sentences& say_;
};

class LineBuilder {
 public:
  LineBuilder(const RuleSet& rules, const Verdict& verdict, bool show_pii)
      : verdict_(verdict), say_(rules, show_pii), line_(rules, *verdict.policy, say_) {}

  VerdictLines build() {
    for (const std::string& id : verdict_.failing) {
      const Finding* f = find(verdict_.root, id, Truth::False);
      if (f != nullptr) out_.failing.push_back(line_.failing(*f));
    }
    for (const std::string& id : verdict_.pending) {
      const Finding* f = find(verdict_.root, id, Truth::Pending);
      if (f != nullptr) out_.pending.push_back(line_.pending(*f));
    }
    collect_decided(verdict_.root);
    for (const std::string& name : verdict_.missing) out_.missing.push_back(missing(name));
    add_notices();
    for (const OutputValue& o : verdict_.outputs) {
      Text title = o.output->title.empty() ? Text{o.output->id, o.output->id} : o.output->title;
      out_.outputs.push_back({.id = o.output->id,
                              .title = std::move(title),
                              .details = {say_.value(*o.output, o)},
                              .cite = same(o.output->cite.at)});
    }
    if (verdict_.score) add_score(*verdict_.score);
    if (verdict_.outcome == Outcome::Eligible) out_.next = verdict_.scheme->next;
    return std::move(out_);
  }

 private:
  static bool is_told(const std::vector<Line>& lines, const std::string& id) {
    return std::any_of(lines.begin(), lines.end(), [&](const Line& l) { return l.id == id; });
  }

  /// The first finding of `state` with that id; nullptr: none. What must hold as a whole is never
  /// listed itself, only its parts are.
  static const Finding* find(const Finding& f, const std::string& id, Truth state) {
    bool listed = f.kind != GateKind::All && f.kind != GateKind::Choose;
    if (listed && f.state == state && f.id == id) return &f;
    for (const Finding& child : f.children) {
      if (const Finding* found = find(child, id, state)) return found;
    }
    return nullptr;
  }

  /// In reading order, each fact once.
  void collect_decided(const Finding& f) {
    for (const Seen& seen : f.seen) {
      if (seen.decided_by_person && !is_told(out_.decided, seen.name))
        out_.decided.push_back({.id = seen.name,
                                .title = say_.label(seen.name),
                                .details = {say_.seen(seen)},
                                .cite = same(f.cite.at)});
    }
    for (const Finding& child : f.children) collect_decided(child);
  }

  Line missing(const std::string& name) const {
    Line line{.id = name, .title = say_.label(name)};
    std::vector<std::string> ids;
    asking(verdict_.root, name, ids);
    Text proof = say_.proof(name);
    if (!proof.empty()) line.details.push_back(Text{"证明：", "shown by: "} + proof);
    if (ids.empty())
      line.details.push_back(say("用于确定适用哪一组条件", "tells which conditions apply"));
    std::string list = joined(ids, ", ");
    if (!ids.empty()) line.cite = say("用于 {}", "for {}", list);
    return line;
  }

  static void asking(const Finding& f, const std::string& name, std::vector<std::string>& ids) {
    if (stands_in(f.missing, name) && !stands_in(ids, f.id)) ids.push_back(f.id);
    for (const Finding& child : f.children) asking(child, name, ids);
  }

  void add_notices() {
    for (const VerdictNotice& n : verdict_.notices) {
      if (n.permanent) {
        out_.permanent.push_back(out_.notices.size());
        if (out_.badge.empty()) out_.badge = badge(n.id);
      }
      out_.notices.push_back(
          {.id = n.id, .title = {visible(n.text.zh), visible(n.text.en)}, .cite = same(n.cite.at)});
    }
  }

  static std::string range(const Decimal& min, const Decimal& max) {
    return min == max ? min.str() : min.str() + "–" + max.str();
  }

  void add_score(const Score& score) {
    const Scorecard& card = *verdict_.scheme->scorecard;
    std::string points = range(score.min, score.max);
    Line line{.title = say("{} 分", "{} points", points)};
    if (score.grade != nullptr)
      line.title = std::move(line.title) + Text{"，等级 ", ", grade "} + score.grade->title;
    line.details.push_back(basis_words(card));
    if (!score.veto.empty())
      line.details.push_back(Text{"一票否决：", "vetoed by "} +
                             Text{joined(score.veto, "、"), joined(score.veto, ", ")});
    if (!score.below_floor.empty())
      line.details.push_back(
          Text{"低于分组下限：", "below the floor of "} +
          Text{joined(score.below_floor, "、"), joined(score.below_floor, ", ")});
    out_.score.push_back(std::move(line));
    for (const CharacteristicScore& c : score.characteristics) {
      std::string earned = range(c.min, c.max);
      Line item{.id = c.characteristic->id, .title = c.characteristic->title};
      item.details.push_back(say("{} 分", "{} points", earned));
      if (!c.known) item.details.push_back(say("信息未定", "not settled"));
      out_.characteristics.push_back(std::move(item));
    }
  }

  const Verdict& verdict_;
  Sentences say_;
  FindingLine line_;
  VerdictLines out_;
};

Text summary(const Line& line) {
  Text text = Text{line.id + " ", line.id + " "} + line.title;
  if (line.details.empty()) return text;
  return std::move(text) + Text{"：", ": "} + line.details.front();
}

}  // namespace

Line line_of(const RuleSet& rules, const Policy& policy, const Finding& finding, bool show_pii) {
  Sentences say(rules, show_pii);
  FindingLine line(rules, policy, say);
  return finding.state == Truth::False ? line.failing(finding) : line.pending(finding);
}

VerdictLines lines_of(const RuleSet& rules, const Verdict& verdict, bool show_pii) {
  return LineBuilder(rules, verdict, show_pii).build();
}

std::vector<Section> sections(const VerdictLines& lines) {
  std::vector<Section> out;
  for (const Section& section :
       {Section{say("未达到", "not met"), &lines.failing},
        Section{say("缺少材料", "missing"), &lines.missing},
        Section{say("待人工判断", "for a person to decide"), &lines.pending},
        Section{say("评审人员已判断", "decided by a person"), &lines.decided},
        Section{say("提示", "notices"), &lines.notices},
        Section{say("结果", "outputs"), &lines.outputs},
        Section{say("评分", "score"), &lines.score}}) {
    if (!section.lines->empty()) out.push_back(section);
  }
  return out;
}

Text deciding_words(const RuleSet& rules, const Verdict& verdict, bool show_pii) {
  VerdictLines lines = lines_of(rules, verdict, show_pii);
  switch (verdict.outcome) {
    case Outcome::Eligible:
      return lines.next;
    case Outcome::Ineligible:
      if (lines.failing.empty()) return {};
      return say("{} 项未达到：", "{} not met: ", lines.failing.size()) +
             summary(lines.failing.front());
    case Outcome::Incomplete: {
      std::vector<Text> labels;
      for (const Line& line : lines.missing) labels.push_back(line.title);
      return say("缺 {} 项：", "{} missing: ", labels.size()) + listed(labels);
    }
    case Outcome::NeedsReview: {
      std::vector<Text> titles;
      for (const Line& line : lines.pending)
        titles.push_back(Text{line.id + " ", line.id + " "} + line.title);
      return say("待判断 {} 项：", "{} to decide: ", titles.size()) + listed(titles);
    }
  }
  return {};
}

Text title_words(const Policy& policy, const Finding& f) {
  if (!f.title.empty() || f.kind == GateKind::Criterion) return f.title;
  if (const Scheme* scheme = policy.scheme(f.id)) return scheme->title;
  switch (f.kind) {
    case GateKind::Criterion:
      return f.title;
    case GateKind::All:
      return say("下列各项全部达到", "all of these");
    case GateKind::Any:
      return say("下列各项至少达到一项", "at least one of these");
    case GateKind::AtLeast:
      return say("下列各项至少达到{}项", "at least {} of these", f.k);
    case GateKind::Choose:
      return say("所选类别的条件", "conditions of the chosen kind");
  }
  return {};
}

std::string cite_words(const Citation& cite) {
  return cite.figure.empty() ? cite.at : cite.at + " " + cite.figure;
}

Text closing_words() {
  return say("初筛结果，不代表审批决定。", "A first screening, not a decision of approval.");
}

}  // namespace ipcheck
