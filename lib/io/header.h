#pragma once
// From a key or column header to a fact: the one place that knows labels, aliases, units in
// brackets and `fact.key`. Ambiguity is reported, never settled by a guess.

#include <string>
#include <string_view>
#include <vector>

#include "value/schema.h"

namespace ipcheck {

/// A header taken apart.
struct HeaderMatch {
  std::vector<FactId>
      facts;              // exactly one: settled; none: unknown; several: a question for the user
  std::string unit;       // the unit in brackets, as written; empty: none
  std::string key;        // of a map fact: what follows the dot
  bool own_name = false;  // the fact's own id, whose own unit is meant
  bool settled() const { return facts.size() == 1; }
};

/// `applicant` (may be empty) narrows facts that share a word to those of that kind of applicant.
HeaderMatch match_header(const Schema& schema, std::string_view header, std::string_view applicant);

/// The name or label nearest to an unknown header, or empty.
std::string nearest_header(const Schema& schema, std::string_view header);

}  // namespace ipcheck
