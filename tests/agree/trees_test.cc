// Trees of criteria against their definition, spelled out case by case for one record.

#include <algorithm>
#include <deque>

#include "agree/generate.h"
#include "agree/world_oracle.h"
#include "support/catch.h"

using namespace ipcheck;

namespace {

struct Criteria {
  enum Kind { Criterion, All, Any, AtLeast, Choose } kind = Criterion;
  const Expr *applies = nullptr, *check = nullptr, *should = nullptr;
  std::uint32_t k = 0;
  std::vector<Criteria> children;
};

class Forest {
 public:
  explicit Forest(std::uint64_t seed) : generator_(seed), random_(seed) {
    while (conditions_.size() < 60) {
      const std::string text = generator_.expression();
      try {
        Expr expr = world.expr(text);
        if (world.schema.types[expr.nodes.back().type].kind == Kind::Bool)
          conditions_.push_back(std::move(expr));
      } catch (const std::runtime_error&) {
      }
    }
    for (int i = 0; i < 200; ++i) records.push_back(generator_.record());
  }

  World world;
  std::vector<Record> records;

  Criteria grow(int depth) {
    Criteria tree;
    tree.kind = depth == 0 ? Criteria::Criterion : static_cast<Criteria::Kind>(random_() % 5);
    if (tree.kind == Criteria::Criterion) {
      const auto some = [this] { return &conditions_[random_() % conditions_.size()]; };
      if (random_() % 3 == 0) tree.applies = some();
      if (random_() % 3 != 0) tree.check = some();
      if (random_() % 3 == 0 || tree.check == nullptr) tree.should = some();
      return tree;
    }
    const std::size_t most = tree.kind == Criteria::Choose ? 3 : 5;
    for (std::size_t i = 1 + random_() % most; i > 0; --i) tree.children.push_back(grow(depth - 1));
    tree.k = 1 + static_cast<std::uint32_t>(random_() % 3);
    return tree;
  }

  StepId build(ProgramBuilder& builder, const Criteria& tree) const;
  Truth decide(const Criteria& tree, const Record& record) const;

 private:
  Generator generator_;
  std::mt19937_64 random_;
  std::deque<Expr> conditions_;

  Truth criterion(const Criteria& tree, const Record& record) const;
};

StepId Forest::build(ProgramBuilder& builder, const Criteria& tree) const {
  const auto part = [&](const Expr* expr) {
    return expr ? builder.add(*expr, world.params).back() : kNoStep;
  };
  if (tree.kind == Criteria::Criterion)
    return builder.criterion(part(tree.applies), part(tree.check), part(tree.should));
  std::vector<StepId> steps;
  for (const Criteria& child : tree.children) steps.push_back(build(builder, child));
  if (tree.kind == Criteria::All) return builder.all(steps);
  if (tree.kind == Criteria::Any) return builder.any(steps);
  if (tree.kind == Criteria::AtLeast) return builder.at_least(tree.k, steps);
  std::vector<std::pair<std::uint32_t, StepId>> branches;
  for (std::uint32_t i = 0; i < steps.size(); ++i) branches.emplace_back(i, steps[i]);
  return builder.choose(builder.fact(world.schema.find("field")), branches);
}

Truth Forest::criterion(const Criteria& tree, const Record& record) const {
  const naive::Setting setting = naive::setting_of(world);
  const auto ask = [&](const Expr* expr) {
    if (expr == nullptr) return Truth::True;
    return naive::Oracle(setting, naive::facts_of(world, record)).truth_of(*expr);
  };
  const auto settle = [](Truth t) { return t == Truth::Fault ? Truth::Pending : t; };
  const Truth applies = ask(tree.applies);
  if (applies == Truth::False) return Truth::NotApplicable;
  const Truth check = ask(tree.check), should = ask(tree.should);
  const Truth rest = both(check, should == Truth::False ? Truth::Pending : should);
  if (is_unknown(applies) && rest != Truth::True) return settle(applies);
  return settle(rest);
}

Truth Forest::decide(const Criteria& tree, const Record& record) const {
  if (tree.kind == Criteria::Criterion) return criterion(tree, record);
  if (tree.kind == Criteria::Choose) {
    const auto at = record.find("field");
    if (at == record.end()) return Truth::Missing;
    const char* ids[] = {"ai", "chips", "medicine", "energy"};
    const auto member =
        static_cast<std::size_t>(std::find(ids, ids + 4, at->second.as<std::string>()) - ids);
    return member < tree.children.size() ? decide(tree.children[member], record) : Truth::Missing;
  }
  std::vector<Truth> states;
  for (const Criteria& child : tree.children) states.push_back(decide(child, record));
  const auto count = [&states](Truth t) {
    return static_cast<std::uint32_t>(std::count(states.begin(), states.end(), t));
  };
  const std::uint32_t met = count(Truth::True), failed = count(Truth::False),
                      missing = count(Truth::Missing), pending = count(Truth::Pending);
  const std::uint32_t applicable = met + failed + missing + pending;
  if (applicable == 0) return Truth::NotApplicable;
  std::uint32_t needed = tree.kind == Criteria::All   ? applicable
                         : tree.kind == Criteria::Any ? 1
                                                      : tree.k;
  needed = std::min(needed, applicable);
  if (met >= needed) return Truth::True;
  if (met + missing + pending < needed) return Truth::False;
  return missing > 0 ? Truth::Missing : Truth::Pending;
}

}  // namespace

TEST_CASE("agree: trees of criteria are what their definition says", "[agree]") {
  Forest forest(7);
  const Batch batch = forest.world.batch(forest.records);
  Frame frame;
  std::map<Truth, std::size_t> seen;
  for (int i = 0; i < 300; ++i) {
    const Criteria tree = forest.grow(3);
    ProgramBuilder builder = forest.world.builder();
    const StepId root = forest.build(builder, tree);
    const Program program = builder.build();
    run(program, batch, frame);
    for (std::uint32_t row = 0; row < 40; ++row) {
      const Truth wanted = forest.decide(tree, forest.records[row]);
      ++seen[wanted];
      INFO("tree " << i << " row " << row);
      REQUIRE(int(frame.truth(root, row)) == int(wanted));
    }
  }
  CHECK(seen.size() == 5);  // every state but a fault has occurred
}
