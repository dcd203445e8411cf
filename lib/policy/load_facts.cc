// Facts and their types. Tested by tests/policy/load_test.cc.
#include <array>

#include "policy/load_parts.h"
#include "policy/words.h"
#include "text/suggest.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

constexpr std::array<std::string_view, 13> kTypeNames = {
    "boolean",   "integer", "decimal", "money", "date",   "string", "enum",
    "judgement", "list",    "set",     "map",   "record", "text"};

/// One fact while it is read.
struct FactReader {
  Loading& loading;
  Fact& fact;
  TreeRef values;  // `values:` of an enum
  bool open = false;

  Schema& schema() { return loading.rules.schema; }

  TypeId domain_type(TreeRef at) {
    if (!values) {
      loading.diags.error("missing-key", at.span(),
                          say("枚举事实缺少键 `values`", "an enum fact lacks the key `values`"));
      return kInvalidType;
    }
    Domain domain{.name = fact.name, .open = open};
    MapReader map(loading.diags, values, {"枚举值", "enum values"});
    for (std::size_t i = 0; map && i < values.size(); ++i) {
      Member member{.id = std::string(values.key(i).text())};
      MapReader words(loading.diags, values.value(i), {"枚举值", "enum value"});
      words.need("zh");
      words.need("en");
      member.label = {words.text("zh"), words.text("en")};
      member.aliases = words.texts("aliases");
      words.finish();
      domain.members.push_back(std::move(member));
    }
    domain.index();
    schema().domains.push_back(std::move(domain));
    return schema().types.enumeration(static_cast<DomainId>(schema().domains.size() - 1));
  }

  TypeId named_type(TreeRef node) {
    std::string_view name = node.text();
    Types& types = schema().types;
    if (name == "boolean") return kBoolType;
    if (name == "judgement") return kJudgementType;
    if (name == "integer") return types.number(Kind::Int, fact.unit);
    if (name == "decimal") return types.number(Kind::Decimal, fact.unit);
    if (name == "money") {
      fact.unit = schema().unit_id("元");
      return types.number(Kind::Decimal, fact.unit);
    }
    if (name == "date") return kDateType;
    if (name == "string") return kStringType;
    if (name == "enum") return domain_type(node);
    auto& diag = loading.diags.error("unknown-type", node.span(),
                                     say("未知类型 `{}`", "unknown type `{}`", name));
    if (auto near = nearest(name, kTypeNames))
      diag.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
    return kInvalidType;
  }

  TypeId record_type(TreeRef node) {
    Type record{.kind = Kind::Record};
    if (!node.is_map()) {
      expected(loading.diags, node, {"记录的字段", "the fields of the record"});
      return kInvalidType;
    }
    for (std::size_t i = 0; i < node.size(); ++i) {
      std::string name(node.key(i).text());
      record.fields.push_back({.name = name, .type = type(node.value(i)), .label = {name, name}});
    }
    return schema().types.intern(std::move(record));
  }

  TypeId type(TreeRef node) {
    if (node.is_scalar()) return named_type(node);
    if (!node.is_map() || node.size() != 1) {
      expected(loading.diags, node,
               {"类型名或 {set|list|map: 类型}", "a type name or {set|list|map: type}"});
      return kInvalidType;
    }
    std::string_view shape = node.key(0).text();
    if (shape == "record") return record_type(node.value(0));
    TypeId item = type(node.value(0));
    if (shape == "set") return schema().types.set(item);
    if (shape == "list") return schema().types.list(item);
    if (shape == "map") return schema().types.map(kStringType, item);
    auto& diag = loading.diags.error("unknown-type", node.key(0).span(),
                                     say("未知类型 `{}`", "unknown type `{}`", shape));
    if (auto near = nearest(shape, kTypeNames))
      diag.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
    return kInvalidType;
  }
};

void read_range(Loading& loading, Fact& fact, TreeRef node) {
  if (!node) return;
  if (!node.is_sequence() || node.size() != 2) {
    expected(loading.diags, node,
             {"[最小, 最大]，可用 null 表示不限", "[least, most], null for no limit"});
    return;
  }
  if (!node.item(0).is_null()) fact.min = read_decimal(loading.diags, node.item(0));
  if (!node.item(1).is_null()) fact.max = read_decimal(loading.diags, node.item(1));
  if (fact.min && fact.max && *fact.max < *fact.min) {
    loading.diags.error("empty-range", node.span(), say("范围为空", "the range is empty"));
  }
}

