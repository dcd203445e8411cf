#pragma once
// The bytes of a CSV file as blocks of whole records. This is the part that cannot run in parallel,
// so it only finds where records end and counts them.

#include <memory>
#include <optional>
#include <string>

#include "io/bytes/byte_stream.h"
#include "io/bytes/encoding.h"
#include "io/csv/record.h"
#include "io/csv/scan.h"
#include "io/grid.h"

namespace ipcheck {

/// How a CSV file is read, once that is known.
struct CsvForm {
  char delimiter = ',';
  CsvLimits limits;
  CsvLoops loops = CsvLoops::Best;
  bool recoded = false;  // the bytes were turned into UTF-8 on the way
};

class CsvSplitter {
 public:
  /// Shape: `first_byte` is that of the stream within the file (behind a mark). Without `encoding`
  /// it is decided by the first 64 KiB from the first byte beyond ASCII on; neither UTF-8 nor
  /// GB18030 is taken as UTF-8 with wrong rows.
  CsvSplitter(std::unique_ptr<ByteStream> from, std::uint64_t first_byte, const CsvForm& form,
              std::size_t block_bytes, std::optional<Encoding> encoding);

  /// As GridSource::next.
  bool next(TableBlock& block);
  /// As decided so far; UTF-8 as long as all is ASCII.
  std::optional<Encoding> encoding() const { return encoding_; }
  /// The line of the first quote inside a cell that is not quoted; 0: none yet.
  std::uint64_t literal_quote_line() const { return literal_quote_line_; }

 private:
  /// How far the current block is understood: whole records end at `end`.
  struct Progress {
    CsvSplit split;
    std::size_t end = 0;
    std::uint32_t records = 0, lines = 0;                // up to `end`
    std::uint32_t records_before = 0, lines_before = 0;  // up to where `split` began
    bool endless = false;  // the last record is the front of a line too long
  };

  void fill(std::size_t wanted);
  void decide_encoding();
  void advance(TableBlock& block);
  bool scan(TableBlock& block);
  bool take_record(TableBlock& block);
  void add_seam(TableBlock& block) const;
  void finish(TableBlock& block);
  void skip_line();
  bool is_settled() const;

  std::unique_ptr<ByteStream> from_;
  CsvForm form_;
  std::size_t block_bytes_;
  std::optional<Encoding> encoding_;
  std::string* bytes_ = nullptr;  // of the block in work; `have_` of them are filled
  std::size_t have_ = 0, ascii_ = 0;
  Progress progress_;
  std::string carry_;  // behind the last whole record
  bool ended_ = false;
  std::uint64_t index_ = 0, row_ = 1, line_ = 1, byte_ = 0, literal_quote_line_ = 0;
};

}  // namespace ipcheck
