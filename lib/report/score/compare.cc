// Tested by tests/report/compare_test.cc and tests/cli/score-compare.md.
#include "report/score/compare.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "report/score/format.h"
#include "report/verdict/verdicts.h"
#include "text/file.h"
#include "text/frame.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr char kEnd = '\x1f';
constexpr std::size_t kLongest = 60;  // bytes of a value that is shown

using Views = std::vector<std::string_view>;

std::optional<Outcome> outcome_named(std::string_view text) {
  for (Outcome outcome :
       {Outcome::Eligible, Outcome::Ineligible, Outcome::Incomplete, Outcome::NeedsReview})
    if (word(outcome) == text) return outcome;
  return std::nullopt;
}

/// A cell as it was before `'` marked it as no formula; null of JSON is nothing.
std::string_view unmarked(std::string_view text) {
  if (text.starts_with('\'')) text.remove_prefix(1);
  return text;
}

/// `a;b` of CSV or `["a","b"]` of JSON.
Views ids_of(std::string_view text) {
  Views out;
  std::size_t begin = 0;
  auto is_mark = [](char c) { return c == ';' || c == ',' || c == '[' || c == ']' || c == '"'; };
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && !is_mark(text[at])) continue;
    if (std::string_view id = trim(text.substr(begin, at - begin)); !id.empty()) out.push_back(id);
    begin = at + 1;
  }
  return out;
}

void say_change(std::string_view words, std::string& out) {
  if (!out.empty()) out += "; ";
  out += words;
}

/// `failing +OCB-6 −OCR-1`
void compare_ids(std::string_view name, const Views& before, std::span<const std::string_view> now,
                 std::string& out) {
  std::string words;
  auto list = [&](const char* sign, auto& from, auto& other) {
    for (std::string_view id : from)
      if (std::find(other.begin(), other.end(), id) == other.end())
        words += std::string(" ") + sign + std::string(id);
  };
  list("+", now, before);
  list("−", before, now);
  if (!words.empty()) say_change(std::string(name) + words, out);
}

std::string shown(std::string_view text) {
  return text.empty() ? std::string("–") : visible(text);
}

void compare_texts(std::string_view name, std::string_view before, std::string_view now,
                   std::string& out) {
  if (before == now) return;
  std::string words(name);
  if (before.size() <= kLongest && now.size() <= kLongest)
    words += " " + shown(before) + "→" + shown(now);
  else
    words += " …→…";
  say_change(words, out);
}

/// The decisions of a cell, as `decision_words` joined them.
Views decisions_of(std::string_view text) {
  Views out;
  while (!text.empty()) {
    const std::size_t zh = text.find("；"), en = text.find("; ");
    const std::size_t end = std::min({zh, en, text.size()});
    if (end > 0) out.push_back(text.substr(0, end));
    text.remove_prefix(end == text.size() ? end : end + (end == zh ? 3 : 2));
  }
  return out;
}

std::string_view take_cell(std::string_view& cells) {
  const std::size_t end = std::min(cells.find(kEnd), cells.size());
  std::string_view cell = cells.substr(0, end);
  cells.remove_prefix(std::min(end + 1, cells.size()));
  return cell;
}

std::string key_of(std::string_view id, std::uint64_t row, std::string_view scheme) {
  std::string key(scheme);
  key += kEnd;
  key += id;
  if (row > 0) key += kEnd + std::to_string(row);
  return key;
}

}  // namespace

/// Where the columns of an earlier result stand; kNone: nowhere.
struct EarlierRun::Columns {
  std::size_t row = kNone, id = kNone, scheme = kNone;
  struct OfScheme {
    std::size_t verdict = kNone, score = kNone, failing = kNone, missing = kNone, pending = kNone,
                decisions = kNone;
  };
  std::vector<OfScheme> schemes;
};

Schema result_schema(std::span<const std::string> schemes) {
  Schema schema;
  auto add = [&](const std::string& name) {
    Fact fact;
    fact.name = name;
    fact.type = kStringType;
    schema.add(std::move(fact));
  };
  for (const std::string& name : score_column_names()) {
    add(name);
    for (const std::string& scheme : schemes) add(name + "@" + scheme);
  }
  return schema;
}

