// Tested by tests/cli/rules_cite.md.
#include "report/rules/cite.h"

#include <ostream>

#include "report/findings/diagnostics.h"
#include "report/json_writer.h"
#include "report/layout.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

std::string place_of(const Sources& sources, Span span) {
  const Position at = sources.position(span);
  return visible(sources.name(span.source)) + ":" + std::to_string(at.line) + ":" +
         std::to_string(at.column);
}

void print_texts(const Sources& sources, const CiteReport& report, const CiteStyle& style,
                 std::ostream& out) {
  for (const CitedText& text : report.texts) {
    out << say("{}（{}）：{} 处引用，{} 个数字，{} 个数值，{} 个比较",
               "{} ({}): {} places, {} figures, {} values, {} comparisons", text.policy->id,
               visible(sources.name(text.source)), text.places, text.figures, text.numbers,
               text.comparisons)
               .in(style.lang)
        << "\n";
  }
  std::vector<std::string> without;
  for (const Policy* policy : report.without_text) without.push_back(policy->id);
  if (without.empty()) return;
  out << say("没有文本，未核对：{}", "without a text, not checked: {}", joined(without, ", "))
             .in(style.lang)
      << "\n";
}

void print_uncited(const Sources& sources, const CiteReport& report, const CiteStyle& style,
                   std::ostream& out) {
  if (report.uncited.empty()) return;
  const std::size_t count = report.uncited.size();
  const Text several =
      say("没有规则引用的约束性语句 {} 处：", "{} binding sentences that no rule cites:", count);
  const Text single{several.zh, "1 binding sentence that no rule cites:"};
  if (!style.quiet) out << "\n";
  out << (count == 1 ? single : several).in(style.lang) << "\n";
  Table table{.tones = {Tone::Plain, Tone::Plain, Tone::Dim}, .rows = {}};
  for (const Uncited& sentence : report.uncited) {
    table.rows.push_back({{sentence.place, std::string(sources.text(sentence.word)),
                           place_of(sources, sentence.word)},
                          0});
  }
  constexpr int kWidth = 200;  // a path is never broken
  print_table(table, 2, kWidth, style.color, out);
}

void write_finding(const Sources& sources, const Diagnostic& d, Lang lang, JsonWriter& w) {
  const auto write_place = [&](Span span) {
    const Position at = sources.position(span);
    w.field("file", sources.name(span.source));
    w.key("line"), w.number(at.line);
    w.key("column"), w.number(at.column);
  };
  w.begin_object();
  w.field("id", d.id);
  if (d.span.known()) write_place(d.span);
  w.field("message", d.message.in(lang));
  if (!d.fix.empty()) w.field("help", d.fix.in(lang));
  w.key("related"), w.begin_array();
  for (const Note& note : d.notes) {
    w.begin_object();
    if (note.span.known()) write_place(note.span);
    w.field("message", note.text.in(lang));
    w.end_object();
  }
  w.end_array();
  w.end_object();
}

void write_text(const Sources& sources, const CitedText& text, JsonWriter& w) {
  w.begin_object();
  w.field("policy", text.policy->id);
  w.field("file", sources.name(text.source));
  w.field("matched_by", text.by_title ? "title" : "name");
  const auto count = [&](std::string_view key, std::size_t n) {
    w.key(key), w.number(static_cast<std::int64_t>(n));
  };
  count("places", text.places);
  count("figures", text.figures);
  count("values", text.numbers);
  count("comparisons", text.comparisons);
  w.end_object();
}

void write_uncited(const Sources& sources, const Uncited& one, JsonWriter& w) {
  const Position at = sources.position(one.word);
  w.begin_object();
  w.field("policy", one.text->policy->id);
  w.field("place", one.place);
  w.field("word", sources.text(one.word));
  w.field("file", sources.name(one.word.source));
  w.key("line"), w.number(at.line);
  w.key("column"), w.number(at.column);
  w.end_object();
}

}  // namespace

void render_cite_text(const Sources& sources, const CiteReport& report, const Diagnostics& findings,
                      const CiteStyle& style, std::ostream& out) {
  render_diagnostics(sources, findings, style.lang, style.color, out, Diagnostics::kMaxKept);
  const std::size_t faults = findings.error_count();
  if (faults > 0 && !style.quiet) out << "\n";
  if (!style.quiet) print_texts(sources, report, style, out);
  if (!style.quiet || style.strict) print_uncited(sources, report, style, out);
  if (style.quiet) return;
  const Text none{"引用与原文一致", "the citations agree with the texts"};
  const Text some = say("{} 处不一致", "{} disagreements", faults);
  const Text one{"1 处不一致", "1 disagreement"};
  out << "\n" << (faults == 0 ? none : faults == 1 ? one : some).in(style.lang) << "\n";
}

void render_cite_json(const Sources& sources, const CiteReport& report, const Diagnostics& findings,
                      const CiteStyle& style, std::ostream& out) {
  JsonWriter w(out);
  w.begin_object();
  w.field("schema", "ipcheck/cite/1");
  w.key("texts"), w.begin_array();
  for (const CitedText& text : report.texts) write_text(sources, text, w);
  w.end_array();
  w.key("without_text"), w.begin_array();
  for (const Policy* policy : report.without_text) w.string(policy->id);
  w.end_array();
  w.key("findings"), w.begin_array();
  for (const Diagnostic* d : findings.sorted()) write_finding(sources, *d, style.lang, w);
  w.end_array();
  w.key("uncited"), w.begin_array();
  for (const Uncited& one : report.uncited) write_uncited(sources, one, w);
  w.end_array();
  w.end_object();
}

std::vector<FindingRule> cite_finding_rules() {
  const Text place{"引用的位置在原文中不存在或不止一处",
                   "the cited place is not in the text, or several are"};
  const Text text{"读者无法按引用核对规则", "nobody can check the rule against the text by it"};
  const Text silent{"约束性语句没有规则引用", "no rule cites a binding sentence"};
  return {
      {"place-not-found", Severity::Error, place, text},
      {"figure-not-found",
       Severity::Error,
       {"原文没有所引的数字", "the cited figure is not in the text"},
       text},
      {"figure-moved",
       Severity::Error,
       {"所引的数字在原文的另一处", "the cited figure stands at another place of the text"},
       text},
      {"figure-value",
       Severity::Error,
       {"参数的值不是原文的数", "the value of a parameter is not the number of the text"},
       {"按它作出的结论与政策不符", "what follows from it is not what the policy says"}},
      {"figure-comparison",
       Severity::Error,
       {"条件的比较不是原文的比较", "a condition compares otherwise than the text"},
       {"恰好等于门槛的申请人会判错", "whoever is exactly at the threshold is judged wrongly"}},
      {"uncited",
       Severity::Hint,
       silent,
       {"可能漏了一条要求", "a requirement may have been overlooked"}},
  };
}

void add_uncited(const CiteReport& report, bool strict, Diagnostics& diags) {
  for (const Uncited& one : report.uncited) {
    const std::string& policy = one.text->policy->id;
    const Text message{
        "政策 `" + policy + "` 的 `" + one.place + "` 有约束性语句，没有规则引用",
        "a binding sentence at `" + one.place + "` of policy `" + policy + "` is cited by no rule"};
    if (strict) {
      diags.warning("uncited", one.word, message);
    } else {
      diags.hint("uncited", one.word, message);
    }
  }
}

}  // namespace ipcheck
