// Tested by tests/io/csv_source_test.cc.
#include "io/csv/reject.h"

#include <algorithm>

#include "io/bytes/gb18030.h"
#include "text/code_point.h"
#include "text/utf8.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

constexpr std::size_t kShown = 4096;
constexpr std::size_t kMargin = 64;  // read beyond what is shown, so that no number is cut in two

/// Bytes of the character at `i`; 0: none is there.
std::size_t character_at(std::string_view bytes, std::size_t i, Encoding encoding) {
  if (encoding == Encoding::Gb18030) return gb18030_length(bytes, i);
  const CodePoint point = code_point_at(bytes, i);
  return point.value < 0 ? 0 : point.size;
}

/// A byte that the stream's decoder could not use, as as_utf8 leaves it; -1: none is at `i`.
int wrong_byte(std::string_view bytes, std::size_t i) {
  if (bytes[i] != kWrongByte || bytes.size() - i < 3) return -1;
  return (bytes[i + 1] & 15) << 4 | (bytes[i + 2] & 15);
}

/// Where a byte of the block stands, lines and columns from 1.
struct Spot {
  std::uint64_t line;
  std::uint32_t column;  // 0: not in the first line of the record
  std::size_t shown_column;
};

Spot spot_of(const CsvPlace& place, std::size_t at) {
  const std::string_view before =
      std::string_view(place.block.bytes).substr(place.begin, at - place.begin);
  const std::uint32_t lines = count_line_ends(before);
  const std::size_t last = before.find_last_of("\r\n");
  const std::size_t begin = last == std::string_view::npos ? 0 : last + 1;
  const std::size_t column = csv_code_points(before.substr(begin), place.encoding) + 1;
  return {place.row.line + lines, lines == 0 ? static_cast<std::uint32_t>(column) : 0, column};
}

SetAside rejected(const CsvPlace& place, std::uint32_t column, Text reason) {
  return {SetAside::Why::Rejected, place.row, column, std::move(reason), csv_row_text(place)};
}

std::optional<std::size_t> first_invalid(std::string_view bytes, Encoding encoding) {
  return encoding == Encoding::Gb18030 ? first_invalid_gb18030(bytes) : first_invalid_utf8(bytes);
}

Text size_words(std::size_t bytes) {
  if (bytes >= 1u << 20 && bytes % (1u << 20) == 0) return say("{} MiB", "{} MiB", bytes >> 20);
  return say("{} 字节", "{} bytes", bytes);
}

Text too_long(const Text& limit) {
  return {fmt::format("一行超过 {} 的上限；请检查换行", limit.zh),
          fmt::format("the line is longer than {}; check its line ends", limit.en)};
}

}  // namespace

/// What is no character comes out as \xNN.
std::string csv_row_text(const CsvPlace& place) {
  const std::string_view bytes = place.bytes();
  std::string text;
  std::size_t i = 0;
  while (i < bytes.size() && text.size() < kShown + kMargin) {
    const std::size_t length = character_at(bytes, i, place.encoding);
    const int wrong = length == 0 && place.form.recoded ? wrong_byte(bytes, i) : -1;
    if (wrong >= 0) {
      text += fmt::format("\\x{:02X}", wrong);
      i += 3;
    } else if (length == 0 || bytes[i] == '\0') {
      text += fmt::format("\\x{:02X}", static_cast<unsigned char>(bytes[i++]));
    } else if (place.encoding == Encoding::Gb18030) {
      char utf8[12];
      text.append(utf8, gb18030_to_utf8(bytes.substr(i, length), utf8));
      i += length;
    } else {
      text += bytes.substr(i, length);
      i += length;
    }
  }
  text = mask_numbers(text);
  if (text.size() <= kShown) return text;
  std::size_t end = kShown;
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

std::size_t csv_code_points(std::string_view bytes, Encoding encoding) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < bytes.size(); ++count)
    i += std::max<std::size_t>(character_at(bytes, i, encoding), 1);
  return count;
}

