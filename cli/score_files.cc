// Tested by tests/cli/score.md.
#include "cli/score_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <ostream>

#include "report/score/format.h"
#include "text/file.h"
#include "text/frame.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

/// Always between quotes; never a formula.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  if (needs_mark(text)) out += '\'';
  for (char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

}  // namespace

void RejectsFile::open() {
  if (file_ != nullptr || path_.empty()) return;
  file_ = std::make_unique<OutputFile>(path_);
  file_->stream() << (bom_ ? "\xEF\xBB\xBF" : "") << "row,line,column,why,reason,text\n";
}

void RejectsFile::add(const SetAside& record) {
  if (path_.empty() || record.why == SetAside::Why::Blank) return;
  open();
  std::ostream& out = file_->stream();
  out << record.place.row << ',';
  if (record.place.line > 0) out << record.place.line;
  out << ',';
  if (record.column > 0) out << record.column;
  out << ',' << word(record.why) << ',' << quoted(record.reason.in(lang_)) << ','
      << quoted(mask_numbers(record.text)) << '\n';
}

std::unique_ptr<OutputFile> RejectsFile::take() {
  struct stat old {};
  const bool stale = !path_.empty() && ::stat(path_.c_str(), &old) == 0 && S_ISREG(old.st_mode);
  if (stale) open();
  if (file_ != nullptr) written_ = path_;
  return std::move(file_);
}

std::string rejects_beside(const std::string& output) {
  struct stat info {};
  const bool exists = ::stat(output.c_str(), &info) == 0;
  if (output.empty() || (exists && !S_ISREG(info.st_mode))) return "";
  const std::size_t slash = output.rfind('/'), dot = output.rfind('.');
  const bool has_ending =
      dot != std::string::npos && dot > 0 && (slash == std::string::npos || dot > slash + 1);
  return (has_ending ? output.substr(0, dot) : output) + ".rejects.csv";
}

void refuse_overwrites(const ScoreArgs& args, const std::string& output) {
  const std::string rejects = args.rejects.empty() ? rejects_beside(output) : args.rejects;
  std::vector<std::string> inputs;
  if (args.file != "-") inputs.push_back(args.file);
  for (const std::string& other : {args.table.map, args.decisions, args.compare}) {
    if (!other.empty() && other != "-") inputs.push_back(other);
  }
  const std::pair<const char*, const std::string*> outputs[] = {
      {"-o", &output}, {"--rejects", &rejects}, {"--report", &args.report}};
  for (const auto& [option, file] : outputs) refuse_overwrite(*file, inputs, option);
  for (const auto& a : outputs) {
    for (const auto& b : outputs) {
      if (&a < &b && is_same_file(*a.second, *b.second))
        throw Failure{say("`{}` 和 `{}` 是同一个文件 `{}`，请换一个文件名",
                          "`{}` and `{}` are the same file `{}`, name another", a.first, b.first,
                          *a.second)};
    }
  }
}

void refuse_record(const std::string& file) {
  if (!file.ends_with(".yaml") && !file.ends_with(".yml")) return;
  throw Failure{say("`{}` 是申请人记录，不是表格，请用 `ipcheck eligibility {}`",
                    "`{}` is a record and no table, use `ipcheck eligibility {}`", visible(file),
                    visible(file))};
}

std::vector<bool> secret_columns(const TableReader& reader, const Schema& schema) {
  std::vector<bool> secret;
  for (const std::string& header : reader.kept_headers()) {
    const auto& columns = reader.layout().columns;
    secret.push_back(std::any_of(columns.begin(), columns.end(), [&](const TableColumn& column) {
      bool personal = column.resident_ids || header.find("身份证") != header.npos ||
                      (column.fact != kNoFact && schema.facts[column.fact].pii);
      return column.header == header && personal;
    }));
  }
  return secret;
}

}  // namespace ipcheck
