#pragma once
// The applicants of a table under two rule sets: whose verdict changes, and by which criterion.
// Blocks are judged by any number of threads and counted in order.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/table.h"
#include "judge/judge.h"
#include "study/diff/diff.h"

namespace ipcheck {

/// Whether a table typed by `read` serves conditions of `judged`: every fact of `facts` (of
/// `judged`) stands in `read` as the same thing, and a cell of it reads the same.
bool reads_alike(const Schema& judged, std::span<const FactId> facts, const Schema& read);
/// Whether headers bind alike whatever facts are asked for: facts and their words are the same.
bool binds_alike(const Schema& a, const Schema& b);

/// What a change of verdict can come from, with the changes behind it.
struct FlipCause {
  std::string id;                      // of a criterion, a group, or the scheme for its tree
  std::vector<std::uint32_t> changes;  // into RulesDiff::changes
};

/// What is asked of a population. Immutable; shared by threads.
struct PopulationTask {
  const RulesDiff* diff = nullptr;
  const Compiled* before = nullptr;  // schemes in the order of `schemes`
  const Compiled* after = nullptr;
  std::vector<std::uint32_t> schemes;          // into RulesDiff::schemes, on both sides
  std::vector<std::vector<FlipCause>> causes;  // of each scheme
  FactId id = kNoFact, name = kNoFact;         // of the newer rules, by which the table is read
  std::vector<FactId> by;  // of each `--by` column: the fact it feeds, or kNoFact
  bool show_pii = false;
};
/// Fills `causes`.
void find_causes(PopulationTask& task);

/// A row whose verdict changes under one scheme.
struct Flip {
  RowPlace place;
  std::string id, name;      // masked when they are personal data
  std::uint32_t scheme = 0;  // into PopulationTask::schemes
  Outcome before = Outcome::Eligible, after = Outcome::Eligible;
  std::vector<std::uint32_t> causes;  // into PopulationTask::causes[scheme]
  std::vector<std::string> by;        // its group in each `--by` column
};

/// [from Outcome][to Outcome]
using Moves = std::array<std::array<std::uint64_t, 4>, 4>;
std::uint64_t flips_of(const Moves& moves);
std::uint64_t rows_of(const Moves& moves);

/// Applicants with equal texts in a `--by` column.
struct PopulationGroup {
  std::uint64_t applicants = 0;
  std::vector<Moves> moves;  // a scheme each
};

struct PopulationTotals {
  struct OfScheme {
    Moves moves{};
    std::vector<std::uint64_t> causes;  // flips by cause
  };
  struct OfColumn {
    static constexpr std::size_t kMostGroups = 10'000;
    std::map<std::string, PopulationGroup, std::less<>> groups;
    PopulationGroup others;  // what came once there were so many groups
  };
  std::vector<OfScheme> schemes;
  std::vector<OfColumn> by;
  std::uint64_t applicants = 0, flipped = 0;  // flipped: applicants, under some scheme
  std::uint64_t rejected = 0, folded = 0;

  explicit PopulationTotals(const PopulationTask& task);
  PopulationTotals() = default;
  void merge(const PopulationTotals& other);
};

/// One a thread; keeps its memory from block to block.
class PopulationJudge {
 public:
  explicit PopulationJudge(const PopulationTask& task);
  ~PopulationJudge();

  /// Judges a block. `second`: the same rows read by the older rules, where the facts differ; else
  /// nullptr, and `portion`'s columns are lent to the older rules meanwhile. The last
  /// `task.by.size()` kept columns of `portion` are those of `--by`.
  /// Errors: throws Failure when the two readings hold other rows.
  void judge(Portion& portion, Portion* second, PopulationTotals& totals, std::vector<Flip>& flips);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ipcheck
