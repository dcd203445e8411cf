// Trees, forms, notices and outputs of schemes. Tested by tests/policy/load_test.cc.
#include <algorithm>

#include "policy/load_parts.h"
#include "text/suggest.h"

namespace ipcheck {
namespace {

constexpr int kMaxGateDepth = 32;

/// What a scheme of the merged layers is called: an inherited one gets the overlay's name.
std::string scheme_id(const Policy& policy, std::size_t layer_count, const Entry& entry) {
  bool inherited = entry.layer + 1 < layer_count && !entry.overridden;
  return inherited ? overlay_scheme_id(policy, entry.key.text()) : std::string(entry.key.text());
}

/// Builds one scheme's gates. References to other schemes are followed and shared; a cycle is an
/// error.
struct TreeBuilder {
  Loading& loading;
  Policy& policy;
  std::size_t layer_count;
  const std::vector<Entry>& schemes;  // scheme id -> node, of this policy
  std::vector<std::pair<std::string, std::optional<GateId>>>& roots;  // nothing: has errors, told
  std::vector<std::string> open;  // schemes being built, for cycles

  GateId add(Gate gate) {
    policy.gates.push_back(std::move(gate));
    return static_cast<GateId>(policy.gates.size() - 1);
  }

  std::optional<GateId> build(TreeRef node, int depth) {
    if (depth > kMaxGateDepth) {
      loading.diags.error(
          "too-deep", node.span(),
          say("条件树超过 {} 层", "the tree is deeper than {} levels", kMaxGateDepth));
      return std::nullopt;
    }
    if (node.is_scalar()) return reference(node);
    MapReader map(loading.diags, node, {"条件组", "group"});
    if (!map) return std::nullopt;
    Gate gate{.span = node.span()};
    gate.id = map.text("id");
    gate.title = map.both("title", false);
    TreeRef all = map.take("all"), any = map.take("any"), least = map.take("at_least"),
            choose = map.take("choose");
    int kinds = bool(all) + bool(any) + bool(least) + bool(choose);
    if (kinds != 1) {
      expected(loading.diags, node,
               {"all、any、at_least 或 choose 之一", "one of all, any, at_least, choose"});
      return std::nullopt;
    }
    bool ok = choose ? read_choice(map, gate, choose, depth)
                     : read_group(map, gate, all, any, least, depth);
    map.finish();
    if (!ok) return std::nullopt;
    const bool either = gate.kind == GateKind::Any || gate.kind == GateKind::AtLeast;
    if (gate.id.empty() && either && depth > 0) gate.id = spelled(gate);
    return add(std::move(gate));
  }

  /// What a verdict calls an either-or without an id: `A-1|A-2`, `2:A-1|A-2+A-3|A-4`.
  std::string spelled(const Gate& gate) const {
    if (!gate.id.empty()) return gate.id;
    const bool all = gate.kind == GateKind::All || gate.kind == GateKind::Choose;
    std::string out = gate.kind == GateKind::AtLeast ? std::to_string(gate.k) + ":" : "";
    for (std::size_t i = 0; i < gate.children.size(); ++i)
      out += (i == 0 ? "" : all ? "+" : "|") + spelled(policy.gates[gate.children[i]]);
    return out;
  }

  bool read_group(MapReader& map, Gate& gate, TreeRef all, TreeRef any, TreeRef least, int depth) {
    gate.kind = all ? GateKind::All : any ? GateKind::Any : GateKind::AtLeast;
    TreeRef list = all ? all : any ? any : map.need("of");
    if (least) {
      auto k = read_decimal(loading.diags, least);
      auto whole = k ? k->to_int64() : std::nullopt;
      if (!whole || *whole < 1 || *whole > 1000)
        return expected(loading.diags, least, {"正整数", "a positive integer"}), false;
      gate.k = static_cast<std::uint32_t>(*whole);
    }
    if (list && list.is_sequence() && list.size() == 0) {
      loading.diags.error("empty-group", list.span(), say("条件组为空", "the group is empty"));
      return false;
    }
    return read_children(list, gate, depth) && list;
  }

  bool read_children(TreeRef list, Gate& gate, int depth) {
    bool ok = true;
    for (TreeRef item : read_items(loading.diags, list, {"条件列表", "a list of conditions"})) {
      auto child = build(item, depth + 1);
      if (child) gate.children.push_back(*child);
      ok &= child.has_value();
    }
    return ok;
  }

