// Tested by tests/cli (transcripts on /dev/full and closed pipes).
#include "cli/fd_stream.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "text/file.h"

namespace ipcheck {

int FdBuffer::overflow(int c) {
  if (sync() != 0) return traits_type::eof();
  if (c != traits_type::eof()) {
    *pptr() = static_cast<char>(c);
    pbump(1);
  }
  return traits_type::not_eof(c);
}

int FdBuffer::sync() {
  const char* at = pbase();
  while (at < pptr() && error_ == 0) {
    ssize_t n = ::write(fd_, at, static_cast<std::size_t>(pptr() - at));
    if (n >= 0)
      at += n;
    else if (errno != EINTR)
      error_ = errno;
  }
  setp(buffer_, buffer_ + sizeof buffer_);
  return error_ == 0 ? 0 : -1;
}

void FdStream::finish(const Text& what) {
  flush();
  if (buffer_.error() == EPIPE) throw BrokenPipe{};
  if (buffer_.error() != 0) {
    const char* reason = std::strerror(buffer_.error());
    throw Failure{
        {"无法写入" + what.zh + "：" + reason, "cannot write " + what.en + ": " + reason}};
  }
}

}  // namespace ipcheck
