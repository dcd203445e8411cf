// Tested by tests/io/csv_agree_test.cc.
#include "io/csv/cut.h"

#include <algorithm>
#include <cstring>

#include "io/bytes/gb18030.h"
#include "io/csv/reject.h"
#include "text/tree_json.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

/// Bytes behind texts that do not stand in the block as they are. Shape: what it handed out stays
/// where it is; the pieces are filled from the front and keep their length.
class Arena {
 public:
  explicit Arena(std::vector<std::string>& pieces) : pieces_(pieces) {}

  /// Room for `size` bytes; `keep` says how many of them were used.
  char* room(std::size_t size) {
    if (left_ < size) next_piece(size);
    return free_;
  }
  std::string_view keep(const char* end) {
    const std::string_view kept(free_, static_cast<std::size_t>(end - free_));
    free_ += kept.size();
    left_ -= kept.size();
    return kept;
  }

 private:
  static constexpr std::size_t kPiece = 256 << 10;

  void next_piece(std::size_t size) {
    if (at_ == pieces_.size()) pieces_.emplace_back();
    std::string& piece = pieces_[at_++];
    if (piece.size() < std::max(size, kPiece)) piece.resize(std::max(size, kPiece));
    free_ = piece.data();
    left_ = piece.size();
  }

  std::vector<std::string>& pieces_;
  std::size_t at_ = 0, left_ = 0;
  char* free_ = nullptr;
};

/// Copies `text` with doubled quotes single; `to` may be `text` itself.
char* undouble(std::string_view text, char* to) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    *to++ = text[i];
    if (text[i] == '"') ++i;
  }
  return to;
}

class Cut {
 public:
  Cut(const TableBlock& block, const CsvForm& form, Encoding encoding,
      const CsvSelection& selection, Grid& grid)
      : block_(block),
        form_(form),
        encoding_(encoding),
        selection_(selection),
        grid_(grid),
        bytes_(block.bytes),
        arena_(grid.arena) {
    decode_ = encoding == Encoding::Gb18030 && !is_ascii(bytes_);
    const bool valid = decode_                         ? !first_invalid_gb18030(bytes_)
                       : encoding == Encoding::Gb18030 ? true
                                                       : is_utf8(bytes_);
    careful_ = !valid || bytes_.find('\0') != std::string_view::npos;
    most_cells_ =
        selection.width == 0 ? form.limits.columns : std::min(selection.width, form.limits.columns);
    prepare();
  }

  void run() {
    const auto marks = std::make_unique_for_overwrite<CsvMarks>();
    const CsvBytes bytes = {bytes_.data(), bytes_.size(), form_.delimiter, 0};
    restart(*marks);
    while (start_ < bytes_.size()) {
      mark_csv(bytes, split_, *marks, form_.loops);
      const bool closer = !take_rows(*marks) || split_.stopped ||
                          marks->cells > CsvMarks::kColumns || split_.next >= bytes_.size();
      if (closer && start_ < bytes_.size()) {
        take_record();
        restart(*marks);
      }
    }
    finish();
  }

 private:
  static constexpr std::uint32_t kFront = 1;  // see `take_row`

  CsvPlace place(std::size_t begin, std::size_t end) const {
    return {block_, form_, encoding_, row_place(), begin, end};
  }
  RowPlace row_place() const { return {block_.first.row + record_, block_.first.line + line_}; }

  void prepare() {
    grid_.rejected.clear();
    grid_.sorts.clear();
    grid_.columns.resize(selection_.columns.size());
    grid_.places.resize(block_.records);
    grid_.leads.resize(block_.records);
    grid_.widths.resize(block_.records);
    for (auto& column : grid_.columns) {
      column.resize(block_.records);
      columns_.push_back(column.data());
    }
  }

  void finish() {
    grid_.rows = row_;
    grid_.places.resize(row_);
    grid_.leads.resize(row_);
    grid_.widths.resize(row_);
    for (auto& column : grid_.columns) column.resize(row_);
  }

