// Names of codes. Tested by tests/policy/load_codes_test.cc.
#include <algorithm>

#include "policy/load_parts.h"
#include "text/suggest.h"

namespace ipcheck {
namespace {

constexpr int kMaxWithin = 8;

/// One list while it is read. Entries may refer to each other whatever their order.
struct CodesReader {
  Loading& loading;
  CodeList list;
  std::vector<std::string_view> codes;

  std::uint32_t entry_named(TreeRef node) {
    if (!node) return kNoEntry;
    const auto at = std::find(codes.begin(), codes.end(), node.text());
    if (at != codes.end()) return static_cast<std::uint32_t>(at - codes.begin());
    auto& diag =
        loading.diags.error("unknown-code", node.span(),
                            say("代码表没有 `{}`", "the list has no code `{}`", node.text()));
    if (auto near = nearest(node.text(), codes))
      diag.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
    return kNoEntry;
  }

  void read_entry(TreeRef key, TreeRef node) {
    CodeEntry entry{.code = std::string(key.text()), .span = key.span()};
    MapReader map(loading.diags, node, {"代码", "code"});
    map.need("zh"), map.need("en");
    entry.label = {map.text("zh"), map.text("en")};
    entry.aliases = map.texts("aliases");
    entry.within = entry_named(map.take("in"));
    if (TreeRef replaced = map.take("replaced")) {
      MapReader by(loading.diags, replaced, {"变更", "change"});
      entry.replaced_by = entry_named(by.need("by"));
      by.need("on");
      entry.replaced_on = by.date("on");
      by.finish();
    }
    map.finish();
    list.entries.push_back(std::move(entry));
  }

  void read_uncoded(TreeRef node) {
    MapReader map(loading.diags, node, {"无代码的名称", "name without a code"});
    map.need("names");
    UncodedName name{.names = map.texts("names"), .text = map.both("text", true)};
    map.finish();
    list.uncoded.push_back(std::move(name));
  }

  /// Nothing lies within itself, and what took a code's place is still in force.
  void check_chains() {
    for (const CodeEntry& entry : list.entries) {
      int steps = 0;
      for (auto up = entry.within; up != kNoEntry && steps <= kMaxWithin; ++steps)
        up = list.entries[up].within;
      if (steps > kMaxWithin)
        loading.diags.error("too-deep", entry.span,
                            say("`{}` 的 `in` 超过 {} 层或形成循环",
                                "`in` of `{}` goes more than {} levels up, or in a circle",
                                entry.code, kMaxWithin));
      const bool still =
          entry.replaced_by == kNoEntry || list.entries[entry.replaced_by].replaced_by == kNoEntry;
      if (!still)
        loading.diags.error(
            "unexpected-shape", entry.span,
            say("`{}` 的 `replaced` 应写现行代码 `{}`",
                "`replaced` of `{}` names a code that was replaced itself: `{}`; name the one in "
                "force",
                entry.code, list.entries[entry.replaced_by].code));
    }
  }
};

void load_list(Loading& loading, TreeRef key, TreeRef node) {
  Schema& schema = loading.rules.schema;
  CodesReader reader{loading, {.name = std::string(key.text()), .span = key.span()}, {}};
  MapReader map(loading.diags, node, {"代码表", "list of codes"});
  if (!map) return;
  const bool taken = std::any_of(schema.code_lists.begin(), schema.code_lists.end(),
                                 [&](const CodeList& l) { return l.name == reader.list.name; });
  if (taken)
    loading.diags.error(
        "duplicate-codes", key.span(),
        say("代码表 `{}` 已经声明过", "the list of codes `{}` is declared already", key.text()));
  reader.list.title = map.both("title", true);
  reader.list.source = read_citation(loading.diags, map.need("cite")).at;
  reader.list.endings = map.texts("endings");
  TreeRef values = map.need("values");
  MapReader entries(loading.diags, values, {"代码", "codes"});
  const std::size_t count = entries ? values.size() : 0;
  for (std::size_t i = 0; i < count; ++i) reader.codes.push_back(values.key(i).text());
  for (std::size_t i = 0; i < count; ++i) reader.read_entry(values.key(i), values.value(i));
  for (TreeRef item : read_items(loading.diags, map.take("without_code"),
                                 {"无代码名称的列表", "a list of names without a code"}))
    reader.read_uncoded(item);
  map.finish();
  const std::size_t errors = loading.diags.error_count();
  reader.check_chains();
  if (loading.diags.error_count() != errors) return;
  reader.list.index();
  schema.code_lists.push_back(std::move(reader.list));
}

}  // namespace

void load_codes(Loading& loading, TreeRef codes) {
  if (!codes || codes.is_null()) return;
  if (!codes.is_map()) {
    expected(loading.diags, codes, {"代码表（名称: {…}）", "lists of codes (name: {…})"});
    return;
  }
  for (std::size_t i = 0; i < codes.size(); ++i) load_list(loading, codes.key(i), codes.value(i));
}

}  // namespace ipcheck
