#pragma once
// The records of one block of a JSON table: flat ones straight into a grid of texts, the others as
// trees that `read_records` reads. Private to io.

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/cell_typer.h"
#include "io/json/scan.h"
#include "io/persons.h"
#include "io/record.h"
#include "io/typer_memo.h"

namespace ipcheck {

/// What all blocks of one table have in common.
struct JsonRules {
  const Schema& schema;
  std::string name;  // of the file
  std::string applicant;
  const ColumnMap* map = nullptr;
  std::vector<bool> wanted;       // index FactId
  std::vector<std::string> kept;  // keys that go through
  bool show_pii = false;
  bool by_line = true;  // NDJSON: columns of a record are columns of its line
  RecordKeys keys() const { return {applicant, map}; }
};

/// Threads: one at a time; it remembers keys and texts from block to block.
class JsonRows {
 public:
  explicit JsonRows(const JsonRules& rules) : rules_(rules), persons_(rules.schema) {}

  void read(const TableBlock& block, Portion& portion);

 private:
  enum class Use : std::uint8_t {
    Fact,
    Skip,  // known, not wanted here
    Unknown,
    Info,     // apply_for, as_of: of record files
    Kind,     // applicant
    Closely,  // has to be seen together with the whole record
  };
  struct Key {
    Use use = Use::Unknown;
    bool by_kind = false;  // settled by the kind of applicant that the caller gave
    std::uint32_t slot = 0, kept = kNone;
    std::uint64_t seen = 0;  // the last record that has it
    std::string name;        // of an unknown one
  };
  struct Row {
    std::string_view line;
    bool flat = false;
    std::uint32_t at = 0;  // in the grid, or in the slow batch
  };
  struct Stray {  // an unknown key in a flat row
    std::uint32_t row = 0, offset = 0, key = 0;
    bool personal = false;
  };
  struct Said {
    std::uint32_t row = 0, offset = 0;
    DataNotice notice;
  };
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  void start(std::size_t lines, Portion& portion);
  void read_line(std::string_view line, RowPlace place, std::uint64_t first_byte, Portion& portion);
  bool read_flat(std::string_view line);
  bool take_entry(std::string_view line, const JsonToken& key, const JsonToken& value);
  void undo(std::size_t strays);
  bool read_tree(std::string_view line, RowPlace place, std::uint64_t byte, Portion& portion);
  void reject(std::string_view line, RowPlace place, std::size_t offset, Text reason,
              Portion& portion) const;
  void keep_of(const TreeRef& record, std::string_view line);
  std::uint32_t key_of(std::string_view text);
  Key new_key(std::string_view text);
  std::uint32_t slot_of(FactId fact, const HeaderMatch& match);
  std::string_view text_of(const JsonToken& token, bool& good);
  void type(Portion& portion);
  void merge_slow(Portion& portion);
  void merge_column(FactId fact, Batch& out) const;
  void tell(Portion& portion);
  std::vector<Said> all_said(Portion& portion);

  const JsonRules& rules_;
  Persons persons_;
  TextMemo key_memo_;
  std::vector<Key> keys_;
  std::vector<TypedColumn> columns_;  // index: slot
  std::unique_ptr<CellTyper> typer_;
  std::size_t typed_columns_ = 0;  // of `typer_`

  std::uint64_t serial_ = 0;  // of the record being read
  std::uint64_t kind_seen_ = 0, by_kind_seen_ = 0;
  std::vector<std::uint64_t> slot_seen_;
  std::vector<std::uint32_t> touched_;  // slots of the record being read
  Grid grid_;
  std::vector<std::vector<std::uint32_t>> offsets_;  // index: slot, row of the grid
  std::deque<std::string> arena_;
  std::vector<Row> rows_;
  std::vector<Stray> strays_;
  std::vector<std::string_view> kept_now_;
  std::uint32_t lines_ = 0;
  std::deque<std::deque<Tree>> trees_;
  std::vector<TreeRef> documents_;
  Batch flat_, slow_;  // of a block that has both kinds
  std::vector<std::uint32_t> notice_columns_;
};

}  // namespace ipcheck
