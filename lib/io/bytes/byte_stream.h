#pragma once
// Bytes of an input from front to back, whatever they come from: a file, standard input, a FIFO; a
// `.gz` or `.zst` is inflated on the way. Memory stays the same for any size.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "text/diagnostic.h"
#include "text/file.h"

namespace ipcheck {

/// Threads: one caller at a time.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// Up to `size` bytes (short reads are usual for FIFOs); 0: the end. Errors: throws Failure with
  /// the name, the byte offset and the reason (read error, damaged or truncated compression).
  virtual std::size_t read(char* to, std::size_t size) = 0;
  /// `gzip`, `zstd`; empty: the bytes are those of the file.
  virtual std::string_view compression() const { return {}; }
};

/// Opens `path`, `-` for standard input. Errors: nullptr with a diagnostic, as `read_bytes` of
/// text/file.h tells them apart (missing, directory, device, unreadable), and
/// `wrong-compression` when name and content disagree about it.
std::unique_ptr<ByteStream> open_bytes(const std::string& path, Diagnostics& diags);

/// Bytes in memory (tests, and what was already read). `step` limits each read, to test short ones.
std::unique_ptr<ByteStream> bytes_of(std::string bytes,
                                     std::size_t step = static_cast<std::size_t>(-1));

/// What was read to look at it, then the rest.
std::unique_ptr<ByteStream> resumed(std::string front, std::unique_ptr<ByteStream> rest);

}  // namespace ipcheck
