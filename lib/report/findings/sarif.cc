// Diagnostics as SARIF 2.1.0. Tested by tests/report/sarif_test.cc and sarif_schema_test.py.
#include <algorithm>
#include <map>

#include "report/findings/diagnostics.h"
#include "report/findings/yaml_place.h"
#include "report/json_writer.h"
#include "report/verdict/lines.h"
#include "study/lint/lint.h"
#include "text/frame.h"
#include "text/sha256.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

constexpr std::string_view kRoot = "%SRCROOT%";

std::string_view level_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Hint:
      return "note";
  }
  return {};
}

/// GitHub's word for how grave a problem of a rule is.
std::string_view gravity_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Hint:
      return "recommendation";
  }
  return {};
}

/// A path as a URI reference: every byte escaped that RFC 3986 does not call unreserved.
std::string uri_of(std::string_view path) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  while (path.starts_with("./")) path.remove_prefix(2);
  std::string out = path.starts_with("/") ? "file://" : "";
  for (char c : path) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    auto byte = static_cast<unsigned char>(c);
    out += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return out;
}

/// What a viewer may show: no control characters, no resident-ID numbers, no link of a file's own.
std::string told(const std::string& text) {
  std::string out;
  for (std::size_t begin = 0; begin <= text.size();) {
    std::size_t end = std::min(text.find('\n', begin), text.size());
    out += visible(mask_numbers(std::string_view(text).substr(begin, end - begin)));
    if (end < text.size()) out += '\n';
    begin = end + 1;
  }
  for (std::size_t at = out.find("]("); at != std::string::npos; at = out.find("](", at))
    out.insert(at + 1, " ");
  return out;
}

std::string fenced(std::string_view yaml) {
  return "```yaml\n" + std::string(yaml) + (yaml.ends_with("\n") ? "" : "\n") + "```\n";
}

std::string help_markdown(const FindingRule& rule, Lang lang) {
  std::string out = rule.why.in(lang) + "\n";
  if (!rule.bad.empty())
    out += "\n" + Text{"**不好**", "**Bad**"}.in(lang) + "\n\n" + fenced(rule.bad);
  if (!rule.good.empty())
    out += "\n" + Text{"**好**", "**Good**"}.in(lang) + "\n\n" + fenced(rule.good);
  return out;
}

/// The rules of the tool, then those that only a finding names.
std::vector<FindingRule> all_rules(const FindingTool& tool,
                                   const std::vector<const Diagnostic*>& found) {
  std::vector<FindingRule> rules(tool.rules.begin(), tool.rules.end());
  std::map<std::string, Severity> more;
  for (const Diagnostic* d : found) more.emplace(d->id, d->severity);
  for (const FindingRule& rule : rules) more.erase(rule.id);
  for (const auto& [id, severity] : more) {
    Text summary = say("规则文件的问题：{}", "a fault in a rule file: {}", id);
    rules.push_back({.id = id, .severity = severity, .summary = summary, .why = summary});
  }
  return rules;
}

class SarifWriter {
 public:
  SarifWriter(const Sources& sources, Lang lang, std::ostream& out)
      : sources_(sources), lang_(lang), w_(out), places_(sources) {}

  void log(const Diagnostics& diags, const FindingTool& tool) {
    std::vector<const Diagnostic*> found = diags.sorted();
    std::vector<FindingRule> rules = all_rules(tool, found);
    w_.begin_object();
    w_.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    w_.field("version", "2.1.0");
    w_.key("runs"), w_.begin_array(), w_.begin_object();
    driver(tool, rules);
    w_.key("automationDetails"), w_.begin_object();
    w_.field("id", "ipcheck/" + std::string(tool.command) + "/"), w_.end_object();
    w_.field("language", lang_ == Lang::Zh ? "zh-CN" : "en-US");
    w_.field("columnKind", "unicodeCodePoints");
    w_.field("defaultEncoding", "utf-8");
    root();
    invocation(diags);
    w_.key("results"), w_.begin_array();
    for (const Diagnostic* d : found) result(*d, rules);
    w_.end_array();
    w_.end_object(), w_.end_array(), w_.end_object();
  }

 private:
  void text(std::string_view name, const std::string& plain, const std::string& markdown = {}) {
    w_.key(name), w_.begin_object(), w_.field("text", plain);
    if (!markdown.empty()) w_.field("markdown", markdown);
    w_.end_object();
  }

  void driver(const FindingTool& tool, const std::vector<FindingRule>& rules) {
    w_.key("tool"), w_.begin_object(), w_.key("driver"), w_.begin_object();
    w_.field("name", "ipcheck");
    w_.field("semanticVersion", tool.version);
    w_.key("rules"), w_.begin_array();
    for (const FindingRule& rule : rules) {
      w_.begin_object();
      w_.field("id", rule.id);
      text("shortDescription", rule.summary.in(lang_));
      text("fullDescription", rule.why.in(lang_));
      text("help", rule.why.in(lang_), help_markdown(rule, lang_));
      w_.key("defaultConfiguration"), w_.begin_object();
      w_.field("level", level_of(rule.severity)), w_.end_object();
      w_.key("properties"), w_.begin_object();
      w_.field("problem.severity", gravity_of(rule.severity)), w_.end_object();
      w_.end_object();
    }
    w_.end_array(), w_.end_object(), w_.end_object();
  }

