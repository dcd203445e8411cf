#include "io/csv/source.h"
#include "io/csv_reference.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

struct Opened {
  Diagnostics diags;
  std::unique_ptr<GridSource> source;

  explicit Opened(const std::string& bytes, const CsvOptions& options = {})
      : source(open_csv(bytes_of(bytes), "x.csv", options, diags)) {}
  std::string fault() const { return diags.all().empty() ? "" : diags.all()[0].id; }
  std::string trait(std::string_view name) const {
    for (const auto& trait : source->traits())
      if (trait.name == name) return trait.value;
    return "";
  }
};

std::string rows_of(const std::string& bytes, const CsvOptions& options = {},
                    std::uint32_t width = 0) {
  const SourceReading reading = read_source(bytes, 1000, options, width);
  return described(reading.rows, reading.rejected);
}

/// `text` as GB18030.
std::string gb(const std::string& text) {
  return *converted(text, "UTF-8", "GB18030");
}

TEST_CASE("csv: rows like those of csv-spectrum", "[io]") {
  struct Case {
    std::string bytes, rows;
  };
  for (const Case& c : {
           Case{"a,b\n1,\"ha \"\"ha\"\" ha\"\n", "1:1 (2, a) a|b\n2:2 (2, 1) 1|ha \"ha\" ha\n"},
           Case{"a,b\n1,\"\"\n", "1:1 (2, a) a|b\n2:2 (2, 1) 1|\n"},
           Case{"a,b\n\"1\n2\",3", "1:1 (2, a) a|b\n2:2 (2, 1\n2) 1\n2|3\n"},
           Case{"a,b\r\n1,2\r\n", "1:1 (2, a) a|b\n2:2 (2, 1) 1|2\n"},
           Case{"a,b\r1,2\r", "1:1 (2, a) a|b\n2:2 (2, 1) 1|2\n"},
           Case{"a,b\r\n1,2\n3,4\r5,6",
                "1:1 (2, a) a|b\n2:2 (2, 1) 1|2\n3:3 (2, 3) 3|4\n4:4 (2, 5) 5|6\n"},
           Case{"a,b\n\n1,2\n", "1:1 (2, a) a|b\n2:2 (1, ) \n3:3 (2, 1) 1|2\n"},
           Case{"a,b\n,, ,\"x\"\n", "1:1 (2, a) a|b\n2:2 (4, x) || |x\n"},
           Case{"a,b\n5\" pipe,2\n", "1:1 (2, a) a|b\n2:2 (2, 5\" pipe) 5\" pipe|2\n"},
           Case{"a,b\n1,2\n\x1A", "1:1 (2, a) a|b\n2:2 (2, 1) 1|2\n"},
           Case{"a,b\n\"1,2\n3,4\n", "1:1 (2, a) a|b\n3:3 (2, 3) 3|4\nrejected 2:2\n"},
           Case{"a,b\n\"1\"x,2\n3,4\n", "1:1 (2, a) a|b\n3:3 (2, 3) 3|4\nrejected 2:2\n"},
           Case{"\xEF\xBB\xBF\"a\",b\n", "1:1 (2, a) a|b\n"},
       }) {
    INFO(c.bytes);
    CHECK(rows_of(c.bytes) == c.rows);
  }
}

TEST_CASE("csv: a long row is kept when its surplus is blank, a short one lacks cells", "[io]") {
  const std::string head = "a,b,c\n";
  CHECK(rows_of(head + "1,2,3,, ,\"\"\n", {}, 3) == "1:1 (3, a) a|b|c\n2:2 (3, 1) 1|2|3|| |\n");
  CHECK(rows_of(head + "1,2,3,4\n5\n", {}, 3) == "1:1 (3, a) a|b|c\n3:3 (1, 5) 5\nrejected 2:2\n");
  CHECK(rows_of(head + "1,2,3,4\n") == "1:1 (3, a) a|b|c\n2:2 (4, 1) 1|2|3|4\n");
}

