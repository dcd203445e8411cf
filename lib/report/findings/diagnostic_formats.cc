// Diagnostics for machines. Tested by tests/report/diagnostics_test.cc.
#include <array>

#include "report/findings/diagnostics.h"
#include "report/json_writer.h"

namespace ipcheck {
namespace {

std::string_view severity_id(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Hint:
      return "hint";
  }
  return {};
}

Position end_of(const Sources& sources, Span span) {
  return sources.position({span.source, span.end, span.end});
}

/// GitHub's escapes: percent and line breaks; commas and colons too within properties.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (char c : text) {
    if (c == '%')
      out += "%25";
    else if (c == '\r')
      out += "%0D";
    else if (c == '\n')
      out += "%0A";
    else if (property && c == ':')
      out += "%3A";
    else if (property && c == ',')
      out += "%2C";
    else
      out += c;
  }
  return out;
}

const std::string& file_of(const Sources& sources, const Diagnostic& d) {
  return d.span.known() ? sources.name(d.span.source) : d.file;
}

}  // namespace

void render_diagnostics_json(const Sources& sources, const Diagnostics& diags, Lang lang,
                             std::ostream& out) {
  JsonWriter w(out);
  w.begin_object();
  w.field("schema", "ipcheck/diagnostics/1");
  w.key("diagnostics"), w.begin_array();
  for (const Diagnostic* d : diags.sorted()) {
    w.begin_object();
    w.field("id", d->id);
    w.field("severity", severity_id(d->severity));
    w.field("file", file_of(sources, *d));
    if (d->span.known()) {
      Position at = sources.position(d->span), end = end_of(sources, d->span);
      w.key("line"), w.number(at.line);
      w.key("column"), w.number(at.column);
      w.key("end_line"), w.number(end.line);
      w.key("end_column"), w.number(end.column);
    }
    w.field("message", d->message.in(lang));
    if (!d->fix.empty()) w.field("help", d->fix.in(lang));
    w.end_object();
  }
  w.end_array();
  w.end_object();
  out << "\n";
}

void render_diagnostics_github(const Sources& sources, const Diagnostics& diags, Lang lang,
                               std::ostream& out) {
  for (const Diagnostic* d : diags.sorted()) {
    std::string_view level = d->severity == Severity::Hint ? "notice" : severity_id(d->severity);
    out << "::" << level << " file=" << escaped(file_of(sources, *d), true);
    if (d->span.known()) {
      Position at = sources.position(d->span);
      out << ",line=" << at.line << ",col=" << at.column;
    }
    out << ",title=" << escaped(d->id, true) << "::" << escaped(d->message.in(lang), false);
    if (!d->fix.empty()) out << "%0A" << escaped(d->fix.in(lang), false);
    out << "\n";
  }
}

}  // namespace ipcheck
