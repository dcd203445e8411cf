// Tested by tests/io/grouped_table_test.cc.
#include "io/row_counts.h"

#include <algorithm>
#include <unordered_map>

#include "io/fact_reading.h"
#include "text/suggest.h"
#include "text/utf8.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

constexpr std::size_t kLeftOut = static_cast<std::size_t>(-1);

void no_such_fact(const Schema& schema, const std::string& name, Diagnostics& diags) {
  std::vector<std::string_view> names;
  for (const Fact& fact : schema.facts) names.push_back(fact.name);
  auto near = nearest(name, names);
  diags.file_error("unknown-fact", "--count", say("没有事实 `{}`", "unknown fact `{}`", name))
      .help(near ? say("是否想写 `{}`？", "did you mean `{}`?", *near)
                 : say("请写事实名，`ipcheck template` 列出它们",
                       "give the name of a fact; `ipcheck template` lists them"));
}

/// Counts the rows of one applicant by key.
class KeyCounter {
 public:
  KeyCounter(const CountedFact& counted, const HeldRows& held, std::uint32_t row, Batch& out)
      : counted_(counted),
        fact_(out.schema->facts[counted.fact]),
        held_(held),
        row_(row),
        out_(out) {}

  void add(std::uint32_t at) {
    auto [key, fresh] = seen_.try_emplace(counted_.texts[at], kLeftOut);
    if (fresh) key->second = place_of(key->first, at);
    if (key->second != kLeftOut) ++entries_[key->second].second.as<std::int64_t>();
  }
  Value value() { return Value{std::move(entries_)}; }

 private:
  /// The entry of a text that was not seen before.
  std::size_t place_of(std::string_view text, std::uint32_t at) {
    if (text.empty()) {
      leave_out(say("第 {} 行的 `{}` 为空，没有计入 `{}`", "row {} has no `{}`, `{}` leaves it out",
                    held_.places[at].row, counted_.column, fact_.name));
      return kLeftOut;
    }
    std::string name = mask_ids(text);
    if (!fact_.keys.empty()) {
      const auto listed = std::find_if(fact_.keys.begin(), fact_.keys.end(),
                                       [&](const auto& key) { return fold(key) == fold(text); });
      if (listed == fact_.keys.end()) {
        leave_out(unknown_key_message(fact_, name));
        return kLeftOut;
      }
      name = *listed;
    }
    auto [place, fresh] = places_.try_emplace(name, entries_.size());
    if (fresh) entries_.emplace_back(Value{name}, Value{std::int64_t{0}});
    return place->second;
  }

  void leave_out(Text message) {
    out_.notices.push_back({row_,
                            "invalid_value",
                            counted_.fact,
                            fact_.name,
                            "unknown_value",
                            std::move(message),
                            {}});
  }

  const CountedFact& counted_;
  const Fact& fact_;
  const HeldRows& held_;
  std::uint32_t row_;
  Batch& out_;
  ValueMap entries_;
  std::unordered_map<std::string_view, std::size_t> seen_;
  std::unordered_map<std::string, std::size_t> places_;
};

}  // namespace

std::optional<std::vector<CountedFact>> settle_counts(const Schema& schema,
                                                      std::span<const RowCount> counts,
                                                      Diagnostics& diags) {
  std::vector<CountedFact> settled;
  for (const RowCount& count : counts) {
    const FactId id = schema.find(count.fact);
    if (id == kNoFact) {
      no_such_fact(schema, count.fact, diags);
      return std::nullopt;
    }
    const Type& type = schema.type_of(id);
    const bool map = type.kind == Kind::Map;
    const Kind number = map ? schema.types[type.item].kind : type.kind;
    if (number != Kind::Int || !schema.facts[id].input || map == count.column.empty()) {
      diags
          .file_error("not-a-count", "--count",
                      say("`{}` 不能这样按行计数", "`{}` cannot count rows like this", count.fact))
          .help(map ? say("请写作 {}=列名：各行的这一列就是键",
                          "write {}=COLUMN: that column of each row is the key", count.fact)
                    : say("能计数的是可填写的整数事实，写作 --count 事实名",
                          "what counts is an integer fact that may be given: --count FACT"));
      return std::nullopt;
    }
    settled.push_back({id, map, count.column, 0, {}});
  }
  return settled;
}

bool check_counts(const Schema& schema, std::span<const CountedFact> counts,
                  std::span<const TableColumn> columns, Diagnostics& diags) {
  bool good = true;
  for (const CountedFact& counted : counts) {
    const auto given = std::find_if(columns.begin(), columns.end(), [&](const TableColumn& column) {
      return column.fact == counted.fact && column.use == ColumnUse::Fact;
    });
    if (given == columns.end()) continue;
    good = false;
    diags
        .file_error("counted-twice", "--count",
                    say("列 `{}` 已给出 `{}`，不能再按行计数",
                        "column `{}` gives `{}` already, it cannot be counted too",
                        mask_ids(given->header), schema.facts[counted.fact].name))
        .help(say("去掉这个 --count，或用 --map 把这一列写作 ignore",
                  "leave this --count out, or make the column `ignore` by --map"));
  }
  return good;
}

void count_rows(const CountedFact& counted, const HeldRows& held,
                std::span<const std::uint32_t> rows, std::uint32_t row, Batch& out) {
  Value value{static_cast<std::int64_t>(rows.size())};
  if (counted.is_map) {
    KeyCounter counter(counted, held, row, out);
    for (const std::uint32_t at : rows) counter.add(at);
    value = counter.value();
  }
  append(out, out.facts[counted.fact], out.schema->facts[counted.fact].type, value, State::Missing);
}

}  // namespace ipcheck
