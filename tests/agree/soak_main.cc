// `ipcheck_soak SECONDS [--seed N] [--no-solver] [--cases DIR]`: random rule sets and applicants,
// the engine against the oracle and the solver, until the time is over. Ends with 1 if anything
// differs; what differs is shrunk and kept below DIR.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "agree/soak_make.h"
#include "agree/soak_shrink.h"
#include "expr/functions.h"

using namespace ipcheck;
using namespace ipcheck::soak;

namespace {

constexpr std::size_t kRows = 2048, kRead = 24, kSolved = 24, kMostFound = 8;

struct Options {
  double seconds = 60;
  std::uint64_t seed = 1;
  std::string cases = "soak-cases";
  bool solver = true;
};

void count_expr(const RuleSet& rules, const Expr& expr, std::set<std::string>& out) {
  static constexpr const char* kOps[] = {
      "literal", "name",  "fact",    "parameter", "variable", "as_of",  "!",          "&&",
      "||",      "?:",    "==",      "!=",        "<",        "<=",     ">",          ">=",
      "in",      "-x",    "+",       "-",         "*",        "/",      "%",          "[]",
      ".field",  "[…]",   "{…}",     "call",      "all",      "exists", "exists_one", "filter",
      "map",     "known", "state()", "verdict"};
  for (const Node& node : expr.nodes) {
    if (node.op == Op::Call)
      out.insert(std::string(functions()[node.payload].name) + "()");
    else
      out.insert(kOps[static_cast<std::size_t>(node.op)]);
    if (node.op == Op::Fact) {
      static constexpr const char* kKinds[] = {"?",       "boolean", "judgement", "integer",
                                               "decimal", "date",    "string",    "enum",
                                               "list",    "set",     "map",       "record"};
      const Fact& fact = rules.schema.facts[node.payload];
      out.insert("fact: " +
                 std::string(kKinds[static_cast<int>(rules.schema.types[fact.type].kind)]));
      if (fact.derive) out.insert("fact: derived");
      if (fact.absent) out.insert("fact: default");
      if (fact.judged) out.insert("fact: judged enum");
      if (fact.unit != 0) out.insert("fact: unit");
    }
  }
}

void count_constructs(const Pair& pair, Counts& counts) {
  std::set<std::string> found;
  const Policy& policy = pair.policy();
  const RuleSet& rules = pair.written->rules;
  const auto look = [&](const char* where, const Condition& condition) {
    if (!condition) return;
    found.insert(where);
    count_expr(rules, condition.expr, found);
  };
  for (const auto& [fact, derivation] : rules.derived) count_expr(rules, *derivation.expr, found);
  for (const Criterion& c : policy.criteria) {
    look("applies", c.applies);
    look("check", c.check);
    look("should", c.should);
  }
  for (const Gate& gate : policy.gates) {
    static constexpr const char* kGates[] = {"criterion", "all:", "any:", "at_least:", "choose:"};
    found.insert(kGates[static_cast<int>(gate.kind)]);
  }
  for (const NoticeRule& notice : rules.data_notices) look("data notice", notice.when);
  for (const Param& param : policy.params)
    if (param.values.front().from) found.insert("dated parameter");
  for (const Scheme& scheme : policy.schemes) {
    for (const NoticeRule& notice : scheme.notices) look("notice", notice.when);
    for (const Output& output : scheme.outputs) look("output", output.value);
    if (!scheme.scorecard) continue;
    found.insert("scorecard");
    for (const Characteristic& c : scheme.scorecard->characteristics) look("points", c.points);
  }
  for (const std::string& name : found) ++counts.constructs[name];
}

class Soak {
 public:
  explicit Soak(const Options& options) : options_(options), maker_(options.seed) {}

