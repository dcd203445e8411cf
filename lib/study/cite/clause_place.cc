// Tested by tests/study/clauses_test.cc.
#include <algorithm>
#include <array>

#include "study/cite/clause_marks.h"
#include "study/cite/clauses.h"
#include "text/utf8.h"
#include "value/code_points.h"
#include "value/numeral.h"

namespace ipcheck {
namespace {

using View = std::u32string_view;

/// One step of a place: 三, （一）, 4, 第八条, 第2段, 末段, or the name of a list or heading.
struct Step {
  enum class Kind { Clause, Paragraph, Opening, Closing, Title, Preamble, List, Entry, Name };
  Kind kind = Kind::Name;
  std::vector<ClauseKind> clauses;  // Clause, Entry: the kinds meant, best first
  std::uint32_t number = 0;
  std::string text;  // as written
};

std::uint32_t number_of(View digits) {
  const Numeral numeral = read_numeral(digits);
  const auto value =
      numeral.value && numeral.end == digits.size() ? numeral.value->to_int64() : std::nullopt;
  return value && *value > 0 && *value < 1000 ? static_cast<std::uint32_t>(*value) : 0;
}

std::size_t digits_at(View text, std::size_t from) {
  constexpr View kDigits = U"0123456789〇零一二三四五六七八九十百";
  std::size_t end = from;
  while (end < text.size() && kDigits.find(text[end]) != View::npos) ++end;
  return end - from;
}

bool is_arabic(View digits) {
  return !digits.empty() && is_arabic_digit(digits[0]);
}

Step clause_step(std::vector<ClauseKind> kinds, std::uint32_t number) {
  return {Step::Kind::Clause, std::move(kinds), number, {}};
}

/// 第八条, 第二款, 第（三）项, 第2段, 第1组: how many code points, and the step.
std::optional<std::pair<Step, std::size_t>> ordinal_step(View text) {
  std::size_t at = 1;
  const bool bracket = at < text.size() && text[at] == U'(';
  if (bracket) ++at;
  const std::size_t size = digits_at(text, at);
  const std::uint32_t number = number_of(text.substr(at, size));
  at += size;
  if (bracket && at < text.size() && text[at] == U')') ++at;
  if (number == 0 || at >= text.size()) return std::nullopt;
  const char32_t word = text[at];
  using Kinds = std::vector<ClauseKind>;
  const Kinds entries = {ClauseKind::Minor, ClauseKind::Item, ClauseKind::SubItem};
  std::optional<Step> step;
  if (word == U'编') step = clause_step({ClauseKind::Part}, number);
  if (word == U'章') step = clause_step({ClauseKind::Chapter}, number);
  if (word == U'节') step = clause_step({ClauseKind::Section}, number);
  if (word == U'条') step = clause_step({ClauseKind::Article}, number);
  if (word == U'款' || word == U'段') step = Step{Step::Kind::Paragraph, {}, number, {}};
  if (word == U'项' || word == U'目') step = Step{Step::Kind::Entry, entries, number, {}};
  if (word == U'组') step = Step{Step::Kind::List, {}, number, {}};
  if (!step) return std::nullopt;
  return std::pair(*step, at + 1);
}

std::optional<std::pair<Step, std::size_t>> word_step(View text) {
  struct Word {
    View word;
    Step::Kind kind;
  };
  constexpr std::array kWords = {
      Word{U"首段", Step::Kind::Opening}, Word{U"末段", Step::Kind::Closing},
      Word{U"标题", Step::Kind::Title}, Word{U"序言", Step::Kind::Preamble}};
  for (const Word& word : kWords)
    if (text == word.word) return std::pair(Step{word.kind, {}, 0, {}}, text.size());
  if (!text.starts_with(U"附件")) return std::nullopt;
  const std::size_t size = digits_at(text, 2);
  const std::uint32_t number = number_of(text.substr(2, size));
  return std::pair(clause_step({ClauseKind::Annex}, number), 2 + size);
}

std::optional<std::pair<Step, std::size_t>> number_step(View text) {
  using Kinds = std::vector<ClauseKind>;
  const bool bracket = text[0] == U'(';
  const std::size_t size = digits_at(text, bracket ? 1 : 0);
  const View digits = text.substr(bracket ? 1 : 0, size);
  const std::uint32_t number = size == 0 ? 0 : number_of(digits);
  if (number == 0) return std::nullopt;
  if (bracket) {
    if (size + 1 >= text.size() || text[size + 1] != U')') return std::nullopt;
    const Kinds kinds =
        is_arabic(digits) ? Kinds{ClauseKind::SubItem, ClauseKind::Item} : Kinds{ClauseKind::Minor};
    return std::pair(clause_step(kinds, number), size + 2);
  }
  const Kinds kinds =
      is_arabic(digits)
          ? Kinds{ClauseKind::Item, ClauseKind::SubItem, ClauseKind::Point, ClauseKind::Article}
          : Kinds{ClauseKind::Major, ClauseKind::InLine, ClauseKind::Chapter, ClauseKind::Minor};
  return std::pair(clause_step(kinds, number), size);
}

/// 二（四） is two steps; a segment that is no number throughout is a name.
std::vector<Step> steps_of(std::string_view at) {
  std::vector<Step> out;
  while (!at.empty()) {
    const std::size_t slash = std::min(at.find('/'), at.size());
    const std::string_view segment = at.substr(0, slash);
    at.remove_prefix(std::min(slash + 1, at.size()));
    const std::u32string points = decode(fold(segment));
    View rest = points;
    std::vector<Step> found;
    while (!rest.empty()) {
      auto step = word_step(rest);
      if (!step && rest[0] == U'第') step = ordinal_step(rest);
      if (!step) step = number_step(rest);
      if (!step || (!found.empty() && rest[0] != U'(' && rest[0] != U'第')) break;
      step->first.text = encode(rest.substr(0, step->second));
      found.push_back(step->first);
      rest.remove_prefix(step->second);
    }
    if (!rest.empty()) found = {Step{Step::Kind::Name, {}, 0, std::string(segment)}};
    out.insert(out.end(), found.begin(), found.end());
  }
  return out;
}

class PlaceFinder {
 public:
  PlaceFinder(const Outline& outline, Text* why) : outline_(outline), why_(why) {}

