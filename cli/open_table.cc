// Tested by tests/cli/inspect-table.md.
#include "cli/open_table.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

#include "io/grouped_table.h"
#include "text/file.h"
#include "text/file_kind.h"
#include "text/frame.h"
#include "text/utf8.h"
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

std::string peek_standard_input() {
  constexpr std::size_t kLooked = 4096;
  std::string bytes(kLooked, '\0');
  struct stat info {};
  ssize_t count = -1;
  std::array<int, 2> pipe_ends{};
  if (::fstat(STDIN_FILENO, &info) == 0 && S_ISREG(info.st_mode)) {
    count = ::pread(STDIN_FILENO, bytes.data(), kLooked, ::lseek(STDIN_FILENO, 0, SEEK_CUR));
  } else if (::pipe2(pipe_ends.data(), O_CLOEXEC) == 0) {
    count = ::tee(STDIN_FILENO, pipe_ends[1], kLooked, 0);  // fails where it is no pipe
    if (count > 0) count = ::read(pipe_ends[0], bytes.data(), kLooked);
    for (int end : pipe_ends) ::close(end);
  }
  bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return bytes;
}

bool begins_as_table(std::string_view bytes) {
  if (file_kind(bytes) != nullptr) return true;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  constexpr int kLines = 5;  // titles stand above a header
  for (int i = 0; i < kLines && !bytes.empty(); ++i) {
    const std::string_view line = trim(bytes.substr(0, bytes.find_first_of("\r\n")));
    bytes.remove_prefix(std::min(bytes.size(), bytes.find_first_of("\r\n")));
    bytes.remove_prefix(std::min(bytes.size(), bytes.find_first_not_of("\r\n")));
    if (line.empty()) continue;
    if (std::string_view("{[-#%").find(line.front()) != line.npos) return false;
    const std::size_t cell = line.find_first_of(",;|\t"), key = line.find(": ");
    if (cell != key) return cell < key;
  }
  return false;
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
