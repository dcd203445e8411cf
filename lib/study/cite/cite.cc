// Tested by tests/study/cite_test.cc.
#include "study/cite/cite.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "expr/operators.h"
#include "policy/words.h"
#include "study/cite/citations.h"
#include "study/cite/figure.h"

namespace ipcheck {
namespace {

/// `value` in words that a message can show: 3人, 25 items.
Text value_text(const Value& value, std::string_view unit) {
  if (value.is<ValueList>()) {
    const std::size_t size = value.as<ValueList>().size();
    return say("{} 项", "{} items", size);
  }
  return with_unit(value, unit);
}

std::optional<Decimal> number_in(const Value& value) {
  if (value.is<std::int64_t>()) return Decimal::of(value.as<std::int64_t>());
  if (value.is<Decimal>()) return value.as<Decimal>();
  return std::nullopt;
}

/// 24个月 is 2 years.
Decimal in_unit(const FigureNumber& number, std::string_view unit) {
  const Decimal twelve = Decimal::of(12);
  if (number.unit == "月" && unit == "年")
    return divide(number.value, twelve).value_or(number.value);
  if (number.unit == "年" && unit == "月")
    return multiply(number.value, twelve).value_or(number.value);
  return number.value;
}

bool is_part_of(const FigureNumber& number, Date date) {
  const auto n = number.value.to_int64();
  return n && (*n == date.year() || *n == date.month() || *n == date.day());
}

/// Whether a number of the figure is what `value` says: the number itself, the size of a list or
/// one of its items, a part of the date. nullopt: the value has no number to compare.
std::optional<bool> agrees(const FigureNumber& number, const Value& value, std::string_view unit) {
  if (const auto own = number_in(value)) {
    const Decimal told = in_unit(number, unit);
    if (told == *own) return true;
    const auto hundredth = divide(told, Decimal::of(100));  // 5% of a share kept as 0.05
    return number.unit == "%" && unit.empty() && hundredth && *hundredth == *own;
  }
  if (value.is<Date>()) return is_part_of(number, value.as<Date>());
  if (!value.is<ValueList>()) return std::nullopt;
  const ValueList& list = value.as<ValueList>();
  if (number.value == Decimal::of(static_cast<std::int64_t>(list.size()))) return true;
  return std::any_of(list.begin(), list.end(), [&](const Value& item) {
    const auto own = number_in(item);
    return own && *own == number.value;
  });
}

/// Whether one of a parameter's values agrees with one of the numbers.
std::optional<bool> agrees(const std::vector<FigureNumber>& numbers, const Param& param,
                           std::string_view unit) {
  std::optional<bool> out;
  for (const FigureNumber& number : numbers) {
    for (const Param::Dated& dated : param.values) {
      const auto one = agrees(number, dated.value, unit);
      if (one) out = out.value_or(false) || *one;
    }
  }
  return out;
}

class CitationCheck {
 public:
  CitationCheck(const RuleSet& rules, const Sources& sources, CitedText& text,
                Diagnostics& findings)
      : rules_(rules), sources_(sources), text_(text), findings_(findings) {}

  void run() {
    for (const CitedThing& thing : cited_things(rules_, *text_.policy)) {
      check(thing);
      for (const ParamUse& use : thing.uses.compared)
        if (!has_asked(*use.param)) check_use(use, *thing.cite);
    }
    for (const ParamUse& use : uses_in(rules_, *text_.policy).compared)
      if (has_asked(*use.param)) check_use(use, use.param->cite);
  }

  /// Places that something cites, for the sentences that nothing does.
  const std::vector<Place>& cited() const { return cited_; }

 private:
  Span in_text(Extent extent) const { return {text_.source, extent.begin, extent.end}; }
  std::string unit_of(const Param& param) const { return rules_.schema.units[param.unit].symbol; }

  void check(const CitedThing& thing) {
    const Citation& cite = *thing.cite;
    ++text_.places;
    Text why;
    const auto place = find_place(text_.outline, cite.at, &why);
    if (place) cited_.push_back(*place);
    const bool stands = check_figure(thing, place, why);
    if (!cite.figure.empty() && stands) check_numbers(thing);
  }

