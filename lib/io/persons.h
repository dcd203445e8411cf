#pragma once
// Names and contact data of persons in rows that are set aside: what stands under a personal
// column, or behind words such as 填表人. Private to io.

#include <bitset>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "value/schema.h"

namespace ipcheck {

/// How the text of a row is cut into cells.
struct RowForm {
  char separator = ',';
  bool quotes = true;
  std::vector<bool> personal;  // by column of the file
};

/// Threads: any number.
class Persons {
 public:
  /// The words are the names, labels and aliases of personal facts, and those of signatures.
  explicit Persons(const Schema& schema);

  /// Whether a column of this header holds names or contact data.
  bool is_word(std::string_view header) const;
  /// By column of the file, those whose cell in this row is such a header; empty: there is none.
  std::vector<bool> columns_named(std::string_view row, const RowForm& form) const;
  /// `填表人：王小明` as `填表人：王*明`; `in_cells`: the name may stand in the next cell too.
  std::string hide_named(std::string_view text, bool in_cells) const;

 private:
  std::size_t word_at(std::string_view text) const;
  /// Where the next word may begin, from `at` on, or the end.
  std::size_t next_start(std::string_view text, std::size_t at) const;

  std::vector<std::string> words_;           // longest first
  std::unordered_set<std::string> headers_;  // the same, folded
  std::bitset<1 << 16> starts_;              // the first two bytes of words
};

/// Whether a cell of the row is a figure, as in no row of headers.
bool has_figure(std::string_view row, const RowForm& form);

/// The row with its personal cells masked. Where a row has more cells than columns, or its quotes
/// do not match, a cell may have slipped to the right: what may be personal is masked.
std::string hide_cells(std::string_view row, const RowForm& form);

}  // namespace ipcheck
