#pragma once
// A std::ostream over a file descriptor that tells a broken pipe from a full disk and never loses
// an error.

#include <ostream>
#include <streambuf>

#include "text/say.h"

namespace ipcheck {

/// The reader went away: success (design 7).
struct BrokenPipe {};

class FdBuffer : public std::streambuf {
 public:
  explicit FdBuffer(int fd) : fd_(fd) { setp(buffer_, buffer_ + sizeof buffer_); }
  /// errno of the first failed write; 0 while all went well.
  int error() const { return error_; }

 protected:
  int overflow(int c) override;
  int sync() override;

 private:
  int fd_;
  int error_ = 0;
  char buffer_[1 << 16];
};

class FdStream : public std::ostream {
 public:
  explicit FdStream(int fd) : std::ostream(nullptr), buffer_(fd) { rdbuf(&buffer_); }
  ~FdStream() override { flush(); }
  /// Flushes. Errors: throws BrokenPipe, or Failure naming `what`.
  void finish(const Text& what);

 private:
  FdBuffer buffer_;
};

}  // namespace ipcheck
