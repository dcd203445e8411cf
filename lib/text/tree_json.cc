// Tested by tests/text/tree_json_test.cc. simdjson checks structure and unescapes strings; numbers
// are checked here, since their texts are kept whatever their size.
#include "text/tree_json.h"

#include <simdjson.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "text/file.h"
#include "text/tree_build.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

namespace od = simdjson::ondemand;

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::uint32_t kMaxUnderlined = 40;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// RFC 8259, section 6.
bool is_number(std::string_view text) {
  const auto digits = [&text] {
    const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(count);
    return count > 0;
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.starts_with('0'))
    text.remove_prefix(1);
  else if (!digits())
    return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!digits()) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (!digits()) return false;
  }
  return text.empty();
}

/// A fault of brackets and quotes alone, which simdjson reports without a place.
struct Fault {
  simdjson::error_code code = simdjson::SUCCESS;
  std::uint32_t at = 0;
};

/// Past the closing quote of the string that opens at `at`, or `end`; a bare control character in
/// it is given in `fault`.
std::uint32_t skip_string(std::string_view text, std::uint32_t at, std::uint32_t end,
                          Fault* fault) {
  std::uint32_t i = at + 1;
  for (; i < end && text[i] != '"'; i += text[i] == '\\' ? 2 : 1) {
    if (static_cast<unsigned char>(text[i]) < 0x20 && fault->code == simdjson::SUCCESS) {
      *fault = {simdjson::UNESCAPED_CHARS, i};
    }
  }
  if (i >= end) *fault = {simdjson::UNCLOSED_STRING, at};
  return std::min(i + 1, end);
}

/// Checks quotes and the pairing of brackets in [begin, end), which should hold one value.
Fault scan(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  Fault fault;
  std::vector<std::uint32_t> open;
  bool over = false;  // the first value is complete
  for (std::uint32_t i = begin; i < end && fault.code == simdjson::SUCCESS;) {
    const char c = text[i];
    if (kSpace.find(c) != std::string_view::npos) {
      ++i;
      continue;
    }
    if (over) return {simdjson::TRAILING_CONTENT, i};
    if (c == '"') {
      i = skip_string(text, i, end, &fault);
      over = open.empty();
      continue;
    }
    if (c == '[' || c == '{') {
      open.push_back(i);
    } else if (c == ']' || c == '}') {
      const bool pairs = !open.empty() && text[open.back()] == (c == ']' ? '[' : '{');
      if (!pairs) return {simdjson::TAPE_ERROR, i};
      open.pop_back();
      over = open.empty();
    } else if (open.empty()) {  // a number or a word
      i = static_cast<std::uint32_t>(
          std::min<std::size_t>(text.find_first_of(" \t\r\n,[]{}\"", i), end));
      if (i < end && text[i] == ',') return {simdjson::TRAILING_CONTENT, i};
      over = true;
      continue;
    }
    ++i;
  }
  if (fault.code == simdjson::SUCCESS && !open.empty()) {
    return {simdjson::INCOMPLETE_ARRAY_OR_OBJECT, open.back()};
  }
  return fault;
}

Text words_for(simdjson::error_code code) {
  switch (code) {
    case simdjson::EMPTY:
      return say("这里应有 JSON 内容", "a json value is expected here");
    case simdjson::UNCLOSED_STRING:
      return say("从这里开始的字符串没有关闭", "the string opened here is never closed");
    case simdjson::UNESCAPED_CHARS:
      return say(
          "字符串里不能直接换行或有控制字符，应写成 `\\n` 这样的转义",
          "a string cannot hold a bare line break or control character: write an escape as `\\n`");
    case simdjson::STRING_ERROR:
      return say("字符串里有错误的转义或不成对的代理字符",
                 "bad escape or unpaired surrogate in a string");
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR:
    case simdjson::INCORRECT_TYPE:
      return say("这里应是值：字符串、数字、true、false、null、`[` 或 `{{`",
                 "a value is expected here: string, number, true, false, null, `[` or `{{`");
    case simdjson::NUMBER_ERROR:
      return say("数字写法不对（JSON 不允许前导 0、`+`、NaN、`.5`）",
                 "not a number of json (no leading 0, `+`, NaN or `.5`)");
    case simdjson::TRAILING_CONTENT:
      return say("JSON 结束后还有内容", "text after the end of the json value");
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return say("`[` 或 `{{` 没有关闭", "`[` or `{{` is never closed");
    default:
      return say(
          "JSON 结构不对：检查逗号、冒号、括号和引号（不允许多余的逗号和注释）",
          "not json: check commas, colons, brackets and quotes (no trailing commas, no comments)");
  }
}

/// One JSON value of a text, walked with simdjson's tokens.
class Walk {
 public:
  Walk(std::string_view text, SourceId source, Diagnostics& diags)
      : text_(text), builder_(source, diags), source_(source), diags_(diags), padded_(text) {}

  enum class Answer { Good, Bad, Stopped };