  void restart(CsvMarks& marks) {
    split_ = CsvSplit::begin(start_);
    marks.cells = kFront;
    marks.rows = marks.breaks = 0;
    inner_ = 0;
  }

  /// The whole records among the marks; the marks of the last, unfinished one stay. False: the
  /// next one is longer than a record may be.
  bool take_rows(CsvMarks& marks) {
    std::uint32_t first = kFront, breaks = 0;
    for (std::uint32_t i = 0; i < marks.rows; ++i) {
      const std::uint32_t last = marks.row_ends[i];
      const std::uint32_t end = marks.cell_ends[last];
      if (end - start_ > form_.limits.record) return false;
      for (; breaks < marks.breaks && marks.inner_breaks[breaks] < end; ++breaks) ++inner_;
      take_row(marks.cell_ends + first, last - first + 1);
      line_ += inner_ + 1;
      inner_ = 0;
      start_ = behind_line_end(bytes_, end);
      first = last + 1;
    }
    inner_ += marks.breaks - breaks;
    std::uint32_t* const rest = marks.cell_ends + kFront;
    std::memmove(rest, marks.cell_ends + first, (marks.cells - first) * sizeof(std::uint32_t));
    marks.cells -= first - kFront;
    marks.rows = marks.breaks = 0;
    return true;
  }

  /// The record at `start_`, decided exactly.
  void take_record() {
    const CsvRecord record =
        read_csv_record(bytes_, start_, form_.delimiter, form_.limits.record, true);
    if (record.kind == CsvRecord::Kind::Whole) {
      take_whole(record.end);
    } else {
      grid_.rejected.push_back(reject_broken(place(start_, record.end)));
      ++record_;
    }
    line_ += record.lines;
    start_ = record.next;
  }

  /// A whole record, its cells found one by one.
  void take_whole(std::size_t end) {
    const std::string_view record = bytes_.substr(0, end);
    ends_.resize(kFront);
    std::uint64_t cells = 0;
    std::size_t at = start_;
    do {
      at = csv_cell_end(record, at, form_.delimiter);
      if (++cells <= form_.limits.columns) ends_.push_back(static_cast<std::uint32_t>(at));
    } while (at++ < end);
    if (cells == ends_.size() - kFront) {
      take_row(ends_.data() + kFront, static_cast<std::uint32_t>(cells));
      return;
    }
    std::optional<SetAside> reject;
    if (careful_) reject = reject_bytes(place(start_, end));
    grid_.rejected.push_back(reject ? std::move(*reject)
                                    : reject_columns(place(start_, end), cells));
    ++record_;
  }

  /// Whether a record that is not plain can be taken all the same; else it is set aside.
  bool is_taken(const std::uint32_t* ends, std::uint32_t cells) {
    const CsvPlace where = place(start_, ends[cells - 1]);
    if (careful_) {
      if (std::optional<SetAside> reject = reject_bytes(where)) {
        grid_.rejected.push_back(std::move(*reject));
        return false;
      }
    }
    if (cells > form_.limits.columns) {
      grid_.rejected.push_back(reject_columns(where, cells));
      return false;
    }
    for (std::uint32_t i = 0; i < cells; ++i) {
      const std::string_view cell = cell_at(ends, i);
      if (cell.size() > form_.limits.cell) {
        grid_.rejected.push_back(reject_long_cell(where, offset_of(cell)));
        return false;
      }
    }
    for (std::uint32_t i = selection_.width; selection_.width > 0 && i < cells; ++i) {
      const std::string_view cell = cell_at(ends, i);
      if (is_blank_csv_cell(cell)) continue;
      grid_.rejected.push_back(reject_surplus(where, offset_of(cell), cells, selection_.width));
      return false;
    }
    return true;
  }

