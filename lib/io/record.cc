// Tested by tests/io/record_test.cc.
#include "io/record.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>

#include "io/header.h"
#include "text/suggest.h"
#include "text/tree_json.h"
#include "text/tree_yaml.h"
#include "text/utf8.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

/// One applicant while it is read. Values go to the batch's columns when all applicants are known.
struct Row {
  RecordInfo info;
  std::map<FactId, Value> values;
  std::map<FactId, Span> seen;  // where each fact was given
  std::vector<FactId> unreadable;
};

struct KindWord {
  std::string_view id, zh;
};
constexpr std::array<KindWord, 7> kApplicantKinds = {{{"organization", "单位"},
                                                      {"application", "申请"},
                                                      {"center", "运营中心"},
                                                      {"person", "个人"},
                                                      {"assignment", "服务关系"},
                                                      {"region", "区域"},
                                                      {"department", "部门"}}};

class Reader {
 public:
  Reader(const Schema& schema, const std::string& name, Batch& batch, Diagnostics& diags)
      : schema_(schema), name_(name), batch_(batch), diags_(diags) {}

  void document(TreeRef node) {
    if (node.is_map()) return applicant(node);
    if (node.is_sequence()) {
      for (std::size_t i = 0; i < node.size(); ++i) {
        TreeRef item = node.item(i);
        if (item.is_map())
          applicant(item);
        else
          not_a_record(item);
      }
      return;
    }
    not_a_record(node);
  }

  void fill_columns();

 private:
  void not_a_record(TreeRef node) {
    auto& diag = diags_.error("not-a-record", node.span(),
                              say("此处应为申请人的字段（`名称: 值`）",
                                  "expected an applicant's fields (`name: value`)"));
    if (node.text().find("：") != std::string_view::npos) {
      diag.help(say("冒号须为半角 `:`，后面加空格", "write the colon as `:` followed by a space"));
    }
  }

  void applicant(TreeRef map) {
    row_ = static_cast<std::uint32_t>(rows_.size());
    rows_.push_back({});
    Row& row = rows_.back();
    row.info.source = name_;
    row.info.span = map.span();
    if (TreeRef kind = map.find("applicant")) read_kind(kind, row);
    for (std::size_t i = 0; i < map.size(); ++i) entry(map.key(i), map.value(i), row);
    if (FactId id = schema_.find("name"); id != kNoFact && row.values.contains(id)) {
      if (row.values[id].is<std::string>()) row.info.name = row.values[id].as<std::string>();
    }
  }

  void read_kind(TreeRef node, Row& row) {
    for (const KindWord& kind : kApplicantKinds) {
      if (node.text() == kind.id || node.text() == kind.zh) row.info.applicant = kind.id;
    }
    if (!row.info.applicant.empty()) return;
    std::vector<std::string_view> ids;
    for (const KindWord& kind : kApplicantKinds) ids.push_back(kind.id);
    auto& diag =
        diags_.warning("unknown-applicant", node.span(),
                       say("没有申请人种类 `{}`", "no kind of applicant `{}`", node.text()));
    auto near = nearest(node.text(), ids);
    diag.help(near ? say("是否想写 `{}`？", "did you mean `{}`?", *near)
                   : say("可用：{}", "one of {}", joined(ids, ", ")));
  }

  void entry(TreeRef key, TreeRef value, Row& row) {
    std::string_view name = trim(key.text());
    if (name == "applicant") return;
    if (name == "apply_for") return read_apply_for(value, row);
    if (name == "as_of") return read_as_of(value, row);
    HeaderMatch match = match_header(schema_, name, row.info.applicant);
    if (match.facts.empty()) return unknown(key, value);
    if (!match.settled()) return ambiguous(key, match);
    FactId id = match.facts.front();
    if (is_repeated(id, key, match, row)) return;
    read_fact(id, match, key, value, row);
  }

  void read_apply_for(TreeRef node, Row& row) {
    if (node.is_scalar()) row.info.apply_for.emplace_back(node.text());
    for (std::size_t i = 0; node.is_sequence() && i < node.size(); ++i) {
      row.info.apply_for.emplace_back(node.item(i).text());
    }
  }

