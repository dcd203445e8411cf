// Tested by tests/text/yaml_format_test.cc.
#include "text/yaml_layout.h"

#include <algorithm>

#include "text/frame.h"
#include "text/utf8.h"
#include "text/yaml_comments.h"

namespace ipcheck {
namespace {

constexpr std::uint32_t kEnd = 0xFFFFFFFF;

std::string_view without_blanks(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (true) {
    const std::size_t stop = text.find('\n');
    out.push_back(text.substr(0, stop));
    if (stop == std::string_view::npos) return out;
    text.remove_prefix(stop + 1);
  }
}

/// A quoted key that reads the same without quotes, whatever reads it: letters first, and no word
/// that YAML takes for something else.
bool is_plain_key(std::string_view text) {
  constexpr std::string_view kWords[] = {"null", "true", "false", "yes", "no",
                                         "on",   "off",  "y",     "n"};
  std::string lower;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool later = (c >= '0' && c <= '9') || c == '-';
    // Chinese ideographs, U+4E00 to U+9FFF.
    const auto lead = static_cast<unsigned char>(c);
    const bool ideograph = lead >= 0xE4 && lead <= 0xE9 && i + 2 < text.size();
    if (!letter && !ideograph && !(later && i > 0)) return false;
    if (ideograph) i += 2;
    lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return !text.empty() &&
         std::find(std::begin(kWords), std::end(kWords), lower) == std::end(kWords);
}

class LayoutReader {
 public:
  LayoutReader(std::string_view text, const YamlComments& comments)
      : text_(text), comments_(comments) {}

  YamlLayout read(TreeRef top) {
    YamlLayout out{.root = {}, .comments = comments_.all()};
    if (top && !(top.is_null() && top.span().begin == top.span().end)) {
      const std::uint32_t begin = first_byte(top);
      read_entry(out.root, top, begin, begin, kEnd, -1);
    }
    while (comments_.next_before(kEnd) != nullptr) out.root.value.tail.push_back(comments_.take());
    return out;
  }

 private:
  std::uint32_t begin_of(TreeRef node) const { return node.span().begin; }
  std::uint32_t end_of(TreeRef node) const { return node.span().end; }
  char at(std::uint32_t i) const { return i < text_.size() ? text_[i] : '\0'; }

  bool is_flow(TreeRef node) const {
    const char open = at(begin_of(node));
    return (node.is_map() && open == '{') || (node.is_sequence() && open == '[');
  }
  bool is_block(TreeRef node) const {
    return (node.is_map() || node.is_sequence()) && !is_flow(node) && !in_flow_;
  }
  /// The first byte of a document: its header where it is a block scalar.
  std::uint32_t first_byte(TreeRef node) const {
    if (!value_is_block_scalar(node)) return begin_of(node);
    const char sign = node.style() == Style::Literal ? '|' : '>';
    return comments_.find(sign, 0, begin_of(node)).value_or(begin_of(node));
  }

  std::int32_t column_of(std::uint32_t offset) const {
    const std::size_t newline =
        offset == 0 ? std::string_view::npos : text_.rfind('\n', offset - 1);
    const std::size_t line = newline == std::string_view::npos ? 0 : newline + 1;
    return display_width(text_.substr(line, offset - line));
  }
  bool same_line(std::uint32_t from, std::uint32_t to) const {
    return text_.substr(from, to - from).find('\n') == std::string_view::npos;
  }

  /// Takes the comments that stand on lines of their own before `end`, and any other left over.
  void take_above(std::uint32_t end, std::vector<LayoutComment>& out) {
    while (comments_.next_before(end) != nullptr) out.push_back(comments_.take());
  }

  /// The value of `entry`, whose own first byte is `mark`; `inner` is the first byte of the value
  /// proper. Comments until then go where they stand.
  void read_entry(LayoutEntry& entry, TreeRef value, std::uint32_t mark, std::uint32_t key_end,
                  std::uint32_t next, std::int32_t next_column) {
    take_above(mark, entry.above);
    entry.blank_above = comments_.blank_above(mark);
    read_head(entry, value, key_end);
    if (is_block(value) || is_spread(value)) {
      read_collection(entry.value, value, next, next_column);
    } else {
      read_inline(entry, value, key_end);
    }
    const std::uint32_t end = end_of(value);
    const LayoutComment* comment = comments_.next_before(next);
    const bool behind = comment != nullptr && !comment->own_line && end <= comment->begin &&
                        same_line(end, comment->begin) && !value_is_block_scalar(value);
    if (behind) entry.behind = comments_.take();
  }

