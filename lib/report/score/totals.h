#pragma once
// What a batch comes to: verdicts per scheme, what fails most often, near misses, and where every
// record of the table went. Counted by each thread on its own, then merged.

#include <array>
#include <cassert>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/grid.h"
#include "judge/explain.h"
#include "report/score/rows.h"
#include "report/verdict/verdicts.h"

namespace ipcheck {

/// How often each id occurred. Made for few ids, counted often.
class IdCounts {
 public:
  using Ranked = std::pair<std::string_view, std::uint64_t>;

  void add(std::string_view id, std::uint64_t times = 1) { entries_[index_of(id)].count += times; }
  /// The same for an id whose bytes stay where they are as long as this counts: as those of rules.
  void add_lasting(std::string_view id) {
    const auto address = reinterpret_cast<std::uintptr_t>(id.data());
    Seen& seen = seen_[address * 0x9E3779B97F4A7C15 >> 58];
    if (seen.id != id.data()) seen = {id.data(), index_of(id)};
    assert(entries_[seen.entry].id == id);
    ++entries_[seen.entry].count;
  }
  void merge(const IdCounts& other);
  std::uint64_t of(std::string_view id) const;
  bool empty() const { return entries_.empty(); }
  /// Shape: most frequent first, equal counts by id; at most `most`. Views last as long as this.
  std::vector<Ranked> ranked(std::size_t most = static_cast<std::size_t>(-1)) const;

 private:
  struct Entry {
    std::string id;
    std::uint64_t count = 0;
  };
  struct Seen {
    const char* id = nullptr;
    std::uint32_t entry = 0;
  };
  std::uint32_t index_of(std::string_view id);

  std::vector<Entry> entries_;
  std::array<Seen, 64> seen_{};  // lasting ids, by address
};

/// One asked scheme.
struct SchemeTotals {
  std::array<std::uint64_t, 4> outcomes{};  // index Outcome
  std::uint64_t near_misses = 0;            // ineligible by exactly one failing id
  IdCounts failing, missing, pending;       // rows by id
  IdCounts near;                            // the one failing id of the near misses
  IdCounts notices;
  std::array<std::uint64_t, 4> standings{};  // index Standing; counted once ranks are known

  std::uint64_t rows() const;
};

/// Shape: `records == applicants + folded + rejected + blank + headings + footers`.
struct ScoreTotals {
  std::vector<SchemeTotals> schemes;  // in the order asked
  IdCounts data_notices;              // rows by id: invalid_value, uscc_invalid …
  std::uint64_t records = 0;          // of the table, whatever they were
  std::uint64_t applicants = 0;       // judged rows
  std::uint64_t folded = 0;           // further rows of an applicant who was folded out of several
  std::uint64_t rejected = 0, blank = 0, headings = 0, footers = 0;
  std::uint64_t duplicates = 0;                       // rows whose credit code an earlier row has
  std::uint64_t duplicate_row = 0, duplicate_of = 0;  // the first of them, and the row it repeats
  std::uint64_t codes_compared = 0;                   // not all: that many only; 0: all
  std::uint64_t neutralised = 0;  // cells that a spreadsheet would have taken for formulas
  std::uint64_t masked = 0;       // cells with personal data

  /// A scored row of schemes[scheme]; the verdict side only: `applicants` is the caller's. Shape:
  /// what fails and pends stays where it is as long as this counts, as ids of rules do.
  void add(std::size_t scheme, const ScoredRow& row);
  /// A record that is no applicant.
  void add(const SetAside& record);
  void merge(const ScoreTotals& other);
  bool add_up() const;
};

/// What the totals are about.
struct ScoreHead {
  const RuleSet* rules = nullptr;
  std::vector<const Scheme*> schemes;  // in the order asked
  Date as_of;
  std::string input;  // file name as given
  std::string version, rules_sha256;
  std::string rejects;                       // where the rejects went; empty: nowhere
  std::vector<std::string> unknown_columns;  // headers that name no fact, in the file's order
};

/// The title of a criterion, group, scheme or fact by its id; empty when it has none.
Text item_title(const RuleSet& rules, const Policy& policy, std::string_view id, Date as_of);

/// What a notice says where no rule words it; empty: one of a rule.
Text notice_words(std::string_view id);

/// `1,234,567`.
std::string grouped(std::uint64_t count);
/// `3.1%`, of `whole`; empty when that is 0.
std::string share(std::uint64_t part, std::uint64_t whole);

/// One asked scheme after the other: totals per verdict, near misses, the five commonest failing
/// criteria, notices; then where the records went. `style.quiet` leaves the verdict counts,
/// permanent notices and records.
void render_text(const ScoreTotals& totals, const ScoreHead& head, const TextStyle& style,
                 std::ostream& out);

}  // namespace ipcheck
