// Tested by tests/io/csv_source_test.cc.
#include "io/csv/sniff.h"

#include <algorithm>
#include <array>
#include <map>

#include "io/csv/record.h"

namespace ipcheck {
namespace {

constexpr std::array kDelimiters = {',', ';', '\t', '|'};
constexpr std::size_t kMostRecords = 1000;
constexpr std::size_t kMostBytes = 64 << 10;

/// How evenly a delimiter parts the records.
struct Evenness {
  std::size_t records = 0;  // not blank ones
  std::size_t alike = 0;    // with `cells` cells
  std::size_t cells = 1;    // the commonest number above one
};

std::size_t count_cells(std::string_view record, char delimiter) {
  std::size_t count = 1;
  for (std::size_t at = 0; (at = csv_cell_end(record, at, delimiter)) < record.size(); ++at)
    ++count;
  return count;
}

Evenness evenness_of(std::string_view head, bool whole, char delimiter) {
  Evenness result;
  std::map<std::size_t, std::size_t> records_of;  // number of cells: records
  std::size_t begin = 0;
  for (std::size_t i = 0; i < kMostRecords && begin < head.size(); ++i) {
    const CsvRecord record = read_csv_record(head, begin, delimiter, kMostBytes, whole);
    if (record.kind == CsvRecord::Kind::Incomplete || record.kind == CsvRecord::Kind::Endless)
      break;
    const std::string_view text = head.substr(begin, record.end - begin);
    begin = record.next;
    if (text.empty()) continue;
    ++result.records;
    if (record.kind == CsvRecord::Kind::Whole) ++records_of[count_cells(text, delimiter)];
  }
  for (const auto& [cells, records] : records_of) {
    if (cells > 1 && records >= result.alike) {
      result.alike = records;
      result.cells = cells;
    }
  }
  return result;
}

}  // namespace

std::string_view delimiter_name(char delimiter) {
  switch (delimiter) {
    case ',':
      return ",";
    case ';':
      return ";";
    case '\t':
      return "tab";
    case '|':
      return "|";
  }
  return "?";
}

char declared_delimiter(std::string_view head) {
  std::string_view line = head.substr(0, find_line_end(head, 0));
  if (line.size() >= 2 && line.front() == '"' && line.back() == '"')
    line = line.substr(1, line.size() - 2);
  if (line.size() != 5) return '\0';
  std::string key(line.substr(0, 4));
  for (char& c : key) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const bool known =
      std::find(kDelimiters.begin(), kDelimiters.end(), line[4]) != kDelimiters.end();
  return key == "sep=" && known ? line[4] : '\0';
}

CsvDelimiter sniff_delimiter(std::string_view head, bool whole) {
  if (const char declared = declared_delimiter(head); declared != '\0')
    return {declared, say("首行 `sep=` 写明", "the first line says so: `sep=`"), true};
  if (head.size() > kMostBytes) {
    head = head.substr(0, kMostBytes);
    whole = false;
  }
  CsvDelimiter best;
  Evenness most;
  for (const char delimiter : kDelimiters) {
    const Evenness even = evenness_of(head, whole, delimiter);
    if (even.alike < most.alike || (even.alike == most.alike && even.cells <= most.cells)) continue;
    best.character = delimiter;
    most = even;
  }
  best.why =
      most.cells == 1
          ? say("没有发现分隔符，按一列读取", "no delimiter is found: one column")
          : say("前 {1} 行中有 {0} 行各为 {2} 个单元格",
                "{} of the first {} rows have {} cells each", most.alike, most.records, most.cells);
  return best;
}

}  // namespace ipcheck