  void root() {
    w_.key("originalUriBaseIds"), w_.begin_object(), w_.key(kRoot), w_.begin_object();
    Text where = {"运行 ipcheck 的文件夹", "the folder in which ipcheck ran"};
    text("description", where.in(lang_));
    w_.end_object(), w_.end_object();
  }

  void invocation(const Diagnostics& diags) {
    w_.key("invocations"), w_.begin_array(), w_.begin_object();
    w_.key("executionSuccessful"), w_.boolean(true);
    if (diags.dropped() > 0) {
      w_.key("toolExecutionNotifications"), w_.begin_array(), w_.begin_object();
      w_.field("level", "warning");
      text("message", say("另有 {} 条未列出", "{} more not listed", diags.dropped()).in(lang_));
      w_.end_object(), w_.end_array();
    }
    w_.end_object(), w_.end_array();
  }

  void physical(const std::string& file, Span span) {
    w_.key("physicalLocation"), w_.begin_object();
    w_.key("artifactLocation"), w_.begin_object();
    std::string uri = uri_of(file);
    w_.field("uri", uri);
    if (!uri.starts_with("file:")) w_.field("uriBaseId", kRoot);
    w_.end_object();
    if (span.known()) region(span);
    w_.end_object();
  }

  void region(Span span) {
    Position begin = sources_.position(span);
    Position end = sources_.position({span.source, span.end, span.end});
    w_.key("region"), w_.begin_object();
    w_.key("startLine"), w_.number(begin.line), w_.key("startColumn"), w_.number(begin.column);
    w_.key("endLine"), w_.number(end.line), w_.key("endColumn"), w_.number(end.column);
    w_.end_object();
  }

  void logical(const std::string& name, std::string_view kind) {
    w_.key("logicalLocations"), w_.begin_array(), w_.begin_object();
    w_.field("fullyQualifiedName", told(name)), w_.field("kind", kind);
    w_.end_object(), w_.end_array();
  }

  void result(const Diagnostic& d, const std::vector<FindingRule>& rules) {
    auto rule = std::find_if(rules.begin(), rules.end(),
                             [&](const FindingRule& r) { return r.id == d.id; });
    const std::string& file = d.span.known() ? sources_.name(d.span.source) : d.file;
    YamlPlace place = places_.at(d.span);
    w_.begin_object();
    w_.field("ruleId", d.id);
    w_.key("ruleIndex"), w_.number(rule - rules.begin());
    w_.field("level", level_of(d.severity));
    std::string message = told(d.message.in(lang_));
    if (!d.fix.empty())
      message += "\n" + Text{"建议：", "help: "}.in(lang_) + told(d.fix.in(lang_));
    text("message", message);
    if (!file.empty()) {
      w_.key("locations"), w_.begin_array(), w_.begin_object();
      physical(file, d.span);
      if (!place.path.empty()) logical(place.path, "object");
      w_.end_object(), w_.end_array();
    }
    related(d, place.cite);
    w_.key("partialFingerprints"), w_.begin_object();
    w_.field("ipcheckFinding/v1", fingerprint(d, file, place.path)), w_.end_object();
    w_.end_object();
  }

  /// The notes, then the clause.
  void related(const Diagnostic& d, const Citation& cite) {
    if (d.notes.empty() && cite.empty()) return;
    std::int64_t id = 0;
    w_.key("relatedLocations"), w_.begin_array();
    for (const Note& note : d.notes) {
      w_.begin_object(), w_.key("id"), w_.number(++id);
      if (note.span.known()) physical(sources_.name(note.span.source), note.span);
      text("message", told(note.text.in(lang_)));
      w_.end_object();
    }
    if (!cite.empty()) {
      w_.begin_object(), w_.key("id"), w_.number(++id);
      physical(sources_.name(cite.span.source), cite.span);
      logical(cite.at, "clause");
      text("message", Text{"依据：", "clause: "}.in(lang_) + told(cite_words(cite)));
      w_.end_object();
    }
    w_.end_array();
  }

  /// The same finding after lines above it have come or gone.
  static std::string fingerprint(const Diagnostic& d, const std::string& file,
                                 const std::string& path) {
    Sha256 hash;
    for (const std::string* part : {&d.id, &file, &path, &d.message.en}) {
      hash.add(*part);
      hash.add("\n");
    }
    return hash.hex().substr(0, 32);
  }

  const Sources& sources_;
  Lang lang_;
  JsonWriter w_;
  YamlPlaces places_;
};

}  // namespace

std::vector<FindingRule> lint_finding_rules() {
  std::vector<FindingRule> rules;
  for (const LintRule& rule : lint_rules()) {
    rules.push_back({.id = std::string(rule.id),
                     .severity = rule.severity,
                     .summary = rule.summary,
                     .why = rule.why,
                     .bad = rule.bad,
                     .good = rule.good});
  }
  return rules;
}

void render_diagnostics_sarif(const Sources& sources, const Diagnostics& diags, Lang lang,
                              const FindingTool& tool, std::ostream& out) {
  SarifWriter(sources, lang, out).log(diags, tool);
}

}  // namespace ipcheck
