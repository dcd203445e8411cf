// Contract `ipcheck/verdicts/1`: rules/schema/verdicts.schema.json. Tested by
// tests/report/json_test.cc.
#include <algorithm>
#include <ostream>

#include "expr/functions.h"
#include "policy/words.h"
#include "report/json_writer.h"
#include "report/verdict/lines.h"
#include "report/verdict/verdicts.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

constexpr std::string_view kSchema = "ipcheck/verdicts/1";

/// `>= 3` when one comparison with a fact says it all, else the condition.
std::string required_text(const Finding& f, const Schema& schema) {
  if (f.requirements.size() != 1) return f.condition;
  const Requirement& r = f.requirements.front();
  bool plain = schema.find(r.fact) != kNoFact && !r.threshold.is_null();
  return plain ? r.op + " " + bare(r.threshold) : f.condition;
}

class JsonPrinter {
 public:
  JsonPrinter(const VerdictReport& report, Lang lang, bool show_pii, JsonWriter& json)
      : report_(report),
        schema_(report.rules->schema),
        lang_(lang),
        show_pii_(show_pii),
        json_(json) {}

  void document() {
    json_.begin_object();
    json_.field("schema", kSchema);
    as_of_of_all();
    json_.key("applicants");
    json_.begin_array();
    for (const ApplicantReport& a : report_.applicants) {
      json_.begin_object();
      applicant(a);
      json_.end_object();
    }
    json_.end_array();
    receipt();
    json_.end_object();
  }

  void line(const ApplicantReport& a) {
    json_.begin_object();
    json_.field("schema", kSchema);
    applicant(a);
    receipt();
    json_.end_object();
  }

 private:
  void text(std::string_view key, const Text& t) { json_.field(key, t.in(lang_)); }

  template <class List>
  void strings(std::string_view key, const List& list) {
    json_.key(key);
    json_.begin_array();
    for (const auto& item : list) json_.string(item);
    json_.end_array();
  }

  /// The date that all applicants share, else null.
  void as_of_of_all() {
    const auto& all = report_.applicants;
    bool one = !all.empty() && std::all_of(all.begin(), all.end(), [&](const ApplicantReport& a) {
      return a.as_of == all.front().as_of;
    });
    json_.key("as_of");
    if (one)
      json_.string(all.front().as_of.str());
    else
      json_.null();
  }

  void receipt() {
    json_.key("receipt");
    json_.begin_object();
    json_.field("ipcheck", report_.version);
    json_.field("rules_sha256", report_.rules_sha256);
    json_.field("input_sha256", report_.input_sha256);
    json_.end_object();
  }

  void applicant(const ApplicantReport& a) {
    json_.field("source", a.info.source);
    json_.field("name", a.info.name);
    json_.field("as_of", a.as_of.str());
    json_.key("notices");
    json_.begin_array();
    for (const DataNotice& n : a.notices) data_notice(n);
    json_.end_array();
    json_.key("verdicts");
    json_.begin_array();
    for (const Verdict& v : a.verdicts) verdict(v);
    json_.end_array();
    if (!a.survey) return;
    std::vector<std::string> ids;
    for (const Scheme* scheme : a.not_judged) ids.push_back(scheme->id);
    strings("not_judged", ids);
  }

  void data_notice(const DataNotice& n) {
    json_.begin_object();
    json_.field("id", n.id);
    if (!n.name.empty()) json_.field("fact", n.name);
    if (!n.reason.empty()) json_.field("reason", n.reason);
    text("message", n.message);
    json_.end_object();
  }

  void verdict(const Verdict& v) {
    json_.begin_object();
    json_.field("scheme", v.scheme->id);
    json_.field("policy", v.policy->id);
    json_.field("verdict", word(v.outcome));
    strings("failing", v.failing);
    strings("pending", v.pending);
    strings("missing_facts", v.missing);
    json_.key("notices");
    json_.begin_array();
    for (const VerdictNotice& n : v.notices) notice(n);
    json_.end_array();
    json_.key("outputs");
    json_.begin_object();
    for (const OutputValue& o : v.outputs) {
      json_.key(o.output->id);
      if (o.unknown)
        json_.string("unknown");
      else
        fact_value(o.output->type, o.value);
    }
    json_.end_object();
    json_.key("criteria");
    json_.begin_array();
    for (const Finding& f : v.root.children) finding(*v.policy, f);
    if (v.root.kind == GateKind::Criterion && !v.root.id.empty()) finding(*v.policy, v.root);
    json_.end_array();
    if (v.score) score(*v.score, *v.scheme->scorecard);
    json_.end_object();
  }