  bool read_choice(MapReader& map, Gate& gate, TreeRef choose, int depth) {
    gate.kind = GateKind::Choose;
    gate.selector = read_fact_name(loading, choose);
    TreeRef of = map.need("of");
    if (gate.selector == kNoFact || !of || !of.is_map()) return false;
    const Domain* domain =
        loading.rules.schema.domain_of(loading.rules.schema.facts[gate.selector].type);
    if (domain == nullptr)
      return expected(loading.diags, choose, {"枚举事实", "an enum fact"}), false;
    bool ok = true;
    for (std::size_t i = 0; i < of.size(); ++i)
      ok &= read_branch(gate, *domain, of.key(i), of.value(i), depth);
    return ok;
  }

  bool read_branch(Gate& gate, const Domain& domain, TreeRef key, TreeRef list, int depth) {
    auto member = domain.index_of(key.text());
    if (!member) {
      std::vector<std::string_view> ids;
      for (const Member& m : domain.members) ids.push_back(m.id);
      auto& diag = loading.diags.error(
          "unknown-enum-value", key.span(),
          say("`{}` 没有值 `{}`", "`{}` has no value `{}`", domain.name, key.text()));
      if (auto near = nearest(key.text(), ids))
        diag.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
      return false;
    }
    Gate branch{.kind = GateKind::All, .span = list.span()};
    if (!read_children(list, branch, depth + 1)) return false;
    gate.children.push_back(add(std::move(branch)));
    gate.branches.push_back(*member);
    return true;
  }

  std::optional<GateId> reference(TreeRef node) {
    std::string id(node.text());
    for (std::uint32_t i = 0; i < policy.criteria.size(); ++i) {
      if (policy.criteria[i].id == id) {
        return add({.kind = GateKind::Criterion,
                    .id = id,
                    .title = policy.criteria[i].title,
                    .criterion = i,
                    .span = node.span()});
      }
    }
    for (const Entry& entry : schemes) {
      const bool named = entry.key.text() == id || scheme_id(policy, layer_count, entry) == id;
      if (named) return scheme_root(meant(entry, node), node);
    }
    report_unknown(node, id);
    return std::nullopt;
  }

  /// The overlay's own scheme, unless it is the overlay that names what it overrides.
  const Entry& meant(const Entry& entry, TreeRef at) const {
    if (!entry.overridden) return entry;
    const std::string id = overlay_scheme_id(policy, entry.key.text());
    auto own = std::find_if(schemes.begin(), schemes.end(),
                            [&](const Entry& e) { return !e.overridden && e.key.text() == id; });
    return own == schemes.end() || own->key.tree() == at.tree() ? entry : *own;
  }

  std::optional<GateId> scheme_root(const Entry& scheme, TreeRef at) {
    const std::string id = scheme_id(policy, layer_count, scheme);
    for (const auto& [known, gate] : roots) {
      if (known == id) return gate;
    }
    if (std::find(open.begin(), open.end(), id) != open.end()) {
      loading.diags.error("scheme-cycle", at.span(),
                          say("方案 `{}` 引用了自己", "scheme `{}` refers to itself", id));
      return std::nullopt;
    }
    TreeRef require = scheme.find("require");
    if (!require) return std::nullopt;
    open.push_back(id);
    auto root = build(require, 0);
    open.pop_back();
    if (root && policy.gates[*root].id.empty()) policy.gates[*root].id = id;
    if (root && scheme.overridden && policy.gates[*root].title.empty())
      policy.gates[*root].title = read_text_pair(loading.diags, scheme.find("title"));
    roots.emplace_back(id, root);
    return root;
  }

