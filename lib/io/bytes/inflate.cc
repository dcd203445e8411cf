// Tested by tests/io/byte_stream_test.cc.
#include "io/bytes/inflate.h"

namespace ipcheck {

bool PackedBytes::fill() {
  if (begin_ < end_) return true;
  before_ += begin_;
  begin_ = end_ = 0;
  while (end_ < block_.size()) {
    const std::size_t count = from_->read(block_.data() + end_, block_.size() - end_);
    if (count == 0) break;
    end_ += count;
  }
  return end_ > 0;
}

void truncated_packing(const std::string& name, std::string_view packing, std::uint64_t offset) {
  throw Failure{say("`{}` 的 {} 压缩数据在第 {} 字节处中断，请重新传输或重新压缩",
                    "the {1} data of `{0}` breaks off at byte {2}; copy or compress it again", name,
                    packing, offset)};
}

void damaged_packing(const std::string& name, std::string_view packing, std::uint64_t offset) {
  throw Failure{say("`{}` 的 {} 压缩数据在第 {} 字节附近损坏，请重新传输或重新压缩",
                    "the {1} data of `{0}` is damaged near byte {2}; copy or compress it again",
                    name, packing, offset)};
}

}  // namespace ipcheck
