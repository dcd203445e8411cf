// Tested by tests/report/diagnostics_test.cc.
#include "report/findings/diagnostics.h"

#include <ostream>

#include "report/layout.h"
#include "text/frame.h"
#include "value/cell.h"
#include "value/code_points.h"

namespace ipcheck {
namespace {

Text severity_words(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return {"错误", "error"};
    case Severity::Warning:
      return {"警告", "warning"};
    case Severity::Hint:
      return {"提示", "hint"};
  }
  return {};
}

Tone tone_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return Tone::Red;
    case Severity::Warning:
      return Tone::Yellow;
    case Severity::Hint:
      return Tone::Blue;
  }
  return Tone::Plain;
}

constexpr std::size_t kLongestName = 200;

class DiagnosticPrinter {
 public:
  DiagnosticPrinter(const Sources& sources, Lang lang, bool color, std::ostream& out)
      : sources_(sources), lang_(lang), color_(color), out_(out) {}

  void print(const Diagnostic& d) {
    Tone tone = tone_of(d.severity);
    std::string place =
        d.span.known() ? place_of(d.span) : shortened(visible(mask_ids(d.file)), kLongestName);
    if (!place.empty()) out_ << painted(place + ":", Tone::Bold, color_) << ' ';
    out_ << painted(severity_words(d.severity).in(lang_) + ":", tone, color_) << ' '
         << told(d.message) << ' ' << painted("[" + d.id + "]", Tone::Dim, color_) << '\n';
    frame(d.span, tone);
    if (!d.fix.empty()) {
      Text help = {"建议：", "help: "};
      out_ << "  " << painted(help.in(lang_), Tone::Green, color_) << told(d.fix) << '\n';
    }
    for (const Note& note : d.notes) {
      Text word = {"说明：", "note: "};
      out_ << "  ";
      if (note.span.known()) out_ << painted(place_of(note.span) + ":", Tone::Bold, color_) << ' ';
      out_ << word.in(lang_) << told(note.text) << '\n';
      frame(note.span, Tone::Blue);
    }
  }

  void print_rest(const Diagnostics& diags, std::size_t hidden) {
    Text text = say("另有 {} 条未列出（共 {} 个错误、{} 个警告）",
                    "{} more not shown ({} errors and {} warnings in all)", hidden,
                    diags.error_count(), diags.warning_count());
    out_ << text.in(lang_) << '\n';
  }

 private:
  /// A message as a terminal may show it: no control characters, no resident-ID numbers, no pages.
  std::string told(const Text& text) const {
    constexpr std::size_t kLongest = 1000;
    return shortened(visible(mask_numbers(text.in(lang_))), kLongest);
  }

  std::string place_of(Span span) const {
    Position at = sources_.position(span);
    return visible(sources_.name(span.source)) + ":" + std::to_string(at.line) + ":" +
           std::to_string(at.column);
  }

  void frame(Span span, Tone tone) {
    if (!span.known() || sources_.text(span.source).empty()) return;
    std::string text = mask_numbers(code_frame(sources_, span));
    std::size_t carets = text.find('^', text.find('\n'));
    if (!color_ || carets == std::string::npos) {
      out_ << text;
      return;
    }
    std::size_t end = text.find('\n', carets);
    out_ << text.substr(0, carets) << painted(text.substr(carets, end - carets), tone, true)
         << text.substr(end);
  }

  const Sources& sources_;
  Lang lang_;
  bool color_;
  std::ostream& out_;
};

}  // namespace

void render_diagnostics(const Sources& sources, const Diagnostics& diags, Lang lang, bool color,
                        std::ostream& out, std::size_t limit) {
  DiagnosticPrinter printer(sources, lang, color, out);
  std::vector<const Diagnostic*> sorted = diags.sorted();
  for (std::size_t i = 0; i < sorted.size() && i < limit; ++i) printer.print(*sorted[i]);
  std::size_t shown = std::min(limit, sorted.size());
  std::size_t hidden = sorted.size() - shown + diags.dropped();
  if (hidden > 0) printer.print_rest(diags, hidden);
}

}  // namespace ipcheck
