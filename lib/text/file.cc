// Tested by tests/text/file_test.cc.
#include "text/file.h"

#include <fcntl.h>
#include <iconv.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "text/utf8.h"

namespace ipcheck {
namespace {

/// A file descriptor that is closed unless it is standard input.
class Handle {
 public:
  explicit Handle(int fd) : fd_(fd) {}
  ~Handle() {
    if (fd_ > STDIN_FILENO) ::close(fd_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

std::string display_name(const std::string& path) {
  return path == "-" ? "<stdin>" : path;
}

std::string reason(int error) {
  return std::generic_category().message(error);
}

void unreadable(const std::string& name, int error, Diagnostics& diags) {
  diags
      .file_error("file-unreadable", name,
                  say("无法读取 `{}`：{}", "cannot read `{}`: {}", name, reason(error)))
      .help(say("检查路径和读取权限", "check the path and its permissions"));
}

void too_large(const std::string& name, std::size_t limit, Diagnostics& diags) {
  diags
      .file_error("file-too-large", name,
                  say("`{}` 超过 {} MiB 的上限", "`{}` is larger than {} MiB", name, limit >> 20))
      .help(say("拆成几个文件", "split it into several files"));
}

// Directories and devices are refused before they are opened: opening some devices acts.
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

std::optional<std::string> read_all(int fd, const std::string& name, std::size_t limit,
                                    Diagnostics& diags) {
  std::string bytes;
  std::array<char, 65536> block;
  while (true) {
    const ssize_t count = ::read(fd, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      unreadable(name, errno, diags);
      return std::nullopt;
    }
    if (count == 0) return bytes;
    if (bytes.size() + static_cast<std::size_t>(count) > limit) {
      too_large(name, limit, diags);
      return std::nullopt;
    }
    bytes.append(block.data(), static_cast<std::size_t>(count));
  }
}

/// Strict conversion to UTF-8; nullopt when the bytes are not of `encoding`.
std::optional<std::string> convert(std::string_view bytes, const char* encoding) {
  const iconv_t converter = ::iconv_open("UTF-8", encoding);
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string text;
  std::array<char, 65536> block;
  char* in = const_cast<char*>(bytes.data());  // iconv only reads it
  std::size_t in_left = bytes.size();
  bool good = true;
  while (good && in_left > 0) {
    char* out = block.data();
    std::size_t out_left = block.size();
    const std::size_t result = ::iconv(converter, &in, &in_left, &out, &out_left);
    good = result != static_cast<std::size_t>(-1) || errno == E2BIG;
    text.append(block.data(), block.size() - out_left);
  }
  ::iconv_close(converter);
  if (!good) return std::nullopt;
  return text;
}

struct Magic {
  std::string_view bytes;
  std::string_view zh, en;
};

constexpr std::array kMagics = {
    Magic{"PK\x03\x04", "xlsx 或 zip 文件", "an xlsx or zip file"},
    Magic{"PK\x05\x06", "空的 zip 文件", "an empty zip file"},
    Magic{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "旧版 Excel（xls）文件", "an old Excel (xls) file"},
    Magic{"\x1F\x8B", "gzip 压缩文件", "a gzip file"},
    Magic{"\x7F"
          "ELF",
          "可执行文件（ELF）", "an ELF program"},
    Magic{"%PDF-", "PDF 文件", "a PDF file"},
    Magic{"\x89PNG", "PNG 图片", "a PNG picture"},
    Magic{"\xFF\xD8\xFF", "JPEG 图片", "a JPEG picture"},
};

bool looks_like_html(std::string_view bytes) {
  std::string head;
  for (const char c : trim(bytes.substr(0, 1024))) {
    head += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return head.starts_with("<!doctype html") || head.starts_with("<html");
}

Text what_it_is(std::string_view bytes) {
  for (const Magic& magic : kMagics) {
    if (bytes.starts_with(magic.bytes)) return {std::string(magic.zh), std::string(magic.en)};
  }
  if (looks_like_html(bytes)) return say("HTML 网页", "an HTML page");
  return {};
}

Text export_as_text() {
  return say("另存为 UTF-8 文本（YAML、JSON 或 CSV）后再试",
             "save it as UTF-8 text (YAML, JSON or CSV) and try again");
}

void named_not_text(const std::string& name, const Text& what, Diagnostics& diags) {
  diags
      .file_error(
          "not-text", name,
          Text{fmt::format("`{}` 不是所需的文本，而像是{}", name, what.zh),
               fmt::format("`{}` is not the text expected but looks like {}", name, what.en)})
      .help(export_as_text());
}

void not_text(const std::string& name, const Text& fault, Diagnostics& diags) {
  diags
      .file_error("not-text", name,
                  Text{fmt::format("`{}` 不是文本：{}", name, fault.zh),
                       fmt::format("`{}` is not text: {}", name, fault.en)})
      .help(export_as_text());
}

std::optional<std::string> from_utf16(const std::string& name, std::string_view bytes,
                                      Diagnostics& diags) {
  const bool little = bytes.starts_with("\xFF\xFE");
  std::optional<std::string> text = convert(bytes.substr(2), little ? "UTF-16LE" : "UTF-16BE");
  if (!text) not_text(name, say("UTF-16 编码有错", "broken UTF-16"), diags);
  return text;
}

std::optional<std::string> decode(const std::string& name, std::string bytes, Diagnostics& diags) {
  if (const Text what = what_it_is(bytes); !what.empty()) {
    named_not_text(name, what, diags);
    return std::nullopt;
  }
  std::optional<std::string> text;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    text = from_utf16(name, bytes, diags);
    if (!text) return std::nullopt;
  } else if (const auto invalid = first_invalid_utf8(bytes)) {
    if (bytes.find('\0') == std::string::npos) text = convert(bytes, "GB18030");
    if (!text) {
      not_text(name,
               say("第 {} 字节起既不是 UTF-8，全文也不是 GB18030",
                   "invalid UTF-8 at byte {}, and not GB18030 either", *invalid),
               diags);
      return std::nullopt;
    }
  } else {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
    text = std::move(bytes);
  }
  if (const std::size_t nul = text->find('\0'); nul != std::string::npos) {
    not_text(name, say("第 {} 字节是 NUL", "byte {} is NUL", nul), diags);
    return std::nullopt;
  }
  return text;
}

}  // namespace

std::optional<std::string> read_bytes(const std::string& path, std::size_t limit,
                                      Diagnostics& diags) {
  const std::string name = display_name(path);
  if (path == "-") return read_all(STDIN_FILENO, name, limit, diags);
  struct stat info = {};
  if (path.find('\0') != std::string::npos || ::stat(path.c_str(), &info) != 0) {
    const int error = path.find('\0') != std::string::npos ? EINVAL : errno;
    if (error != ENOENT && error != ENOTDIR) {
      unreadable(name, error, diags);
    } else {
      diags.file_error("file-missing", name, say("没有文件 `{}`", "no file `{}`", name))
          .help(say("检查路径和文件名", "check the path and the name"));
    }
    return std::nullopt;
  }
  if (refused_kind(info, name, diags)) return std::nullopt;
  if (S_ISREG(info.st_mode) && static_cast<std::size_t>(info.st_size) > limit) {
    too_large(name, limit, diags);
    return std::nullopt;
  }
  const Handle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (file.fd() < 0 || ::fstat(file.fd(), &info) != 0) {
    unreadable(name, errno, diags);
    return std::nullopt;
  }
  if (refused_kind(info, name, diags)) return std::nullopt;  // swapped since the first look
  return read_all(file.fd(), name, limit, diags);
}

std::optional<SourceId> read_text(Sources& sources, const std::string& path, std::size_t limit,
                                  Diagnostics& diags) {
  std::optional<std::string> bytes = read_bytes(path, limit, diags);
  if (!bytes) return std::nullopt;
  std::optional<std::string> text = decode(display_name(path), std::move(*bytes), diags);
  if (!text) return std::nullopt;
  return sources.add(display_name(path), std::move(*text));
}

}  // namespace ipcheck
