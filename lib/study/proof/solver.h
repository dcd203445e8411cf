#pragma once
// One way to the solver: SMT-LIB 2 text in, an answer out. Z3 is opened at the first question; no
// other command pays for it.

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ipcheck {

enum class Answer { Sat, Unsat, Unknown };

struct SolverLimits {
  unsigned milliseconds = 2000;  // a question
  unsigned megabytes = 2000;     // of the whole process; beyond it the answer is Unknown
};

/// A context that keeps what it was told. Threads: one at a time; several solvers side by side.
class Solver {
 public:
  /// Errors: throws Failure, which names the package, where libz3 is absent.
  explicit Solver(const SolverLimits& limits);
  ~Solver();
  Solver(const Solver&) = delete;
  Solver& operator=(const Solver&) = delete;

  /// Declarations, definitions and assertions that hold for all questions from here on.
  /// Errors: text that the solver refuses is a broken invariant: throws Failure with its words.
  void tell(std::string_view commands);
  /// Whether the assertions can hold together with all of `conditions` (names or terms of sort
  /// Bool), which are forgotten afterwards. `wanted`: terms whose values a Sat gives, in order.
  Answer ask(const std::vector<std::string>& conditions, const std::vector<std::string>& wanted,
             std::vector<std::string>& values);
  /// Why the last answer was Unknown: `timeout`, …
  const std::string& why() const { return why_; }
  std::size_t questions() const { return questions_; }

 private:
  std::string eval(const std::string& commands);
  void restart();
  struct Context;
  std::unique_ptr<Context> context_;
  std::string told_;  // so far
  std::string why_;
  std::size_t questions_ = 0;
};

/// A number as the solver writes it: `5`, `(- 5)`, `1.5`, `(/ 4.0 3.0)`, `(- (/ 1.0 2.0))`.
/// Shape: denominator > 0. False where it is none or does not fit.
struct Ratio {
  __int128 numerator = 0, denominator = 1;
};
bool read_ratio(std::string_view text, Ratio& out);

}  // namespace ipcheck
