#pragma once
// One model for everything that is wrong in somebody's file: an id, a span, a sentence, a way to
// mend it. The library only collects; `report/render_diagnostics` prints.

#include <deque>
#include <string>
#include <vector>

#include "text/say.h"
#include "text/source.h"

namespace ipcheck {

enum class Severity { Error, Warning, Hint };

/// A second place that explains the fault ("declared here").
struct Note {
  Span span;
  Text text;
};

struct Diagnostic {
  std::string id;  // kebab-case name of the fault, stable: `unknown-fact`
  Severity severity = Severity::Error;
  Span span;  // unknown for faults of a whole file: then `file` names it
  std::string file;
  Text message;  // complete by itself, lower case, no full stop, user text in backticks
  Text fix;      // what to write instead; may be empty
  std::vector<Note> notes;

  Diagnostic& help(Text text) {
    fix = std::move(text);
    return *this;
  }
  Diagnostic& note(Span where, Text text) {
    notes.push_back({where, std::move(text)});
    return *this;
  }
};

/// The sink. References that `error` returns stay valid while the sink lives.
/// Errors: past `kMaxKept` diagnostics only the counts grow.
class Diagnostics {
 public:
  static constexpr std::size_t kMaxKept = 1000;

  Diagnostic& error(std::string id, Span span, Text message);
  Diagnostic& warning(std::string id, Span span, Text message);
  Diagnostic& hint(std::string id, Span span, Text message);
  /// A fault of a file as a whole (cannot be opened, not UTF-8).
  Diagnostic& file_error(std::string id, std::string file, Text message);
  Diagnostic& add(Diagnostic diagnostic);

  bool has_errors() const { return errors_ > 0; }
  std::size_t error_count() const { return errors_; }
  std::size_t warning_count() const { return warnings_; }
  std::size_t dropped() const { return dropped_; }
  const std::deque<Diagnostic>& all() const { return kept_; }
  /// Ordered by source, then offset; equal runs give equal order.
  std::vector<const Diagnostic*> sorted() const;

 private:
  std::deque<Diagnostic> kept_;
  Diagnostic overflow_;  // what `error` hands out once nothing more is kept
  std::size_t errors_ = 0, warnings_ = 0, dropped_ = 0;
};

}  // namespace ipcheck
