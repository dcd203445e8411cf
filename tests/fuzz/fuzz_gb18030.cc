// Any bytes as GB18030: valid where the C library's iconv says so, and the same UTF-8.

#include <cstdlib>
#include <iostream>

#include "io/bytes/encoding.h"
#include "io/bytes/gb18030.h"
#include "io/csv_reference.h"

namespace {

void expect(bool holds, const char* what) {
  if (holds) return;
  std::cerr << what << "\n";
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ipcheck;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto expected = converted(bytes, "GB18030", "UTF-8");
  const auto invalid = first_invalid_gb18030(bytes);
  expect(invalid.has_value() != expected.has_value(), "valid or not");
  const std::string_view valid = std::string_view(bytes).substr(0, invalid.value_or(bytes.size()));
  std::string utf8(2 * valid.size() + 4, '\0');
  utf8.resize(static_cast<std::size_t>(gb18030_to_utf8(valid, utf8.data()) - utf8.data()));
  expect(converted(valid, "GB18030", "UTF-8") == utf8, "other UTF-8");
  if (invalid) return 0;
  // The stream gives the same, wherever its chunks end.
  for (const std::size_t step : {std::size_t{1}, std::size_t{3}, bytes.size() + 1}) {
    const auto stream = as_utf8(bytes_of(bytes, step), Encoding::Gb18030);
    std::string streamed(utf8.size() + 1, '\0');
    std::size_t have = 0;
    while (const std::size_t count = stream->read(streamed.data() + have, streamed.size() - have))
      have += count;
    streamed.resize(have);
    expect(streamed == utf8, "another stream");
  }
  return 0;
}
