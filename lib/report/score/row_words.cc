// Tested by tests/report/row_words_test.cc.
#include "report/score/row_words.h"

#include <algorithm>

#include "judge/cell_bytes.h"
#include "report/layout.h"
#include "report/verdict/lines.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

/// What an entry takes besides its texts.
constexpr std::size_t kEntryBytes = 128;
/// Longer ones are texts of their own, seldom seen twice.
constexpr std::size_t kLongestKey = 256;

std::string plain(std::string_view text) {
  return visible(plain_spaces(text));
}

/// `failing` tells all, `pending` what is to be judged.
std::string reason(const Line& line, bool fails, Lang lang) {
  std::string words = line.id + " " + line.title.in(lang);
  if (!fails) return plain(words);
  bool zh = lang == Lang::Zh, first = true;
  for (const Text& detail : line.details) {
    words += first ? (zh ? "：" : ": ") : (zh ? "，" : ", ");
    words += detail.in(lang);
    first = false;
  }
  return plain(words);
}

Text one_line(const std::vector<Text>& details) {
  Text out;
  for (const Text& detail : details) {
    if (!out.empty()) out = std::move(out) + Text{"；", "; "};
    out = std::move(out) + detail;
  }
  return {plain(out.zh), plain(out.en)};
}

}  // namespace

void RowWords::begin_row() {
  passing_.clear();
  if (remembered_ <= kMostBytes) return;
  remembered_ = 0;
  missing_.clear();
  for (std::vector<GateWords>& policy : gates_) {
    for (GateWords& gate : policy) gate.by_values.clear();
  }
}

const ItemWords& RowWords::gate(const JudgedRow& row, GateId id) {
  GateWords& gate = words_of(row, id);
  key_.assign(1, static_cast<char>(row.frame.truth(
                     compiled_.policies[row.scheme.policy_index].gates[id], row.row)));
  read_values(row, gate.facts);
  if (auto known = gate.by_values.find(key_); known != gate.by_values.end()) return known->second;
  return remember(gate.by_values, worded(row, id));
}

/// A group says how many of its parts are needed, not what they read: its words are always the
/// same.
RowWords::GateWords& RowWords::words_of(const JudgedRow& row, GateId id) {
  const Policy& policy = *row.scheme.policy;
  std::vector<GateWords>& gates = gates_[row.scheme.policy_index];
  if (gates.empty()) gates.resize(policy.gates.size());
  GateWords& gate = gates[id];
  const Gate& source = policy.gates[id];
  if (!gate.begun && source.kind == GateKind::Criterion)
    gate.facts = facts_behind(*compiled_.rules, policy.criteria[source.criterion]);
  gate.begun = true;
  return gate;
}

/// Appends to the key what the row gives for `facts`, and who decided it.
void RowWords::read_values(const JudgedRow& row, const std::vector<FactId>& facts) {
  const Batch& batch = row.batch;
  for (FactId fact : facts) {
    add_cell_bytes(batch, batch.facts[fact], compiled_.rules->schema.facts[fact].type, row.row,
                   key_);
    if (!batch.unreadable.empty())
      key_ += static_cast<char>(batch.unreadable[std::size_t{fact} * batch.rows + row.row]);
  }
  for (const Decision& decision : decisions_of(batch, row.row)) {
    if (!std::binary_search(facts.begin(), facts.end(), decision.fact)) continue;
    key_ += std::to_string(decision.fact);
    for (const std::string* part : {&decision.by, &decision.on, &decision.ground})
      key_ += '/' + std::to_string(part->size()) + ':' + *part;
  }
}

ItemWords RowWords::worded(const JudgedRow& row, GateId gate) const {
  Finding finding =
      explain_gate(compiled_, row.scheme, row.batch, row.frame, row.row, gate, row.brief);
  Line line = line_of(*compiled_.rules, *row.scheme.policy, finding, show_pii_);
  return {reason(line, finding.state == Truth::False, lang_), one_line(line.details)};
}

const ItemWords& RowWords::missing(std::string_view name) {
  if (auto known = missing_.find(name); known != missing_.end()) return known->second;
  key_ = name;
  Text label = Sentences(*compiled_.rules, show_pii_).label(name);
  return remember(missing_, {plain(label.in(lang_)), {}});
}

const ItemWords& RowWords::remember(Words& words, ItemWords item) {
  if (key_.size() > kLongestKey) return passing_.emplace_back(std::move(item));
  remembered_ += kEntryBytes + key_.size() + item.reason.size() + item.details.zh.size() +
                 item.details.en.size();
  return words.emplace(key_, std::move(item)).first->second;
}

void join_reasons(const JudgedRow& row, RowWords& words, Lang lang, std::string& out) {
  const bool zh = lang == Lang::Zh;
  const std::string_view comma = zh ? "、" : ", ", semicolon = zh ? "；" : "; ";
  out.clear();
  auto list = [&](std::string_view head, std::string_view separator, const auto& items,
                  auto item_words) {
    bool first = true;
    for (const auto& item : items) {
      if (first && !out.empty()) out += semicolon;
      out += first ? head : separator;
      out += item_words(item).reason;
      first = false;
    }
  };
  auto of_gate = [&](GateId gate) -> const ItemWords& { return words.gate(row, gate); };
  auto of_fact = [&](const std::string& name) -> const ItemWords& { return words.missing(name); };
  list("", semicolon, row.brief.failing_gates, of_gate);
  list(zh ? "缺少 " : "missing: ", comma, row.brief.missing, of_fact);
  list(zh ? "待判断 " : "to judge: ", comma, row.brief.pending_gates, of_gate);
}

}  // namespace ipcheck
