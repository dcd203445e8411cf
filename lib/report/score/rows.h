#pragma once
// The rows of a batch's result, one an applicant and scheme, and what writes them. Format-free;
// every writer prints the same row.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/grid.h"
#include "judge/judge.h"

namespace ipcheck {

/// Where a ranked row stands against `--top N`.
enum class Standing : std::uint8_t { Unranked, In, Tied, Out };  // 入选, 并列, 未入选
Text standing_words(Standing standing);

/// What was seen, required and lacking at one id of `failing` or `pending`, in both languages:
/// 2人，要求 ≥ 3人，差 1人.
struct RowReason {
  std::string_view id, zh, en;
};

/// Shape: views last as long as the portion and the buffers that they came from.
struct ScoredRow {
  RowPlace place;
  std::string_view id, name;  // credit code (or an id column) and name, as in the table; masked
                              // when pii
  std::string_view scheme;
  Outcome outcome = Outcome::Eligible;
  std::string_view score, score_min, score_max, grade;  // decimals as text; empty: no scorecard, or
                                                        // (score) not known exactly
  std::uint64_t rank = 0;                               // 0: unranked
  Standing standing = Standing::Unranked;
  std::span<const std::string_view> failing, missing, pending;  // ids; facts or `fact.key`
  std::span<const std::string_view> notices;                    // ids
  std::string_view decisions;  // that it rests on: 影响力 符合（专家组，2026-03-01）；…
  std::string_view change;  // against an earlier run: new, same, verdict ineligible→eligible; …
  std::span<const FactId> open;  // judgements that a person has yet to give, where asked for
  std::string_view reasons;      // words: 专职人员 2人，要求 ≥ 3人，差 1人；…
  std::span<const std::string_view> kept;  // columns carried through, texts as given
  std::span<const Decimal> rank_keys;  // what ranks it, the greater the better; empty: no points
  std::span<const RowReason> details;  // for the report page; empty unless one is written
};

/// Columns of the result, in order; `Kept` stands for one column carried through.
enum class ScoreField : std::uint8_t {
  Row,
  Line,
  Id,
  Name,
  Scheme,
  Verdict,
  Score,
  ScoreMin,
  ScoreMax,
  Grade,
  Rank,
  Standing,
  Failing,
  Missing,
  Pending,
  Notices,
  Reasons,
  Decisions,
  Change,
  Kept
};
struct ScoreColumn {
  ScoreField field = ScoreField::Row;
  std::uint32_t kept = 0;    // index in ScoredRow::kept
  std::uint32_t scheme = 0;  // index in the rows of an applicant
  std::string header;  // `failing`; with several schemes side by side `failing@scheme`; kept: as in
                       // the table
};

}  // namespace ipcheck