  /// Reads the one value in [begin, end) into `tree`; a bad one is reported and leaves no trace.
  Answer read(std::uint32_t begin, std::uint32_t end, Tree& tree);

 private:
  std::uint32_t offset(const char* place) const {
    return static_cast<std::uint32_t>(place - padded_.data());
  }
  bool fail(simdjson::error_code code, std::uint32_t at);
  bool walk(std::uint32_t begin, std::uint32_t end);
  template <class Json>
  bool value(Json& json, std::uint32_t at);
  bool array(od::array array, std::uint32_t at);
  bool object(od::object object, std::uint32_t at);
  bool string(std::string_view unescaped, std::uint32_t at);
  bool close(char bracket, std::uint32_t open_at);
  std::uint32_t bad_entry(std::uint32_t open_at) const;
  std::uint32_t skip_space(std::uint32_t at) const {
    return static_cast<std::uint32_t>(
        std::min<std::size_t>(text_.find_first_not_of(kSpace, at), limit_));
  }
  void report(std::uint32_t begin);

  std::string_view text_;
  TreeBuilder builder_;
  SourceId source_;
  Diagnostics& diags_;
  simdjson::padded_string padded_;
  od::parser parser_;
  std::uint32_t limit_ = 0;    // end of the value's text
  std::uint32_t reached_ = 0;  // end of the last token that was good
  simdjson::error_code code_ = simdjson::SUCCESS;
  std::uint32_t fault_at_ = 0;
};

bool Walk::fail(simdjson::error_code code, std::uint32_t at) {
  code_ = code;
  fault_at_ = at;
  return false;
}

bool Walk::string(std::string_view unescaped, std::uint32_t at) {
  if (first_invalid_utf8(unescaped)) return fail(simdjson::STRING_ERROR, at);
  Fault fault;
  reached_ = skip_string(text_, at, limit_, &fault);
  builder_.scalar(Style::DoubleQuoted, at, reached_, unescaped);
  return true;
}

bool Walk::close(char bracket, std::uint32_t open_at) {
  const std::uint32_t at = skip_space(std::max(reached_, open_at + 1));
  if (at >= limit_) return fail(simdjson::INCOMPLETE_ARRAY_OR_OBJECT, open_at);
  if (text_[at] != bracket) return fail(simdjson::TAPE_ERROR, at);
  reached_ = at + 1;
  builder_.close(reached_);
  return true;
}

// Where the collection that opens at `open_at` goes wrong behind what was read of it.
std::uint32_t Walk::bad_entry(std::uint32_t open_at) const {
  std::uint32_t at = skip_space(std::max(reached_, open_at + 1));
  const bool comma = at < limit_ && text_[at] == ',' && reached_ > open_at + 1;
  if (comma) at = skip_space(at + 1);
  const bool key = (comma || reached_ <= open_at + 1) && text_[open_at] == '{' && at < limit_ &&
                   text_[at] == '"';
  if (!key) return at;
  Fault fault;
  return skip_space(skip_string(text_, at, limit_, &fault));
}

bool Walk::array(od::array array, std::uint32_t at) {
  builder_.open(NodeKind::Sequence, at);
  for (auto element : array) {
    if (builder_.stopped()) return false;
    od::value item;
    if (const auto error = std::move(element).get(item)) return fail(error, bad_entry(at));
    std::string_view token = item.raw_json_token();
    if (!value(item, offset(token.data()))) return false;
  }
  return !builder_.stopped() && close(']', at);
}

bool Walk::object(od::object object, std::uint32_t at) {
  builder_.open(NodeKind::Map, at);
  for (auto entry : object) {
    if (builder_.stopped()) return false;
    od::field field;
    if (const auto error = std::move(entry).get(field)) return fail(error, bad_entry(at));
    const std::uint32_t key_at = offset(field.key().raw()) - 1;
    std::string_view key;
    if (const auto error = field.unescaped_key().get(key)) return fail(error, key_at);
    if (!string(key, key_at)) return false;
    std::string_view token = field.value().raw_json_token();
    if (!value(field.value(), offset(token.data()))) return false;
  }
  return !builder_.stopped() && close('}', at);
}

template <class Json>
bool Walk::value(Json& json, std::uint32_t at) {
  if (at >= limit_) return fail(simdjson::INCOMPLETE_ARRAY_OR_OBJECT, limit_);
  reached_ = std::max(reached_, at);
  const std::size_t word_end =
      std::min<std::size_t>(text_.find_first_of(" \t\r\n,]}:\"[{", at), limit_);
  const std::string_view word = text_.substr(at, word_end - at);
  switch (text_[at]) {
    case '[': {
      od::array items;
      if (const auto error = json.get_array().get(items)) return fail(error, at);
      reached_ = at + 1;
      return array(items, at);
    }
    case '{': {
      od::object entries;
      if (const auto error = json.get_object().get(entries)) return fail(error, at);
      reached_ = at + 1;
      return object(entries, at);
    }
    case '"': {
      std::string_view unescaped;
      if (const auto error = json.get_string().get(unescaped)) return fail(error, at);
      return string(unescaped, at);
    }
    default:
      break;
  }
  const auto end = static_cast<std::uint32_t>(word_end);
  const bool number = is_digit(text_[at]) || text_[at] == '-';
  if (number && !is_number(word)) return fail(simdjson::NUMBER_ERROR, at);
  if (!number && word != "true" && word != "false" && word != "null") {
    return fail(simdjson::INCORRECT_TYPE, at);
  }
  reached_ = end;
  if (word == "null")
    builder_.null(at, end);
  else
    builder_.scalar(Style::Plain, at, end, word);
  return !builder_.stopped();
}

