// Tested by tests/report/cases_test.cc.
#include "report/rules/cases.h"

#include <ostream>

#include "policy/words.h"
#include "report/json_writer.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

/// What the condition saw: `full_time_staff = 2人`.
std::string seen_words(const RuleSet& rules, const Finding& finding, Lang lang) {
  std::string out;
  for (const Seen& seen : finding.seen) {
    out += out.empty() ? "" : "; ";
    out += seen.name + " = ";
    if (!seen.known) {
      out += "?";
      continue;
    }
    bool entry = seen.name.find('.') != std::string::npos;
    const Fact& fact = rules.schema.facts[seen.fact];
    TypeId type = entry ? rules.schema.types[fact.type].item : fact.type;
    out += value_words(rules.schema, fact, type, seen.value).in(lang);
  }
  return out;
}

void write_tree(const RuleSet& rules, const Finding& finding, Lang lang, int depth,
                std::string& out) {
  out += std::string(4 + 2 * static_cast<std::size_t>(depth), ' ');
  out += finding.decides ? "> " : "- ";
  if (!finding.id.empty()) out += finding.id + " ";
  out += "[" + state_words(finding.state).in(lang) + "]";
  if (!finding.title.empty()) out += " " + finding.title.in(lang);
  if (finding.kind == GateKind::Criterion) {
    out += "\n" + std::string(8 + 2 * static_cast<std::size_t>(depth), ' ') + finding.condition;
    std::string seen = seen_words(rules, finding, lang);
    if (!seen.empty()) out += "   (" + seen + ")";
  }
  out += "\n";
  for (const Finding& child : finding.children) write_tree(rules, child, lang, depth + 1, out);
}

std::string place_of(const Sources& sources, const Case& test) {
  Position at = sources.position(test.span);
  return sources.name(test.span.source) + ":" + std::to_string(at.line) + ":" +
         std::to_string(at.column);
}

/// The lines below a failure's headline.
std::string details(const RuleSet& rules, const CaseResult& result, Lang lang) {
  std::string out;
  for (const Mismatch& m : result.mismatches) {
    out += "  " + m.what + "\n";
    out += (lang == Lang::Zh ? "    应为 " : "    expected ") + m.expected + "\n";
    out += (lang == Lang::Zh ? "    实为 " : "    got      ") + m.got + "\n";
  }
  out += lang == Lang::Zh ? "  理由\n" : "  reasons\n";
  write_tree(rules, result.verdict.root, lang, 0, out);
  return out;
}

/// `visible` that keeps line breaks.
std::string visible_lines(std::string_view text) {
  std::string out;
  for (std::size_t begin = 0; begin <= text.size();) {
    std::size_t end = std::min(text.find('\n', begin), text.size());
    out += visible(text.substr(begin, end - begin), true);
    if (end < text.size()) out += '\n';
    begin = end + 1;
  }
  return out;
}

/// Text for XML: markup escaped, what XML 1.0 forbids made visible.
std::string xml(std::string_view text) {
  std::string out;
  for (char c : visible_lines(text)) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::size_t failures(std::span<const CaseResult> results) {
  std::size_t count = 0;
  for (const CaseResult& result : results) count += !result.passed();
  return count;
}

struct Counts {
  std::size_t cases = 0, failed = 0;
};
Counts counts_of(std::span<const CaseRun> runs) {
  Counts counts;
  for (const CaseRun& run : runs) {
    counts.cases += run.results.size();
    counts.failed += failures(run.results);
  }
  return counts;
}

/// The results of one file after another.
std::vector<std::span<const CaseResult>> by_file(std::span<const CaseResult> results) {
  std::vector<std::span<const CaseResult>> out;
  for (std::size_t begin = 0; begin < results.size();) {
    std::size_t end = begin;
    while (end < results.size() && results[end].file == results[begin].file) ++end;
    out.push_back(results.subspan(begin, end - begin));
    begin = end;
  }
  return out;
}

void junit_case(const RuleSet& rules, const Sources& sources, const CaseResult& result, Lang lang,
                std::ostream& out) {
  out << "    <testcase classname=\"" << xml(result.test->scheme) << "\" name=\""
      << xml(result.test->name) << "\"";
  if (result.passed()) {
    out << "/>\n";
    return;
  }
  const Mismatch& first = result.mismatches.front();
  out << ">\n      <failure message=\""
      << xml(first.what + ": expected " + first.expected + ", got " + first.got) << "\">"
      << xml(place_of(sources, *result.test) + "\n" + details(rules, result, lang))
      << "</failure>\n    </testcase>\n";
}

void json_case(const Sources& sources, const CaseResult& result, JsonWriter& w) {
  const Case& test = *result.test;
  w.begin_object();
  w.field("name", test.name);
  w.field("scheme", test.scheme);
  w.field("as_of", test.as_of.str());
  w.key("line"), w.number(sources.position(test.span).line);
  w.key("passed"), w.boolean(result.passed());
  if (!result.passed()) {
    w.key("mismatches"), w.begin_array();
    for (const Mismatch& m : result.mismatches) {
      w.begin_object();
      w.field("what", m.what), w.field("expected", m.expected), w.field("got", m.got);
      w.end_object();
    }
    w.end_array();
  }
  w.end_object();
}

}  // namespace

