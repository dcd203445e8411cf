#pragma once
// A table of applicants, whatever its format: open it, see how it was understood, read it block by
// block into batches. The one way in for `score`, `inspect`, `rules diff --population`.

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/binding.h"
#include "io/grid.h"
#include "value/column.h"

namespace ipcheck {

/// What a caller wants of a table.
struct TableRequest {
  std::vector<FactId> facts;      // to be read; the others are only bound
  std::vector<std::string> keep;  // headers (or facts) whose texts go through unchanged
  bool keep_all = false;
  struct Column {
    std::string name, option;  // the option that asks for it, for messages
  };
  std::vector<Column> also;  // headers (or facts) kept for the caller's own use, behind `keep`
  std::string encoding;      // utf-8, gb18030, gbk, utf-16; empty: detected
  std::string delimiter;     // one character; empty: sniffed
  std::string sheet;         // name or number; empty: the one whose header fits
  std::string applicant;     // kind of applicant, narrows headers that share a word
  const ColumnMap* map = nullptr;  // --map
  std::size_t block_bytes = 1 << 20;
  std::uint64_t memory = 0;   // bytes that a reader may hold of the table; 0: no limit
  bool show_pii = false;      // names of persons stay in rows that are set aside
  bool notice_places = true;  // false: Portion::notice_places may be empty texts, which are cheaper
};

/// How a table was understood.
struct TableLayout {
  std::string format;                     // csv, xlsx, ndjson, json
  std::vector<GridSource::Trait> traits;  // encoding, delimiter, sheet …
  std::uint64_t header_row = 0;           // of its first row; 0: none (NDJSON)
  std::uint32_t header_rows = 1;          // 2: merged headers in two rows
  std::vector<TableColumn> columns;       // all of the file, in order
  std::vector<Question> questions;        // what only the user can answer; a caller stops on them
  std::vector<Text> remarks;
};

/// A notice kind over a whole run: how often, and where first.
struct NoticeCount {
  std::string id;
  FactId fact = kNoFact;
  std::uint64_t count = 0;
  RowPlace first;
};

/// One block, typed. Reused from block to block; one a thread.
struct Portion {
  Batch batch;  // row i stands at places[i]; its notices carry the cell's place
  std::vector<RowPlace> places;
  std::vector<std::string> notice_places;  // index: as batch.notices: `7:12`, `B7`
  std::vector<std::vector<std::string_view>>
      kept;  // index: TableReader::kept_headers; texts as given
  std::vector<SetAside> set_aside;
  std::uint64_t folded = 0;   // rows that became part of an applicant who has a row before them
  std::uint64_t records = 0;  // == places.size() + set_aside.size() + folded

  Portion();
  ~Portion();
  struct Scratch;  // caches of the reader
  std::unique_ptr<Scratch> scratch;
};

class TableReader {
 public:
  virtual ~TableReader() = default;
  virtual const TableLayout& layout() const = 0;
  virtual const std::vector<std::string>& kept_headers() const = 0;
  /// As GridSource::next.
  virtual bool next(TableBlock& block) = 0;
  /// Threads: any number, each with its own Portion. Shape: the views in `portion` last until
  /// `block` or `portion` is used again. Errors: none; what is wrong is in the portion.
  virtual void read(const TableBlock& block, Portion& portion) const = 0;
};

/// Headers of other tables below the first: what follows one, in its block and in all later ones,
/// is no applicant of this table, and what stands under its personal columns is masked. `read`
/// knows only the block, and blocks are read in any order, so portions are settled in block order.
class OtherTables {
 public:
  OtherTables();
  ~OtherTables();
  /// To be called with each portion, while its block lasts. Returns whether an earlier block has
  /// such a header: then all rows of the portion are now set aside.
  bool settle(Portion& portion);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Opens by content and name: CSV, XLSX, NDJSON, JSON, also as .gz and .zst; `-` is standard input.
/// Errors: nullptr with diagnostics (no such file, what it is instead: xls, gzip, HTML …, no header
/// found, a column to keep that is not there). Questions are in the layout, not here, and only
/// those about facts that are to be read. `request.map` is not needed afterwards.
std::unique_ptr<TableReader> open_table(const std::string& path, const Schema& schema,
                                        const TableRequest& request, Diagnostics& diags);

}  // namespace ipcheck
