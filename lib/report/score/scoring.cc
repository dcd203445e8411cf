// Tested by tests/report/scoring_test.cc.
#include "report/score/scoring.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "judge/open_gates.h"
#include "judge/points.h"
#include "report/layout.h"
#include "report/score/row_words.h"
#include "report/verdict/lines.h"
#include "text/frame.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

using Views = std::vector<std::string_view>;

/// Texts made for one row; their places stand until `clear`.
class RowTexts {
 public:
  std::string_view keep(std::string text) {
    if (used_ == texts_.size()) texts_.emplace_back();
    return texts_[used_++] = std::move(text);
  }
  void clear() { used_ = 0; }

 private:
  std::deque<std::string> texts_;
  std::size_t used_ = 0;
};

/// nullptr: the block has no such texts.
const Column* texts_of(const Batch& batch, FactId fact) {
  const bool any = fact != kNoFact && batch.facts[fact].kind == Kind::String;
  return any ? &batch.facts[fact] : nullptr;
}

std::string_view text_at(const Column* texts, std::uint32_t row) {
  if (texts == nullptr) return {};
  const std::uint32_t at = texts->constant ? 0 : row;
  return texts->state[at] == State::Known ? texts->strings[at] : std::string_view{};
}

/// Points in words of digits: `61.5`.
class PointsText {
 public:
  std::string_view of(std::int64_t units) {
    constexpr std::int64_t kUnit = 10'000;
    static_assert(PointsTable::kPlaces == 4);
    char* p = text_.data();
    if (units < 0) *p++ = '-', units = -units;
    p = std::to_chars(p, text_.data() + text_.size(), units / kUnit).ptr;
    if (std::int64_t part = units % kUnit; part != 0) {
      *p++ = '.';
      for (std::int64_t place = kUnit / 10; part != 0; part %= place, place /= 10)
        *p++ = static_cast<char>('0' + part / place);
    }
    return {text_.data(), static_cast<std::size_t>(p - text_.data())};
  }

 private:
  std::array<char, 32> text_;
};

/// What one scheme says of a block and of one row, with the memory behind its views.
struct SchemeRow {
  std::optional<OpenGates> open;
  std::optional<PointsTable> points;  // none: no scorecard
  bool points_known = false;          // of the present block
  PointsText min_text, max_text;
  Brief brief;
  Views missing, notices;
  std::string reasons;
  std::vector<RowReason> details;
  std::vector<FactId> undecided;
  std::vector<Decimal> tie_breaks;

  void clear() {
    brief.clear();
    missing.clear();
    notices.clear();
    details.clear();
    undecided.clear();
  }
};

/// The decisions that a verdict rests on, in one cell.
std::string decision_words(const VerdictLines& lines, Lang lang) {
  std::string out;
  for (const Line& line : lines.decided) {
    if (!out.empty()) out += lang == Lang::Zh ? "；" : "; ";
    out += line.title.in(lang) + (lang == Lang::Zh ? "：" : ": ");
    for (const Text& detail : line.details) out += detail.in(lang);
  }
  return visible(plain_spaces(out));
}

}  // namespace

struct Scorer::State {
  explicit State(const ScoreTask& t)
      : task(t), schemes(t.compiled->schemes.size()), words(*t.compiled, t.lang, t.show_pii) {
    rows.resize(schemes.size());
    for (std::size_t i = 0; i < schemes.size(); ++i) {
      const CompiledScheme& scheme = task.compiled->schemes[i];
      rows[i].scheme = scheme.scheme->id;
      schemes[i].open.emplace(*task.compiled, scheme);
      if (scheme.scheme->scorecard) schemes[i].points.emplace(*task.compiled, scheme);
    }
    const RuleSet& rules = *task.compiled->rules;
    for (std::size_t i = 0; i < task.compiled->data_notice_when.size(); ++i) {
      const StepId step = task.compiled->data_notice_when[i];
      if (step != kNoStep) plausible.emplace_back(step, rules.data_notices[i].id);
    }
    auto is_secret = [&](FactId fact) {
      return fact != kNoFact && rules.schema.facts[fact].pii && !task.show_pii;
    };
    secret_id = is_secret(task.id), secret_name = is_secret(task.name);
  }

