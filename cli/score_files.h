#pragma once
// Where the rows of a batch go: the stream of formatted rows, the rejects beside it.

#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/output_file.h"
#include "io/table.h"

namespace ipcheck {

/// Records that are no applicants, as CSV: row, line, column, why, reason, text. The file appears
/// when there is one, or when an older one stands in its place.
class RejectsFile {
 public:
  /// `path` empty: nothing is written.
  RejectsFile(std::string path, Lang lang, bool bom)
      : path_(std::move(path)), lang_(lang), bom_(bom) {}
  void add(const SetAside& record);
  /// The file, complete; nullptr: there is none to write.
  std::unique_ptr<OutputFile> take();
  /// Where they go; empty: nowhere.
  const std::string& path() const { return written_; }

 private:
  void open();
  std::string path_, written_;
  Lang lang_;
  bool bom_;
  std::unique_ptr<OutputFile> file_;
};

/// `list.csv` -> `list.rejects.csv`; empty for standard output and devices.
std::string rejects_beside(const std::string& output);

/// Errors: throws Failure when a file that `score` writes is one that it reads, or another that it
/// writes.
void refuse_overwrites(const ScoreArgs& args, const std::string& output);

/// Errors: throws Failure when the name is a YAML record's; `eligibility` judges those.
void refuse_record(const std::string& file);

/// Kept columns with personal data, by index.
std::vector<bool> secret_columns(const TableReader& reader, const Schema& schema);

/// Without --scheme: names the schemes that the columns of the table fit best.
ExitStatus suggest_schemes(const ScoreArgs& args, Context& context);

}  // namespace ipcheck
