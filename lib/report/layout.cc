// Tested by tests/report/layout_test.cc.
#include "report/layout.h"

#include <algorithm>

#include "text/frame.h"

namespace ipcheck {
namespace {

constexpr int kGap = 2;
constexpr std::string_view kNoBreak = "\u00A0";

std::string_view code_point(std::string_view text) {
  auto lead = static_cast<unsigned char>(text.front());
  std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return text.substr(0, size);
}

bool stands_in(std::string_view c, std::string_view set) {
  return !c.empty() && set.find(c) != std::string_view::npos;
}
bool closes(std::string_view c) {
  return stands_in(c, "、，。；：？！）】》〉」』”’％…") || stands_in(c, ",.;:?!)]}%");
}
bool opens(std::string_view c) {
  return stands_in(c, "（【《〈「『“‘") || stands_in(c, "([{");
}

/// What is never broken inside, unless it is longer than a line.
struct Atom {
  std::string text;
  int width = 0;
  bool space_before = false;
};

std::vector<Atom> atoms(std::string_view text) {
  std::vector<Atom> out;
  bool space = false;
  std::string_view last;  // code point before
  while (!text.empty()) {
    std::string_view c = code_point(text);
    text.remove_prefix(c.size());
    if (c == " ") {
      space = true;
      last = {};
      continue;
    }
    bool no_break = c == kNoBreak || last == kNoBreak;
    bool joins_word = no_break || (c.size() == 1 && last.size() == 1);
    bool joins = !space && !out.empty() && (joins_word || closes(c) || opens(last));
    int width = display_width(c);
    if (joins) {
      out.back().text += c == kNoBreak ? " " : c;
      out.back().width += width;
    } else {
      out.push_back({std::string(c), width, space && !out.empty()});
    }
    space = false;
    last = c;
  }
  return out;
}

void wrap_line(std::string_view text, int width, std::vector<std::string>& out) {
  std::string line;
  int used = 0;
  auto flush = [&] {
    out.push_back(std::move(line));
    line.clear();
    used = 0;
  };
  for (const Atom& atom : atoms(text)) {
    int space = atom.space_before && used > 0 ? 1 : 0;
    if (used > 0 && used + space + atom.width > width) flush(), space = 0;
    line.append(static_cast<std::size_t>(space), ' ');
    used += space;
    std::string_view rest = atom.text;
    int left = atom.width;  // of `rest`
    while (!rest.empty() && used + left > width) {
      std::string_view c = code_point(rest);
      int w = display_width(c);
      if (used > 0 && used + w > width) flush();
      line += c;
      used += w;
      left -= w;
      rest.remove_prefix(c.size());
    }
    line += rest;
    used += left;
  }
  flush();
}

/// Column widths: natural ones, the widest lowered to a common level until the sum fits.
std::vector<int> fitting(std::vector<int> natural, int room) {
  auto sum_at = [&](int level) {
    int sum = 0;
    for (int w : natural) sum += std::min(w, level);
    return sum;
  };
  int level = *std::max_element(natural.begin(), natural.end());
  while (level > 4 && sum_at(level) > room) --level;
  int spare = room - sum_at(level);
  for (int& w : natural) {
    if (w <= level) continue;
    int extra = std::clamp(spare, 0, w - level);
    w = level + extra;
    spare -= extra;
  }
  return natural;
}

std::size_t column_count(const Table& table) {
  std::size_t columns = 0;
  for (const Table::Row& row : table.rows) columns = std::max(columns, row.cells.size());
  return columns;
}

int widest_line(std::string_view cell) {
  int width = 0;
  for (const std::string& line : wrap(cell, 1 << 20)) width = std::max(width, display_width(line));
  return width;
}

std::vector<int> natural_widths(const Table& table) {
  std::vector<int> widths(column_count(table), 0);
  for (const Table::Row& row : table.rows) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      widths[i] = std::max(widths[i], widest_line(row.cells[i]) + (i == 0 ? row.indent : 0));
    }
  }
  return widths;
}

}  // namespace

