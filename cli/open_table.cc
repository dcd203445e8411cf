// Tested by tests/cli/inspect-table.md.
#include "cli/open_table.h"

#include "text/file.h"
#include "text/frame.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

/// `tab` and `\t` are a tabulator; anything else must be one character.
std::optional<std::string> delimiter_of(const std::string& given, Diagnostics& diags) {
  if (given == "tab" || given == "\\t") return "\t";
  if (given.size() <= 1 && given != "\"" && given != "\n" && given != "\r") return given;
  diags
      .file_error("bad-delimiter", "--delimiter",
                  say("`{}` 不能作分隔符", "`{}` cannot be a delimiter", visible(given)))
      .help(say("请给一个半角字符，如 `;`；制表符写作 `tab`",
                "give one ASCII character, as `;`; a tabulator is `tab`"));
  return std::nullopt;
}

}  // namespace

std::unique_ptr<TableReader> open_table_args(const std::string& path, const TableArgs& args,
                                             const Schema& schema, TableRequest request,
                                             Sources& sources, Diagnostics& diags) {
  ColumnMap map;
  if (!args.map.empty()) {
    auto source = read_text(sources, args.map, kMaxRecordBytes, diags);
    if (!source) return nullptr;
    map = load_column_map(schema, sources, *source, diags);
    if (diags.has_errors()) return nullptr;
    request.map = &map;
  }
  auto delimiter = delimiter_of(args.delimiter, diags);
  if (!delimiter) return nullptr;
  request.delimiter = *delimiter;
  request.encoding = args.encoding;
  request.sheet = args.sheet;
  if (!args.applicant.empty()) request.applicant = args.applicant;
  return open_table(path, schema, request, diags);
}

void report_questions(const std::string& path, const TableLayout& layout, const Context& context) {
  if (layout.questions.empty()) return;
  std::ostream& err = *context.err;
  for (const Question& question : layout.questions) {
    err << visible(path) << ": " << visible(mask_ids(question.message.in(context.lang))) << "\n";
  }
  err << say("请用 --map 文件回答；文件内容如：", "answer in a file for --map, as:")
             .in(context.lang)
      << "\ncolumns:\n";
  for (const Question& question : layout.questions)
    err << "  " << visible(mask_ids(question.map_line)) << "\n";
}

}  // namespace ipcheck