/// `codes:` names a list of codes. A code is told from a name by the fact's pattern.
void read_codes(Loading& loading, Fact& fact, TreeRef node) {
  if (!node) return;
  const Schema& schema = loading.rules.schema;
  std::vector<std::string_view> names;
  for (std::uint32_t i = 1; i < schema.code_lists.size(); ++i) {
    names.push_back(schema.code_lists[i].name);
    if (node.text() == names.back()) fact.codes = i;
  }
  if (fact.codes == 0) {
    auto& diag =
        loading.diags.error("unknown-codes", node.span(),
                            say("没有代码表 `{}`", "there is no list of codes `{}`", node.text()));
    if (auto near = nearest(node.text(), names))
      diag.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
    return;
  }
  TypeId type = fact.type;
  while (schema.types[type].item != kInvalidType) type = schema.types[type].item;
  if (schema.types[type].kind == Kind::String && !fact.pattern.empty()) return;
  loading.diags.error("unexpected-shape", node.span(),
                      say("`codes` 只用于有 `pattern` 的文字事实",
                          "`codes` is for facts of type string that have a `pattern`"));
}

void read_changeable(Loading& loading, Fact& fact, TreeRef node) {
  if (!node) return;
  for (const Changeable one :
       {Changeable::Easy, Changeable::Medium, Changeable::Hard, Changeable::Never}) {
    if (node.text() == word(one)) fact.changeable = one;
  }
  if (fact.changeable == Changeable::Unsaid) {
    expected(loading.diags, node, {"easy、medium、hard 或 never", "easy, medium, hard or never"});
  }
}

void read_default(Loading& loading, FactId id, TreeRef node) {
  if (!node) return;
  Fact& fact = loading.rules.schema.facts[id];
  CellReading cell = read_cell(loading.rules.schema, id, node.text(), {.own_name = true});
  if (!cell.value) {
    expected(loading.diags, node, {"该类型的默认值", "a default of the fact's type"});
    return;
  }
  fact.absent = std::move(cell.value);
}

/// The same fact may stand in two files only if it is one thing; here a second declaration is an
/// error with both places.
bool is_new(Loading& loading, const Fact& fact, TreeRef key) {
  FactId first = loading.rules.schema.find(fact.name);
  if (first == kNoFact) return true;
  loading.diags
      .error("duplicate-fact", key.span(),
             say("事实 `{}` 已经声明过", "fact `{}` is declared already", fact.name))
      .note(loading.rules.schema.facts[first].span, say("首次声明在此", "first declared here"));
  return false;
}

void load_fact(Loading& loading, TreeRef key, TreeRef node, const std::string& owner) {
  Fact fact{.name = std::string(key.text()), .declared_in = owner, .span = key.span()};
  MapReader map(loading.diags, node, {"事实", "fact"});
  if (!map) return;
  TreeRef type = map.need("type");
  if (auto unit = map.text("unit"); !unit.empty()) fact.unit = loading.rules.schema.unit_id(unit);
  FactReader reader{loading, fact, map.take("values"), map.boolean("open").value_or(false)};
  if (type) fact.type = reader.type(type);
  read_range(loading, fact, map.take("range"));
  fact.label = map.both("label", true);
  fact.aliases = map.texts("aliases");
  fact.pii = map.boolean("pii").value_or(false);
  fact.input = map.boolean("input").value_or(true);
  fact.judged = map.boolean("judged").value_or(false);
  TreeRef absent = map.take("absent");
  fact.derive = map.take("derive");
  fact.pattern = map.text("pattern");
  fact.format = map.text("format");
  read_codes(loading, fact, map.take("codes"));
  fact.named = map.text("named");
  fact.keys = map.texts("keys");
  read_changeable(loading, fact, map.take("changeable"));
  fact.proof = map.both("proof", false);
  fact.applicants = map.texts("applicant");
  map.finish();
  if (!is_new(loading, fact, key)) return;
  FactId id = loading.rules.schema.add(std::move(fact));
  read_default(loading, id, absent);
}

}  // namespace

void load_facts(Loading& loading, TreeRef facts, const std::string& owner) {
  if (!facts || facts.is_null()) return;
  if (!facts.is_map()) {
    expected(loading.diags, facts, {"事实（名称: {…}）", "facts (name: {…})"});
    return;
  }
  for (std::size_t i = 0; i < facts.size(); ++i)
    load_fact(loading, facts.key(i), facts.value(i), owner);
}

}  // namespace ipcheck
