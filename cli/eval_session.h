#pragma once
// The lines of `eval -i`: conditions with the value of each of their parts, and commands. Reads no
// terminal. Private to cli/eval*.cc.

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "judge/judge.h"
#include "study/world.h"
#include "text/diagnostic.h"

namespace ipcheck {

class EvalSession {
 public:
  /// `policy`: whose parameters and criteria may be named; may be nullptr. `rules` take in the
  /// types that conditions make.
  EvalSession(RuleSet& rules, const Policy* policy, Date as_of, Lang lang, int width);

  /// What is known of the applicant.
  void give(World world) { world_ = std::move(world); }

  /// Answers one line; false when it asks to leave.
  bool line(std::string_view text, std::ostream& out);

  /// What the word at the end of `text` may become, in order; and where that word begins.
  std::vector<std::string> completions(std::string_view text) const;
  static std::size_t word_begin(std::string_view text);

 private:
  struct Trial;
  struct Row {
    std::string lead, text, value;
  };

  void evaluate(std::string_view text, std::ostream& out);
  void run(Trial& trial, const Expr* expr) const;
  /// The condition, then its parts; `lead` and `indent` draw the branches.
  void add_rows(const Trial& trial, const Expr& expr, const NodeSteps& steps, NodeId node,
                const std::string& lead, const std::string& indent, std::vector<Row>& rows) const;
  void print_rows(const std::vector<Row>& rows, std::ostream& out) const;
  std::string value_of(const Trial& trial, const Expr& expr, const NodeSteps& steps,
                       NodeId node) const;
  std::string unknown_words(const Trial& trial, const Expr& expr, const NodeSteps& steps,
                            NodeId node, Truth state) const;

  bool command(std::string_view text, std::ostream& out);
  void set(std::string_view rest, std::ostream& out);
  void unset(std::string_view name, std::ostream& out);
  void facts(std::string_view part, std::ostream& out) const;
  void why(std::string_view id, std::ostream& out) const;
  void help(std::ostream& out) const;
  /// The fact of a name or label; kNoFact after saying so.
  FactId fact_of(std::string_view name, std::ostream& out) const;
  /// A fact's value as a condition writes it; as a record writes it.
  std::string shown(const Fact& fact, const Value& value) const;
  std::string told(const Fact& fact, const Value& value) const;
  std::string in(const Text& text) const { return text.in(lang_); }

  RuleSet& rules_;
  const Policy* policy_;
  Date as_of_;
  Lang lang_;
  int width_;
  World world_;
  std::vector<std::string> criteria_;  // ids
};

}  // namespace ipcheck
