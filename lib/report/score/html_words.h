#pragma once
// The dictionary of a report page: what ids are called and where they stand, in both languages,
// each told once. Private to lib/report.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "report/score/totals.h"

namespace ipcheck {

/// Text of a record as a page may show it: cut, with control and bidi characters visible.
std::string shown_text(std::string_view text);

class WordList {
 public:
  struct Word {
    std::string id;
    Text title;
    std::string cite;
  };

  explicit WordList(const ScoreHead& head) : head_(head) {}

  /// Index of a criterion, group, scheme or fact of schemes[scheme].
  std::uint32_t item(std::size_t scheme, std::string_view id);
  /// Index of a notice: one of the scheme, or of data.
  std::uint32_t notice(std::size_t scheme, std::string_view id);

  const std::deque<Word>& words() const { return words_; }

 private:
  const Policy& policy_of(std::size_t scheme) const;
  std::uint32_t known(char sort, const Policy& policy, std::string_view id, bool& is_new);

  const ScoreHead& head_;
  std::deque<Word> words_;
  std::unordered_map<std::string, std::uint32_t> index_;  // sort, policy, id
};

/// Sentences that many rows share, each told once; bounded.
class SentenceList {
 public:
  static constexpr std::size_t kMost = 65'536;
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// Index of the sentence; kNone when it is new and the list is full.
  std::uint32_t index(std::string_view zh, std::string_view en);
  const std::deque<Text>& sentences() const { return sentences_; }

 private:
  std::deque<Text> sentences_;
  std::unordered_map<std::string, std::uint32_t> index_;
};

}  // namespace ipcheck
