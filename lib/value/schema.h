#pragma once
// What may be asked of an applicant: facts with type, unit, range, words. One Schema for a whole
// rule set, so a record is read once whatever schemes are asked. Built by policy/load, then const
// and shared by all threads.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/diagnostic.h"
#include "text/tree.h"
#include "value/codes.h"
#include "value/type.h"
#include "value/value.h"

namespace ipcheck {

using FactId = std::uint32_t;
inline constexpr FactId kNoFact = 0xFFFFFFFF;

struct Member {
  std::string id;
  Text label;
  std::vector<std::string> aliases;
};

/// The values of an enum. `open`: an unlisted value is kept as text (notice `unlisted_value`) and
/// never matches an id.
struct Domain {
  std::string name;
  bool open = false;
  std::vector<Member> members;
  std::unordered_map<std::string, std::uint32_t>
      by_folded;  // fold(id | zh label | en label | alias) -> index

  /// Fills `by_folded`; to be called once the members are complete. An id wins over another
  /// member's label or alias, an earlier member over a later one.
  void index();
  std::optional<std::uint32_t> index_of(std::string_view id) const;  // exact id
  std::optional<std::uint32_t> find(std::string_view text) const;    // id, label or alias, folded
};

enum class Changeable : std::uint8_t { Unsaid, Easy, Medium, Hard, Never };

struct Fact {
  std::string name;
  TypeId type = kInvalidType;
  UnitId unit = 0;                  // of the number inside (a map's or list's item too)
  std::optional<Decimal> min, max;  // inclusive; numbers, and the items of number collections
  Text label;
  std::vector<std::string> aliases;
  bool pii = false;
  bool input = true;              // false: only derived
  bool judged = false;            // an enum that a person decides: absent is Pending
  std::optional<Value> absent;    // what absence reads as
  TreeRef derive;                 // CEL text, compiled by policy/load into `Policy`'s expressions
  std::string pattern;            // RE2, whole match
  std::string format;             // "uscc" or empty
  std::uint32_t codes = 0;        // index into Schema::code_lists; 0: none
  std::string named;              // RE2: the codes that may be given by name; empty: all
  std::vector<std::string> keys;  // maps: the only keys allowed; empty: any
  Changeable changeable = Changeable::Unsaid;
  Text proof;
  std::vector<std::string> applicants;  // kinds of applicant it belongs to; empty: any
  std::string declared_in;              // vocabulary or policy id
  Span span;
};

class Schema {
 public:
  Types types;
  std::vector<Unit> units{Unit{}};               // index UnitId; 0 is none
  std::vector<Domain> domains{Domain{}};         // index DomainId; 0 is none
  std::vector<Fact> facts;                       // index FactId
  std::vector<CodeList> code_lists{CodeList{}};  // index Fact::codes; 0 is none

  UnitId unit_id(std::string_view symbol);  // interns; always of a base unit
  FactId add(Fact fact);  // name must be new; indexes label and aliases (part before brackets too)
  FactId find(std::string_view name) const;  // exact name, else kNoFact
  /// Facts whose name, label or alias folds to the same key as `text`.
  const std::vector<FactId>& matching(std::string_view text) const;
  const Type& type_of(FactId id) const { return types[facts[id].type]; }
  /// The enum's domain of a fact or of its items; nullptr for the others.
  const Domain* domain_of(TypeId type) const;
  /// The names of a fact's codes; nullptr for facts without.
  const CodeList* codes_of(const Fact& fact) const {
    return fact.codes == 0 ? nullptr : &code_lists[fact.codes];
  }

 private:
  std::unordered_map<std::string, FactId> by_name_;
  std::unordered_map<std::string, std::vector<FactId>> by_word_;
};

/// Where a policy says something: place and figure with its comparator (不少于3人); never the
/// sentence itself.
struct Citation {
  std::string at;
  std::string figure;
  Span span;
  bool empty() const { return at.empty(); }
};

/// A dated number or list. `values` are in ascending order of `from`; no `from` means always.
struct Param {
  struct Dated {
    std::optional<Date> from;
    Value value;
    Span span;
  };
  std::string name;
  TypeId type = kInvalidType;
  UnitId unit = 0;
  std::vector<Dated> values;
  Citation cite;
  Text label;
  Span span;
  std::string declared_in;  // file that gave the value (overlays)

  /// The value in force at `as_of`; nullptr before the first date.
  const Value* at(Date as_of) const;
};

}  // namespace ipcheck
