// Map files. Tested by tests/io/column_map_test.cc.
#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "io/header_roles.h"
#include "text/suggest.h"
#include "text/tree_yaml.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

class MapReader {
 public:
  MapReader(const Schema& schema, Diagnostics& diags) : schema_(schema), diags_(diags) {}

  ColumnMap read(TreeRef top) {
    if (!top.is_map()) {
      shape(top);
      return {};
    }
    for (std::size_t i = 0; i < top.size(); ++i) {
      if (top.key(i).text() == "count")
        read_counts(top.value(i));
      else if (top.key(i).text() != "columns")
        unknown_key(top.key(i), std::array<std::string_view, 2>{"columns", "count"});
    }
    TreeRef columns = top.find("columns");
    if ((!columns && !map_.counts.empty()) || (columns && columns.is_null()))
      return std::move(map_);
    if (!columns || !columns.is_map()) {
      shape(columns ? columns : top);
      return {};
    }
    for (std::size_t i = 0; i < columns.size(); ++i) add(columns.key(i), columns.value(i));
    return std::move(map_);
  }

 private:
  void shape(TreeRef at) {
    diags_.error("map-shape", at.span(), say("这里应为列对照表", "a column map is expected here"))
        .help(
            say("写作 `columns: {{表头: {{fact: 事实名, unit: 单位}}, 另一表头: ignore}}`",
                "write `columns: {{header: {{fact: its_name, unit: its_unit}}, other: ignore}}`"));
  }

  /// `count: fact`, `count: fact=column`, or a list of these.
  void read_counts(TreeRef counts) {
    if (counts.is_scalar() && !counts.is_null()) {
      map_.counts.push_back(row_count_of(counts.text()));
    } else if (counts.is_sequence()) {
      for (std::size_t i = 0; i < counts.size(); ++i) read_counts(counts.item(i));
    } else {
      diags_.error("map-shape", counts.span(),
                   say("`count` 应为 事实名 或 事实名=列名", "`count` takes FACT or FACT=COLUMN"));
    }
  }

  template <std::size_t N>
  void unknown_key(TreeRef key, std::array<std::string_view, N> known) {
    Diagnostic& error = diags_.error(
        "unknown-key", key.span(), say("没有键 `{}`", "unknown key `{}`", std::string(key.text())));
    auto near = nearest(key.text(), known);
    std::string list = joined(known, ", ");
    error.help(near ? say("是否想写 `{}`？", "did you mean `{}`?", *near)
                    : say("可用的键：{}", "known keys: {}", list));
  }

  void add(TreeRef key, TreeRef value) {
    ColumnMap::Entry entry{.header = std::string(key.text()), .span = key.span()};
    auto [first, fresh] = spans_.try_emplace(fold(entry.header), key.span());
    if (!fresh) {
      diags_
          .error("duplicate-key", key.span(),
                 say("表头 `{}` 写了两次", "header `{}` occurs twice", entry.header))
          .note(first->second, say("第一次在这里", "first one here"));
      return;
    }
    entry.ignored = value.is_scalar() && value.text() == "ignore";
    if (!entry.ignored && value.is_scalar())
      set_fact(value, entry);
    else if (value.is_map())
      read_entry(value, entry);
    else if (!entry.ignored)
      shape(key);
    map_.entries.push_back(std::move(entry));
  }

  void read_entry(TreeRef value, ColumnMap::Entry& entry) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      std::string_view key = value.key(i).text();
      if (key == "fact")
        set_fact(value.value(i), entry);
      else if (key == "unit")
        set_unit(value.value(i), entry);
      else
        unknown_key(value.key(i), std::array<std::string_view, 2>{"fact", "unit"});
    }
    if (!value.find("fact"))
      diags_.error("map-shape", value.span(), say("缺少 `fact`", "`fact` is missing"));
  }

  void set_unit(TreeRef value, ColumnMap::Entry& entry) {
    entry.unit = std::string(value.text());
    const bool is_own = std::any_of(schema_.units.begin() + 1, schema_.units.end(),
                                    [&](const Unit& unit) { return unit.symbol == entry.unit; });
    if (is_known_unit(entry.unit) || is_own) return;
    diags_
        .error("unknown-unit", value.span(), say("没有单位 `{}`", "unknown unit `{}`", entry.unit))
        .help(say("如 元、千元、万元、亿元、%、人、个、件、家、年、月",
                  "such as 元, 千元, 万元, 亿元, %, 人, 个, 件, 家, 年, 月"));
  }

  void set_fact(TreeRef value, ColumnMap::Entry& entry) {
    std::string_view text = value.text(), key;
    FactId fact = schema_.find(text);
    std::size_t dot = text.find('.');
    if (fact == kNoFact && dot != std::string_view::npos) {
      fact = schema_.find(text.substr(0, dot));
      key = text.substr(dot + 1);
    }
    if (fact == kNoFact) return unknown_fact(value);
    bool role = is_judged(schema_, fact) && decision_role(key) != ColumnUse::Unknown;
    if (!key.empty() && !role && schema_.type_of(fact).kind != Kind::Map) {
      diags_.error("unknown-fact", value.span(),
                   say("`{}` 没有 `.{}` 这一部分", "`{}` has no part `.{}`",
                       schema_.facts[fact].name, std::string(key)));
      return;
    }
    if (!schema_.facts[fact].input) {
      diags_.error("derived-fact", value.span(),
                   say("`{}` 由系统推算，不能填写", "`{}` is derived and cannot be given",
                       schema_.facts[fact].name));
      return;
    }
    entry.fact = schema_.facts[fact].name;
    entry.key = std::string(key);
  }

  void unknown_fact(TreeRef value) {
    std::string text(value.text());
    Diagnostic& error =
        diags_.error("unknown-fact", value.span(), say("没有事实 `{}`", "unknown fact `{}`", text));
    HeaderMatch match = match_header(schema_, text, "");
    std::string near = match.facts.empty() ? nearest_header(schema_, text)
                                           : schema_.facts[match.facts.front()].name;
    if (near.empty())
      error.help(say("不需要的列写 `ignore`", "a column that is not needed is `ignore`"));
    else
      error.help(say("是否想写 `{}`？", "did you mean `{}`?", near));
  }

  const Schema& schema_;
  Diagnostics& diags_;
  ColumnMap map_;
  std::unordered_map<std::string, Span> spans_;
};