SetAside reject_broken(const CsvPlace& place) {
  const CsvLineFault fault =
      csv_line_fault(place.bytes(), place.form.delimiter, place.form.limits.record);
  if (fault.why == CsvLineFault::Why::TooLong) {
    // A block may hold only the front of the line.
    CsvPlace front = place;
    front.end = place.begin + place.form.limits.record;
    return rejected(front, 0, too_long(size_words(place.form.limits.record)));
  }
  const Spot spot = spot_of(place, place.begin + fault.at);
  if (fault.why == CsvLineFault::Why::TextAfterQuote)
    return rejected(place, spot.column,
                    say("第 {} 行第 {} 列：右引号后面应是分隔符或换行；单元格内的引号要写两个",
                        "line {}, column {}: a delimiter or the line's end must follow the closing "
                        "quote; double a quote inside a cell",
                        spot.line, spot.shown_column));
  return rejected(place, spot.column,
                  say("第 {} 行第 {} 列起的引号没有正确结束；请补上右引号，单元格内的引号要写两个",
                      "the quote that opens in line {}, column {} is not closed as it should; add "
                      "the closing quote, double a quote inside a cell",
                      spot.line, spot.shown_column));
}

std::optional<SetAside> reject_bytes(const CsvPlace& place) {
  const std::string_view bytes = place.bytes();
  if (const auto invalid = first_invalid(bytes, place.encoding)) {
    const Spot spot = spot_of(place, place.begin + *invalid);
    if (place.form.recoded)
      return rejected(place, spot.column,
                      say("第 {} 行第 {} 列的字节无法解码；请按原编码重新保存该行",
                          "line {}, column {}: bytes that cannot be decoded; save the row again in "
                          "the encoding of the file",
                          spot.line, spot.shown_column));
    return rejected(
        place, spot.column,
        say("第 {} 行第 {} 列（文件第 {} 字节）不是有效的 {}；请按 {} 重新保存该行",
            "line {}, column {} (byte {} of the file) is not valid {}; save the row "
            "again as {}",
            spot.line, spot.shown_column, place.block.first_byte + place.begin + *invalid,
            name_of(place.encoding), name_of(place.encoding)));
  }
  const std::size_t nul = bytes.find('\0');
  if (nul == std::string_view::npos) return std::nullopt;
  const Spot spot = spot_of(place, place.begin + nul);
  return rejected(place, spot.column,
                  say("第 {} 行第 {} 列是 NUL 字节；请删去",
                      "line {}, column {} is a NUL byte; remove it", spot.line, spot.shown_column));
}

SetAside reject_columns(const CsvPlace& place, std::uint64_t cells) {
  return rejected(
      place, 0,
      say("该行有 {} 个单元格，超过 {} 列的上限", "the row has {} cells, at most {} are read",
          cells, place.form.limits.columns));
}

SetAside reject_long_cell(const CsvPlace& place, std::size_t cell) {
  const Spot spot = spot_of(place, cell);
  const Text limit = size_words(place.form.limits.cell);
  return rejected(place, spot.column,
                  {fmt::format("第 {} 行第 {} 列的单元格超过 {} 的上限", spot.line,
                               spot.shown_column, limit.zh),
                   fmt::format("line {}, column {}: the cell is larger than {}", spot.line,
                               spot.shown_column, limit.en)});
}

SetAside reject_surplus(const CsvPlace& place, std::size_t cell, std::uint64_t cells,
                        std::uint32_t width) {
  const Spot spot = spot_of(place, cell);
  return rejected(place, spot.column,
                  say("该行有 {} 个单元格，表头只有 {} 个；第 {} 行第 {} "
                      "列是多出的内容，含分隔符的单元格要加引号",
                      "the row has {} cells, the header {}; the surplus begins at line {}, column "
                      "{}: put quotes around a cell that holds the delimiter",
                      cells, width, spot.line, spot.shown_column));
}

}  // namespace ipcheck