TEST_CASE("csv: each limit holds at its byte and not one beyond", "[io]") {
  const CsvLimits limits;
  const auto rejected = [](const std::string& row) {
    Opened table("a,b\n" + row + "\nlast,row\n", {"utf-8", ",", 1 << 20, {}, CsvLoops::Best});
    table.source->select({0}, 0);
    TableBlock block;
    Grid grid;
    std::string reasons, last;
    while (table.source->next(block)) {
      table.source->cut(block, grid);
      for (const SetAside& reject : grid.rejected) {
        reasons += reject.reason.en + ";";
        CHECK(reject.text.size() <= 4096);
      }
      if (grid.rows > 0) last = grid.columns[0][grid.rows - 1];
    }
    CHECK(last == "last");
    return reasons;
  };
  CHECK(rejected(std::string(limits.cell, 'x')).empty());
  CHECK(rejected(std::string(limits.cell + 1, 'x')) ==
        "line 2, column 1: the cell is larger than 16 MiB;");
  CHECK(rejected("\"" + std::string(limits.cell - 2, 'x') + "\"").empty());
  CHECK_FALSE(rejected("\"" + std::string(limits.cell - 1, 'x') + "\"").empty());
  CHECK(rejected(std::string(limits.columns - 1, ',')).empty());
  CHECK(rejected(std::string(limits.columns, ',')) ==
        "the row has 16385 cells, at most 16384 are read;");
  std::string cells;
  for (int i = 0; i < 4; ++i) cells += std::string(limits.record / 4 - 1, 'x') + ",";
  CHECK(rejected(cells).empty());
  CHECK(rejected(cells + ",") == "the line is longer than 64 MiB; check its line ends;");
}

