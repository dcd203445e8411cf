// Faults in scorecards: every number by one, every end by one step. Tested by
// tests/study/mutate_test.cc.
#include <span>

#include "study/mutants/list.h"
#include "study/world.h"

namespace ipcheck {
namespace {

class Cards {
 public:
  explicit Cards(MutantList& list) : list_(list) {}

  void run() {
    for (scheme_ = 0; scheme_ < list_.policy.schemes.size(); ++scheme_) {
      const auto& card = list_.policy.schemes[scheme_].scorecard;
      if (card) add(*card);
    }
  }

 private:
  using Change = std::function<void(Scorecard&)>;

  void add(const Scorecard& card) {
    const std::string id = list_.policy.schemes[scheme_].id + "/score";
    put(id + "/initial+1", say("起始分加 1", "initial score up by 1"), card.span,
        [](Scorecard& c) { c.initial = more(c.initial, 1); });
    for (std::size_t i = 0; i < card.characteristics.size(); ++i)
      characteristic(id, card.characteristics[i], i);
    for (std::size_t i = 0; i < card.groups.size(); ++i) group(id, card, i);
    for (std::size_t i = 0; i < card.veto.size(); ++i)
      put(id + "/drop:veto:" + list_.policy.criteria[card.veto[i].first].id,
          say("去掉一票否决", "veto dropped"), card.span,
          [i](Scorecard& c) { c.veto.erase(c.veto.begin() + static_cast<std::ptrdiff_t>(i)); });
    std::vector<Band> grades;
    for (const Grade& grade : card.grades) grades.push_back(grade.band);
    for (std::size_t i = 0; i < grades.size(); ++i)
      ends(id + "/" + card.grades[i].id, std::span(grades).first(i + 1), step_of_points(card),
           [i](Scorecard& c) -> Band& { return c.grades[i].band; });
  }

  /// Sums of whole points are whole.
  static Decimal step_of_points(const Scorecard& card) {
    bool whole = card.initial.is_integer();
    for (const Characteristic& item : card.characteristics) {
      for (const Band& band : item.bands) whole = whole && band.points.is_integer();
      for (const auto& value : item.values) whole = whole && value.second.is_integer();
    }
    return whole ? Decimal::of(1) : Decimal{1, 2};
  }

  void characteristic(const std::string& prefix, const Characteristic& item, std::size_t i) {
    const std::string id = prefix + "/" + item.id;
    const bool whole =
        item.of != kNoFact &&
        list_.rules.schema.types[list_.rules.schema.facts[item.of].type].kind == Kind::Int;
    for (std::size_t b = 0; b < item.bands.size(); ++b) {
      const std::string band = id + "/band" + std::to_string(b + 1);
      put(band + "/points+1", say("分值加 1", "points up by 1"), item.bands[b].span,
          [i, b](Scorecard& c) {
            Decimal& points = c.characteristics[i].bands[b].points;
            points = more(points, 1);
          });
      ends(band, std::span(item.bands).first(b + 1), whole ? Decimal::of(1) : Decimal{1, 2},
           [i, b](Scorecard& c) -> Band& { return c.characteristics[i].bands[b]; });
    }
    for (std::size_t v = 0; v < item.values.size(); ++v)
      put(id + "/" + item.values[v].first + "+1", say("分值加 1", "points up by 1"), item.span,
          [i, v](Scorecard& c) {
            Decimal& points = c.characteristics[i].values[v].second;
            points = more(points, 1);
          });
    if (item.missing)
      for (const bool low : {true, false})
        put(id + (low ? "/missing-least-1" : "/missing-most+1"),
            say("缺材料时的分值差 1", "points of a missing fact off by 1"), item.span,
            [i, low](Scorecard& c) {
              PointRange& range = *c.characteristics[i].missing;
              if (low)
                range.min = more(range.min, -1);
              else
                range.max = more(range.max, 1);
            });
    add_condition_mutants(list_,
                          {.prefix = id + "/points",
                           .expr = item.points ? &item.points.expr : nullptr,
                           .find = [s = scheme_, i](Policy& policy) -> Expr& {
                             return policy.schemes[s].scorecard->characteristics[i].points.expr;
                           },
                           .params = list_.policy.params,
                           .schemes = {scheme_}});
  }

  void group(const std::string& prefix, const Scorecard& card, std::size_t i) {
    const std::string id = prefix + "/" + card.groups[i].id;
    for (const int by : {1, -1}) {
      const std::string sign = by > 0 ? "+1" : "-1";
      if (card.groups[i].cap)
        put(id + "/cap" + sign, say("上限差 1", "cap off by 1"), card.span,
            [i, by](Scorecard& c) { c.groups[i].cap = more(*c.groups[i].cap, by); });
      if (card.groups[i].floor)
        put(id + "/floor" + sign, say("下限差 1", "floor off by 1"), card.span,
            [i, by](Scorecard& c) { c.groups[i].floor = more(*c.groups[i].floor, by); });
    }
  }

  /// The ends of the last of `bands` up and down one step, each on its own. The first band that
  /// takes a value wins, so that moving an end into an earlier band changes nothing.
  void ends(const std::string& id, std::span<const Band> bands, const Decimal& step,
            std::function<Band&(Scorecard&)> find) {
    const Band& band = bands.back();
    bool below = false, above = false;
    for (const Band& earlier : bands.first(bands.size() - 1)) {
      below = below || (band.low && earlier.high == band.low);
      above = above || (band.high && earlier.low == band.high);
    }
    auto move = [&](const char* name, bool low, const Decimal& by) {
      put(id + "/" + name, say("分段的一端移动 {}", "an end of the band moved by {}", by.str()),
          band.span, [find, low, by](Scorecard& c) {
            auto& end = low ? find(c).low : find(c).high;
            end = ipcheck::add(*end, by);
          });
    };
    if (band.low) move("from+", true, step);
    if (band.low && !below) move("from-", true, negate(step));
    if (band.high && !above) move("to+", false, step);
    if (band.high) move("to-", false, negate(step));
  }

  static Decimal more(const Decimal& points, int by) {
    return ipcheck::add(points, Decimal::of(by)).value_or(points);
  }

  void put(const std::string& id, Text what, Span span, Change edit) {
    Mutant& mutant = list_.add(id, std::move(what), span);
    mutant.schemes = {scheme_};
    mutant.change = [s = scheme_, edit = std::move(edit)](Policy& policy) {
      edit(*policy.schemes[s].scorecard);
    };
  }

  MutantList& list_;
  std::uint32_t scheme_ = 0;
};

}  // namespace

void add_score_mutants(MutantList& list) {
  Cards(list).run();
}

}  // namespace ipcheck
