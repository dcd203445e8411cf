#pragma once
// The text as yaml-cpp 0.7 takes it, and its answers as UTF-8. Used by tree_yaml.cc only.

#include <istream>
#include <streambuf>
#include <string>
#include <string_view>

namespace ipcheck {

/// A stream over a text that outlives it. A lone CR, which yaml-cpp takes for no line break, is
/// given as LF: offsets stay.
class YamlStream : private std::streambuf, public std::istream {
 public:
  explicit YamlStream(std::string_view text);

 private:
  std::string copy_;
};

/// A scalar's text as UTF-8: yaml-cpp reads `\N` and `\_` as one byte of Latin-1.
std::string yaml_text(std::string_view text);

}  // namespace ipcheck
