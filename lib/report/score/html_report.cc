// Tested by tests/report/html_report_test.cc, and in a browser by tests/slow.
#include "report/score/html_report.h"

#include <algorithm>
#include <ostream>
#include <sstream>

#include "policy/words.h"
#include "report/html_parts.h"
#include "report/json_writer.h"
#include "report/score/html_rows.h"
#include "report/score/html_words.h"
#include "report/score/totals.h"
#include "report/verdict/lines.h"

namespace ipcheck {
namespace {

constexpr std::size_t kMostDetails = 32;  // of one row

std::int64_t signed_of(std::uint64_t n) {
  return static_cast<std::int64_t>(n);
}

void put(JsonWriter& json, const Text& text) {
  json.begin_array();
  json.string(text.zh);
  json.string(text.en);
  json.end_array();
}

}  // namespace

struct HtmlReport::Page {
  Page(std::ostream& stream, const ScoreHead& of, Lang opens_in, std::size_t most_rows)
      : out(stream), head(of), lang(opens_in), words(of), rows(most_rows) {
    points.resize(of.schemes.size());
  }

  std::ostream& out;
  const ScoreHead& head;
  Lang lang;
  WordList words;
  SentenceList sentences;
  RowStore rows;
  std::vector<PointHistogram> points;  // by scheme
  std::string rejects;                 // JSON items
  std::size_t listed_rejects = 0;

