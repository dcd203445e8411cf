#pragma once
// The zip container of a workbook, read part by part through libzip. Private to io.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "text/diagnostic.h"
#include "text/file.h"

namespace ipcheck {

/// What no part of a workbook may exceed, inflated.
inline constexpr std::uint64_t kMaxSheetBytes = 4ull << 30;
inline constexpr std::uint64_t kMaxStringsBytes = 512ull << 20;
inline constexpr std::uint64_t kMaxPartBytes = 64ull << 20;  // of any other part
inline constexpr std::uint64_t kMaxInflation = 200;          // beyond the first 64 MiB
inline constexpr std::uint64_t kMaxParts = 10'000;
inline constexpr std::size_t kMaxPipedWorkbook = 256u << 20;  // standard input, a FIFO

/// A workbook that cannot be read. While it is opened it becomes a diagnostic, later it is a
/// Failure like any other.
struct XlsxFault : Failure {
  std::string id;  // xlsx-damaged, xlsx-encrypted, xlsx-too-large, not-xlsx
  Text message, fix;
};
XlsxFault xlsx_fault(std::string id, Text message, Text fix);
/// `part` of `file` breaks the format; mended by saving it anew.
XlsxFault xlsx_damaged(const std::string& file, std::string_view part, const Text& why);

/// One part, inflated from front to back. Threads: one caller at a time for all parts of a zip.
class ZipPart {
 public:
  virtual ~ZipPart() = default;
  /// Up to `size` bytes; 0: the end, and the checksum was right. Errors: throws XlsxFault.
  virtual std::size_t read(char* to, std::size_t size) = 0;
  virtual const std::string& file() const = 0;  // as messages call it
  virtual const std::string& name() const = 0;
};

class ZipFile {
 public:
  virtual ~ZipFile() = default;
  /// Names are compared as packages do: without case, `\` as `/`.
  virtual bool has(std::string_view part) const = 0;
  /// Errors: throws XlsxFault (no such part, encrypted, larger than `limit` when inflated).
  virtual std::unique_ptr<ZipPart> open(std::string_view part, std::uint64_t limit) = 0;
  /// The whole part.
  std::string whole(std::string_view part);
};

/// Opens `path` (`-` and FIFOs are read into memory first). Errors: nullptr with diagnostics for a
/// file that cannot be read; throws XlsxFault when it is no zip, or a broken one.
std::unique_ptr<ZipFile> open_zip(const std::string& path, Diagnostics& diags);
std::unique_ptr<ZipFile> open_zip_bytes(std::string bytes, const std::string& name);

}  // namespace ipcheck
