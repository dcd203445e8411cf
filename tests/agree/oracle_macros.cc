#include "agree/oracle.h"

namespace ipcheck::naive {
namespace {

ValueList items_of(const Value& range) {
  if (range.is<ValueList>()) return range.as<ValueList>();
  ValueList keys;
  for (const auto& [key, value] : range.as<ValueMap>()) keys.push_back(key);
  return keys;
}

}  // namespace

Answer Oracle::quantify(NodeId id) {
  const auto args = expr_->args_of(id);
  const Op op = (*expr_)[id].op;
  const Answer range = walk(args[0]);
  if (range.state != Truth::True) return range;
  Truth t = truth(op == Op::All), open = Truth::True;
  std::vector<std::string> lacks;
  int met = 0;
  bool faulty = false;
  for (const Value& item : items_of(range.value)) {
    variables_[id] = item;
    const Answer answer = walk(args[1]);
    const Truth next = as_truth(answer);
    if (op == Op::All) t = both(t, next);
    if (op == Op::Exists) t = either(t, next);
    met += next == Truth::True;
    if (is_unknown(next)) open = both(open, next);
    add_new(lacks, answer.lacks);
    if (op == Op::All && t == Truth::False) break;
    if (op == Op::Exists && t == Truth::True) break;
    faulty |= next == Truth::Fault;
  }
  if (op == Op::ExistsOne && met > 1)
    t = faulty ? Truth::Fault : Truth::False;
  else if (op == Op::ExistsOne)
    t = open != Truth::True ? open : truth(met == 1);
  Answer out = of(t);
  if (t == Truth::Missing) out.lacks = std::move(lacks);
  return out;
}

Answer Oracle::collect(NodeId id) {
  const auto args = expr_->args_of(id);
  const bool filter = (*expr_)[id].op == Op::Filter;
  const Answer range = walk(args[0]);
  if (range.state != Truth::True) return range;
  Answer worst{Truth::True};
  ValueList out;
  for (const Value& item : items_of(range.value)) {
    variables_[id] = item;
    const Answer asked = filter || args.size() == 3 ? walk(args[1]) : Answer{Truth::True, {true}};
    const Truth kept = as_truth(asked);
    add_new(worst.lacks, asked.lacks);
    if (is_unknown(kept)) worst.state = both(worst.state, kept);
    if (kept != Truth::True) continue;
    Answer made = filter ? Answer{Truth::True, item} : walk(args.back());
    worst.state = both(worst.state, made.state);
    add_new(worst.lacks, made.lacks);
    out.push_back(std::move(made.value));
  }
  if (worst.state == Truth::True) return {Truth::True, {out}};
  if (worst.state != Truth::Missing) worst.lacks.clear();
  return worst;
}

}  // namespace ipcheck::naive
