#include "text/tree_embed.h"

#include "support/catch.h"
#include "text/dump.h"
#include "text/tree_yaml.h"

namespace ipcheck {
namespace {

// Checks that the rows and offsets that `write_embedded` writes lead back to the same trees, by
// reading its output the way a compiler would: numbers in braces and octal escapes in a string.
struct Parsed {
  std::string chars;
  std::vector<std::uint32_t> children;
  std::vector<TreeNode> nodes;
  std::vector<EmbeddedRow> rows;
};

std::vector<std::vector<std::uint32_t>> braces(const std::string& source, const std::string& name) {
  const std::size_t begin = source.find(name + "[] = {") + name.size() + 6;
  std::vector<std::vector<std::uint32_t>> groups(1);
  std::string digits;
  for (std::size_t i = begin; source.compare(i, 3, "};\n") != 0; ++i) {
    const char c = source[i];
    if (c >= '0' && c <= '9')
      digits += c;
    else if (!digits.empty())
      groups.back().push_back(static_cast<std::uint32_t>(std::stoul(digits))), digits.clear();
    if (c == '{') groups.emplace_back();
  }
  return groups;
}

Parsed parse(const std::string& source) {
  Parsed parsed;
  std::size_t i = source.find("kChars[] =");
  const std::size_t end = source.find(";\n", i);
  for (bool in_string = false; i < end; ++i) {
    if (source[i] == '"')
      in_string = !in_string;
    else if (in_string && source[i] == '\\') {
      parsed.chars += static_cast<char>(std::stoi(source.substr(i + 1, 3), nullptr, 8));
      i += 3;
    } else if (in_string)
      parsed.chars += source[i];
  }
  parsed.children = braces(source, "kChildren")[0];
  const auto nodes = braces(source, "kNodes");
  for (std::size_t n = 1; n < nodes.size(); ++n) {
    const auto& v = nodes[n];
    parsed.nodes.push_back({v[0], v[1], v[2], v[3], v[4], v[5], static_cast<NodeKind>(v[6]),
                            static_cast<Style>(v[7])});
  }
  const auto rows = braces(source, "kRows");
  for (std::size_t n = 1; n < rows.size(); ++n) {
    const auto& v = rows[n];
    parsed.rows.push_back({v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10]});
  }
  return parsed;
}

TEST_CASE("tree_embed: what is written is what was read", "[text]") {
  const std::vector<std::pair<std::string, std::string>> files = {
      {"README.md", "no tree \"here\"? \\ 中\n"},
      {"a.yaml", "a: [1, 'it''s', ~]\n数: |\n  x\n  y\nb: {c: \"\\t1\", d: ''}\n"},
      {"b/c.yaml", "x: 12\n"},
  };
  Sources sources;
  Diagnostics diags;
  std::deque<std::deque<Tree>> trees;
  std::vector<EmbeddedFile> embedded;
  for (const auto& [name, text] : files) {
    const SourceId id = sources.add(name, text);
    EmbeddedFile file{name, sources.text(id), {}, {}, {}, 0};
    if (name.ends_with(".yaml")) {
      const Tree& tree = trees.emplace_back(read_yaml(sources, id, diags)).front();
      file = {name, sources.text(id), tree.nodes, tree.children, tree.texts, tree.root};
    }
    embedded.push_back(file);
  }
  const std::string source = write_embedded(embedded, "abc123");
  CHECK(source.find("return \"abc123\";") != std::string::npos);
  const Parsed parsed = parse(source);
  const EmbeddedFiles view(parsed.chars.data(), parsed.nodes.data(), parsed.children.data(),
                           parsed.rows.data(), parsed.rows.size());
  REQUIRE(view.size() == files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    CHECK(view[i].name == files[i].first);
    CHECK(view[i].text == files[i].second);
    CHECK(view.find(files[i].first) == i);
  }
  CHECK(view.find("b") == view.size());
  CHECK(view.find("z") == view.size());
  CHECK_FALSE(view[0].has_tree());

  Sources fresh;
  Tree tree;
  view_embedded(view[1], "<rules>/a.yaml", fresh, tree);
  CHECK(fresh.name(tree.source) == "<rules>/a.yaml");
  CHECK(dump(tree.top()) == dump(trees[0].front().top()));
  CHECK(spans(fresh, tree.top()) == spans(sources, trees[0].front().top()));
}

}  // namespace
}  // namespace ipcheck
