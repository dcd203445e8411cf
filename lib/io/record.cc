// Tested by tests/io/record_test.cc.
#include "io/record.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "io/fact_reading.h"
#include "io/header.h"
#include "io/record_reader.h"
#include "text/suggest.h"
#include "text/tree_json.h"
#include "text/tree_yaml.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

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
  Reader(const Schema& schema, const std::string& name, const RecordKeys& keys, Batch& batch,
         Diagnostics& diags)
      : schema_(schema),
        name_(name),
        keys_(keys),
        batch_(batch),
        diags_(diags),
        values_(schema, name, batch, diags) {}

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
    rows_.push_back({.index = static_cast<std::uint32_t>(rows_.size())});
    RecordRow& row = rows_.back();
    row.info.source = name_;
    row.info.span = map.span();
    if (TreeRef kind = map.find("applicant"); kind && !kind.is_null()) read_kind(kind, row);
    for (std::size_t i = 0; i < map.size(); ++i) entry(map.key(i), map.value(i), row);
    if (FactId id = schema_.find("name"); id != kNoFact && row.values.contains(id)) {
      if (row.values[id].is<std::string>()) row.info.name = row.values[id].as<std::string>();
    }
  }

  void read_kind(TreeRef node, RecordRow& row) {
    for (const KindWord& kind : kApplicantKinds) {
      if (node.text() == kind.id || node.text() == kind.zh) row.info.applicant = kind.id;
    }
    if (!row.info.applicant.empty()) return;
    std::vector<std::string_view> ids;
    for (const KindWord& kind : kApplicantKinds) ids.push_back(kind.id);
    auto& diag = diags_.warning(
        "unknown-applicant", node.span(),
        say("没有申请人种类 `{}`", "no kind of applicant `{}`", mask_ids(node.text())));
    auto near = nearest(node.text(), ids);
    diag.help(near ? say("是否想写 `{}`？", "did you mean `{}`?", *near)
                   : say("可用：{}", "one of {}", joined(ids, ", ")));
  }

  void entry(TreeRef key, TreeRef value, RecordRow& row) {
    std::string_view name = trim(key.text());
    if (name == "applicant") return;
    if (name == "apply_for") return read_apply_for(value, row);
    if (name == "as_of") return read_as_of(value, row);
    const std::string_view kind = row.info.applicant.empty() ? keys_.applicant : row.info.applicant;
    const auto found = match_key(schema_, name, {kind, keys_.map});
    if (!found) return;
    const HeaderMatch& match = *found;
    if (match.facts.empty()) return unknown(key, value, row);
    if (!match.settled()) return ambiguous(key, match, row);
    FactId id = match.facts.front();
    if (is_repeated(id, key, match, row)) return;
    read_fact(id, match, key, value, row);
  }

  void read_apply_for(TreeRef node, RecordRow& row) {
    if (node.is_scalar()) row.info.apply_for.emplace_back(node.text());
    bool readable = !node.is_map();
    for (std::size_t i = 0; node.is_sequence() && i < node.size(); ++i) {
      if (node.item(i).is_scalar())
        row.info.apply_for.emplace_back(node.item(i).text());
      else
        readable = false;
    }
    if (readable) return;
    diags_.error("invalid-value", node.span(),
                 say("`apply_for` 应为方案名或一组方案名",
                     "`apply_for` takes a scheme's id or a list of them"));
  }

  void read_as_of(TreeRef node, RecordRow& row) {
    row.info.as_of = read_date(node.text());
    if (!row.info.as_of && !node.is_null()) {
      diags_.error(
          "invalid-date", node.span(),
          say("`as_of` 应为日期，如 2026-06-01", "`as_of` takes a date such as 2026-06-01"));
    }
  }

  void unknown(TreeRef key, TreeRef value, const RecordRow& row) {
    std::string near = nearest_header(schema_, key.text());
    Text message = unknown_fact_message(key.text());
    auto& diag = diags_.warning("unknown-fact", key.span(), message);
    if (!near.empty()) diag.help(say("是否想写 `{}`？", "did you mean `{}`?", near));
    std::string name = mask_ids(key.text());
    values_.notice(row, "unknown_fact", kNoFact, name, "", message, key.span());
    if (value.is_scalar() && mask_ids(value.text()) != value.text())
      values_.personal_data(row, name, value, kNoFact);
  }

  void ambiguous(TreeRef key, const HeaderMatch& match, const RecordRow& row) {
    std::vector<std::string> names;
    for (FactId id : match.facts) names.push_back(schema_.facts[id].name);
    Text message = say("`{}` 可以指 {}", "`{}` may mean {}", key.text(), joined(names, " / "));
    diags_.warning("ambiguous-key", key.span(), message)
        .help(
            say("请改用事实名，如 `{}`", "write the fact's own name, such as `{}`", names.front()));
    values_.notice(row, "unknown_fact", kNoFact, std::string(key.text()), "", message, key.span());
  }

  /// A fact given under two keys: which one is meant is not ours to say.
  bool is_repeated(FactId id, TreeRef key, const HeaderMatch& match, RecordRow& row) {
    auto [it, first] = row.seen.try_emplace(id, key.span());
    if (first || !match.key.empty()) return false;
    Text message = say("`{}` 给了两次", "`{}` is given twice", schema_.facts[id].name);
    diags_.warning("duplicate-fact", key.span(), message)
        .note(it->second, say("首次在此", "first given here"));
    values_.unreadable(id, schema_.facts[id].name, "two_values", message, key.span(), row);
    return true;
  }

  void read_fact(FactId id, const HeaderMatch& match, TreeRef key, TreeRef node, RecordRow& row);

  const Schema& schema_;
  std::string name_;
  RecordKeys keys_;
  Batch& batch_;
  Diagnostics& diags_;
  std::vector<RecordRow> rows_;
  ValueReader values_;
};

