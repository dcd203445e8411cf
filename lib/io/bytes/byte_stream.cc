// Tested by tests/io/byte_stream_test.cc.
#include "io/bytes/byte_stream.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "io/bytes/inflate.h"
#include "text/error_words.h"
#include "text/input.h"

namespace ipcheck {
namespace {

/// Read by read(2), never mapped: a file that shrinks meanwhile is a short file, not a signal.
class FileStream final : public ByteStream {
 public:
  explicit FileStream(Input input) : input_(std::move(input)) {
    // Advice only: FIFOs refuse it.
    (void)::posix_fadvise(input_.handle.fd(), 0, 0, POSIX_FADV_SEQUENTIAL);
  }

  std::size_t read(char* to, std::size_t size) override {
    while (true) {
      const ssize_t count = ::read(input_.handle.fd(), to, std::min<std::size_t>(size, 1u << 30));
      if (count >= 0) {
        offset_ += static_cast<std::uint64_t>(count);
        return static_cast<std::size_t>(count);
      }
      const int error = errno;
      if (error == EINTR) continue;
      throw Failure{because(say("读取 `{}` 到第 {} 字节时出错", "cannot read `{}` beyond byte {}",
                                input_.name, offset_),
                            error)};
    }
  }

 private:
  Input input_;
  std::uint64_t offset_ = 0;
};

class MemoryStream final : public ByteStream {
 public:
  MemoryStream(std::string bytes, std::size_t step) : bytes_(std::move(bytes)), step_(step) {}

  std::size_t read(char* to, std::size_t size) override {
    const std::size_t count = std::min({size, step_, bytes_.size() - at_});
    std::memcpy(to, bytes_.data() + at_, count);
    at_ += count;
    return count;
  }

 private:
  std::string bytes_;
  std::size_t step_, at_ = 0;
};

/// Bytes that were read to look at them, then the rest.
class ResumedStream final : public ByteStream {
 public:
  ResumedStream(std::string front, std::unique_ptr<ByteStream> rest)
      : front_(std::move(front)), rest_(std::move(rest)) {}

  std::size_t read(char* to, std::size_t size) override {
    if (at_ == front_.size()) return rest_->read(to, size);
    const std::size_t count = std::min(size, front_.size() - at_);
    std::memcpy(to, front_.data() + at_, count);
    at_ += count;
    return count;
  }
  std::string_view compression() const override { return rest_->compression(); }

 private:
  std::string front_;
  std::size_t at_ = 0;
  std::unique_ptr<ByteStream> rest_;
};

struct Packing {
  std::string_view name, suffix, magic;
  std::unique_ptr<ByteStream> (*inflate)(std::unique_ptr<ByteStream>, std::string);
};

constexpr std::array kPackings = {
    Packing{"gzip", ".gz", "\x1F\x8B", inflate_gzip},
    Packing{"zstd", ".zst", "\x28\xB5\x2F\xFD", inflate_zstd},
};
constexpr std::size_t kLongestMagic = 4;

bool ends_with(std::string_view name, std::string_view suffix) {
  if (name.size() < suffix.size()) return false;
  const std::string_view end = name.substr(name.size() - suffix.size());
  return std::equal(end.begin(), end.end(), suffix.begin(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

std::string front_of(ByteStream& stream, std::size_t size) {
  std::string front(size, '\0');
  std::size_t have = 0;
  while (have < size) {
    const std::size_t count = stream.read(front.data() + have, size - have);
    if (count == 0) break;
    have += count;
  }
  front.resize(have);
  return front;
}

/// Name and content must agree, so that nobody guesses; a stream without a name of its own
/// (standard input, a FIFO) goes by its content.
bool agreed(const Packing& packing, bool by_name, bool by_content, const std::string& name,
            Diagnostics& diags) {
  if (by_name == by_content) return true;
  if (by_content) {
    diags
        .file_error("wrong-compression", name,
                    say("`{}` 是 {} 压缩文件，名称却不以 {} 结尾",
                        "`{}` is a {} file, but its name does not end in {}", name, packing.name,
                        packing.suffix))
        .help(say("改名为 `{0}{1}`，或先解压", "rename it to `{0}{1}`, or unpack it first", name,
                  packing.suffix));
  } else {
    diags
        .file_error("wrong-compression", name,
                    say("`{}` 以 {} 结尾，内容却不是 {} 压缩数据",
                        "`{}` ends in {}, but its content is no {} data", name, packing.suffix,
                        packing.name))
        .help(say("去掉名称末尾的 {}", "take {} off its name", packing.suffix));
  }
  return false;
}

}  // namespace

std::unique_ptr<ByteStream> open_bytes(const std::string& path, Diagnostics& diags) {
  std::optional<Input> input = open_input(path, diags);
  if (!input) return nullptr;
  const std::string name = input->name;
  const bool named = input->size.has_value();
  std::unique_ptr<ByteStream> file = std::make_unique<FileStream>(std::move(*input));
  std::string front = front_of(*file, kLongestMagic);
  const Packing* chosen = nullptr;
  for (const Packing& packing : kPackings) {
    const bool by_content = front.starts_with(packing.magic);
    const bool by_name = named ? ends_with(name, packing.suffix) : by_content;
    if (!agreed(packing, by_name, by_content, name, diags)) return nullptr;
    if (by_content) chosen = &packing;
  }
  file = std::make_unique<ResumedStream>(std::move(front), std::move(file));
  return chosen == nullptr ? std::move(file) : chosen->inflate(std::move(file), name);
}

std::unique_ptr<ByteStream> bytes_of(std::string bytes, std::size_t step) {
  return std::make_unique<MemoryStream>(std::move(bytes), step);
}

std::unique_ptr<ByteStream> resumed(std::string front, std::unique_ptr<ByteStream> rest) {
  return std::make_unique<ResumedStream>(std::move(front), std::move(rest));
}

}  // namespace ipcheck
