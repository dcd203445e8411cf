#include "agree/soak_shrink.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "expr/parse.h"

namespace ipcheck::soak {
namespace {

class Shrinker {
 public:
  Shrinker(Case whole, const Fails& fails, const ShrinkLimits& limits)
      : case_(std::move(whole)), fails_(fails), limits_(limits) {}

  Case run() {
    std::size_t before = 0;
    do {
      before = kept_;
      records();
      schemes();
      entries([](RuleText& r) -> std::vector<Entry>& { return r.notices; });
      entries([](RuleText& r) -> std::vector<Entry>& { return r.criteria; });
      conditions();
      entries([](RuleText& r) -> std::vector<Entry>& { return r.facts; });
      entries([](RuleText& r) -> std::vector<Entry>& { return r.params; });
      values();
    } while (kept_ != before && !over());
    return std::move(case_);
  }

 private:
  bool over() const {
    const std::chrono::duration<double> since = std::chrono::steady_clock::now() - begin_;
    return tries_ >= limits_.tries || since.count() > limits_.seconds;
  }

  /// Keeps the change if the fault is still there.
  template <class Edit>
  bool attempt(Edit edit) {
    if (over()) return false;
    ++tries_;
    Case next = case_;
    edit(next);
    if (!fails_(next)) return false;
    case_ = std::move(next);
    ++kept_;
    return true;
  }

  /// Drops items of a list, many at once first.
  template <class List>
  void drop(List list) {
    for (std::size_t size = list(case_).size(); size > 0; size /= 2) {
      for (std::size_t at = 0; at < list(case_).size();) {
        const auto cut = [&](Case& c) {
          auto& all = list(c);
          const auto first = all.begin() + static_cast<std::ptrdiff_t>(at);
          all.erase(first, first + static_cast<std::ptrdiff_t>(std::min(size, all.size() - at)));
        };
        if (!attempt(cut)) at += size;
      }
    }
  }

  void records() {
    for (std::size_t i = case_.records.size(); i-- > 0 && case_.records.size() > 1;)
      if (attempt([&](Case& c) { c.records = {c.records[i]}; })) return;
    if (case_.records.size() > 1) drop([](Case& c) -> std::vector<Given>& { return c.records; });
  }

  template <class Entries>
  void entries(Entries of) {
    drop([&](Case& c) -> std::vector<Entry>& { return of(c.rules); });
    for (std::size_t i = 0; i < of(case_.rules).size(); ++i)
      drop([&](Case& c) -> std::vector<Part>& { return of(c.rules)[i].parts; });
  }

  void schemes() {
    drop([](Case& c) -> std::vector<SchemeText>& { return c.rules.schemes; });
    for (std::size_t i = 0; i < case_.rules.schemes.size(); ++i) {
      const auto part = [&](auto member) {
        drop([&](Case & c) -> auto& { return c.rules.schemes[i].*member; });
      };
      part(&SchemeText::notices);
      part(&SchemeText::outputs);
      part(&SchemeText::card);
      if (!case_.rules.schemes[i].card.empty()) {
        const auto item = [&](auto member) {
          drop([&](Case & c) -> auto& { return c.rules.schemes[i].card[0].*member; });
        };
        item(&Card::characteristics);
        item(&Card::groups);
        item(&Card::grades);
        attempt([&](Case& c) { c.rules.schemes[i].card[0].veto.clear(); });
      }
      tree([i](Case& c) -> Tree& { return c.rules.schemes[i].tree; }, true);
    }
  }

  /// A group becomes one of its children, or loses some.
  void tree(const std::function<Tree&(Case&)>& at, bool root) {
    for (std::size_t i = 0; i < at(case_).children.size(); ++i) {
      if (root && at(case_).children[i].kind == Tree::Leaf) continue;
      const auto lift = [&](Case& c) {
        Tree child = at(c).children[i];
        at(c) = std::move(child);
      };
      if (attempt(lift)) i = static_cast<std::size_t>(-1);
    }
    if (at(case_).kind != Tree::Choose) {
      drop([&](Case& c) -> std::vector<Tree>& { return at(c).children; });
      if (at(case_).kind != Tree::Leaf) attempt([&](Case& c) { at(c).id.clear(); });
    }
    for (std::size_t i = 0; i < at(case_).children.size(); ++i)
      tree([&at, i](Case& c) -> Tree& { return at(c).children[i]; },
           at(case_).kind == Tree::Choose);
  }

  static std::vector<Part*> conditions_of(RuleText& rules) {
    std::vector<Part*> out;
    const auto add = [&out](std::vector<Entry>& entries) {
      for (Entry& entry : entries)
        for (auto* parts : {&entry.fixed, &entry.parts})
          for (Part& part : *parts)
            if (part.condition) out.push_back(&part);
    };
    for (auto* entries : {&rules.facts, &rules.criteria, &rules.notices}) add(*entries);
    for (SchemeText& scheme : rules.schemes) {
      for (auto* entries : {&scheme.notices, &scheme.outputs}) add(*entries);
      for (Card& card : scheme.card) add(card.characteristics);
    }
    return out;
  }

