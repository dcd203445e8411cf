#pragma once
// Reading a whole file with every odd thing told apart: missing, directory, device, unreadable, too
// large, not text.

#include <optional>
#include <string>

#include "text/diagnostic.h"
#include "text/source.h"

namespace ipcheck {

/// The world failed (disk full, cannot write). Caught once, in `main`; exit status 2.
struct Failure {
  Text what;
};

inline constexpr std::size_t kMaxRecordBytes = 64u << 20;
inline constexpr std::size_t kMaxRuleBytes = 4u << 20;

/// The bytes of `path`, `-` for standard input; FIFOs are read, devices and directories refused.
/// Errors: a diagnostic (`file-missing`, `file-is-directory`, `file-is-device`, `file-unreadable`,
/// `file-too-large`).
std::optional<std::string> read_bytes(const std::string& path, std::size_t limit,
                                      Diagnostics& diags);

/// Text of `path` as a source: a UTF-8 BOM is dropped; UTF-16 with BOM and GB18030 are converted.
/// Errors: as `read_bytes`, and `not-text` (NUL bytes, or invalid in each of these, with the byte
/// offset; named when it looks like xlsx, xls, gzip, zip, ELF or PDF).
std::optional<SourceId> read_text(Sources& sources, const std::string& path, std::size_t limit,
                                  Diagnostics& diags);

}  // namespace ipcheck
