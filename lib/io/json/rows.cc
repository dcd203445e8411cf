// Tested by tests/io/json_table_test.cc.
#include "io/json/rows.h"

#include <algorithm>

#include "io/fact_reading.h"
#include "io/json/cut.h"
#include "io/json/value.h"
#include "text/tree_json.h"
#include "text/utf8.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

constexpr std::size_t kMaxShown = 4096;

std::string start_of(std::string_view line) {
  std::string_view text = line.substr(0, std::min(line.size(), kMaxShown));
  if (const auto bad = first_invalid_utf8(text)) text = text.substr(0, *bad);
  return std::string(trim(text));
}

}  // namespace

void JsonRows::reject(std::string_view line, RowPlace place, std::size_t offset, Text reason,
                      Portion& portion) const {
  SetAside aside;
  aside.place = place;
  if (rules_.by_line && offset != std::string_view::npos)
    aside.column = static_cast<std::uint32_t>(code_points(line.substr(0, offset))) + 1;
  aside.reason = std::move(reason);
  aside.text = start_of(line);
  if (!rules_.show_pii) aside.text = persons_.hide_named(aside.text, false);
  aside.text = mask_numbers(aside.text);
  portion.set_aside.push_back(std::move(aside));
}

void JsonRows::start(std::size_t lines, Portion& portion) {
  lines_ = static_cast<std::uint32_t>(lines);
  grid_.rows = 0;
  for (std::size_t slot = 0; slot < grid_.columns.size(); ++slot) {
    grid_.columns[slot].assign(lines, {});
    grid_.sorts[slot].assign(lines, 't');
    offsets_[slot].resize(lines);
  }
  arena_.clear();
  rows_.clear();
  strays_.clear();
  trees_.clear();
  documents_.clear();
  portion.places.clear();
  portion.set_aside.clear();
  portion.notice_places.clear();
  portion.kept.resize(rules_.kept.size());
  for (auto& column : portion.kept) column.clear();
}

void JsonRows::read(const TableBlock& block, Portion& portion) {
  start(block.records, portion);
  const std::string_view bytes = block.bytes;
  std::size_t begin = 0;
  for (std::uint32_t i = 0; i < block.records; ++i) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    const RowPlace place = block.places.empty()
                               ? RowPlace{block.first.row + i, block.first.line + i}
                               : block.places[i];
    read_line(bytes.substr(begin, end - begin), place, block.first_byte + begin, portion);
    begin = end + 1;
  }
  type(portion);
  tell(portion);
  portion.records = portion.places.size() + portion.set_aside.size();
}

void JsonRows::read_line(std::string_view line, RowPlace place, std::uint64_t byte,
                         Portion& portion) {
  if (line.find_first_not_of(" \t\r") == line.npos) {
    SetAside blank;
    blank.why = SetAside::Why::Blank;
    blank.place = place;
    blank.reason = say("空行", "a blank line");
    portion.set_aside.push_back(std::move(blank));
    return;
  }
  kept_now_.assign(rules_.kept.size(), {});
  const bool flat = read_flat(line);
  if (!flat && !read_tree(line, place, byte, portion)) return;
  rows_.push_back(
      {line, flat, flat ? grid_.rows++ : static_cast<std::uint32_t>(documents_.size() - 1)});
  portion.places.push_back(place);
  for (std::size_t i = 0; i < kept_now_.size(); ++i) portion.kept[i].push_back(kept_now_[i]);
}

bool JsonRows::read_flat(std::string_view line) {
  ++serial_;
  touched_.clear();
  const std::size_t strays = strays_.size();
  JsonScan scan(line);
  JsonToken key, value;
  bool good = line.size() <= kMaxJsonRecord && scan.open();
  while (good && scan.next(key, value)) good = take_entry(line, key, value);
  if (good && scan.sure()) return true;
  undo(strays);
  return false;
}

void JsonRows::undo(std::size_t strays) {
  for (const std::uint32_t slot : touched_) {
    grid_.columns[slot][grid_.rows] = {};
    grid_.sorts[slot][grid_.rows] = 't';
  }
  strays_.resize(strays);
  kept_now_.assign(rules_.kept.size(), {});
}

std::string_view JsonRows::text_of(const JsonToken& token, bool& good) {
  if (token.sort == JsonToken::Sort::Null) return {};
  if (token.sort != JsonToken::Sort::String || !token.escaped) return token.text;
  auto text = json_unescaped(token.text);
  good = text.has_value();
  return good ? arena_.emplace_back(std::move(*text)) : std::string_view{};
}

bool JsonRows::take_entry(std::string_view line, const JsonToken& key, const JsonToken& value) {
  const std::uint32_t index = key.escaped ? kNone : key_of(key.text);
  if (index == kNone || keys_[index].use == Use::Closely || keys_[index].seen == serial_)
    return false;
  Key& known = keys_[index];
  known.seen = serial_;
  if (known.use == Use::Kind) kind_seen_ = serial_;
  if (known.by_kind) by_kind_seen_ = serial_;
  if (kind_seen_ == serial_ && by_kind_seen_ == serial_) return false;
  bool good = true;
  const bool string = value.sort == JsonToken::Sort::String;
  const std::string_view text = text_of(value, good);
  const auto offset_of = [line](const JsonToken& token, bool quoted) {
    return static_cast<std::uint32_t>(token.text.data() - line.data()) - (quoted ? 1 : 0);
  };
  if (known.kept != kNone) kept_now_[known.kept] = text;
  if (known.use == Use::Unknown) {
    const bool personal =
        value.sort != JsonToken::Sort::Nested && text.size() >= 18 && mask_ids(text) != text;
    strays_.push_back({grid_.rows, offset_of(key, true), index, personal});
  }
  if (known.use != Use::Fact) return good;
  if (slot_seen_[known.slot] == serial_) return false;
  slot_seen_[known.slot] = serial_;
  touched_.push_back(known.slot);
  grid_.columns[known.slot][grid_.rows] = text;
  grid_.sorts[known.slot][grid_.rows] = value.sort == JsonToken::Sort::Nested ? kJsonCell : 't';
  offsets_[known.slot][grid_.rows] = offset_of(value, string);
  return good;
}

