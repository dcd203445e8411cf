#pragma once
// THE SLOW WAY, FOR TESTS ALONE: walks the tree of one condition for one record, stops at what
// decides, knows neither columns nor programs. The engine must always agree with it.

#include "expr/functions.h"
#include "expr/world.h"

namespace ipcheck {

/// True: `value` is known (a truth is a bool in it); else why not.
struct Answer {
  Truth state = Truth::Missing;
  Value value;
};

class Oracle {
 public:
  /// `unreadable`: facts that were given but are no value; neither `absent` nor `derive` fill them.
  Oracle(const World& world, const Record& record, std::vector<std::string> unreadable = {})
      : world_(world), record_(record), unreadable_(std::move(unreadable)) {}

  Answer walk(const Expr& expr);
  Truth truth_of(const Expr& expr);

 private:
  const World& world_;
  const Record& record_;
  std::vector<std::string> unreadable_;
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
  Kind kind(NodeId node) const { return world_.schema.types[(*expr_)[node].type].kind; }
  /// Known arguments, or the worst state.
  Truth all_known(NodeId node, std::vector<Value>& out);
};

/// The answer as `show` of world.h prints it.
std::string show(const World& world, const Answer& answer, TypeId type);

/// CEL's `==`; an unknown item (Null) matters only where it decides.
Truth same(const Value& a, const Value& b, bool as_sets);
/// Whether a list holds an item; the entry of a key, or nullptr. In oracle_same.cc with `same`.
Truth holds(const ValueList& list, const Value& item, bool as_sets);
const Value* find(const ValueMap& map, const Value& key);

/// What a library function gives for known arguments; in oracle_call.cc.
Answer apply(const World& world, const Function& function, const std::vector<Value>& args);

}  // namespace ipcheck