  bool value_is_block_scalar(TreeRef value) const {
    return value.is_scalar() && (value.style() == Style::Literal || value.style() == Style::Folded);
  }

  /// Comments between a key and its value.
  void read_head(LayoutEntry& entry, TreeRef value, std::uint32_t key_end) {
    std::uint32_t first = begin_of(value);
    // In brackets, those before the first item stand there too.
    if (is_spread(value) && value.size() > 0)
      first = begin_of(value.is_map() ? value.key(0) : value.item(0));
    if (value.is_null() && begin_of(value) == end_of(value)) return;
    const LayoutComment* comment = comments_.next_before(first);
    if (comment != nullptr && !comment->own_line && same_line(key_end, comment->begin))
      entry.on_key = comments_.take();
    if (is_block(value) || is_spread(value)) return;  // the others lead the first entry
    while (comments_.next_before(first) != nullptr) entry.between.push_back(comments_.take());
    entry.value_below =
        value.is_scalar() && !value_is_block_scalar(value) && !same_line(key_end, begin_of(value));
  }

  /// Brackets that hold comments cannot stay on a line.
  bool is_spread(TreeRef node) const {
    return is_flow(node) && node.size() > 0 && comments_.next_before(end_of(node)) != nullptr &&
           std::any_of(comments_.all().begin(), comments_.all().end(), [&](const LayoutComment& c) {
             return begin_of(node) < c.begin && c.begin < end_of(node);
           });
  }

  void read_collection(LayoutNode& out, TreeRef node, std::uint32_t next,
                       std::int32_t next_column) {
    out.kind = node.kind();
    out.flow = is_flow(node);
    const std::int32_t column = column_of(begin_of(node));
    std::uint32_t from = begin_of(node);
    for (std::size_t i = 0; i < node.size(); ++i) {
      LayoutEntry& entry = out.entries.emplace_back();
      const TreeRef value = node.is_map() ? node.value(i) : node.item(i);
      const bool last = i + 1 == node.size();
      std::uint32_t following = last ? (out.flow ? end_of(node) : next)
                                     : begin_of(node.is_map() ? node.key(i + 1) : node.item(i + 1));
      std::int32_t following_column = last ? next_column : column;
      if (!last && node.is_sequence() && !out.flow)
        following = comments_.find('-', end_of(value), following).value_or(following);
      std::uint32_t mark = begin_of(value), key_end = mark;
      if (node.is_map()) {
        mark = begin_of(node.key(i));
        key_end = end_of(node.key(i));
        entry.key = key_text(node.key(i));
      } else if (!out.flow) {
        mark = comments_.find('-', from, begin_of(value) + 1).value_or(begin_of(value));
        key_end = mark + 1;
      }
      read_entry(entry, value, mark, key_end, following, following_column);
      if (out.flow) forget_columns(entry);
      from = end_of(value);
    }
    read_tail(out, node, column, next, next_column);
  }

  /// What stood behind items of brackets is aligned with nothing once each has its line.
  static void forget_columns(LayoutEntry& entry) {
    if (entry.behind) entry.behind->column = 0;
    if (entry.on_key) entry.on_key->column = 0;
  }

  /// Comments below the last entry that are indented as the entries are.
  void read_tail(LayoutNode& out, TreeRef node, std::int32_t column, std::uint32_t next,
                 std::int32_t next_column) {
    while (const LayoutComment* comment = comments_.next_before(next)) {
      const auto at = static_cast<std::int32_t>(comment->column);
      const bool inside = out.flow ? comment->begin < end_of(node)
                                   : comment->own_line && at >= column && at > next_column;
      if (!inside) return;
      out.tail.push_back(comments_.take());
    }
  }

  std::string key_text(TreeRef key) const {
    if (key.style() != Style::Plain && is_plain_key(key.text())) return std::string(key.text());
    return std::string(text_.substr(begin_of(key), end_of(key) - begin_of(key)));
  }