  int run() {
    const auto begin = std::chrono::steady_clock::now();
    const auto since = [&] {
      return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    while (since() < options_.seconds && found_ < kMostFound) once();
    table(since());
    return found_ > 0 ? 1 : 0;
  }

 private:
  void once() {
    Case made{maker_.rules(), {}, maker_.as_of()};
    const Pair pair(yaml(made.rules));
    if (!pair.refused.empty()) {
      ++refused_;
      std::fprintf(stderr, "refused: %s\n", pair.refused.c_str());
      if (pair.refused.starts_with("print"))
        keep(made, {0, "", pair.refused},
             [&](const Case& c) { return Pair(yaml(c.rules)).refused.starts_with("print"); });
      return;
    }
    ++counts_.rule_sets;
    counts_.schemes += pair.schemes.size();
    count_constructs(pair, counts_);
    made.records = maker_.records(pair.written->rules.schema, kRows);
    if (auto differs = compare(pair, made.records, made.as_of, counts_)) {
      Case few = made;
      if (differs->row < few.records.size()) few.records = {made.records[differs->row]};
      Counts none;
      const Fails fails = [&](const Case& c) {
        const Pair rules(yaml(c.rules));
        return rules.refused.empty() && compare(rules, c.records, c.as_of, none).has_value();
      };
      keep(fails(few) ? few : made, *differs, fails);
    }
    few_records(pair, made);
  }

  void few_records(const Pair& pair, Case made) {
    made.records.resize(kRead);
    Counts none;
    if (auto differs = compare_reading(pair, made.records, made.as_of, counts_)) {
      keep(made, *differs, [&](const Case& c) {
        const Pair rules(yaml(c.rules));
        return rules.refused.empty() && compare_reading(rules, c.records, c.as_of, none);
      });
    }
    if (!options_.solver) return;
    made.records.resize(kSolved);
    const std::string& scheme =
        pair.schemes[counts_.rule_sets % std::min<std::size_t>(4, pair.schemes.size())];
    if (auto differs = compare_solver(pair, scheme, made.records, made.as_of, counts_)) {
      made.records = {made.records[differs->row]};
      keep(made, *differs, [&](const Case& c) {
        const Pair rules(yaml(c.rules));
        if (!rules.refused.empty() || rules.policy().scheme(scheme) == nullptr) return false;
        return compare_solver(rules, scheme, c.records, c.as_of, none).has_value();
      });
    }
  }

  void keep(const Case& whole, const Mismatch& differs, const Fails& fails) {
    ++found_;
    const std::string folder = options_.cases + "/seed-" + std::to_string(options_.seed) + "-" +
                               std::to_string(counts_.rule_sets) + "-" + std::to_string(found_);
    std::fprintf(stderr, "MISMATCH in %s: %s\n", differs.scheme.c_str(), differs.what.c_str());
    const Case small = fails(whole) ? shrink(whole, fails, {.seconds = 60}) : whole;
    write_case(folder, small);
    const Pair pair(yaml(small.rules));
    std::fprintf(stderr, "%s\n%s%s\n", folder.c_str(), yaml(small.rules).c_str(),
                 yaml(pair.written->rules.schema, small.records, small.as_of).c_str());
  }

  void table(double seconds) const {
    const auto line = [](const std::string& name, std::uint64_t n) {
      std::printf("%-36s %12llu\n", name.c_str(), static_cast<unsigned long long>(n));
    };
    static constexpr const char* kVerdicts[] = {"ineligible",   "incomplete",
                                                "needs_review", "(fault)",
                                                "eligible",     "eligible, nothing asked"};
    static constexpr const char* kStates[] = {"not_met", "missing", "pending",
                                              "(fault)", "met",     "not_applicable"};
    std::printf("seed %llu, %.0f s\n", static_cast<unsigned long long>(options_.seed), seconds);
    line("rule sets", counts_.rule_sets);
    line("rule sets refused", refused_);
    line("schemes", counts_.schemes);
    line("rows (scheme x applicant)", counts_.rows);
    for (int i : {4, 5, 0, 1, 2}) line(std::string("  ") + kVerdicts[i], counts_.states[i]);
    std::uint64_t criteria = 0;
    for (const std::uint64_t n : counts_.criteria) criteria += n;
    line("states of criteria", criteria);
    for (int i : {4, 0, 1, 2, 5}) line(std::string("  ") + kStates[i], counts_.criteria[i]);
    line("records read from YAML", counts_.readings);
    line("rows with the solver", counts_.solved);
    for (int i : {4, 5, 0, 1, 2}) line(std::string("  ") + kVerdicts[i], counts_.by_solver[i]);
    line("  of schemes partly outside", counts_.inexact);
    line("  left out: no answer in time", counts_.not_solved);
    line("  left out: text not encoded", counts_.no_candidate);
    std::printf("constructs, by rule sets that have them\n");
    for (const auto& [name, n] : counts_.constructs) line("  " + name, n);
    line("mismatches", found_);
  }

  Options options_;
  Maker maker_;
  Counts counts_;
  std::uint64_t refused_ = 0, found_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string arg = argv[i];
    if (arg == "--no-solver")
      options.solver = false;
    else if (arg == "--seed" && i + 1 < argc)
      options.seed = std::strtoull(argv[++i], nullptr, 10);
    else if (arg == "--cases" && i + 1 < argc)
      options.cases = argv[++i];
    else
      options.seconds = std::strtod(argv[i], nullptr);
  }
  try {
    return Soak(options).run();
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return 2;
  }
}
