#pragma once
// Opening a file for reading, with every odd thing told apart. Only readers of bytes include it:
// text/file.cc for whole files, io/bytes/byte_stream.cc for streams.

#include <cstdint>
#include <optional>
#include <string>

#include "text/diagnostic.h"

namespace ipcheck {

/// A file descriptor that is closed unless it is standard input.
class InputHandle {
 public:
  InputHandle() = default;
  explicit InputHandle(int fd) : fd_(fd) {}
  ~InputHandle();
  InputHandle(InputHandle&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  InputHandle& operator=(InputHandle&&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_ = -1;
};

struct Input {
  InputHandle handle;
  std::string name;                   // as diagnostics print it
  std::optional<std::uint64_t> size;  // of a regular file when it was opened
};

/// `path` open for reading, `-` for standard input. FIFOs are opened; directories and devices are
/// refused without being opened, as opening some devices acts.
/// Errors: a diagnostic (`file-missing`, `file-is-directory`, `file-is-device`, `file-unreadable`).
std::optional<Input> open_input(const std::string& path, Diagnostics& diags);

/// `cannot read …` with the reason of `error` (an errno). Errors: the diagnostic `file-unreadable`.
void say_unreadable(const std::string& name, int error, Diagnostics& diags);

}  // namespace ipcheck