std::uint32_t JsonRows::key_of(std::string_view text) {
  const std::uint32_t index = key_memo_.find(text, 't');
  if (index != TextMemo::kNone) return index;
  if (!key_memo_.takes(text)) return kNone;
  keys_.push_back(new_key(text));
  key_memo_.add(text, 't', static_cast<std::uint32_t>(keys_.size() - 1));
  return key_memo_.find(text, 't');
}

JsonRows::Key JsonRows::new_key(std::string_view text) {
  Key key;
  const std::string_view name = trim(text);
  const auto kept = std::find(rules_.kept.begin(), rules_.kept.end(), text);
  if (kept != rules_.kept.end()) key.kept = static_cast<std::uint32_t>(kept - rules_.kept.begin());
  key.name = mask_ids(text);
  if (name == "applicant") {
    key.use = Use::Kind;
    return key;
  }
  if (name == "apply_for" || name == "as_of") {
    key.use = Use::Info;
    return key;
  }
  const auto match = match_key(rules_.schema, name, rules_.keys());
  if (!match) {
    key.use = Use::Skip;
    return key;
  }
  if (match->facts.empty()) return key;
  if (!match->settled() || !match->key.empty()) {
    key.use = Use::Closely;
    return key;
  }
  const auto alone = match_key(rules_.schema, name, {"", rules_.map});
  key.by_kind = !alone || !alone->settled();
  const FactId fact = match->facts.front();
  if (!rules_.wanted[fact] || !rules_.schema.facts[fact].input) {
    key.use = Use::Skip;
    return key;
  }
  key.slot = slot_of(fact, *match);
  key.use = key.slot == kNone ? Use::Closely : Use::Fact;
  return key;
}

/// The column of a fact, under all keys that are read alike; kNone: it has one already, in another
/// unit.
std::uint32_t JsonRows::slot_of(FactId fact, const HeaderMatch& match) {
  for (const TypedColumn& other : columns_) {
    if (other.column.fact != fact) continue;
    const bool alike = other.column.unit == match.unit && other.column.own_name == match.own_name;
    return alike ? other.grid_column : kNone;
  }
  TypedColumn typed;
  typed.grid_column = static_cast<std::uint32_t>(columns_.size());
  typed.column.use = ColumnUse::Fact;
  typed.column.fact = fact;
  typed.column.unit = match.unit;
  typed.column.own_name = match.own_name;
  columns_.push_back(std::move(typed));
  slot_seen_.push_back(0);
  grid_.columns.emplace_back(lines_);
  grid_.sorts.emplace_back(lines_, 't');
  offsets_.emplace_back(lines_);
  return static_cast<std::uint32_t>(columns_.size() - 1);
}

bool JsonRows::read_tree(std::string_view line, RowPlace place, std::uint64_t byte,
                         Portion& portion) {
  if (line == "\x01") {
    reject("", place, line.npos,
           say("数组到文件末尾也没有用 `]` 关闭", "the array is not closed by `]`"), portion);
    return false;
  }
  if (line == "\x01,") {
    reject(",", place, line.npos, say("`]` 之前多了一个逗号", "a comma too many before `]`"),
           portion);
    return false;
  }
  if (line.size() > kMaxJsonRecord) {
    reject(line, place, line.npos,
           say("一条记录超过 {} MiB 的上限", "a record of more than {} MiB", kMaxJsonRecord >> 20),
           portion);
    return false;
  }
  if (const auto bad = first_invalid_utf8(line)) {
    const std::uint64_t at = rules_.by_line ? byte + *bad : *bad;
    reject(line, place, *bad,
           rules_.by_line ? say("文件第 {} 字节不是 UTF-8；请另存为 UTF-8 编码",
                                "byte {} of the file is not UTF-8; save the file as UTF-8", at)
                          : say("记录的第 {} 字节不是 UTF-8；请另存为 UTF-8 编码",
                                "byte {} of the record is not UTF-8; save the file as UTF-8", at),
           portion);
    return false;
  }
  Sources sources;
  Diagnostics diags;
  std::deque<Tree> trees = read_json(sources, sources.add_view("", line), diags);
  if (diags.has_errors() || trees.size() != 1 || !trees.front().top().is_map()) {
    const Diagnostic* first = diags.has_errors() ? diags.sorted().front() : nullptr;
    const std::size_t at = first != nullptr ? first->span.begin : line.find_first_not_of(" \t\r");
    reject(line, place, at,
           first != nullptr ? first->message
                            : say("此处应为一条记录：`{{\"名称\": 值}}`",
                                  "expected a record: `{{\"name\": value}}`"),
           portion);
    return false;
  }
  documents_.push_back(trees_.emplace_back(std::move(trees)).front().top());
  keep_of(documents_.back(), line);
  return true;
}

void JsonRows::keep_of(const TreeRef& record, std::string_view line) {
  for (std::size_t i = 0; i < rules_.kept.size(); ++i) {
    const TreeRef value = record.find(rules_.kept[i]);
    if (!value || value.is_null()) continue;
    kept_now_[i] = value.is_scalar()
                       ? std::string_view(arena_.emplace_back(value.text()))
                       : line.substr(value.span().begin, value.span().end - value.span().begin);
  }
}

}  // namespace ipcheck
