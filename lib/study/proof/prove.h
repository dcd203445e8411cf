#pragma once
// What holds of all applicants: the claims of policy files, and questions that every scheme is
// asked. The solver looks for a counterexample; what it finds the engine confirms.

#include <span>
#include <string>
#include <vector>

#include "study/proof/claims.h"
#include "study/proof/relation.h"

namespace ipcheck {

enum class Proof : std::uint8_t { Proved, Refuted, Unknown };

/// An applicant and what the engine says of it.
struct Shown {
  World world;
  std::vector<std::pair<std::string, Truth>> states;  // scheme, criterion or group id -> state
};

struct ProvedClaim {
  ReadClaim claim;
  Proof proof = Proof::Unknown;
  std::vector<Shown> shown{};   // Refuted: one applicant, or two that differ in the fact
  Text why{};                   // Unknown
  std::vector<Text> outside{};  // what the encoding could not cover, per criterion
};

/// How a verdict moves when a fact grows and nothing else changes.
enum class Trend : std::uint8_t { Up, Down, Flat, Mixed, Unknown };
struct FactTrend {
  FactId fact = kNoFact;
  Trend trend = Trend::Unknown;
  std::vector<Shown> worse{}, better{};  // Mixed: two applicants each, the second has more
};

/// Why a criterion never decides alone.
enum class Idle : std::uint8_t { AlwaysMet, Duplicate, Implied, Covered };
struct IdleCriterion {
  std::string id;
  Idle idle = Idle::Covered;
  std::string by;  // Duplicate, Implied: the other criterion
};

/// A verdict that stays open for lack of a fact although every value of it gives the same verdict.
struct OpenInVain {
  FactId fact = kNoFact;
  Outcome settled = Outcome::Eligible;
  Shown shown;
};

struct SchemeProofs {
  const Policy* policy = nullptr;
  const Scheme* scheme = nullptr;
  Proof eligible = Proof::Unknown, ineligible = Proof::Unknown;  // somebody can be so
  std::size_t decisive = 0;                                      // criteria that decide alone
  std::vector<IdleCriterion> idle{};
  std::vector<FactTrend> trends{};
  std::vector<OpenInVain> open{};
  std::vector<std::string> unknown{};  // criteria of which nothing could be said
  std::vector<Text> outside{};
  /// A scheme that nobody or everybody passes, unless a claim says so; a criterion that is a
  /// duplicate or always met.
  bool finding(std::span<const ProvedClaim> claims) const;
};

struct ProveRequest {
  std::vector<std::string> schemes;  // only these; empty: all
  bool claims_only = false;
  Date as_of;
  ProofLimits limits;
  unsigned threads = 1;
};

struct Proofs {
  std::vector<ProvedClaim> claims;    // in the order of policies and files
  std::vector<SchemeProofs> schemes;  // in the order of policies
  std::size_t questions = 0;
};

/// Errors: diagnostics of claims that cannot be read; throws Failure without libz3.
Proofs prove(const RuleSet& rules, const ProveRequest& request, Diagnostics& diags);

}  // namespace ipcheck
