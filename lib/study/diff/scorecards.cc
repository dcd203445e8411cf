// Scorecards: points never change a verdict, but whoever is ranked by them wants to know. Tested by
// tests/study/diff_test.cc.
#include "policy/words.h"
#include "study/diff/parts.h"

namespace ipcheck {
namespace {

std::string ends_of(const Band& band) {
  std::string out;
  if (band.low) out += (band.low_inclusive ? "from " : "above ") + band.low->str();
  if (band.high)
    out += (out.empty() ? "" : ", ") + std::string(band.high_inclusive ? "to " : "below ") +
           band.high->str();
  return out.empty() ? "any" : out;
}

std::string bands_text(const std::vector<Band>& bands) {
  std::vector<std::string> out;
  for (const Band& band : bands) out.push_back(ends_of(band) + ": " + band.points.str());
  return joined(out, "; ");
}

std::string points_text(const Characteristic& item) {
  std::vector<std::string> out;
  for (const auto& [word, points] : item.values) out.push_back(word + ": " + points.str());
  return joined(out, "; ");
}

std::string missing_text(const std::optional<PointRange>& range) {
  if (!range) return {};
  if (range->min == range->max) return range->min.str();
  return range->min.str() + ".." + range->max.str();
}

std::string limit_text(const std::optional<Decimal>& limit) {
  return limit ? limit->str() : std::string();
}

class CardDiff {
 public:
  CardDiff(DiffWriter& writer, const PolicyPair& pair, const Scheme& before, const Scheme& after)
      : writer_(writer), pair_(pair), before_(*before.scorecard), after_(*after.scorecard) {
    head_.layer = DiffLayer::Logic;
    head_.subject = DiffSubject::Scorecard;
    head_.policy = pair.after->id;
    head_.scheme = head_.id = after.id;
    head_.before_at = before_.span, head_.after_at = after_.span;
    mark_ = "scheme:" + after.id;
  }

  void all() {
    field("basis", std::string(word(before_.basis)), std::string(word(after_.basis)));
    writer_.compare(head_, "owner", before_.owner, after_.owner, mark_);
    field("initial", before_.initial.str(), after_.initial.str());
    auto id_of = [](const auto& item, bool) { return item.id; };
    for (const auto& item : matched(before_.characteristics, after_.characteristics, id_of))
      characteristic(item);
    for (const auto& g : matched(before_.groups, after_.groups, id_of)) {
      field("groups." + g.newer().id + ".floor", g.before ? limit_text(g.before->floor) : "",
            g.after ? limit_text(g.after->floor) : "");
      field("groups." + g.newer().id + ".cap", g.before ? limit_text(g.before->cap) : "",
            g.after ? limit_text(g.after->cap) : "");
    }
    for (const auto& g : matched(before_.grades, after_.grades, id_of))
      field("grades." + g.newer().id, g.before ? ends_of(g.before->band) : "",
            g.after ? ends_of(g.after->band) : "");
    field("veto", veto(before_, *pair_.before), veto(after_, *pair_.after));
    field("rank", rank(before_, writer_.before()), rank(after_, writer_.after()));
  }

 private:
  void field(const std::string& key, const std::string& before, const std::string& after) {
    writer_.compare(head_, key, before, after, mark_);
  }

  void characteristic(const Matched<Characteristic>& item) {
    RuleChange head = head_;
    head.item = item.newer().id;
    head.title = item.newer().title;
    if (item.before != nullptr) head.before_at = item.before->span;
    if (item.after != nullptr) head.after_at = item.after->span;
    if (item.before == nullptr || item.after == nullptr) {
      head.key = "characteristics";
      head.manner = item.after != nullptr ? DiffManner::Added : DiffManner::Removed;
      (item.after != nullptr ? head.after : head.before) = item.newer().title;
      writer_.add(std::move(head), mark_);
      return;
    }
    const Characteristic &a = *item.before, &b = *item.after;
    writer_.compare(head, "title", a.title, b.title, mark_);
    writer_.compare(head, "group", a.group, b.group, mark_);
    writer_.compare(head, "of", fact(writer_.before(), a.of), fact(writer_.after(), b.of), mark_);
    writer_.compare(head, "bands", bands_text(a.bands), bands_text(b.bands), mark_);
    writer_.compare(head, "points", points_text(a), points_text(b), mark_);
    writer_.compare(head, "missing", missing_text(a.missing), missing_text(b.missing), mark_);
    compare_conditions(writer_, head, "points", pair_.before, a.points, pair_.after, b.points,
                       mark_, false);
  }

  static std::string fact(const DiffSide& side, FactId id) {
    return id == kNoFact ? std::string() : side.rules->schema.facts[id].name;
  }
  static std::string veto(const Scorecard& card, const Policy& policy) {
    std::vector<std::string> out;
    for (const auto& [criterion, title] : card.veto) out.push_back(policy.criteria[criterion].id);
    return joined(out, ", ");
  }
  static std::string rank(const Scorecard& card, const DiffSide& side) {
    std::vector<std::string> out;
    for (const TieBreak& tie : card.rank)
      out.push_back(fact(side, tie.fact) + (tie.descending ? " desc" : " asc"));
    return joined(out, ", ");
  }

  DiffWriter& writer_;
  const PolicyPair& pair_;
  const Scorecard &before_, &after_;
  RuleChange head_;
  std::string mark_;
};

}  // namespace

void diff_scorecard(DiffWriter& writer, const PolicyPair& pair, const Scheme& before,
                    const Scheme& after) {
  if (before.scorecard && after.scorecard) return CardDiff(writer, pair, before, after).all();
  if (!before.scorecard && !after.scorecard) return;
  RuleChange head{.layer = DiffLayer::Logic, .subject = DiffSubject::Scorecard};
  head.policy = pair.after->id;
  head.scheme = head.id = after.id;
  head.manner = after.scorecard ? DiffManner::Added : DiffManner::Removed;
  if (before.scorecard) head.before_at = before.scorecard->span;
  if (after.scorecard) head.after_at = after.scorecard->span;
  writer.add(std::move(head), "scheme:" + after.id);
}

}  // namespace ipcheck
