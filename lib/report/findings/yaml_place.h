#pragma once
// Where in a rule file a span stands, in the file's own words: `criteria/OCB-6/check`, and the
// clause of the entry around it. Private to lib/report.

#include <deque>
#include <map>
#include <string>

#include "text/tree.h"
#include "value/schema.h"

namespace ipcheck {

struct YamlPlace {
  std::string path;  // keys from the top; empty: outside every entry
  Citation cite;     // of the innermost entry that has one
};

/// Reads each file at the first question about it.
class YamlPlaces {
 public:
  explicit YamlPlaces(const Sources& sources) : sources_(sources) {}
  YamlPlace at(Span span);

 private:
  const std::deque<Tree>& trees(SourceId source);

  const Sources& sources_;
  std::map<SourceId, std::deque<Tree>> trees_;
};

}  // namespace ipcheck
