// Any bytes as CSV: however they arrive and wherever blocks end, the rows are those of the plain
// reader. The first bytes choose encoding, block, limits; each later chunk boundary is tried.

#include <cstdlib>
#include <iostream>

#include "io/csv_reference.h"

namespace ipcheck {
namespace {

void expect(bool holds, const char* what, const SourceReading& reading, const PlainReading& plain) {
  if (holds) return;
  std::cerr << what << "\n--- reader\n"
            << described(reading.rows, reading.rejected) << "--- plain\n"
            << described(plain.rows, plain.rejected);
  std::abort();
}

}  // namespace
}  // namespace ipcheck

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ipcheck;
  if (size < 4 || size > 600) return 0;
  const bool gb18030 = (data[0] & 1) != 0;
  CsvOptions options;
  options.encoding = gb18030 ? "gb18030" : "utf-8";
  options.delimiter = (data[0] & 2) != 0 ? ";" : ",";
  options.block_bytes = 1u << (data[1] % 10);
  const std::uint32_t width = data[2] % 5;
  if ((data[0] & 4) != 0) options.limits = {1u + data[2], 1u + data[3] % 8, 1u + data[3]};
  std::string bytes(reinterpret_cast<const char*>(data) + 4, size - 4);
  const PlainReading plain =
      read_plainly(bytes.starts_with("\xEF\xBB\xBF") && !gb18030      ? bytes.substr(3)
                   : bytes.starts_with("\x84\x31\x95\x33") && gb18030 ? bytes.substr(4)
                                                                      : bytes,
                   options.delimiter[0], options.limits, width, gb18030);
  SourceReading first;
  // Every step and block puts the ends of chunks elsewhere; step 1 puts one behind each byte.
  for (const std::size_t step : {std::size_t{1}, std::size_t{data[3]} + 1, bytes.size() + 1}) {
    for (const CsvLoops loops : {CsvLoops::Best, CsvLoops::Avx2, CsvLoops::Portable}) {
      options.loops = loops;
      const SourceReading reading = read_source(bytes, step, options, width);
      if (!reading.opened) return 0;
      expect(reading.rows == plain.rows, "other rows", reading, plain);
      expect(described({}, reading.rejected) == described({}, plain.rejected), "other rejects",
             reading, plain);
      expect(reading.records == reading.rows.size() + reading.rejected.size(), "other count",
             reading, plain);
      if (!first.opened) first = reading;
      expect(reading.described == first.described, "other reasons", reading, plain);
      expect(reading.places == first.places, "other places", reading, plain);
    }
  }
  return 0;
}
