#pragma once
// A CSV file as a source of records: how it is encoded, what parts its cells, then block by block.

#include <memory>
#include <string>
#include <string_view>

#include "io/bytes/byte_stream.h"
#include "io/csv/record.h"
#include "io/csv/scan.h"
#include "io/grid.h"
#include "text/diagnostic.h"

namespace ipcheck {

struct CsvOptions {
  std::string encoding;   // utf-8, gb18030, gbk, utf-16 …; empty: detected
  std::string delimiter;  // one of , ; tab | (also `tab`, `\t`); empty: sniffed
  std::size_t block_bytes = 1 << 20;
  CsvLimits limits;                 // as documented; smaller ones are for tests
  CsvLoops loops = CsvLoops::Best;  // the other is for tests
};

/// Errors: nullptr with a diagnostic: `empty-file`, `not-text` (with what it is instead and what to
/// do, or the byte that is no text), `unknown-encoding`, `bad-delimiter`.
std::unique_ptr<GridSource> open_csv(std::unique_ptr<ByteStream> bytes, const std::string& name,
                                     const CsvOptions& options, Diagnostics& diags);

/// What a file is by its first bytes when it is no CSV: zip, xls, gzip, zstd, html, sylk, pdf, elf,
/// png, jpeg; empty: nothing that is known.
std::string_view looks_like(std::string_view first_bytes);

}  // namespace ipcheck
