// Tested by tests/report/form_test.cc.
#include "report/form/form.h"

#include <algorithm>

#include "expr/check.h"
#include "io/header.h"
#include "report/verdict/lines.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

bool holds(const std::vector<FactId>& list, FactId fact) {
  return std::find(list.begin(), list.end(), fact) != list.end();
}

/// The unit that people fill in: money in 万元 (CNY in English), the rest in the fact's own. Counts
/// of things need no word in English.
std::string asked_unit(const std::string& own, Lang lang) {
  if (lang == Lang::Zh) return own == "元" ? "万元" : own == "月" ? "个月" : own;
  if (own == "元") return "CNY";
  if (own == "年") return "years";
  if (own == "月") return "months";
  if (own == "日") return "days";
  return own == "%" ? own : "";
}

/// Fields of a form, gathered scheme by scheme.
class FormBuilder {
 public:
  FormBuilder(const RuleSet& rules, Form& form) : rules_(rules), form_(form) {}

  void build(std::span<const std::string> ids) {
    Compiled compiled = compile(rules_, ids, form_.as_of, false);
    Batch batch;
    batch.schema = &rules_.schema;
    batch.rows = 1;
    batch.facts.resize(rules_.schema.facts.size());
    batch.records.resize(1);
    Frame frame;
    judge(compiled, batch, frame);
    for (const CompiledScheme& scheme : compiled.schemes) {
      form_.schemes.push_back(scheme.scheme);
      Brief open;
      brief(compiled, scheme, batch, frame, 0, open);
      first_.insert(first_.end(), open.missing.begin(), open.missing.end());
      read_scheme(scheme);
    }
    put_first();
    for (const Asked& asked : asked_) add(asked);
  }

 private:
  struct Asked {
    FactId fact = kNoFact;
    bool decides = false;  // read by a criterion
    std::vector<FormUse> uses;
  };

  void read_scheme(const CompiledScheme& scheme) {
    const Policy& policy = *scheme.policy;
    for (std::uint32_t index : scheme.criteria) {
      const Criterion& c = policy.criteria[index];
      FormUse use{c.id, filled(c.title, policy, rules_.schema, form_.as_of), cite_words(c.cite)};
      for (const Condition* part : {&c.applies, &c.check, &c.should}) {
        if (*part) read(part->expr, use);
      }
    }
    for (FactId fact : scheme.facts) ask(fact, true, nullptr);  // selectors
    if (scheme.scheme->scorecard) read_card(*scheme.scheme->scorecard);
    for (FactId fact : scheme.scheme->form) ask(fact, false, nullptr);
  }

  /// A derived fact stands for what it is derived from; one that may be given stands too.
  void read(const Expr& expr, const FormUse& use) {
    for (FactId fact : facts_read(expr)) {
      ask(fact, true, &use);
      if (auto it = rules_.derived.find(fact); it != rules_.derived.end())
        read(*it->second.expr, use);
    }
  }

  void read_card(const Scorecard& card) {
    for (const Characteristic& c : card.characteristics) {
      FormUse use{c.id, c.title, ""};
      if (c.of != kNoFact) ask(c.of, false, &use);
      if (!c.points) continue;
      for (FactId fact : facts_read(c.points.expr)) ask(fact, false, &use);
    }
    for (const TieBreak& tie : card.rank) ask(tie.fact, false, nullptr);
  }

  void ask(FactId fact, bool decides, const FormUse* use) {
    if (!rules_.schema.facts[fact].input) return;
    auto at = std::find_if(asked_.begin(), asked_.end(),
                           [&](const Asked& asked) { return asked.fact == fact; });
    if (at == asked_.end()) at = asked_.insert(asked_.end(), Asked{.fact = fact, .uses = {}});
    at->decides = at->decides || decides;
    bool is_new =
        use != nullptr && std::none_of(at->uses.begin(), at->uses.end(),
                                       [&](const FormUse& known) { return known.id == use->id; });
    if (is_new) at->uses.push_back(*use);
  }

  /// An applicant is told by its name and credit code, whether or not a rule reads them.
  void put_first() {
    std::vector<Asked> first;
    for (const char* name : {"name", "uscc"}) {
      FactId fact = rules_.schema.find(name);
      if (fact == kNoFact || !fits(rules_.schema.facts[fact])) continue;
      ask(fact, false, nullptr);
      auto at = std::find_if(asked_.begin(), asked_.end(),
                             [&](const Asked& asked) { return asked.fact == fact; });
      first.push_back(std::move(*at));
      asked_.erase(at);
    }
    asked_.insert(asked_.begin(), std::make_move_iterator(first.begin()),
                  std::make_move_iterator(first.end()));
  }

  bool fits(const Fact& fact) const {
    if (fact.applicants.empty()) return true;
    for (const Scheme* scheme : form_.schemes) {
      for (const std::string& kind : scheme->applicants) {
        if (std::find(fact.applicants.begin(), fact.applicants.end(), kind) !=
            fact.applicants.end())
          return true;
      }
    }
    return false;
  }

  void add(const Asked& asked) {
    const Schema& schema = rules_.schema;
    const Fact& fact = schema.facts[asked.fact];
    const Type& type = schema.types[fact.type];
    if (fact.pii && !asked.decides) {
      form_.personal.push_back(asked.fact);
      return;
    }
    bool records = type.item != kInvalidType && schema.types[type.item].kind == Kind::Record;
    bool any_key = type.kind == Kind::Map && fact.keys.empty();
    if (records || any_key) {
      if (!holds(form_.not_tabular, asked.fact)) form_.not_tabular.push_back(asked.fact);
      return;
    }
    std::vector<std::string> keys = fact.keys;
    if (type.kind != Kind::Map) keys = {""};
    for (const std::string& key : keys) add_field(asked, key);
  }

