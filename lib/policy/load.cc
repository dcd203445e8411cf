// The order of loading: facts of every file, then heads of every policy, then the asked policies
// whole. Tested by tests/policy/load_test.cc.
#include "policy/load.h"

#include <algorithm>
#include <array>
#include <deque>
#include <set>

#include "policy/load_parts.h"
#include "text/frame.h"
#include "text/suggest.h"
#include "text/tree_yaml.h"

namespace ipcheck {
namespace {

/// One file, told apart by its first key.
struct File {
  const RuleFile* file = nullptr;
  TreeRef root;
  std::string id;  // of a policy or vocabulary
};

struct Files {
  std::vector<File> vocabularies, policies, calendars;

  const File* policy(std::string_view id) const {
    for (const File& f : policies) {
      if (f.id == id) return &f;
    }
    return nullptr;
  }
};

void sort_file(Loading& loading, const RuleFile& file, TreeRef root, Files& out) {
  if (!root || !root.is_map()) {
    if (root)
      expected(loading.diags, root, {"规则文件（键: 值）", "a rule file (keys and values)"});
    return;
  }
  for (auto [key, list] :
       {std::pair{"policy", &out.policies}, std::pair{"vocabulary", &out.vocabularies},
        std::pair{"calendar", &out.calendars}}) {
    TreeRef id = root.find(key);
    if (!id) continue;
    bool list_of_names = id.is_sequence();  // a policy's `vocabulary: [..]` is no vocabulary file
    if (!list_of_names) {
      list->push_back({&file, root, std::string(id.text())});
      return;
    }
  }
  if (root.find("tests")) return;
  loading.diags
      .error("unknown-file", root.span(),
             say("看不出这是哪种规则文件", "cannot tell what kind of rule file this is"))
      .help(say("首行应为 `policy:`、`vocabulary:`、`calendar:` 或 `tests:`",
                "it should start with `policy:`, `vocabulary:`, `calendar:` or `tests:`"));
}

/// Rules are printed to terminals and pages, and read by people: nothing in them may drive the one
/// or hide from the other. False: something does.
bool refuse_hidden(Loading& loading, const Tree& tree) {
  bool clean = true;
  for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
    TreeRef node{&tree, i};
    auto at = node.is_scalar() ? first_hidden(node.text()) : std::nullopt;
    if (!at) continue;
    auto begin = static_cast<std::uint32_t>(*at);
    Span span = span_in_scalar(loading.sources, node, begin, begin + 1);
    loading.diags
        .error("hidden-character", span,
               say("规则中不能有控制字符、方向控制符或看不见的字符",
                   "control, bidirectional and invisible characters have no place in rules"))
        .help(say("删去它", "remove it"));
    clean = false;
  }
  return clean;
}

/// Sources in which something is hidden go to `tainted`.
TreeRef parse_file(Loading& loading, const RuleFile& file, std::set<SourceId>& tainted) {
  if (file.tree != nullptr) return file.tree->top();
  const std::size_t errors = loading.diags.error_count();
  std::deque<Tree> trees = read_yaml(loading.sources, file.source, loading.diags);
  if (trees.empty()) {
    if (loading.diags.error_count() == errors) {
      loading.diags
          .file_error("empty-file", loading.sources.name(file.source),
                      say("规则文件是空的", "the rule file is empty"))
          .help(say("补上内容，或删去这个文件", "fill it, or remove the file"));
    }
    return {};
  }
  if (trees.size() > 1) {
    loading.diags.error("several-documents", trees[1].top().span(),
                        say("规则文件只能有一个文档", "a rule file holds one document"));
  }
  for (const Tree& tree : trees) {
    if (!refuse_hidden(loading, tree)) tainted.insert(file.source);
  }
  loading.rules.trees.push_back(std::move(trees));
  return loading.rules.trees.back().front().top();
}

/// The file and what it extends, base first. Errors: unknown or circular `extends`.
Layers layers_of(Loading& loading, const Files& files, const File& file) {
  Layers layers;
  std::vector<const File*> chain{&file};
  for (TreeRef extends = file.root.find("extends"); extends;
       extends = chain.back()->root.find("extends")) {
    const File* base = files.policy(extends.text());
    bool circular = std::find(chain.begin(), chain.end(), base) != chain.end();
    if (base == nullptr || circular) {
      loading.diags.error("unknown-policy", extends.span(),
                          circular ? say("`extends` 形成循环", "`extends` runs in a circle")
                                   : say("没有政策 `{}`", "unknown policy `{}`", extends.text()));
      break;
    }
    chain.push_back(base);
  }
  for (auto it = chain.rbegin(); it != chain.rend(); ++it) {
    layers.maps.push_back((*it)->root);
    layers.files.push_back((*it)->file->name);
  }
  return layers;
}

constexpr std::array<std::string_view, 18> kPolicyKeys = {
    "policy",      "extends",    "title",      "issuer",  "document", "status",
    "status_note", "effective",  "vocabulary", "codes",   "facts",    "params",
    "criteria",    "provisions", "schemes",    "notices", "claims",   "set"};
constexpr std::array<std::string_view, 5> kVocabularyKeys = {"vocabulary", "title", "codes",
                                                             "facts", "notices"};

/// Whether `key` stands under a wrong name (`criterai:`).
bool is_misspelt(TreeRef root, std::span<const std::string_view> keys, std::string_view key) {
  if (root.find(key)) return false;
  for (std::size_t i = 0; root.is_map() && i < root.size(); ++i) {
    const std::string_view given = root.key(i).text();
    if (std::find(keys.begin(), keys.end(), given) == keys.end() && nearest(given, keys) == key)
      return true;
  }
  return false;
}

/// Whether a section that others name things of does: all of these would be told as unknown, so
/// that key alone is told.
bool lacks_section(TreeRef root, std::span<const std::string_view> keys) {
  constexpr std::array<std::string_view, 7> kSections = {"codes",   "facts",   "params", "criteria",
                                                         "schemes", "extends", "set"};
  return std::any_of(kSections.begin(), kSections.end(),
                     [&](std::string_view section) { return is_misspelt(root, keys, section); });
}

/// Keys of a policy file that are read by some pass; everything else is unknown.
void check_policy_keys(Loading& loading, TreeRef root) {
  MapReader map(loading.diags, root, {"政策文件", "policy file"});
  for (auto key : kPolicyKeys) map.take(key);
  if (!map.take("extends") && !is_misspelt(root, kPolicyKeys, "extends")) {
    for (auto key : {"title", "issuer", "status", "schemes"})
      if (!is_misspelt(root, kPolicyKeys, key)) map.need(key);
  }
  map.finish();
}

/// An overlay's parameters take the place of those that an inherited derivation reads, so they must
/// be of one type.
void check_derivation(Loading& loading, const Policy& base, const Expr& expr,
                      std::size_t depth = 0) {
  for (Policy& overlay : loading.rules.policies) {
    const bool circular = depth > loading.rules.policies.size();
    if (overlay.extends != base.id || !overlay.loaded || circular) continue;
    for (const Node& node : expr.nodes) {
      if (node.op != Op::Param) continue;
      const Param &mine = overlay.params[node.payload], &theirs = base.params[node.payload];
      if (mine.type == theirs.type) continue;
      loading.diags
          .error("type-mismatch", mine.span,
                 say("`{}` 的类型与被扩展政策的不同，而推算事实要用它",
                     "`{}` differs in type from the extended policy's, and a derivation reads it",
                     mine.name))
          .note(theirs.span, say("原值在此", "its value there"));
      overlay.loaded = false;
    }
    check_derivation(loading, overlay, expr, depth + 1);
  }
}

void load_derivations(Loading& loading) {
  Schema& schema = loading.rules.schema;
  for (FactId id = 0; id < schema.facts.size(); ++id) {
    if (!schema.facts[id].derive) continue;
    Policy* owner = nullptr;
    for (Policy& p : loading.rules.policies) {
      if (p.id == schema.facts[id].declared_in) owner = &p;
    }
    if (owner != nullptr && !owner->loaded) continue;
    Condition c = load_condition(loading, schema.facts[id].derive, owner, Where::Derive,
                                 schema.facts[id].type);
    if (!c) {
      if (owner != nullptr) owner->loaded = false;
      continue;
    }
    loading.rules.derived_expressions.push_back(std::move(c.expr));
    Derivation& derived = loading.rules.derived[id];
    derived.expr = &loading.rules.derived_expressions.back();
    if (owner == nullptr) continue;
    derived.params = owner->params;
    check_derivation(loading, *owner, *derived.expr);
  }
}

void load_data_notices(Loading& loading, TreeRef list, std::uint32_t policy) {
  const Policy* owner = policy == kNoPolicy ? nullptr : &loading.rules.policies[policy];
  for (NoticeRule& rule : load_notices(loading, owner, list, true)) {
    loading.rules.data_notices.push_back(std::move(rule));
    loading.rules.data_notice_policy.push_back(policy);
  }
}

bool is_wanted(const Policy& policy, std::span<const std::string> schemes) {
  if (schemes.empty()) return true;
  return std::any_of(schemes.begin(), schemes.end(),
                     [&](const std::string& id) { return policy.scheme(id) != nullptr; });
}

void load_policy_body(Loading& loading, Policy& policy, const Layers& layers) {
  std::size_t errors = loading.diags.error_count();
  load_params(loading, policy, layers);
  policy.loaded = true;  // derivations of its facts may be read from here on
  load_criteria(loading, policy, layers);
  load_schemes(loading, policy, layers);
  for (TreeRef map : layers.maps) {
    for (TreeRef item :
         read_items(loading.diags, map.find("claims"), {"断言列表", "a list of claims"})) {
      policy.claims.push_back({item});
    }
  }
  if (loading.diags.error_count() != errors) policy.loaded = false;
}

/// Whether what the policy shows of itself, or of the facts of vocabularies, may hide something.
bool is_tainted(const Files& files, const Layers& layers, const std::set<SourceId>& tainted) {
  const auto in = [&tainted](TreeRef map) { return tainted.contains(map.span().source); };
  return std::any_of(layers.maps.begin(), layers.maps.end(), in) ||
         std::any_of(files.vocabularies.begin(), files.vocabularies.end(),
                     [&in](const File& f) { return in(f.root); });
}

void load_facts_and_heads(Loading& loading, const Files& files) {
  for (const auto* list : {&files.vocabularies, &files.policies})
    for (const File& f : *list) load_codes(loading, f.root.find("codes"));
  for (const File& f : files.vocabularies) {
    MapReader map(loading.diags, f.root, {"词汇文件", "vocabulary file"});
    map.take("vocabulary"), map.take("notices"), map.take("codes");
    map.both("title", !is_misspelt(f.root, kVocabularyKeys, "title"));
    load_facts(loading, map.take("facts"), f.id);
    map.finish();
  }
  for (const File& f : files.policies) {
    load_facts(loading, f.root.find("facts"), f.id);
    check_policy_keys(loading, f.root);
  }
  for (const File& f : files.policies) {
    Policy policy{.id = f.id, .file = f.file->name, .source = f.root.tree()->source};
    load_policy_head(loading, policy, layers_of(loading, files, f));
    loading.rules.policies.push_back(std::move(policy));
  }
}

}  // namespace

