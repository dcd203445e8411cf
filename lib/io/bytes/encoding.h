#pragma once
// Which encoding a text is in, and streams that turn the others into UTF-8.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "io/bytes/byte_stream.h"

namespace ipcheck {

enum class Encoding : std::uint8_t { Utf8, Gb18030, Utf16Le, Utf16Be };

/// `utf-8`, `gb18030`, `utf-16le`, `utf-16be`.
std::string_view name_of(Encoding encoding);
/// By the name a user gives: utf-8, utf8, gb18030, gbk, gb2312, utf-16, utf-16le, utf-16be, in any
/// case. Shape: `utf-16` without a mark in front is little-endian.
std::optional<Encoding> encoding_named(std::string_view name);

/// A byte order mark in front. Shape: `size` is its length, 0: there is none.
struct ByteOrderMark {
  Encoding encoding = Encoding::Utf8;
  std::size_t size = 0;
};
ByteOrderMark byte_order_mark(std::string_view bytes);

/// What a sample of a file says.
struct Detection {
  std::optional<Encoding> encoding;  // none: `invalid` of UTF-8, and not GB18030 either
  bool ascii = false;                // nothing beyond ASCII: any encoding would do
  std::size_t invalid = 0;
  Text why;
};
/// UTF-8 when all of `sample` is, else GB18030 when all of it is. Shape: unless `whole`, the sample
/// may end within a character.
Detection detect_encoding(std::string_view sample, bool whole);

/// The stream as UTF-8. Nothing is replaced: what is wrong stays visible as bytes that are no UTF-8
/// (a lone surrogate as its three bytes, any other byte as `kWrongByte` says).
std::unique_ptr<ByteStream> as_utf8(std::unique_ptr<ByteStream> from, Encoding encoding);
/// UTF-8 or GB18030, by the first 64 KiB from its first byte beyond ASCII on; neither stays as it
/// is.
std::unique_ptr<ByteStream> as_utf8_when_known(std::unique_ptr<ByteStream> from);

/// Stands before two bytes whose low halves are those of a byte that could not be decoded.
inline constexpr char kWrongByte = '\xFF';

/// Bytes looked at to tell an encoding.
inline constexpr std::size_t kSampleBytes = 64 << 10;

}  // namespace ipcheck