  void read_as_of(TreeRef node, Row& row) {
    row.info.as_of = read_date(node.text());
    if (!row.info.as_of && !node.is_null()) {
      diags_.error(
          "invalid-date", node.span(),
          say("`as_of` 应为日期，如 2026-06-01", "`as_of` takes a date such as 2026-06-01"));
    }
  }

  void unknown(TreeRef key, TreeRef value) {
    std::string near = nearest_header(schema_, key.text());
    Text message = say("没有事实 `{}`", "unknown fact `{}`", shown(key.text()));
    auto& diag = diags_.warning("unknown-fact", key.span(), message);
    if (!near.empty()) diag.help(say("是否想写 `{}`？", "did you mean `{}`?", near));
    std::string name = shown(key.text());
    notice("unknown_fact", kNoFact, name, "", message, key.span());
    if (value.is_scalar() && mask_ids(value.text()) != value.text()) personal_data(name, value);
  }

  void personal_data(const std::string& name, TreeRef node, FactId fact = kNoFact) {
    notice("personal_data", fact, name, "",
           say("`{}` 像是身份证号，规则不需要，已遮盖",
               "`{}` looks like a resident-ID number; no rule needs it, it is masked", name),
           node.span());
  }

  void ambiguous(TreeRef key, const HeaderMatch& match) {
    std::vector<std::string> names;
    for (FactId id : match.facts) names.push_back(schema_.facts[id].name);
    Text message = say("`{}` 可以指 {}", "`{}` may mean {}", key.text(), joined(names, " / "));
    diags_.warning("ambiguous-key", key.span(), message)
        .help(
            say("请改用事实名，如 `{}`", "write the fact's own name, such as `{}`", names.front()));
    notice("unknown_fact", kNoFact, std::string(key.text()), "", message, key.span());
  }

  /// A fact given under two keys: which one is meant is not ours to say.
  bool is_repeated(FactId id, TreeRef key, const HeaderMatch& match, Row& row) {
    auto [it, first] = row.seen.try_emplace(id, key.span());
    if (first || !match.key.empty()) return false;
    Text message = say("`{}` 给了两次", "`{}` is given twice", schema_.facts[id].name);
    diags_.warning("duplicate-fact", key.span(), message)
        .note(it->second, say("首次在此", "first given here"));
    unreadable(id, schema_.facts[id].name, "two_values", message, key.span(), row);
    return true;
  }

  void read_fact(FactId id, const HeaderMatch& match, TreeRef key, TreeRef node, Row& row);
  std::optional<Value> read_value(FactId id, TypeId type, const std::string& name,
                                  const CellContext& context, TreeRef node, Row& row);
  std::optional<Value> read_items(FactId id, TypeId type, const std::string& name,
                                  CellContext context, TreeRef node, Row& row);
  std::optional<Value> read_map(FactId id, TypeId type, const CellContext& context, TreeRef node,
                                Row& row);
  std::optional<Value> read_judged(FactId id, TypeId type, const std::string& name,
                                   const CellContext& context, TreeRef node, Row& row);
  std::optional<Value> read_struct(FactId id, TypeId type, const std::string& name,
                                   const CellContext& context, TreeRef node, Row& row);
  std::optional<Value> read_scalar(FactId id, TypeId type, const std::string& name,
                                   const CellContext& context, TreeRef node, Row& row);
  std::optional<Value> wrong_shape(FactId id, const std::string& name, TypeId type, TreeRef node,
                                   Row& row);
  void check_format(FactId id, const std::string& name, Value& value, Span span);
  static void hide_ids(Value& value);
  std::string nearest_member(TypeId type, std::string_view text) const;

  void notice(std::string id, FactId fact, std::string name, std::string reason, Text message,
              Span span) {
    batch_.notices.push_back(
        {row_, std::move(id), fact, std::move(name), std::move(reason), std::move(message), span});
  }

  void unreadable(FactId id, const std::string& name, const std::string& reason,
                  const Text& message, Span span, Row& row) {
    row.values.erase(id);
    row.unreadable.push_back(id);
    notice("invalid_value", id, name, reason, message, span);
  }

  /// What may be echoed of a text: resident-ID numbers never.
  static std::string shown(std::string_view text) { return mask_ids(text); }

  const Schema& schema_;
  std::string name_;
  Batch& batch_;
  Diagnostics& diags_;
  std::vector<Row> rows_;
  std::uint32_t row_ = 0;
};

