// Tested by tests/cli (transcripts with -o).
#include "cli/output_file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "text/file.h"

namespace ipcheck {
namespace {

/// The one temporary file that a signal must remove. Written before the file exists, cleared after
/// it is gone.
char pending_file[4096];

[[noreturn]] void fail(const std::string& path) {
  const char* reason = std::strerror(errno);
  throw Failure{say("无法写入 {}：{}", "cannot write {}: {}", path, reason)};
}

extern "C" void on_signal(int signal) {
  if (pending_file[0] != '\0') ::unlink(pending_file);
  ::_exit(128 + signal);
}

bool is_plain_target(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) != 0 || S_ISREG(info.st_mode);
}

/// A link is written through: its target is replaced, the link stays.
std::string resolved(const std::string& path) {
  std::error_code error;
  auto real = std::filesystem::canonical(path, error);
  return error ? path : real.string();
}

}  // namespace

OutputFile::OutputFile(std::string path) : path_(std::move(path)) {
  if (!is_plain_target(path_)) {
    fd_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd_ < 0) fail(path_);
  } else {
    path_ = resolved(path_);
    temporary_ = path_ + ".XXXXXX";
    if (temporary_.size() >= sizeof pending_file) {
      errno = ENAMETOOLONG;
      fail(path_);
    }
    fd_ = ::mkostemp(temporary_.data(), O_CLOEXEC);
    if (fd_ < 0) {
      temporary_.clear();
      fail(path_);
    }
    std::memcpy(pending_file, temporary_.c_str(), temporary_.size() + 1);
    mode_t mask = ::umask(0);
    ::umask(mask);
    struct stat old {};
    bool exists = ::stat(path_.c_str(), &old) == 0;
    (void)!::fchmod(fd_, exists ? old.st_mode & 07777 : 0666 & ~mask);
  }
  stream_ = std::make_unique<FdStream>(fd_);
}

OutputFile::~OutputFile() {
  stream_.reset();
  if (fd_ >= 0) ::close(fd_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  pending_file[0] = '\0';
}

void OutputFile::commit() {
  stream_->finish({" " + path_, path_});
  if (temporary_.empty()) return;
  if (::fsync(fd_) != 0 && errno != EINVAL) fail(path_);
  int fd = fd_;
  fd_ = -1;
  if (::close(fd) != 0) fail(path_);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail(path_);
  temporary_.clear();
  pending_file[0] = '\0';
}

std::string temporary_folder(const std::string& output) {
  std::error_code error;
  if (output.empty() || !is_plain_target(output))
    return std::filesystem::temp_directory_path(error).string();
  std::string folder = std::filesystem::path(resolved(output)).parent_path().string();
  return folder.empty() ? "." : folder;
}

void refuse_overwrite(const std::string& output, std::span<const std::string> inputs) {
  struct stat out {};
  if (output.empty() || ::stat(output.c_str(), &out) != 0 || !S_ISREG(out.st_mode)) return;
  for (const std::string& input : inputs) {
    struct stat in {};
    bool same =
        ::stat(input.c_str(), &in) == 0 && in.st_dev == out.st_dev && in.st_ino == out.st_ino;
    if (same)
      throw Failure{say("`-o {}` 会覆盖输入文件，请换一个文件名",
                        "`-o {}` would overwrite the input, name another file", output)};
  }
}

void install_signal_cleanup() {
  for (int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action {};
    action.sa_handler = on_signal;
    struct sigaction old {};
    ::sigaction(signal, nullptr, &old);
    if (old.sa_handler != SIG_IGN) ::sigaction(signal, &action, nullptr);
  }
}

}  // namespace ipcheck
