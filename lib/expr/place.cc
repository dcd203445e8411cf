// Tested by tests/expr/parse_test.cc.
#include <algorithm>

#include "expr/check.h"
#include "expr/expr.h"

namespace ipcheck {

Span place(const Sources& sources, const Expr& expr, std::uint32_t begin, std::uint32_t end) {
  if (expr.origin) return span_in_scalar(sources, expr.origin, begin, end);
  return {expr.source, begin, end};
}

Span place(const Sources& sources, const Expr& expr, NodeId node) {
  return place(sources, expr, expr[node].begin, expr[node].end);
}

std::vector<FactId> facts_read(const Expr& expr) {
  std::vector<FactId> facts;
  for (const Node& node : expr.nodes)
    if (node.op == Op::Fact) facts.push_back(node.payload);
  std::sort(facts.begin(), facts.end());
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  return facts;
}

}  // namespace ipcheck