  /// Whether the figure stands at its place; a place without figure only has to be there.
  bool check_figure(const CitedThing& thing, const std::optional<Place>& place, const Text& why) {
    const Citation& cite = *thing.cite;
    const NormalText figure(cite.figure);
    if (!cite.figure.empty()) ++text_.figures;
    if (!place) {
      const std::string head = "`" + thing.id + "` ";
      Diagnostic& d = findings_.error("place-not-found", cite.span,
                                      {head + "引用 `" + cite.at + "`：" + why.zh,
                                       head + "cites `" + cite.at + "`: " + why.en});
      tell_elsewhere(d, figure);
      return false;
    }
    if (cite.figure.empty()) return true;
    const auto found = text_.outline.text.find(figure, place->extent);
    if (!found.empty()) return true;
    const bool moved = !all_of(figure).empty();
    Diagnostic& d = findings_.error(moved ? "figure-moved" : "figure-not-found", cite.span,
                                    moved ? say("`{}` 的 `{}` 不在 `{}`，而在别处",
                                                "`{}`: `{}` does not stand at `{}` but elsewhere",
                                                thing.id, cite.figure, cite.at)
                                          : say("`{}` 的 `{}` 不在 `{}`，全文也没有",
                                                "`{}`: `{}` stands neither at `{}` nor elsewhere",
                                                thing.id, cite.figure, cite.at));
    d.note(in_text(first_line(place->extent)), say("`{}` 在此", "`{}` is here", cite.at));
    tell_elsewhere(d, figure);
    return false;
  }

  std::vector<Extent> all_of(const NormalText& figure) const {
    return text_.outline.text.find(figure, text_.outline.clauses[0].extent);
  }

  void tell_elsewhere(Diagnostic& d, const NormalText& figure) const {
    constexpr std::size_t kMost = 5;
    const std::vector<Extent> all = all_of(figure);
    std::vector<std::string> places;
    for (const Extent& extent : all) {
      const std::string place = "`" + place_of(text_.outline, extent.begin) + "`";
      if (places.empty() || places.back() != place) places.push_back(place);
    }
    if (places.empty()) return;
    if (places.size() > kMost) {
      places.resize(kMost);
      places.push_back("…");
    }
    d.help(say("该数字见于 {}", "the figure stands at {}", joined(places, " ")));
    d.note(in_text(all.front()), say("见此处", "here"));
  }

  /// The first line of a place: what a message points to.
  Extent first_line(Extent extent) const {
    const std::string_view text = sources_.text(text_.source).substr(0, extent.end);
    const std::size_t stop = std::min(text.find('\n', extent.begin), text.size());
    return {extent.begin, static_cast<std::uint32_t>(stop)};
  }

  void check_numbers(const CitedThing& thing) {
    const std::vector<FigureNumber> numbers = numbers_in(thing.cite->figure);
    if (numbers.empty()) return;
    if (thing.param != nullptr) return check_param(thing, numbers);
    bool any = false, agreed = false;
    for (const Param* param : thing.uses.read) {
      const auto one = agrees(numbers, *param, unit_of(*param));
      any = any || one.has_value();
      agreed = agreed || one.value_or(false);
    }
    for (const Value& literal : thing.uses.literals)
      for (const FigureNumber& number : numbers)
        agreed = agreed || agrees(number, literal, "").value_or(false);
    if (!any) return;
    ++text_.numbers;
    if (agreed) return;
    Text message = say("`{}` 引用 `{}`，但它读取的参数没有一个是这个数：",
                       "`{}` cites `{}`, but no parameter that it reads has that value: ", thing.id,
                       thing.cite->figure);
    const Text read = values_read(thing);
    message.zh += read.zh;
    message.en += read.en;
    Diagnostic& d = findings_.error("figure-value", thing.cite->span, std::move(message));
    point_to(d, thing.cite->figure, *thing.cite);
  }

  Text values_read(const CitedThing& thing) const {
    Text out;
    for (const Param* param : thing.uses.read) {
      if (param->values.empty()) continue;
      const Text value = value_text(param->values.back().value, unit_of(*param));
      const std::string name = (out.zh.empty() ? "`" : " `") + param->name + "` = ";
      out.zh += name + value.zh;
      out.en += name + value.en;
    }
    return out;
  }