  std::optional<Place> find(std::string_view at) {
    const std::vector<Step> steps = steps_of(at);
    if (steps.empty()) return fail(say("没有写位置", "no place is given"));
    for (const Step& step : steps) {
      if (done_) {
        missing(step);
        return std::nullopt;
      }
      if (!take(step)) return std::nullopt;
      so_far_ += (so_far_.empty() ? "" : "/") + step.text;
    }
    return place_;
  }

 private:
  const Clause& here() const { return outline_.clauses[place_.clause]; }

  std::nullopt_t fail(Text why) {
    if (why_ != nullptr) *why_ = std::move(why);
    return std::nullopt;
  }
  bool missing(const Step& step) {
    const std::string there = done_ ? "" : what_is_there();
    Text why = so_far_.empty() ? say("文本中没有 `{}`", "the text has no `{}`", step.text)
                               : say("`{}` 之下没有 `{}`", "`{}` has no `{}`", so_far_, step.text);
    if (!there.empty()) {
      why.zh += "，有 " + there;
      why.en += ", it has " + there;
    }
    fail(std::move(why));
    return false;
  }

  /// The labels of the children in reach.
  std::string what_is_there() const {
    constexpr std::size_t kMost = 16;
    std::vector<std::string> labels;
    for (ClauseId id : here().children) {
      if (list_ != 0 && outline_.clauses[id].list != list_) continue;
      const std::string whole = place_of_clause(outline_, id);
      labels.push_back(whole.substr(whole.rfind('/') + 1));
    }
    if (labels.size() > kMost) labels = {labels.front(), "…", labels.back()};
    return joined(labels, " ");
  }

  bool take(const Step& step) {
    switch (step.kind) {
      case Step::Kind::Clause:
        return take_clause(step);
      case Step::Kind::Entry:
        return take_entry(step);
      case Step::Kind::List:
        return take_list(step);
      case Step::Kind::Name:
        return take_name(step);
      case Step::Kind::Paragraph: {
        const std::vector<Extent> own = text_paragraphs(outline_, place_.clause);
        if (step.number > own.size()) return missing(step);
        return paragraphs(own[step.number - 1], step);
      }
      case Step::Kind::Opening:
        return paragraphs(opening(outline_, place_.clause), step);
      case Step::Kind::Closing:
        return paragraphs(closing(outline_, place_.clause), step);
      case Step::Kind::Title:
        return paragraphs(title_lines(outline_, place_.clause), step);
      case Step::Kind::Preamble:
        return paragraphs(preamble(outline_, place_.clause), step);
    }
    return false;
  }

  bool paragraphs(std::optional<Extent> extent, const Step& step) {
    if (!extent) return missing(step);
    place_.extent = *extent;
    place_.paragraphs = true;
    // 第二款第（三）项: what is numbered below the paragraph still follows.
    done_ = step.kind != Step::Kind::Paragraph;
    return true;
  }

  bool enter(ClauseId id) {
    place_ = {id, outline_.clauses[id].extent, false};
    list_ = 0;
    return true;
  }

  /// Clauses of one of the kinds below `parent`; articles and the like also below the chapters
  /// that hold them.
  std::vector<ClauseId> of_kind(ClauseId parent, ClauseKind kind) const {
    std::vector<ClauseId> out;
    for (ClauseId id : outline_.clauses[parent].children) {
      const Clause& clause = outline_.clauses[id];
      if (clause.kind == kind && (parent != place_.clause || list_ == 0 || clause.list == list_))
        out.push_back(id);
      const bool through = clause.kind >= ClauseKind::Part && clause.kind < kind &&
                           clause.kind < ClauseKind::Article && kind <= ClauseKind::Major;
      if (!through) continue;
      const std::vector<ClauseId> below = of_kind(id, kind);
      out.insert(out.end(), below.begin(), below.end());
    }
    return out;
  }

