#pragma once
// A made-up applicant as variables of the solver: facts by name, shared by all programs that are
// asked about. Private to the encoding.

#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "study/proof/solver.h"
#include "study/proof/term.h"
#include "study/schema/words.h"
#include "study/world.h"

namespace ipcheck {

/// Texts and enum members by number, the same for all programs.
class TextPool {
 public:
  std::int64_t id(std::string_view text);
  const std::string& text(std::int64_t id) const { return texts_[static_cast<std::size_t>(id)]; }

 private:
  std::deque<std::string> texts_;
  std::unordered_map<std::string, std::int64_t> ids_;
};

/// Not in the pool: some text besides the candidates; an enum id that the enum lacks.
inline constexpr std::int64_t kAnyText = -1, kNoMember = -2;

/// What an applicant says of one fact.
struct FactVariable {
  std::string name;
  TypeId type = kInvalidType;
  Smt given;                         // the record gives a readable value
  Term term;                         // the value, known
  std::vector<std::int64_t> keys{};  // of `term.items`: texts, or whole numbers
  Smt odd = kNo;                     // some text is none of the candidates
};

class Applicant {
 public:
  /// `programs` outlive the applicant.
  Applicant(SmtText& smt, std::span<const Compiled* const> programs);

  /// The variable of a fact; declared when first asked for.
  const FactVariable& fact(const Schema& schema, FactId id);
  /// A second value of a plain fact, given too: what another applicant says of it.
  const FactVariable& another(const Schema& schema, FactId id, const std::string& suffix);
  /// The value as a constant.
  Term constant(const Schema& schema, TypeId type, const Value& value);

  /// A term of which nothing is known; the same for the same key.
  const Term& anything(const std::string& key, const Schema& schema, TypeId type);

  /// Terms whose values make a world, and the world that they make.
  std::vector<std::string> wanted() const;
  World world(std::span<const std::string> values) const;
  std::optional<Value> value(const FactVariable& variable, std::span<const std::string> values,
                             std::size_t& at) const;
  std::vector<std::string> wanted(const FactVariable& variable) const;

  /// Conditions that make the applicant the one of a world, as far as facts were asked for; none
  /// where the world holds a text that is not among the candidates.
  std::optional<std::vector<Smt>> is(const Schema& schema, const World& world);

  /// No fact is a text besides the candidates; amounts have two places.
  std::vector<std::string> plain() const;
  /// Every fact that may be given is given.
  std::vector<Smt> complete() const;
  /// Conditions of `applied` predicates: each argument that was asked for.
  void asked(const Smt& predicate, const Smt& item) { queries_[predicate].push_back(item); }

  TextPool texts;
  Terms terms;

 private:
  struct Shape;
  Shape shape(const Schema& schema, FactId id) const;
  Term declare(const Shape& shape, const std::string& symbol, FactVariable& out);
  void declare_items(const Shape& shape, const std::string& symbol, FactVariable& out);
  void declare_map(const Shape& shape, const std::string& symbol, FactVariable& out);
  std::vector<std::int64_t> members(const Shape& shape);
  bool is(const Schema& schema, const FactVariable& variable, const Value& value,
          std::vector<Smt>& out);
  bool holds_items(const Schema& schema, const FactVariable& variable, const Value& value,
                   std::vector<Smt>& out);

  std::span<const Compiled* const> programs_;
  WordTable words_;
  std::map<std::string, FactVariable> facts_;          // by name and kind
  std::map<std::string, FactVariable> others_;         // by name and suffix
  std::unordered_map<Smt, std::vector<Smt>> queries_;  // by predicate
  std::unordered_map<std::string, Term> anything_;
};

}  // namespace ipcheck
