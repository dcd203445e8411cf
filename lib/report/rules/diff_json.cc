// Tested by tests/report/rules_diff_test.cc.
#include <ostream>

#include "report/json_writer.h"
#include "report/rules/diff_words.h"

namespace ipcheck {
namespace {

class JsonDiff {
 public:
  JsonDiff(const RulesDiffReport& report, Lang lang, std::ostream& out)
      : report_(report), diff_(*report.diff), lang_(lang), json_(out) {}

  void write() {
    json_.begin_object();
    json_.field("schema", "ipcheck/rules-diff/1");
    side("before", report_.before, diff_.before);
    side("after", report_.after, diff_.after);
    json_.key("schemes");
    json_.begin_array();
    for (std::size_t i = 0; i < diff_.schemes.size(); ++i) scheme(i);
    json_.end_array();
    json_.key("changes");
    json_.begin_array();
    for (const RuleChange& c : diff_.changes) change(c);
    json_.end_array();
    if (report_.population) population(*report_.population);
    list("fail_on", report_.gates);
    json_.field("ipcheck", report_.version);
    json_.end_object();
  }

 private:
  void side(std::string_view key, const std::string& given, const DiffSide& of) {
    json_.key(key);
    json_.begin_object();
    json_.field("rules", given);
    json_.field("as_of", of.as_of.str());
    json_.field("rules_sha256", of.rules->sha256);
    json_.end_object();
  }
  void list(std::string_view key, const std::vector<std::string>& items) {
    json_.key(key);
    json_.begin_array();
    for (const std::string& item : items) json_.string(item);
    json_.end_array();
  }
  void optional(std::string_view key, const std::string& text) {
    if (!text.empty()) json_.field(key, text);
  }
  void number(std::string_view key, std::uint64_t n) {
    json_.key(key), json_.number(static_cast<std::int64_t>(n));
  }

  void world(std::string_view key, const std::optional<World>& world) {
    if (!world) return;
    json_.key(key);
    json_.begin_object();
    optional("applicant", world->applicant);
    for (const auto& [fact, value] : world->facts) json_.key(fact), json_.value(value);
    json_.end_object();
  }

  void scheme(std::size_t index) {
    const SchemeDiff& s = diff_.schemes[index];
    json_.begin_object();
    json_.field("scheme", s.id());
    if (s.paired() && s.before != s.after) json_.field("before", s.before);
    const std::string relation(id_of(relation_of(report_, index)));
    json_.field("relation", s.before.empty() ? "new" : s.after.empty() ? "removed" : relation);
    json_.key("changes");
    json_.begin_array();
    for (std::uint32_t i : s.changes) json_.number(i);
    json_.end_array();
    if (index < report_.relations.size()) {
      const SchemeRelation& r = report_.relations[index];
      world("lost", r.lost);
      world("gained", r.gained);
      if (!r.why.empty()) json_.field("why", r.why.in(lang_));
      std::vector<std::string> outside;
      for (const Text& text : r.outside) outside.push_back(text.in(lang_));
      if (!outside.empty()) list("outside", outside);
    }
    json_.end_object();
  }

  void change(const RuleChange& c) {
    const ChangeLine line = change_line(report_, c);
    json_.begin_object();
    json_.field("layer", id_of(c.layer));
    json_.field("subject", id_of(c.subject));
    json_.field("manner", id_of(c.manner));
    optional("policy", c.policy);
    optional("scheme", c.scheme);
    optional("id", c.id);
    optional("key", c.key);
    optional("item", c.item);
    optional("before", c.before.in(lang_));
    optional("after", c.after.in(lang_));
    optional("detail", c.detail.in(lang_));
    json_.field("message", line.head.in(lang_));
    optional("before_at", place(c.before_at));
    optional("after_at", place(c.after_at));
    json_.key("decides");
    json_.boolean(c.decides);
    list("schemes", c.schemes);
    json_.end_object();
  }

  std::string place(Span span) const { return span_place(report_, span); }

  void moves(const Moves& of) {
    json_.key("moves");
    json_.begin_array();
    for (std::size_t a = 0; a < 4; ++a)
      for (std::size_t b = 0; b < 4; ++b)
        if (of[a][b] > 0) {
          json_.begin_object();
          json_.field("from", word(static_cast<Outcome>(a)));
          json_.field("to", word(static_cast<Outcome>(b)));
          number("count", of[a][b]);
          json_.end_object();
        }
    json_.end_array();
  }

  void population(const PopulationReport& p) {
    json_.key("population");
    json_.begin_object();
    json_.field("table", p.table);
    number("applicants", p.totals.applicants);
    number("flipped", p.totals.flipped);
    number("rejected", p.totals.rejected);
    json_.key("schemes");
    json_.begin_array();
    for (std::size_t i = 0; i < p.totals.schemes.size(); ++i) population_scheme(p, i);
    json_.end_array();
    json_.key("by");
    json_.begin_array();
    for (std::size_t i = 0; i < p.by.size(); ++i) column(p, i);
    json_.end_array();
    rows(p);
    optional("flips_file", p.flips_file);
    json_.end_object();
  }

  void population_scheme(const PopulationReport& p, std::size_t index) {
    const auto& of = p.totals.schemes[index];
    json_.begin_object();
    json_.field("scheme", diff_.schemes[p.task->schemes[index]].id());
    number("flips", flips_of(of.moves));
    moves(of.moves);
    json_.key("causes");
    json_.begin_array();
    for (std::size_t i = 0; i < of.causes.size(); ++i) {
      if (of.causes[i] == 0) continue;
      const FlipCause& cause = p.task->causes[index][i];
      json_.begin_object();
      json_.field("id", cause.id);
      number("flips", of.causes[i]);
      json_.key("changes");
      json_.begin_array();
      for (std::uint32_t change : cause.changes) json_.number(change);
      json_.end_array();
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  void column(const PopulationReport& p, std::size_t index) {
    json_.begin_object();
    json_.field("column", p.by[index]);
    json_.key("groups");
    json_.begin_array();
    for (const GroupLine& line : group_lines(p, index, PopulationTotals::OfColumn::kMostGroups)) {
      json_.begin_object();
      json_.key("value");
      line.rest ? json_.null() : json_.string(line.key);
      number("applicants", line.applicants);
      number("flips", line.flips);
      json_.key("schemes");
      json_.begin_array();
      for (std::size_t i = 0; i < line.moves.size(); ++i) {
        json_.begin_object();
        json_.field("scheme", diff_.schemes[p.task->schemes[i]].id());
        moves(line.moves[i]);
        json_.end_object();
      }
      json_.end_array();
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  void rows(const PopulationReport& p) {
    json_.key("rows");
    json_.begin_array();
    for (const Flip& flip : p.rows) {
      json_.begin_object();
      number("row", flip.place.row);
      optional("id", flip.id);
      optional("name", flip.name);
      json_.field("scheme", diff_.schemes[p.task->schemes[flip.scheme]].id());
      json_.field("before", word(flip.before));
      json_.field("after", word(flip.after));
      std::vector<std::string> causes;
      for (std::uint32_t cause : flip.causes)
        causes.push_back(p.task->causes[flip.scheme][cause].id);
      list("causes", causes);
      json_.end_object();
    }
    json_.end_array();
  }

  const RulesDiffReport& report_;
  const RulesDiff& diff_;
  Lang lang_;
  JsonWriter json_;
};

}  // namespace

void render_json(const RulesDiffReport& report, Lang lang, std::ostream& out) {
  JsonDiff(report, lang, out).write();
  out << '\n';
}

}  // namespace ipcheck