void load_rules(RuleSet& rules, Sources& sources, std::span<const RuleFile> rule_files,
                std::span<const std::string> schemes, Diagnostics& diags) {
  Loading loading{rules, sources, diags};
  Files files;
  std::set<SourceId> tainted;
  for (const RuleFile& file : rule_files)
    sort_file(loading, file, parse_file(loading, file, tainted), files);
  for (const File& f : files.calendars) load_calendar(loading, f.root);
  load_facts_and_heads(loading, files);
  if (std::any_of(files.vocabularies.begin(), files.vocabularies.end(),
                  [](const File& f) { return lacks_section(f.root, kVocabularyKeys); }))
    return;
  for (std::uint32_t i = 0; i < rules.policies.size(); ++i) {
    Policy& policy = rules.policies[i];
    if (!is_wanted(policy, schemes)) continue;
    const Layers layers = layers_of(loading, files, files.policies[i]);
    const bool misspelt = std::any_of(layers.maps.begin(), layers.maps.end(),
                                      [](TreeRef map) { return lacks_section(map, kPolicyKeys); });
    if (!misspelt) load_policy_body(loading, policy, layers);
    if (is_tainted(files, layers, tainted)) policy.loaded = false;
  }
  load_derivations(loading);
  for (const File& f : files.vocabularies)
    load_data_notices(loading, f.root.find("notices"), kNoPolicy);
  for (std::uint32_t i = 0; i < rules.policies.size(); ++i) {
    if (rules.policies[i].loaded)
      load_data_notices(loading, files.policies[i].root.find("notices"), i);
  }
}

}  // namespace ipcheck