  bool take_clause(const Step& step) {
    for (ClauseKind kind : step.clauses) {
      const std::vector<ClauseId> all = of_kind(place_.clause, kind);
      if (all.empty()) continue;
      std::vector<ClauseId> found;
      for (ClauseId id : all)
        if (outline_.clauses[id].number == step.number || step.number == 0) found.push_back(id);
      if (found.size() == 1) return enter(found[0]);
      const bool several = several_lists(all);
      if (!several && kind >= ClauseKind::Minor) return take_nth(all, step);
      if (found.empty()) continue;
      return ambiguous(found, step);
    }
    return missing(step);
  }

  /// A list numbered 1, 2, 3, 3 has a fourth item.
  bool take_nth(const std::vector<ClauseId>& all, const Step& step) {
    if (step.number > all.size() || step.number == 0) return missing(step);
    return enter(all[step.number - 1]);
  }

  bool several_lists(const std::vector<ClauseId>& all) const {
    return std::any_of(all.begin(), all.end(), [&](ClauseId id) {
      return outline_.clauses[id].list != outline_.clauses[all[0]].list;
    });
  }

  bool ambiguous(const std::vector<ClauseId>& found, const Step& step) {
    std::vector<std::string> places;
    for (ClauseId id : found) places.push_back("`" + place_of_clause(outline_, id) + "`");
    fail(say("`{}` 在文本中有 {} 处，应写明是哪一处：{}",
             "`{}` stands {} times in the text; say which: {}", step.text, found.size(),
             joined(places, " ")));
    return false;
  }

  bool take_entry(const Step& step) {
    for (ClauseKind kind : step.clauses)
      if (!of_kind(place_.clause, kind).empty()) return take_clause(clause_step_of(kind, step));
    return missing(step);
  }
  static Step clause_step_of(ClauseKind kind, const Step& step) {
    return {Step::Kind::Clause, {kind}, step.number, step.text};
  }

  bool enter_list(std::uint32_t list) {
    Extent extent{0xFFFFFFFF, 0};
    for (ClauseId id : here().children) {
      if (outline_.clauses[id].list != list) continue;
      extent.begin = std::min(extent.begin, outline_.clauses[id].extent.begin);
      extent.end = std::max(extent.end, outline_.clauses[id].extent.end);
    }
    if (extent.end == 0) return false;
    list_ = list;
    place_.extent = extent;
    place_.paragraphs = true;
    return true;
  }

  bool take_list(const Step& step) { return enter_list(step.number) || missing(step); }

  /// A name is a heading's, or that of the list whose lead-in has it: 基础条件.
  bool take_name(const Step& step) {
    const std::string name = fold(step.text);
    std::vector<ClauseId> headings;
    for (ClauseId id : here().children)
      if (outline_.clauses[id].heading.find(name) != std::string::npos) headings.push_back(id);
    if (headings.size() == 1) return enter(headings[0]);
    const std::vector<std::uint32_t> lists = lists_named(name);
    if (lists.size() == 1) return enter_list(lists[0]);
    if (lists.empty() && headings.empty()) return missing(step);
    fail(say("`{}` 可指 {} 处，应写得更明确", "`{}` may mean {} places; be more precise", step.text,
             lists.size() + headings.size()));
    return false;
  }

  /// The lists in whose lead-in the name stands whole, else those where its words stand in order.
  std::vector<std::uint32_t> lists_named(const std::string& name) const {
    std::vector<std::uint32_t> whole, in_parts;
    std::uint32_t told = 0;
    for (ClauseId id : here().children) {
      const Clause& first = outline_.clauses[id];
      if (first.list == told || first.in_paragraph) continue;
      told = first.list;
      const std::string lead = lead_in(first);
      if (lead.find(name) != std::string::npos) whole.push_back(told);
      if (has_parts(decode(lead), decode(name))) in_parts.push_back(told);
    }
    return whole.empty() ? in_parts : whole;
  }

  /// The own paragraph of the parent that stands last before a list.
  std::string lead_in(const Clause& first) const {
    const Extent* lead = nullptr;
    for (const Extent& own : outline_.clauses[first.parent].paragraphs)
      if (own.begin < first.paragraphs[0].begin) lead = &own;
    return lead == nullptr ? "" : normal_of(*lead);
  }
  std::string normal_of(Extent extent) const { return outline_.text.within(extent); }

  /// 认定成效 in 申报认定…取得较好的成效: pieces of at least two characters, in order.
  static bool has_parts(View lead, View name) {
    std::size_t from = 0;
    while (!name.empty()) {
      std::size_t size = name.size(), at = View::npos;
      for (; size >= 2 && at == View::npos; --size) at = lead.find(name.substr(0, size), from);
      if (at == View::npos) return false;
      ++size;  // the loop went one below what fits
      from = at + size;
      name.remove_prefix(size);
    }
    return true;
  }

  const Outline& outline_;
  Text* why_;
  Place place_{0, outline_.clauses[0].extent, false};
  std::uint32_t list_ = 0;  // the list of `place_.clause` that was named; 0: none
  std::string so_far_;
  bool done_ = false;
};

}  // namespace

std::optional<Place> find_place(const Outline& outline, std::string_view at, Text* why) {
  return PlaceFinder(outline, why).find(at);
}

}  // namespace ipcheck
