#include "text/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "support/catch.h"

namespace ipcheck {
namespace {

/// A fresh folder, removed at the end.
struct Folder {
  std::string path;
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "ipcheck_XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path + "/" + name, std::ios::binary) << bytes;
    return path + "/" + name;
  }
};

std::string fault(const Diagnostics& diags) {
  return diags.all().empty() ? "" : diags.all()[0].id;
}

TEST_CASE("file: what cannot be read is told apart", "[text]") {
  const Folder folder;
  const std::string file = folder.write("a", "x");
  std::filesystem::create_symlink("loop", folder.path + "/loop");
  std::filesystem::create_symlink("nowhere", folder.path + "/dangling");
  const auto fault_of = [](const std::string& path) {
    Diagnostics diags;
    CHECK_FALSE(read_bytes(path, 100, diags));
    return fault(diags);
  };
  CHECK(fault_of(folder.path + "/missing") == "file-missing");
  CHECK(fault_of(folder.path + "/dangling") == "file-missing");
  CHECK(fault_of(file + "/below") == "file-missing");
  CHECK(fault_of("") == "file-missing");
  CHECK(fault_of(folder.path) == "file-is-directory");
  CHECK(fault_of("/dev/zero") == "file-is-device");
  CHECK(fault_of("/dev/null") == "file-is-device");
  CHECK(fault_of(folder.path + "/loop") == "file-unreadable");
  CHECK(fault_of(std::string(300, 'a')) == "file-unreadable");
  if (::geteuid() != 0) {
    ::chmod(file.c_str(), 0);
    CHECK(fault_of(file) == "file-unreadable");
  }
}

TEST_CASE("file: the limit is inclusive", "[text]") {
  const Folder folder;
  Diagnostics diags;
  CHECK(read_bytes(folder.write("a", std::string(100, 'x')), 100, diags) == std::string(100, 'x'));
  CHECK_FALSE(read_bytes(folder.write("b", std::string(101, 'x')), 100, diags));
  CHECK(fault(diags) == "file-too-large");
}

TEST_CASE("file: a fifo is read and limited", "[text]") {
  const Folder folder;
  const std::string path = folder.path + "/fifo";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  const auto limit = GENERATE(std::size_t{5}, std::size_t{4});
  std::thread writer([&path] { std::ofstream(path) << "hello"; });
  Diagnostics diags;
  const auto bytes = read_bytes(path, limit, diags);
  writer.join();
  CHECK(bytes.has_value() == (limit == 5));
  CHECK(fault(diags) == (limit == 5 ? "" : "file-too-large"));
}

TEST_CASE("file: `-` is standard input", "[text]") {
  const Folder folder;
  const std::string path = folder.write("in", "a: 1\n");
  const int saved = ::dup(STDIN_FILENO);
  const int file = ::open(path.c_str(), O_RDONLY);
  ::dup2(file, STDIN_FILENO);
  Sources sources;
  Diagnostics diags;
  const auto id = read_text(sources, "-", 100, diags);
  ::dup2(saved, STDIN_FILENO);
  ::close(file);
  ::close(saved);
  REQUIRE(id);
  CHECK(sources.name(*id) == "<stdin>");
  CHECK(sources.text(*id) == "a: 1\n");
}

struct Case {
  std::string bytes, text;
};

TEST_CASE("file: text of several encodings becomes UTF-8", "[text]") {
  const auto c = GENERATE(values<Case>({
      {"", ""},
      {"企业", "企业"},
      {"\xEF\xBB\xBF"
       "a",
       "a"},
      {std::string("\xFF\xFE"
                   "a\0\x2D\x4E",
                   6),
       "a中"},
      {std::string("\xFE\xFF\0a\x4E\x2D", 6), "a中"},
      {"\xD6\xD0\xCE\xC4: 1\n", "中文: 1\n"},
      {"\x95\x32\x82\x36", "𠀀"},
      {"\xFF\xFE", ""},
  }));
  INFO(c.text);
  const Folder folder;
  Sources sources;
  Diagnostics diags;
  const auto id = read_text(sources, folder.write("a", c.bytes), 1000, diags);
  CHECK(fault(diags) == "");
  REQUIRE(id);
  CHECK(sources.text(*id) == c.text);
}

struct Binary {
  std::string bytes, what;
};

TEST_CASE("file: what is not text is named", "[text]") {
  const auto c = GENERATE(values<Binary>({
      {std::string("PK\x03\x04\0\0", 6), "xlsx"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "xls"},
      {"\x1F\x8B\x08", "gzip"},
      {"\x7F"
       "ELF\x02",
       "ELF"},
      {"%PDF-1.7\n", "PDF"},
      {" <!DOCTYPE HTML>\n", "HTML"},
      {"<html lang=zh>", "HTML"},
      {std::string("a: 1\n\0", 6), "byte 5 is NUL"},
      {"ok \xFF", "byte 3"},
      {"名称: 示例\n人数: \xC0\xAF\n", "byte 23 (line 2, column 5)"},
      {"单位名称: 示例\xE4\xB8", "(line 1, column 9)"},
      {"a: \xD6", "byte 3"},
      {std::string("\xFF\xFE"
                   "a",
                   3),
       "UTF-16"},
      {std::string("\xFF\xFE\x00\xD8", 4), "UTF-16"},
      {std::string("\xD6\0", 2), "byte 0"},
  }));
  INFO(c.bytes);
  const Folder folder;
  Sources sources;
  Diagnostics diags;
  CHECK_FALSE(read_text(sources, folder.write("a", c.bytes), 1000, diags));
  REQUIRE(diags.all().size() == 1);
  CHECK(diags.all()[0].id == "not-text");
  CHECK(diags.all()[0].message.en.find(c.what) != std::string::npos);
}

}  // namespace
}  // namespace ipcheck
