// Tested by tests/cli/score.md.
#include "cli/score_request.h"

#include <algorithm>
#include <charconv>

#include "cli/score_tables.h"

namespace ipcheck {
namespace {

/// `512M`, `2G`, `100000000` in bytes; nullopt: not so.
std::optional<std::uint64_t> parse_bytes(const std::string& text) {
  std::uint64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number == 0) return std::nullopt;
  std::string_view unit(end, text.data() + text.size());
  for (auto [letter, shift] : {std::pair{'K', 10}, {'M', 20}, {'G', 30}}) {
    const char lower = static_cast<char>(letter + 32);
    if (unit.size() != 1 || (unit[0] != letter && unit[0] != lower)) continue;
    return number >> (64 - shift) == 0 ? std::optional(number << shift) : std::nullopt;
  }
  return unit.empty() ? std::optional(number) : std::nullopt;
}

}  // namespace

TableRequest score_request(const ScoreArgs& args, const Compiled& compiled, const ScoreTask& task,
                           std::uint64_t memory) {
  TableRequest request{.facts = compiled.program.facts, .show_pii = args.show_pii};
  for (FactId fact : {task.id, task.name}) {
    if (fact != kNoFact) request.facts.push_back(fact);
  }
  for (const CompiledScheme& scheme : compiled.schemes) {
    const auto& form = scheme.scheme->form;
    if (task.notices) request.facts.insert(request.facts.end(), form.begin(), form.end());
    if (!scheme.scheme->scorecard) continue;
    for (const TieBreak& tie : scheme.scheme->scorecard->rank) request.facts.push_back(tie.fact);
  }
  std::sort(request.facts.begin(), request.facts.end());
  request.facts.erase(std::unique(request.facts.begin(), request.facts.end()), request.facts.end());
  request.block_bytes = 256u << 10;
  request.keep = args.keep;
  request.memory = memory;
  request.notice_places = false;
  request.keep_all = std::erase(request.keep, std::string("all")) > 0;
  const auto& kinds = compiled.schemes.front().scheme->applicants;
  if (kinds.size() == 1) request.applicant = kinds.front();
  return request;
}

std::uint64_t memory_for(const ScoreArgs& args, std::uint64_t otherwise, Diagnostics& diags) {
  if (args.memory.empty()) return otherwise;
  const auto bytes = parse_bytes(args.memory);
  if (!bytes)
    diags
        .file_error("bad-size", "--memory",
                    say("`{}` 不是内存大小", "`{}` is no amount of memory", args.memory))
        .help(say("请写成 512M 或 2G", "write it as 512M or 2G"));
  return bytes.value_or(otherwise);
}

void check_score_args(const ScoreArgs& args, const Compiled& compiled, Format format,
                      const std::string& output, Diagnostics& diags) {
  const bool ranks = args.rank || args.top > 0;
  if (ranks && args.schemes.size() > 1)
    diags
        .file_error("rank-of-several", "--rank",
                    say("一次只能按一个方案排名", "only one scheme can be ranked at a time"))
        .help(say("每个方案各运行一次", "run it once for each scheme"));
  if (ranks && compiled.schemes.size() == 1 && !compiled.schemes.front().scheme->scorecard)
    diags.file_error("rank-without-points", "--rank",
                     say("方案 `{}` 没有评分表，无法排名",
                         "scheme `{}` has no scorecard to rank by", args.schemes.front()));
  if (args.panel) check_panel(args, format, diags);
  const bool xlsx = format == Format::Xlsx;
  if (xlsx && output.empty())
    diags.file_error("needs-output", "--format",
                     say("工作簿要写入文件：请加 -o 结果.xlsx",
                         "a workbook goes into a file: add -o result.xlsx"));
}

}  // namespace ipcheck
