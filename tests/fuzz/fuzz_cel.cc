// Any bytes as a condition: parsed or refused with a place; what parses is printed and parsed to
// the same tree; what checks has types throughout and checks again as printed.
#include <cstdlib>
#include <iostream>
#include <memory>

#include "expr/conditions.h"

namespace ipcheck {
namespace {

void expect(bool holds, const char* what, const std::string& text) {
  if (holds) return;
  std::cerr << what << ": " << text << "\n";
  std::abort();
}

struct Outcome {
  std::optional<Expr> expr;
  std::string parsed;  // tree before `check`
  bool right = false;
};

Outcome read(Conditions& world, const std::string& text, const std::string& where) {
  Sources sources;
  Diagnostics diags;
  Outcome out;
  out.expr = parse(sources, sources.add("condition", text), diags);
  expect(out.expr.has_value() == !diags.has_errors(), "parsed and faulty", text);
  if (out.expr) {
    out.parsed = tree(*out.expr);
    const std::string printed = print(*out.expr, world.schema, {});
    Diagnostics none;
    const auto again = parse(sources, sources.add("printed", printed), none);
    // Printing may escape a text or spell out an exponent beyond the length that is taken.
    if (printed.size() < kMaxExprLength) {
      expect(again.has_value(), "printed and refused", printed);
      expect(tree(*again) == out.parsed, "printed as another tree", printed);
      expect(print(*again, world.schema, {}) == printed, "printed otherwise", printed);
    }
    out.right = check(*out.expr, world.scope(where), sources, diags);
    expect(out.right == !diags.has_errors(), "checked and faulty", text);
  }
  for (const Diagnostic& found : diags.all()) {
    expect(!found.message.zh.empty() && !found.message.en.empty(), "without words", text);
    expect(found.span.begin <= found.span.end, "span turned round", text);
    if (found.notes.empty()) expect(found.span.end <= text.size(), "span outside", text);
  }
  return out;
}

}  // namespace
}  // namespace ipcheck

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ipcheck;
  static std::unique_ptr<Conditions> world;
  static int uses = 0;
  if (!world || ++uses % 1000 == 0) world = std::make_unique<Conditions>();
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const char* where : {"", "check"}) {
    const Outcome first = read(*world, text, where);
    if (!first.right) continue;
    for (const Node& node : first.expr->nodes)
      expect(node.type != kInvalidType && node.op != Op::Name, "not resolved", text);
    const std::string printed = print(*first.expr, world->schema, world->params);
    if (printed.size() >= kMaxExprLength) continue;
    const Outcome second = read(*world, printed, where);
    expect(second.right && second.parsed == first.parsed, "checks otherwise as printed", printed);
    expect(second.expr->nodes.back().type == first.expr->nodes.back().type, "another type",
           printed);
  }
  return 0;
}
