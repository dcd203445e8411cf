#pragma once
// Files that are part of the binary: the shipped rules, parsed at build time. `ipcheck_embed`
// writes the arrays; at run time a Tree is a view of them, so loading parses and allocates nothing.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/tree.h"

namespace ipcheck {

/// One embedded file. Files that are not YAML have a text and no nodes.
struct EmbeddedFile {
  std::string_view name;  // relative to the root, with `/`
  std::string_view text;
  std::span<const TreeNode> nodes;
  std::span<const std::uint32_t> children;
  std::string_view texts;
  std::uint32_t root = 0;

  bool has_tree() const { return !nodes.empty(); }
};

/// Where a file lies in the arrays; written by `write_embedded`, offsets so that nothing needs
/// relocation.
struct EmbeddedRow {
  std::uint32_t name_begin, name_size;
  std::uint32_t text_begin, text_size;
  std::uint32_t texts_begin, texts_size;
  std::uint32_t first_node, node_count;
  std::uint32_t first_child, child_count;
  std::uint32_t root;
};

/// The embedded files, ordered by name.
class EmbeddedFiles {
 public:
  constexpr EmbeddedFiles(const char* chars, const TreeNode* nodes, const std::uint32_t* children,
                          const EmbeddedRow* rows, std::size_t count)
      : chars_(chars), nodes_(nodes), children_(children), rows_(rows), count_(count) {}

  std::size_t size() const { return count_; }
  EmbeddedFile operator[](std::size_t i) const;
  /// Index of the file called `name`, or `size()`.
  std::size_t find(std::string_view name) const;

 private:
  const char* chars_;
  const TreeNode* nodes_;
  const std::uint32_t* children_;
  const EmbeddedRow* rows_;
  std::size_t count_;
};

/// Adds the text of `file` to `sources` under `name` and makes `tree` a view of its nodes.
void view_embedded(const EmbeddedFile& file, std::string name, Sources& sources, Tree& tree);

/// C++ source that defines `embedded_files` and `embedded_rules_sha256`. `files` are ordered by
/// name.
std::string write_embedded(const std::vector<EmbeddedFile>& files, std::string_view sha256);

/// Both are defined by the written source, for whoever links it.
EmbeddedFiles embedded_files();
/// SHA-256 over each file's name, NUL, size in decimal, NUL and contents, in hexadecimal.
std::string_view embedded_rules_sha256();

}  // namespace ipcheck
