// Tested by tests/text/tree_yaml_test.cc. yaml-cpp gives the structure and the texts; begin marks
// are its own, everything else about places is found in the raw text.
#include "text/tree_yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <string>

#include "text/scalar_walk.h"
#include "text/tree_build.h"
#include "text/yaml_errors.h"
#include "text/yaml_lines.h"
#include "text/yaml_stream.h"

namespace ipcheck {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::string_view kCoreTag = "tag:yaml.org,2002:";

/// Thrown through yaml-cpp when a limit is reached; the diagnostic is given already.
struct Stop {};

class Reader : public YAML::EventHandler {
 public:
  Reader(std::string_view text, SourceId source, Diagnostics& diags)
      : lines_(text),
        source_(source),
        diags_(diags),
        builder_(source, found_),
        base_(text.starts_with(kBom) ? static_cast<std::uint32_t>(kBom.size()) : 0) {}

  std::deque<Tree> read();

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override;
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(']', '['); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close('}', '{'); }
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override;

 private:
  // Where a node's own bytes begin, behind its tag and anchor.
  struct Place {
    std::uint32_t content;
    bool tagged;
  };

  std::uint32_t size() const { return static_cast<std::uint32_t>(lines_.text().size()); }
  std::uint32_t offset(const YAML::Mark& mark) const {
    return mark.is_null() ? size() : std::min(base_ + static_cast<std::uint32_t>(mark.pos), size());
  }
  Diagnostic& syntax(std::uint32_t begin, std::uint32_t end, Text message) {
    return found_.error("yaml-syntax", {source_, begin, end}, std::move(message));
  }
  Place place(const YAML::Mark& mark, const std::string& tag, std::string_view kinds);
  void refuse_tab(std::uint32_t begin);
  void refuse_bom(std::uint32_t begin, std::string_view value);
  void open(NodeKind kind, const YAML::Mark& mark, const std::string& tag);
  void close(char closing, char opening);
  void go_on() const {
    if (builder_.stopped()) throw Stop{};
  }
  bool in_flow_sequence() const {
    return builder_.in(NodeKind::Sequence) && lines_.at(builder_.top_begin()) == '[';
  }
  Style style_at(std::uint32_t begin) const;
  std::uint32_t scalar_end(Style style, std::uint32_t begin, std::string_view text);
  void check_key(Style style, std::uint32_t begin, std::uint32_t end, std::string_view text);
  std::uint32_t empty_place(std::uint32_t mark) const;
  void check_quoted(std::uint32_t begin, std::uint32_t end);
  void hand_over();
  void report(const YAML::ParserException& error);

  YamlLines lines_;
  SourceId source_;
  Diagnostics& diags_;
  Diagnostics found_;  // in the document at hand
  TreeBuilder builder_;
  std::uint32_t base_;
  std::deque<Tree> documents_;
  std::size_t document_count_ = 0;
  std::uint32_t document_begin_ = 0;
  std::uint32_t previous_end_ = 0;
  std::optional<std::uint32_t> last_tab_;
  bool previous_kept_ = false;
};

std::deque<Tree> Reader::read() {
  const std::string_view text = lines_.text();
  if (const auto control = lines_.first_control()) {
    syntax(*control, *control + 1,
           say("文件里有控制字符，YAML 不允许", "control character, not allowed in yaml"))
        .help(say("删掉这个字符，或在双引号里写成转义",
                  "remove it, or write it as an escape in double quotes"));
    hand_over();
    return {};
  }
  if (const auto flood = lines_.first_flood()) {
    diags_.error("too-deep", {source_, *flood, *flood + 1},
                 say("嵌套超过 {} 层的上限", "nested more than {} levels deep", kMaxTreeDepth));
    return {};
  }
  YamlStream stream(text);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(*this)) {
    }
    if (const auto directive = lines_.directive_after(previous_end_)) {
      syntax(*directive, lines_.line_end(*directive),
             say("指令后面没有文档", "no document follows this directive"))
          .help(say("删去这一行，或在它后面写 `---` 和内容",
                    "remove the line, or write `---` and a document below it"));
      hand_over();
    }
  } catch (const YAML::ParserException& error) {
    report(error);
  } catch (const Stop&) {
    hand_over();
  }
  return std::move(documents_);
}

void Reader::hand_over() {
  for (const Diagnostic& diagnostic : found_.all()) diags_.add(diagnostic);
  found_ = {};
}

