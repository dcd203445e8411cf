// Which reader a file needs. Tested by tests/io/table_test.cc and tests/cli/inspect-table.md.
#include "io/table.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "io/bytes/byte_stream.h"
#include "io/csv/source.h"
#include "io/grid_table.h"
#include "io/json/table.h"
#include "io/xlsx/source.h"
#include "text/frame.h"
#include "text/suggest.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

constexpr std::size_t kLooked = 4096;             // bytes that tell a format
constexpr std::size_t kMaxWorkbook = 256u << 20;  // of a workbook that comes through a pipe
constexpr std::size_t kMaxSheets = 64;            // looked at for a header

std::string first_bytes(ByteStream& stream, std::size_t size) {
  std::string front(size, '\0');
  std::size_t got = 0;
  while (got < size) {
    std::size_t count = stream.read(front.data() + got, size - got);
    if (count == 0) break;
    got += count;
  }
  front.resize(got);
  return front;
}

bool is_workbook(std::string_view front) {
  return front.starts_with("PK\x03\x04") || front.starts_with("\xD0\xCF\x11\xE0");
}

/// NDJSON or JSON by the name, packing aside, else by the first character.
bool is_json(std::string_view name, std::string_view front) {
  for (std::string_view packed : {".gz", ".zst"})
    if (name.ends_with(packed)) name.remove_suffix(packed.size());
  for (std::string_view ending : {".ndjson", ".jsonl", ".json"})
    if (name.ends_with(ending)) return true;
  for (std::string_view ending : {".csv", ".tsv", ".txt"})
    if (name.ends_with(ending)) return false;
  const std::string_view body = trim(front);
  return body.starts_with("{\"") || body.starts_with("[{") || body.starts_with("[\n");
}

/// A workbook is read by seeking; what comes through a pipe or an inflater is held in memory.
std::unique_ptr<XlsxWorkbook> open_book(const std::string& path, const std::string& name,
                                        ByteStream& stream, std::string front, Diagnostics& diags) {
  std::error_code error;
  if (path != "-" && stream.compression().empty() && std::filesystem::is_regular_file(path, error))
    return open_xlsx(path, diags);
  std::string bytes = std::move(front);
  while (bytes.size() <= kMaxWorkbook) {
    std::string more = first_bytes(stream, 1u << 20);
    if (more.empty()) return open_xlsx_bytes(std::move(bytes), name, diags);
    bytes += more;
  }
  diags
      .file_error("xlsx-too-large", name,
                  say("经管道或压缩的工作簿大于 256 MiB",
                      "a workbook of more than 256 MiB through a "
                      "pipe or compressed"))
      .help(say("请直接给出 .xlsx 文件", "give the .xlsx file itself"));
  return nullptr;
}

std::optional<std::size_t> sheet_named(const XlsxWorkbook& book, const std::string& wanted,
                                       const std::string& name, Diagnostics& diags) {
  std::vector<std::string_view> names;
  for (const XlsxSheet& sheet : book.sheets()) names.push_back(sheet.name);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (fold(names[i]) == fold(wanted)) return i;
  std::size_t number = 0;
  auto [end, fault] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  if (fault == std::errc() && end == wanted.data() + wanted.size() && number >= 1 &&
      number <= names.size())
    return number - 1;
  std::string list = visible(joined(names, "、"));
  Diagnostic& error = diags.file_error("unknown-sheet", name,
                                       say("没有工作表 `{}`", "no sheet `{}`", visible(wanted)));
  auto near = nearest(wanted, names);
  error.help(near ? say("是否想写 `{}`？", "did you mean `{}`?", *near)
                  : say("工作表有：{}；也可写序号", "the sheets are: {}; a number will do", list));
  return std::nullopt;
}

struct ChosenSheet {
  std::unique_ptr<GridSource> source;
  Text why;
};

/// The sheet whose header names the most facts; visible ones first, the first of equals.
ChosenSheet best_sheet(XlsxWorkbook& book, const Schema& schema, const TableRequest& request) {
  ChosenSheet best;
  std::size_t most = 0, fitting = 0;
  const auto& sheets = book.sheets();
  for (bool hidden : {false, true}) {
    for (std::size_t i = 0; i < std::min(sheets.size(), kMaxSheets); ++i) {
      if (sheets[i].hidden != hidden || (hidden && most > 0)) continue;
      std::unique_ptr<GridSource> source = book.sheet(i);
      auto head = find_head(schema, source->head(), request.applicant, request.map);
      std::size_t bound = head ? head->bound : 0;
      fitting += bound > 0 ? 1 : 0;
      if (best.source && bound <= most) continue;
      most = bound;
      best.source = std::move(source);
      best.why =
          say("工作表 `{}` 的表头有 {} 列认得", "the header of sheet `{}` has {} known columns",
              visible(sheets[i].name), bound);
    }
  }
  if (fitting > 1) {
    best.why.zh += "，比其他工作表多；要读别的请用 --sheet";
    best.why.en += ", more than the others; read another one with --sheet";
  }
  if (sheets.size() == 1) best.why = {};
  return best;
}

std::unique_ptr<TableReader> open_workbook(XlsxWorkbook& book, const std::string& name,
                                           const Schema& schema, const TableRequest& request,
                                           Diagnostics& diags) {
  ChosenSheet chosen;
  if (request.sheet.empty()) {
    chosen = best_sheet(book, schema, request);
  } else {
    auto index = sheet_named(book, request.sheet, name, diags);
    if (!index) return nullptr;
    chosen.source = book.sheet(*index);
  }
  if (!chosen.source) {
    diags.file_error("no-sheet", name, say("工作簿中没有工作表", "the workbook has no worksheet"));
    return nullptr;
  }
  return read_grid(std::move(chosen.source), "xlsx", name, schema, request, chosen.why, diags);
}

}  // namespace

std::unique_ptr<TableReader> open_table(const std::string& path, const Schema& schema,
                                        const TableRequest& request, Diagnostics& diags) {
  std::unique_ptr<ByteStream> stream = open_bytes(path, diags);
  if (!stream) return nullptr;
  const std::string name = path == "-" ? "<stdin>" : path;
  std::string front = first_bytes(*stream, kLooked);
  if (is_workbook(front)) {
    auto book = open_book(path, name, *stream, std::move(front), diags);
    return book ? open_workbook(*book, name, schema, request, diags) : nullptr;
  }
  if (is_json(name, front))
    return open_json_table(resumed(std::move(front), std::move(stream)), name, schema, request,
                           diags);
  CsvOptions options;
  options.encoding = request.encoding;
  options.delimiter = request.delimiter;
  options.block_bytes = request.block_bytes;
  auto source = open_csv(resumed(std::move(front), std::move(stream)), name, options, diags);
  return source ? read_grid(std::move(source), "csv", name, schema, request, {}, diags) : nullptr;
}

}  // namespace ipcheck