  void begin_block(const Portion& portion);
  void begin_row(const Portion& portion, std::uint32_t row);
  void fill(const Portion& portion, std::uint32_t row, std::size_t scheme, ScoredRow& out);
  void add_points(const Batch& batch, std::uint32_t row, const CompiledScheme& scheme,
                  SchemeRow& memory, ScoredRow& out);
  void add_words(const JudgedRow& row, SchemeRow& memory, ScoredRow& out);
  void add_judgements(const Batch& batch, std::uint32_t row, const CompiledScheme& scheme,
                      SchemeRow& memory, ScoredRow& out);
  void add_open(const Verdict& verdict, SchemeRow& memory, ScoredRow& out);
  bool is_decided(const Batch& batch, std::uint32_t row) const;
  std::string_view hidden(std::string_view text);
  std::string_view kept_text(std::string_view text, std::size_t column);
  bool is_wanted() const;

  const ScoreTask& task;
  Frame frame;
  std::vector<SchemeRow> schemes;
  std::vector<ScoredRow> rows;
  std::vector<std::pair<StepId, std::string_view>>
      plausible;  // data notices of the rules: when, id
  bool secret_id = false, secret_name = false;
  const Column *ids = nullptr, *names = nullptr;  // of the block
  Views data_notices, kept;
  RowTexts texts;
  RowWords words;
  std::size_t next_notice = 0;
  std::uint64_t masked = 0;  // cells of the portion
};

Scorer::Scorer(const ScoreTask& task) : state_(std::make_unique<State>(task)) {}
Scorer::~Scorer() = default;

/// What is found for all rows at once.
void Scorer::State::begin_block(const Portion& portion) {
  next_notice = 0;
  ids = texts_of(portion.batch, task.id), names = texts_of(portion.batch, task.name);
  judge(*task.compiled, portion.batch, frame);
  for (SchemeRow& scheme : schemes) {
    scheme.open->run(frame, portion.batch.rows);
    if (task.points && scheme.points)
      scheme.points_known = scheme.points->run(portion.batch, frame);
  }
}

/// What all schemes share: place, identity, data notices, kept columns.
void Scorer::State::begin_row(const Portion& portion, std::uint32_t row) {
  texts.clear();
  if (task.reasons || task.details) words.begin_row();
  data_notices.clear();
  kept.clear();
  const Batch& batch = portion.batch;
  auto add = [&](std::string_view id) {
    if (std::find(data_notices.begin(), data_notices.end(), id) == data_notices.end())
      data_notices.push_back(id);
  };
  for (; next_notice < batch.notices.size() && batch.notices[next_notice].row == row; ++next_notice)
    add(batch.notices[next_notice].id);
  for (const auto& [step, id] : plausible) {
    if (frame.truth(step, row) == Truth::True) add(id);
  }
  for (std::size_t i = 0; i < portion.kept.size(); ++i)
    kept.push_back(kept_text(portion.kept[i][row], i));
  std::string_view id = text_at(ids, row), name = text_at(names, row);
  if (secret_id) id = hidden(id);
  if (secret_name) name = hidden(name);
  for (ScoredRow& out : rows) {
    out.place = portion.places[row];
    out.id = id, out.name = name;
    out.kept = kept;
  }
}

std::string_view Scorer::State::hidden(std::string_view text) {
  if (text.empty()) return text;
  ++masked;
  return texts.keep(mask(text));
}

/// As given, but for numbers of persons.
std::string_view Scorer::State::kept_text(std::string_view text, std::size_t column) {
  if (task.show_pii) return text;
  if (column < task.secret_kept.size() && task.secret_kept[column]) return hidden(text);
  constexpr std::size_t kShortestId = 15;
  if (text.size() < kShortestId) return text;
  std::string shown = mask_ids(text);
  if (shown == text) return text;
  ++masked;
  return texts.keep(std::move(shown));
}

