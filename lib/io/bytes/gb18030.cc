// Tested by tests/io/encoding_test.cc.
#include "io/bytes/gb18030.h"

#include <iconv.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

#include "text/file.h"

namespace ipcheck {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080;
constexpr unsigned kTrails = 0xFE - 0x40 + 1;
constexpr unsigned kLeads = 0xFE - 0x81 + 1;
constexpr unsigned kPlaneZero = 39420;    // four-byte sequences up to 84 31 A4 39: U+0080..U+FFFF
constexpr unsigned kPlaneOne = 189000;    // 90 30 81 30: U+10000
constexpr unsigned kPlanesOn = 0x100000;  // from there in one row up to U+10FFFF

/// UTF-8 of one character, as many bytes as its first one says; all zero: no such character.
using Utf8 = std::array<char, 4>;

std::size_t utf8_size(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

unsigned byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

class Converter {
 public:
  Converter() : handle_(::iconv_open("UTF-8", "GB18030")) {
    if (handle_ == reinterpret_cast<iconv_t>(-1))
      throw Failure{say("系统的 C 程序库不支持 GB18030；请把文件转成 UTF-8",
                        "the C library knows no GB18030; convert the file to UTF-8")};
  }
  ~Converter() { ::iconv_close(handle_); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  Utf8 operator()(std::string sequence) {
    Utf8 result = {};
    char* in = sequence.data();
    char* out = result.data();
    std::size_t in_left = sequence.size(), out_left = result.size();
    if (::iconv(handle_, &in, &in_left, &out, &out_left) != 0 || in_left > 0) result = {};
    ::iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    return result;
  }

 private:
  iconv_t handle_;
};

struct Pairs {
  std::array<Utf8, kLeads * kTrails> utf8;

  bool high_pairs_are_all_valid = true;  // those whose second byte is 81 or more

  Pairs() {
    Converter convert;
    for (unsigned i = 0; i < utf8.size(); ++i) {
      utf8[i] =
          convert({static_cast<char>(0x81 + i / kTrails), static_cast<char>(0x40 + i % kTrails)});
      if (i % kTrails > 0x40 && utf8[i][0] == '\0') high_pairs_are_all_valid = false;
    }
  }
};

struct Quads {
  std::array<Utf8, kPlaneZero> utf8;

  Quads() {
    Converter convert;
    for (unsigned i = 0; i < utf8.size(); ++i)
      utf8[i] =
          convert({static_cast<char>(0x81 + i / 12600), static_cast<char>(0x30 + i / 1260 % 10),
                   static_cast<char>(0x81 + i / 10 % 126), static_cast<char>(0x30 + i % 10)});
  }
};

const Pairs& pairs() {
  static const auto kPairs = std::make_unique<const Pairs>();
  return *kPairs;
}

const Quads& quads() {
  static const auto kQuads = std::make_unique<const Quads>();
  return *kQuads;
}

unsigned quad_index(std::string_view text, std::size_t i) {
  return (((byte_at(text, i) - 0x81) * 10 + byte_at(text, i + 1) - 0x30) * 126 +
          byte_at(text, i + 2) - 0x81) *
             10 +
         byte_at(text, i + 3) - 0x30;
}

bool is_quad(std::string_view text, std::size_t i) {
  if (text.size() - i < 4) return false;
  const unsigned third = byte_at(text, i + 2), fourth = byte_at(text, i + 3);
  if (third < 0x81 || third > 0xFE || fourth < 0x30 || fourth > 0x39) return false;
  const unsigned index = quad_index(text, i);
  if (index >= kPlaneZero) return index >= kPlaneOne && index - kPlaneOne < kPlanesOn;
  return quads().utf8[index][0] != '\0';
}

Utf8 beyond_plane_zero(unsigned code_point) {
  return {static_cast<char>(0xF0 | code_point >> 18),
          static_cast<char>(0x80 | (code_point >> 12 & 0x3F)),
          static_cast<char>(0x80 | (code_point >> 6 & 0x3F)),
          static_cast<char>(0x80 | (code_point & 0x3F))};
}

/// Bytes of the sequence at `i`, which is beyond ASCII.
std::size_t length_at(const Pairs& table, std::string_view text, std::size_t i) {
  const unsigned lead = byte_at(text, i);
  if (lead < 0x81 || lead > 0xFE || i + 1 == text.size()) return 0;
  const unsigned trail = byte_at(text, i + 1);
  if (trail >= 0x30 && trail <= 0x39) return is_quad(text, i) ? 4 : 0;
  if (trail < 0x40 || trail > 0xFE) return 0;
  return table.utf8[(lead - 0x81) * kTrails + trail - 0x40][0] != '\0' ? 2 : 0;
}

/// The first byte from `i` up to `end` that is beyond ASCII.
std::size_t skip_ascii(std::string_view text, std::size_t i, std::size_t end) {
  for (; i + 8 <= end; i += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + i, 8);
    if ((word & kHighBits) != 0) break;
  }
  while (i < end && byte_at(text, i) < 0x80) ++i;
  return i;
}

/// Bits of 64 bytes: whether they are beyond ASCII; whether they are 80 or FF, which lead nothing.
struct HighBytes {
  std::uint64_t high = 0, wrong = 0;
};

HighBytes high_bytes(const char* bytes) {
  HighBytes result;
#if defined(__SSE2__)
  for (unsigned i = 0; i < 64; i += 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + i));
    const __m128i wrong = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('\x80')),
                                       _mm_cmpeq_epi8(block, _mm_set1_epi8('\xFF')));
    result.high |= std::uint64_t{static_cast<std::uint16_t>(_mm_movemask_epi8(block))} << i;
    result.wrong |= std::uint64_t{static_cast<std::uint16_t>(_mm_movemask_epi8(wrong))} << i;
  }
