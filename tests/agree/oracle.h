#pragma once
// THE SLOW WAY, FOR TESTS ALONE: walks the tree of one condition for one record, stops at what
// decides, knows neither columns nor programs. The engine must always agree with it.

#include <functional>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "expr/expr.h"
#include "expr/functions.h"
#include "value/date.h"

namespace ipcheck::naive {

/// True: `value` is known (a truth is a bool in it); else why not.
struct Answer {
  Truth state = Truth::Missing;
  Value value{};
  std::vector<std::string> lacks{};  // Missing: `fact`s and `fact.key`s that would settle it
};

/// A tree that gives a fact its value, with the parameters that it reads.
struct Derived {
  const Expr* expr = nullptr;
  std::span<const Param> params;
};

/// What conditions may look at besides the record.
struct Setting {
  const Schema& schema;
  const WorkCalendar& calendar;
  Date as_of;
  std::span<const Param> params;
  std::unordered_map<FactId, Derived> derived{};
  std::function<Truth(const std::string& id)> state_of{};  // of a criterion or group
  std::function<Truth()> root{};                           // of the scheme
  bool wrong = false;  // planted: takes `>=` for `>`, to see that somebody notices
};

/// One applicant.
struct Facts {
  std::vector<Value> values;     // index FactId; Null: not given
  std::vector<char> unreadable;  // index FactId: given but no value: neither `absent` nor `derive`
                                 // fill it; empty: none
};

class Oracle {
 public:
  Oracle(const Setting& setting, const Facts& facts)
      : setting_(setting), facts_(facts), params_(setting.params) {}

  Answer walk(const Expr& expr);
  Truth truth_of(const Expr& expr);

 private:
  const Setting& setting_;
  const Facts& facts_;
  std::span<const Param> params_;
  const Expr* expr_ = nullptr;
  std::map<NodeId, Value> variables_;  // by macro

  Answer walk(NodeId node);
  Answer compute(NodeId node);
  void retype(Value& value, TypeId type) const;
  Answer fact(FactId id);
  Answer param(const Node& node);
  Answer logic(NodeId node);
  Answer compare(NodeId node);
  Answer arithmetic(NodeId node);
  Answer member(NodeId node);
  Answer index(NodeId node);
  Answer select(NodeId node);
  Answer list(NodeId node);
  Answer map(NodeId node);
  Answer quantify(NodeId node);
  Answer collect(NodeId node);
  Answer call(NodeId node);
  bool given(NodeId node) const;
  FactId source(NodeId node, bool inside);
  Answer lacking(NodeId from, const std::string& key);
  Kind kind(NodeId node) const { return setting_.schema.types[(*expr_)[node].type].kind; }
  /// Known arguments, or the worst state.
  Answer all_known(NodeId node, std::vector<Value>& out);
};

/// The answer in one word: its value as a condition would write it, or missing, pending, fault,
/// not_applicable. Sets are sorted.
std::string show(const Schema& schema, const Answer& answer, TypeId type);

/// Appends what is not there yet.
void add_new(std::vector<std::string>& to, const std::vector<std::string>& names);
/// A truth as an answer, and back.
Answer of(Truth t);
Truth as_truth(const Answer& answer);

/// CEL's `==`; an unknown item (Null) matters only where it decides.
Truth same(const Value& a, const Value& b, bool as_sets);
/// Whether a list holds an item; the entry of a key, or nullptr. In oracle_same.cc with `same`.
Truth holds(const ValueList& list, const Value& item, bool as_sets);
const Value* find(const ValueMap& map, const Value& key);

/// What a library function gives for known arguments; in oracle_call.cc.
Answer apply(const WorkCalendar& calendar, const Function& function,
             const std::vector<Value>& args);

}  // namespace ipcheck::naive
