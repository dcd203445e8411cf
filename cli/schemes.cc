// Tested by tests/cli (transcripts of eligibility and score).
#include "cli/schemes.h"

namespace ipcheck {

ExitStatus status_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::Eligible:
      return ExitStatus::Ok;
    case Outcome::Ineligible:
      return ExitStatus::Findings;
    case Outcome::Incomplete:
      return ExitStatus::Incomplete;
    case Outcome::NeedsReview:
      return ExitStatus::NeedsReview;
  }
  return ExitStatus::Ok;
}

std::optional<Outcome> outcome_of(std::string_view given) {
  for (Outcome outcome :
       {Outcome::Eligible, Outcome::Ineligible, Outcome::Incomplete, Outcome::NeedsReview}) {
    if (word(outcome) == given) return outcome;
  }
  return std::nullopt;
}

}  // namespace ipcheck