/// Whether a plain YAML scalar stands for `text` itself.
bool is_plain(std::string_view text) {
  static constexpr std::string_view kWords[] = {"true", "false", "null", "yes", "no",
                                                "on",   "off",   "y",    "n",   "~"};
  if (text.empty() || text != trim(text)) return false;
  if (std::find(std::begin(kWords), std::end(kWords), fold(text)) != std::end(kWords)) return false;
  bool first = true;
  for (char c : text) {
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
                  static_cast<unsigned char>(c) >= 0xE3;
    bool inner = letter || static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') ||
                 c == '/' || c == '.' || c == '-' || c == '(' || c == ')';
    if (!(first ? letter : inner)) return false;
    first = false;
  }
  return text.find("\xEF\xBB\xBF") == std::string_view::npos;
}

}  // namespace

RowCount row_count_of(std::string_view text) {
  const std::size_t sign = std::min(text.find('='), text.size());
  RowCount count{std::string(trim(text.substr(0, sign))), {}};
  if (sign < text.size()) count.column = trim(text.substr(sign + 1));
  return count;
}

std::string map_key(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return out + "\"";
}

std::string map_target(const Schema& schema, FactId fact, ColumnUse use, const std::string& key,
                       const std::string& unit) {
  std::string name = schema.facts[fact].name;
  if (!key.empty()) name += "." + key;
  if (use == ColumnUse::By) name += ".by";
  if (use == ColumnUse::On) name += ".on";
  if (use == ColumnUse::Ground) name += ".ground";
  return "{fact: " + map_key(name) + (unit.empty() ? "" : ", unit: " + map_key(unit)) + "}";
}

ColumnMap load_column_map(const Schema& schema, Sources& sources, SourceId source,
                          Diagnostics& diags) {
  std::deque<Tree> trees = read_yaml(sources, source, diags);
  if (diags.has_errors()) return {};
  if (trees.size() != 1) {
    const Text one = say("列对照表应为一份 YAML 文档", "a column map is one YAML document");
    (trees.empty() ? diags.file_error("map-shape", sources.name(source), one)
                   : diags.error("map-shape", trees[1].top().span(), one))
        .help(say("用 `ipcheck inspect 表格 --write-map 文件` 生成草稿",
                  "`ipcheck inspect TABLE --write-map FILE` makes a draft"));
    return {};
  }
  return MapReader(schema, diags).read(trees.front().top());
}

std::string draft_column_map(const Schema& schema, std::span<const TableColumn> columns,
                             std::span<const Question> questions) {
  std::unordered_map<std::string_view, const Question*> open;
  std::unordered_set<std::string_view> contested;  // facts that two columns claim
  for (const Question& question : questions) {
    open.emplace(question.column, &question);
    if (question.map_line.ends_with(": ignore")) contested.insert(question.candidates.front());
  }
  std::string out =
      "# 列对照表：表头 → 事实和单位；不需要的列写 ignore\n"
      "# column map: header -> fact and unit; a column that is not needed is `ignore`\n"
      "columns:\n";
  for (const TableColumn& column : columns) {
    if (column.header.empty() || mask_ids(column.header) != column.header) continue;
    std::string key = map_key(column.header);
    if (auto it = open.find(column.header); it != open.end()) {
      out += "  # ? " + it->second->message.zh + "\n  # ? " + it->second->message.en + "\n  # " +
             it->second->map_line + "\n";
    } else if (column.fact != kNoFact) {
      bool wait = contested.contains(schema.facts[column.fact].name);
      out += (wait ? "  # " : "  ") + key + ": " +
             map_target(schema, column.fact, column.use, column.key, column.unit) + "\n";
    } else {
      bool plain = is_running_number(column.header) || is_remark(column.header);
      out += "  " + key + ": ignore" + (plain ? "" : "  # " + column.how.zh) + "\n";
    }
  }
  return out;
}

}  // namespace ipcheck
