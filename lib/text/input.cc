// Tested by tests/text/file_test.cc.
#include "text/input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "text/error_words.h"

namespace ipcheck {
namespace {

bool refused_kind(const struct stat& info, const std::string& name, Diagnostics& diags) {
  if (S_ISDIR(info.st_mode)) {
    diags
        .file_error(
            "file-is-directory", name,
            say("`{}` 是文件夹，应给出文件", "`{}` is a directory, a file is expected", name))
        .help(say("写明文件夹里的文件名", "name a file inside it"));
    return true;
  }
  if (S_ISCHR(info.st_mode) || S_ISBLK(info.st_mode) || S_ISSOCK(info.st_mode)) {
    diags
        .file_error("file-is-device", name,
                    say("`{}` 是设备，应给出文件", "`{}` is a device, a file is expected", name))
        .help(say("从标准输入读时写 `-`", "to read standard input, write `-`"));
    return true;
  }
  return false;
}

int open_for_reading(const std::string& path) {
  while (true) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd >= 0 || errno != EINTR) return fd;
  }
}

}  // namespace

InputHandle::~InputHandle() {
  if (fd_ > STDIN_FILENO) ::close(fd_);
}

void say_unreadable(const std::string& name, int error, Diagnostics& diags) {
  diags
      .file_error("file-unreadable", name,
                  because(say("无法读取 `{}`", "cannot read `{}`", name), error))
      .help(say("检查路径和读取权限", "check the path and its permissions"));
}

std::optional<Input> open_input(const std::string& path, Diagnostics& diags) {
  if (path == "-") return Input{InputHandle(STDIN_FILENO), "<stdin>", {}};
  struct stat info = {};
  const bool has_nul = path.find('\0') != std::string::npos;
  if (has_nul || ::stat(path.c_str(), &info) != 0) {
    const int error = has_nul ? EINVAL : errno;
    if (error != ENOENT && error != ENOTDIR) {
      say_unreadable(path, error, diags);
    } else {
      diags.file_error("file-missing", path, say("没有文件 `{}`", "no file `{}`", path))
          .help(say("检查路径和文件名", "check the path and the name"));
    }
    return std::nullopt;
  }
  if (refused_kind(info, path, diags)) return std::nullopt;
  Input input{InputHandle(open_for_reading(path)), path, {}};
  if (input.handle.fd() < 0 || ::fstat(input.handle.fd(), &info) != 0) {
    say_unreadable(path, errno, diags);
    return std::nullopt;
  }
  if (refused_kind(info, path, diags)) return std::nullopt;  // swapped since the first look
  if (S_ISREG(info.st_mode)) input.size = static_cast<std::uint64_t>(info.st_size);
  return input;
}

}  // namespace ipcheck