void Scorer::State::add_points(const Batch& batch, std::uint32_t row, const CompiledScheme& scheme,
                               SchemeRow& memory, ScoredRow& out) {
  if (!memory.points) return;
  out.score = out.grade = {};
  if (memory.points_known) {
    const std::int64_t min = memory.points->min(row), max = memory.points->max(row);
    out.score_min = memory.min_text.of(min);
    out.score_max = min == max ? out.score_min : memory.max_text.of(max);
    if (min == max) out.score = out.score_min;
  } else {
    auto points = ipcheck::score(*task.compiled, scheme, batch, frame, row);
    out.score_min = texts.keep(points->min.str());
    out.score_max = texts.keep(points->max.str());
    if (points->min == points->max) out.score = out.score_min;
    if (points->grade != nullptr) out.grade = points->grade->title.in(task.lang);
  }
  if (memory.points_known && task.grade) {
    const Grade* grade = memory.points->grade(frame, row);
    if (grade != nullptr) out.grade = grade->title.in(task.lang);
  }
  if (!task.rank) return;
  memory.tie_breaks = {*Decimal::parse(out.score_min), *Decimal::parse(out.score_max)};
  for (const TieBreak& tie : scheme.scheme->scorecard->rank) {
    const Column& column = batch.facts[tie.fact];
    TypeId type = task.compiled->rules->schema.facts[tie.fact].type;
    Cell cell = cell_at(batch, column, type, row);
    Decimal key = Decimal::of(INT64_MIN);  // an unknown value comes last
    if (cell.state == Truth::True) {
      key = cell.value.is<Decimal>()        ? cell.value.as<Decimal>()
            : cell.value.is<std::int64_t>() ? Decimal::of(cell.value.as<std::int64_t>())
            : cell.value.is<Date>()         ? Decimal::of(cell.value.as<Date>().days)
            : cell.value.is<bool>()         ? Decimal::of(cell.value.as<bool>() ? 1 : 0)
                                            : key;
      if (!tie.descending) key = negate(key);
    }
    memory.tie_breaks.push_back(key);
  }
  out.rank_keys = memory.tie_breaks;
}

/// The decisions that it rests on, and those that are open.
void Scorer::State::add_judgements(const Batch& batch, std::uint32_t row,
                                   const CompiledScheme& scheme, SchemeRow& memory,
                                   ScoredRow& out) {
  const bool decided = task.decisions && is_decided(batch, row);
  const bool open = task.panel && out.outcome != Outcome::Eligible;
  if (!decided && !open) return;
  Verdict verdict = explain(*task.compiled, scheme, batch, frame, row);
  if (decided) {
    VerdictLines lines = lines_of(*task.compiled->rules, verdict, task.show_pii);
    out.decisions = texts.keep(decision_words(lines, task.lang));
  }
  if (open) add_open(verdict, memory, out);
}

void Scorer::State::add_words(const JudgedRow& row, SchemeRow& memory, ScoredRow& out) {
  if (task.reasons) {
    join_reasons(row, words, task.lang, memory.reasons);
    out.reasons = memory.reasons;
  }
  if (!task.details) return;
  auto add = [&](std::string_view id, GateId gate) {
    const Text& details = words.gate(row, gate).details;
    memory.details.push_back({id, details.zh, details.en});
  };
  for (std::size_t i = 0; i < row.brief.failing.size(); ++i)
    add(row.brief.failing[i], row.brief.failing_gates[i]);
  for (std::size_t i = 0; i < row.brief.pending.size(); ++i)
    add(row.brief.pending[i], row.brief.pending_gates[i]);
  out.details = memory.details;
}

bool Scorer::State::is_decided(const Batch& batch, std::uint32_t row) const {
  auto before = [](const Decision& decision, std::uint32_t at) { return decision.row < at; };
  auto at = std::lower_bound(batch.decisions.begin(), batch.decisions.end(), row, before);
  return at != batch.decisions.end() && at->row == row;
}

