#pragma once
// THE SLOW WAY FOR SCHEMES: states of criteria and groups, the three lists of a verdict, notices,
// outputs and points, from the definitions in rules/README.md, for one applicant at a time.

#include <optional>

#include "agree/oracle.h"
#include "policy/policy.h"

namespace ipcheck::naive {

struct Points {
  Decimal min, max;
  std::string grade;  // empty: none, or between two
  std::vector<std::string> below_floor, veto;
};

/// What is to be said of one applicant under one scheme.
struct Opinion {
  Truth root = Truth::True;
  std::vector<std::string> failing, pending, missing;
  std::vector<Truth> notices;                          // of Scheme::notices
  std::vector<std::pair<Truth, std::string>> outputs;  // `when`, and the value as `show` has it
  std::optional<Points> points;
};

/// One policy at one day. Threads: one.
class Judge {
 public:
  Judge(const RuleSet& rules, const Policy& policy, Date as_of, bool wrong = false);
  Judge(const Judge&) = delete;

  /// From here on it is this applicant's turn; `facts` outlive the answers.
  void take(const Facts& facts);
  Truth criterion(std::uint32_t index);
  Opinion opinion(const Scheme& scheme);
  /// Of data notice number `index` of the rule set.
  Truth data_notice(std::size_t index);

 private:
  const RuleSet& rules_;
  const Policy& policy_;
  Setting setting_;
  const Facts* facts_ = nullptr;
  struct Known {
    bool known = false;
    Truth state = Truth::True;
    std::vector<std::string> lacks;
  };
  std::vector<Known> criteria_;

  Answer walk(const Condition& condition) const;
  const Known& known(std::uint32_t index);
  Truth gate(GateId id);
  Truth group(const Gate& gate);
  Answer selected(const Gate& gate) const;
  const GateId* taken(const Gate& gate) const;
  void list(GateId id, Opinion& out);
  Truth named(const std::string& id);
  Points points(const Scorecard& card);
  PointRange earned(const Characteristic& c) const;
};

}  // namespace ipcheck::naive
