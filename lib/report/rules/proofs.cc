// Tested by tests/cli/rules-prove.md.
#include "report/rules/proofs.h"

#include <algorithm>
#include <ostream>

#include "report/json_writer.h"
#include "report/rules/proof_words.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

void indented(const std::string& text, std::string_view indent, std::ostream& out) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out << indent << visible(text.substr(at, end - at)) << "\n";
    at = end + 1;
  }
}

Text example_head(const RuleSet& rules, const Shown& shown, Date as_of) {
  const Text states = states_words(rules, shown);
  return {fmt::format("反例（判定日 {}）：{}", as_of.str(), states.zh),
          fmt::format("counterexample (as of {}): {}", as_of.str(), states.en)};
}

void claim_text(const RuleSet& rules, const Sources& sources, const ProvedClaim& claim, Date as_of,
                Lang lang, std::ostream& out) {
  out << mark(claim.proof) << " " << proof_words(claim.proof).in(lang) << "  "
      << place_of(sources, claim.claim.span) << "  " << claim_words(rules, claim.claim).in(lang)
      << "\n";
  if (claim.proof == Proof::Unknown) out << "    " << visible(claim.why.in(lang)) << "\n";
  for (const Shown& shown : claim.shown) {
    out << "    " << example_head(rules, shown, as_of).in(lang) << "\n";
    indented(record_text(rules.schema, shown.world), "      ", out);
  }
  if (claim.proof == Proof::Unknown)
    for (const Text& text : claim.outside)
      out << "    " << say("证明未覆盖：{}", "outside the proof: {}", text.in(lang)).in(lang)
          << "\n";
}

}  // namespace

void render_proofs_text(const RuleSet& rules, const Sources& sources, const Proofs& proofs,
                        Date as_of, Lang lang, std::ostream& out) {
  for (const ProvedClaim& claim : proofs.claims)
    claim_text(rules, sources, claim, as_of, lang, out);
  for (const SchemeProofs& scheme : proofs.schemes) {
    out << "\n"
        << (scheme.finding(proofs.claims) ? "✗ " : "✓ ") << scheme.scheme->id << "  "
        << visible(scheme.scheme->title.in(lang)) << "\n";
    out << "    "
        << say("{} 个条件能独自决定结果", "criteria that can decide alone: {}", scheme.decisive)
               .in(lang)
        << "\n";
    for (const Text& line : scheme_lines(rules, scheme))
      out << "    " << visible(line.in(lang)) << "\n";
    for (const Text& line : trend_lines(rules, scheme))
      out << "    " << visible(line.in(lang)) << "\n";
  }
  if (!proofs.claims.empty() || !proofs.schemes.empty()) out << "\n";
  out << totals(proofs).in(lang) << "\n";
}

void render_proofs_markdown(const RuleSet& rules, const Sources& sources, const Proofs& proofs,
                            Date as_of, Lang lang, std::ostream& out) {
  if (!proofs.claims.empty())
    out << say("| | 断言 | 位置 |", "| | claim | place |").in(lang) << "\n| --- | --- | --- |\n";
  for (const ProvedClaim& claim : proofs.claims)
    out << "| " << mark(claim.proof) << " " << proof_words(claim.proof).in(lang) << " | "
        << claim_words(rules, claim.claim).in(lang) << " | `" << place_of(sources, claim.claim.span)
        << "` |\n";
  for (const ProvedClaim& claim : proofs.claims) {
    for (const Shown& shown : claim.shown) {
      out << "\n"
          << claim_words(rules, claim.claim).in(lang) << "\n\n"
          << example_head(rules, shown, as_of).in(lang) << "\n\n```yaml\n";
      indented(record_text(rules.schema, shown.world), "", out);
      out << "```\n";
    }
  }
  for (const SchemeProofs& scheme : proofs.schemes) {
    out << "\n### " << (scheme.finding(proofs.claims) ? "✗ " : "✓ ") << "`" << scheme.scheme->id
        << "` " << visible(scheme.scheme->title.in(lang)) << "\n\n";
    out << "- "
        << say("{} 个条件能独自决定结果", "criteria that can decide alone: {}", scheme.decisive)
               .in(lang)
        << "\n";
    for (const Text& line : scheme_lines(rules, scheme))
      out << "- " << visible(line.in(lang)) << "\n";
    for (const Text& line : trend_lines(rules, scheme))
      out << "- " << visible(line.in(lang)) << "\n";
  }
  out << "\n" << totals(proofs).in(lang) << "\n";
}

