#pragma once
// One condition tried on its own variables. Private to cli/eval*.cc.

#include "cli/commands.h"
#include "expr/expr.h"

namespace ipcheck {

/// What came of one condition.
struct Answer {
  TypeId type = kInvalidType;
  std::optional<Value> value;
  std::vector<std::string> unknown;
  bool pending = false;
  bool calendar = false;
  bool spent = false;  // lists and texts passed their limit
  std::string error;
};

ExitStatus status_of(const Answer& answer);

/// What a fault comes from, as far as it is known.
Text fault_words(bool spent);

/// A schema made for one condition: its variables, and the rules' facts that it does not shadow.
class Bench {
 public:
  explicit Bench(const RuleSet& rules) : rules_(rules) { own_.calendar = rules.calendar; }

  void bind(const std::string& name, TypeId type, Value value) {
    if (own_.schema.find(name) != kNoFact) return;
    own_.schema.add({.name = name, .type = type});
    values_.push_back(std::move(value));
  }
  Schema& schema() { return own_.schema; }

  /// Facts of the rules that nothing bound: they are unknown, with their type.
  void borrow() {
    for (const Fact& fact : rules_.schema.facts) {
      if (own_.schema.find(fact.name) != kNoFact) continue;
      TypeId type = copy_type(fact.type);
      Fact copy{.name = fact.name, .type = type, .judged = fact.judged};
      own_.schema.add(std::move(copy));
      values_.emplace_back();
    }
  }

  Answer evaluate(Expr expr, const Sources& sources, Date as_of, Diagnostics& diags);

 private:
  TypeId copy_type(TypeId id) {
    Type type = rules_.schema.types[id];
    if (type.unit != 0) type.unit = own_.schema.unit_id(rules_.schema.units[type.unit].symbol);
    if (type.domain != 0) {
      own_.schema.domains.push_back(rules_.schema.domains[type.domain]);
      type.domain = static_cast<DomainId>(own_.schema.domains.size() - 1);
    }
    if (type.item != 0) type.item = copy_type(type.item);
    if (type.key != 0) type.key = copy_type(type.key);
    for (RecordField& field : type.fields) field.type = copy_type(field.type);
    return own_.schema.types.intern(std::move(type));
  }

  const RuleSet& rules_;
  RuleSet own_;
  std::vector<Value> values_;
};

/// `{"type": …, "value": …}`, `{"error": …}` or `{"unknown": […]}` (design 7).
void write_answer(const Answer& answer, const Schema& schema, bool pretty, std::ostream& out);
/// The same for people.
void print_answer(const Answer& answer, Lang lang, std::ostream& out);

std::string first_error(const Diagnostics& diags, Lang lang);

/// The lines of `--each`.
ExitStatus evaluate_each(const RuleSet& rules, const EvalArgs& args, Date as_of, Context& context);

/// `-i`: conditions and commands line by line.
ExitStatus run_eval_lines(const EvalArgs& args, Context& context);

}  // namespace ipcheck
