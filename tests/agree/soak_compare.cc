#include "agree/soak_compare.h"

#include <algorithm>

#include "agree/oracle_scheme.h"
#include "judge/open_gates.h"
#include "judge/points.h"
#include "judge/score.h"

namespace ipcheck::soak {
namespace {

constexpr std::uint32_t kSevens = 10, kOnes = 16;

constexpr std::array<const char*, 6> kStates = {"false", "missing", "pending",
                                                "fault", "true",    "not applicable"};

std::string word(Truth t) {
  return kStates[static_cast<std::size_t>(t)];
}

template <class List>
std::string joined(const List& list) {
  std::string out;
  for (const auto& item : list) out += (out.empty() ? "" : " ") + std::string(item);
  return out;
}

naive::Facts facts_of(const Schema& schema, const Given& given) {
  naive::Facts out{std::vector<Value>(schema.facts.size()), std::vector<char>(schema.facts.size())};
  for (const auto& [name, value] : given.facts)
    if (const FactId fact = schema.find(name); fact != kNoFact) out.values[fact] = value;
  for (const std::string& name : given.unreadable)
    if (const FactId fact = schema.find(name); fact != kNoFact) out.unreadable[fact] = 1;
  return out;
}

/// A run of the engine, row by row against the oracle.
class Chunk {
 public:
  Chunk(const Compiled& compiled, const Policy& written, naive::Judge& oracle, Counts& counts)
      : compiled_(compiled), written_(written), oracle_(oracle), counts_(counts) {
    for (const CompiledScheme& scheme : compiled.schemes) {
      open_.emplace_back(compiled, scheme);
      if (scheme.scheme->scorecard) points_.emplace(scheme.scheme, PointsTable(compiled, scheme));
    }
  }

  /// Empty, or what differs.
  std::string run(const Schema& schema, std::span<const Given> records, Mismatch& at) {
    batch_ = Batch{};
    fill(compiled_.rules->schema, records, batch_);
    judge(compiled_, batch_, frame_);
    for (OpenGates& open : open_) open.run(frame_, batch_.rows);
    has_points_.clear();
    for (auto& [scheme, table] : points_) has_points_[scheme] = table.run(batch_, frame_);
    for (row_ = 0; row_ < batch_.rows; ++row_) {
      const naive::Facts facts = facts_of(schema, records[row_]);
      oracle_.take(facts);
      at.row = row_;
      if (std::string what = criteria(); !what.empty()) return what;
      for (std::size_t i = 0; i < compiled_.schemes.size(); ++i) {
        at.scheme = compiled_.schemes[i].scheme->id;
        if (std::string what = scheme(i); !what.empty()) return what;
      }
      for (std::size_t i = 0; i < compiled_.data_notice_when.size(); ++i)
        if (frame_.truth(compiled_.data_notice_when[i], row_) != oracle_.data_notice(i))
          return "data notice";
    }
    return {};
  }

 private:
  std::string criteria() {
    const CompiledPolicy& policy = compiled_.policies.front();
    for (std::uint32_t i = 0; i < policy.criteria.size(); ++i) {
      if (policy.criteria[i].state == kNoStep) continue;
      const Truth engine = frame_.truth(policy.criteria[i].state, row_);
      const Truth oracle = oracle_.criterion(i);
      ++counts_.criteria[static_cast<std::size_t>(oracle)];
      if (engine != oracle)
        return written_.criteria[i].id + ": engine " + word(engine) + ", oracle " + word(oracle);
    }
    return {};
  }

  static std::string differ(const char* what, const std::string& engine,
                            const std::string& oracle) {
    if (engine == oracle) return {};
    return std::string(what) + ": engine `" + engine + "`, oracle `" + oracle + "`";
  }

  std::string lists(std::size_t index, const naive::Opinion& opinion) {
    const CompiledScheme& scheme = compiled_.schemes[index];
    brief(compiled_, scheme, batch_, frame_, row_, brief_);
    for (const char* way : {"", " in bulk"}) {
      std::string what = differ("failing", joined(brief_.failing), joined(opinion.failing));
      if (what.empty()) what = differ("pending", joined(brief_.pending), joined(opinion.pending));
      if (what.empty()) what = differ("missing", joined(brief_.missing), joined(opinion.missing));
      if (!what.empty()) return what + way;
      brief(compiled_, scheme, batch_, frame_, row_, open_[index], brief_);
    }
    return {};
  }

