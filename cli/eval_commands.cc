// The commands of `eval -i` and what may be completed. Tested by tests/cli/eval-lines.md.
#include <algorithm>
#include <deque>
#include <set>

#include "cli/eval_session.h"
#include "expr/functions.h"
#include "io/record.h"
#include "report/findings/diagnostics.h"
#include "text/frame.h"
#include "text/suggest.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

constexpr std::string_view kCommands[] = {":set", ":unset", ":facts", ":why", ":help", ":quit"};

/// The first word, and what follows it.
std::pair<std::string_view, std::string_view> cut(std::string_view text) {
  std::size_t end = std::min(text.find_first_of(" \t"), text.size());
  std::size_t next = std::min(text.find_first_not_of(" \t", end), text.size());
  return {text.substr(0, end), text.substr(next)};
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

bool EvalSession::command(std::string_view text, std::ostream& out) {
  auto [word, rest] = cut(text);
  if (word == ":quit" || word == ":q") return false;
  if (word == ":set") {
    set(rest, out);
  } else if (word == ":unset") {
    unset(rest, out);
  } else if (word == ":facts") {
    facts(rest, out);
  } else if (word == ":why") {
    why(rest, out);
  } else if (word == ":help" || word == ":h" || word == ":?") {
    help(out);
  } else {
    auto near = nearest(word, kCommands);
    out << in(near ? say("没有命令 `{}`，是否想写 `{}`？", "no command `{}`, did you mean `{}`?",
                         visible(word), *near)
                   : say("没有命令 `{}`；`:help` 列出全部", "no command `{}`; `:help` lists them",
                         visible(word)))
        << "\n";
  }
  return true;
}

FactId EvalSession::fact_of(std::string_view name, std::ostream& out) const {
  FactId fact = rules_.schema.find(name);
  if (fact != kNoFact) return fact;
  std::vector<std::string_view> names;
  for (const Fact& f : rules_.schema.facts) names.push_back(f.name);
  auto near = nearest(name, names);
  out << in(near ? say("没有事实 `{}`，是否想写 `{}`？", "unknown fact `{}`, did you mean `{}`?",
                       visible(name), *near)
                 : say("没有事实 `{}`；`:facts 文字` 按文字查找",
                       "unknown fact `{}`; `:facts TEXT` searches by text", visible(name)))
      << "\n";
  return kNoFact;
}

void EvalSession::set(std::string_view rest, std::ostream& out) {
  auto [name, value] = cut(rest);
  if (name.empty() || value.empty()) {
    out << in(say("写作 `:set 事实 值`，值与记录文件中相同",
                  "write `:set fact value`, the value as in a record file"))
        << "\n";
    return;
  }
  FactId fact = fact_of(name, out);
  if (fact == kNoFact) return;
  Sources sources;
  Diagnostics diags;
  std::deque<Tree> trees;
  Batch batch;
  SourceId line = sources.add("line.yaml", std::string(name) + ": " + std::string(value) + "\n");
  read_record_source(rules_.schema, sources, line, trees, batch, diags);
  render_diagnostics(sources, diags, lang_, false, out);
  if (batch.rows != 1 || !batch.given(fact, 0)) return;
  std::string key(name);
  World given = world_of(batch, 0);
  auto found = given.facts.find(key);
  if (found == given.facts.end()) {  // what absence stands for
    world_.facts.erase(key);
    return;
  }
  world_.facts[key] = found->second;
  out << key << " = " << told(rules_.schema.facts[fact], found->second) << "\n";
}

std::string EvalSession::told(const Fact& fact, const Value& value) const {
  std::string text = flow_text(rules_.schema, fact.type, value);
  return visible(fact.pii ? mask(text) : mask_ids(text));
}

void EvalSession::unset(std::string_view name, std::ostream& out) {
  if (fact_of(name, out) == kNoFact) return;
  if (world_.facts.erase(std::string(name)) == 0)
    out << in(say("`{}` 本就没有值", "`{}` had no value", name)) << "\n";
}

void EvalSession::facts(std::string_view part, std::ostream& out) const {
  std::size_t listed = 0;
  for (const Fact& fact : rules_.schema.facts) {
    auto given = world_.facts.find(fact.name);
    bool known = given != world_.facts.end();
    bool wanted =
        part.empty() ? known
                     : has(fact.name, part) || has(fact.label.zh, part) || has(fact.label.en, part);
    if (!wanted) continue;
    ++listed;
    out << fact.name << "  " << visible(in(fact.label));
    if (known) out << " = " << told(fact, given->second);
    out << "\n";
  }
  if (listed == 0)
    out << in(part.empty()
                  ? say("还没有给出任何事实", "no fact is given yet")
                  : say("没有名称含 `{}` 的事实", "no fact has `{}` in its name", visible(part)))
        << "\n";
}

void EvalSession::help(std::ostream& out) const {
  const Text lines[] = {
      {"条件            它的值，以及每个部分的值；未知的写明取决于什么",
       "a condition        its value and that of each part; unknowns say what would settle them"},
      {":set 事实 值    给出或改动一个事实，值与记录文件中相同",
       ":set fact value    give or change a fact, the value as in a record file"},
      {":unset 事实     撤去一个事实", ":unset fact        take a fact back"},
      {":facts [文字]   已给出的事实；或名称含此文字的全部事实",
       ":facts [TEXT]      the facts given; or all whose name holds the text"},
      {":why 条件编号   一个条件的状态与各部分（需要 --scheme）",
       ":why CRITERION     state and parts of a criterion (needs --scheme)"},
      {":help           本说明", ":help              this"},
      {":quit           离开（或 Ctrl-D）；Ctrl-C 清除本行",
       ":quit              leave (or Ctrl-D); Ctrl-C clears the line"}};
  for (const Text& line : lines) out << in(line) << "\n";
}

std::size_t EvalSession::word_begin(std::string_view text) {
  auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-' || c == ':';
  };
  std::size_t begin = text.size();
  while (begin > 0 && is_word(text[begin - 1])) --begin;
  return begin;
}

std::vector<std::string> EvalSession::completions(std::string_view text) const {
  const std::size_t begin = word_begin(text);
  const std::string_view word = text.substr(begin), before = text.substr(0, begin);
  std::set<std::string> found;
  auto offer = [&](std::string_view candidate) {
    if (candidate.starts_with(word)) found.emplace(candidate);
  };
  const bool names_criterion =
      before.starts_with(":why") || before.ends_with("state('") || before.ends_with("state(\"");
  if (names_criterion) {
    for (const std::string& id : criteria_) offer(id);
  } else if (before.empty() && word.starts_with(":")) {
    for (std::string_view command : kCommands) offer(command);
  } else {
    for (const Fact& fact : rules_.schema.facts) offer(fact.name);
  }
  if (!names_criterion && !before.starts_with(":")) {
    if (policy_ != nullptr) {
      for (const Param& param : policy_->params) offer("params." + param.name);
    }
    for (const Function& function : functions()) {
      if (!function.method) offer(std::string(function.name) + "(");
    }
    for (std::string_view more : {"true", "false", "as_of", "known(", "state('"}) {
      if (policy_ != nullptr || more != "state('") offer(more);
    }
  }
  return {found.begin(), found.end()};
}

}  // namespace ipcheck
