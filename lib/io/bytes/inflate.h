#pragma once
// Compressed bytes as what they were before. One function a library; byte_stream.cc chooses.

#include <memory>
#include <string>

#include "io/bytes/byte_stream.h"

namespace ipcheck {

/// Members one after another are one text; zeros behind the last are padding. Errors: reading
/// throws Failure with `name` and the offset of the compressed bytes.
std::unique_ptr<ByteStream> inflate_gzip(std::unique_ptr<ByteStream> from, std::string name);
/// As `inflate_gzip`; frames one after another are one text.
std::unique_ptr<ByteStream> inflate_zstd(std::unique_ptr<ByteStream> from, std::string name);

/// Compressed bytes, block by block, with their offset. Shape: a block is full unless it is the
/// last, so that what is read and what is said do not depend on how the bytes arrive.
class PackedBytes {
 public:
  explicit PackedBytes(std::unique_ptr<ByteStream> from) : from_(std::move(from)) {}
  /// Fills an empty block; false: the end.
  bool fill();
  std::string_view left() const { return std::string_view(block_.data() + begin_, end_ - begin_); }
  void use(std::size_t count) { begin_ += count; }
  std::uint64_t offset() const { return before_ + begin_; }

 private:
  std::unique_ptr<ByteStream> from_;
  std::string block_ = std::string(1 << 16, '\0');
  std::size_t begin_ = 0, end_ = 0;
  std::uint64_t before_ = 0;  // bytes of earlier blocks
};

/// What a reader throws when the compressed bytes end early or make no sense.
[[noreturn]] void truncated_packing(const std::string& name, std::string_view packing,
                                    std::uint64_t offset);
[[noreturn]] void damaged_packing(const std::string& name, std::string_view packing,
                                  std::uint64_t offset);

}  // namespace ipcheck
