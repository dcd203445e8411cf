// Tested by tests/io/csv_agree_test.cc.
#include "io/csv/split.h"

#include <algorithm>
#include <cstring>

#include "io/bytes/gb18030.h"

namespace ipcheck {
namespace {

constexpr std::size_t kSeamBytes = 4096;       // a multiple of the scanner's words
constexpr std::size_t kHandedOver = 64 << 10;  // enough for a block when a stream runs slowly
constexpr std::size_t kShortest = 64;          // the scanner sees longer records only
constexpr char kCtrlZ = '\x1A';

}  // namespace

CsvSplitter::CsvSplitter(std::unique_ptr<ByteStream> from, std::uint64_t first_byte,
                         const CsvForm& form, std::size_t block_bytes,
                         std::optional<Encoding> encoding)
    : from_(std::move(from)),
      form_(form),
      block_bytes_(std::max<std::size_t>(block_bytes, 1)),
      encoding_(encoding),
      byte_(first_byte) {}

bool CsvSplitter::next(TableBlock& block) {
  block.index = index_;
  block.first = {row_, line_};
  block.first_byte = byte_;
  block.regular = true;
  block.seams.clear();
  bytes_ = &block.bytes;
  have_ = carry_.size();
  ascii_ = 0;
  // The old bytes stay under the new ones: filling them with zeros first would take time.
  if (block.bytes.size() < have_) block.bytes.resize(have_);
  std::memcpy(block.bytes.data(), carry_.data(), have_);
  carry_.clear();
  progress_ = {};
  std::size_t wanted = block_bytes_;
  do {
    fill(wanted);
    if (have_ == 0) return false;
    if (!encoding_) decide_encoding();
    advance(block);
    wanted = have_ + std::max(block_bytes_, have_);
  } while (!is_settled());
  finish(block);
  return true;
}

/// A CR at the very end may be the first half of a line end.
bool CsvSplitter::is_settled() const {
  if (progress_.endless || ended_) return true;
  return progress_.end > 0 && (progress_.end < have_ || (*bytes_)[have_ - 1] != '\r');
}

/// A Ctrl-Z is no byte of the file when nothing follows, so none is the last before that is known.
void CsvSplitter::fill(std::size_t wanted) {
  std::string& bytes = *bytes_;
  const auto ends_open = [&] { return have_ > 0 && bytes[have_ - 1] == kCtrlZ; };
  while (!ended_ && (have_ < wanted || ends_open())) {
    const std::size_t asked = have_ < wanted ? wanted - have_ : 1;
    if (bytes.size() < have_ + asked) bytes.resize(have_ + asked);
    const std::size_t count = from_->read(bytes.data() + have_, asked);
    have_ += count;
    if (count == 0) {
      ended_ = true;
      if (ends_open()) --have_;
    } else if (count < asked && have_ >= kHandedOver && !ends_open()) {
      break;
    }
  }
}

void CsvSplitter::decide_encoding() {
  const auto begin = bytes_->begin();
  const auto first = std::find_if(begin + static_cast<std::ptrdiff_t>(ascii_),
                                  begin + static_cast<std::ptrdiff_t>(have_),
                                  [](char c) { return (c & 0x80) != 0; });
  ascii_ = static_cast<std::size_t>(first - begin);
  if (ascii_ == have_) return;
  while (!ended_ && have_ - ascii_ < kSampleBytes) fill(ascii_ + kSampleBytes);
  const std::size_t size = std::min(have_ - ascii_, kSampleBytes);
  const Detection detection = detect_encoding(std::string_view(*bytes_).substr(ascii_, size),
                                              ended_ && ascii_ + size == have_);
  encoding_ = detection.encoding.value_or(Encoding::Utf8);
}

/// As far as the bytes go.
void CsvSplitter::advance(TableBlock& block) {
  while (!progress_.endless && progress_.end < have_) {
    if (form_.limits.record >= kShortest && scan(block)) return;
    if (!take_record(block)) return;
  }
}

/// False: the record at `end` needs a closer look.
bool CsvSplitter::scan(TableBlock& block) {
  Progress& p = progress_;
  CsvBytes bytes = {bytes_->data(), have_, form_.delimiter, form_.limits.record};
  CsvSplit now = p.split;
  do {
    bytes.size = std::min(have_, p.split.next + kSeamBytes);
    now = split_csv(bytes, p.split, form_.loops);
    p.end = now.last_end;
    p.records = p.records_before + now.records;
    p.lines = p.lines_before + now.lines;
    add_seam(block);
  } while (bytes.size < have_ && !now.stopped);
  if (now.stopped) block.regular = false;
  return !now.stopped && !(ended_ && p.end < have_) && have_ - p.end <= form_.limits.record;
}

/// False: more bytes are needed.
bool CsvSplitter::take_record(TableBlock& block) {
  Progress& p = progress_;
  if (p.end == have_) return true;
  const std::string_view bytes = std::string_view(*bytes_).substr(0, have_);
  CsvRecord record = read_csv_record(bytes, p.end, form_.delimiter, form_.limits.record, ended_);
  if (record.kind == CsvRecord::Kind::Incomplete) {
    p.split = CsvSplit::begin(p.end);
    p.records_before = p.records;
    p.lines_before = p.lines;
    return false;
  }
  if (record.kind == CsvRecord::Kind::Endless) {
    p.endless = true;
    record.next = p.end + form_.limits.record + 1;
    record.lines = 1;
  }
  if (record.has_literal_quote && literal_quote_line_ == 0) literal_quote_line_ = line_ + p.lines;
  if (record.kind != CsvRecord::Kind::Whole) block.regular = false;
  p.end = record.next;
  p.records_before = ++p.records;
  p.lines_before = p.lines += record.lines;
  p.split = CsvSplit::begin(p.end);
  add_seam(block);
  return true;
}

void CsvSplitter::add_seam(TableBlock& block) const {
  const std::size_t last = block.seams.empty() ? 0 : block.seams.back().byte;
  if (progress_.end >= last + kSeamBytes)
    block.seams.push_back(
        {progress_.records, progress_.lines, static_cast<std::uint32_t>(progress_.end)});
}

void CsvSplitter::finish(TableBlock& block) {
  const Progress& p = progress_;
  block.records = p.records;
  ++index_;
  row_ += p.records;
  line_ += p.lines;
  byte_ += p.end;
  carry_.assign(block.bytes, p.end, have_ - p.end);
  if (p.endless) skip_line();
  block.bytes.resize(p.end);
}

/// To the end of the line that `carry_` is in.
void CsvSplitter::skip_line() {
  while (true) {
    const std::size_t end = find_line_end(carry_, 0);
    const bool unsure = end + 1 == carry_.size() && carry_[end] == '\r';
    if (end < carry_.size() && (!unsure || ended_)) {
      const std::size_t next = behind_line_end(carry_, end);
      byte_ += next;
      carry_.erase(0, next);
      return;
    }
    byte_ += end;
    carry_.erase(0, end);
    if (ended_) return;
    const std::size_t have = carry_.size();
    carry_.resize(have + kHandedOver);
    const std::size_t count = from_->read(carry_.data() + have, kHandedOver);
    carry_.resize(have + count);
    ended_ = count == 0;
  }
}

}  // namespace ipcheck