void Reader::read_fact(FactId id, const HeaderMatch& match, TreeRef key, TreeRef node, Row& row) {
  const Fact& fact = schema_.facts[id];
  if (!fact.input) {
    diags_.warning(
        "derived-fact", key.span(),
        say("`{}` 由系统推算，不能填写", "`{}` is derived and cannot be given", fact.name));
    return;
  }
  CellContext context{.own_name = match.own_name, .unit = match.unit};
  if (match.key.empty()) {
    auto value = read_value(id, fact.type, fact.name, context, node, row);
    if (value && !value->is_null()) row.values[id] = std::move(*value);
    return;
  }
  Value& whole = row.values[id];
  if (whole.is_null()) whole.v = ValueMap{};
  auto item = read_value(id, schema_.types[fact.type].item, fact.name + "." + match.key, context,
                         node, row);
  if (item && !item->is_null())
    row.values[id].as<ValueMap>().emplace_back(Value{match.key}, std::move(*item));
}

std::optional<Value> Reader::read_value(FactId id, TypeId type, const std::string& name,
                                        const CellContext& context, TreeRef node, Row& row) {
  if (node.is_null()) return std::nullopt;
  const Type& t = schema_.types[type];
  if (node.is_scalar()) return read_scalar(id, type, name, context, node, row);
  bool collection = t.kind == Kind::List || t.kind == Kind::Set;
  if (node.is_sequence() && collection) return read_items(id, type, name, context, node, row);
  if (node.is_map() && t.kind == Kind::Map) return read_map(id, type, context, node, row);
  if (node.is_map() && t.kind == Kind::Record)
    return read_struct(id, type, name, context, node, row);
  bool judged = t.kind == Kind::Judgement || (t.kind == Kind::Enum && schema_.facts[id].judged);
  if (node.is_map() && judged) return read_judged(id, type, name, context, node, row);
  return wrong_shape(id, name, type, node, row);
}

std::optional<Value> Reader::wrong_shape(FactId id, const std::string& name, TypeId type,
                                         TreeRef node, Row& row) {
  Kind kind = schema_.types[type].kind;
  std::string reason = kind == Kind::Int || kind == Kind::Decimal ? "not_a_number"
                       : kind == Kind::Bool                       ? "not_boolean"
                       : kind == Kind::Date                       ? "invalid_date"
                                                                  : "unknown_value";
  bool many = kind == Kind::List || kind == Kind::Set;
  Text message = many ? say("`{}` 应为一组值", "`{}` takes a list of values", name)
                 : kind == Kind::Map
                     ? say("`{}` 应为 `键: 值`", "`{}` takes `key: value` pairs", name)
                 : kind == Kind::Record ? say("`{}` 应为若干字段", "`{}` takes fields", name)
                                        : say("`{}` 应为单个值", "`{}` takes one value", name);
  diags_.warning("invalid-value", node.span(), message);
  unreadable(id, name, reason, message, node.span(), row);
  return std::nullopt;
}

std::optional<Value> Reader::read_scalar(FactId id, TypeId type, const std::string& name,
                                         const CellContext& context, TreeRef node, Row& row) {
  std::string_view text = node.text();
  bool personal = mask_ids(text) != text;
  if (personal) personal_data(name, node, id);
  CellReading cell = read_cell(schema_, type, schema_.facts[id], text, context);
  if (!cell.invalid.empty()) {
    bool secret = personal || schema_.facts[id].pii;
    Text why = secret ? say("`{}` 的值无法读取", "the value of `{}` cannot be read", name)
                      : say("`{}`：", "`{}`: ", name);
    if (!secret) why = {why.zh + cell.why.zh, why.en + cell.why.en};
    diags_.warning("invalid-value", secret ? Span{} : node.span(), why).file = name_;
    unreadable(id, name, cell.invalid, why, node.span(), row);
    return std::nullopt;
  }
  for (const std::string& unlisted : cell.unlisted) {
    Text message = say("`{}` 的值 `{}` 不在清单内", "`{}` has the value `{}`, which is on no list",
                       name, shown(unlisted));
    if (std::string near = nearest_member(type, unlisted); !near.empty()) {
      Text hint = say("，是否想写 `{}`？", "; did you mean `{}`?", near);
      message = {message.zh + hint.zh, message.en + hint.en};
    }
    notice("unlisted_value", id, name, "", message, node.span());
  }
  if (cell.suspicious) notice("suspicious_value", id, name, "", cell.suspicion, node.span());
  if (cell.value) check_format(id, name, *cell.value, node.span());
  if (cell.value && personal) hide_ids(*cell.value);
  return cell.value;
}

