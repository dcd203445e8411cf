// Tested by tests/cli (transcripts with -o).
#include "cli/output_file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <random>

#include "text/error_words.h"
#include "text/file.h"

namespace ipcheck {
namespace fs = std::filesystem;
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

[[noreturn]] void fail(const std::string& path, int error = errno) {
  throw Failure{because(say("无法写入 {}", "cannot write {}", path), error)};
}

/// `call` once more for as long as a signal interrupts it.
template <class Call>
int uninterrupted(Call call) {
  while (true) {
    const int result = call();
    if (result >= 0 || errno != EINTR) return result;
  }
}

extern "C" void on_signal(int signal) {
  remove_temporary_files();
  ::_exit(128 + signal);
}

bool is_plain_target(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) != 0 || S_ISREG(info.st_mode);
}

/// A link is written through: its target is replaced or made, the link stays.
std::string resolved(const std::string& path) {
  constexpr int kHops = 40;  // as many as the kernel follows
  std::error_code error;
  fs::path at = fs::canonical(path, error);
  if (!error) return at.string();
  at = path;
  for (int hop = 0; hop < kHops && fs::is_symlink(at, error); ++hop)
    at = at.parent_path() / fs::read_symlink(at, error);
  return at.string();
}

std::string folder_of(const std::string& path) {
  std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

constexpr std::string_view kTemporary = "/.ipcheck-XXXXXX";  // the letters vary

std::string temporary_name() {
  constexpr std::string_view kLetters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  std::random_device random;
  std::string name(kTemporary);
  for (std::size_t i = name.find('X'); i < name.size(); ++i)
    name[i] = kLetters[random() % kLetters.size()];
  return name;
}

/// Removes temporary files in `folder` whose makers are gone: who writes one has it locked. Where
/// nothing can be locked or listed, they stay.
void remove_litter(const std::string& folder) {
  const std::string_view begin = kTemporary.substr(1, kTemporary.find('X') - 1);
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (!name.starts_with(begin) || name.size() != kTemporary.size() - 1) continue;
    const int fd = ::open(it->path().c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) continue;
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) ::unlink(it->path().c_str());
    ::close(fd);
  }
}

}  // namespace

OutputFile::OutputFile(std::string name, std::string path)
    : name_(std::move(name)), path_(std::move(path)) {}

OutputFile::OutputFile(const std::string& path) : OutputFile(path, path) {
  struct stat old {};
  const bool exists = ::stat(path.c_str(), &old) == 0;
  if (!exists && errno != ENOENT) fail(name_);
  if (exists && !S_ISREG(old.st_mode)) {
    fd_ = uninterrupted([&] { return ::open(path.c_str(), O_WRONLY | O_CLOEXEC); });
    if (fd_ < 0) fail(name_);
  } else {
    path_ = resolved(path);
    create_temporary();
    mode_t mask = ::umask(0);
    ::umask(mask);
    (void)!::fchmod(fd_, exists ? old.st_mode & 07777 : 0666 & ~mask);
  }
  stream_ = std::make_unique<FdStream>(fd_);
}

/// Locked, so that nobody takes it for litter; a new one if somebody did before it was.
void OutputFile::create_temporary() {
  const std::string folder = folder_of(path_);
  remove_litter(folder);
  while (true) {
    // Known to `on_signal` before it is there: a signal may come within the call that makes it.
    temporary_ = folder + temporary_name();
    pending_ = claim_pending(temporary_);
    constexpr int kNew = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC;
    fd_ = uninterrupted([&] { return ::open(temporary_.c_str(), kNew, 0600); });
    if (fd_ < 0) {
      const int error = errno;
      temporary_.clear();
      release_pending(pending_);
      if (error == EEXIST) continue;
      fail(name_, error);
    }
    if (uninterrupted([&] { return ::flock(fd_, LOCK_EX); }) != 0) return keep_unlocked();
    struct stat made {};
    if (::fstat(fd_, &made) != 0 || made.st_nlink > 0) return;
    ::close(fd_);
    release_pending(pending_);
  }
}

/// Without a lock it takes a name that nobody holds for litter.
void OutputFile::keep_unlocked() {
  std::string name = temporary_;
  name[name.rfind('-')] = '_';
  if (::rename(temporary_.c_str(), name.c_str()) != 0) return;
  release_pending(pending_);
  temporary_ = name;
  pending_ = claim_pending(temporary_);
}

OutputFile::~OutputFile() {
  stream_.reset();
  if (fd_ >= 0) ::close(fd_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  release_pending(pending_);
}

void OutputFile::settle() {
  if (settled_) return;
  stream_->finish({" " + name_, name_});
  if (!temporary_.empty() && uninterrupted([&] { return ::fsync(fd_); }) != 0 && errno != EINVAL)
    fail(name_);
  settled_ = true;
}

void OutputFile::commit() {
  settle();
  if (temporary_.empty()) return;
  // Renamed before it is closed, for its lock ends then; closing has nothing left to say.
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail(name_);
  temporary_.clear();
  release_pending(pending_);
}

bool names_folder(const std::string& output) {
  std::error_code error;
  return output.ends_with('/') || (!output.empty() && fs::is_directory(output, error));
}

std::string temporary_folder(const std::string& output) {
  std::error_code error;
  if (output.empty() || !is_plain_target(output)) return fs::temp_directory_path(error).string();
  return folder_of(resolved(output));
}

bool is_same_file(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty() || !is_plain_target(a) || !is_plain_target(b)) return false;
  struct stat one {
  }, other{};
  if (::stat(a.c_str(), &one) == 0 && ::stat(b.c_str(), &other) == 0)
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino;
  auto whole = [](const std::string& path) {
    std::error_code error;
    return fs::weakly_canonical(fs::absolute(path, error), error);
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

void remove_temporary_files() {
  for (const char* pending : pending_files)
    if (*pending != '\0') ::unlink(pending);
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
