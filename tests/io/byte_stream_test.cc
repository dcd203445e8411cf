#include "io/bytes/byte_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "support/catch.h"

namespace ipcheck {
namespace {

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

std::string gzip(const std::string& text) {
  z_stream state = {};
  REQUIRE(deflateInit2(&state, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(text.size() + 1000, '\0');
  state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  state.avail_in = static_cast<uInt>(text.size());
  state.next_out = reinterpret_cast<Bytef*>(packed.data());
  state.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(deflate(&state, Z_FINISH) == Z_STREAM_END);
  packed.resize(packed.size() - state.avail_out);
  deflateEnd(&state);
  return packed;
}

std::string zstd(const std::string& text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
  return packed;
}

struct Outcome {
  std::string text, fault, failure;
};

Outcome read(const std::string& path, std::size_t step = 1000) {
  Diagnostics diags;
  Outcome outcome;
  const auto stream = open_bytes(path, diags);
  if (!stream) {
    outcome.fault = diags.all().at(0).id;
    CHECK_FALSE(diags.all().at(0).fix.empty());
    return outcome;
  }
  std::string chunk(step, '\0');
  try {
    while (const std::size_t count = stream->read(chunk.data(), step))
      outcome.text.append(chunk, 0, count);
  } catch (const Failure& failure) {
    outcome.failure = failure.what.en;
  }
  return outcome;
}

const std::string kText = [] {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += std::to_string(i * i) + ",甲\n";
  return text;
}();

TEST_CASE("bytes: a file is read whole, packed or not, by any step", "[io]") {
  const Folder folder;
  for (const std::size_t step : {7, 1000, 1 << 20}) {
    CHECK(read(folder.write("a.csv", kText), step).text == kText);
    CHECK(read(folder.write("a.csv.gz", gzip(kText)), step).text == kText);
    CHECK(read(folder.write("a.csv.ZST", zstd(kText)), step).text == kText);
    CHECK(read(folder.write("b.gz", gzip(kText) + gzip("x") + gzip("")), step).text == kText + "x");
    CHECK(read(folder.write("b.zst", zstd(kText) + zstd("x")), step).text == kText + "x");
    CHECK(read(folder.write("c.gz", gzip("x") + std::string(600, '\0')), step).text == "x");
  }
  CHECK(read(folder.write("empty.csv", "")).text.empty());
  CHECK(read(folder.write("three.csv", "a,b")).text == "a,b");
}

TEST_CASE("bytes: damaged and truncated packing is a failure that says where", "[io]") {
  const Folder folder;
  const std::string packed_gzip = gzip(kText), packed_zstd = zstd(kText);
  for (const std::size_t cut : {std::size_t{1}, std::size_t{9}, packed_gzip.size() / 2}) {
    const Outcome cut_gzip =
        read(folder.write("a.gz", packed_gzip.substr(0, packed_gzip.size() - cut)));
    CHECK(cut_gzip.failure.find("breaks off at byte") != std::string::npos);
    CHECK(kText.starts_with(cut_gzip.text));
    const Outcome cut_zstd =
        read(folder.write("a.zst", packed_zstd.substr(0, packed_zstd.size() / 2 + cut)));
    CHECK(cut_zstd.failure.find("breaks off at byte") != std::string::npos);
  }
  std::string damaged = packed_gzip;
  damaged[damaged.size() / 2] ^= 0x55;
  CHECK(read(folder.write("d.gz", damaged)).failure.find("is damaged near byte") !=
        std::string::npos);
  CHECK(read(folder.write("e.gz", gzip("x") + "rubbish")).failure.find("damaged") !=
        std::string::npos);
  CHECK(read(folder.write("e.zst", zstd("x") + "rubbish")).failure.find("damaged") !=
        std::string::npos);
}

TEST_CASE("bytes: name and content must agree about packing", "[io]") {
  const Folder folder;
  CHECK(read(folder.write("x.csv", gzip(kText))).fault == "wrong-compression");
  CHECK(read(folder.write("y.csv", zstd(kText))).fault == "wrong-compression");
  CHECK(read(folder.write("x.gz", "a,b\n")).fault == "wrong-compression");
  CHECK(read(folder.write("y.zst", gzip("a,b\n"))).fault == "wrong-compression");
  CHECK(read(folder.write("empty.gz", "")).fault == "wrong-compression");
}

TEST_CASE("bytes: what is no file is told apart", "[io]") {
  const Folder folder;
  CHECK(read(folder.path).fault == "file-is-directory");
  CHECK(read(folder.path + "/none.csv").fault == "file-missing");
  CHECK(read("/dev/zero").fault == "file-is-device");
}

TEST_CASE("bytes: a FIFO is read as it comes, and inflated by its content", "[io]") {
  const Folder folder;
  for (const std::string& bytes : {kText, gzip(kText), zstd(kText)}) {
    const std::string path = folder.path + "/fifo";
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    std::thread writer([&] { std::ofstream(path, std::ios::binary) << bytes; });
    CHECK(read(path).text == kText);
    writer.join();
    std::filesystem::remove(path);
  }
}

}  // namespace
}  // namespace ipcheck