// What yaml-cpp gives up on outranks what its last events made look wrong: the syntax errors on the
// same line, and at the end of the file, where it hands out guessed keys, all of them.
void Reader::report(const YAML::ParserException& error) {
  const std::uint32_t at = offset(error.mark);
  const bool at_end = lines_.skip_space(at) == size();
  const std::uint32_t line_begin = lines_.line_begin(at);
  for (const Diagnostic& diagnostic : found_.all()) {
    const std::uint32_t begin = diagnostic.span.begin;
    const bool same_line = begin >= line_begin && begin <= lines_.line_end(at);
    const bool echo = (diagnostic.id == "yaml-syntax" && (at_end || same_line)) ||
                      (diagnostic.id == "yaml-tab" && same_line);
    if (!echo) diags_.add(diagnostic);
  }
  const auto quote = lines_.suspect_quote(document_begin_, at);
  const auto told = [&quote](const Diagnostic& diagnostic) {
    return quote && diagnostic.span.begin == quote->begin;
  };
  if (std::any_of(found_.all().begin(), found_.all().end(), told)) return;
  const bool in_flow = error.msg.find("flow") != std::string::npos;
  const auto bracket = in_flow ? builder_.innermost_bracket(lines_.text()) : std::nullopt;
  if (bracket && at_end) {
    diags_.error("yaml-syntax", {source_, *bracket, *bracket + 1},
                 say("从这里开始的括号没有关闭", "the bracket opened here is never closed"));
    return;
  }
  Diagnostic& diagnostic = add_yaml_error(lines_, source_, error.msg, at, document_begin_, diags_);
  if (bracket) {
    diagnostic.note({source_, *bracket, *bracket + 1},
                    say("括号在这里打开", "the bracket is opened here"));
  }
}

void Reader::OnDocumentStart(const YAML::Mark& mark) {
  document_begin_ = offset(mark);
  if (++document_count_ > kMaxDocuments) {
    diags_.error(
        "too-large", {source_, document_begin_, document_begin_},
        say("文件的文档超过 {} 个的上限", "the file has more than {} documents", kMaxDocuments));
    throw Stop{};
  }
  if (document_count_ == 1 || lines_.document_follows(previous_end_, document_begin_)) return;
  if (previous_kept_) documents_.pop_back();
  syntax(document_begin_, lines_.line_end(document_begin_),
         say("这里的内容不属于上面的文档", "this does not belong to the document above"))
      .help(entry_help({}));
  throw Stop{};
}

void Reader::OnDocumentEnd() {
  previous_kept_ = !found_.has_errors();
  hand_over();
  if (previous_kept_) {
    Tree& tree = documents_.emplace_back();
    builder_.finish(tree);
    previous_end_ = tree.top().span().end;
  } else {
    builder_.clear();
    previous_end_ = document_begin_;
  }
}

Reader::Place Reader::place(const YAML::Mark& mark, const std::string& tag,
                            std::string_view kinds) {
  std::uint32_t at = offset(mark);
  bool tagged = false;
  while (lines_.at(at) == '!' || lines_.at(at) == '&') {
    const std::uint32_t end = lines_.after_property(at);
    if (lines_.at(at) == '!') {
      tagged = true;
      const std::string_view written = lines_.text().substr(at, end - at);
      const bool ascii = std::all_of(written.begin(), written.end(), [](char c) { return c > 0; });
      const bool core = ascii && tag.starts_with(kCoreTag) &&
                        kinds.find("|" + tag.substr(kCoreTag.size()) + "|") != kinds.npos;
      if (!core) {
        found_
            .error("yaml-tag", {source_, at, end},
                   say("不支持标签 `{}`", "tag `{}` is not supported", written))
            .help(say("去掉标签；文字以 `!` 开头时要加引号",
                      "remove the tag; a text that begins with `!` needs quotes"));
      }
    }
    at = lines_.skip_blanks(end);
  }
  return {at, tagged};
}

void Reader::refuse_tab(std::uint32_t begin) {
  if (const auto tab = lines_.tab_before(begin)) {
    found_
        .error("yaml-tab", {source_, *tab, *tab + 1},
               say("缩进里有制表符", "tab in the indentation"))
        .help(say("用空格缩进", "indent with spaces"));
  }
}

