// Tested by tests/report/ranking_test.cc.
#include "report/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "text/error_words.h"
#include "text/file.h"

namespace ipcheck {
namespace {

constexpr std::size_t kBuffer = 256 << 10;

[[noreturn]] void fail(const std::string& what, int error) {
  const Text why = error_words(error);
  throw Failure{{fmt::format("临时文件出错（{}）：{}；可用 --memory 放宽内存上限", what, why.zh),
                 fmt::format("the temporary file failed ({}): {}; --memory allows more in memory",
                             what, why.en)}};
}

}  // namespace

int open_unnamed(const std::string& folder) {
  int fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0) return fd;
  std::string name = folder + "/.ipcheck-XXXXXX";  // a file system without O_TMPFILE
  fd = ::mkostemp(name.data(), O_CLOEXEC);
  if (fd >= 0) ::unlink(name.c_str());
  return fd;
}

Spool::Spool(const std::string& folder) : fd_(open_unnamed(folder.empty() ? "." : folder)) {
  if (fd_ < 0) fail(folder.empty() ? "." : folder, errno);
}

Spool::~Spool() {
  if (fd_ >= 0) ::close(fd_);
}

void Spool::begin_run() {
  run_ = {size_, size_};
}

void Spool::add(std::string_view bytes) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  buffer_.append(reinterpret_cast<const char*>(&size), sizeof size);
  buffer_ += bytes;
  if (buffer_.size() >= kBuffer) flush();
}

Spool::Run Spool::end_run() {
  flush();
  run_.end = size_;
  return run_;
}

void Spool::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t n = ::pwrite(fd_, rest.data(), rest.size(), static_cast<off_t>(size_));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail("write", n == 0 ? EIO : errno);
    size_ += static_cast<std::uint64_t>(n);
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  buffer_.clear();
}

/// Whether `size` bytes stand in the buffer, read on when needed.
bool Spool::Reader::fill(std::size_t size) {
  if (buffer_.size() - used_ >= size) return true;
  buffer_.erase(0, used_);
  used_ = 0;
  while (buffer_.size() < size && at_ < end_) {
    const std::size_t have = buffer_.size();
    const std::size_t want = std::min<std::uint64_t>(std::max(kBuffer, size), end_ - at_);
    buffer_.resize(have + want);
    ssize_t n = ::pread(fd_, buffer_.data() + have, want, static_cast<off_t>(at_));
    if (n == 0 || (n < 0 && errno != EINTR)) fail("read", n == 0 ? EIO : errno);
    n = std::max<ssize_t>(n, 0);
    buffer_.resize(have + static_cast<std::size_t>(n));
    at_ += static_cast<std::uint64_t>(n);
  }
  return buffer_.size() >= size;
}

bool Spool::Reader::next(std::string& bytes) {
  std::uint32_t size = 0;
  if (!fill(sizeof size)) return false;
  std::memcpy(&size, buffer_.data() + used_, sizeof size);
  used_ += sizeof size;
  if (!fill(size)) return false;
  bytes.assign(buffer_, used_, size);
  used_ += size;
  return true;
}

}  // namespace ipcheck
