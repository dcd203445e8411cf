// What places are called, and the paragraphs that have names of their own.
// Tested by tests/study/clauses_test.cc.
#include <algorithm>

#include "study/cite/clauses.h"
#include "value/code_points.h"

namespace ipcheck {
namespace {

/// Children that part the paragraphs of a clause: not those within a paragraph.
std::vector<ClauseId> parts_of(const Outline& outline, ClauseId clause) {
  std::vector<ClauseId> out;
  for (ClauseId id : outline.clauses[clause].children)
    if (!outline.clauses[id].in_paragraph) out.push_back(id);
  return out;
}

std::optional<Extent> span_of(const std::vector<Extent>& paragraphs) {
  if (paragraphs.empty()) return std::nullopt;
  return Extent{paragraphs.front().begin, paragraphs.back().end};
}

/// Paragraphs of a clause in front of its first part; without its heading line.
std::vector<Extent> before_parts(const Outline& outline, ClauseId clause) {
  const std::vector<ClauseId> parts = parts_of(outline, clause);
  std::vector<Extent> out = text_paragraphs(outline, clause);
  if (parts.empty()) return out;
  const std::uint32_t first = outline.clauses[parts[0]].paragraphs[0].begin;
  std::erase_if(out, [&](const Extent& own) { return own.begin >= first; });
  return out;
}

/// Title lines are those up to the first that holds a sentence.
std::size_t title_count(const Outline& outline, const std::vector<Extent>& paragraphs) {
  std::size_t count = 0;
  for (const Extent& own : paragraphs) {
    const std::string text = outline.text.within(own);
    if (text.find("。") != std::string::npos || text.find(':') != std::string::npos) break;
    ++count;
  }
  return count;
}

std::string label_of(const Outline& outline, const Clause& clause) {
  const std::string digits = std::to_string(clause.number);
  const std::string chinese = clause.number < 100 ? chinese_number(clause.number) : digits;
  switch (clause.kind) {
    case ClauseKind::Whole:
      return "";
    case ClauseKind::Annex:
      return clause.number == 0 ? "附件" : "附件" + digits;
    case ClauseKind::Part:
      return "第" + chinese + "编";
    case ClauseKind::Chapter:
      return "第" + chinese + "章";
    case ClauseKind::Section:
      return "第" + chinese + "节";
    case ClauseKind::Article:
      return "第" + chinese + "条";
    case ClauseKind::Major:
    case ClauseKind::InLine:
      return chinese;
    case ClauseKind::Minor:
      return "（" + chinese + "）";
    case ClauseKind::Item:
    case ClauseKind::Point:
      break;
    case ClauseKind::SubItem:
      return "（" + digits + "）";
  }
  // 1, 2, 3, 3: the last is the fourth.
  std::uint32_t place = 0, same = 0;
  for (ClauseId id : outline.clauses[clause.parent].children) {
    const Clause& brother = outline.clauses[id];
    if (brother.kind != clause.kind || brother.list != clause.list) continue;
    if (brother.number == clause.number) ++same;
    if (brother.extent.begin <= clause.extent.begin) ++place;
  }
  return same > 1 ? std::to_string(place) : digits;
}

/// Whether a brother in another list has the same number.
bool has_double(const Outline& outline, const Clause& clause) {
  const auto& brothers = outline.clauses[clause.parent].children;
  return std::any_of(brothers.begin(), brothers.end(), [&](ClauseId id) {
    const Clause& brother = outline.clauses[id];
    return brother.kind == clause.kind && brother.list != clause.list;
  });
}

}  // namespace

std::string place_of_clause(const Outline& outline, ClauseId clause) {
  std::vector<std::string> labels;
  for (ClauseId id = clause; id != 0; id = outline.clauses[id].parent) {
    const Clause& c = outline.clauses[id];
    labels.insert(labels.begin(), label_of(outline, c));
    if (has_double(outline, c)) labels.insert(labels.begin(), "第" + std::to_string(c.list) + "组");
    if (c.kind == ClauseKind::Article) break;  // articles count through the chapters
  }
  return joined(labels, "/");
}

std::string place_of(const Outline& outline, std::uint32_t offset) {
  const ClauseId id = clause_at(outline, offset);
  std::string out = place_of_clause(outline, id);
  const auto add = [&](std::string_view word) {
    if (!out.empty()) out += '/';
    out += word;
  };
  const auto holds = [&](std::optional<Extent> extent) {
    return extent && extent->begin <= offset && offset < extent->end;
  };
  const bool head = id == 0 || outline.clauses[id].kind == ClauseKind::Annex;
  if (head && holds(title_lines(outline, id))) {
    add("标题");
  } else if (head && holds(preamble(outline, id))) {
    add("序言");
  } else if (!parts_of(outline, id).empty() && holds(opening(outline, id))) {
    add("首段");
  } else if (!parts_of(outline, id).empty() && holds(closing(outline, id))) {
    add("末段");
  } else if (!parts_of(outline, id).empty()) {
    const std::vector<Extent> own = text_paragraphs(outline, id);
    for (std::size_t i = 0; i < own.size(); ++i)
      if (holds(own[i])) add("第" + std::to_string(i + 1) + "段");
  }
  return out;
}

std::vector<Extent> text_paragraphs(const Outline& outline, ClauseId clause) {
  std::vector<Extent> out = outline.clauses[clause].paragraphs;
  if (!out.empty() && !outline.clauses[clause].heading.empty()) out.erase(out.begin());
  return out;
}

std::optional<Extent> opening(const Outline& outline, ClauseId clause) {
  const std::vector<Extent> before = before_parts(outline, clause);
  if (before.empty()) return std::nullopt;
  if (parts_of(outline, clause).empty()) return before.front();
  return span_of(before);
}

std::optional<Extent> closing(const Outline& outline, ClauseId clause) {
  const Clause& c = outline.clauses[clause];
  const std::vector<ClauseId> parts = parts_of(outline, clause);
  if (parts.empty()) {
    const std::vector<Extent> before = before_parts(outline, clause);
    if (before.empty()) return std::nullopt;
    // 附件：…, a signature and a date may stand below the last sentence.
    const auto last = std::find_if(before.rbegin(), before.rend(), [&](const Extent& own) {
      return outline.text.within(own).ends_with("。");
    });
    return last == before.rend() ? before.back() : *last;
  }
  // Of the whole text: the end of the last chapter before the annexes.
  if (clause == 0) {
    auto last = std::find_if(parts.rbegin(), parts.rend(), [&](ClauseId id) {
      return outline.clauses[id].kind != ClauseKind::Annex;
    });
    if (last == parts.rend()) return std::nullopt;
    return closing(outline, *last);
  }
  std::vector<Extent> after;
  for (const Extent& own : c.paragraphs)
    if (own.begin > outline.clauses[parts.back()].paragraphs[0].begin) after.push_back(own);
  return span_of(after);
}

std::optional<Extent> title_lines(const Outline& outline, ClauseId clause) {
  std::vector<Extent> before = before_parts(outline, clause);
  before.resize(title_count(outline, before));
  return span_of(before);
}

std::optional<Extent> preamble(const Outline& outline, ClauseId clause) {
  std::vector<Extent> before = before_parts(outline, clause);
  const auto titles = static_cast<std::ptrdiff_t>(title_count(outline, before));
  before.erase(before.begin(), before.begin() + titles);
  return span_of(before);
}

}  // namespace ipcheck
