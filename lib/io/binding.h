#pragma once
// Headers to facts: which column feeds which fact, in which unit, and what only the user can
// settle. Format-blind: CSV and XLSX come here with the same texts.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/header.h"
#include "text/diagnostic.h"
#include "text/source.h"
#include "value/cell.h"

namespace ipcheck {

/// What a column is for.
enum class ColumnUse : std::uint8_t {
  Unknown,  // no fact; kept columns go through all the same
  Fact,
  Ignored,  // the map file says so, or a 序号 or 备注 column
  By,
  On,
  Ground,  // who decided a judgement, when, why: 某某.评审人
};

struct TableColumn {
  std::uint32_t index = 0;  // 0-based, in the file
  std::string header;       // two-row headers: 上级/下级; the second of a name: 名称#2
  ColumnUse use = ColumnUse::Unknown;
  FactId fact = kNoFact;
  std::string key;   // of a map fact
  std::string unit;  // as written in the header or given by the map; empty: in the cells
  bool own_name = false;
  bool resident_ids = false;  // cells look like resident-ID numbers
  Text how;  // why it was bound so: `名称相同`, `别名`, `对照表`, or what was found near
};

/// The words above a column.
struct HeaderText {
  std::string text;        // empty: none
  std::string parent;      // of merged headers in two rows; empty: none
  std::string unit;        // from a row of units; empty: none
  std::string money_unit;  // `单位：万元` above the table, meant for every amount; empty: none

  std::string shown() const;  // `人员情况/专职工作人员`, on one line
};

/// Something only the user can answer, with the line of a map file that answers it.
struct Question {
  std::string column;  // header
  std::vector<std::string> candidates;
  Text message;
  std::string map_line;  // `研发投入: {fact: rd_spend, unit: 万元}`
};

/// A fact that counts the rows of an applicant, where several rows are one (`--group-by`).
struct RowCount {
  std::string fact;
  std::string column;  // of a map fact: its texts are the keys; else empty
};
/// `fact` or `fact=column`.
RowCount row_count_of(std::string_view text);

/// The answers of a map file: header -> fact, unit; or ignored. The key of a map fact follows its
/// name (`visits.Q1`), and so does what a column says of a decision (`influence.by`, `.on`,
/// `.ground`).
struct ColumnMap {
  struct Entry {
    std::string header, fact, unit, key;
    bool ignored = false;
    Span span;
  };
  std::vector<Entry> entries;
  std::vector<RowCount> counts;
};

/// Reads a map file. Errors: diagnostics (`unknown-fact`, `unknown-key`, `duplicate-key` …) with
/// did-you-mean.
ColumnMap load_column_map(const Schema& schema, Sources& sources, SourceId source,
                          Diagnostics& diags);
/// A draft of one, with every column of the file; what is open stands as a question in a comment.
std::string draft_column_map(const Schema& schema, std::span<const TableColumn> columns,
                             std::span<const Question> questions);

/// Binds headers. A header that fits two facts, two columns for one fact, a money column without a
/// unit in header or in `sample` cells, a unit that does not fit the fact: questions.
/// Shape: `sample` is up to 1,000 data rows, each with a cell a header (may be short).
std::vector<TableColumn> bind_columns(const Schema& schema, std::span<const HeaderText> headers,
                                      std::span<const std::vector<std::string>> sample,
                                      std::string_view applicant, const ColumnMap* map,
                                      std::vector<Question>& questions);
/// The same for headers in one row and without units of their own.
std::vector<TableColumn> bind_columns(const Schema& schema, std::span<const std::string> headers,
                                      std::span<const std::vector<std::string>> sample,
                                      std::string_view applicant, const ColumnMap* map,
                                      std::vector<Question>& questions);

/// Whether a header names a fact, or a decision on one: what layout counts.
bool is_header_word(const Schema& schema, const HeaderText& header, std::string_view applicant);
/// A running number (序号, No.): no fact, and no question either.
bool is_running_number(std::string_view header);
/// A column of remarks (备注): as a running number.
bool is_remark(std::string_view header);

}  // namespace ipcheck
