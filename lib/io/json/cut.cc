// Tested by tests/io/json_table_test.cc.
#include "io/json/cut.h"

#include <algorithm>
#include <cstring>

namespace ipcheck {
namespace {

constexpr std::size_t kRead = std::size_t{1} << 18, kHead = std::size_t{1} << 16;
constexpr std::string_view kBom = "\xEF\xBB\xBF", kSpace = " \t\r\n";

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Where the value that begins at `at` ends by its brackets and quotes; npos: not within `text`.
std::size_t value_end(std::string_view text, std::size_t at) {
  int depth = 0;
  bool quoted = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted) {
      if (c == '\\') ++at;
      if (c == '"') quoted = false;
      continue;
    }
    if (c == '"') quoted = true;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return at + 1;
  }
  return std::string_view::npos;
}

}  // namespace

JsonCutter::JsonCutter(std::unique_ptr<ByteStream> bytes, bool lines, std::size_t block_bytes)
    : bytes_(std::move(bytes)), block_bytes_(std::max<std::size_t>(block_bytes, 1)) {
  while (!ended_ && buffer_.size() < kHead) more();
  if (buffer_.starts_with(kBom)) {
    buffer_.erase(0, kBom.size());
    byte_ = kBom.size();
  }
  see_form(lines);
}

bool JsonCutter::more() {
  const std::size_t size = buffer_.size();
  buffer_.resize(size + kRead);
  const std::size_t got = bytes_->read(buffer_.data() + size, kRead);
  buffer_.resize(size + got);
  ended_ = got == 0;
  return !ended_;
}

// A record over several lines is one object and nothing behind it; all else that begins with `{`
// has one record a line.
void JsonCutter::see_form(bool lines) {
  const std::size_t begin = std::min(buffer_.find_first_not_of(kSpace), buffer_.size());
  if (lines || begin == buffer_.size()) return;
  if (buffer_[begin] == '[') form_ = Form::Array;
  if (buffer_[begin] != '{') {
    if (form_ == Form::Array) at_ = begin + 1;
    line_ += static_cast<std::uint64_t>(
        form_ == Form::Array ? std::count(buffer_.begin(), buffer_.begin() + begin, '\n') : 0);
    return;
  }
  std::size_t end = value_end(buffer_, begin);
  const std::size_t line_end = buffer_.find('\n', begin);
  if (end != buffer_.npos && (line_end == buffer_.npos || end <= line_end)) return;
  while (end == buffer_.npos && !ended_ && buffer_.size() < kMaxJsonRecord) {
    more();
    end = value_end(buffer_, begin);
  }
  while (!ended_ &&
         (end == buffer_.npos || buffer_.find_first_not_of(kSpace, end) == buffer_.npos) &&
         buffer_.size() < kMaxJsonRecord)
    more();
  if (end != buffer_.npos && buffer_.find_first_not_of(kSpace, end) == buffer_.npos)
    form_ = Form::Object;
}

bool JsonCutter::next(TableBlock& block) {
  block.index = index_;
  block.records = 0;
  block.bytes.clear();
  block.places.clear();
  block.first = {row_ + 1, line_};
  block.first_byte = byte_;
  const bool any = form_ == Form::Lines ? next_lines(block) : next_elements(block);
  if (any) ++index_;
  first_ = false;
  return any;
}

