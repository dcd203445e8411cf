#pragma once
// The loaded rule set: what policies say, as plain data. Built by `load_rules`, then const and
// shared by all threads.

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "expr/program.h"
#include "text/source.h"
#include "text/tree.h"
#include "value/date.h"
#include "value/schema.h"

namespace ipcheck {

enum class PolicyStatus : std::uint8_t { Draft, InForce, Expired, Repealed };

/// A condition with its file position; `expr` is checked unless the rule set has errors.
struct Condition {
  Expr expr;
  explicit operator bool() const { return !expr.nodes.empty(); }
};

/// A named condition with its clause.
struct Criterion {
  std::string id;
  Text title;    // `{param}` still stands in it: `filled_title`
  Text reading;  // how the matrix or a bureau reads an ambiguous clause; may be empty
  Text failed;   // own sentence for a refusal; may be empty
  Citation cite;
  Condition applies, check, should;
  std::vector<FactId> evidence;
  std::string declared_in;  // file (overlays)
  Span span;
};

/// A row of the policy that gates nothing: benefit, duty, procedure, quota.
enum class ProvisionKind : std::uint8_t {
  Benefit,
  Obligation,
  Procedure,
  Quota,
  Consequence,
  Note
};
struct Provision {
  std::string id;
  ProvisionKind kind = ProvisionKind::Note;
  Text title, text;
  Citation cite;
  std::vector<FactId> evidence;  // facts that tell whether it was done; nothing is decided by them
  Span span;
};

using GateId = std::uint32_t;
enum class GateKind : std::uint8_t { Criterion, All, Any, AtLeast, Choose };

/// A node of a scheme's tree. A reference to another scheme is that scheme's root gate, shared.
struct Gate {
  GateKind kind = GateKind::All;
  std::string id;  // of a group that has one, of the criterion, or of the scheme it came from
  Text title;
  std::uint32_t criterion = 0;   // Criterion: index in Policy::criteria
  std::uint32_t k = 0;           // AtLeast
  FactId selector = kNoFact;     // Choose
  std::vector<GateId> children;  // Choose: one per branch
  std::vector<std::uint32_t>
      branches;  // Choose: member index of the selector's enum, one per child
  Span span;
};

struct NoticeRule {
  std::string id;
  Condition when;  // absent: always
  Text text;
  Citation cite;
  FactId fact = kNoFact;  // data notices
  Span span;
};

struct Output {
  std::string id;
  Text title;
  TypeId type = kInvalidType;
  Condition when, value;
  Citation cite;
  std::vector<Member> members;  // enum outputs: words for the values
  Span span;
};

/// A band of a characteristic; an end that is absent is open.
struct Band {
  std::optional<Decimal> low, high;
  bool low_inclusive = true, high_inclusive = false;
  Decimal points;
  Span span;
};
/// Points, or an interval where a fact is missing.
struct PointRange {
  Decimal min, max;
};
struct Characteristic {
  std::string id;
  Text title;
  std::string group;
  FactId of = kNoFact;
  std::vector<Band> bands;                              // by number
  std::vector<std::pair<std::string, Decimal>> values;  // by enum id, met/not_met, true/false
  Condition points;                                     // by CEL
  std::optional<PointRange> missing;
  Span span;
};
struct ScoreGroup {
  std::string id;
  Text title;
  std::optional<Decimal> floor, cap;
};
struct Grade {
  std::string id;
  Text title;
  Band band;
};
struct TieBreak {
  FactId fact = kNoFact;
  bool descending = true;
};
enum class ScoreBasis : std::uint8_t { Policy, ProjectDefault, Bureau };
/// Source: PMML Scorecard (initial score, characteristics, partial scores). Never changes
/// eligibility.
struct Scorecard {
  ScoreBasis basis = ScoreBasis::ProjectDefault;
  Text owner;
  Decimal initial;
  std::vector<Characteristic> characteristics;
  std::vector<ScoreGroup> groups;
  std::vector<std::pair<std::uint32_t, Text>> veto;  // criterion index, title
  std::vector<Grade> grades;
  std::vector<TieBreak> rank;
  Span span;
};

inline constexpr std::uint32_t kNoPolicy = 0xFFFFFFFF;

struct Scheme {
  std::string id;
  Text title;
  std::vector<std::string> applicants;
  GateId root = 0;
  std::vector<FactId> form;
  std::vector<NoticeRule> notices;
  std::vector<Output> outputs;
  std::optional<Scorecard> scorecard;
  Text next;
  Span span;
};

/// A property to prove: kept as written, read by study/.
struct Claim {
  TreeRef tree;
};

struct Policy {
  std::string id;
  std::string file;  // as given
  SourceId source = kNoSource;
  std::string extends;  // overlays
  Text title, issuer;
  std::string document_number, document_date;
  PolicyStatus status = PolicyStatus::InForce;
  Text status_note;
  std::optional<Date> effective_from, effective_to;
  std::vector<Param> params;
  std::vector<Criterion> criteria;
  std::vector<Provision> provisions;
  std::vector<Gate> gates;
  std::vector<Scheme> schemes;
  std::vector<Claim> claims;
  bool loaded = false;  // false: only id, title and scheme heads are here (not asked for)

  const Criterion* criterion(std::string_view id) const;
  const Scheme* scheme(std::string_view id) const;
  const Param* param(std::string_view name) const;
};

/// A title with `{param}` replaced by the value at `as_of` and its unit: 3人, 200万元; `>= 3`, `CNY
/// 2,000,000` in English.
Text filled(const Text& text, const Policy& policy, const Schema& schema, Date as_of);

/// Everything loaded from one rules folder (or from the binary). Not movable: trees and conditions
/// point into it.
struct RuleSet {
  Schema schema;
  std::vector<Policy> policies;  // by id
  WorkCalendar calendar;
  std::deque<std::deque<Tree>> trees;  // one entry a parsed file
  std::deque<Expr> derived_expressions;
  std::unordered_map<FactId, Derivation> derived;
  std::vector<NoticeRule> data_notices;           // of vocabularies and policies
  std::vector<std::uint32_t> data_notice_policy;  // index into policies, or kNoPolicy
  std::string sha256;                             // over names and bytes of all rule files
  std::string root;                               // folder as given; empty: embedded

  const Policy* policy_of_scheme(std::string_view scheme_id) const;
  RuleSet() = default;
  RuleSet(const RuleSet&) = delete;
  RuleSet& operator=(const RuleSet&) = delete;
};

}  // namespace ipcheck