// Only quotes may hold one (YAML 1.2.2, 5.2); files put together have it within.
void Reader::refuse_bom(std::uint32_t begin, std::string_view value) {
  if (value.find(kBom) == value.npos) return;
  const std::size_t found = lines_.text().find(kBom, begin);
  if (found == std::string_view::npos) return;  // it stands in a tag, which is told
  const auto at = static_cast<std::uint32_t>(found);
  found_
      .error("yaml-syntax", {source_, at, at + static_cast<std::uint32_t>(kBom.size())},
             say("文件中间有字节顺序标记（BOM）", "a byte order mark within the file"))
      .help(say("删掉这个看不见的字符；它只能在文件开头，常由拼接文件带来",
                "remove this invisible character; it stands only at the beginning of a file, and"
                " comes from putting files together"));
}

Style Reader::style_at(std::uint32_t begin) const {
  switch (lines_.at(begin)) {
    case '\'':
      return Style::SingleQuoted;
    case '"':
      return Style::DoubleQuoted;
    case '|':
      return Style::Literal;
    case '>':
      return Style::Folded;
    default:
      return Style::Plain;
  }
}

// What yaml-cpp lets pass: text glued to the closing quote, and lines swallowed because a quote was
// closed too late.
void Reader::check_quoted(std::uint32_t begin, std::uint32_t end) {
  if (end < size() &&
      std::string_view(" \t\r\n,]}:").find(lines_.at(end)) == std::string_view::npos) {
    syntax(end, lines_.line_end(end),
           say("引号关闭后不能接着写文字", "text right after a closing quote"))
        .help(say("把整段文字放进一对引号", "put the whole text in a pair of quotes"));
  }
  const auto block = builder_.innermost_block(lines_.text());
  const bool one_line =
      lines_.text().substr(begin, end - begin).find_first_of("\r\n") == std::string_view::npos;
  if (!block || one_line) return;
  if (lines_.has_shallow_line(begin, end, *block - lines_.line_begin(*block))) {
    syntax(begin, begin + 1,
           say("从这里开始的引号一直延伸到没有缩进的行",
               "the quote opened here runs on over lines that are not indented"))
        .help(say("在文字末尾补上引号，或把后面的行再缩进",
                  "close the quote at the end of its text, or indent the lines that belong to it"));
  }
}

std::uint32_t Reader::scalar_end(Style style, std::uint32_t begin, std::string_view text) {
  if (style == Style::SingleQuoted || style == Style::DoubleQuoted) {
    const auto end = lines_.after_quoted(begin);
    if (!end) {
      add_unclosed_quote(source_, begin, found_);
      throw Stop{};
    }
    check_quoted(begin, *end);
    return *end;
  }
  const auto end = walk_scalar(lines_.text(), style, begin, text, nullptr);
  return end ? *end : std::max(begin, lines_.line_end(begin));
}

void Reader::check_key(Style style, std::uint32_t begin, std::uint32_t end, std::string_view text) {
  if (style == Style::Plain && text == "<<") {
    found_
        .error("yaml-merge", {source_, begin, end},
               say("不支持合并键 `<<`", "merge keys `<<` are not supported"))
        .help(say("把要合并的内容写全", "write the merged entries out"));
  }
  if (lines_.at(lines_.skip_blanks(end)) == ':') return;
  syntax(begin, end, say("`{}` 后面缺少 `: 值`", "`{}` is not followed by `: value`", text))
      .help(entry_help(text));
}

void Reader::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                      const std::string& read_value) {
  const std::string value = yaml_text(read_value);
  const auto [begin, tagged] = place(mark, tag, "|str|int|float|bool|null|");
  refuse_tab(offset(mark));
  const bool is_key = builder_.expects_key();
  Style style = style_at(begin);
  if (style != Style::SingleQuoted && style != Style::DoubleQuoted) refuse_bom(begin, value);
  if (tagged && style == Style::Plain && value.empty()) {
    builder_.scalar(Style::Plain, begin, begin, {});
  } else if (tagged && std::string_view("\r\n#").find(lines_.at(begin)) != std::string_view::npos) {
    found_.error("yaml-tag", {source_, offset(mark), begin},
                 say("值要写在标签的同一行", "the value must stand on the line of its tag"));
    builder_.scalar(Style::Plain, begin, begin, value);
  } else {
    const bool block = style == Style::Literal || style == Style::Folded;
    const std::uint32_t content = block ? lines_.block_content(begin, value) : begin;
    const std::uint32_t end = scalar_end(style, content, value);
    const bool null = tag == std::string(kCoreTag) + "null" && lines_.null_length(begin) > 0;
    if (is_key) check_key(style, content, end, value);
    if (null)
      builder_.null(content, end);
    else
      builder_.scalar(style, content, end, value);
  }
  go_on();
}