EarlierRun::EarlierRun(std::vector<std::string> schemes, std::vector<std::string> kept_headers,
                       bool whole_input, std::uint64_t memory)
    : schemes_(std::move(schemes)),
      kept_headers_(std::move(kept_headers)),
      whole_input_(whole_input),
      memory_(memory),
      moves_(schemes_.size()) {}

bool EarlierRun::read(TableReader& reader) {
  const std::vector<std::string>& headers = reader.kept_headers();
  auto column = [&](const std::string& name) {
    auto at = std::find(headers.begin(), headers.end(), name);
    return at == headers.end() ? kNone : static_cast<std::size_t>(at - headers.begin());
  };
  Columns columns{.row = column("row"), .id = column("id"), .scheme = column("scheme")};
  bool good = columns.row != kNone || columns.id != kNone;
  for (const std::string& scheme : schemes_) {
    auto either = [&](const std::string& name) {
      const std::size_t own = column(name + "@" + scheme);
      return own != kNone || (schemes_.size() > 1 && columns.scheme == kNone) ? own : column(name);
    };
    columns.schemes.push_back({either("verdict"), either("score"), either("failing"),
                               either("missing"), either("pending"), either("decisions")});
    const Columns::OfScheme& of = columns.schemes.back();
    carried_.push_back(
        {of.score != kNone, of.failing != kNone, of.missing != kNone, of.pending != kNone});
    good = good && columns.schemes.back().verdict != kNone;
    has_decisions_ = has_decisions_ || columns.schemes.back().decisions != kNone;
  }
  if (!good) return false;
  for (const std::string& header : kept_headers_) {
    kept_.push_back(column(header));
    whole_input_ = whole_input_ && kept_.back() != kNone;
  }
  TableBlock block;
  Portion portion;
  while (reader.next(block)) {
    reader.read(block, portion);
    for (std::uint32_t row = 0; row < portion.places.size(); ++row)
      for (std::size_t i = 0; i < schemes_.size(); ++i) take(portion, row, columns, i);
  }
  return !foreign_;
}

void EarlierRun::take(const Portion& portion, std::uint32_t row, const Columns& columns,
                      std::size_t scheme) {
  auto cell = [&](std::size_t column) {
    return column == kNone ? std::string_view() : unmarked(portion.kept[column][row]);
  };
  if (columns.scheme != kNone && cell(columns.scheme) != schemes_[scheme]) return;
  const Columns::OfScheme& of = columns.schemes[scheme];
  const auto outcome = outcome_named(trim(cell(of.verdict)));
  if (!outcome) {
    foreign_ = foreign_ || !trim(cell(of.verdict)).empty();
    return;
  }
  std::uint64_t number = 0;
  for (char c : trim(cell(columns.row)))
    number = c >= '0' && c <= '9' && number < (1ull << 50) ? number * 10 + (c - '0') : number;
  std::string key =
      key_of(cell(columns.id), cell(columns.id).empty() ? number : 0, schemes_[scheme]);
  if (old_.contains(key)) key = key_of(cell(columns.id), number, schemes_[scheme]);
  Old& old = old_[key];
  old.place = portion.places[row].row;
  old.outcome = *outcome;
  old.cells.clear();
  for (std::size_t column : {of.score, of.failing, of.missing, of.pending, of.decisions})
    old.cells += std::string(cell(column)) + kEnd;
  for (std::size_t column : kept_) old.cells += std::string(cell(column)) + kEnd;
  bytes_ += key.size() + old.cells.size() + sizeof(Old) + 64;
  if (memory_ == 0 || bytes_ <= memory_) return;
  const std::uint64_t limit = memory_ >> 20;
  throw Failure{say("旧结果要留在内存中比较，已超出 {} MiB；请用 --memory 放宽",
                    "the earlier result is held in memory and takes more than {} MiB; allow more "
                    "by --memory",
                    limit)};
}