/// No rule compares such numbers, so they go no further than this reader.
void Reader::hide_ids(Value& value) {
  if (value.is<std::string>()) value = Value{mask_ids(value.as<std::string>())};
  if (!value.is<ValueList>()) return;
  ValueList list = value.as<ValueList>();
  for (Value& item : list) hide_ids(item);
  value = Value{std::move(list)};
}

std::string Reader::nearest_member(TypeId type, std::string_view text) const {
  const Type& own = schema_.types[type];
  DomainId domain = own.domain == 0 && own.item != 0 ? schema_.types[own.item].domain : own.domain;
  std::vector<std::string_view> words;
  for (const Member& member : schema_.domains[domain].members) {
    words.push_back(member.id);
    words.push_back(member.label.zh);
    words.insert(words.end(), member.aliases.begin(), member.aliases.end());
  }
  return std::string(nearest(text, words).value_or(""));
}

void Reader::check_format(FactId id, const std::string& name, Value& value, Span span) {
  if (schema_.facts[id].format != "uscc" || !value.is<std::string>()) return;
  value = Value{normalise_uscc(value.as<std::string>())};
  if (auto fault = uscc_fault(value.as<std::string>())) {
    diags_.warning("uscc-invalid", span, fault->message);
    notice("uscc_invalid", id, name, "", fault->message, span);
  }
}

std::optional<Value> Reader::read_items(FactId id, TypeId type, const std::string& name,
                                        CellContext context, TreeRef node, Row& row) {
  const Type& t = schema_.types[type];
  context.collection = false;
  ValueList list;
  for (std::size_t i = 0; i < node.size(); ++i) {
    std::size_t faults = row.unreadable.size();
    auto item = read_value(id, t.item, name, context, node.item(i), row);
    if (row.unreadable.size() != faults) return std::nullopt;
    if (!item) continue;
    bool doubled = t.kind == Kind::Set && std::find(list.begin(), list.end(), *item) != list.end();
    if (!doubled) list.push_back(std::move(*item));
  }
  return Value{std::move(list)};
}

std::optional<Value> Reader::read_map(FactId id, TypeId type, const CellContext& context,
                                      TreeRef node, Row& row) {
  const Fact& fact = schema_.facts[id];
  ValueMap map;
  for (std::size_t i = 0; i < node.size(); ++i) {
    std::string key = mask_ids(trim(node.key(i).text()));
    std::string name = fact.name + "." + key;
    if (!fact.keys.empty() &&
        std::find(fact.keys.begin(), fact.keys.end(), key) == fact.keys.end()) {
      Text message = say("`{}` 没有键 `{}`，可用：{}", "`{}` has no key `{}`, only {}", fact.name,
                         key, joined(fact.keys, ", "));
      diags_.warning("invalid-value", node.key(i).span(), message);
      notice("invalid_value", id, name, "unknown_value", message, node.key(i).span());
      continue;
    }
    // One entry that cannot be read is missing by itself; the others stand.
    std::size_t faults = row.unreadable.size();
    auto item = read_value(id, schema_.types[type].item, name, context, node.value(i), row);
    row.unreadable.resize(faults);
    if (item && !item->is_null()) map.emplace_back(Value{key}, std::move(*item));
  }
  return Value{std::move(map)};
}

std::optional<Value> Reader::read_struct(FactId id, TypeId type, const std::string& name,
                                         const CellContext& context, TreeRef node, Row& row) {
  ValueMap fields;
  for (const RecordField& field : schema_.types[type].fields) {
    TreeRef value = node.find(field.name);
    auto item = value ? read_value(id, field.type, name + "." + field.name, context, value, row)
                      : std::nullopt;
    fields.emplace_back(Value{field.name}, item.value_or(Value{}));
  }
  return Value{std::move(fields)};
}

