#pragma once
// Conditions as a rule author writes them, and the case files of tests/spec that say what is found
// in them. One case:
//
//   > full_time_staff = 3              the condition (several lines: several `>`)
//   @ check                            where it stands: check, applies or when; default: eval
//   ! expr-syntax: =                   each fault in order: id, underlined text,
//   zh 没有 `=`                        a part of the message in both languages
//   en no operator `=`
//   fix write `==`                     and of the help in either, if any
//   = integer (人)                     or, of a right one, its type, and how it is printed
//   print full_time_staff              (without the line: as written)

#include <string>
#include <vector>

#include "expr/check.h"
#include "expr/parse.h"

namespace ipcheck {

/// A vocabulary with facts of every type, parameters, criteria.
struct Conditions {
  Schema schema;
  std::vector<Param> params;
  std::vector<std::string> criteria{"OCB-1", "OCB-6", "SER-S5"};
  Sources sources;

  Conditions();
  Conditions(const Conditions&) = delete;

  /// `where`: check, applies, when or empty.
  CheckScope scope(const std::string& where);
  void add_fact(const std::string& name, TypeId type);
  void add_param(const std::string& name, TypeId type, Value value, UnitId unit = 0);

 private:
  SourceId params_text_ = kNoSource;
};

/// A parsed, not yet checked condition in prefix form: `(and (name a) (not (name b)))`; decimals
/// end with d.
std::string tree(const Expr& expr);

struct FaultCase {
  std::string id, underlined, zh, en, fix;
};
struct ConditionCase {
  int line = 0;
  std::string condition, where, type, printed;
  std::vector<FaultCase> faults;
};

/// Cases of tests/spec/`name`; throws for a line that is none.
std::vector<ConditionCase> condition_cases(const std::string& name);

/// Checks everything the case says.
void check_case(const ConditionCase& expected);

}  // namespace ipcheck
