// Tested by tests/io/binding_test.cc.
#include "io/binding.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "io/header_roles.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

constexpr std::size_t kSuggestions = 100;  // unknown headers that get one

/// Headers to columns, with the questions that they raise.
class Binder {
 public:
  Binder(const Schema& schema, std::span<const std::vector<std::string>> sample,
         std::string_view applicant, const ColumnMap* map, std::vector<Question>& questions)
      : schema_(schema), sample_(sample), applicant_(applicant), questions_(questions) {
    if (map == nullptr) return;
    for (const ColumnMap::Entry& entry : map->entries) entries_.emplace(fold(entry.header), &entry);
  }

  std::vector<TableColumn> bind(std::span<const HeaderText> headers) {
    for (const HeaderText& header : headers) bind_one(header);
    settle_doubles();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      ask_unit(columns_[i], headers[i]);
      columns_[i].resident_ids = holds_ids(columns_[i]);
    }
    auto order = [&](const Question& q) { return place_.at(q.column); };
    std::stable_sort(questions_.begin(), questions_.end(),
                     [&](const Question& a, const Question& b) { return order(a) < order(b); });
    return std::move(columns_);
  }

 private:
  using Target = std::tuple<FactId, std::string, ColumnUse>;

  void bind_one(const HeaderText& header) {
    TableColumn column;
    column.index = static_cast<std::uint32_t>(columns_.size());
    column.header = numbered(header.shown());
    place_.emplace(column.header, columns_.size());
    auto entry = entries_.find(fold(column.header));
    by_map_.push_back(entry != entries_.end());
    if (entry != entries_.end())
      follow_map(*entry->second, header, column);
    else
      read_words(header, column);
    columns_.push_back(std::move(column));
  }

  /// The second column of a name is `名称#2`, so that a map can tell them apart.
  std::string numbered(std::string shown) {
    if (shown.empty()) return shown;
    int times = ++seen_[fold(shown)];
    return times == 1 ? shown : shown + "#" + std::to_string(times);
  }

  void follow_map(const ColumnMap::Entry& entry, const HeaderText& header, TableColumn& column) {
    column.how = say("对照表", "column map");
    column.use = ColumnUse::Ignored;
    if (entry.ignored) return;
    column.fact = schema_.find(entry.fact);
    column.use = ColumnUse::Fact;
    ColumnUse role = is_judged(schema_, column.fact) ? decision_role(entry.key) : column.use;
    if (role != ColumnUse::Unknown && role != ColumnUse::Fact)
      column.use = role;
    else
      column.key = entry.key;
    BoundHeader words = bind_header(schema_, header, applicant_);
    column.unit = !entry.unit.empty() ? entry.unit : unit_of(words, header);
    column.own_name = words.own_name && words.facts.front() == column.fact;
  }

  static std::string unit_of(const BoundHeader& words, const HeaderText& header) {
    return words.unit.empty() ? header.unit : words.unit;
  }

  void read_words(const HeaderText& header, TableColumn& column) {
    BoundHeader words = bind_header(schema_, header, applicant_);
    column.unit = unit_of(words, header);
    if (words.facts.empty()) return unknown(header, column);
    std::erase_if(words.facts, [&](FactId id) { return !schema_.facts[id].input; });
    if (words.facts.empty()) {
      column.how = say("由系统推算，不读取", "derived, not read");
      return;
    }
    if (words.facts.size() > 1) return ask_which(words.facts, column);
    if (words.doubtful_parent) return ask_parent(words.facts.front(), header, column);
    column.fact = words.facts.front();
    column.use = words.use;
    column.key = words.key;
    column.own_name = words.own_name;
    column.how = words.how;
    if (words.unit.empty() && !header.unit.empty())
      column.how = {column.how.zh + "，单位在单位行", column.how.en + ", unit from the units row"};
  }

  void unknown(const HeaderText& header, TableColumn& column) {
    column.unit.clear();
    if (header.shown().empty()) {
      column.how = say("没有表头", "no header");
      return;
    }
    if (is_running_number(header.text)) {
      column.use = ColumnUse::Ignored;
      column.how = say("序号", "running number");
      return;
    }
    if (is_remark(header.text)) {
      column.use = ColumnUse::Ignored;
      column.how = say("文字说明", "a remark");
      return;
    }
    std::string near = ++suggested_ > kSuggestions || header.text.size() > 150
                           ? ""
                           : nearest_header(schema_, header.text);
    column.how = near.empty() ? say("不认识", "unknown")
                              : say("不认识，相近的有 `{}`", "unknown, near `{}`", near);
  }

  void ask(const TableColumn& column, std::vector<std::string> candidates, Text message,
           const std::string& answer) {
    questions_.push_back({column.header, std::move(candidates), std::move(message),
                          map_key(column.header) + ": " + answer});
  }

  void ask_which(const std::vector<FactId>& facts, TableColumn& column) {
    std::vector<std::string> names;
    std::string list;
    for (FactId id : facts) {
      names.push_back(schema_.facts[id].name);
      list += (list.empty() ? "`" : ", `") + names.back() + "`";
    }
    column.how = say("可以指几个事实", "fits several facts");
    ask(column, names,
        say("`{}` 可以指几个事实（{}），请指明一个", "`{}` fits several facts ({}), say which one",
            column.header, list),
        map_target(schema_, facts.front(), ColumnUse::Fact, "", unit_for(facts.front(), column)));
  }

  void ask_parent(FactId fact, const HeaderText& header, TableColumn& column) {
    column.how = say("下级表头相同，上级另有所指", "the lower row fits, the upper one differs");
    ask(column, {schema_.facts[fact].name},
        say("`{}` 的下级表头是 `{}`，但上级 `{}` 可能另有所指，请确认",
            "the lower row of `{}` is `{}`, but `{}` above it may speak of another thing; confirm",
            column.header, schema_.facts[fact].name, header.parent),
        map_target(schema_, fact, ColumnUse::Fact, "", unit_for(fact, column)));
  }

  /// Two columns for one fact: the map settles it, else the user must.
  void settle_doubles() {
    std::map<Target, std::size_t> first;
    for (bool map_turn : {true, false}) {
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        TableColumn& column = columns_[i];
        if (by_map_[i] != map_turn || column.fact == kNoFact) continue;
        auto [at, fresh] = first.try_emplace({column.fact, column.key, column.use}, i);
        if (!fresh) settle_double(columns_[at->second], column, by_map_[at->second] && !map_turn);
      }
    }
  }

  void settle_double(const TableColumn& first, TableColumn& second, bool by_map) {
    FactId fact = second.fact;
    if (!by_map) {
      ask(second, {schema_.facts[fact].name},
          say("`{}` 和 `{}` 都指 `{}`，请指明用哪一列",
              "`{}` and `{}` both name `{}`, say which column counts", first.header, second.header,
              schema_.facts[fact].name),
          "ignore");
    }
    second.how = by_map ? say("对照表已用 `{}`", "the map takes `{}`", first.header)
                        : say("与 `{}` 重复", "doubles `{}`", first.header);
    second.use = ColumnUse::Unknown;
    second.fact = kNoFact;
    second.key.clear();
    second.own_name = false;
  }

  TypeId number_type(const TableColumn& column) const {
    TypeId type = schema_.facts[column.fact].type;
    if (schema_.types[type].item != 0) type = schema_.types[type].item;
    Kind kind = schema_.types[type].kind;
    return kind == Kind::Int || kind == Kind::Decimal ? type : kInvalidType;
  }

  /// The answer that fits a number without a unit too.
  std::string own_unit(const TableColumn& column, TypeId type) const {
    const UnitId unit = schema_.types[type].unit;
    const std::string& symbol =
        schema_.units[unit != 0 ? unit : schema_.facts[column.fact].unit].symbol;
    return symbol.empty() ? "个" : symbol;
  }

  /// The column's unit where it fits `fact`, else that fact's own.
  std::string unit_for(FactId fact, TableColumn column) const {
    column.fact = fact;
    const TypeId type = number_type(column);
    if (type == kInvalidType || column.unit.empty()) return "";
    return unclear(column, type, "1", column.unit) ? own_unit(column, type) : column.unit;
  }

  bool unclear(const TableColumn& column, TypeId type, std::string_view cell,
               const std::string& unit) const {
    CellContext context{.own_name = column.own_name, .unit = unit};
    return read_cell(schema_, type, schema_.facts[column.fact], cell, context).invalid ==
           "ambiguous_unit";
  }

  void ask_unit(TableColumn& column, const HeaderText& header) {
    if (column.use != ColumnUse::Fact) return;
    TypeId type = number_type(column);
    if (type == kInvalidType) return;
    if (!column.unit.empty()) {
      const std::string own = own_unit(column, type);
      if (!unclear(column, type, "1", column.unit)) return;
      ask(column, {schema_.facts[column.fact].name},
          say("`{}` 的单位 `{}` 与 `{}`（{}）不符，请写明单位",
              "the unit `{1}` of `{0}` does not fit `{2}` ({3}), say which it is", column.header,
              column.unit, schema_.facts[column.fact].name, own),
          map_target(schema_, column.fact, column.use, column.key, own));
      return;
    }
    if (unit_in_cells(column, type)) return;
    if (!header.money_unit.empty()) {
      column.unit = header.money_unit;
      column.how = {column.how.zh + "，单位写在表头上方",
                    column.how.en + ", unit stands above the header"};
      return;
    }
    ask(column, {schema_.facts[column.fact].name},
        say("`{}` 是金额，但表头和单元格都没有写单位，请写明",
            "`{}` is an amount, but neither header nor cells give its unit, say which it is",
            column.header),
        map_target(schema_, column.fact, column.use, column.key, "万元"));
  }

  /// Whether nothing is to be asked: some cell gives a unit that fits, or none needs one. A cell
  /// whose own unit does not fit is a matter of that cell.
  bool unit_in_cells(const TableColumn& column, TypeId type) const {
    bool needs = false;
    for (const std::vector<std::string>& row : sample_) {
      if (column.index >= row.size() || row[column.index].empty()) continue;
      const std::string& cell = row[column.index];
      const bool bare = read_number(cell).unit.empty();
      const bool is_unclear = unclear(column, type, cell, "");
      if (!bare && !is_unclear) return true;
      needs = needs || (bare && is_unclear);
    }
    return !needs;
  }

  bool holds_ids(const TableColumn& column) const {
    return std::any_of(sample_.begin(), sample_.end(), [&](const std::vector<std::string>& row) {
      return column.index < row.size() && row[column.index].size() >= 18 &&
             looks_like_resident_id(row[column.index]);
    });
  }

  const Schema& schema_;
  std::span<const std::vector<std::string>> sample_;
  std::string_view applicant_;
  std::vector<Question>& questions_;
  std::unordered_map<std::string, const ColumnMap::Entry*> entries_;
  std::unordered_map<std::string, int> seen_;
  std::unordered_map<std::string, std::size_t> place_;
  std::vector<TableColumn> columns_;
  std::vector<bool> by_map_;
  std::size_t suggested_ = 0;
};

}  // namespace