  void check_param(const CitedThing& thing, const std::vector<FigureNumber>& numbers) {
    const auto agreed = agrees(numbers, *thing.param, unit_of(*thing.param));
    if (!agreed) return;
    ++text_.numbers;
    if (*agreed) return;
    const Param::Dated& last = thing.param->values.back();
    const Text value = value_text(last.value, unit_of(*thing.param));
    const Text message{
        "`" + thing.id + "` 是 " + value.zh + "，原文写的是 `" + thing.cite->figure + "`",
        "`" + thing.id + "` is " + value.en + ", the text says `" + thing.cite->figure + "`"};
    Diagnostic& d =
        findings_.error("figure-value", last.span.known() ? last.span : thing.param->span, message);
    point_to(d, thing.cite->figure, *thing.cite);
  }

  void point_to(Diagnostic& d, const std::string& figure, const Citation& cite) const {
    const auto place = find_place(text_.outline, cite.at, nullptr);
    if (!place) return;
    const auto found = text_.outline.text.find(NormalText(figure), place->extent);
    if (!found.empty()) d.note(in_text(found.front()), say("原文在此", "the text says so here"));
  }

  /// The comparison that a figure asks for where its number is the parameter's.
  std::optional<Op> asked(const Param& param, const Citation& cite) const {
    if (cite.span.source != text_.policy->source) return std::nullopt;
    for (const FigureNumber& number : numbers_in(cite.figure)) {
      const bool own =
          std::any_of(param.values.begin(), param.values.end(), [&](const auto& dated) {
            return number_in(dated.value) &&
                   agrees(number, dated.value, unit_of(param)).value_or(false);
          });
      if (own && number.compare) return number.compare;
    }
    return std::nullopt;
  }
  bool has_asked(const Param& param) const { return asked(param, param.cite).has_value(); }

  /// Holds a use of a parameter against a figure, which is the parameter's own or, where that says
  /// nothing of a comparison, the criterion's.
  void check_use(const ParamUse& use, const Citation& cite) {
    const std::optional<Op> ask = asked(*use.param, cite);
    if (!ask) return;
    const Span span = place(sources_, *use.expr, use.node);
    if (!told_.insert({span.source, span.begin, use.param}).second) return;
    const bool equality = use.compare == Op::Eq || use.compare == Op::Ne;
    if (use.polarity == Polarity::Either && equality) return;
    ++text_.comparisons;
    const Op says = use.polarity == Polarity::Barred ? negated(use.compare) : use.compare;
    const bool fits = says == *ask || (use.polarity == Polarity::Either && negated(says) == *ask);
    if (fits) return;
    const std::string name = "params." + use.param->name;
    Diagnostic& d = findings_.error("figure-comparison", span,
                                    say("`{}` 用的是 `{}`，原文的 `{}` 是 `{}`",
                                        "`{}` is compared by `{}`, `{}` of the text is `{}`", name,
                                        sign_of(says), cite.figure, sign_of(*ask)));
    d.note(cite.span, say("引用在此", "cited here"));
    point_to(d, cite.figure, cite);
  }

  const RuleSet& rules_;
  const Sources& sources_;
  CitedText& text_;
  Diagnostics& findings_;
  std::vector<Place> cited_;
  std::set<std::tuple<SourceId, std::uint32_t, const Param*>> told_;
};

/// A citation answers for the paragraphs of its place, and for what is numbered below it unless
/// that has places of its own that are cited.
bool is_cited(const Outline& outline, const std::vector<Place>& cited, const Sentence& sentence) {
  return std::any_of(cited.begin(), cited.end(), [&](const Place& place) {
    if (!place.extent.contains(sentence.extent)) return false;
    if (place.paragraphs || place.clause == sentence.clause) return true;
    const ClauseKind kind = outline.clauses[place.clause].kind;
    return kind != ClauseKind::Whole && kind != ClauseKind::Annex && kind > ClauseKind::Major;
  });
}

}  // namespace

void check_citations(const RuleSet& rules, const Sources& sources, CiteReport& report,
                     Diagnostics& findings) {
  for (CitedText& text : report.texts) {
    CitationCheck check(rules, sources, text, findings);
    check.run();
    for (const Sentence& sentence : sentences(text.outline, sources)) {
      const Span span{text.source, sentence.extent.begin, sentence.extent.end};
      const NormativeWord word = normative_word(sources.text(span));
      if (word.size == 0 || is_cited(text.outline, check.cited(), sentence)) continue;
      const auto at = sentence.extent.begin + static_cast<std::uint32_t>(word.at);
      report.uncited.push_back({&text,
                                place_of(text.outline, at),
                                {text.source, at, at + static_cast<std::uint32_t>(word.size)}});
    }
  }
}

}  // namespace ipcheck
