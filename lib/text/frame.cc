// Tested by tests/text/frame_test.cc.
#include "text/frame.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "text/code_point.h"

namespace ipcheck {
namespace {

constexpr std::string_view kEllipsis = "…";

// What a terminal would act on or a reader would not see.
bool is_treacherous(std::int32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool invisible = c == 0xAD || c == 0x061C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
                         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
                         c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
                         (c >= 0xE0000 && c <= 0xE007F);
  return control || invisible;
}

// One code point as shown, and the columns it takes.
struct Cell {
  std::string shown;
  int width;
  std::uint32_t offset;  // in the source
};

Cell cell_at(std::string_view text, std::size_t i, CodePoint c, bool keep_tabs) {
  if (c.value < 0) {
    std::string shown = fmt::format("\\x{:02X}", static_cast<unsigned char>(text[i]));
    return {std::move(shown), 4, static_cast<std::uint32_t>(i)};
  }
  if (c.value == '\t' && keep_tabs) return {"\t", 1, static_cast<std::uint32_t>(i)};
  if (is_treacherous(c.value)) {
    std::string shown = fmt::format("\\u{{{:x}}}", c.value);
    const int width = static_cast<int>(shown.size());
    return {std::move(shown), width, static_cast<std::uint32_t>(i)};
  }
  return {std::string(text.substr(i, c.size)), width_of(c.value), static_cast<std::uint32_t>(i)};
}

std::vector<Cell> cells_of(std::string_view text, bool keep_tabs) {
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    cells.push_back(cell_at(text, i, c, keep_tabs));
    i += c.size;
  }
  return cells;
}

struct Window {
  std::size_t first, last;  // cells [first, last)
};

// The cells shown when not all fit into `columns`: the span's begin, as much of the span as fits,
// and the rest shared by both sides.
Window window_around(const std::vector<Cell>& cells, std::size_t from, std::size_t to,
                     int columns) {
  Window window{from, from};
  int used = 0;
  const auto grow_right = [&](std::size_t limit, int room) {
    while (window.last < limit && used + cells[window.last].width <= room) {
      used += cells[window.last++].width;
    }
  };
  const auto grow_left = [&](int room) {
    while (window.first > 0 && used + cells[window.first - 1].width <= room) {
      used += cells[--window.first].width;
    }
  };
  grow_right(to, columns);
  grow_left(used + (columns - used) / 2);
  grow_right(cells.size(), columns);
  grow_left(columns);
  // A combining mark stays with its base.
  while (window.last < cells.size() && cells[window.last].width == 0) ++window.last;
  while (window.first > 0 && window.first < cells.size() && cells[window.first].width == 0) {
    --window.first;
  }
  return window;
}

int width_between(const std::vector<Cell>& cells, std::size_t first, std::size_t last) {
  int width = 0;
  for (std::size_t i = first; i < last; ++i) width += cells[i].width;
  return width;
}

std::size_t cell_index(const std::vector<Cell>& cells, std::uint32_t offset) {
  const auto at =
      std::lower_bound(cells.begin(), cells.end(), offset,
                       [](const Cell& cell, std::uint32_t o) { return cell.offset < o; });
  return static_cast<std::size_t>(at - cells.begin());
}

/// As much of a line around `at` as a frame can show; the rest of a long one is not even looked at.
std::string_view around(std::string_view line, std::size_t at, int max_columns) {
  const auto within = [&](std::size_t i) {
    return i < line.size() && (static_cast<unsigned char>(line[i]) & 0xC0) == 0x80;
  };
  const std::size_t reach = 8 * static_cast<std::size_t>(std::max(20, max_columns));
  std::size_t first = at > reach ? at - reach : 0, last = std::min(line.size(), at + reach);
  while (first > 0 && within(first)) --first;
  while (within(last)) ++last;
  return line.substr(first, last - first);
}

}  // namespace

int display_width(std::string_view text) {
  int width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    const bool plain = c.value >= 0 && !is_treacherous(c.value);
    width += plain ? width_of(c.value) : cell_at(text, i, c, false).width;
    i += c.size;
  }
  return width;
}

std::optional<std::size_t> first_hidden(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    if (c.value < 0 || (is_treacherous(c.value) && c.value != '\n' && c.value != '\t')) return i;
    i += c.size;
  }
  return std::nullopt;
}

std::string visible(std::string_view text, bool keep_tabs) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    result += cell_at(text, i, c, keep_tabs).shown;
    i += c.size;
  }
  return result;
}

std::string code_frame(const Sources& sources, Span span, int max_columns) {
  std::uint32_t line_begin = 0;
  const std::string_view whole = sources.line_at(span.source, span.begin, &line_begin);
  const std::string_view line = around(whole, span.begin - line_begin, max_columns);
  const bool begins = line.data() == whole.data();
  const bool ends = line.data() + line.size() == whole.data() + whole.size();
  line_begin += static_cast<std::uint32_t>(line.data() - whole.data());
  const std::vector<Cell> cells = cells_of(line, true);
  const std::size_t from = cell_index(cells, span.begin - line_begin);
  const std::uint32_t end = std::max(span.begin, span.end) - line_begin;
  const std::size_t to = std::max(from, cell_index(cells, end));

  const std::string number = std::to_string(sources.position(span).line);
  const std::string gutter = fmt::format("{:>5} | ", number);
  const int room = std::max(20, max_columns - static_cast<int>(gutter.size()));
  Window window{0, cells.size()};
  if (width_between(cells, 0, cells.size()) > room) {
    window = window_around(cells, from, to, room - 2);
  }
  const bool cut_left = window.first > 0 || !begins;
  const bool cut_right = window.last < cells.size() || !ends;

  std::string shown = gutter, carets = std::string(gutter.size() - 2, ' ') + "| ";
  if (cut_left) shown += kEllipsis, carets += ' ';
  for (std::size_t i = window.first; i < window.last; ++i) {
    shown += cells[i].shown;
    if (i < from) carets += cells[i].shown == "\t" ? "\t" : std::string(cells[i].width, ' ');
  }
  if (cut_right) shown += kEllipsis;
  carets.append(std::max(1, width_between(cells, from, std::min(to, window.last))), '^');
  while (!shown.empty() && shown.back() == ' ') shown.pop_back();
  return shown + "\n" + carets + "\n";
}

}  // namespace ipcheck
