#pragma once
// The table of `rules diff --population`: opened, read once where both rule sets read it alike,
// judged in blocks.

#include <memory>

#include "cli/commands.h"
#include "cli/output_file.h"
#include "io/table.h"
#include "report/rules/diff.h"

namespace ipcheck {

class PopulationRun {
 public:
  PopulationRun(const RulesDiffArgs& args, const RulesDiff& diff, Context& context)
      : args_(args), diff_(diff), context_(context) {}

  /// Chooses the schemes (those asked for, else those whose verdicts can differ and of which the
  /// table holds facts) and opens the table. Errors: false with diagnostics, or with questions
  /// printed.
  bool open(Sources& sources, Diagnostics& diags);
  /// Errors: throws Failure when a file cannot be written or the table not be read further.
  PopulationReport run();

 private:
  struct Slot;
  void choose_schemes();
  void compile_both();
  bool read_by(Diagnostics& diags);
  TableRequest request(const Compiled& compiled, const Schema& schema) const;
  bool open_readers(Sources& sources, Diagnostics& diags);
  bool bind_by(Diagnostics& diags);
  void keep_fitting();
  void work(Slot& slot);
  void commit(Slot& slot);
  void write(const std::vector<Flip>& flips);

  const RulesDiffArgs& args_;
  const RulesDiff& diff_;
  Context& context_;
  std::vector<std::string> by_;
  Compiled before_, after_;
  PopulationTask task_;
  std::unique_ptr<TableReader> reader_, second_;  // second_: by the older rules, where they differ
  OtherTables others_;
  PopulationReport report_;
  std::unique_ptr<FlipFormat> format_;
  std::unique_ptr<OutputFile> file_;
};

/// `a,b` and `c` are three.
std::vector<std::string> split_commas(const std::vector<std::string>& given);

}  // namespace ipcheck
