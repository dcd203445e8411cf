#pragma once
// What a step of a program is to the solver: a state, and a value where it is known. Private to the
// encoding.

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "expr/columns.h"
#include "study/proof/smt.h"
#include "value/truth.h"
#include "value/type.h"

namespace ipcheck {

struct Term;

/// The values of a term as a function of one whole number: those for low, low + 1, …
struct NumberTable {
  Smt root;
  std::int64_t low = 0;
  std::vector<std::int64_t> values;
  std::vector<State> states;
};

/// An item that a collection holds if `present`; of a map: key and item.
struct TermItem {
  Smt present;
  std::shared_ptr<const Term> value, key{};
};

/// Exactly one of `is` holds. Of kinds that are no truths True says that the value is known.
struct Term {
  Kind kind = Kind::Invalid;
  std::array<Smt, 6> is{kNo, kNo, kNo, kNo, kNo, kNo};  // index Truth
  Smt value{};  // Int, Date: whole; Decimal: real; String, Enum: number of its text
  std::int64_t low = 0, high = 0;              // Int, Date: what `value` lies between
  std::shared_ptr<const NumberTable> table{};  // Int, Date: may be there
  std::vector<std::int64_t> ids{};             // String, Enum: the texts it can be, ascending
  std::vector<TermItem> items{};               // List, Set, Map
  std::vector<std::pair<Smt, Smt>>
      members{};         // and if .first holds, all that predicate .second holds for
  Smt more = "0";        // items besides, each like one that is present
  Smt opaque = kNo;      // where it holds nothing is known of the items
  bool distinct = true;  // no two items that are present are equal

  const Smt& at(Truth t) const { return is[static_cast<std::size_t>(t)]; }
  Smt& at(Truth t) { return is[static_cast<std::size_t>(t)]; }
  const Smt& known() const { return at(Truth::True); }
};

inline constexpr Truth kUnknowns[] = {Truth::Missing, Truth::Pending, Truth::Fault};

/// Builds terms as the kernels of expr/ compute columns.
class Terms {
 public:
  explicit Terms(SmtText& smt) : smt(smt) {}

  Term truth(const Smt& holds);
  Term constant(Truth t);
  Term unknown(Kind kind, State state);
  Term known(Kind kind);
  Term whole(Kind kind, const Smt& value, std::int64_t low, std::int64_t high);
  Term text(Kind kind, std::int64_t id);

  Term negated(const Term& a);
  Term both(std::span<const Term* const> parts);    // `&&`, `all`
  Term either(std::span<const Term* const> parts);  // `||`, `any`
  /// `yes` where `condition` holds, else `no`.
  Term choose(const Smt& condition, const Term& yes, const Term& no);
  /// The `?:` of conditions: an unknown condition is the answer.
  Term cond(const Term& c, const Term& yes, const Term& no);
  Term criterion(const Term* applies, const Term* check, const Term* should);
  Term at_least(std::uint32_t k, std::span<const Term* const> parts);

  /// Gives `out` the worst state of `args`; known where all are.
  void set_worst(Term& out, std::span<const Term* const> args);
  /// Where `out` is known and `when` holds it is in `state` instead.
  void worsen(Term& out, State state, const Smt& when);
  /// A truth: `holds` where all `args` are known, else their worst state.
  Term strict(std::span<const Term* const> args, const Smt& holds);
  /// How many of `parts` hold.
  Smt count(std::span<const Smt> parts);

  SmtText& smt;
};

Sort sort_of(Kind kind);

}  // namespace ipcheck
