#pragma once
// Random rule sets that load, and random applicants for them.

#include <random>

#include "agree/generate.h"
#include "agree/soak_text.h"
#include "support/rules.h"

namespace ipcheck::soak {

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random_(seed), generator_(seed ^ 0x9E3779B97F4A7C15) {}

  RuleText rules();
  Date as_of();
  /// Values at and around thresholds, missing ones, unreadable ones, extremes.
  std::vector<Given> records(const Schema& schema, std::size_t count);

 private:
  struct Scope {
    bool known = false, state = false;
    TypeId expected = kBoolType;
  };
  std::mt19937_64 random_;
  Generator generator_;
  std::unique_ptr<test::Loaded> base_;  // facts and parameters, to check conditions against
  std::vector<std::string> ids_;        // of criteria and groups
  int groups_ = 0;

  std::uint32_t below(std::size_t n) { return static_cast<std::uint32_t>(random_() % n); }
  bool one_in(std::uint32_t n) { return below(n) == 0; }
  std::string one_of(std::initializer_list<const char*> texts) {
    return texts.begin()[below(texts.size())];
  }
  bool fits(const std::string& condition, const Scope& scope);
  /// The first thing that `make` makes and the checker takes; else `otherwise`.
  template <class Make>
  Part condition(const std::string& key, const Scope& scope, const std::string& otherwise,
                 Make make);

  std::vector<Entry> facts();
  std::vector<Entry> params();
  void derive(std::vector<Entry>& facts);
  std::string plain();
  std::string truth();
  std::string looking();
  Entry criterion(int index);
  Tree tree(const RuleText& rules, int depth, int scheme);
  Tree choice(const RuleText& rules, int depth, int scheme);
  Entry notice(int index);
  Entry output(int index);
  Card card(const RuleText& rules);
  Entry characteristic(int index);
  void add_bands(Entry& entry, const std::vector<std::string>& ends);

  Value value(const Schema& schema, const Fact& fact, TypeId type);
  Value list(const Schema& schema, const Fact& fact, const Type& type);
};

template <class Make>
Part Maker::condition(const std::string& key, const Scope& scope, const std::string& otherwise,
                      Make make) {
  for (int tries = 0; tries < 12; ++tries)
    if (std::string text = make(); fits(text, scope)) return {key, std::move(text), true};
  return {key, otherwise, true};
}

}  // namespace ipcheck::soak
