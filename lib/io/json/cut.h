#pragma once
// A stream of JSON into whole records, in blocks: at line breaks (NDJSON), or at the elements of an
// array, told by quotes and depth alone. Private to io.

#include <memory>
#include <string>

#include "io/bytes/byte_stream.h"
#include "io/grid.h"

namespace ipcheck {

/// Beyond it a record is refused. Units: bytes.
inline constexpr std::size_t kMaxJsonRecord = std::size_t{64} << 20;

/// Threads: one at a time.
class JsonCutter {
 public:
  enum class Form { Lines, Array, Object };

  /// Reads as much as it takes to see the form. `lines`: the name says that it is NDJSON.
  JsonCutter(std::unique_ptr<ByteStream> bytes, bool lines, std::size_t block_bytes);

  Form form() const { return form_; }
  /// The next records, each ended by a line break in `block.bytes`; those of an array stand on one
  /// line each, and `block.places` says where they begin. A record that is too long is cut off
  /// at its limit (so it is malformed). false: the end.
  bool next(TableBlock& block);

 private:
  bool more();
  void see_form(bool lines);
  bool next_lines(TableBlock& block);
  bool next_elements(TableBlock& block);
  void element_byte(char c, TableBlock& block);
  void start_element(TableBlock& block);
  void end_element(TableBlock& block);

  std::unique_ptr<ByteStream> bytes_;
  std::size_t block_bytes_;
  Form form_ = Form::Lines;
  std::string buffer_;  // what was read and not yet given
  std::size_t at_ = 0;  // elements: the next byte of it
  bool ended_ = false;  // the stream
  bool first_ = true;   // no block was given yet
  std::uint64_t index_ = 0, row_ = 0, line_ = 1, byte_ = 0;

  bool in_element_ = false, in_string_ = false, escaped_ = false, closed_ = false;
  bool comma_ = true;  // an element may begin
  int depth_ = 0;
  std::size_t element_begin_ = 0;
};

}  // namespace ipcheck
