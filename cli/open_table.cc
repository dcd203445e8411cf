// Tested by tests/cli/inspect-table.md.
#include "cli/open_table.h"

#include "io/grouped_table.h"
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

/// Rows can only be counted where several of them are one applicant.
void no_group(const TableArgs& args, Diagnostics& diags) {
  diags
      .file_error("count-without-group", args.counts.empty() ? args.map : "--count",
                  say("没有 --group-by，无从按行计数", "rows are counted only under --group-by"))
      .help(say("请加 --group-by 列名，如 `--group-by uscc`",
                "add --group-by NAME, as `--group-by uscc`"));
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
  std::vector<RowCount> counts = map.counts;
  for (const std::string& count : args.counts) counts.push_back(row_count_of(count));
  if (args.group_by.empty()) {
    if (!counts.empty()) no_group(args, diags);
    return diags.has_errors() ? nullptr : open_table(path, schema, request, diags);
  }
  auto open = [&](const Schema& plain, const TableRequest& asked) {
    return open_table(path, plain, asked, diags);
  };
  return group_table(schema, request, {args.group_by, std::move(counts), request.memory}, open,
                     diags);
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
