#pragma once
// Lines of a person at a terminal, edited, remembered and completed; or plain lines of a pipe.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ipcheck {

/// What may be completed at the end of a line's text up to the cursor.
struct Completion {
  std::function<std::vector<std::string>(std::string_view text)> words;  // whole words, ascending
  std::function<std::size_t(std::string_view text)> word_begin;
};

class LineEditor {
 public:
  /// Edits where `terminal` and the editing library is there; else reads plain lines.
  LineEditor(bool terminal, std::string prompt, Completion completion);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  bool edits() const { return editing_ != nullptr; }
  /// The next line without its line break; nullopt at the end. A line that Ctrl-C cleared is empty.
  std::optional<std::string> next();

 private:
  struct Editing;
  std::string prompt_;
  bool terminal_;
  std::unique_ptr<Editing> editing_;
};

}  // namespace ipcheck
