// Tested by tests/study/clauses_test.cc.
#include "study/cite/clauses.h"

#include <algorithm>

#include "study/cite/clause_marks.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

constexpr std::size_t kLongestHeading = 60;  // code points

/// Items of a list, after whose last one a paragraph may stand that belongs to what holds them.
bool is_item(ClauseKind kind) {
  return kind == ClauseKind::Minor || kind == ClauseKind::Item || kind == ClauseKind::SubItem ||
         kind == ClauseKind::Point;
}

class OutlineReader {
 public:
  OutlineReader(const Sources& sources, SourceId source, Outline& out)
      : text_(sources.text(source)), out_(out) {
    out_.source = source;
    out_.clauses.push_back({});
    out_.clauses[0].extent = {0, static_cast<std::uint32_t>(text_.size())};
    open_.push_back(0);
  }

  void read() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t stop = std::min(text_.find('\n', at), text_.size());
      const std::string_view line = trim(text_.substr(at, stop - at));
      if (line.empty()) {
        unfinished_ = false;
      } else {
        take(line);
      }
      at = stop + 1;
    }
    while (open_.size() > 1) close(true);
    for (ClauseId id = 0, count = size(); id < count; ++id) find_enumerations(id);
    measure(0);
  }

 private:
  ClauseId size() const { return static_cast<ClauseId>(out_.clauses.size()); }
  Clause& top() { return out_.clauses[open_.back()]; }

  Extent extent_of(std::string_view line) const {
    const auto begin = static_cast<std::uint32_t>(line.data() - text_.data());
    return {begin, begin + static_cast<std::uint32_t>(line.size())};
  }

  void take(std::string_view line) {
    const std::optional<Mark> mark = mark_of(line);
    if (mark && is_heading_mark(*mark)) {
      begin(*mark, line);
    } else if (unfinished_ && !top().paragraphs.empty()) {
      top().paragraphs.back().end = extent_of(line).end;  // a line broken within its sentence
    } else {
      top().paragraphs.push_back(extent_of(line));
    }
    const bool sentence = line.find("，") != line.npos || line.find("。") != line.npos;
    unfinished_ = !ends_sentence(line) && sentence;
  }

  /// A line may begin with a reference to an article: a heading has a blank behind it or is the
  /// next in turn.
  bool is_heading_mark(const Mark& mark) {
    if (mark.kind < ClauseKind::Part || mark.kind > ClauseKind::Article) return true;
    std::uint32_t& last = last_ordinal_[static_cast<std::size_t>(mark.kind)];
    if (!mark.followed_by_space && mark.number != last + 1) return false;
    last = mark.number;
    return true;
  }

  void begin(const Mark& mark, std::string_view line) {
    while (out_.clauses[open_.back()].kind >= mark.kind) {
      const Clause& clause = top();
      const bool goes_on = clause.kind == mark.kind && mark.number != 1;
      close(!goes_on);
    }
    Clause clause{.kind = mark.kind, .number = mark.number, .parent = open_.back()};
    const auto& siblings = top().children;
    if (!siblings.empty()) {
      const Clause& before = out_.clauses[siblings.back()];
      const bool restart = before.kind != mark.kind || mark.number == 1;
      clause.list = before.list + (restart ? 1 : 0);
    }
    clause.paragraphs.push_back(extent_of(line));
    if (!ends_sentence(line) && code_points(line) <= kLongestHeading) clause.heading = fold(line);
    top().children.push_back(size());
    open_.push_back(size());
    out_.clauses.push_back(std::move(clause));
  }

  /// Ends the innermost clause; what follows the last item of a list goes to what holds the list.
  void close(bool last_of_list) {
    const ClauseId id = open_.back();
    open_.pop_back();
    Clause& clause = out_.clauses[id];
    if (!last_of_list || !is_item(clause.kind) || !stands_alone(clause)) return;
    std::size_t keep = 1;
    if (!clause.children.empty()) {
      const std::uint32_t begun = out_.clauses[clause.children.back()].paragraphs[0].begin;
      while (keep < clause.paragraphs.size() && clause.paragraphs[keep].begin < begun) ++keep;
    }
    auto& above = out_.clauses[clause.parent].paragraphs;
    above.insert(above.end(), clause.paragraphs.begin() + static_cast<std::ptrdiff_t>(keep),
                 clause.paragraphs.end());
    clause.paragraphs.resize(keep);
  }

  /// An item whose own line says it all; under a heading line the paragraphs below are its text,
  /// unless none of its brothers has any.
  bool stands_alone(const Clause& clause) const {
    if (clause.heading.empty()) return true;
    std::size_t brothers = 0;
    for (ClauseId id : out_.clauses[clause.parent].children) {
      const Clause& brother = out_.clauses[id];
      if (&brother == &clause || brother.kind != clause.kind || brother.list != clause.list)
        continue;
      ++brothers;
      if (brother.paragraphs.size() > 1 || !brother.children.empty()) return false;
    }
    return brothers > 0;
  }

  void find_enumerations(ClauseId id) {
    const std::vector<Extent> paragraphs = out_.clauses[id].paragraphs;
    for (std::size_t p = 0; p < paragraphs.size(); ++p) {
      const Extent extent = paragraphs[p];
      const bool marked = p == 0 && id != 0;
      const Enumeration members =
          enumeration_in(text_.substr(extent.begin, extent.end - extent.begin), marked);
      add_members(id, extent, members);
    }
  }

  void add_members(ClauseId id, Extent paragraph, const Enumeration& members) {
    std::uint32_t list = 1;
    for (ClauseId child : out_.clauses[id].children)
      list = std::max(list, out_.clauses[child].list + 1);
    for (std::size_t i = 0; i < members.begins.size(); ++i) {
      const bool last = i + 1 == members.begins.size();
      const auto begin = static_cast<std::uint32_t>(members.begins[i]);
      const std::uint32_t end = last ? paragraph.end - paragraph.begin
                                     : static_cast<std::uint32_t>(members.begins[i + 1]);
      const Extent extent{paragraph.begin + begin, paragraph.begin + end};
      Clause member{.kind = members.kind,
                    .number = static_cast<std::uint32_t>(i + 1),
                    .parent = id,
                    .list = list,
                    .in_paragraph = true};
      member.paragraphs.push_back(extent);
      out_.clauses[id].children.push_back(size());
      out_.clauses.push_back(std::move(member));
    }
  }

  /// From the first to the last byte of what belongs to a clause; children in the order of the
  /// text.
  Extent measure(ClauseId id) {
    Extent all = id == 0 ? out_.clauses[0].extent : out_.clauses[id].paragraphs[0];
    for (const Extent& own : out_.clauses[id].paragraphs) all.end = std::max(all.end, own.end);
    for (ClauseId child : out_.clauses[id].children)
      all.end = std::max(all.end, measure(child).end);
    Clause& clause = out_.clauses[id];
    std::sort(clause.children.begin(), clause.children.end(), [&](ClauseId a, ClauseId b) {
      return out_.clauses[a].extent.begin < out_.clauses[b].extent.begin;
    });
    clause.extent = all;
    return all;
  }

  std::string_view text_;
  Outline& out_;
  std::vector<ClauseId> open_;  // from the whole to the innermost
  std::uint32_t last_ordinal_[static_cast<std::size_t>(ClauseKind::InLine)] = {};
  bool unfinished_ = false;  // the line before ended within a sentence
};

}  // namespace

