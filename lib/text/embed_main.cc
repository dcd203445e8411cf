// ipcheck_embed OUT.cc ROOT FILE...: writes files (given relative to ROOT) as C++ arrays. Runs
// during the build only. YAML files get their trees; one that does not parse stops the build.

#include <algorithm>
#include <cstdio>
#include <deque>
#include <fstream>
#include <string>
#include <vector>

#include "text/file.h"
#include "text/sha256.h"
#include "text/tree_embed.h"
#include "text/tree_yaml.h"

namespace ipcheck {
namespace {

std::string sha256_of(const std::vector<EmbeddedFile>& files) {
  Sha256 hash;
  for (const EmbeddedFile& file : files) {
    hash.add(file.name);
    hash.add(std::string_view("\0", 1));
    hash.add(std::to_string(file.text.size()));
    hash.add(std::string_view("\0", 1));
    hash.add(file.text);
  }
  return hash.hex();
}

bool is_yaml(std::string_view name) {
  return name.ends_with(".yaml") || name.ends_with(".yml");
}

void print(const Diagnostics& diags, const Sources& sources) {
  for (const Diagnostic* diagnostic : diags.sorted()) {
    std::string place = diagnostic->file;
    if (diagnostic->span.known()) {
      const Position at = sources.position(diagnostic->span);
      place = fmt::format("{}:{}:{}", sources.name(diagnostic->span.source), at.line, at.column);
    }
    std::fprintf(stderr, "%s: error: %s [%s]\n", place.c_str(), diagnostic->message.en.c_str(),
                 diagnostic->id.c_str());
  }
}

/// The files with their trees; `trees` and `sources` own what they view.
std::vector<EmbeddedFile> load(const std::string& root, std::vector<std::string>& names,
                               Sources& sources, std::deque<std::deque<Tree>>& trees,
                               Diagnostics& diags) {
  std::sort(names.begin(), names.end());
  std::vector<EmbeddedFile> files;
  for (const std::string& name : names) {
    const auto source = read_text(sources, root + "/" + name, kMaxRuleBytes, diags);
    if (!source) continue;
    EmbeddedFile& file = files.emplace_back();
    file.name = name;
    file.text = sources.text(*source);
    if (!is_yaml(name)) continue;
    const std::deque<Tree>& documents = trees.emplace_back(read_yaml(sources, *source, diags));
    if (documents.size() != 1) {
      if (!diags.has_errors()) {
        diags.file_error("document-count", name,
                         say("规则文件应恰有一个文档", "a rule file holds exactly one document"));
      }
      continue;
    }
    file.nodes = documents.front().nodes;
    file.children = documents.front().children;
    file.texts = documents.front().texts;
    file.root = documents.front().root;
  }
  return files;
}

int run(const std::string& out_path, const std::string& root, std::vector<std::string> names) {
  Sources sources;
  Diagnostics diags;
  std::deque<std::deque<Tree>> trees;
  const std::vector<EmbeddedFile> files = load(root, names, sources, trees, diags);
  if (diags.has_errors()) {
    print(diags, sources);
    return 1;
  }
  std::ofstream out(out_path, std::ios::binary);
  out << write_embedded(files, sha256_of(files));
  out.close();
  if (!out) {
    std::fprintf(stderr, "cannot write `%s`\n", out_path.c_str());
    return 2;
  }
  return 0;
}

}  // namespace
}  // namespace ipcheck

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: ipcheck_embed OUT.cc ROOT FILE...\n");
    return 2;
  }
  return ipcheck::run(argv[1], argv[2], {argv + 3, argv + argc});
}