std::string HeaderText::shown() const {
  std::string line = parent.empty() ? text : parent + "/" + text;
  for (char& c : line)
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  return std::string(trim(line));
}

bool is_header_word(const Schema& schema, const HeaderText& header, std::string_view applicant) {
  constexpr std::size_t kLongest = 200;  // bytes; a longer one is a sentence
  if (header.text.empty() || header.text.size() + header.parent.size() > kLongest) return false;
  return !bind_header(schema, header, applicant).facts.empty();
}

std::vector<TableColumn> bind_columns(const Schema& schema, std::span<const HeaderText> headers,
                                      std::span<const std::vector<std::string>> sample,
                                      std::string_view applicant, const ColumnMap* map,
                                      std::vector<Question>& questions) {
  questions.clear();
  return Binder(schema, sample, applicant, map, questions).bind(headers);
}

std::vector<TableColumn> bind_columns(const Schema& schema, std::span<const std::string> headers,
                                      std::span<const std::vector<std::string>> sample,
                                      std::string_view applicant, const ColumnMap* map,
                                      std::vector<Question>& questions) {
  std::vector<HeaderText> texts;
  for (const std::string& header : headers) texts.push_back({.text = header});
  return bind_columns(schema, texts, sample, applicant, map, questions);
}

}  // namespace ipcheck
