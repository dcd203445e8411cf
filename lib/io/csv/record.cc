// Tested by tests/io/csv_agree_test.cc.
#include "io/csv/record.h"

#include <bit>
#include <cstring>

namespace ipcheck {
namespace {

constexpr char kQuote = '"';
constexpr std::uint64_t kOnes = 0x0101010101010101;

/// Nonzero where `word` has a zero byte; the lowest one is exact.
std::uint64_t zero_bytes(std::uint64_t word) {
  return (word - kOnes) & ~word & 0x80 * kOnes;
}

std::uint64_t repeated(char c) {
  return static_cast<unsigned char>(c) * kOnes;
}

/// The first CR, LF or `other` from `from` on.
std::size_t find_break(std::string_view bytes, std::size_t from, char other) {
  if constexpr (std::endian::native == std::endian::little) {
    for (; from + 8 <= bytes.size(); from += 8) {
      std::uint64_t word;
      std::memcpy(&word, bytes.data() + from, 8);
      const std::uint64_t hits = zero_bytes(word ^ repeated('\n')) |
                                 zero_bytes(word ^ repeated('\r')) |
                                 zero_bytes(word ^ repeated(other));
      if (hits != 0) return from + static_cast<std::size_t>(std::countr_zero(hits)) / 8;
    }
  }
  while (from < bytes.size() && bytes[from] != '\n' && bytes[from] != '\r' && bytes[from] != other)
    ++from;
  return from;
}

std::size_t find_quote(std::string_view bytes, std::size_t from) {
  const std::size_t found = bytes.find(kQuote, from);
  return found == std::string_view::npos ? bytes.size() : found;
}

/// Walks the cells of one record.
class Walk {
 public:
  enum class Stop : std::uint8_t { End, Bytes, TextAfterQuote };

  Walk(std::string_view bytes, std::size_t begin, char delimiter)
      : bytes_(bytes), at_(begin), delimiter_(delimiter) {}

  /// To the end of the record, to the end of the bytes, or to the fault.
  Stop run() {
    while (true) {
      if (at_ < bytes_.size() && bytes_[at_] == kQuote) {
        opening_ = at_;
        if (!skip_quoted()) return Stop::Bytes;
        if (at_ < bytes_.size() && !is_break(bytes_[at_])) return Stop::TextAfterQuote;
      } else {
        const std::size_t end = find_break(bytes_, at_, delimiter_);
        if (bytes_.substr(at_, end - at_).find(kQuote) != std::string_view::npos) literal_ = true;
        at_ = end;
      }
      if (at_ == bytes_.size()) return Stop::Bytes;
      if (bytes_[at_] != delimiter_) return Stop::End;
      ++at_;
    }
  }

  std::size_t at() const { return at_; }
  std::size_t opening() const { return opening_; }
  bool in_quotes() const { return in_quotes_; }
  bool ends_in_quote() const { return ends_in_quote_; }
  bool has_literal_quote() const { return literal_; }

 private:
  bool is_break(char c) const { return c == delimiter_ || c == '\n' || c == '\r'; }

  /// Behind the closing quote; false: there is none.
  bool skip_quoted() {
    ++at_;
    while (true) {
      at_ = find_quote(bytes_, at_);
      if (at_ == bytes_.size()) {
        in_quotes_ = true;
        return false;
      }
      if (at_ + 1 < bytes_.size() && bytes_[at_ + 1] == kQuote) {
        at_ += 2;
        continue;
      }
      ++at_;
      ends_in_quote_ = at_ == bytes_.size();
      return true;
    }
  }

  std::string_view bytes_;
  std::size_t at_, opening_ = 0;
  char delimiter_;
  bool in_quotes_ = false, ends_in_quote_ = false, literal_ = false;
};

CsvRecord first_line(std::string_view bytes, std::size_t begin, std::size_t longest, bool ended) {
  using enum CsvRecord::Kind;
  const std::size_t end = find_line_end(bytes, begin);
  if (end == bytes.size() && !ended)
    return {bytes.size() - begin > longest ? Endless : Incomplete, begin, begin};
  const bool unsure = end + 1 == bytes.size() && bytes[end] == '\r' && !ended;
  if (unsure) return {Incomplete, begin, begin};
  return {Broken, end, behind_line_end(bytes, end), end < bytes.size() ? 1u : 0u};
}

}  // namespace

CsvRecord read_csv_record(std::string_view bytes, std::size_t begin, char delimiter,
                          std::size_t longest, bool ended) {
  using enum CsvRecord::Kind;
  // One byte beyond the longest record tells whether it ends in time.
  const std::size_t reach = bytes.size() - begin > longest ? begin + longest + 1 : bytes.size();
  const bool cut = reach < bytes.size();
  Walk walk(bytes.substr(0, reach), begin, delimiter);
  const Walk::Stop stop = walk.run();
  if (stop == Walk::Stop::TextAfterQuote) return first_line(bytes, begin, longest, ended);
  std::size_t end = walk.at();
  if (stop == Walk::Stop::Bytes) {
    if (cut || end - begin > longest) return first_line(bytes, begin, longest, ended);
    if (!ended) return {Incomplete, begin, begin};
    if (walk.in_quotes()) return first_line(bytes, begin, longest, ended);
  } else if (bytes[end] == '\r' && end + 1 == bytes.size() && !ended) {
    return {Incomplete, begin, begin};
  }
  const std::size_t next = behind_line_end(bytes, end);
  return {Whole, end, next, count_line_ends(bytes.substr(begin, next - begin)),
          walk.has_literal_quote()};
}

CsvLineFault csv_line_fault(std::string_view line, char delimiter, std::size_t longest) {
  if (line.size() > longest) return {CsvLineFault::Why::TooLong, 0};
  Walk walk(line, 0, delimiter);
  if (walk.run() == Walk::Stop::TextAfterQuote)
    return {CsvLineFault::Why::TextAfterQuote, walk.at()};
  return {CsvLineFault::Why::Unclosed, walk.opening()};
}

std::size_t csv_cell_end(std::string_view record, std::size_t begin, char delimiter) {
  if (begin < record.size() && record[begin] == kQuote) {
    std::size_t at = find_quote(record, begin + 1);
    while (at + 1 < record.size() && record[at + 1] == kQuote) at = find_quote(record, at + 2);
    return at + 1;
  }
  const std::size_t end = record.find(delimiter, begin);
  return end == std::string_view::npos ? record.size() : end;
}

std::string csv_cell_text(std::string_view cell) {
  if (!cell.starts_with(kQuote)) return std::string(cell);
  std::string text;
  for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
    text += cell[i];
    if (cell[i] == kQuote) ++i;
  }
  return text;
}

bool is_blank_csv_cell(std::string_view cell) {
  if (cell.size() >= 2 && cell.front() == kQuote) cell = cell.substr(1, cell.size() - 2);
  return cell.find_first_not_of(" \t") == std::string_view::npos;
}

std::size_t find_line_end(std::string_view bytes, std::size_t from) {
  return find_break(bytes, from, '\n');
}

std::size_t behind_line_end(std::string_view bytes, std::size_t at) {
  if (at >= bytes.size()) return bytes.size();
  return bytes[at] == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\n' ? at + 2 : at + 1;
}

std::uint32_t count_line_ends(std::string_view bytes) {
  std::uint32_t count = 0;
  for (std::size_t at = 0; (at = find_line_end(bytes, at)) < bytes.size(); ++count)
    at = behind_line_end(bytes, at);
  return count;
}

}  // namespace ipcheck
