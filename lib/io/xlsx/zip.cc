// Tested by tests/io/xlsx_damage_test.cc.
#include "io/xlsx/zip.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <unordered_map>

#include "io/xlsx/kind.h"
#include "text/error_words.h"
#include "text/late_library.h"

namespace ipcheck {
namespace {

LateLibrary libzip("libzip.so.4");
LateCall<decltype(zip_source_filep_create)> late_source_filep{libzip, "zip_source_filep_create"};
LateCall<decltype(zip_source_buffer_create)> late_source_buffer{libzip, "zip_source_buffer_create"};
LateCall<decltype(zip_source_free)> late_source_free{libzip, "zip_source_free"};
LateCall<decltype(zip_open_from_source)> late_open{libzip, "zip_open_from_source"};
LateCall<decltype(zip_discard)> late_discard{libzip, "zip_discard"};
LateCall<decltype(zip_get_num_entries)> late_count{libzip, "zip_get_num_entries"};
LateCall<decltype(zip_get_name)> late_name{libzip, "zip_get_name"};
LateCall<decltype(zip_stat_index)> late_stat{libzip, "zip_stat_index"};
LateCall<decltype(zip_fopen_index)> late_fopen{libzip, "zip_fopen_index"};
LateCall<decltype(zip_fread)> late_fread{libzip, "zip_fread"};
LateCall<decltype(zip_fclose)> late_fclose{libzip, "zip_fclose"};
LateCall<decltype(zip_file_get_error)> late_file_error{libzip, "zip_file_get_error"};
LateCall<decltype(zip_get_error)> late_error{libzip, "zip_get_error"};

struct ZipClose {
  void operator()(zip_t* zip) const { late_discard(zip); }
};
struct PartClose {
  void operator()(zip_file_t* part) const { late_fclose(part); }
};

Text save_anew() {
  return say("用 Excel 或 WPS 打开后另存为 .xlsx 再试",
             "open it in Excel or WPS, save it as .xlsx and try again");
}

Text why_of(int code) {
  switch (code) {
    case ZIP_ER_CRC:
      return say("校验和不符", "its checksum does not match");
    case ZIP_ER_READ:
    case ZIP_ER_SEEK:
      return say("读取失败", "it cannot be read");
    case ZIP_ER_EOF:
      return say("内容不完整", "it ends too early");
    case ZIP_ER_ZLIB:
      return say("压缩数据有错", "its compressed data are broken");
    case ZIP_ER_COMPNOTSUPP:
      return say("压缩方法不受支持", "its compression method is not supported");
    default:
      return say("zip 结构有错（{}）", "the zip structure is broken ({})", code);
  }
}

/// Errors: throws Failure when it was the disk that failed, not the workbook.
void check_disk(const zip_error_t& error, const std::string& file) {
  const bool of_disk = error.zip_err == ZIP_ER_READ || error.zip_err == ZIP_ER_SEEK ||
                       error.zip_err == ZIP_ER_TELL || error.zip_err == ZIP_ER_OPEN;
  if (of_disk && error.sys_err != 0)
    throw Failure{because(say("无法读取 `{}`", "cannot read `{}`", file), error.sys_err)};
}

std::string folded_name(std::string_view name) {
  std::string folded(name.substr(name.starts_with('/') ? 1 : 0));
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '\\') c = '/';
  }
  return folded;
}

class Part final : public ZipPart {
 public:
  Part(zip_file_t* part, const std::string& file, std::string name, std::uint64_t packed,
       std::uint64_t limit)
      : part_(part), file_(file), name_(std::move(name)), packed_(packed), limit_(limit) {}

  std::size_t read(char* to, std::size_t size) override {
    const zip_int64_t count = late_fread(part_.get(), to, size);
    if (count < 0) {
      check_disk(*late_file_error(part_.get()), file_);
      throw xlsx_damaged(file_, name_, why_of(late_file_error(part_.get())->zip_err));
    }
    inflated_ += static_cast<std::uint64_t>(count);
    if (inflated_ > limit_ || (inflated_ > kMaxPartBytes && inflated_ / kMaxInflation > packed_)) {
      throw xlsx_fault("xlsx-too-large",
                       say("`{}` 中的 `{}` 解压后过大（疑似压缩炸弹），上限 {} MiB、{} 倍",
                           "`{}`: the part `{}` inflates beyond the limit of {} MiB or {} times",
                           file_, name_, limit_ >> 20, kMaxInflation),
                       say("拆成几个工作簿，或另存为 CSV",
                           "split it into several workbooks, or save it as CSV"));
    }
    return static_cast<std::size_t>(count);
  }
  const std::string& file() const override { return file_; }
  const std::string& name() const override { return name_; }

 private:
  std::unique_ptr<zip_file_t, PartClose> part_;
  const std::string& file_;
  std::string name_;
  std::uint64_t packed_, limit_, inflated_ = 0;
};

class Zip final : public ZipFile {
 public:
  /// Takes `source` over.
  Zip(zip_source_t* source, std::string name, std::unique_ptr<const std::string> bytes)
      : bytes_(std::move(bytes)), name_(std::move(name)) {
    zip_error_t error = {};
    zip_.reset(late_open(source, ZIP_RDONLY, &error));
    if (!zip_) {
      late_source_free(source);
      check_disk(error, name_);
      throw xlsx_fault("xlsx-damaged",
                       say("`{}` 不完整或已损坏，读不出 zip 目录",
                           "`{}` is cut short or damaged: it has no readable zip directory", name_),
                       say("重新传输或下载该文件，或用 Excel、WPS 修复后另存为 .xlsx",
                           "fetch the file again, or repair it in Excel or WPS and save it"));
    }
    index();
  }