void Reader::read_fact(FactId id, const HeaderMatch& match, TreeRef key, TreeRef node,
                       RecordRow& row) {
  const Fact& fact = schema_.facts[id];
  if (!fact.input) {
    diags_.warning(
        "derived-fact", key.span(),
        say("`{}` 由系统推算，不能填写", "`{}` is derived and cannot be given", fact.name));
    return;
  }
  CellContext context{.own_name = match.own_name, .unit = match.unit};
  if (match.key.empty()) {
    auto value = values_.read(id, context, node, row);
    if (value && !value->is_null()) row.values[id] = std::move(*value);
    return;
  }
  ValueMap map;
  if (auto it = row.values.find(id); it != row.values.end()) map = it->second.as<ValueMap>();
  values_.read_entry(id, match.key, key.span(), context, node, row, map);
  if (!map.empty() || !node.is_null()) row.values[id] = Value{std::move(map)};
}

void Reader::fill_columns() {
  batch_.schema = &schema_;
  batch_.facts.resize(schema_.facts.size());
  assert(batch_.rows == 0 && "records are read into a fresh batch");
  batch_.rows = static_cast<std::uint32_t>(rows_.size());
  for (FactId id = 0; id < schema_.facts.size(); ++id) {
    const Fact& fact = schema_.facts[id];
    bool given = std::any_of(rows_.begin(), rows_.end(),
                             [&](const RecordRow& r) { return r.values.contains(id); });
    bool broken = std::any_of(rows_.begin(), rows_.end(), [&](const RecordRow& r) {
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
  for (RecordRow& row : rows_) batch_.records.push_back(std::move(row.info));
}

/// Of one record file, whose applicants are all judged and told at once; tables have no such limit.
constexpr std::size_t kMaxApplicants = 50'000;

/// The applicant that `most` others stand before; nothing: there are no more.
TreeRef first_beyond(std::span<const TreeRef> documents, std::size_t most) {
  std::size_t before = 0;
  for (TreeRef document : documents) {
    const bool list = document.is_sequence();
    const std::size_t own = list ? document.size() : 1;
    if (before + own > most) return list ? document.item(most - before) : document;
    before += own;
  }
  return {};
}

}  // namespace

std::optional<HeaderMatch> match_key(const Schema& schema, std::string_view key,
                                     const RecordKeys& keys) {
  static const std::vector<ColumnMap::Entry> kNoEntries;
  const auto& entries = keys.map == nullptr ? kNoEntries : keys.map->entries;
  const auto entry = std::find_if(entries.begin(), entries.end(),
                                  [key](const auto& one) { return fold(one.header) == fold(key); });
  if (entry == entries.end()) return match_header(schema, key, keys.applicant);
  if (entry->ignored) return std::nullopt;
  HeaderMatch match;
  match.facts = {schema.find(entry->fact)};
  match.unit = entry->unit;
  match.key = entry->key;
  return match;
}

void read_records(const Schema& schema, std::span<const TreeRef> documents, const std::string& name,
                  Batch& batch, Diagnostics& diags, const RecordKeys& keys) {
  Reader reader(schema, name, keys, batch, diags);
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
  if (const TreeRef beyond = first_beyond(documents, kMaxApplicants)) {
    diags
        .error("too-large", beyond.span(),
               say("申报人超过 {} 个的上限", "more than {} applicants in a file", kMaxApplicants))
        .help(say("分成几个文件，或用 `ipcheck score` 逐行判定",
                  "split the file, or let `ipcheck score` judge them row by row"));
    return;
  }
  read_records(schema, documents, sources.name(source), batch, diags);
}

}  // namespace ipcheck