TEST_CASE("csv: a quote that never closes costs its line, beyond the longest record too", "[io]") {
  std::string text = "a,b\n\"open,1\n";
  for (int i = 0; text.size() < (65u << 20); ++i) text += "甲,22222222222222222222222222222222\n";
  Opened table(text, {"utf-8", ",", 1 << 20, {}, CsvLoops::Best});
  table.source->select({0}, 0);
  TableBlock block;
  Grid grid;
  std::uint64_t rows = 0, records = 0;
  std::string reasons;
  while (table.source->next(block)) {
    table.source->cut(block, grid);
    rows += grid.rows;
    records += block.records;
    for (const SetAside& reject : grid.rejected) reasons += reject.reason.en + ";";
  }
  CHECK(records == static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')));
  CHECK(rows + 1 == records);
  CHECK(reasons ==
        "the quote that opens in line 2, column 1 is not closed as it should; add the closing "
        "quote, double a quote inside a cell;");
}

TEST_CASE("csv: rejects name line, column and byte, and show the row without numbers of persons",
          "[io]") {
  struct Case {
    std::string bytes, reject;
  };
  for (const Case& c : {
           Case{
               "名,b\n甲\xFF,2\n",
               "2:2 2 line 2, column 2 (byte 9 of the file) is not valid utf-8; save the row again "
               "as utf-8 [甲\\xFF,2]"},
           Case{"a,b\n\"甲\n乙\xFF\",2\n",
                "2:2 0 line 3, column 2 (byte 12 of the file) is not valid utf-8; save the row "
                "again as utf-8 [\"甲\n乙\\xFF\",2]"},
           Case{std::string("a,b\n1,\0\n", 8),
                "2:2 3 line 2, column 3 is a NUL byte; remove it [1,\\x00]"},
           Case{"a,b\n甲,\"x\"y\n",
                "2:2 6 line 2, column 6: a delimiter or the line's end must follow the closing "
                "quote; double a quote inside a cell [甲,\"x\"y]"},
           Case{"a,b\n110105199001010010,2,多\n",
                "2:2 22 the row has 3 cells, the header 2; the surplus begins at line 2, column "
                "22: put quotes around a cell that holds the delimiter [110105********0010,2,多]"},
       }) {
    Opened table(c.bytes, {"utf-8", ",", 1 << 20, {}, CsvLoops::Best});
    REQUIRE(table.source);
    table.source->select({}, 2);
    TableBlock block;
    Grid grid;
    REQUIRE(table.source->next(block));
    table.source->cut(block, grid);
    REQUIRE(grid.rejected.size() == 1);
    const SetAside& reject = grid.rejected[0];
    CHECK(fmt::format("{}:{} {} {} [{}]", reject.place.row, reject.place.line, reject.column,
                      reject.reason.en, reject.text) == c.reject);
  }
}

TEST_CASE("csv: bytes that a stream could not decode show as they were", "[io]") {
  const SourceReading reading = read_source(gb("名|值\n甲") + "\xFF|2\n", 3, {"gbk", "|"}, 0);
  REQUIRE(reading.described.size() == 1);
  CHECK(reading.described[0].find("甲\\xFF|2") != std::string::npos);
}

TEST_CASE("csv: a place is line and column in code points, of quoted cells and GB18030 too",
          "[io]") {
  const std::string text = "名称,b\n甲乙,\"二\n行\",丙,4\n,\"x,\"\"y\",z\n短\n";
  for (const std::string& bytes : {text, gb(text)}) {
    Opened table(bytes);
    TableBlock block;
    REQUIRE(table.source->next(block));
    const auto place = [&](RowPlace row, std::uint32_t column) {
      return table.source->cell_place(block, row, column);
    };
    CHECK(place({1, 1}, 0) == "1:1");
    CHECK(place({1, 1}, 1) == "1:4");
    CHECK(place({2, 2}, 1) == "2:4");
    CHECK(place({2, 2}, 2) == "3:4");
    CHECK(place({2, 2}, 3) == "3:6");
    CHECK(place({3, 4}, 1) == "4:2");
    CHECK(place({3, 4}, 2) == "4:10");
    CHECK(place({4, 5}, 3) == "5:2");  // behind the last cell it has
  }
}

TEST_CASE("csv: places far into a block", "[io]") {
  std::string text = "a,b\n";
  for (int i = 0; i < 5000; ++i) text += i % 50 == 0 ? "\"x\ny\",2\n" : "甲甲甲,2\n";
  Opened table(text);
  table.source->select({1}, 0);
  TableBlock block;
  Grid grid;
  REQUIRE(table.source->next(block));
  table.source->cut(block, grid);
  REQUIRE(grid.rows == 5001);
  for (const std::uint32_t row : {1u, 999u, 1001u, 2500u, 5000u}) {
    const bool quoted = (row - 1) % 50 == 0;
    CHECK(table.source->cell_place(block, grid.places[row], 1) ==
          fmt::format("{}:{}", grid.places[row].line + (quoted ? 1 : 0), quoted ? 4 : 5));
  }
}

TEST_CASE("csv: the delimiter is the one that parts the rows evenly", "[io]") {
  struct Case {
    std::string bytes, delimiter;
  };
  for (const Case& c :
       {Case{"a,b,c\n1,2,3\n", ","}, Case{"a;b\n1,5;2,5\n3;4\n", ";"},
        Case{"a\tb\n\"x,y\",\"z\"\t1\nq\t2\n", "tab"}, Case{"a|b\n1|2\n", "|"},
        Case{"标题,说明\na;b;c\n1;2;3\n4;5;6\n", ";"}, Case{"one\ntwo\nthree\n", ","},
        Case{"sep=;\na,b;c,d\n", ";"}, Case{"\"sep=|\"\r\na|b\n", "|"},
        Case{"\xEF\xBB\xBF\"a,b\";c", ";"}, Case{"a,b\n\"x;y;z\",1\n\"x;y;z\",2\n", ","}}) {
    for (const std::string& bytes : {c.bytes, gb("标,题\n") + gb(c.bytes)}) {
      if (bytes != c.bytes && c.bytes.find("sep=") != std::string::npos) continue;
      if (bytes != c.bytes && c.bytes.find('\n') == c.bytes.rfind('\n', c.bytes.size() - 2))
        continue;
      INFO(bytes);
      Opened table(bytes);
      REQUIRE(table.source);
      CHECK(table.trait("delimiter") == c.delimiter);
    }
  }
  Opened declared("sep=;\na,b;c\n");
  REQUIRE(declared.source->remarks().size() == 1);
  CHECK(declared.source->head()[0].cells == std::vector<std::string>{"sep=", ""});
  CHECK(declared.source->head()[1].place.row == 2);
}

TEST_CASE("csv: the encoding is told from the content, marks and options", "[io]") {
  const std::string text = "名称,数量\n甲,1\n";
  struct Case {
    std::string bytes, option, encoding;
  };
  for (const Case& c :
       {Case{text, "", "utf-8"}, Case{"\xEF\xBB\xBF" + text, "", "utf-8"},
        Case{gb(text), "", "gb18030"}, Case{"\x84\x31\x95\x33" + gb(text), "", "gb18030"},
        Case{gb(text), "gbk", "gb18030"},
        Case{"\xFF\xFE" + *converted(text, "UTF-8", "UTF-16LE"), "", "utf-16le"},
        Case{"\xFE\xFF" + *converted(text, "UTF-8", "UTF-16BE"), "utf-16", "utf-16be"},
        Case{*converted(text, "UTF-8", "UTF-16LE"), "UTF-16", "utf-16le"}}) {
    CsvOptions options;
    options.encoding = c.option;
    Opened table(c.bytes, options);
    REQUIRE(table.source);
    CHECK(table.trait("encoding") == c.encoding);
    REQUIRE(table.source->head().size() == 2);
    CHECK(table.source->head()[0].cells == std::vector<std::string>{"名称", "数量"});
    CHECK(rows_of(c.bytes, options) == "1:1 (2, 名称) 名称|数量\n2:2 (2, 甲) 甲|1\n");
  }
}

TEST_CASE("csv: a mark of another encoding than the one asked for does not count", "[io]") {
  const std::string wide = "\xFF\xFE" + *converted("a,b\n1,2\n", "UTF-8", "UTF-16LE");
  for (const char* option : {"utf-8", "gbk"}) CHECK(Opened(wide, {option}).fault() == "not-text");
  const Opened marked(
      "\xEF\xBB\xBF"
      "a,b\n1",
      {"utf-16"});
  REQUIRE(marked.source);
  CHECK(marked.trait("encoding") == "utf-16le");
  CHECK(marked.source->head()[0].cells == std::vector<std::string>{"\uBBEF\u61BF\u622C\u310A"});
}

TEST_CASE("csv: an encoding that shows late is found late, at any block", "[io]") {
  std::string text = "a,b\n";
  while (text.size() < 100'000) text += "1,2\n";
  // These two bytes alone would be UTF-8 as well.
  const std::string late = text + "\xC1\xAA\xCD\xA8,\xC4\xA3\n" + gb("名称,数量\n");
  for (const std::size_t block : {1, 5000, 1 << 20}) {
    for (const std::size_t step : {999, 1 << 20}) {
      const SourceReading reading = read_source(late, step, {"", ",", block}, 2);
      CHECK(reading.rejected.empty());
      CHECK(reading.rows.back().cells == std::vector<std::string>{"名称", "数量"});
      CHECK(reading.rows[reading.rows.size() - 2].cells[0] == "联通");
      const SourceReading piped = read_source(late, step, {"", "|", block}, 0);
      CHECK(piped.rows.back().cells == std::vector<std::string>{"名称,数量"});
    }
  }
}

TEST_CASE("csv: what is no CSV is named, with a way out", "[io]") {
  struct Case {
    std::string bytes, fault, kind;
  };
  for (const Case& c :
       {Case{"", "empty-file", ""}, Case{"\xEF\xBB\xBF", "empty-file", ""},
        Case{"\xFF\xFE", "empty-file", ""}, Case{"PK\x03\x04rest", "not-text", "zip"},
        Case{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "not-text", "xls"},
        Case{"\x1F\x8B\x08", "not-text", "gzip"}, Case{"<!DOCTYPE html><p>", "not-text", "html"},
        Case{"ID;PWXL;N;E\r\nP;PGeneral\r\n", "not-text", "sylk"}, Case{"ID;Preis\n1;2\n", "", ""},
        Case{"%PDF-1.4", "not-text", "pdf"},
        Case{"\x7F"
             "ELF",
             "not-text", "elf"},
        Case{std::string(64, '\0'), "not-text", ""},
        Case{std::string("a\0,\0b\0\n\0", 8), "not-text", ""},
        Case{"a,\xFF\xFF\n", "not-text", ""}}) {
    const Opened table(c.bytes);
    INFO(c.bytes);
    CHECK(table.fault() == c.fault);
    CHECK((table.source == nullptr) == !c.fault.empty());
    CHECK(looks_like(c.bytes) == c.kind);
    if (!c.fault.empty()) CHECK_FALSE(table.diags.all()[0].fix.empty());
  }
  CHECK(Opened("a,b\n", {"latin1"}).fault() == "unknown-encoding");
  CHECK(Opened("a,b\n", {"", "x"}).fault() == "bad-delimiter");
}

TEST_CASE("csv: the head is whole rows, of wide tables too", "[io]") {
  std::string wide, row;
  for (int i = 0; i < 9000; ++i) wide += fmt::format("第{}列,", i);
  Opened table(wide + "\n" + std::string(9000, ',') + "\n");
  REQUIRE(table.source->head().size() == 2);
  CHECK(table.source->head()[0].cells.size() == 9001);
  std::string rows;
  for (int i = 0; i < 5000; ++i) rows += "a,b\n";
  CHECK(Opened(rows).source->head().size() == 1000);
  Opened remarked("a,b\n5\" pipe,1\n");
  TableBlock block;
  while (remarked.source->next(block)) continue;
  CHECK(remarked.source->remarks().size() == 1);
}

}  // namespace
}  // namespace ipcheck
