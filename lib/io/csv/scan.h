#pragma once
// Where records and cells end, 64 bytes at a time. Both loops take well-formed quotes only and stop
// where a quote stands in the way; record.h then decides that record exactly. Chosen by the
// processor: AVX-512, AVX2, else plain words.

#include <cstddef>
#include <cstdint>
#include <memory>

namespace ipcheck {

/// How far whole records go. Made with `begin`, then carried on as more bytes arrive.
struct CsvSplit {
  std::size_t next = 0;      // the word to go on with
  std::size_t last_end = 0;  // behind the last whole record
  std::uint32_t records = 0;
  std::uint32_t lines = 0;        // ended before `last_end`
  std::uint32_t lines_seen = 0;   // ended before `next`
  std::uint64_t inside = 0;       // all ones: `next` is within quotes
  std::uint64_t after_break = 1;  // a cell may open: the byte before ends a cell, or is a quote
  std::uint64_t after_close = 0;  // the byte before is a closing quote
  std::uint64_t after_cr = 0;
  bool stopped = false;  // the record at `last_end` needs a closer look

  static CsvSplit begin(std::size_t at) { return {at, at}; }
};

/// What the loops go by.
struct CsvBytes {
  const char* data = nullptr;
  std::size_t size = 0;
  char delimiter = ',';
  std::size_t longest = 0;  // a record may be longer: it gets a closer look
};

/// Cell ends of some 4 KiB, and of the record that reaches into them.
struct CsvMarks {
  static constexpr std::size_t kWords = 64;
  static constexpr std::size_t kColumns = 16384;  // more in one record: a closer look
  std::uint32_t cells = 0, rows = 0, breaks = 0;
  std::uint32_t cell_ends[kColumns + kWords * 64 + 64];  // bytes: delimiter, CR or LF
  std::uint32_t row_ends[kWords * 64];                   // indexes of `cell_ends`
  std::uint32_t inner_breaks[kWords * 64 + 8];           // line breaks within quotes: their bytes
};

/// Best: what the processor has; the others are for tests (Avx2 where there is none: Portable).
enum class CsvLoops : std::uint8_t { Best, Avx2, Portable };

/// Scans whole words from `split.next`, then the rest of `bytes` without moving `split.next`: the
/// result is `split` as of the last byte.
CsvSplit split_csv(const CsvBytes& bytes, CsvSplit& split, CsvLoops loops);

/// Adds the marks of the next `CsvMarks::kWords` words (or what is left) and moves `split.next`.
/// Shape: offsets fit 32 bits. At a stop, the marks of whole records before it stay right.
void mark_csv(const CsvBytes& bytes, CsvSplit& split, CsvMarks& marks, CsvLoops loops);

}  // namespace ipcheck
