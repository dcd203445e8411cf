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

/// The temporary files that a signal must remove: result, rejects, report, map. The first byte is
/// written last and cleared first.
constexpr std::size_t kPending = 4;
char pending_files[kPending][4096];

char* claim_pending(const std::string& path) {
  for (char* pending : {pending_files[0], pending_files[1], pending_files[2], pending_files[3]}) {
    if (*pending != '\0' || path.size() >= sizeof pending_files[0]) continue;
    std::memcpy(pending + 1, path.c_str() + 1, path.size());
    *static_cast<volatile char*>(pending) = path.front();
    return pending;
  }
  return nullptr;
}

void release_pending(char*& pending) {
  if (pending != nullptr) *static_cast<volatile char*>(pending) = '\0';
  pending = nullptr;
}

[[noreturn]] void fail(const std::string& path) {
  const char* reason = std::strerror(errno);
  throw Failure{say("无法写入 {}：{}", "cannot write {}: {}", path, reason)};
}

extern "C" void on_signal(int signal) {
  for (const char* pending : pending_files)
    if (*pending != '\0') ::unlink(pending);
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

OutputFile::OutputFile(std::string path) : name_(path), path_(std::move(path)) {
  if (!is_plain_target(path_)) {
    fd_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd_ < 0) fail(name_);
  } else {
    path_ = resolved(path_);
    temporary_ = path_ + ".XXXXXX";
    fd_ = ::mkostemp(temporary_.data(), O_CLOEXEC);
    if (fd_ < 0) {
      temporary_.clear();
      fail(name_);
    }
    pending_ = claim_pending(temporary_);
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
  release_pending(pending_);
}

void OutputFile::commit() {
  stream_->finish({" " + name_, name_});
  if (temporary_.empty()) return;
  if (::fsync(fd_) != 0 && errno != EINVAL) fail(name_);
  int fd = fd_;
  fd_ = -1;
  if (::close(fd) != 0) fail(name_);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail(name_);
  temporary_.clear();
  release_pending(pending_);
}

bool names_folder(const std::string& output) {
  std::error_code error;
  return output.ends_with('/') || (!output.empty() && std::filesystem::is_directory(output, error));
}

std::string temporary_folder(const std::string& output) {
  std::error_code error;
  if (output.empty() || !is_plain_target(output))
    return std::filesystem::temp_directory_path(error).string();
  std::string folder = std::filesystem::path(resolved(output)).parent_path().string();
  return folder.empty() ? "." : folder;
}

bool is_same_file(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty() || !is_plain_target(a) || !is_plain_target(b)) return false;
  struct stat one {
  }, other{};
  if (::stat(a.c_str(), &one) == 0 && ::stat(b.c_str(), &other) == 0)
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino;
  auto whole = [](const std::string& path) {
    std::error_code error;
    return std::filesystem::weakly_canonical(std::filesystem::absolute(path, error), error);
  };
  return whole(a) == whole(b);
}

void refuse_overwrite(const std::string& output, std::span<const std::string> inputs,
                      const std::string& option) {
  for (const std::string& input : inputs) {
    if (is_same_file(output, input))
      throw Failure{say("`{} {}` 会覆盖输入文件，请换一个文件名",
                        "`{} {}` would overwrite the input, name another file", option, output)};
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
