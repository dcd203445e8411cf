#pragma once
// The loops of csv_scan.h, compiled once for each kind of processor: who includes this first
// defines IPCHECK_TARGET (function attributes) and `CsvLoad` (bytes to bit masks).

#include <bit>
#include <cstring>

#include "io/csv_scan.h"

namespace ipcheck {
namespace {

/// What stands where in 64 bytes, a bit a byte.
struct CsvWord {
  std::uint64_t quotes, delimiters, feeds, returns;

  std::uint64_t line_ends() const { return feeds | returns; }
};

/// Bit i: whether an odd number of quotes stands at or before i.
IPCHECK_TARGET inline std::uint64_t odd_so_far(std::uint64_t quotes) {
  quotes ^= quotes << 1;
  quotes ^= quotes << 2;
  quotes ^= quotes << 4;
  quotes ^= quotes << 8;
  quotes ^= quotes << 16;
  return quotes ^ quotes << 32;
}

/// Quotes of one word, with what the word before left open.
struct CsvQuotes {
  std::uint64_t inside = 0;  // bit: the byte is within quotes (the opening one too)
  std::uint64_t wrong = 0;   // bit: here the quotes are not well formed
};

IPCHECK_TARGET inline CsvQuotes read_quotes(const CsvWord& word, std::uint64_t valid, CsvSplit& s) {
  CsvQuotes result;
  result.inside = odd_so_far(word.quotes) ^ s.inside;
  const std::uint64_t opening = word.quotes & result.inside;
  const std::uint64_t closing = word.quotes & ~result.inside;
  const std::uint64_t breaks = word.delimiters | word.line_ends() | word.quotes;
  result.wrong = (opening & ~(breaks << 1 | s.after_break)) |
                 ((closing << 1 | s.after_close) & ~breaks & valid);
  s.inside = static_cast<std::uint64_t>(static_cast<std::int64_t>(result.inside) >> 63);
  s.after_close = closing >> 63;
  return result;
}

IPCHECK_TARGET inline std::uint64_t below(std::uint64_t bit) {
  return bit - 1;  // bits under the lowest one of `bit`
}

IPCHECK_TARGET inline std::uint32_t count(std::uint64_t bits) {
  return static_cast<std::uint32_t>(std::popcount(bits));
}

/// One word of `split_csv`. Shape: bits beyond `valid` are of no byte.
IPCHECK_TARGET inline void split_word(const CsvWord& word, std::uint64_t valid, std::size_t at,
                                      std::size_t longest, CsvSplit& s) {
  const std::uint64_t lines = word.line_ends();
  const std::uint64_t after_cr = s.after_cr;
  std::uint64_t outside = valid;
  if ((word.quotes | s.inside | s.after_close) != 0) {
    const CsvQuotes quotes = read_quotes(word, valid, s);
    outside &= ~quotes.inside;
    if (quotes.wrong != 0) {
      outside &= below(quotes.wrong & -quotes.wrong);
      s.stopped = true;
    }
  }
  const std::uint64_t second = word.feeds & (word.returns << 1 | after_cr);  // LF of a CRLF
  const std::uint64_t ends = lines & outside;
  if (ends != 0) {
    const std::size_t first_end = at + static_cast<std::size_t>(std::countr_zero(ends));
    if (first_end > s.last_end + longest) {
      s.stopped = true;
      return;
    }
    const int top = 63 - std::countl_zero(ends);
    s.records += count(ends & ~second);
    s.lines = s.lines_seen + count(lines & ~second & (~std::uint64_t{0} >> (63 - top)));
    s.last_end = at + static_cast<std::size_t>(top) + 1;
  }
  s.lines_seen += count(lines & ~second);
  s.after_cr = word.returns >> 63;
  s.after_break = (word.delimiters | lines | word.quotes) >> 63;
}

/// The last bytes, fewer than 64.
IPCHECK_TARGET inline CsvWord load_rest(const CsvBytes& bytes, std::size_t at,
                                        std::uint64_t& valid) {
  char rest[64] = {};
  const std::size_t size = bytes.size - at;
  std::memcpy(rest, bytes.data + at, size);
  valid = (std::uint64_t{1} << size) - 1;
  return CsvLoad::load(rest, bytes.delimiter);
}

IPCHECK_TARGET CsvSplit split_loop(const CsvBytes& bytes, CsvSplit& split) {
  CsvSplit s = split;
  for (; s.next + 64 <= bytes.size; s.next += 64) {
    split_word(CsvLoad::load(bytes.data + s.next, bytes.delimiter), ~std::uint64_t{0}, s.next,
               bytes.longest, s);
    if (s.stopped) return split = s;
  }
  split = s;
  if (s.next < bytes.size) {
    std::uint64_t valid = 0;
    const CsvWord word = load_rest(bytes, s.next, valid);
    split_word(word, valid, s.next, bytes.longest, s);
  }
  return s;
}

/// Offsets of the bits from `at` on. Shape: eight are written at a time.
IPCHECK_TARGET inline std::uint32_t* put_bits(std::uint64_t bits, std::uint32_t at,
                                              std::uint32_t* to) {
  std::uint32_t* const end = to + count(bits);
  while (bits != 0) {
    for (int i = 0; i < 8; ++i) {
      to[i] = at + static_cast<std::uint32_t>(std::countr_zero(bits));
      bits &= bits - 1;
    }
    to += 8;
  }
  return end;
}

/// One word of `mark_csv`.
IPCHECK_TARGET inline void mark_word(const CsvWord& word, std::uint64_t valid, std::uint32_t at,
                                     CsvSplit& s, CsvMarks& marks) {
  std::uint64_t outside = valid;
  // The LF of a CRLF marks nothing: the CR ends the cell.
  const std::uint64_t lines = word.line_ends() & ~(word.feeds & (word.returns << 1 | s.after_cr));
  if ((word.quotes | s.inside | s.after_close) != 0) {
    const CsvQuotes quotes = read_quotes(word, valid, s);
    outside &= ~quotes.inside;
    if (quotes.wrong != 0) {
      outside &= below(quotes.wrong & -quotes.wrong);
      s.stopped = true;
    }
    const std::uint64_t inner = lines & quotes.inside;
    std::uint32_t* const end = marks.inner_breaks + marks.breaks;
    if (inner != 0)
      marks.breaks = static_cast<std::uint32_t>(put_bits(inner, at, end) - marks.inner_breaks);
  }
  std::uint64_t ends = lines & outside;
  const std::uint64_t cells = (word.delimiters & outside) | ends;
  for (; ends != 0; ends &= ends - 1)
    marks.row_ends[marks.rows++] = marks.cells + count(cells & below(ends & -ends));
  std::uint32_t* const end = put_bits(cells, at, marks.cell_ends + marks.cells);
  marks.cells = static_cast<std::uint32_t>(end - marks.cell_ends);
  s.after_cr = word.returns >> 63;
  s.after_break = (word.delimiters | word.line_ends() | word.quotes) >> 63;
}

IPCHECK_TARGET void mark_loop(const CsvBytes& bytes, CsvSplit& split, CsvMarks& marks) {
  CsvSplit s = split;
  for (std::size_t i = 0; i < CsvMarks::kWords && s.next < bytes.size && !s.stopped; ++i) {
    std::uint64_t valid = ~std::uint64_t{0};
    const CsvWord word = s.next + 64 <= bytes.size
                             ? CsvLoad::load(bytes.data + s.next, bytes.delimiter)
                             : load_rest(bytes, s.next, valid);
    mark_word(word, valid, static_cast<std::uint32_t>(s.next), s, marks);
    s.next += 64;
  }
  split = s;
}

}  // namespace
}  // namespace ipcheck
