// Tested by tests/agree/solver_test.cc.
#include "study/schema/words.h"

#include <algorithm>
#include <set>

#include "expr/functions.h"
#include "expr/prepared.h"
#include "text/regex.h"

namespace ipcheck {
namespace {

using Names = std::set<std::string>;

/// Facts whose texts meet each other: they are told apart alike.
struct Class {
  Names constants, prefixes;
  std::set<std::pair<std::string, std::string>> tests;  // function and its constant
  Names facts;
  std::size_t uses = 0;
  bool odd = false;  // something is asked of a text that candidates cannot answer for all
};

void collect(const Column& column, Names& out) {
  if (column.kind == Kind::String)
    for (std::size_t i = 0; i < column.strings.size(); ++i)
      if (column.state[i] == State::Known) out.emplace(column.strings[i]);
  for (const Column& part : column.parts) collect(part, out);
}

bool wordy(const Types& types, TypeId id) {
  const Type& type = types[id];
  if (type.kind == Kind::String || type.kind == Kind::Record) return true;
  return (type.item != 0 && wordy(types, type.item)) || (type.key != 0 && wordy(types, type.key));
}

class Scan {
 public:
  void add(const Compiled& compiled) {
    const Program& program = compiled.program;
    const Schema& schema = compiled.rules->schema;
    schemas_.push_back(&schema);
    std::vector<Names> support(program.steps.size());
    for (StepId id = 0; id < program.steps.size(); ++id) {
      const Step& step = program.steps[id];
      Names met, constants;
      for (const StepId arg : program.args_of(id)) {
        met.insert(support[arg].begin(), support[arg].end());
        if (program.steps[arg].code == static_cast<std::uint16_t>(Code::Constant))
          collect(program.constants[program.steps[arg].payload], constants);
      }
      if (step.code == static_cast<std::uint16_t>(Code::Fact) && wordy(schema.types, step.type)) {
        met.insert(schema.facts[step.payload].name);
        for (const std::string& key : schema.facts[step.payload].keys) constants.insert(key);
      }
      note_walk(program, step, met);
      if (!met.empty()) meet(step, met, constants, wordy(schema.types, step.type));
      if (wordy(schema.types, step.type)) support[id] = std::move(met);
    }
  }

  WordTable table() {
    WordTable out;
    for (const Class& c : classes_)
      for (const std::string& fact : c.facts) out[fact] = words(c, fact);
    for (const std::string& fact : walked_) out[fact].walked = true;
    return out;
  }

 private:
  /// Which facts' items a space runs over, also those without texts.
  void note_walk(const Program& program, const Step& step, const Names& met) {
    if (step.code != static_cast<std::uint16_t>(Code::Items)) return;
    walked_.insert(met.begin(), met.end());
    std::vector<StepId> open{program.args[step.first_arg]};
    while (!open.empty()) {
      const StepId id = open.back();
      open.pop_back();
      const Step& at = program.steps[id];
      if (at.code == static_cast<std::uint16_t>(Code::Fact))
        walked_.insert(schemas_.back()->facts[at.payload].name);
      for (const StepId arg : program.args_of(id)) open.push_back(arg);
    }
  }

  Class& join(const Names& facts) {
    Class all;
    all.facts = facts;
    for (auto at = classes_.begin(); at != classes_.end();) {
      const bool meets = std::any_of(facts.begin(), facts.end(), [&](const std::string& fact) {
        return at->facts.count(fact) != 0;
      });
      if (!meets) {
        ++at;
        continue;
      }
      all.constants.merge(at->constants);
      all.prefixes.merge(at->prefixes);
      all.tests.merge(at->tests);
      all.facts.merge(at->facts);
      all.uses += at->uses;
      all.odd |= at->odd;
      at = classes_.erase(at);
    }
    return classes_.emplace_back(std::move(all));
  }

  void meet(const Step& step, const Names& facts, const Names& constants, bool gives_text) {
    Class& c = join(facts);
    const Code code = static_cast<Code>(step.code);
    c.uses += code == Code::Items || code == Code::In || code == Code::Index;
    c.odd |= code == Code::Lt || code == Code::Le || code == Code::Gt || code == Code::Ge ||
             (code == Code::Add && gives_text);
    if (code != Code::Call) return c.constants.insert(constants.begin(), constants.end()), void();
    const std::string function(functions()[step.payload].name);
    const bool collection = function == "size" && step.arg_count == 1;
    if (collection) return;
    if (function == "startsWith") c.prefixes.insert(constants.begin(), constants.end());
    const bool known = function == "startsWith" || function == "endsWith" ||
                       function == "contains" || function == "matches";
    c.odd |= !known || constants.size() != 1;
    for (const std::string& constant : constants) c.tests.emplace(function, constant);
  }