  bool has(std::string_view part) const override { return parts_.contains(folded_name(part)); }

  std::unique_ptr<ZipPart> open(std::string_view part, std::uint64_t limit) override {
    const auto found = parts_.find(folded_name(part));
    if (found == parts_.end())
      throw xlsx_damaged(name_, part, say("没有这一部件", "there is no such part"));
    zip_stat_t stat = {};
    late_stat(zip_.get(), found->second, zip_flags_t{0}, &stat);
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
      throw encrypted_fault(name_);
    zip_file_t* file = late_fopen(zip_.get(), found->second, zip_flags_t{0});
    if (file == nullptr) {
      const int code = late_error(zip_.get())->zip_err;
      if (code == ZIP_ER_NOPASSWD || code == ZIP_ER_ENCRNOTSUPP) throw encrypted_fault(name_);
      check_disk(*late_error(zip_.get()), name_);
      throw xlsx_damaged(name_, part, why_of(code));
    }
    return std::make_unique<Part>(file, name_, std::string(part), stat.comp_size, limit);
  }

 private:
  void index() {
    const zip_int64_t count = late_count(zip_.get(), zip_flags_t{0});
    if (count > static_cast<zip_int64_t>(kMaxParts))
      throw xlsx_damaged(name_, "zip",
                         say("条目超过 {} 个", "it has more than {} entries", kMaxParts));
    for (zip_int64_t i = 0; i < count; ++i) {
      const auto at = static_cast<zip_uint64_t>(i);
      const char* name = late_name(zip_.get(), at, zip_flags_t{0});
      if (name == nullptr) continue;
      if (!parts_.emplace(folded_name(name), at).second)
        throw xlsx_damaged(name_, name, say("出现两次", "it stands twice in the zip"));
    }
  }

  std::unique_ptr<const std::string> bytes_;  // behind the source, when it was read into memory
  std::string name_;
  std::unique_ptr<zip_t, ZipClose> zip_;
  std::unordered_map<std::string, zip_uint64_t> parts_;
};

/// Not a zip at all: said as what it is.
void require_zip(std::string_view bytes, const std::string& name) {
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return;
  throw not_zip_fault(bytes, name);
}

std::unique_ptr<ZipFile> open_regular(std::FILE* file, const std::string& path) {
  std::string head(1 << 16, '\0');
  head.resize(std::fread(head.data(), 1, head.size(), file));
  try {
    if (head.starts_with("\xD0\xCF\x11\xE0")) {
      if (std::fseek(file, ole_directory(head), SEEK_SET) == 0) {
        std::array<char, 8192> more;
        head.append(more.data(), std::fread(more.data(), 1, more.size(), file));
      }
    }
    require_zip(head, path);
  } catch (...) {
    std::fclose(file);
    throw;
  }
  zip_error_t error = {};
  zip_source_t* source = late_source_filep(file, zip_uint64_t{0}, zip_int64_t{0}, &error);
  if (source == nullptr) {
    std::fclose(file);
    throw xlsx_damaged(path, "zip", why_of(error.zip_err));
  }
  return std::make_unique<Zip>(source, path, nullptr);
}

}  // namespace

XlsxFault xlsx_fault(std::string id, Text message, Text fix) {
  Text what{message.zh + "；" + fix.zh, message.en + "; " + fix.en};
  return {{std::move(what)}, std::move(id), std::move(message), std::move(fix)};
}

XlsxFault xlsx_damaged(const std::string& file, std::string_view part, const Text& why) {
  return xlsx_fault("xlsx-damaged",
                    {fmt::format("`{}` 的部件 `{}` 无法读取：{}", file, part, why.zh),
                     fmt::format("`{}`: the part `{}` cannot be read: {}", file, part, why.en)},
                    save_anew());
}

std::string ZipFile::whole(std::string_view part) {
  const std::unique_ptr<ZipPart> from = open(part, kMaxPartBytes);
  std::string bytes;
  std::array<char, 16384> block;
  while (const std::size_t count = from->read(block.data(), block.size()))
    bytes.append(block.data(), count);
  return bytes;
}

std::unique_ptr<ZipFile> open_zip_bytes(std::string bytes, const std::string& name) {
  require_zip(bytes, name);
  auto kept = std::make_unique<const std::string>(std::move(bytes));  // libzip points at it
  zip_error_t error = {};
  zip_source_t* source = late_source_buffer(static_cast<const void*>(kept->data()),
                                            zip_uint64_t{kept->size()}, 0, &error);
  if (source == nullptr) throw xlsx_damaged(name, "zip", why_of(error.zip_err));
  return std::make_unique<Zip>(source, name, std::move(kept));
}

std::unique_ptr<ZipFile> open_zip(const std::string& path, Diagnostics& diags) {
  struct stat info = {};
  if (path != "-" && path.find('\0') == std::string::npos && ::stat(path.c_str(), &info) == 0 &&
      S_ISREG(info.st_mode)) {
    const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    std::FILE* file = handle < 0 ? nullptr : ::fdopen(handle, "rb");
    if (file != nullptr) return open_regular(file, path);
    if (handle >= 0) ::close(handle);
  }
  std::optional<std::string> bytes = read_bytes(path, kMaxPipedWorkbook, diags);
  if (!bytes) return nullptr;
  return open_zip_bytes(std::move(*bytes), path == "-" ? "<stdin>" : path);
}

}  // namespace ipcheck