bool Walk::walk(std::uint32_t begin, std::uint32_t end) {
  limit_ = end;
  reached_ = begin;
  const std::uint32_t at = skip_space(begin);
  if (at == end) return fail(simdjson::EMPTY, begin);
  const simdjson::padded_string_view view(padded_.data() + begin, end - begin,
                                          padded_.size() - begin + simdjson::SIMDJSON_PADDING);
  od::document document;
  const auto error = parser_.iterate(view).get(document);
  if (error == simdjson::UNSUPPORTED_ARCHITECTURE) {
    throw Failure{say("无法加载 JSON 库 simdjson", "cannot load the json library simdjson")};
  }
  if (error) return fail(error, at);
  if (!value(document, at)) return false;
  const std::uint32_t rest = skip_space(reached_);
  return rest == end || fail(simdjson::TRAILING_CONTENT, rest);
}

void Walk::report(std::uint32_t begin) {
  if (const Fault fault = scan(text_, begin, limit_); fault.code != simdjson::SUCCESS) {
    const bool earlier = fault.at < fault_at_ || code_ == simdjson::INCOMPLETE_ARRAY_OR_OBJECT ||
                         code_ == simdjson::UNCLOSED_STRING || code_ == simdjson::UNESCAPED_CHARS;
    if (earlier) fail(fault.code, fault.at);
  }
  const std::uint32_t at = std::min(fault_at_, limit_);
  std::uint32_t end = std::min(at + 1, limit_);
  if (code_ != simdjson::UNESCAPED_CHARS) {
    const std::size_t word = std::max<std::size_t>(text_.find_first_of(" \t\r\n,]}:", at), end);
    end = static_cast<std::uint32_t>(std::min<std::size_t>({word, limit_, at + kMaxUnderlined}));
  }
  while (end < limit_ && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
  diags_.error("json-syntax", {source_, at, end}, words_for(code_));
}

Walk::Answer Walk::read(std::uint32_t begin, std::uint32_t end, Tree& tree) {
  const std::size_t errors_before = diags_.error_count();
  const bool walked = walk(begin, end);
  if (!walked && !builder_.stopped()) report(begin);
  if (walked && diags_.error_count() == errors_before) {
    builder_.finish(tree);
    return Answer::Good;
  }
  builder_.clear();
  return builder_.stopped() ? Answer::Stopped : Answer::Bad;
}

struct Line {
  std::uint32_t begin, end;
};

std::vector<Line> lines_with_content(std::string_view text, std::size_t from) {
  std::vector<Line> lines;
  for (std::size_t begin = from; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (text.substr(begin, end - begin).find_first_not_of(kSpace) != std::string_view::npos) {
      lines.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
    begin = end + 1;
  }
  return lines;
}

/// One document a line: the first line is whole by itself, or each line begins an object.
bool is_ndjson(std::string_view text, const std::vector<Line>& lines) {
  if (lines.size() < 2) return false;
  if (scan(text, lines.front().begin, lines.front().end).code == simdjson::SUCCESS) return true;
  return std::all_of(lines.begin(), lines.end(), [text](const Line& line) {
    return text[text.find_first_not_of(kSpace, line.begin)] == '{';
  });
}

}  // namespace

std::deque<Tree> read_json(const Sources& sources, SourceId source, Diagnostics& diags) {
  const std::string_view text = sources.text(source);
  const auto from = static_cast<std::uint32_t>(text.starts_with(kBom) ? kBom.size() : 0);
  std::deque<Tree> documents;
  Walk walk(text, source, diags);
  std::vector<Line> lines = lines_with_content(text, from);
  if (!is_ndjson(text, lines)) lines = {{from, static_cast<std::uint32_t>(text.size())}};
  if (lines.size() > kMaxDocuments) {
    const Line& line = lines[kMaxDocuments];
    diags.error(
        "too-large", {source, line.begin, line.end},
        say("文件的文档超过 {} 个的上限", "the file has more than {} documents", kMaxDocuments));
    lines.resize(kMaxDocuments);
  }
  for (const Line& line : lines) {
    const Walk::Answer answer = walk.read(line.begin, line.end, documents.emplace_back());
    if (answer != Walk::Answer::Good) documents.pop_back();
    if (answer == Walk::Answer::Stopped) break;
  }
  return documents;
}

bool is_utf8(std::string_view bytes) {
  return simdjson::validate_utf8(bytes.data(), bytes.size());
}

}  // namespace ipcheck