  std::string extras(const CompiledScheme& scheme, const naive::Opinion& opinion) {
    for (std::size_t i = 0; i < scheme.notice_when.size(); ++i)
      if (scheme.notice_when[i] != kNoStep &&
          frame_.truth(scheme.notice_when[i], row_) != opinion.notices[i])
        return "notice " + scheme.scheme->notices[i].id;
    for (std::size_t i = 0; i < scheme.output_value.size(); ++i) {
      const StepId when = scheme.output_when[i], value = scheme.output_value[i];
      if (when != kNoStep && frame_.truth(when, row_) != opinion.outputs[i].first)
        return "output " + scheme.scheme->outputs[i].id + ": when";
      const TypeId type = compiled_.program.steps[value].type;
      const Cell cell = cell_at(batch_, frame_.column(value), type, row_);
      const std::string shown =
          naive::show(compiled_.rules->schema, {cell.state, cell.value}, type);
      if (std::string what = differ("output", shown, opinion.outputs[i].second); !what.empty())
        return what;
    }
    return {};
  }

  std::string points(const CompiledScheme& scheme, const naive::Points& oracle) {
    const std::optional<Score> own = score(compiled_, scheme, batch_, frame_, row_);
    const auto grade = [](const Grade* g) { return g == nullptr ? "" : g->id; };
    const auto told = [](const Decimal& min, const Decimal& max, const std::string& grade) {
      return min.str() + ".." + max.str() + " " + grade;
    };
    const std::string wanted = told(oracle.min, oracle.max, oracle.grade);
    std::string what = differ("score", told(own->min, own->max, grade(own->grade)), wanted);
    if (what.empty()) what = differ("floor", joined(own->below_floor), joined(oracle.below_floor));
    if (what.empty()) what = differ("veto", joined(own->veto), joined(oracle.veto));
    if (!what.empty() || !has_points_[scheme.scheme]) return what;
    const PointsTable& table = points_.at(scheme.scheme);
    const auto decimal = [](std::int64_t units) {
      return divide(Decimal::of(units), Decimal::of(10'000)).value_or(Decimal{});
    };
    return differ(
        "score in bulk",
        told(decimal(table.min(row_)), decimal(table.max(row_)), grade(table.grade(frame_, row_))),
        wanted);
  }

  std::string scheme(std::size_t index) {
    const CompiledScheme& scheme = compiled_.schemes[index];
    const naive::Opinion opinion = oracle_.opinion(*written_.scheme(scheme.scheme->id));
    const Truth engine = frame_.truth(scheme.root, row_);
    ++counts_.rows;
    ++counts_.states[static_cast<std::size_t>(opinion.root)];
    if (engine != opinion.root)
      return "verdict: engine " + word(engine) + ", oracle " + word(opinion.root);
    if (std::string what = lists(index, opinion); !what.empty()) return what;
    const bool empty = (engine == Truth::False && opinion.failing.empty()) ||
                       (engine == Truth::Missing && opinion.missing.empty()) ||
                       (engine == Truth::Pending && opinion.pending.empty());
    if (empty) return word(engine) + ", yet nothing is listed";
    if (std::string what = extras(scheme, opinion); !what.empty()) return what;
    return opinion.points ? points(scheme, *opinion.points) : "";
  }

  const Compiled& compiled_;
  const Policy& written_;
  naive::Judge& oracle_;
  Counts& counts_;
  Batch batch_;
  Frame frame_;
  Brief brief_;
  std::uint32_t row_ = 0;
  std::deque<OpenGates> open_;
  std::map<const Scheme*, PointsTable> points_;
  std::map<const Scheme*, bool> has_points_;
};

}  // namespace

std::optional<Mismatch> compare(const Pair& rules, const std::vector<Given>& records, Date as_of,
                                Counts& counts, bool wrong) {
  const Compiled compiled = compile(rules.printed->rules, rules.schemes, as_of, true);
  const RuleSet& written = rules.written->rules;
  naive::Judge oracle(written, rules.policy(), as_of, wrong);
  Chunk chunk(compiled, rules.policy(), oracle, counts);
  const auto all = static_cast<std::uint32_t>(records.size());
  Mismatch at;
  const auto run = [&](std::uint32_t first, std::uint32_t rows) {
    at.what = chunk.run(written.schema, std::span(records).subspan(first, rows), at);
    at.row += first;
    if (!at.what.empty()) at.what += ", chunk of " + std::to_string(rows);
    return at.what.empty();
  };
  if (!run(0, all)) return at;
  for (std::uint32_t i = 0; i < kSevens && (i + 1) * 7 < all; ++i)
    if (!run(i * 7, 7)) return at;
  for (std::uint32_t i = 0; i < kOnes && i + 1 < all; ++i)
    if (!run(i, 1)) return at;
  return std::nullopt;
}

}  // namespace ipcheck::soak