void render_cases_text(const Sources& sources, std::span<const CaseRun> runs, Lang lang, bool color,
                       std::ostream& out) {
  const char* red = color ? "\x1b[31m" : "";
  const char* green = color ? "\x1b[32m" : "";
  const char* off = color ? "\x1b[0m" : "";
  for (const CaseRun& run : runs) {
    for (const CaseResult& result : run.results) {
      if (result.passed()) continue;
      Text failed = say("未通过", "failed");
      out << place_of(sources, *result.test) << ": " << red << failed.in(lang) << off << ": "
          << visible(result.test->name) << " (" << result.test->scheme << ", "
          << result.test->as_of.str() << ")\n"
          << visible_lines(details(*run.rules, result, lang)) << "\n";
    }
  }
  Counts n = counts_of(runs);
  Text counts = n.failed == 0
                    ? say("{} 个用例全部通过", "all {} cases pass", n.cases)
                    : say("{} 个用例，{} 个未通过", "{} cases, {} failed", n.cases, n.failed);
  out << (n.failed == 0 ? green : red) << counts.in(lang) << off << "\n";
}

void render_cases_junit(const Sources& sources, std::span<const CaseRun> runs, Lang lang,
                        std::ostream& out) {
  Counts n = counts_of(runs);
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"" << n.cases
      << "\" failures=\"" << n.failed << "\" errors=\"0\">\n";
  for (const CaseRun& run : runs) {
    for (std::span<const CaseResult> suite : by_file(run.results)) {
      out << "  <testsuite name=\"" << xml(suite.front().file->name) << "\" tests=\""
          << suite.size() << "\" failures=\"" << failures(suite)
          << "\" errors=\"0\" skipped=\"0\">\n";
      for (const CaseResult& result : suite) junit_case(*run.rules, sources, result, lang, out);
      out << "  </testsuite>\n";
    }
  }
  out << "</testsuites>\n";
}

void render_cases_json(const Sources& sources, std::span<const CaseRun> runs, std::ostream& out) {
  Counts n = counts_of(runs);
  JsonWriter w(out);
  w.begin_object();
  w.field("schema", "ipcheck/test/1");
  w.key("cases"), w.number(static_cast<std::int64_t>(n.cases));
  w.key("failed"), w.number(static_cast<std::int64_t>(n.failed));
  w.key("files"), w.begin_array();
  for (const CaseRun& run : runs) {
    for (std::span<const CaseResult> file : by_file(run.results)) {
      w.begin_object();
      w.field("file", file.front().file->name);
      w.field("policy", file.front().file->policy);
      w.key("cases"), w.begin_array();
      for (const CaseResult& result : file) json_case(sources, result, w);
      w.end_array(), w.end_object();
    }
  }
  w.end_array(), w.end_object();
}

void case_diagnostics(std::span<const CaseRun> runs, Diagnostics& diags) {
  for (const CaseRun& run : runs) {
    for (const CaseResult& result : run.results) {
      if (result.passed()) continue;
      Text message = say("用例 `{}` 未通过", "case `{}` failed", result.test->name);
      for (const Mismatch& m : result.mismatches) {
        Text part =
            say("；{} 应为 {}，实为 {}", "; {}: expected {}, got {}", m.what, m.expected, m.got);
        message.zh += part.zh, message.en += part.en;
      }
      diags.error("case-failed", result.test->span, std::move(message));
    }
  }
}

std::vector<FindingRule> case_finding_rules() {
  return {{.id = "case-failed",
           .severity = Severity::Error,
           .summary = say("规则用例未通过", "a case of the rules fails"),
           .why = say("规则的结论与用例写明的不同：或规则改错，或用例该改",
                      "the rules do not say what the case expects: mend the rules, or the case")}};
}

}  // namespace ipcheck
