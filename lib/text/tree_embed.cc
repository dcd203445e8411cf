// Tested by tests/text/tree_embed_test.cc.
#include "text/tree_embed.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace ipcheck {
namespace {

constexpr std::size_t kCharsPerLine = 100;

/// The arrays being written.
struct Arrays {
  std::string chars;
  std::vector<TreeNode> nodes;
  std::vector<std::uint32_t> children;
  std::vector<EmbeddedRow> rows;
};

std::uint32_t narrow(std::size_t n) {
  return static_cast<std::uint32_t>(n);
}

// Most scalars stand in the file as they read, so `texts` is the file's text and behind it only
// what differs.
void add_file(const EmbeddedFile& file, Arrays& arrays) {
  EmbeddedRow row = {};
  row.name_begin = narrow(arrays.chars.size());
  row.name_size = narrow(file.name.size());
  arrays.chars += file.name;
  row.text_begin = row.texts_begin = narrow(arrays.chars.size());
  row.text_size = narrow(file.text.size());
  arrays.chars += file.text;
  row.first_node = narrow(arrays.nodes.size());
  row.node_count = narrow(file.nodes.size());
  for (TreeNode node : file.nodes) {
    const std::string_view text = file.texts.substr(node.text_begin, node.text_size);
    if (text.empty()) {
      node.text_begin = 0;
    } else if (file.text.substr(node.begin, node.text_size) == text) {
      node.text_begin = node.begin;
    } else {
      node.text_begin = narrow(arrays.chars.size()) - row.texts_begin;
      arrays.chars += text;
    }
    arrays.nodes.push_back(node);
  }
  row.texts_size = narrow(arrays.chars.size()) - row.texts_begin;
  row.first_child = narrow(arrays.children.size());
  row.child_count = narrow(file.children.size());
  arrays.children.insert(arrays.children.end(), file.children.begin(), file.children.end());
  row.root = file.root;
  arrays.rows.push_back(row);
}

void write_chars(std::string_view chars, std::string& out) {
  out += "constexpr char kChars[] =\n    \"";
  std::size_t in_line = 0;
  for (std::size_t i = 0; i < chars.size(); ++i) {
    const char c = chars[i];
    const auto byte = static_cast<unsigned char>(c);
    const bool printed = byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\' && c != '?';
    if (printed)
      out += c;
    else
      fmt::format_to(std::back_inserter(out), "\\{:03o}", byte);
    if (++in_line == kCharsPerLine) {
      out += "\"\n    \"";
      in_line = 0;
    }
  }
  out += "\";\n";
}

void write_numbers(const std::vector<std::uint32_t>& numbers, std::string& out) {
  out += "constexpr std::uint32_t kChildren[] = {";
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    fmt::format_to(std::back_inserter(out), "{}{},", i % 20 == 0 ? "\n    " : "", numbers[i]);
  }
  out += numbers.empty() ? "0};\n" : "\n};\n";
}

void write_nodes(const std::vector<TreeNode>& nodes, std::string& out) {
  out += "constexpr TreeNode kNodes[] = {\n";
  for (const TreeNode& node : nodes) {
    fmt::format_to(std::back_inserter(out), "{{{},{},{},{},{},{},NodeKind({}),Style({})}},\n",
                   node.begin, node.end, node.text_begin, node.text_size, node.first_child,
                   node.child_count, static_cast<int>(node.kind), static_cast<int>(node.style));
  }
  out += nodes.empty() ? "{}};\n" : "};\n";
}

void write_rows(const std::vector<EmbeddedRow>& rows, std::string& out) {
  out += "constexpr EmbeddedRow kRows[] = {\n";
  for (const EmbeddedRow& row : rows) {
    fmt::format_to(std::back_inserter(out), "{{{},{},{},{},{},{},{},{},{},{},{}}},\n",
                   row.name_begin, row.name_size, row.text_begin, row.text_size, row.texts_begin,
                   row.texts_size, row.first_node, row.node_count, row.first_child, row.child_count,
                   row.root);
  }
  out += rows.empty() ? "{}};\n" : "};\n";
}

}  // namespace

EmbeddedFile EmbeddedFiles::operator[](std::size_t i) const {
  const EmbeddedRow& row = rows_[i];
  return {
      {chars_ + row.name_begin, row.name_size},   {chars_ + row.text_begin, row.text_size},
      {nodes_ + row.first_node, row.node_count},  {children_ + row.first_child, row.child_count},
      {chars_ + row.texts_begin, row.texts_size}, row.root};
}

std::size_t EmbeddedFiles::find(std::string_view name) const {
  const auto name_of = [this](const EmbeddedRow& row) {
    return std::string_view(chars_ + row.name_begin, row.name_size);
  };
  const EmbeddedRow* end = rows_ + count_;
  const EmbeddedRow* at = std::lower_bound(
      rows_, end, name,
      [&](const EmbeddedRow& row, std::string_view wanted) { return name_of(row) < wanted; });
  return at != end && name_of(*at) == name ? static_cast<std::size_t>(at - rows_) : count_;
}

void view_embedded(const EmbeddedFile& file, std::string name, Sources& sources, Tree& tree) {
  tree.source = sources.add_view(std::move(name), file.text);
  tree.nodes = file.nodes;
  tree.children = file.children;
  tree.texts = file.texts;
  tree.root = file.root;
}

std::string write_embedded(const std::vector<EmbeddedFile>& files, std::string_view sha256) {
  Arrays arrays;
  for (const EmbeddedFile& file : files) add_file(file, arrays);
  std::string out =
      "// Written by ipcheck_embed; do not edit.\n"
      "#include \"text/tree_embed.h\"\n\n"
      "namespace ipcheck {\nnamespace {\n\n";
  write_chars(arrays.chars, out);
  write_numbers(arrays.children, out);
  write_nodes(arrays.nodes, out);
  write_rows(arrays.rows, out);
  fmt::format_to(std::back_inserter(out),
                 "\n}}  // namespace\n\n"
                 "EmbeddedFiles embedded_files() {{\n"
                 "  return {{kChars, kNodes, kChildren, kRows, {}}};\n}}\n\n"
                 "std::string_view embedded_rules_sha256() {{\n  return \"{}\";\n}}\n\n"
                 "}}  // namespace ipcheck\n",
                 files.size(), sha256);
  return out;
}

}  // namespace ipcheck
