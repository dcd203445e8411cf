// Tested by tests/text/diagnostic_test.cc.
#include "text/diagnostic.h"

#include <algorithm>

namespace ipcheck {

Diagnostic& Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::Error) ++errors_;
  if (diagnostic.severity == Severity::Warning) ++warnings_;
  if (kept_.size() < kMaxKept) return kept_.emplace_back(std::move(diagnostic));
  ++dropped_;
  overflow_ = std::move(diagnostic);
  return overflow_;
}

Diagnostic& Diagnostics::error(std::string id, Span span, Text message) {
  return add({std::move(id), Severity::Error, span, {}, std::move(message), {}, {}});
}

Diagnostic& Diagnostics::warning(std::string id, Span span, Text message) {
  return add({std::move(id), Severity::Warning, span, {}, std::move(message), {}, {}});
}

Diagnostic& Diagnostics::hint(std::string id, Span span, Text message) {
  return add({std::move(id), Severity::Hint, span, {}, std::move(message), {}, {}});
}

Diagnostic& Diagnostics::file_error(std::string id, std::string file, Text message) {
  return add({std::move(id), Severity::Error, Span{}, std::move(file), std::move(message), {}, {}});
}

std::vector<const Diagnostic*> Diagnostics::sorted() const {
  std::vector<const Diagnostic*> result;
  result.reserve(kept_.size());
  for (const Diagnostic& diagnostic : kept_) result.push_back(&diagnostic);
  std::stable_sort(result.begin(), result.end(), [](const Diagnostic* a, const Diagnostic* b) {
    if (a->span.source != b->span.source) return a->span.source < b->span.source;
    return a->span.begin < b->span.begin;
  });
  return result;
}

}  // namespace ipcheck
