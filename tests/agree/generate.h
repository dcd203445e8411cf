#pragma once
// Random conditions over the facts of World, as text, and random records for them.

#include <map>
#include <random>
#include <string>
#include <vector>

#include "value/value.h"

namespace ipcheck {

using Record = std::map<std::string, Value>;

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  /// A condition, most often a truth; its parts are typed by construction, but units may clash: the
  /// caller drops what `check` refuses.
  std::string expression();
  Record record();

  /// The same by type, `depth` operators deep.
  std::string truth(int depth);
  std::string number(int depth);
  std::string decimal(int depth);
  std::string date(int depth);
  std::string text(int depth);
  std::string texts(int depth);

 private:
  struct Variable {
    std::string name, kind;
  };
  std::mt19937_64 random_;
  std::vector<Variable> scope_;
  int names_ = 0;

  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
  bool one_in(std::uint32_t n) { return below(n) == 0; }
  std::string one_of(std::initializer_list<const char*> texts) {
    return texts.begin()[below(static_cast<std::uint32_t>(texts.size()))];
  }
  std::string variable(const std::string& kind, const std::string& otherwise);
  template <class Body>
  std::string macro(const std::string& range, const char* name, const std::string& kind, Body body);

  std::string truth_of_collections(int depth);
  std::string member(int depth);
  std::string numbers(int depth);
  std::string fields(int depth);
  std::string table(int depth);
  std::string transfers(int depth);

  Value random_text();
  Value random_fields();
  Value random_table();
  Value random_transfers();
};

}  // namespace ipcheck
