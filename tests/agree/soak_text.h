#pragma once
// A rule file and a record as parts that can be dropped or changed one by one, and as YAML.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "value/schema.h"

namespace ipcheck::soak {

/// `key: text`; the text stands as YAML takes it, a condition as CEL.
struct Part {
  std::string key, text;
  bool condition = false;
};
/// `name: {…}`, or `- {…}` in a list, where the name is the `id`.
struct Entry {
  std::string name;
  std::vector<Part> fixed;  // what the loader asks for: type, title, …
  std::vector<Part> parts;  // what may be dropped

  const Part* find(const std::string& key) const;
};

/// A node of a scheme's tree.
struct Tree {
  enum Kind { Leaf, All, Any, AtLeast, Choose } kind = Leaf;
  std::string id;  // of a criterion, scheme or group
  int k = 1;
  std::string selector;
  std::vector<std::string> branches;  // Choose: enum ids, one a child; each child is an `all`
  std::vector<Tree> children;
};

struct Card {
  std::vector<Entry> characteristics, groups, grades;
  std::string initial = "0", veto;  // veto: id of a criterion; empty: none
};

struct SchemeText {
  std::string id;
  Tree tree;
  std::vector<Entry> notices, outputs;
  std::vector<Card> card;  // none or one
};

struct RuleText {
  std::vector<Entry> facts, params, criteria, notices;
  std::vector<SchemeText> schemes;
};

/// The policy file; `policy` is its id.
std::string yaml(const RuleText& rules);
/// The calendar that goes with every rule set.
extern const char* const kCalendar;

/// What one applicant gives.
struct Given {
  std::map<std::string, Value> facts;  // by name; in a list of records fields may be lacking
  std::set<std::string> unreadable;    // given, but no value
};
/// One document a record, each with its day.
std::string yaml(const Schema& schema, const std::vector<Given>& records, Date as_of);

/// A condition within single quotes.
std::string quoted(const std::string& text);

}  // namespace ipcheck::soak