  void conditions() {
    for (std::size_t i = 0; i < conditions_of(case_.rules).size(); ++i)
      while (simpler(i) && !over()) {
      }
  }

  /// Some operator of condition `index` becomes one of its operands, or a plain word.
  bool simpler(std::size_t index) {
    const std::string text = conditions_of(case_.rules)[index]->text;
    Sources sources;
    Diagnostics diags;
    const auto expr = parse(sources, sources.add("condition", text), diags);
    if (!expr) return false;
    for (NodeId id = expr->root() + 1; id-- > 0;) {
      std::vector<std::string> by;
      if (expr->args_of(id).empty()) continue;
      for (const char* word : {"true", "false", "1"}) by.emplace_back(word);
      for (const NodeId arg : expr->args_of(id)) by.emplace_back(expr->text_of(arg));
      if (id == expr->root()) by.erase(by.begin(), by.begin() + 3);
      if (expr->args_of(id).size() > 2 && (*expr)[id].op != Op::Cond) fewer(*expr, id, by);
      const Node& node = (*expr)[id];
      for (const std::string& word : by) {
        const std::string inside = id == expr->root() ? word : "(" + word + ")";
        const std::string next = text.substr(0, node.begin) + inside + text.substr(node.end);
        if (next.size() < text.size() &&
            attempt([&](Case& c) { conditions_of(c.rules)[index]->text = next; }))
          return true;
      }
    }
    return false;
  }

  /// `a && b && c` with one operand less.
  static void fewer(const Expr& expr, NodeId id, std::vector<std::string>& out) {
    const Op op = expr[id].op;
    if (op != Op::And && op != Op::Or) return;
    for (const NodeId left_out : expr.args_of(id)) {
      std::string text;
      for (const NodeId arg : expr.args_of(id)) {
        if (arg == left_out) continue;
        text += (text.empty()    ? "("
                 : op == Op::And ? " && ("
                                 : " || (") +
                std::string(expr.text_of(arg)) + ")";
      }
      out.push_back(text);
    }
  }

  void values() {
    for (std::size_t row = 0; row < case_.records.size(); ++row) {
      const Given whole = case_.records[row];
      for (const auto& [name, value] : whole.facts) {
        const std::string& fact = name;
        if (attempt([&](Case& c) { c.records[row].facts.erase(fact); })) continue;
        plainer([&, row](Case& c) -> Value& { return c.records[row].facts[fact]; });
      }
      for (const std::string& name : whole.unreadable)
        attempt([&](Case& c) { c.records[row].unreadable.erase(name); });
    }
  }

  void plainer(const std::function<Value&(Case&)>& at) {
    const Value value = at(case_);
    std::vector<Value> tries;
    if (value.is<std::int64_t>())
      for (const std::int64_t n : {0, 1, 2, 3}) tries.push_back({n});
    if (value.is<Decimal>())
      for (const std::int64_t n : {0, 1}) tries.push_back({Decimal::of(n)});
    if (value.is<std::string>()) tries.push_back({"a"});
    for (const Value& next : tries) {
      if (next == value) break;
      if (attempt([&](Case& c) { at(c) = next; })) break;
    }
    if (value.is<ValueList>()) {
      drop([&](Case& c) -> ValueList& { return at(c).template as<ValueList>(); });
      for (std::size_t i = 0; i < at(case_).as<ValueList>().size(); ++i)
        plainer([&at, i](Case& c) -> Value& { return at(c).as<ValueList>()[i]; });
    }
    if (!value.is<ValueMap>()) return;
    for (std::size_t i = 0; i < value.as<ValueMap>().size(); ++i)
      if (!attempt([&](Case& c) { at(c).as<ValueMap>()[i].second = {}; }))
        plainer([&at, i](Case& c) -> Value& { return at(c).as<ValueMap>()[i].second; });
  }

  Case case_;
  const Fails& fails_;
  ShrinkLimits limits_;
  std::size_t tries_ = 0, kept_ = 0;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace

Case shrink(Case whole, const Fails& fails, const ShrinkLimits& limits) {
  return Shrinker(std::move(whole), fails, limits).run();
}

void write_case(const std::string& folder, const Case& smallest) {
  std::filesystem::create_directories(folder);
  const std::string rules = yaml(smallest.rules);
  const Pair loaded(rules);
  std::ofstream(folder + "/rules.yaml") << rules;
  std::ofstream(folder + "/record.yaml")
      << yaml(loaded.written->rules.schema, smallest.records, smallest.as_of);
}

}  // namespace ipcheck::soak