  void read_inline(LayoutEntry& entry, TreeRef value, std::uint32_t key_end) {
    LayoutNode& out = entry.value;
    out.kind = value.kind();
    if (value_is_block_scalar(value)) return read_block_scalar(entry, value, key_end);
    const std::string_view raw = text_.substr(begin_of(value), end_of(value) - begin_of(value));
    if (!out.is_collection()) {
      for (std::string_view line : lines_of(raw)) out.lines.emplace_back(without_blanks(line));
      return;
    }
    out.flow = true;
    out.one_line = raw.find('\n') == std::string_view::npos;
    const bool outer = in_flow_;
    in_flow_ = true;
    for (std::size_t i = 0; i < value.size(); ++i) {
      LayoutEntry& item = out.entries.emplace_back();
      if (value.is_map()) item.key = key_text(value.key(i));
      read_inline(item, value.is_map() ? value.value(i) : value.item(i), 0);
    }
    in_flow_ = outer;
    // What is left in empty brackets leads the entry.
    while (comments_.next_before(end_of(value)) != nullptr) entry.above.push_back(comments_.take());
  }

  void read_block_scalar(LayoutEntry& entry, TreeRef value, std::uint32_t key_end) {
    const char sign = value.style() == Style::Literal ? '|' : '>';
    const std::uint32_t header =
        comments_.find(sign, key_end, static_cast<std::uint32_t>(text_.size())).value_or(key_end);
    std::uint32_t end = header + 1;
    while (std::string_view("+-0123456789").find(at(end)) != std::string_view::npos && at(end) != 0)
      ++end;
    LayoutNode& out = entry.value;
    out.header = std::string(text_.substr(header, end - header));
    const std::size_t newline = text_.find('\n', end);
    if (newline != std::string_view::npos && newline + 1 < end_of(value))
      read_content(out, text_.substr(newline + 1, end_of(value) - newline - 1),
                   column_of_line(key_end));
    const std::string_view text = value.text();
    const std::size_t stop = text.find_last_not_of('\n');
    const std::size_t newlines = stop == text.npos ? text.size() : text.size() - stop - 1;
    // The file ends within the text: it has no last line break to keep.
    if (newlines == 0 && !out.lines.empty()) {
      std::erase(out.header, '+');
      if (out.header.find('-') == std::string::npos) out.header += '-';
    }
    if (out.header.find('+') != std::string::npos)
      out.kept = static_cast<std::uint32_t>(
          out.lines.empty() ? newlines : std::max<std::size_t>(newlines, 1) - 1);
  }

  std::int32_t column_of_line(std::uint32_t offset) const {
    const std::size_t newline =
        offset == 0 ? std::string_view::npos : text_.rfind('\n', offset - 1);
    const std::size_t line = newline == std::string_view::npos ? 0 : newline + 1;
    std::size_t first = line;  // of the innermost entry that begins on the line: `- a: |2`
    while (at(static_cast<std::uint32_t>(first)) == ' ' ||
           (at(static_cast<std::uint32_t>(first)) == '-' && first + 1 < offset &&
            at(static_cast<std::uint32_t>(first) + 1) == ' '))
      ++first;
    return static_cast<std::int32_t>(first - line);
  }

  /// Content lines without their indentation: that of the first one, or what the header counts.
  void read_content(LayoutNode& out, std::string_view content, std::int32_t parent) const {
    if (content.ends_with('\n')) content.remove_suffix(1);
    const std::size_t digit = out.header.find_first_of("123456789");
    std::size_t indent = std::string_view::npos;
    if (digit != std::string::npos)
      indent = static_cast<std::size_t>(parent + (out.header[digit] - '0'));
    for (std::string_view line : lines_of(content)) {
      const std::size_t first = line.find_first_not_of(' ');
      if (indent == std::string_view::npos && first != std::string_view::npos) indent = first;
      out.lines.emplace_back(line.substr(std::min(line.size(), indent)));
    }
    if (indent == std::string_view::npos) out.lines.assign(out.lines.size(), "");
    while (!out.lines.empty() && out.lines.back().empty()) out.lines.pop_back();
  }

  std::string_view text_;
  YamlComments comments_;
  bool in_flow_ = false;
};

}  // namespace

std::optional<YamlLayout> read_layout(const Sources& sources, SourceId source, const Tree* tree,
                                      Diagnostics& diags) {
  const std::string_view text = sources.text(source);
  const TreeRef top = tree == nullptr ? TreeRef{} : tree->top();
  const YamlComments comments(text, top);
  if (const auto at = comments.unsupported()) {
    diags
        .error("layout-unsupported", {source, *at, *at + 1},
               say("排版不支持标签和指令", "tags and directives cannot be laid out"))
        .help(say("去掉它，规则文件用不到", "remove it; rule files need none"));
    return std::nullopt;
  }
  return LayoutReader(text, comments).read(top);
}

}  // namespace ipcheck