  Words words(const Class& c, const std::string& fact) const {
    std::vector<std::string> patterns;
    for (const Schema* schema : schemas_)
      if (const FactId id = schema->find(fact); id != kNoFact && !schema->facts[id].pattern.empty())
        patterns.push_back(schema->facts[id].pattern);
    std::vector<Regex> regexes(patterns.begin(), patterns.end());
    const auto fits = [&](const std::string& text) {
      return !text.empty() && std::all_of(regexes.begin(), regexes.end(), [&](const Regex& regex) {
        return regex.matches_all_of(text);
      });
    };
    Words out;
    out.whole = !c.odd;
    Names texts;
    for (const std::string& text : c.constants)
      if (fits(text)) texts.insert(text);
    const std::size_t wanted = std::clamp<std::size_t>(2 * c.uses, 3, 8);
    if (2 * c.uses > 8 && c.facts.size() > 1) out.whole = false;
    Names beginnings = c.prefixes;
    beginnings.insert("");
    for (const std::string& prefix : beginnings) {
      if (fits(prefix)) texts.insert(prefix);
      const bool made = add_others(c, prefix, prefix.empty() ? wanted : 2, fits, texts);
      if (!made && !fits(prefix)) out.whole = false;
    }
    add_tested(c, fits, texts);
    out.texts.assign(texts.begin(), texts.end());
    out.whole = out.whole && tells_all(c, out.texts);
    return out;
  }

  /// Texts that begin so and with no longer prefix, and are no constant.
  template <class Fits>
  bool add_others(const Class& c, const std::string& prefix, std::size_t wanted, Fits fits,
                  Names& texts) const {
    static const std::vector<std::string> kFillers = {"甲", "乙", "丙", "丁", "戊", "己", "庚",
                                                      "辛", "9",  "8",  "7",  "6",  "5",  "4",
                                                      "x",  "y",  "z",  "A",  "B",  "C"};
    std::size_t made = 0;
    for (std::size_t length = 1; length <= 20 && made < wanted; ++length) {
      for (const std::string& filler : kFillers) {
        std::string text = prefix;
        for (std::size_t i = 0; i < length; ++i) text += filler;
        const bool longer =
            std::any_of(c.prefixes.begin(), c.prefixes.end(), [&](const std::string& other) {
              return other.size() > prefix.size() && text.starts_with(other);
            });
        if (made < wanted && !longer && c.constants.count(text) == 0 && fits(text))
          made += texts.insert(text).second;
      }
    }
    return made > 0;
  }

  template <class Fits>
  void add_tested(const Class& c, Fits fits, Names& texts) const {
    for (const auto& [function, constant] : c.tests) {
      std::string text = function == "matches" ? example_of(constant) : constant;
      if (fits(text)) texts.insert(text);
      if (function == "endsWith" && fits("甲" + text)) texts.insert("甲" + text);
    }
  }

  static bool holds(const std::string& function, const std::string& constant,
                    const std::string& text) {
    if (function == "startsWith") return text.starts_with(constant);
    if (function == "endsWith") return text.ends_with(constant);
    if (function == "contains") return text.find(constant) != std::string::npos;
    return Regex(constant).found_in(text);
  }

  /// Whether the texts show every combination of what is asked of them. Prefixes alone need no
  /// such test: the texts are made for them.
  static bool tells_all(const Class& c, const std::vector<std::string>& texts) {
    const bool prefixes = std::all_of(c.tests.begin(), c.tests.end(),
                                      [](const auto& test) { return test.first == "startsWith"; });
    if (prefixes) return true;
    if (c.tests.size() > 4) return false;
    std::set<unsigned> seen;
    for (const std::string& text : texts) {
      unsigned bits = 0;
      for (const auto& [function, constant] : c.tests)
        bits = bits * 2 + holds(function, constant, text);
      seen.insert(bits);
    }
    return seen.size() == std::size_t{1} << c.tests.size();
  }

  std::vector<const Schema*> schemas_;
  std::vector<Class> classes_;
  Names walked_;
};

}  // namespace

WordTable words_of(std::span<const Compiled* const> programs) {
  Scan scan;
  for (const Compiled* compiled : programs) scan.add(*compiled);
  return scan.table();
}

std::string example_of(const std::string& pattern) {
  std::string out, last;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '^' || c == '$') continue;
    if (c == '*' || c == '?') {
      out.resize(out.size() - last.size());
      continue;
    }
    if (c == '+') continue;
    if (c == '{') {
      int times = 0;
      for (++i; i < pattern.size() && pattern[i] >= '0' && pattern[i] <= '9'; ++i)
        times = times * 10 + pattern[i] - '0';
      while (i < pattern.size() && pattern[i] != '}') ++i;
      if (times > 64) return {};
      for (int k = 1; k < times; ++k) out += last;
      continue;
    }
    if (c == '(' || c == ')' || c == '|') return {};
    if (c == '[') {
      last = pattern.substr(i + 1, 1);
      if (last == "^") return {};
      i = pattern.find(']', i);
      if (i == std::string::npos) return {};
    } else if (c == '.') {
      last = "某";
    } else if (c == '\\') {
      if (++i == pattern.size()) return {};
      last = pattern[i] == 'd' ? "0" : pattern.substr(i, 1);
    } else {
      std::size_t size = 1;
      while (i + size < pattern.size() && (pattern[i + size] & 0xC0) == 0x80) ++size;
      last = pattern.substr(i, size);
      i += size - 1;
    }
    out += last;
  }
  return Regex(pattern).ok() && Regex(pattern).found_in(out) ? out : std::string();
}

}  // namespace ipcheck