  void notice(const VerdictNotice& n) {
    json_.begin_object();
    json_.field("id", n.id);
    text("message", n.text);
    if (!n.cite.empty()) json_.field("cite", cite_words(n.cite));
    json_.end_object();
  }

  void finding(const Policy& policy, const Finding& f) {
    json_.begin_object();
    json_.field("id", f.id);
    if (f.kind != GateKind::Criterion) json_.field("kind", word(f.kind));
    if (f.kind == GateKind::AtLeast) json_.key("k"), json_.number(f.k);
    json_.field("state", state_word(f.state));
    text("title", title_words(policy, f));
    json_.field("cite", cite_words(f.cite));
    if (f.kind == GateKind::Criterion) criterion(f);
    json_.key("children");
    json_.begin_array();
    for (const Finding& child : f.children) finding(policy, child);
    json_.end_array();
    json_.end_object();
  }

  void criterion(const Finding& f) {
    json_.key("actual");
    json_.begin_object();
    for (const Seen& seen : f.seen) {
      if (!seen.known) continue;
      json_.key(seen.name);
      actual(seen);
    }
    json_.end_object();
    json_.field("required", required_text(f, schema_));
    auto gapped = std::find_if(f.requirements.begin(), f.requirements.end(),
                               [](const Requirement& r) { return r.gap.has_value(); });
    if (gapped != f.requirements.end()) json_.field("gap", bare(*gapped->gap));
    if (f.soft) json_.key("soft"), json_.boolean(true);
    if (!f.missing.empty()) strings("missing_facts", f.missing);
    if (!f.undecided.empty()) {
      std::vector<std::string> names;
      for (FactId fact : f.undecided) names.push_back(schema_.facts[fact].name);
      strings("undecided", names);
    }
    decisions(f);
    if (!f.reading.empty()) text("reading", f.reading);
  }

  void decisions(const Finding& f) {
    bool any = std::any_of(f.seen.begin(), f.seen.end(),
                           [](const Seen& seen) { return seen.decided_by_person; });
    if (!any) return;
    json_.key("decisions");
    json_.begin_array();
    for (const Seen& seen : f.seen) {
      if (!seen.decided_by_person) continue;
      json_.begin_object();
      json_.field("fact", seen.name);
      if (!seen.by.empty()) json_.field("by", seen.by);
      if (!seen.on.empty()) json_.field("on", seen.on);
      if (!seen.ground.empty()) json_.field("ground", seen.ground);
      json_.end_object();
    }
    json_.end_array();
  }

  void actual(const Seen& seen) {
    const Fact& fact = schema_.facts[seen.fact];
    if (!fact.pii || show_pii_) return fact_value(fact.type, seen.value);
    json_.string(mask(bare(seen.value)));
  }

  void fact_value(TypeId type, const Value& value) {
    bool judged = schema_.types[type].kind == Kind::Judgement && value.is<bool>();
    if (judged) return json_.string(value.as<bool>() ? "met" : "not_met");
    json_.value(value);
  }

  void score(const Score& s, const Scorecard& card) {
    json_.key("score");
    json_.begin_object();
    json_.field("points", s.min.str());
    json_.field("min", s.min.str());
    json_.field("max", s.max.str());
    json_.key("grade");
    if (s.grade != nullptr)
      json_.string(s.grade->id);
    else
      json_.null();
    json_.field("basis", word(card.basis));
    if (!s.veto.empty()) strings("veto", s.veto);
    if (!s.below_floor.empty()) strings("below_floor", s.below_floor);
    json_.key("characteristics");
    json_.begin_array();
    for (const CharacteristicScore& c : s.characteristics) {
      json_.begin_object();
      json_.field("id", c.characteristic->id);
      text("title", c.characteristic->title);
      json_.field("min", c.min.str());
      json_.field("max", c.max.str());
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  const VerdictReport& report_;
  const Schema& schema_;
  Lang lang_;
  bool show_pii_;
  JsonWriter& json_;
};

}  // namespace

void render_json(const VerdictReport& report, Lang lang, bool ndjson, bool show_pii,
                 std::ostream& out) {
  JsonWriter json(out, !ndjson);
  JsonPrinter printer(report, lang, show_pii, json);
  if (!ndjson) return printer.document();
  for (const ApplicantReport& applicant : report.applicants) {
    printer.line(applicant);
    out << '\n';
  }
}

}  // namespace ipcheck
