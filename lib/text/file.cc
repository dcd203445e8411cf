// Tested by tests/text/file_test.cc.
#include "text/file.h"

#include <iconv.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "text/code_point.h"
#include "text/file_kind.h"
#include "text/input.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

constexpr std::size_t kBlock = 1 << 16;  // on the heap: stacks may be small

std::string display_name(const std::string& path) {
  return path == "-" ? "<stdin>" : path;
}

void too_large(const std::string& name, std::size_t limit, Diagnostics& diags) {
  diags
      .file_error("file-too-large", name,
                  say("`{}` 超过 {} MiB 的上限", "`{}` is larger than {} MiB", name, limit >> 20))
      .help(say("拆成几个文件", "split it into several files"));
}

std::optional<std::string> read_all(int fd, const std::string& name, std::size_t limit,
                                    Diagnostics& diags) {
  std::string bytes;
  std::string block(kBlock, '\0');
  while (true) {
    const ssize_t count = ::read(fd, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      say_unreadable(name, errno, diags);
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
  std::string block(kBlock, '\0');
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

/// Whether bytes that are not UTF-8 were meant to be: texts in GB18030 hold next to nothing that is
/// well formed by chance, a broken or truncated file is well formed but for a few bytes.
bool is_broken_utf8(std::string_view bytes) {
  std::size_t good = 0, bad = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const CodePoint c = code_point_at(bytes, i);
    bad += c.value < 0;
    good += c.value >= 0 && c.size > 2;
    i += c.size;
  }
  return 4 * good > bad;
}

Text export_as_text() {
  return say("另存为 UTF-8 文本（YAML、JSON 或 CSV）后再试",
             "save it as UTF-8 text (YAML, JSON or CSV) and try again");
}

void named_not_text(const std::string& name, const FileKind& what, Diagnostics& diags) {
  diags
      .file_error(
          "not-text", name,
          Text{fmt::format("`{}` 不是所需的文本，而像是“{}”", name, what.zh),
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
  if (const FileKind* kind = file_kind(bytes)) {
    named_not_text(name, *kind, diags);
    return std::nullopt;
  }
  std::optional<std::string> text;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    text = from_utf16(name, bytes, diags);
    if (!text) return std::nullopt;
  } else if (const auto invalid = first_invalid_utf8(bytes)) {
    if (is_broken_utf8(bytes)) {
      const std::string_view before = std::string_view(bytes).substr(0, *invalid);
      const auto line = std::count(before.begin(), before.end(), '\n') + 1;
      const std::size_t column = code_points(before.substr(before.rfind('\n') + 1)) + 1;
      not_text(name,
               say("第 {1} 行第 {2} 列（第 {0} 字节）不是有效的 UTF-8",
                   "invalid UTF-8 at byte {} (line {}, column {})", *invalid, line, column),
               diags);
      return std::nullopt;
    }
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
  const std::optional<Input> input = open_input(path, diags);
  if (!input) return std::nullopt;
  if (input->size.value_or(0) > limit) {
    too_large(input->name, limit, diags);
    return std::nullopt;
  }
  return read_all(input->handle.fd(), input->name, limit, diags);
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