namespace {

void write_world(JsonWriter& json, const RuleSet& rules, const Shown& shown) {
  json.begin_object();
  json.key("states");
  json.begin_object();
  for (const auto& [id, state] : shown.states) json.field(id, state_words(rules, id, state).en);
  json.end_object();
  json.field("record", record_text(rules.schema, shown.world));
  json.end_object();
}

void write_worlds(JsonWriter& json, const RuleSet& rules, std::string_view key,
                  const std::vector<Shown>& shown) {
  json.key(key);
  json.begin_array();
  for (const Shown& one : shown) write_world(json, rules, one);
  json.end_array();
}

void write_texts(JsonWriter& json, std::string_view key, const std::vector<Text>& texts,
                 Lang lang) {
  json.key(key);
  json.begin_array();
  for (const Text& text : texts) json.string(text.in(lang));
  json.end_array();
}

void write_claim(JsonWriter& json, const RuleSet& rules, const Sources& sources,
                 const ProvedClaim& claim, Lang lang) {
  json.begin_object();
  json.field("kind", word(claim.claim.kind));
  json.field("claim", claim_words(rules, claim.claim).in(lang));
  json.field("policy", claim.claim.policy->id);
  if (claim.claim.span.known()) {
    json.field("file", sources.name(claim.claim.span.source));
    json.key("line");
    json.number(sources.position(claim.claim.span).line);
  }
  json.field("answer", word(claim.proof));
  if (claim.proof == Proof::Unknown) json.field("why", claim.why.in(lang));
  write_texts(json, "outside", claim.outside, lang);
  write_worlds(json, rules, "applicants", claim.shown);
  json.end_object();
}

void write_scheme(JsonWriter& json, const RuleSet& rules, const SchemeProofs& scheme, bool finding,
                  Lang lang) {
  json.begin_object();
  json.field("scheme", scheme.scheme->id);
  json.key("finding");
  json.boolean(finding);
  json.field("can_be_eligible", word(scheme.eligible));
  json.field("can_be_ineligible", word(scheme.ineligible));
  json.key("decisive");
  json.number(static_cast<std::int64_t>(scheme.decisive));
  json.key("idle");
  json.begin_array();
  for (const IdleCriterion& idle : scheme.idle) {
    json.begin_object();
    json.field("criterion", idle.id);
    json.field("because", word(idle.idle));
    if (!idle.by.empty()) json.field("of", idle.by);
    json.end_object();
  }
  json.end_array();
  json.key("facts");
  json.begin_array();
  for (const FactTrend& trend : scheme.trends) {
    json.begin_object();
    json.field("fact", rules.schema.facts[trend.fact].name);
    json.field("trend", word(trend.trend));
    if (trend.trend == Trend::Mixed) {
      write_worlds(json, rules, "worse", trend.worse);
      write_worlds(json, rules, "better", trend.better);
    }
    json.end_object();
  }
  json.end_array();
  json.key("open_in_vain");
  json.begin_array();
  for (const OpenInVain& open : scheme.open) {
    json.begin_object();
    json.field("fact", rules.schema.facts[open.fact].name);
    json.field("settled", ipcheck::word(open.settled));
    json.field("record", record_text(rules.schema, open.shown.world));
    json.end_object();
  }
  json.end_array();
  write_texts(json, "outside", scheme.outside, lang);
  json.end_object();
}

}  // namespace

void render_proofs_json(const RuleSet& rules, const Sources& sources, const Proofs& proofs,
                        Date as_of, Lang lang, std::ostream& out) {
  JsonWriter json(out);
  json.begin_object();
  json.field("schema", "ipcheck/prove/1");
  json.field("as_of", as_of.str());
  json.key("claims");
  json.begin_array();
  for (const ProvedClaim& claim : proofs.claims) write_claim(json, rules, sources, claim, lang);
  json.end_array();
  json.key("schemes");
  json.begin_array();
  for (const SchemeProofs& scheme : proofs.schemes)
    write_scheme(json, rules, scheme, scheme.finding(proofs.claims), lang);
  json.end_array();
  json.key("questions");
  json.number(static_cast<std::int64_t>(proofs.questions));
  json.end_object();
  out << "\n";
}

}  // namespace ipcheck
