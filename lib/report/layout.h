#pragma once
// Text in columns: wrapping, padding and aligning by display width, so that Chinese and English
// line up. Knows nothing of verdicts. Private to lib/report.

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace ipcheck {

enum class Tone { Plain, Bold, Dim, Red, Green, Yellow, Blue };

/// `text` in that tone when `color`, else as it is.
std::string painted(std::string_view text, Tone tone, bool color);

/// Lines of at most `width` columns. Breaks at spaces and between wide characters, never before
/// closing nor after opening punctuation; longer words are cut. `\n` always breaks, U+00A0 never
/// does and becomes a blank.
std::vector<std::string> wrap(std::string_view text, int width);

/// U+00A0 as blanks.
std::string plain_spaces(std::string_view text);

/// Filled with blanks to `width` columns.
std::string padded(std::string text, int width);

/// Cut to `width` columns, the last one `…` when something was lost.
std::string shortened_to(std::string_view text, int width);

/// Rows of cells that share column widths.
struct Table {
  struct Row {
    std::vector<std::string> cells;
    int indent = 0;  // of the first cell
  };
  std::vector<Tone> tones;  // one a column
  std::vector<Row> rows;
};

/// Columns are as wide as their widest cell; when the sum is too wide, the widest ones give way
/// first and their cells wrap. Shape: lines of at most `width` columns, `indent` blanks included.
void print_table(const Table& table, int indent, int width, bool color, std::ostream& out);

/// `text` wrapped, with `indent` blanks before the first line and `hanging` before the others.
void print_paragraph(std::string_view text, int indent, int hanging, int width, Tone tone,
                     bool color, std::ostream& out);

/// `left` and `right` at the two ends of a line, or one below the other when they do not fit.
void print_ends(std::string_view left, Tone left_tone, std::string_view right, Tone right_tone,
                int width, bool color, std::ostream& out);

}  // namespace ipcheck
