// The criteria as they stand in their files, marked. Tested by tests/cli/rules_coverage.md.
#include <algorithm>
#include <ostream>

#include "policy/words.h"
#include "report/layout.h"
#include "report/rules/coverage.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

enum class Mark { Impossible, Reached, Open };

/// A question is open where one scheme's cases leave it open.
Mark worse(Mark a, Mark b) {
  return std::max(a, b);
}
std::string_view sign(Mark mark) {
  return mark == Mark::Reached ? "✓" : mark == Mark::Open ? "✗" : "–";
}

class Listing {
 public:
  Listing(const CoverageView& view, std::span<const SchemeCoverage> schemes, std::ostream& out)
      : view_(view), schemes_(schemes), out_(out) {}

  void policy(const Policy& policy) {
    out_ << painted(policy.id, Tone::Bold, view_.color) << "\n";
    for (std::uint32_t c = 0; c < policy.criteria.size(); ++c) {
      std::vector<Target> targets;
      for (const SchemeCoverage& one : schemes_)
        for (const Target& target : one.targets)
          if (one.policy == &policy && target.asked != Asked::Branch && target.criterion == c)
            targets.push_back(target);
      if (!targets.empty()) criterion(policy.criteria[c], targets);
    }
  }

 private:
  template <class Same>
  std::optional<Mark> mark(const std::vector<Target>& targets, Same same) const {
    std::optional<Mark> out;
    for (const Target& target : targets) {
      if (!same(target)) continue;
      const Mark one = target.reached != nullptr    ? Mark::Reached
                       : !target.impossible.empty() ? Mark::Impossible
                                                    : Mark::Open;
      out = worse(out.value_or(one), one);
    }
    return out;
  }

  void criterion(const Criterion& c, const std::vector<Target>& targets) {
    std::string line = "  " + padded(c.id, 8);
    for (const Truth state :
         {Truth::True, Truth::False, Truth::Missing, Truth::Pending, Truth::NotApplicable}) {
      const auto found = mark(
          targets, [&](const Target& t) { return t.asked == Asked::State && t.state == state; });
      if (found) line += "  " + std::string(sign(*found)) + " " + state_words(state).in(view_.lang);
    }
    const auto decides = mark(targets, [](const Target& t) { return t.asked == Asked::Decides; });
    if (decides)
      line += "  " + std::string(sign(*decides)) + " " +
              say("单独决定", "decides alone").in(view_.lang);
    out_ << line << "\n";
    const Condition* parts[] = {&c.applies, &c.check, &c.should};
    for (std::uint8_t part = 0; part < 3; ++part)
      if (*parts[part]) condition(parts[part]->expr, part, targets);
  }

  /// The lines of one condition, marks for its thresholds and branches behind the last.
  void condition(const Expr& expr, std::uint8_t part, const std::vector<Target>& targets) {
    const Span span = expr.origin ? expr.origin.span() : Span{};
    if (!span.known()) return;
    const std::uint32_t first = view_.sources.position(span).line;
    std::uint32_t begin = 0;
    std::string_view text = view_.sources.line_at(span.source, span.begin, &begin);
    std::string marks;
    for (const auto asked : {Asked::Threshold, Asked::Operand})
      for (const Target& target : targets) {
        if (target.asked != asked || target.part != part) continue;
        const auto found = mark(targets, [&](const Target& t) {
          return t.asked == asked && t.part == part && t.node == target.node &&
                 t.which == target.which && t.side == target.side;
        });
        const std::string words = asked == Asked::Threshold
                                      ? std::string(target.side < 0   ? "<"
                                                    : target.side > 0 ? ">"
                                                                      : "=")
                                      : "|" + std::to_string(target.which + 1);
        const std::string one = std::string(sign(*found)) + words;
        if (marks.find(one) == std::string::npos || asked == Asked::Operand)
          marks += (marks.empty() ? "" : " ") + one;
      }
    for (std::uint32_t line = first;; ++line) {
      out_ << padded(std::to_string(line), 6) << " | " << visible(text);
      const auto next = begin + static_cast<std::uint32_t>(text.size()) + 1;
      const bool last = next >= span.end;
      if (last && !marks.empty()) out_ << "   # " << marks;
      out_ << "\n";
      if (last) return;
      text = view_.sources.line_at(span.source, next, &begin);
    }
  }

  const CoverageView& view_;
  std::span<const SchemeCoverage> schemes_;
  std::ostream& out_;
};

}  // namespace

void render_coverage_listing(const CoverageView& view, std::span<const SchemeCoverage> schemes,
                             std::ostream& out) {
  Listing listing(view, schemes, out);
  const Policy* last = nullptr;
  for (const SchemeCoverage& one : schemes) {
    if (one.policy == last) continue;
    if (last != nullptr) out << "\n";
    listing.policy(*one.policy);
    last = one.policy;
  }
}

}  // namespace ipcheck