// A missing value stands behind its `:` or `-`.
std::uint32_t Reader::empty_place(std::uint32_t mark) const {
  const std::uint32_t last = builder_.depth() > 0 ? builder_.last_end(builder_.top_begin()) : mark;
  const std::uint32_t indicator = lines_.skip_space(last);
  const bool found =
      indicator < mark && (lines_.at(indicator) == ':' || lines_.at(indicator) == '-');
  return found ? indicator + 1 : std::min(last, mark);
}

void Reader::OnNull(const YAML::Mark& mark, YAML::anchor_t) {
  const std::uint32_t at = place(mark, {}, {}).content;
  const std::uint32_t length = lines_.null_length(at);
  if (builder_.expects_key()) {
    const std::size_t word = lines_.text().find_first_of(" \t\r\n:,]}", at + 1);
    syntax(at, static_cast<std::uint32_t>(std::min<std::size_t>(word, size())),
           say("键不能为空", "a key cannot be empty"))
        .help(say("`null` 作键时要加引号", "quote `null` when it is a key"));
  } else if (in_flow_sequence() && length == 0) {
    syntax(at, at + 1, say("列表里有空项", "empty item in a list"))
        .help(say("去掉多余的逗号", "remove the comma that is too many"));
  }
  if (length > 0) refuse_tab(at);
  const std::uint32_t begin = length > 0 ? at : empty_place(at);
  builder_.null(begin, begin + length);
  go_on();
}

void Reader::OnAlias(const YAML::Mark& mark, YAML::anchor_t) {
  const std::uint32_t begin = offset(mark);
  const std::uint32_t end = lines_.after_property(begin);
  found_
      .error("yaml-alias", {source_, begin, end},
             say("不支持别名 `{}`", "alias `{}` is not supported",
                 lines_.text().substr(begin, end - begin)))
      .help(say("把内容写全；文字以 `*` 开头时要加引号",
                "write the content out; a text that begins with `*` needs quotes"));
  builder_.null(begin, end);
  go_on();
}

void Reader::OnAnchor(const YAML::Mark& mark, const std::string& name) {
  const std::size_t found = lines_.text().find("&" + name, offset(mark));
  const std::uint32_t begin =
      found == std::string_view::npos ? offset(mark) : static_cast<std::uint32_t>(found);
  found_
      .error("yaml-anchor", {source_, begin, lines_.after_property(begin)},
             say("不支持锚点 `&{}`", "anchor `&{}` is not supported", name))
      .help(say("去掉锚点；文字以 `&` 开头时要加引号",
                "remove the anchor; a text that begins with `&` needs quotes"));
}

void Reader::open(NodeKind kind, const YAML::Mark& mark, const std::string& tag) {
  const std::string_view kinds = kind == NodeKind::Map ? "|map|" : "|seq|";
  const std::uint32_t begin = lines_.skip_space(place(mark, tag, kinds).content);
  refuse_tab(begin);
  if (builder_.expects_key()) {
    syntax(begin, begin + 1, say("键必须是文字", "a key must be a text"))
        .help(say("含 `{{`、`[` 的文字要加引号", "quote a text that begins with `{{` or `[`"));
  }
  builder_.open(kind, begin);
  go_on();
}

void Reader::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                             YAML::EmitterStyle::value) {
  open(NodeKind::Sequence, mark, tag);
}

void Reader::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                        YAML::EmitterStyle::value) {
  open(NodeKind::Map, mark, tag);
}

void Reader::close(char closing, char opening) {
  const std::uint32_t begin = builder_.top_begin();
  std::uint32_t end = builder_.last_end(begin);
  if (lines_.at(begin) == opening) {
    std::uint32_t at = lines_.skip_space(std::max(end, begin + 1));
    if (lines_.at(at) == ',') at = lines_.skip_space(at + 1);
    if (lines_.at(at) == closing) end = at + 1;
    if (lines_.at(end) == '#') {
      syntax(end, lines_.line_end(end), say("`#` 前要空一格", "a space is needed before `#`"));
    }
  }
  builder_.close(end);
  go_on();
}

}  // namespace

std::deque<Tree> read_yaml(const Sources& sources, SourceId source, Diagnostics& diags) {
  return Reader(sources.text(source), source, diags).read();
}

}  // namespace ipcheck
