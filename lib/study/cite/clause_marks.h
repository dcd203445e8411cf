#pragma once
// The number that begins a line, or an enumeration within a paragraph. Private to lib/study.

#include <optional>
#include <string_view>
#include <vector>

#include "study/cite/clauses.h"

namespace ipcheck {

struct Mark {
  ClauseKind kind;
  std::uint32_t number;
  bool followed_by_space = false;  // 第三条　…, or nothing else on the line
};

/// The number at the start of `line`, which has no white space around it.
std::optional<Mark> mark_of(std::string_view line);

/// An enumeration 一是 … 二是 …, （1）… （2）… inside a paragraph: where each member begins, in
/// bytes of `paragraph`. At least two members, counted from 1; empty: none.
struct Enumeration {
  ClauseKind kind = ClauseKind::InLine;
  std::vector<std::size_t> begins;
};
Enumeration enumeration_in(std::string_view paragraph, bool marked);

/// Whether a line ends as a sentence or an item of a list does.
bool ends_sentence(std::string_view line);

}  // namespace ipcheck