#else
  for (unsigned i = 0; i < 64; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    result.high |= std::uint64_t{byte >= 0x80} << i;
    result.wrong |= std::uint64_t{byte == 0x80 || byte == 0xFF} << i;
  }
#endif
  return result;
}

/// The front of 64 bytes that begin with a character. Shape: a run of high bytes that may go on
/// behind them is left out.
struct Stretch {
  std::size_t size = 64;
  bool all_pairs = false;  // beyond ASCII only pairs of two high bytes
};

/// Runs of high bytes of even length are pairs; an odd one ends in a second byte below 80. Their
/// parity is found as simdjson finds that of backslashes: a carry runs through each.
Stretch stretch_at(const char* bytes) {
  constexpr std::uint64_t kEven = 0x5555555555555555;
  auto [high, wrong] = high_bytes(bytes);
  Stretch stretch;
  const int open = std::countl_one(high);
  if (open > 0 && open < 64) {
    stretch.size = static_cast<std::size_t>(64 - open);
    high &= (std::uint64_t{1} << stretch.size) - 1;
    wrong &= (std::uint64_t{1} << stretch.size) - 1;
  }
  const std::uint64_t starts = high & ~(high << 1);
  const std::uint64_t even_ends = (high + (starts & kEven)) & ~high;
  const std::uint64_t odd_ends = (high + (starts & ~kEven)) & ~high;
  const std::uint64_t odd_lengths = (even_ends & ~kEven) | (odd_ends & kEven);
  stretch.all_pairs = wrong == 0 && (open == 64 || odd_lengths == 0);
  return stretch;
}

}  // namespace

std::size_t gb18030_length(std::string_view text, std::size_t i) {
  return byte_at(text, i) < 0x80 ? 1 : length_at(pairs(), text, i);
}

std::optional<std::size_t> first_invalid_gb18030(std::string_view text) {
  const Pairs& table = pairs();
  std::size_t i = 0;
  while (i < text.size()) {
    std::size_t end = text.size();
    if (i + 64 <= text.size()) {
      const Stretch stretch = stretch_at(text.data() + i);
      end = i + stretch.size;
      if (stretch.all_pairs && table.high_pairs_are_all_valid) i = end;
    }
    while ((i = skip_ascii(text, i, end)) < end) {
      const std::size_t length = length_at(table, text, i);
      if (length == 0) return i;
      i += length;
    }
  }
  return std::nullopt;
}

char* gb18030_to_utf8(std::string_view text, char* to) {
  const Pairs& table = pairs();
  std::size_t i = 0;
  while (i < text.size()) {
    const unsigned lead = byte_at(text, i);
    if (lead < 0x80) {
      *to++ = text[i++];
      continue;
    }
    const unsigned trail = byte_at(text, i + 1);
    Utf8 utf8;
    if (trail >= 0x40) {
      utf8 = table.utf8[(lead - 0x81) * kTrails + trail - 0x40];
      i += 2;
    } else {
      const unsigned index = quad_index(text, i);
      utf8 =
          index < kPlaneZero ? quads().utf8[index] : beyond_plane_zero(0x10000 + index - kPlaneOne);
      i += 4;
    }
    std::memcpy(to, utf8.data(), 4);
    to += utf8_size(utf8[0]);
  }
  return to;
}

bool is_ascii(std::string_view text) {
  return skip_ascii(text, 0, text.size()) == text.size();
}

}  // namespace ipcheck