  void report_unknown(TreeRef node, const std::string& id) {
    std::vector<std::string_view> ids;
    for (const Criterion& c : policy.criteria) ids.push_back(c.id);
    for (const Entry& e : schemes) ids.push_back(e.key.text());
    auto& diag =
        loading.diags.error("unknown-criterion", node.span(),
                            say("没有条件或方案 `{}`", "unknown criterion or scheme `{}`", id));
    if (auto near = nearest(id, ids))
      diag.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
  }
};

TypeId output_type(Loading& loading, Output& out, TreeRef node) {
  Types& types = loading.rules.schema.types;
  if (node.is_map() && node.size() == 1 && node.key(0).text() == "enum") {
    TreeRef values = node.value(0);
    for (std::size_t i = 0; values.is_map() && i < values.size(); ++i)
      out.members.push_back({.id = std::string(values.key(i).text()),
                             .label = read_text_pair(loading.diags, values.value(i))});
    if (values.is_map()) return kStringType;
    for (TreeRef item : read_items(loading.diags, values, {"枚举值", "enum values"}))
      out.members.push_back({.id = std::string(item.text())});
    return kStringType;
  }
  if (node.is_map() && node.size() == 1 && node.key(0).text() == "list")
    return types.list(kStringType);
  std::string_view name = node.text();
  if (name == "date") return kDateType;
  if (name == "integer") return kIntType;
  if (name == "decimal") return kDecimalType;
  if (name == "money") return types.number(Kind::Decimal, loading.rules.schema.unit_id("元"));
  if (name == "boolean") return kBoolType;
  if (name == "string") return kStringType;
  expected(loading.diags, node,
           {"date、integer、decimal、money、boolean、string、{list: string} 或 {enum: {…}}",
            "date, integer, decimal, money, boolean, string, {list: string} or {enum: {…}}"});
  return kInvalidType;
}

/// Numbers may come without their unit: only the kind is demanded.
TypeId demanded(const Schema& schema, TypeId type) {
  Kind kind = schema.types[type].kind;
  return kind == Kind::Int || kind == Kind::Decimal ? kInvalidType : type;
}

std::vector<Output> load_outputs(Loading& loading, Policy& policy, TreeRef node) {
  std::vector<Output> outputs;
  if (!node) return outputs;
  MapReader entries(loading.diags, node, {"输出", "outputs"});
  for (std::size_t i = 0; entries && i < node.size(); ++i) {
    Output out{.id = std::string(node.key(i).text()), .span = node.key(i).span()};
    MapReader map(loading.diags, node.value(i), {"输出", "output"});
    if (!map) continue;
    out.title = map.both("title", true);
    if (TreeRef type = map.need("type")) out.type = output_type(loading, out, type);
    out.cite = read_citation(loading.diags, map.take("cite"));
    TreeRef when = map.take("when");
    out.when = load_condition(loading, when, &policy, Where::Output, kBoolType);
    out.value = load_condition(loading, map.need("value"), &policy, Where::Output,
                               demanded(loading.rules.schema, out.type));
    map.finish();
    if (out.value && (!when || out.when)) outputs.push_back(std::move(out));
  }
  return outputs;
}

void load_scheme(Loading& loading, Policy& policy, TreeBuilder& trees, const Entry& entry) {
  MapReader map(loading.diags, entry.value, {"方案", "scheme"}, entry.over);
  if (!map) return;
  std::string id = scheme_id(policy, trees.layer_count, entry);
  auto scheme = std::find_if(policy.schemes.begin(), policy.schemes.end(),
                             [&](const Scheme& s) { return s.id == id; });
  if (scheme == policy.schemes.end()) return;
  map.take("title"), map.take("applicant");
  map.need("require");
  auto root = trees.scheme_root(entry, entry.key);
  scheme->form = read_fact_names(loading, map.take("form"));
  scheme->notices = load_notices(loading, &policy, map.take("notices"), false);
  scheme->outputs = load_outputs(loading, policy, map.take("outputs"));
  if (TreeRef card = map.take("scorecard"))
    scheme->scorecard = load_scorecard(loading, policy, card);
  scheme->next = map.both("next", false);
  map.finish();
  if (root) scheme->root = *root;
}

}  // namespace

void load_schemes(Loading& loading, Policy& policy, const Layers& layers) {
  std::vector<Entry> entries = scheme_entries(loading, policy, layers);
  std::vector<std::pair<std::string, std::optional<GateId>>> roots;
  std::size_t layer_count = layers.maps.size();
  TreeBuilder trees{loading, policy, layer_count, entries, roots, {}};
  // All trees first: notices may ask for the state of any group of the policy.
  for (const Entry& entry : entries)
    if (entry.value.is_map() && !entry.overridden) trees.scheme_root(entry, entry.key);
  for (const Entry& entry : entries)
    if (!entry.overridden) load_scheme(loading, policy, trees, entry);
}

}  // namespace ipcheck
