#pragma once
// The tables that `score` reads beside the applicants' own: a panel's decisions, an earlier result.

#include <memory>
#include <string>

#include "cli/commands.h"
#include "io/decisions.h"
#include "report/score/compare.h"
#include "report/score/panel.h"

namespace ipcheck {

/// The decisions of `path`, on those of the facts asked for that a person judges. Errors: nullptr
/// with diagnostics.
std::unique_ptr<Decisions> read_decisions(const std::string& path, const Schema& schema,
                                          const TableRequest& asked, FactId id, Diagnostics& diags);

/// What became of them.
void print_decisions(const Decisions::Report& report, const std::string& path,
                     const Context& context);

/// Fills `earlier` from the result at `path`. Errors: false with diagnostics.
bool read_earlier(const std::string& path, std::span<const std::string> schemes,
                  EarlierRun& earlier, Diagnostics& diags);

/// How many changed, from which verdict to which, and who is gone.
void print_changes(const EarlierRun::Totals& totals, std::span<const std::string> schemes,
                   const std::string& path, const Context& context);

/// Errors: a diagnostic when something is asked for that a panel's sheet has no room for.
void check_panel(const ScoreArgs& args, Format format, Diagnostics& diags);
/// How many rows the panel's sheet has; what is asked, where the sheet itself cannot say it.
void print_panel(const PanelSheet& panel, bool questions, const Context& context);

}  // namespace ipcheck