  std::size_t offset_of(std::string_view cell) const {
    return static_cast<std::size_t>(cell.data() - bytes_.data());
  }
  std::string_view cell_at(const std::uint32_t* ends, std::uint32_t i) const {
    const std::uint32_t begin = (ends - 1)[i] + 1;
    return {bytes_.data() + begin, ends[i] - begin};
  }

  /// The record at `start_`, whose cells end at `ends`. Shape: there is room for one end in front:
  /// as if a cell had ended before the first one.
  void take_row(std::uint32_t* ends, std::uint32_t cells) {
    ends[-1] = static_cast<std::uint32_t>(start_) - 1;
    const bool plain =
        cells <= most_cells_ && ends[cells - 1] - start_ <= form_.limits.cell && !careful_;
    if (!plain && !is_taken(ends, cells)) {
      ++record_;
      return;
    }
    const std::size_t row = row_++;
    grid_.places[row] = row_place();
    ++record_;
    grid_.widths[row] = std::min(cells, most_cells_);
    const std::uint32_t* const selected = selection_.columns.data();
    std::string_view* const* const columns = columns_.data();
    const char* const bytes = bytes_.data();
    std::size_t count = columns_.size();
    while (count > 0 && selected[count - 1] >= cells) columns[--count][row] = {};
    bool special = decode_;
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t begin = (ends - 1)[selected[i]] + 1;
      columns[i][row] = {bytes + begin, ends[selected[i]] - begin};
      special |= bytes[begin] == '"';  // a byte stands behind every cell
    }
    for (std::size_t i = 0; special && i < count; ++i) columns[i][row] = text(columns[i][row]);
    grid_.leads[row] = lead(ends, cells);
  }

  std::string_view lead(const std::uint32_t* ends, std::uint32_t cells) {
    for (std::uint32_t i = 0; i < cells; ++i) {
      const std::string_view cell = cell_at(ends, i);
      if (cell.empty() || (static_cast<unsigned char>(cell[0]) <= '"' && is_blank_csv_cell(cell)))
        continue;
      if (i == 0 && !selection_.columns.empty() && selection_.columns[0] == 0)
        return columns_[0][row_ - 1];
      return text(cell);
    }
    return {};
  }

  /// What the cell says.
  std::string_view text(std::string_view cell) {
    if (cell.starts_with('"')) return quoted(cell);
    return decode_ && !is_ascii(cell) ? decoded(cell) : cell;
  }

  std::string_view quoted(std::string_view cell) {
    cell = cell.substr(1, cell.size() - 2);
    const bool doubled = cell.find('"') != std::string_view::npos;
    if (decode_ && !is_ascii(cell)) {
      char* const begin = arena_.room(2 * cell.size() + 4);
      char* end = gb18030_to_utf8(cell, begin);
      if (doubled) end = undouble({begin, static_cast<std::size_t>(end - begin)}, begin);
      return arena_.keep(end);
    }
    if (!doubled) return cell;
    return arena_.keep(undouble(cell, arena_.room(cell.size())));
  }

  std::string_view decoded(std::string_view cell) {
    return arena_.keep(gb18030_to_utf8(cell, arena_.room(2 * cell.size() + 4)));
  }

  const TableBlock& block_;
  const CsvForm& form_;
  Encoding encoding_;
  const CsvSelection& selection_;
  Grid& grid_;
  std::string_view bytes_;
  Arena arena_;
  bool decode_ = false;   // there are cells to decode
  bool careful_ = false;  // some record has wrong bytes
  std::uint32_t most_cells_ = 0;
  std::vector<std::string_view*> columns_;
  std::vector<std::uint32_t> ends_;  // of a record decided exactly
  CsvSplit split_;
  std::size_t start_ = 0;  // where the next record begins
  std::uint32_t row_ = 0, record_ = 0, line_ = 0;
  std::uint32_t inner_ = 0;  // line breaks within the unfinished record
};

}  // namespace

