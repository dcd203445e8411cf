// ipcheck_test_cel IPCHECK DIR: CEL's own conformance cases that lie within the profile
// (DIR/*.jsonl, each line {name, expr, bindings, want}) through `IPCHECK eval --each`, compared
// line by line; then how many cases lie outside it, by reason (DIR/outside.tsv). Status 1: a
// difference. Where the cases come from and what the reasons mean: tests/agree/cel/README.md.

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iostream>
#include <map>
#include <stdexcept>

#include "text/file.h"
#include "text/tree_json.h"

namespace {

namespace fs = std::filesystem;
using ipcheck::TreeRef;

std::string output_of(const std::string& command) {
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot start " + command);
  std::string output;
  std::array<char, 65536> buffer;
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe))
    output.append(buffer.data(), count);
  if (::pclose(pipe) != 0) throw std::runtime_error("failed: " + command);
  return output;
}

/// One document a line. Errors: throws when a line is no JSON.
std::deque<ipcheck::Tree> read_lines(ipcheck::Sources& sources, const std::string& name,
                                     std::string text) {
  ipcheck::Diagnostics diags;
  const auto source = sources.add(name, std::move(text));
  auto lines = ipcheck::read_json(sources, source, diags);
  if (diags.has_errors())
    throw std::runtime_error(name + ": " + diags.all().front().message.in(ipcheck::Lang::En));
  return lines;
}

/// Whether two {type, value} are the same; entries of a map have no order.
bool same(TreeRef want, TreeRef got) {
  if (!want || !got || want.kind() != got.kind()) return false;
  if (want.is_scalar()) return want.text() == got.text() && want.style() == got.style();
  if (want.is_sequence()) {
    bool equal = want.size() == got.size();
    for (std::size_t i = 0; equal && i < want.size(); ++i) equal = same(want.item(i), got.item(i));
    return equal;
  }
  if (!want.is_map() || !same(want.find("type"), got.find("type"))) return false;
  const TreeRef a = want.find("value"), b = got.find("value");
  if (want.find("type").text() != "map") return same(a, b);
  if (!a || !b || !a.is_sequence() || !b.is_sequence() || a.size() != b.size()) return false;
  std::vector<bool> taken(b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t at = 0;
    while (at < b.size() && (taken[at] || !same(a.item(i), b.item(at)))) ++at;
    if (at == b.size()) return false;
    taken[at] = true;
  }
  return true;
}

/// A case asks for an error, for a type alone, or for a value.
bool answers(TreeRef want, TreeRef got) {
  if (want.find("error")) return static_cast<bool>(got.find("error"));
  if (!want.find("value")) return same(want.find("type"), got.find("type"));
  return same(want, got);
}

struct Count {
  std::size_t cases = 0, passed = 0;
};

std::string_view raw(const ipcheck::Sources& sources, TreeRef node) {
  const auto span = node.span();
  return sources.text(span.source).substr(span.begin, span.end - span.begin);
}

Count run_section(const std::string& ipcheck, const fs::path& file) {
  ipcheck::Sources sources;
  ipcheck::Diagnostics diags;
  const auto source = ipcheck::read_text(sources, file.string(), 64u << 20, diags);
  if (!source) throw std::runtime_error("cannot read " + file.string());
  const auto cases = ipcheck::read_json(sources, *source, diags);
  if (diags.has_errors()) throw std::runtime_error("no lines of JSON: " + file.string());
  const auto results =
      read_lines(sources, "output",
                 output_of("'" + ipcheck + "' eval --lang en --each '" + file.string() + "'"));
  if (results.size() != cases.size())
    throw std::runtime_error(file.string() + ": not one answer a line");
  Count count{cases.size()};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const TreeRef asked = cases[i].top(), got = results[i].top(), want = asked.find("want");
    if (!want || !want.is_map()) throw std::runtime_error(file.string() + ": a case wants nothing");
    if (answers(want, got)) {
      ++count.passed;
      continue;
    }
    std::cout << asked.find("name").text() << ": " << asked.find("expr").text() << "\n  want "
              << raw(sources, want) << "\n  got  " << raw(sources, got) << "\n";
  }
  return count;
}

std::map<std::string, std::size_t> outside_by_reason(const fs::path& file) {
  ipcheck::Sources sources;
  ipcheck::Diagnostics diags;
  const auto source = ipcheck::read_text(sources, file.string(), 64u << 20, diags);
  if (!source) throw std::runtime_error("cannot read " + file.string());
  std::map<std::string, std::size_t> counts;
  std::string_view rest = sources.text(*source);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    ++counts[std::string(line.substr(line.rfind('\t') + 1))];
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  }
  return counts;
}

int run(const std::string& ipcheck, const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  Count all;
  for (const fs::path& file : files) {
    const Count count = run_section(ipcheck, file);
    std::cout << file.stem().string() << ": " << count.cases << " cases, " << count.passed
              << " passed\n";
    all.cases += count.cases;
    all.passed += count.passed;
  }
  std::cout << "in the profile: " << all.cases << " cases, " << all.passed << " passed\n";
  std::size_t outside = 0;
  for (const auto& [reason, count] : outside_by_reason(folder / "outside.tsv")) {
    std::cout << "outside, " << reason << ": " << count << "\n";
    outside += count;
  }
  std::cout << "outside: " << outside << " cases\n";
  return all.cases > 0 && all.passed == all.cases ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: ipcheck_test_cel IPCHECK DIR\n";
    return 2;
  }
  try {
    return run(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::cerr << "ipcheck_test_cel: " << error.what() << "\n";
    return 2;
  }
}
