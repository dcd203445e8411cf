#pragma once
// What a file is by its first bytes, when it is not the text that was asked for.

#include <string_view>

namespace ipcheck {

/// Shape: `id` is one of zip, xls, gzip, zstd, elf, pdf, png, jpeg, html, sylk.
struct FileKind {
  std::string_view id, zh, en;
};

/// The kind whose mark stands in front; nullptr: none that is known, so perhaps text.
const FileKind* file_kind(std::string_view first_bytes);

}  // namespace ipcheck
