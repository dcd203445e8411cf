#pragma once
// Columns and batches: N applicants as one column a fact. One applicant is a batch of one.

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "value/schema.h"
#include "value/truth.h"

namespace ipcheck {

/// Values of one kind for all rows of a space. Only the vectors of its kind are filled.
/// Shape: `constant` columns hold one element that stands for every row.
struct Column {
  Kind kind = Kind::Invalid;  // Invalid: nothing was given in the whole batch
  bool constant = false;
  std::vector<Truth> truth;        // Bool, Judgement, criteria
  std::vector<State> state;        // every other kind
  std::vector<std::int64_t> ints;  // Int; Date as days; Enum as member index (>= members.size():
                                   // unlisted, see Batch::unlisted)
  std::vector<Decimal> decimals;   // Decimal
  std::vector<std::string_view>
      strings;  // String; valid as long as the Batch (or Program) that owns the bytes
  std::vector<std::uint32_t> offsets;  // List, Set, Map: rows + 1 into `parts`
  std::vector<Column> parts;  // List, Set: {items}; Map: {keys, items}; Record: one a field

  std::size_t rows() const {
    return kind == Kind::Bool || kind == Kind::Judgement ? truth.size() : state.size();
  }
};

/// A fault or oddity of one applicant's data. Never changes a verdict by itself.
struct DataNotice {
  std::uint32_t row = 0;
  std::string id;  // invalid_value, unlisted_value, suspicious_value, inconsistent_values,
                   // uscc_invalid, personal_data, unknown_fact
  FactId fact = kNoFact;
  std::string
      name;  // the fact's name, with `.key` for a map entry; the key as given for unknown_fact
  std::string reason;  // invalid_value: not_a_number, not_integer, … (matrix 15.6)
  Text message;
  Span span;
};

/// Who decided a judgement, when and on what ground.
struct Decision {
  std::uint32_t row = 0;
  FactId fact = kNoFact;
  std::string by, on, ground;
};

/// What is known of a row besides its facts.
struct RecordInfo {
  std::string source;     // file name as given
  std::string name;       // display name of the applicant, may be empty
  std::string applicant;  // organization | application | center | person | assignment | region |
                          // department, or empty
  std::vector<std::string> apply_for;
  std::optional<Date> as_of;
  Span span;
};

class Batch {
 public:
  const Schema* schema = nullptr;
  std::uint32_t rows = 0;
  std::vector<Column> facts;        // index FactId
  std::vector<RecordInfo> records;  // one a row; empty in the bulk path
  std::vector<DataNotice> notices;  // ascending row
  std::vector<Decision> decisions;  // ascending row
  std::vector<std::uint8_t>
      unreadable;  // [fact * rows + row] != 0: a value was given but is unreadable: neither
                   // `absent` nor `derive` fill it; empty: none
  std::deque<std::string> unlisted;     // enum index members.size() + k means unlisted[k]
  std::deque<std::string> owned_texts;  // bytes behind `strings`

  /// Empties everything but the schema and keeps the memory.
  void clear();
  bool given(FactId fact, std::uint32_t row) const;  // a known value is there
  /// The k of a text of `unlisted`; equal texts share it, so unlisted values compare by index.
  std::uint32_t unlisted_index(std::string_view text);

 private:
  std::unordered_map<std::string_view, std::uint32_t> unlisted_by_text_;  // views of `unlisted`
};

/// The value of one cell of a column; `known` false when its state is not Known.
struct Cell {
  Truth state = Truth::Missing;  // True: known (also for a known false)
  Value value;
};
Cell cell_at(const Batch& batch, const Column& column, TypeId type, std::uint32_t row);

/// Appends `value` (Null: state `absent_state`) to a column of `type`, growing `parts`. For the
/// record path, where speed is no matter.
void append(Batch& batch, Column& column, TypeId type, const Value& value, State absent_state);

/// Makes `column` an empty one of `type`, with its parts; keeps the memory it has.
void clear(Column& column, const Types& types, TypeId type);

/// Appends the rows [begin, end) of a column of `from`, a batch of the same schema whose texts
/// outlive `to`. Unlisted values get their index in `to`.
void append_rows(Batch& to, Column& column, TypeId type, const Batch& from, const Column& rows,
                 std::uint32_t begin, std::uint32_t end);

}  // namespace ipcheck