EarlierRun::Old* EarlierRun::find(const ScoredRow& row, std::size_t scheme) {
  auto at = old_.find(key_of(row.id, row.place.row, schemes_[scheme]));
  if (at == old_.end() && !row.id.empty()) at = old_.find(key_of(row.id, 0, schemes_[scheme]));
  if (at == old_.end()) at = old_.find(key_of("", row.place.row, schemes_[scheme]));
  return at == old_.end() ? nullptr : &at->second;
}

/// What of the input did it, as far as the earlier result carries it.
void EarlierRun::add_causes(const ScoredRow& row, std::string_view cells, std::string& out) const {
  const std::size_t before = out.size();
  const std::string_view decisions = take_cell(cells);
  if (has_decisions_)
    compare_ids("decisions", decisions_of(decisions), decisions_of(row.decisions), out);
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    const std::string_view old = take_cell(cells);
    if (kept_[i] != kNone && i < row.kept.size())
      compare_texts(kept_headers_[i], trim(old), trim(row.kept[i]), out);
  }
  if (out.size() != before || !whole_input_) return;
  const bool may_be_decisions = !has_decisions_ && !row.decisions.empty();
  say_change(
      may_be_decisions ? "input same: decisions, rules or date" : "input same: rules or date", out);
}

std::string EarlierRun::change(const ScoredRow& row, std::size_t scheme) {
  Old* old = find(row, scheme);
  const auto to = static_cast<std::size_t>(row.outcome);
  if (old == nullptr) {
    ++moves_[scheme][Totals::kNew][to];
    return "new";
  }
  old->met = true;
  ++moves_[scheme][static_cast<std::size_t>(old->outcome)][to];
  std::string out;
  if (old->outcome != row.outcome)
    say_change("verdict " + std::string(word(old->outcome)) + "→" + std::string(word(row.outcome)),
               out);
  std::string_view cells = old->cells;
  const Carried& carried = carried_[scheme];
  const std::string_view score = take_cell(cells), failing = take_cell(cells),
                         missing = take_cell(cells), pending = take_cell(cells);
  if (carried.score) compare_texts("score", score, row.score, out);
  if (carried.failing) compare_ids("failing", ids_of(failing), row.failing, out);
  if (carried.missing) compare_ids("missing", ids_of(missing), row.missing, out);
  if (carried.pending) compare_ids("pending", ids_of(pending), row.pending, out);
  if (out.empty()) {
    ++same_;
    return "same";
  }
  ++changed_;
  add_causes(row, cells, out);
  return out;
}

EarlierRun::Totals EarlierRun::totals() const {
  Totals totals{.same = same_, .changed = changed_, .moves = {}, .first_gone = {}};
  for (const auto& scheme : moves_) {
    auto& to = totals.moves.emplace_back();
    for (std::size_t from = 0; from < scheme.size(); ++from)
      for (std::size_t i = 0; i < scheme[from].size(); ++i) to[from][i] = scheme[from][i];
    for (std::uint64_t count : to[Totals::kNew]) totals.fresh += count;
  }
  std::vector<std::pair<std::uint64_t, std::string_view>> gone;
  std::unordered_set<std::string_view> seen;
  for (const auto& [key, old] : old_) {
    std::string_view applicant = key;
    take_cell(applicant);  // under several schemes each is there once for each
    if (old.met || !seen.insert(applicant).second) continue;
    ++totals.gone;
    gone.emplace_back(old.place, applicant);
  }
  const auto first = std::min(gone.size(), Totals::kFirst);
  std::partial_sort(gone.begin(), gone.begin() + static_cast<std::ptrdiff_t>(first), gone.end());
  for (std::size_t i = 0; i < first; ++i) {
    std::string_view rest = gone[i].second;
    const std::string_view id = take_cell(rest);
    totals.first_gone.push_back(id.empty() ? "#" + std::string(rest) : std::string(id));
  }
  return totals;
}

}  // namespace ipcheck