/// {met: true, by: …, on: …, ground: …}; a judged enum has `value` for `met`.
std::optional<Value> Reader::read_judged(FactId id, TypeId type, const std::string& name,
                                         const CellContext& context, TreeRef node, Row& row) {
  Decision decision{.row = row_, .fact = id};
  TreeRef verdict;
  for (std::size_t i = 0; i < node.size(); ++i) {
    std::string_view key = node.key(i).text();
    std::string text = mask_ids(node.value(i).text());
    if (key == "met" || key == "value" || key == "结论")
      verdict = node.value(i);
    else if (key == "by" || key == "评审人")
      decision.by = text;
    else if (key == "on" || key == "日期")
      decision.on = text;
    else if (key == "ground" || key == "理由")
      decision.ground = text;
    else
      diags_.warning("unknown-key", node.key(i).span(),
                     say("判断没有键 `{}`，可用：met、by、on、ground",
                         "a judgement has no key `{}`, only met, by, on, ground", key));
  }
  if (!verdict) return std::nullopt;
  auto value = read_value(id, type, name, context, verdict, row);
  if (value && !value->is_null()) batch_.decisions.push_back(std::move(decision));
  return value;
}

void Reader::fill_columns() {
  batch_.schema = &schema_;
  batch_.facts.resize(schema_.facts.size());
  assert(batch_.rows == 0 && "records are read into a fresh batch");
  batch_.rows = static_cast<std::uint32_t>(rows_.size());
  for (FactId id = 0; id < schema_.facts.size(); ++id) {
    const Fact& fact = schema_.facts[id];
    bool given = std::any_of(rows_.begin(), rows_.end(),
                             [&](const Row& r) { return r.values.contains(id); });
    bool broken = std::any_of(rows_.begin(), rows_.end(), [&](const Row& r) {
      return std::find(r.unreadable.begin(), r.unreadable.end(), id) != r.unreadable.end();
    });
    if (!given && !broken) continue;
    bool judged = fact.judged || schema_.types[fact.type].kind == Kind::Judgement;
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
      auto it = rows_[i].values.find(id);
      const auto& bad = rows_[i].unreadable;
      bool is_bad = std::find(bad.begin(), bad.end(), id) != bad.end();
      if (is_bad) {
        batch_.unreadable.resize(schema_.facts.size() * batch_.rows);
        batch_.unreadable[id * batch_.rows + i] = 1;
        append(batch_, batch_.facts[id], fact.type, {}, State::Missing);
      } else if (it != rows_[i].values.end()) {
        append(batch_, batch_.facts[id], fact.type, it->second, State::Missing);
      } else {
        append(batch_, batch_.facts[id], fact.type, fact.absent.value_or(Value{}),
               judged ? State::Pending : State::Missing);
      }
    }
  }
  for (Row& row : rows_) batch_.records.push_back(std::move(row.info));
}

}  // namespace

void read_records(const Schema& schema, std::span<const TreeRef> documents, const std::string& name,
                  Batch& batch, Diagnostics& diags) {
  Reader reader(schema, name, batch, diags);
  for (TreeRef document : documents) reader.document(document);
  reader.fill_columns();
}

Text applicant_words(std::string_view kind) {
  for (const KindWord& word : kApplicantKinds) {
    if (word.id == kind) return {std::string(word.zh), std::string(kind)};
  }
  return {std::string(kind), std::string(kind)};
}

RecordFormat record_format(std::string_view name, std::string_view text) {
  if (name.ends_with(".json") || name.ends_with(".ndjson") || name.ends_with(".jsonl"))
    return RecordFormat::Json;
  if (name.ends_with(".yaml") || name.ends_with(".yml")) return RecordFormat::Yaml;
  std::string_view body = trim(text);
  return body.starts_with('{') || body.starts_with('[') ? RecordFormat::Json : RecordFormat::Yaml;
}

void read_record_source(const Schema& schema, Sources& sources, SourceId source,
                        std::deque<Tree>& trees, Batch& batch, Diagnostics& diags) {
  bool json = record_format(sources.name(source), sources.text(source)) == RecordFormat::Json;
  trees = json ? read_json(sources, source, diags) : read_yaml(sources, source, diags);
  std::vector<TreeRef> documents;
  for (const Tree& tree : trees) documents.push_back(tree.top());
  read_records(schema, documents, sources.name(source), batch, diags);
}

}  // namespace ipcheck
