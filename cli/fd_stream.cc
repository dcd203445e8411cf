// Tested by tests/cli (transcripts on /dev/full and closed pipes).
#include "cli/fd_stream.h"

#include <unistd.h>

#include <cerrno>

#include "text/error_words.h"
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
    if (n > 0)
      at += n;
    else if (n == 0 || errno != EINTR)
      error_ = n == 0 ? EIO : errno;
  }
  setp(buffer_, buffer_ + sizeof buffer_);
  return error_ == 0 ? 0 : -1;
}

void FdStream::finish(const Text& what) {
  flush();
  if (buffer_.error() == EPIPE) throw BrokenPipe{};
  if (buffer_.error() != 0) {
    throw Failure{because({"无法写入" + what.zh, "cannot write " + what.en}, buffer_.error())};
  }
}

}  // namespace ipcheck