bool JsonCutter::next_lines(TableBlock& block) {
  // The first block is what has come so far: a slow stream is answered at once.
  const std::size_t wanted = first_ ? std::min(block_bytes_, buffer_.size()) : block_bytes_;
  while (!ended_ && buffer_.size() < wanted) more();
  std::size_t end = buffer_.npos;
  for (;;) {
    const std::size_t from = std::min(wanted, buffer_.size());
    if (ended_ && from == buffer_.size()) break;  // all of it
    end = from == 0 ? buffer_.npos : buffer_.rfind('\n', from - 1);
    if (end == buffer_.npos) end = buffer_.find('\n', from);
    if (end != buffer_.npos || ended_) break;
    if (buffer_.size() > kMaxJsonRecord) break;
    more();
  }
  if (buffer_.empty()) return false;
  if (end == buffer_.npos && !ended_) {  // too long: the rest of its line is dropped
    block.bytes.assign(buffer_, 0, kMaxJsonRecord + 1);
    byte_ += buffer_.size();
    while (end == buffer_.npos) {
      buffer_.clear();
      if (!more()) break;
      end = buffer_.find('\n');
      byte_ += std::min(end, buffer_.size());
    }
    const std::size_t rest = end == buffer_.npos ? buffer_.size() : end + 1;
    if (end != buffer_.npos) ++byte_;
    buffer_.erase(0, rest);
    block.bytes += '\n';
  } else {
    const std::size_t size = end == buffer_.npos ? buffer_.size() : end + 1;
    block.bytes.assign(buffer_, 0, size);
    buffer_.erase(0, size);
    byte_ += size;
    if (block.bytes.back() != '\n') block.bytes += '\n';
  }
  block.records =
      static_cast<std::uint32_t>(std::count(block.bytes.begin(), block.bytes.end(), '\n'));
  row_ += block.records;
  line_ += block.records;
  return true;
}

void JsonCutter::start_element(TableBlock& block) {
  in_element_ = true;
  comma_ = false;
  in_string_ = escaped_ = false;
  depth_ = 0;
  element_begin_ = block.bytes.size();
  block.places.push_back({++row_, line_});
}

void JsonCutter::end_element(TableBlock& block) {
  block.bytes += '\n';
  ++block.records;
  in_element_ = false;
}

/// One byte of an array below its `[`, or of a single object.
void JsonCutter::element_byte(char c, TableBlock& block) {
  if (!in_element_) {
    if (is_space(c)) return;
    if (c == ',' && !comma_ && !closed_) {
      comma_ = true;
      return;
    }
    if (c == ']' && form_ == Form::Array && !closed_) {
      closed_ = true;
      if (!comma_ || row_ == 0) return;
      start_element(block);  // a comma stands before the end
      block.bytes += "\x01,";
      end_element(block);
      return;
    }
    start_element(block);
    if (closed_ || c == ',' || c == ']') block.bytes += "\x01";  // not where a record may stand
  }
  const bool inner = in_string_ || depth_ > 0;
  if (!inner && (c == ',' || c == ']') && !closed_) {
    end_element(block);
    comma_ = c == ',';
    closed_ = c == ']';
    return;
  }
  // A line break between tokens is a blank; within a string it stays the fault that it is.
  const char kept = c != '\n' && c != '\r' ? c : in_string_ ? '\x01' : ' ';
  if (block.bytes.size() - element_begin_ <= kMaxJsonRecord) block.bytes += kept;
  if (in_string_) {
    const bool was_escaped = escaped_;
    escaped_ = c == '\\' && !was_escaped;
    if (c == '"' && !was_escaped) in_string_ = false;
    return;
  }
  if (c == '"') in_string_ = true;
  if (c == '{' || c == '[') ++depth_;
  if (c == '}' || c == ']') --depth_;
  if ((c == '}' || c == ']') && depth_ == 0) end_element(block);
}

bool JsonCutter::next_elements(TableBlock& block) {
  const std::size_t wanted = first_ ? std::min(block_bytes_, kHead) : block_bytes_;
  while (in_element_ || block.bytes.size() < wanted) {
    if (at_ == buffer_.size()) {
      buffer_.clear();
      at_ = 0;
      if (ended_ || !more()) break;
    }
    const char c = buffer_[at_++];
    element_byte(c, block);
    if (c == '\n') ++line_;
  }
  const bool over = ended_ && at_ == buffer_.size();
  if (over && !in_element_ && form_ == Form::Array && !closed_) {
    closed_ = true;
    start_element(block);
    block.bytes += '\x01';
  }
  if (in_element_) end_element(block);  // the file ends inside
  return block.records != 0;
}

}  // namespace ipcheck
