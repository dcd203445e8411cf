// Any bytes as .gz or .zst (the first byte says which): however they arrive, the same text comes
// out or the same complaint.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "io/bytes/inflate.h"
#include "text/file.h"

namespace ipcheck {
namespace {

constexpr std::size_t kMost = 1 << 20;  // a bomb is cut here

std::string unpacked(const std::string& bytes, bool gzip, std::size_t step) {
  std::string text;
  try {
    const auto stream =
        gzip ? inflate_gzip(bytes_of(bytes, step), "x") : inflate_zstd(bytes_of(bytes, step), "x");
    char block[4096];
    while (text.size() < kMost) {
      const std::size_t count = stream->read(block, sizeof block);
      if (count == 0) return text + "|end";
      text.append(block, count);
    }
    return text.substr(0, kMost);
  } catch (const Failure& failure) {
    return text + "|" + failure.what.en;
  }
}

}  // namespace
}  // namespace ipcheck

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ipcheck;
  if (size < 1) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const bool gzip = data[0] % 2 == 0;
  const std::string whole = unpacked(bytes, gzip, bytes.size() + 1);
  if (unpacked(bytes, gzip, 1) != whole || unpacked(bytes, gzip, 7) != whole) std::abort();
  return 0;
}
