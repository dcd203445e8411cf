// Tested by tests/io/byte_stream_test.cc. The only source that includes zstd.
#include <zstd.h>

#include <new>

#include "io/bytes/inflate.h"

namespace ipcheck {
namespace {

class ZstdStream final : public ByteStream {
 public:
  ZstdStream(std::unique_ptr<ByteStream> from, std::string name)
      : packed_(std::move(from)), name_(std::move(name)), state_(ZSTD_createDStream()) {
    if (state_ == nullptr) throw std::bad_alloc();
  }
  ~ZstdStream() override { ZSTD_freeDStream(state_); }
  ZstdStream(const ZstdStream&) = delete;
  ZstdStream& operator=(const ZstdStream&) = delete;

  std::string_view compression() const override { return "zstd"; }

  std::size_t read(char* to, std::size_t size) override {
    ZSTD_outBuffer out = {to, size, 0};
    while (out.pos < size) {
      // A frame may hold back output although all its input is read.
      if (!packed_.fill() && !full_) {
        if (in_frame_) truncated_packing(name_, "zstd", packed_.offset());
        break;
      }
      ZSTD_inBuffer in = {packed_.left().data(), packed_.left().size(), 0};
      const std::size_t before = out.pos;
      const std::size_t result = ZSTD_decompressStream(state_, &out, &in);
      packed_.use(in.pos);
      if (ZSTD_isError(result) != 0) damaged_packing(name_, "zstd", packed_.offset());
      in_frame_ = result != 0;
      full_ = in_frame_ && out.pos == size;
      if (in.pos == 0 && out.pos == before) truncated_packing(name_, "zstd", packed_.offset());
    }
    return out.pos;
  }

 private:
  PackedBytes packed_;
  std::string name_;
  ZSTD_DStream* state_;
  bool in_frame_ = false;
  bool full_ = false;  // the last call filled its output, so more may wait inside
};

}  // namespace

std::unique_ptr<ByteStream> inflate_zstd(std::unique_ptr<ByteStream> from, std::string name) {
  return std::make_unique<ZstdStream>(std::move(from), std::move(name));
}

}  // namespace ipcheck
