// Tested by tests/text/tree_yaml_test.cc.
#include "text/yaml_errors.h"

#include <algorithm>
#include <array>
#include <string>

namespace ipcheck {
namespace {

enum class Help { None, Entry, Brackets, Quote, Escape, Block };

struct Message {
  std::string_view yaml_cpp;  // how its message begins
  std::string_view id;
  std::string_view zh, en;
  Help help;
};

// Keep in step with yaml-cpp/exceptions.h.
constexpr std::array kMessages = {
    Message{"end of map not found", "yaml-syntax", "这里应是同一层的 `键: 值`",
            "expected `key: value` of the same level here", Help::Entry},
    Message{"end of map flow not found", "yaml-syntax", "`{…}` 没有写完：缺少 `,` 或 `}`",
            "`{…}` is not finished: `,` or `}` expected", Help::Brackets},
    Message{"end of sequence not found", "yaml-syntax", "这里应是同一层的 `- 项目`",
            "expected `- item` of the same level here", Help::Entry},
    Message{"end of sequence flow not found", "yaml-syntax", "`[…]` 没有写完：缺少 `,` 或 `]`",
            "`[…]` is not finished: `,` or `]` expected", Help::Brackets},
    Message{"illegal flow end", "yaml-syntax", "多余的或不配对的右括号",
            "closing bracket without its opening one", Help::Brackets},
    Message{"illegal block entry", "yaml-syntax", "列表项 `- ` 不能写在这里",
            "a list item `- ` cannot stand here", Help::Entry},
    Message{"illegal map key", "yaml-syntax", "键不能写在这里", "a key cannot stand here",
            Help::Entry},
    Message{"illegal map value", "yaml-syntax", "这里不能再写 `:`", "a `:` cannot stand here",
            Help::Entry},
    Message{"illegal EOF in scalar", "yaml-syntax", "文件结束时引号还没有关闭",
            "the file ends inside a quoted text", Help::Quote},
    Message{"illegal document indicator in scalar", "yaml-syntax",
            "引号里的文字遇到了文档分隔行 `---` 或 `...`",
            "a quoted text runs into a document line `---` or `...`", Help::Quote},
    Message{"illegal character in scalar", "yaml-syntax", "文字里有不允许的字符",
            "character not allowed in a text", Help::Quote},
    Message{"unknown token", "yaml-syntax", "不加引号的文字不能以这个字符开头",
            "a text without quotes cannot begin with this character", Help::Quote},
    Message{"unknown escape character", "yaml-syntax", "双引号里没有这种 `\\` 转义",
            "no such `\\` escape in double quotes", Help::Escape},
    Message{"bad character found while scanning hex number", "yaml-syntax",
            "`\\x`、`\\u`、`\\U` 后面要写 2、4、8 位十六进制数字",
            "`\\x`, `\\u`, `\\U` need 2, 4, 8 hexadecimal digits", Help::Escape},
    Message{"invalid unicode", "yaml-syntax", "转义写出的不是有效字符",
            "the escape does not name a character", Help::Escape},
    Message{"illegal tab when looking for indentation", "yaml-tab", "缩进里有制表符",
            "tab in the indentation", Help::None},
    Message{"cannot set zero indentation for a block scalar", "yaml-syntax",
            "`|` 或 `>` 后的缩进数不能是 0", "the indentation after `|` or `>` cannot be 0",
            Help::Block},
    Message{"unexpected character in block scalar", "yaml-syntax",
            "`|` 或 `>` 后面只能换行，文字从下一行写起",
            "text after `|` or `>` begins on the next line", Help::Block},
    Message{"the referenced anchor is not defined", "yaml-alias", "不支持别名 `*名字`",
            "aliases `*name` are not supported", Help::None},
    Message{"alias not found after *", "yaml-syntax", "文字以 `*` 开头时要加引号",
            "a text that begins with `*` needs quotes", Help::Quote},
    Message{"anchor not found after &", "yaml-syntax", "文字以 `&` 开头时要加引号",
            "a text that begins with `&` needs quotes", Help::Quote},
    Message{"illegal character found while scanning alias", "yaml-alias", "不支持别名 `*名字`",
            "aliases `*name` are not supported", Help::None},
    Message{"illegal character found while scanning anchor", "yaml-anchor", "不支持锚点 `&名字`",
            "anchors `&name` are not supported", Help::None},
    Message{"cannot assign multiple anchors", "yaml-anchor", "不支持锚点 `&名字`",
            "anchors `&name` are not supported", Help::None},
    Message{"cannot assign multiple tags", "yaml-tag", "一个值只能有一个标签",
            "a value can have one tag only", Help::None},
    Message{"tag handle with no suffix", "yaml-tag", "标签没有写完", "the tag is not finished",
            Help::Quote},
    Message{"illegal character found while scanning tag", "yaml-tag", "标签里有不允许的字符",
            "character not allowed in a tag", Help::Quote},
    Message{"end of verbatim tag not found", "yaml-tag", "标签 `!<…>` 没有写完",
            "the tag `!<…>` is not finished", Help::Quote},
    Message{"YAML directives must have", "yaml-syntax", "`%YAML` 后面要写一个版本号，如 1.2",
            "`%YAML` needs one version, as 1.2", Help::None},
    Message{"bad YAML version", "yaml-syntax", "`%YAML` 的版本号看不懂",
            "the version after `%YAML` is not a version", Help::None},
    Message{"YAML major version too large", "yaml-syntax", "只支持 YAML 1.x",
            "only YAML 1.x is supported", Help::None},
    Message{"repeated YAML directive", "yaml-syntax", "`%YAML` 写了两次", "`%YAML` is given twice",
            Help::None},
    Message{"TAG directives must have", "yaml-tag", "`%TAG` 后面要写两项", "`%TAG` needs two words",
            Help::None},
    Message{"repeated TAG directive", "yaml-tag", "`%TAG` 写了两次", "`%TAG` is given twice",
            Help::None},
    Message{"bad file", "too-deep", "嵌套太深", "nested too deep", Help::Brackets},
};

Text help_for(Help help, std::string_view line) {
  switch (help) {
    case Help::None:
      return {};
    case Help::Entry:
      return entry_help(line);
    case Help::Brackets:
      return say("检查括号是否成对", "check that every bracket is closed by its own kind");
    case Help::Quote:
      return say("把整段文字放进一对引号", "put the whole text in a pair of quotes");
    case Help::Escape:
      return say("写成 `\\\\`，或改用单引号", "write `\\\\`, or use single quotes");
    case Help::Block:
      return say("写成 `键: |`，换行后缩进两格写文字",
                 "write `key: |`, and the text on the next lines indented by two");
  }
  return {};
}

// At least one byte, at most the rest of the word.
Span word_at(const YamlLines& lines, SourceId source, std::uint32_t offset) {
  std::uint32_t end = offset;
  const std::uint32_t limit = std::min(lines.line_end(offset), offset + 40);
  while (end < limit && lines.at(end) != ' ' && lines.at(end) != '\t') ++end;
  while (end > offset && (static_cast<unsigned char>(lines.at(end)) & 0xC0) == 0x80) --end;
  return {source, offset, end};
}

// A place past the last line break says nothing: go back to the last thing written.
std::uint32_t visible_offset(const YamlLines& lines, std::uint32_t offset) {
  if (offset < lines.text().size()) return offset;
  const std::size_t last = lines.text().find_last_not_of(" \t\r\n");
  return last == std::string_view::npos ? 0 : static_cast<std::uint32_t>(last + 1);
}

}  // namespace

Text entry_help(std::string_view line) {
  if (line.find("：") != std::string_view::npos) {
    return say("冒号要用半角 `:`，后面空一格",
               "use the ASCII colon `:` followed by a space, not `：`");
  }
  return say("写成 `键: 值`（冒号后空一格），同一层的行左边对齐；含 `: ` 的文字要加引号",
             "write `key: value` with a space after the colon, lines of one level at the same "
             "column; quote a text that holds `: `");
}

Diagnostic& add_unclosed_quote(SourceId source, std::uint32_t begin, Diagnostics& diags) {
  return diags
      .error("yaml-syntax", {source, begin, begin + 1},
             say("从这里开始的引号没有关闭", "the quote opened here is never closed"))
      .help(say("在文字末尾补上同样的引号", "add the same quote at the end of the text"));
}

Diagnostic& add_yaml_error(const YamlLines& lines, SourceId source, std::string_view message,
                           std::uint32_t offset, std::uint32_t from, Diagnostics& diags) {
  offset = visible_offset(lines, offset);
  const std::uint32_t line_begin = lines.line_begin(offset);
  const std::uint32_t line_end = lines.line_end(offset);
  const std::string_view line = lines.text().substr(line_begin, line_end - line_begin);
  if (const auto tab = lines.tab_before(lines.skip_blanks(line_begin))) {
    return diags
        .error("yaml-tab", {source, *tab, *tab + 1},
               say("缩进里有制表符", "tab in the indentation"))
        .help(say("用空格缩进", "indent with spaces"));
  }
  if (message.starts_with("illegal map value")) {
    if (const auto earlier = lines.line_without_colon_before(offset)) {
      const std::uint32_t end = lines.line_end(*earlier);
      const std::string_view words = lines.text().substr(*earlier, end - *earlier);
      return diags
          .error("yaml-syntax", {source, *earlier, end},
                 say("`{}` 后面缺少 `: 值`", "`{}` is not followed by `: value`", words))
          .help(entry_help(words));
    }
  }
  const auto quote = lines.suspect_quote(from, offset);
  if (quote && !quote->closed) return add_unclosed_quote(source, quote->begin, diags);

  const auto known = std::find_if(kMessages.begin(), kMessages.end(), [message](const Message& m) {
    return message.starts_with(m.yaml_cpp);
  });
  const Span span = word_at(lines, source, offset);
  Diagnostic* diagnostic = nullptr;
  if (known == kMessages.end()) {
    diagnostic =
        &diags.error("yaml-syntax", span, say("YAML 语法：{}", "yaml syntax: {}", message));
  } else {
    diagnostic = &diags.error(std::string(known->id), span,
                              Text{std::string(known->zh), std::string(known->en)});
    diagnostic->help(help_for(known->help, line));
  }
  if (quote) {
    diagnostic->note({source, quote->begin, quote->begin + 1},
                     say("这段跨行的文字从这里开始，它的引号是否该早些关闭？",
                         "a text of several lines begins here: should its quote close earlier?"));
  }
  return *diagnostic;
}

}  // namespace ipcheck
