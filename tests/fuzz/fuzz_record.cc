// Any UTF-8 text as applicants' records (the first byte says JSON or YAML) under the shipped rules:
// every applicant gets its verdicts, the JSON can be read, the text sends nothing to a terminal but
// what can be seen.

#include <cstdint>
#include <sstream>
#include <string>

#include "fuzz/tree_checks.h"
#include "io/record.h"
#include "report/verdict/verdicts.h"
#include "support/rules.h"
#include "text/tree_json.h"

namespace ipcheck {
namespace {

const RuleSet& shipped() {
  static const auto loaded = test::shipped_rules();
  return loaded->rules;
}

bool steers_terminal(std::string_view text) {
  for (const char c : text) {
    if (c != '\n' && (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)) return true;
  }
  for (const std::string_view mark : {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066",
                                      "\u2067", "\u2068", "\u2069", "\u0085", "\u009b"}) {
    if (text.find(mark) != std::string_view::npos) return true;
  }
  return false;
}

void check_reports(const VerdictReport& report) {
  for (const Lang lang : {Lang::Zh, Lang::En}) {
    std::ostringstream text, json;
    render_text(report, {.lang = lang, .explain = true}, text);
    require(!steers_terminal(text.str()));
    render_json(report, lang, false, false, json);
    Sources sources;
    Diagnostics diags;
    read_json(sources, sources.add("out.json", json.str()), diags);
    require(!diags.has_errors());
  }
}

}  // namespace
}  // namespace ipcheck

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ipcheck;
  if (size < 1 || size > 4000) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (first_invalid_utf8(text)) return 0;
  Sources sources;
  Diagnostics diags;
  std::deque<Tree> trees;
  Batch batch;
  const SourceId source = sources.add(data[0] % 2 == 0 ? "x.json" : "x.yaml", text);
  read_record_source(shipped().schema, sources, source, trees, batch, diags);
  check_diagnostics(sources, diags);
  if (batch.rows == 0 || batch.rows > 4) return 0;
  VerdictReport report;
  report.version = "0";
  report.rules = &shipped();
  report.sources = &sources;
  assess(shipped(), batch, {}, std::nullopt, *Date::of(2026, 6, 1), report);
  require(report.applicants.size() == batch.rows);
  check_reports(report);
  return 0;
}