std::string painted(std::string_view text, Tone tone, bool color) {
  static constexpr const char* kCodes[] = {"", "1", "2", "31", "32", "33", "34"};
  if (!color || tone == Tone::Plain || text.empty()) return std::string(text);
  return std::string("\x1b[") + kCodes[static_cast<int>(tone)] + "m" + std::string(text) +
         "\x1b[0m";
}

std::vector<std::string> wrap(std::string_view text, int width) {
  std::vector<std::string> out;
  for (;;) {
    std::size_t end = text.find('\n');
    wrap_line(text.substr(0, end), std::max(width, 2), out);
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

std::string plain_spaces(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::string_view c = code_point(text);
    out += c == kNoBreak ? " " : c;
    text.remove_prefix(c.size());
  }
  return out;
}

std::string padded(std::string text, int width) {
  int lacking = width - display_width(text);
  if (lacking > 0) text.append(static_cast<std::size_t>(lacking), ' ');
  return text;
}

std::string shortened_to(std::string_view text, int width) {
  if (display_width(text) <= width) return plain_spaces(text);
  std::string out;
  int used = 0;
  while (!text.empty()) {
    std::string_view c = code_point(text);
    used += display_width(c);
    if (used > width - 1) break;
    out += c == kNoBreak ? " " : c;
    text.remove_prefix(c.size());
  }
  return out + "…";
}

void print_table(const Table& table, int indent, int width, bool color, std::ostream& out) {
  if (table.rows.empty()) return;
  std::vector<int> widths = natural_widths(table);
  // A column without text takes no room.
  int gaps = -kGap;
  for (int w : widths) gaps += w > 0 ? kGap : 0;
  widths = fitting(std::move(widths), width - indent - gaps);
  for (const Table::Row& row : table.rows) {
    std::vector<std::vector<std::string>> cells;
    std::size_t height = 0;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      cells.push_back(wrap(row.cells[i], widths[i] - (i == 0 ? row.indent : 0)));
      height = std::max(height, cells.back().size());
    }
    for (std::size_t line = 0; line < height; ++line) {
      std::string printed;
      std::string blanks(static_cast<std::size_t>(indent + row.indent), ' ');
      for (std::size_t i = 0; i < cells.size(); ++i) {
        if (widths[i] == 0) continue;
        std::string text = line < cells[i].size() ? cells[i][line] : "";
        int column = widths[i] + kGap - (i == 0 ? row.indent : 0);
        int lacking = column - display_width(text);
        Tone tone = i < table.tones.size() ? table.tones[i] : Tone::Plain;
        if (!text.empty()) {
          printed += blanks + painted(text, tone, color);
          blanks.clear();
        }
        blanks.append(static_cast<std::size_t>(std::max(0, lacking)), ' ');
      }
      out << printed << '\n';
    }
  }
}

void print_paragraph(std::string_view text, int indent, int hanging, int width, Tone tone,
                     bool color, std::ostream& out) {
  int blanks = indent;
  // The first line may be wider than the others; both take the narrower measure.
  for (const std::string& line : wrap(text, width - std::max(indent, hanging))) {
    out << std::string(static_cast<std::size_t>(blanks), ' ') << painted(line, tone, color) << '\n';
    blanks = hanging;
  }
}

void print_ends(std::string_view left, Tone left_tone, std::string_view right, Tone right_tone,
                int width, bool color, std::ostream& out) {
  int room = width - display_width(left) - display_width(right);
  if (room < (right.empty() ? 0 : kGap)) {
    print_paragraph(left, 0, kGap, width, left_tone, color, out);
    if (!right.empty()) print_paragraph(right, kGap, kGap, width, right_tone, color, out);
    return;
  }
  if (right.empty()) room = 0;
  out << painted(left, left_tone, color) << std::string(static_cast<std::size_t>(room), ' ')
      << painted(right, right_tone, color) << '\n';
}

}  // namespace ipcheck
