#pragma once
// A policy's plain text as an outline: annexes, chapters, articles, numbered items, however deep,
// so that a citation like 三/基础条件/4 finds the bytes it means. Nothing of the text is kept but
// places.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "study/cite/normal_text.h"
#include "text/say.h"
#include "text/source.h"

namespace ipcheck {

/// How a clause is numbered, outermost first.
enum class ClauseKind : std::uint8_t {
  Whole,
  Annex,    // 附件1
  Part,     // 第一编
  Chapter,  // 第一章
  Section,  // 第一节
  Article,  // 第八条
  Major,    // 一、
  Minor,    // （一）
  Item,     // 1. or 1、
  SubItem,  // （1）
  Point,    // ①
  InLine,   // 一是 … 二是 …, within a paragraph
};

using ClauseId = std::uint32_t;

struct Clause {
  ClauseKind kind = ClauseKind::Whole;
  std::uint32_t number = 0;  // as printed; 附件 alone: 0
  ClauseId parent = 0;
  std::uint32_t list = 1;     // which of its parent's lists: 1, 2, 3, 1, 2 are two
  bool in_paragraph = false;  // a member of an enumeration within a paragraph of its parent
  Extent extent{};            // with all that belongs to it
  std::string heading{};      // folded, where the line is a heading and no sentence
  std::vector<ClauseId> children{};
  std::vector<Extent> paragraphs{};  // its own, the line with its number first
};

/// A policy text. `clauses[0]` is the whole of it.
struct Outline {
  SourceId source = kNoSource;
  std::vector<Clause> clauses;
  NormalText text;
};

/// Reads any text: what is not numbered belongs to what stands above it; a paragraph after the last
/// item of a list belongs to what holds the list.
Outline read_outline(const Sources& sources, SourceId source);

/// What a citation's `at` means. Source: rules/README.md, "A parameter".
struct Place {
  ClauseId clause = 0;
  Extent extent;
  bool paragraphs =
      false;  // 首段, 末段, 第2段, 标题, 序言: paragraphs of the clause, not all of it
};

/// Errors: no place, and `why` says which part of `at` leads nowhere or to several, with what is
/// there instead.
std::optional<Place> find_place(const Outline& outline, std::string_view at, Text* why);

/// The place of a byte, as `at` would write it: 三/第1组/4, 四/末段.
std::string place_of(const Outline& outline, std::uint32_t offset);
std::string place_of_clause(const Outline& outline, ClauseId clause);

/// The innermost clause at a byte.
ClauseId clause_at(const Outline& outline, std::uint32_t offset);

/// A sentence, or an item without a full stop.
struct Sentence {
  ClauseId clause = 0;
  Extent extent;
};
std::vector<Sentence> sentences(const Outline& outline, const Sources& sources);

/// Own paragraphs of a clause without its heading line.
std::vector<Extent> text_paragraphs(const Outline& outline, ClauseId clause);
/// Own paragraphs of a clause before its first child (all where it has none), and after its last
/// child (the last one where it has none).
std::optional<Extent> opening(const Outline& outline, ClauseId clause);
std::optional<Extent> closing(const Outline& outline, ClauseId clause);
/// The title lines at the head of the text or of an annex, and what stands between them and the
/// first clause.
std::optional<Extent> title_lines(const Outline& outline, ClauseId clause);
std::optional<Extent> preamble(const Outline& outline, ClauseId clause);

}  // namespace ipcheck
