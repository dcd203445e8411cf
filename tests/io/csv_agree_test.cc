// The reader of CSV against the plain one, on generated files: every way to read and to cut them
// must give the same rows.

#include <random>

#include "io/csv_reference.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

using Pieces = std::vector<std::string>;

const Pieces kText = {"a",          "中文",       ",",        ",",
                      ",",          "\n",         "\n",       "\r\n",
                      "\r",         "\"",         "\"\"",     "\"x\"",
                      "\"a,b\"",    "\"一\n二\"", "\"\r\n\"", "\"甲\"\"乙\"",
                      "5\" 管",     ";",          "\t",       " ",
                      "1234567890", "𠮷",         "é",        "|",
                      "\"\",\"\"",  ",\"\n\",",   "丂"};
const Pieces kWrongUtf8 = {"\xFF", "\x80", "\xE4\xB8", std::string(1, '\0'), "\xED\xA0\x80"};
const Pieces kWrongGb18030 = {"\x81", "\xFF", "\x80", "\x81\x30", std::string(1, '\0')};

std::string generated(std::mt19937& random, const Pieces& pieces, const Pieces& wrong) {
  std::string text;
  const std::size_t count = random() % 60;
  const bool regular = random() % 3 == 0;  // long stretches without a fault
  for (std::size_t i = 0; i < count; ++i) {
    if (!wrong.empty() && random() % 25 == 0) text += wrong[random() % wrong.size()];
    if (random() % 10 == 0) text += std::string(random() % 150, 'x');
    const std::string& piece = pieces[random() % pieces.size()];
    if (regular && (piece == "\"" || piece == "\"\"" || piece[0] == '"')) {
      text += ",\"q\"\"" + std::string(random() % 70, 'y') + "\n\",";
    } else {
      text += piece;
    }
  }
  if (random() % 10 == 0) text += '\x1A';
  return text;
}

void check_agreement(const std::string& bytes, const std::string& encoding, bool all_blocks,
                     const PlainReading& plain, const CsvLimits& limits, std::uint32_t width) {
  std::vector<std::string> described_first, places_first;
  bool first = true;
  for (const std::size_t step : {1, 2, 3, 7, 64, 4096}) {
    for (const std::size_t block : {1, 16, 100, 1 << 20}) {
      if (!all_blocks && (step + block) % 3 == 1) continue;
      for (const CsvLoops loops : {CsvLoops::Best, CsvLoops::Avx2, CsvLoops::Portable}) {
        const CsvOptions options = {encoding, ",", block, limits, loops};
        const SourceReading reading = read_source(bytes, step, options, width);
        if (!reading.opened) return;
        INFO("step " << step << " block " << block << " loops " << static_cast<int>(loops) << " in "
                     << encoding);
        INFO(bytes);
        REQUIRE(described(reading.rows, reading.rejected) == described(plain.rows, plain.rejected));
        REQUIRE(reading.rows == plain.rows);
        REQUIRE(reading.records == reading.rows.size() + reading.rejected.size());
        if (first) {
          described_first = reading.described;
          places_first = reading.places;
          first = false;
        }
        REQUIRE(reading.described == described_first);
        REQUIRE(reading.places == places_first);
      }
    }
  }
}

TEST_CASE("csv: any way of reading agrees with the plain reader", "[io]") {
  std::mt19937 random(20260601);
  CsvLimits limits;
  for (int i = 0; i < 80; ++i) {
    const std::string text = generated(random, kText, {});
    if (text.empty()) continue;
    const std::uint32_t width = random() % 2 * 3;
    const PlainReading plain = read_plainly(text, ',', limits, width, false);
    check_agreement(text, "utf-8", true, plain, limits, width);
    check_agreement(*converted(text, "UTF-8", "GB18030"), "gb18030", false, plain, limits, width);
    check_agreement("\xFF\xFE" + *converted(text, "UTF-8", "UTF-16LE"), "", false, plain, limits,
                    width);
    check_agreement("\xFE\xFF" + *converted(text, "UTF-8", "UTF-16BE"), "", false, plain, limits,
                    width);
  }
}

TEST_CASE("csv: wrong bytes cost their row alone, however it is read", "[io]") {
  std::mt19937 random(7);
  const CsvLimits limits;
  for (int i = 0; i < 80; ++i) {
    const std::string text = generated(random, kText, kWrongUtf8);
    if (!text.empty())
      check_agreement(text, "utf-8", false, read_plainly(text, ',', limits, 0, false), limits, 0);
    Pieces pieces = kText;
    for (std::string& piece : pieces) piece = *converted(piece, "UTF-8", "GB18030");
    const std::string gb = generated(random, pieces, kWrongGb18030);
    if (!gb.empty())
      check_agreement(gb, "gb18030", false, read_plainly(gb, ',', limits, 0, true), limits, 0);
  }
}

TEST_CASE("csv: limits hold to the byte, however it is read", "[io]") {
  std::mt19937 random(11);
  for (int i = 0; i < 150; ++i) {
    const CsvLimits limits = {5 + random() % 150, 1 + static_cast<std::uint32_t>(random() % 6),
                              20 + random() % 400};
    const std::string text = generated(random, kText, {});
    if (text.empty()) continue;
    check_agreement(text, "utf-8", false, read_plainly(text, ',', limits, 0, false), limits, 0);
  }
}

}  // namespace
}  // namespace ipcheck
