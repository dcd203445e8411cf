// Tested by tests/faults.
#include "report/workbook_files.h"

#include <unistd.h>

#include <cerrno>
#include <memory>
#include <new>

#include "report/spool.h"

namespace ipcheck {
namespace {

thread_local int* first_error = nullptr;

struct Cookie {
  int fd;
  int* error;
};

Cookie& cookie_of(void* cookie) {
  return *static_cast<Cookie*>(cookie);
}

ssize_t read_cookie(void* cookie, char* to, std::size_t size) {
  while (true) {
    const ssize_t count = ::read(cookie_of(cookie).fd, to, size);
    if (count >= 0) return count;
    if (errno == EINTR) continue;
    *cookie_of(cookie).error = errno;
    return -1;
  }
}

/// All of it or nothing, so that stdio need not try again.
ssize_t write_cookie(void* cookie, const char* from, std::size_t size) {
  for (std::size_t at = 0; at < size;) {
    const ssize_t count = ::write(cookie_of(cookie).fd, from + at, size - at);
    if (count > 0) {
      at += static_cast<std::size_t>(count);
    } else if (count == 0 || errno != EINTR) {
      *cookie_of(cookie).error = count == 0 ? EIO : errno;
      return 0;
    }
  }
  return static_cast<ssize_t>(size);
}

int seek_cookie(void* cookie, off64_t* to, int whence) {
  const off_t at = ::lseek(cookie_of(cookie).fd, *to, whence);
  if (at < 0) *cookie_of(cookie).error = errno;
  if (at < 0) return -1;
  *to = at;
  return 0;
}

int close_cookie(void* cookie) {
  const std::unique_ptr<Cookie> owned(static_cast<Cookie*>(cookie));
  ::close(owned->fd);
  return 0;
}

ssize_t swallow(void*, const char*, std::size_t size) {
  return static_cast<ssize_t>(size);
}

std::FILE* make_file(const char* folder, int& error) {
  std::unique_ptr<Cookie> cookie(new (std::nothrow) Cookie{open_unnamed(folder), &error});
  if (cookie == nullptr || cookie->fd < 0) {
    error = cookie == nullptr ? ENOMEM : errno;
    return nullptr;
  }
  std::FILE* file = ::fopencookie(
      cookie.get(), "w+b",
      {.read = read_cookie, .write = write_cookie, .seek = seek_cookie, .close = close_cookie});
  if (file == nullptr) {
    error = errno;
    ::close(cookie->fd);
    return nullptr;
  }
  (void)cookie.release();  // close_cookie's
  (void)std::setvbuf(file, nullptr, _IOFBF, 1 << 16);
  return file;
}

}  // namespace

WorkbookFiles::WorkbookFiles(int& error) : outer_(first_error), words_(stderr) {
  first_error = &error;
  nowhere_ = ::fopencookie(nullptr, "w",
                           {.read = nullptr, .write = swallow, .seek = nullptr, .close = nullptr});
  if (nowhere_ != nullptr) stderr = nowhere_;
}

WorkbookFiles::~WorkbookFiles() {
  stderr = words_;
  if (nowhere_ != nullptr) std::fclose(nowhere_);
  first_error = outer_;
}

}  // namespace ipcheck

/// libxlsxwriter's own function of this name gives way to this one.
extern "C" [[gnu::visibility("default")]] std::FILE* lxw_tmpfile(char* folder) {
  int unheard = 0;
  int& error = ipcheck::first_error != nullptr ? *ipcheck::first_error : unheard;
  return ipcheck::make_file(folder != nullptr ? folder : "/tmp", error);
}