void cut_csv(const TableBlock& block, const CsvForm& form, Encoding encoding,
             const CsvSelection& selection, Grid& grid) {
  Cut(block, form, encoding, selection, grid).run();
}

namespace {

struct Found {
  std::size_t begin = 0;
  CsvRecord record;
};

/// The record of `row` in its block.
Found find_record(const TableBlock& block, const CsvForm& form, RowPlace row) {
  const std::string_view bytes = block.bytes;
  const auto wanted = static_cast<std::uint32_t>(row.row - block.first.row);
  const auto behind =
      std::upper_bound(block.seams.begin(), block.seams.end(), wanted,
                       [](std::uint32_t record, const auto& seam) { return record < seam.record; });
  TableBlock::Seam at = behind == block.seams.begin() ? TableBlock::Seam{} : *std::prev(behind);
  CsvRecord record;
  std::size_t begin = at.byte;
  while (true) {
    record = read_csv_record(bytes, begin, form.delimiter, form.limits.record, true);
    if (at.record++ == wanted || record.next == bytes.size()) break;
    begin = record.next;
  }
  return {begin, record};
}

}  // namespace

std::string csv_row_text(const TableBlock& block, const CsvForm& form, Encoding encoding,
                         RowPlace row) {
  const Found found = find_record(block, form, row);
  return csv_row_text(CsvPlace{block, form, encoding, row, found.begin, found.record.end});
}

std::string csv_cell_place(const TableBlock& block, const CsvForm& form, Encoding encoding,
                           RowPlace row, std::uint32_t column) {
  const std::string_view bytes = block.bytes;
  const auto [begin, record] = find_record(block, form, row);
  std::size_t cell = begin;
  for (std::uint32_t i = 0; i < column && cell < record.end; ++i) {
    cell = csv_cell_end(bytes.substr(0, record.end), cell, form.delimiter);
    if (cell < record.end) ++cell;
  }
  const std::string_view before = bytes.substr(begin, cell - begin);
  const std::size_t last = before.find_last_of("\r\n");
  const std::string_view line = before.substr(last == std::string_view::npos ? 0 : last + 1);
  return fmt::format("{}:{}", row.line + count_line_ends(before),
                     csv_code_points(line, encoding) + 1);
}

std::vector<GridSource::HeadRow> csv_rows(std::string_view bytes, const CsvForm& form,
                                          Encoding encoding, bool ended, std::size_t most) {
  std::vector<GridSource::HeadRow> rows;
  RowPlace place = {1, 1};
  for (std::size_t begin = 0; begin < bytes.size() && place.row <= most; ++place.row) {
    const CsvRecord record =
        read_csv_record(bytes, begin, form.delimiter, form.limits.record, ended);
    if (record.kind == CsvRecord::Kind::Incomplete || record.kind == CsvRecord::Kind::Endless)
      break;
    const std::string_view cells = bytes.substr(begin, record.end - begin);
    const bool valid =
        encoding == Encoding::Gb18030 ? !first_invalid_gb18030(cells) : !first_invalid_utf8(cells);
    if (record.kind == CsvRecord::Kind::Whole && valid &&
        cells.find('\0') == std::string_view::npos) {
      GridSource::HeadRow row = {place, {}, {}};
      std::size_t at = 0, end = 0;
      do {
        end = csv_cell_end(cells, at, form.delimiter);
        std::string cell = csv_cell_text(cells.substr(at, end - at));
        if (encoding == Encoding::Gb18030) {
          std::string utf8(2 * cell.size() + 4, '\0');
          utf8.resize(static_cast<std::size_t>(gb18030_to_utf8(cell, utf8.data()) - utf8.data()));
          cell = std::move(utf8);
        }
        row.cells.push_back(std::move(cell));
        at = end + 1;
      } while (end < cells.size());
      rows.push_back(std::move(row));
    }
    place.line += record.lines;
    begin = record.next;
  }
  return rows;
}

}  // namespace ipcheck
