#pragma once
// Names that people write for codes, as rule files list them: 山西省晋中市榆次区 for 140702.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/say.h"
#include "text/source.h"
#include "value/date.h"

namespace ipcheck {

inline constexpr std::uint32_t kNoEntry = 0xFFFFFFFF;

struct CodeEntry {
  std::string code;
  Text label;
  std::vector<std::string> aliases;
  std::uint32_t within = kNoEntry;       // whose name may stand before this one's
  std::uint32_t replaced_by = kNoEntry;  // the entry whose code took this one's place
  std::optional<Date> replaced_on;
  Span span;
  std::vector<std::string> words;  // filled by CodeList::index
};

/// A name that is known but has no code; `text` says what to write instead.
struct UncodedName {
  std::vector<std::string> names;
  Text text;
  std::vector<std::string> words;  // filled by CodeList::index
};

/// What a text names. One entry: read; several: ambiguous; none and no `uncoded`: unknown.
struct CodeMatch {
  std::vector<std::uint32_t> entries;  // those in force: of a former name, what took its place
  std::uint32_t former = kNoEntry;     // the entry whose former name it is
  const UncodedName* uncoded = nullptr;
};

struct CodeList {
  std::string name;
  Text title;
  std::string source;                // the place that the codes come from
  std::vector<std::string> endings;  // a name may stand without them: 榆次 for 榆次区
  std::vector<CodeEntry> entries;
  std::vector<UncodedName> uncoded;
  Span span;

  /// Fills `words`; to be called once the list is complete.
  void index();
  const CodeEntry* entry(std::string_view code) const;
  /// `140702 榆次区`, with `long_form` also what took its place; the code alone when it is not in
  /// the list.
  Text words(std::string_view code, bool long_form = false) const;
  /// Shape: width, brackets, spaces and case do not matter; names of what the entry lies within
  /// may stand before its own, in order.
  CodeMatch find(std::string_view text) const;
  /// The listed name nearest to `text`, or nothing.
  const CodeEntry* nearest_to(std::string_view text) const;

 private:
  bool leads_to(std::string_view lead, std::uint32_t entry) const;
};

}  // namespace ipcheck