Outline read_outline(const Sources& sources, SourceId source) {
  Outline out{.clauses = {}, .text = NormalText(sources.text(source))};
  OutlineReader(sources, source, out).read();
  return out;
}

ClauseId clause_at(const Outline& outline, std::uint32_t offset) {
  ClauseId at = 0;
  for (bool deeper = true; deeper;) {
    deeper = false;
    for (ClauseId child : outline.clauses[at].children) {
      const Extent& extent = outline.clauses[child].extent;
      if (offset < extent.begin || offset >= extent.end) continue;
      at = child;
      deeper = true;
      break;
    }
  }
  return at;
}

namespace {

/// The bytes of the stop that ends a sentence at the start of `text`; 0: none.
std::size_t stop_size(std::string_view text) {
  constexpr std::string_view kStops[] = {"。", "；", "！", "？", "\n", ";"};
  for (std::string_view stop : kStops)
    if (text.starts_with(stop)) return stop.size();
  return 0;
}

void add_sentences(const Outline& outline, std::string_view text, Extent paragraph,
                   std::vector<Sentence>& out) {
  for (std::uint32_t begin = paragraph.begin; begin < paragraph.end;) {
    std::uint32_t end = begin;
    while (end < paragraph.end && stop_size(text.substr(end)) == 0) ++end;
    const bool said = !trim(text.substr(begin, end - begin)).empty();
    if (said) out.push_back({clause_at(outline, begin), {begin, end}});
    begin = end + static_cast<std::uint32_t>(std::max<std::size_t>(1, stop_size(text.substr(end))));
  }
}

}  // namespace

std::vector<Sentence> sentences(const Outline& outline, const Sources& sources) {
  std::vector<Sentence> out;
  const std::string_view text = sources.text(outline.source);
  for (const Clause& clause : outline.clauses) {
    if (clause.in_paragraph) continue;  // its paragraph is its parent's
    for (const Extent& own : clause.paragraphs) add_sentences(outline, text, own, out);
  }
  std::sort(out.begin(), out.end(),
            [](const Sentence& a, const Sentence& b) { return a.extent.begin < b.extent.begin; });
  return out;
}

}  // namespace ipcheck