  std::size_t scheme_of(std::string_view id) const;
  std::string row_json(const ScoredRow& row, std::size_t scheme);
  void details(JsonWriter& json, const ScoredRow& row, std::size_t scheme);
  void write_totals(JsonWriter& json, const ScoreTotals& totals);
  void write_scheme(JsonWriter& json, std::size_t i, const SchemeTotals& totals,
                    const SchemeStats& stats);
  void write_ranked(JsonWriter& json, std::size_t scheme, const IdCounts& counts);
  void write_funnel(JsonWriter& json, const SchemeStats& stats);
  void write_thresholds(JsonWriter& json, std::size_t scheme, const SchemeStats& stats);
  void write_points(JsonWriter& json, const PointHistogram& histogram);
  void write_words(JsonWriter& json);
  void write_data(const ScoreTotals& totals, const ReportStats& stats);
  void write_skeleton(const ScoreTotals& totals);
};

std::size_t HtmlReport::Page::scheme_of(std::string_view id) const {
  std::size_t i = 0;
  while (i < head.schemes.size() && head.schemes[i]->id != id) ++i;
  return i < head.schemes.size() ? i : 0;
}

/// [row, line, scheme, outcome, id, name, score, min, max, grade, rank, standing, failing, missing,
/// pending, notices, details]: names of the places are in report.js.
std::string HtmlReport::Page::row_json(const ScoredRow& row, std::size_t scheme) {
  std::ostringstream text;
  JsonWriter json(text, false);
  json.begin_array();
  json.number(signed_of(row.place.row));
  json.number(signed_of(row.place.line));
  json.number(signed_of(scheme));
  json.number(static_cast<int>(row.outcome));
  for (std::string_view field :
       {row.id, row.name, row.score, row.score_min, row.score_max, row.grade})
    json.string(shown_text(field));
  json.number(signed_of(row.rank));
  json.number(static_cast<int>(row.standing));
  for (auto ids : {row.failing, row.missing, row.pending}) {
    json.begin_array();
    for (std::string_view id : ids) json.number(words.item(scheme, id));
    json.end_array();
  }
  json.begin_array();
  for (std::string_view id : row.notices) json.number(words.notice(scheme, id));
  json.end_array();
  details(json, row, scheme);
  json.end_array();
  return json_for_script(text.str());
}

/// Pairs of id and sentence; a sentence that found no place in the list stands here itself.
void HtmlReport::Page::details(JsonWriter& json, const ScoredRow& row, std::size_t scheme) {
  json.begin_array();
  for (const RowReason& reason : row.details.first(std::min(row.details.size(), kMostDetails))) {
    Text text{shown_text(reason.zh), shown_text(reason.en)};
    json.number(words.item(scheme, reason.id));
    std::uint32_t index = sentences.index(text.zh, text.en);
    if (index == SentenceList::kNone) {
      put(json, text);
    } else {
      json.number(index);
    }
  }
  json.end_array();
}

void HtmlReport::Page::write_totals(JsonWriter& json, const ScoreTotals& totals) {
  json.key("totals");
  json.begin_object();
  struct Count {
    const char* name;
    std::uint64_t count;
  };
  for (const Count& c : std::initializer_list<Count>{{"records", totals.records},
                                                     {"applicants", totals.applicants},
                                                     {"folded", totals.folded},
                                                     {"rejected", totals.rejected},
                                                     {"blank", totals.blank},
                                                     {"headings", totals.headings},
                                                     {"footers", totals.footers},
                                                     {"duplicates", totals.duplicates},
                                                     {"masked", totals.masked}}) {
    json.key(c.name);
    json.number(signed_of(c.count));
  }
  json.end_object();
}

void HtmlReport::Page::write_ranked(JsonWriter& json, std::size_t scheme, const IdCounts& counts) {
  constexpr std::size_t kMostShown = 200;
  json.begin_array();
  for (auto [id, count] : counts.ranked(kMostShown)) {
    json.begin_array();
    json.number(words.item(scheme, id));
    json.number(signed_of(count));
    json.end_array();
  }
  json.end_array();
}

void HtmlReport::Page::write_funnel(JsonWriter& json, const SchemeStats& stats) {
  json.key("funnel");
  json.begin_array();
  for (const FunnelStep& step : stats.funnel) {
    json.begin_object();
    json.field("id", step.id);
    json.key("title");
    put(json, step.title);
    json.field("cite", step.cite);
    json.key("counts");
    json.begin_array();
    for (std::uint64_t n : {step.met, step.open, step.out}) json.number(signed_of(n));
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

void HtmlReport::Page::write_thresholds(JsonWriter& json, std::size_t scheme,
                                        const SchemeStats& stats) {
  const Schema& schema = head.rules->schema;
  Sentences say(*head.rules, false);
  json.key("thresholds");
  json.begin_array();
  for (const Threshold& t : stats.thresholds) {
    json.begin_object();
    json.key("word");
    json.number(words.item(scheme, t.criterion));
    json.key("label");
    bool plain = t.fact != kNoFact;
    put(json, plain ? say.label(schema.facts[t.fact].name) : Text{t.expression, t.expression});
    json.field("op", t.op);
    json.field("limit", t.limit.str());
    json.field("step", t.step.str());
    json.field("unit", schema.units[t.unit].symbol);
    json.key("bins");
    json.begin_array();
    for (std::uint64_t n : t.bins) json.number(signed_of(n));
    json.end_array();
    json.key("unknown");
    json.number(signed_of(t.unknown));
    json.end_object();
  }
  json.end_array();
}

void HtmlReport::Page::write_points(JsonWriter& json, const PointHistogram& histogram) {
  json.key("points");
  json.begin_object();
  json.key("width");
  json.number(histogram.width());
  json.key("bins");
  json.begin_array();
  for (auto [low, count] : histogram.bins()) {
    json.begin_array();
    json.number(low);
    json.number(signed_of(count));
    json.end_array();
  }
  json.end_array();
  json.end_object();
}

void HtmlReport::Page::write_scheme(JsonWriter& json, std::size_t i, const SchemeTotals& totals,
                                    const SchemeStats& stats) {
  const Scheme& scheme = *head.schemes[i];
  const Policy& policy = *head.rules->policy_of_scheme(scheme.id);
  json.begin_object();
  json.field("id", scheme.id);
  json.key("title");
  put(json, scheme.title);
  json.key("policy");
  put(json, policy.title);
  json.key("badges");
  json.begin_array();
  for (auto [id, count] : totals.notices.ranked()) {
    if (!badge(id).empty()) json.number(words.notice(i, id));
  }
  json.end_array();
  json.key("basis");
  put(json, scheme.scorecard ? basis_words(*scheme.scorecard) : Text{});
  json.key("outcomes");
  json.begin_array();
  for (std::uint64_t n : totals.outcomes) json.number(signed_of(n));
  json.end_array();
  json.key("standings");
  json.begin_array();
  for (std::uint64_t n : totals.standings) json.number(signed_of(n));
  json.end_array();
  json.key("near");
  json.number(signed_of(totals.near_misses));
  json.key("nearBy");
  write_ranked(json, i, totals.near);
  json.key("failing");
  write_ranked(json, i, totals.failing);
  json.key("missing");
  write_ranked(json, i, totals.missing);
  json.key("pending");
  write_ranked(json, i, totals.pending);
  write_funnel(json, stats);
  write_thresholds(json, i, stats);
  write_points(json, points[i]);
  json.end_object();
}

void HtmlReport::Page::write_words(JsonWriter& json) {
  json.key("words");
  json.begin_array();
  for (const WordList::Word& word : words.words()) {
    json.begin_array();
    json.string(word.id);
    json.string(word.title.zh);
    json.string(word.title.en);
    json.string(word.cite);
    json.end_array();
  }
  json.end_array();
  json.key("sentences");
  json.begin_array();
  for (const Text& sentence : sentences.sentences()) put(json, sentence);
  json.end_array();
}

/// The data as one object. Rows are encoded already and go out as they are.
void HtmlReport::Page::write_data(const ScoreTotals& totals, const ReportStats& stats) {
  std::ostringstream text;
  JsonWriter json(text, false);
  json.begin_object();
  json.field("lang", lang == Lang::Zh ? "zh" : "en");
  json.field("input", shown_text(head.input));
  json.field("rejectsFile", shown_text(head.rejects));
  json.field("asOf", head.as_of.str());
  json.field("version", head.version);
  json.field("rules", head.rules_sha256);
  write_totals(json, totals);
  json.key("schemes");
  json.begin_array();
  const SchemeTotals none;
  for (std::size_t i = 0; i < head.schemes.size(); ++i) {
    write_scheme(json, i, i < totals.schemes.size() ? totals.schemes[i] : none,
                 i < stats.schemes().size() ? stats.schemes()[i] : SchemeStats{});
  }
  json.end_array();
  json.key("added");
  json.number(signed_of(rows.added()));
  write_words(json);
  json.end_object();
  std::string data = json_for_script(text.str());
  data.pop_back();  // the bracket that ends the object: rows come behind the rest
  out << "<script type=\"application/json\" id=\"data\">" << data << ",\n\"rejects\":[" << rejects
      << "],\n\"rows\":[\n";
  bool first = true;
  for (const std::string& row : rows.take()) {
    out << (first ? "" : ",\n") << row;
    first = false;
  }
  out << "\n]}</script>\n";
}

/// What stands in the page before its script has run, or where none may run.
void HtmlReport::Page::write_skeleton(const ScoreTotals& totals) {
  out << "<div id=\"page\"></div>\n<noscript>\n";
  for (std::size_t i = 0; i < head.schemes.size() && i < totals.schemes.size(); ++i) {
    out << "<p>" << html(head.schemes[i]->title.in(lang)) << ": ";
    for (std::size_t k = 0; k < totals.schemes[i].outcomes.size(); ++k) {
      out << (k == 0 ? "" : ", ") << html(outcome_words(static_cast<Outcome>(k)).in(lang)) << ' '
          << grouped(totals.schemes[i].outcomes[k]);
    }
    out << "</p>\n";
  }
  Text script = say("浏览器未启用脚本，因此只显示总数。请启用脚本后重新打开。",
                    "Scripts are off, so only totals are shown. Allow scripts and open it again.");
  out << "<p>" << html(script.in(lang)) << "</p>\n<p>" << html(closing_words().in(lang))
      << "</p>\n</noscript>\n";
}

HtmlReport::HtmlReport(std::ostream& out, const ScoreHead& head, Lang lang, std::size_t most_rows)
    : page_(std::make_unique<Page>(out, head, lang, most_rows)) {}

HtmlReport::~HtmlReport() = default;

void HtmlReport::add(const ScoredRow& row) {
  std::size_t scheme = page_->scheme_of(row.scheme);
  page_->points[scheme].add(row.score);
  RowStore::Key key = page_->rows.next_key(row);
  if (page_->rows.wants(key)) page_->rows.keep(key, page_->row_json(row, scheme));
}

void HtmlReport::reject(const SetAside& record) {
  bool listed = record.why == SetAside::Why::Rejected && page_->listed_rejects < kMostRejects;
  if (!listed) return;
  std::ostringstream text;
  JsonWriter json(text, false);
  json.begin_array();
  json.number(signed_of(record.place.row));
  json.number(signed_of(record.place.line));
  json.number(record.column);
  put(json, {shown_text(record.reason.zh), shown_text(record.reason.en)});
  json.end_array();
  if (page_->listed_rejects++ > 0) page_->rejects += ',';
  page_->rejects += json_for_script(text.str());
}

void HtmlReport::finish(const ScoreTotals& totals, const ReportStats& stats) {
  Text title = say("批量初筛报告", "report of a batch screening");
  begin_page(page_->lang, title.in(page_->lang) + " · " + shown_text(page_->head.input),
             report_css(), report_js(), page_->out);
  page_->write_skeleton(totals);
  page_->write_data(totals, stats);
  page_->out << "<script>" << report_js() << "</script>\n</body>\n</html>\n";
}

}  // namespace ipcheck