/// The judgements behind the pending ids, and beside each what it is judged by.
void Scorer::State::add_open(const Verdict& verdict, SchemeRow& memory, ScoredRow& out) {
  const Sentences sentences(*task.compiled->rules, task.show_pii);
  std::vector<std::string_view> told;
  std::string words;
  std::vector<const Finding*> stack = {&verdict.root};
  while (!stack.empty()) {
    const Finding& finding = *stack.back();
    stack.pop_back();
    for (auto child = finding.children.rbegin(); child != finding.children.rend(); ++child)
      stack.push_back(&*child);
    const auto& pending = verdict.pending;
    if (finding.undecided.empty() || finding.kind != GateKind::Criterion ||
        std::find(pending.begin(), pending.end(), finding.id) == pending.end() ||
        std::find(told.begin(), told.end(), finding.id) != told.end())
      continue;
    told.push_back(finding.id);
    for (FactId fact : finding.undecided)
      if (std::find(memory.undecided.begin(), memory.undecided.end(), fact) ==
          memory.undecided.end())
        memory.undecided.push_back(fact);
    if (!words.empty()) words += task.lang == Lang::Zh ? "；" : "; ";
    words += finding.id + " " + title_words(*verdict.policy, finding).in(task.lang);
    const char* mark = task.lang == Lang::Zh ? "：" : ": ";
    for (const Seen& seen : finding.seen) {
      if (!seen.known) continue;
      words +=
          mark + (sentences.label(seen.name) + Text{" ", " "} + sentences.seen(seen)).in(task.lang);
      mark = task.lang == Lang::Zh ? "，" : ", ";
    }
  }
  out.open = memory.undecided;
  out.reasons = texts.keep(visible(plain_spaces(words)));
}

void Scorer::State::fill(const Portion& portion, std::uint32_t row, std::size_t index,
                         ScoredRow& out) {
  const Compiled& compiled = *task.compiled;
  const CompiledScheme& scheme = compiled.schemes[index];
  SchemeRow& memory = schemes[index];
  memory.clear();
  out.outcome = outcome(compiled, scheme, frame, row);
  if (out.outcome != Outcome::Eligible)
    brief(compiled, scheme, portion.batch, frame, row, *memory.open, memory.brief);
  for (const std::string& name : memory.brief.missing) memory.missing.push_back(name);
  out.failing = memory.brief.failing;
  out.pending = memory.brief.pending;
  out.missing = memory.missing;
  out.reasons = out.decisions = {};
  out.details = {};
  out.open = {};
  if (task.notices) {
    memory.notices = data_notices;
    notice_ids(compiled, scheme, portion.batch, frame, row, memory.notices);
    out.notices = memory.notices;
  }
  if (task.points) add_points(portion.batch, row, scheme, memory, out);
  if (out.outcome != Outcome::Eligible && (task.reasons || task.details))
    add_words({scheme, portion.batch, frame, row, memory.brief}, memory, out);
  if (task.decisions || task.panel) add_judgements(portion.batch, row, scheme, memory, out);
}

bool Scorer::State::is_wanted() const {
  if (task.only.empty()) return true;
  return std::any_of(rows.begin(), rows.end(), [&](const ScoredRow& row) {
    return std::find(task.only.begin(), task.only.end(), row.outcome) != task.only.end();
  });
}

void Scorer::score(const Portion& portion, RowSink& sink, ScoreTotals& totals, ReportStats* stats) {
  State& state = *state_;
  state.begin_block(portion);
  totals.records += portion.records;
  totals.applicants += portion.batch.rows;
  totals.folded += portion.folded;
  for (const SetAside& record : portion.set_aside) totals.add(record);
  state.masked = 0;
  for (std::uint32_t row = 0; row < portion.batch.rows; ++row) {
    state.begin_row(portion, row);
    for (std::string_view id : state.data_notices) totals.data_notices.add(id);
    for (std::size_t i = 0; i < state.rows.size(); ++i) {
      state.fill(portion, row, i, state.rows[i]);
      totals.add(i, state.rows[i]);
    }
    if (stats != nullptr) stats->add(state.frame, row);
    if (state.is_wanted()) sink.applicant(state.rows);
  }
  totals.masked += state.masked;
}

}  // namespace ipcheck