  void add_field(const Asked& asked, const std::string& key) {
    const Schema& schema = rules_.schema;
    const Fact& fact = schema.facts[asked.fact];
    FormField field{.fact = asked.fact, .key = key, .uses = asked.uses};
    field.type = key.empty() ? fact.type : schema.types[fact.type].item;
    field.need = need_of(asked, key);
    set_header(field, fact);
    set_range(field, fact);
    set_options(field);
    form_.fields.push_back(std::move(field));
  }

  FormNeed need_of(const Asked& asked, const std::string& key) const {
    const Fact& fact = rules_.schema.facts[asked.fact];
    bool judged = fact.judged || rules_.schema.types[fact.type].kind == Kind::Judgement;
    if (judged) return FormNeed::Panel;
    bool at_once = std::any_of(first_.begin(), first_.end(), [&](const std::string& name) {
      return name == fact.name || (!key.empty() && name == fact.name + "." + key);
    });
    if (at_once || fact.name == "name") return FormNeed::Required;
    return asked.decides ? FormNeed::Conditional : FormNeed::Optional;
  }

  /// The label, an alias or the fact's id, whichever binds back first; with the unit where the
  /// header can carry it.
  void set_header(FormField& field, const Fact& fact) const {
    std::string unit = asked_unit(rules_.schema.units[fact.unit].symbol, form_.lang);
    std::vector<std::string> words{fact.label.in(form_.lang), fact.label.zh};
    words.insert(words.end(), fact.aliases.begin(), fact.aliases.end());
    words.push_back(fact.name);
    const std::string tail = field.key.empty() ? "" : "." + field.key;
    const char* open = form_.lang == Lang::Zh ? "（" : " (";
    const char* close = form_.lang == Lang::Zh ? "）" : ")";
    for (const std::string& word : words) {
      for (const std::string& with : {unit, std::string()}) {
        if (word.empty() || (with.empty() && is_money(fact))) continue;
        field.unit = with;
        field.header = word + tail + (with.empty() ? "" : open + with + close);
        if (binds(field)) return;
      }
    }
    field.unit = "";
    field.header = fact.name + tail;
  }

  bool is_money(const Fact& fact) const { return rules_.schema.units[fact.unit].symbol == "元"; }

  bool binds(const FormField& field) const {
    HeaderMatch match = match_header(rules_.schema, field.header, "");
    return match.settled() && match.facts.front() == field.fact && match.key == field.key &&
           match.unit == field.unit;
  }

  void set_range(FormField& field, const Fact& fact) const {
    Decimal factor = unit_named(field.unit).factor;
    if (fact.min) field.min = divide(*fact.min, factor);
    if (fact.max) field.max = divide(*fact.max, factor);
  }

  void set_options(FormField& field) const {
    const Type& type = rules_.schema.types[field.type];
    bool zh = form_.lang == Lang::Zh;
    if (type.kind == Kind::Bool) field.options = zh ? words("是", "否") : words("yes", "no");
    if (type.kind == Kind::Judgement)
      field.options = zh ? words("符合", "不符合") : words("met", "not met");
    field.several = type.kind == Kind::Set || type.kind == Kind::List;
    if (const CodeList* codes = rules_.schema.codes_of(rules_.schema.facts[field.fact]))
      set_codes(field, *codes);
    const Domain* domain = rules_.schema.domain_of(field.type);
    if (domain == nullptr) return;
    field.open = domain->open;
    for (const Member& member : domain->members) {
      const std::string& label = member.label.in(form_.lang);
      field.options.push_back(reads_as(field, label, member.id) ? label : member.id);
    }
  }

  /// `140702 榆次区`, where the list is short enough to choose from; other codes may be given too.
  void set_codes(FormField& field, const CodeList& codes) const {
    constexpr std::size_t kMost = 20;
    field.open = true;
    std::vector<std::string> options;
    for (const CodeEntry& entry : codes.entries) {
      std::string words = codes.words(entry.code).in(form_.lang);
      const bool former = entry.replaced_by != kNoEntry;
      if (!former && reads_as(field, entry.label.in(form_.lang), entry.code) &&
          reads_as(field, words, entry.code))
        options.push_back(std::move(words));
    }
    if (options.size() <= kMost) field.options = std::move(options);
  }

  /// Whether a cell with `label` is member `id`, also where several are split at commas.
  bool reads_as(const FormField& field, const std::string& label, const std::string& id) const {
    const Fact& fact = rules_.schema.facts[field.fact];
    CellReading reading = read_cell(rules_.schema, field.type, fact, label, {});
    if (!reading.value) return false;
    if (!field.several) return *reading.value == Value{id};
    return *reading.value == Value{ValueList{Value{id}}};
  }

  static std::vector<std::string> words(const char* yes, const char* no) { return {yes, no}; }

  const RuleSet& rules_;
  Form& form_;
  std::vector<Asked> asked_;
  std::vector<std::string> first_;  // `fact` or `fact.key` that an empty record lacks
};

}  // namespace

Form blank_form(const RuleSet& rules, std::span<const std::string> schemes, Date as_of, Lang lang) {
  Form form{.rules = &rules, .lang = lang, .as_of = as_of};
  FormBuilder(rules, form).build(schemes);
  return form;
}

}  // namespace ipcheck
