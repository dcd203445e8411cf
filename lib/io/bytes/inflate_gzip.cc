// Tested by tests/io/byte_stream_test.cc. The only source that includes zlib.
#include <zlib.h>

#include <algorithm>

#include "io/bytes/inflate.h"

namespace ipcheck {
namespace {

constexpr int kGzip = 15 + 16;  // inflateInit2: the largest window, gzip's head and tail

class GzipStream final : public ByteStream {
 public:
  GzipStream(std::unique_ptr<ByteStream> from, std::string name)
      : packed_(std::move(from)), name_(std::move(name)) {
    if (inflateInit2(&state_, kGzip) != Z_OK) throw std::bad_alloc();
  }
  ~GzipStream() override { inflateEnd(&state_); }

  std::string_view compression() const override { return "gzip"; }

  std::size_t read(char* to, std::size_t size) override {
    size = std::min<std::size_t>(size, 1u << 30);
    std::size_t done = 0;
    while (done < size && !ended_) {
      if (!packed_.fill()) {
        if (in_member_) truncated_packing(name_, "gzip", packed_.offset());
        ended_ = true;
      } else if (!in_member_ && !begin_member()) {
        continue;
      } else {
        done += inflate_some(to + done, size - done);
      }
    }
    return done;
  }

 private:
  /// False: padding was skipped, or the end is reached.
  bool begin_member() {
    const std::string_view left = packed_.left();
    if (members_ > 0 && left[0] == '\0') {
      const std::size_t zeros = std::min(left.find_first_not_of('\0'), left.size());
      packed_.use(zeros);
      padded_ = true;
      return false;
    }
    if (padded_) damaged_packing(name_, "gzip", packed_.offset());
    inflateReset(&state_);
    in_member_ = true;
    return true;
  }

  std::size_t inflate_some(char* to, std::size_t size) {
    const std::string_view left = packed_.left();
    state_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(left.data()));
    state_.avail_in = static_cast<uInt>(left.size());
    state_.next_out = reinterpret_cast<Bytef*>(to);
    state_.avail_out = static_cast<uInt>(size);
    const int result = inflate(&state_, Z_NO_FLUSH);
    packed_.use(left.size() - state_.avail_in);
    if (result == Z_STREAM_END) {
      in_member_ = false;
      ++members_;
    } else if (result == Z_MEM_ERROR) {
      throw std::bad_alloc();
    } else if (result != Z_OK) {
      damaged_packing(name_, "gzip", packed_.offset());
    }
    return size - state_.avail_out;
  }

  PackedBytes packed_;
  std::string name_;
  z_stream state_ = {};
  std::uint64_t members_ = 0;
  bool in_member_ = false, padded_ = false, ended_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> inflate_gzip(std::unique_ptr<ByteStream> from, std::string name) {
  return std::make_unique<GzipStream>(std::move(from), std::move(name));
}

}  // namespace ipcheck
