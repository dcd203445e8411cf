// Editing through libedit, opened when a terminal asks for it. Tested by tests/cli/eval-lines.md
// (plain lines) and tests/cli/eval_terminal_test.py.
#include "cli/line_editor.h"

#include <histedit.h>
#include <locale.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "text/frame.h"
#include "text/late_library.h"

namespace ipcheck {
namespace {

LateLibrary library{"libedit.so.2"};
LateCall<decltype(el_init)> late_init{library, "el_init"};
LateCall<decltype(el_end)> late_end{library, "el_end"};
LateCall<decltype(el_set)> late_set{library, "el_set"};
LateCall<decltype(el_get)> late_get{library, "el_get"};
LateCall<decltype(el_gets)> late_gets{library, "el_gets"};
LateCall<decltype(el_line)> late_line{library, "el_line"};
LateCall<decltype(el_insertstr)> late_insert{library, "el_insertstr"};
LateCall<decltype(history_init)> late_history_init{library, "history_init"};
LateCall<decltype(history_end)> late_history_end{library, "history_end"};
LateCall<decltype(history)> late_history{library, "history"};
void* history_function = nullptr;  // `history` itself, for el_set

constexpr int kRemembered = 500;
constexpr std::size_t kMostListed = 60;

/// What all candidates begin with.
std::string common_start(const std::vector<std::string>& words) {
  std::string start = words.front();
  for (const std::string& word : words) {
    auto end = std::mismatch(start.begin(), start.end(), word.begin(), word.end()).first;
    start.erase(end, start.end());
  }
  return start;
}

void list_words(const std::vector<std::string>& words) {
  std::string out = "\n";
  for (std::size_t i = 0; i < std::min(words.size(), kMostListed); ++i) out += words[i] + "  ";
  if (words.size() > kMostListed) out += "…";
  out += "\n";
  std::fputs(out.c_str(), stdout);
  std::fflush(stdout);
}

}  // namespace

struct LineEditor::Editing {
  EditLine* line = nullptr;
  History* past = nullptr;
  std::string prompt;
  Completion completion;
  bool cleared = false;

  static Editing& of(EditLine* line) {
    void* data = nullptr;
    late_get(line, EL_CLIENTDATA, &data);
    return *static_cast<Editing*>(data);
  }
  static char* show_prompt(EditLine* line) { return of(line).prompt.data(); }

  static unsigned char complete(EditLine* line, int) {
    const LineInfo* info = late_line(line);
    std::string_view text(info->buffer, static_cast<std::size_t>(info->cursor - info->buffer));
    Editing& own = of(line);
    std::vector<std::string> words = own.completion.words(text);
    if (words.empty()) return CC_ERROR;
    std::string start = common_start(words);
    std::string more =
        start.substr(std::min(start.size(), text.size() - own.completion.word_begin(text)));
    if (!more.empty()) {
      late_insert(line, more.c_str());
      return CC_REFRESH;
    }
    if (words.size() == 1) return CC_NORM;
    list_words(words);
    return CC_REDISPLAY;
  }

  static unsigned char clear(EditLine* line, int) {
    of(line).cleared = true;
    std::fputs("^C\n", stdout);
    return CC_NEWLINE;
  }

  ~Editing() {
    if (line != nullptr) late_end(line);
    if (past != nullptr) late_history_end(past);
  }

  /// Errors: throws Failure when the library is not there.
  void begin() {
    history_function = library.symbol("history");
    line = late_init("ipcheck", stdin, stdout, stderr);
    past = late_history_init();
    if (line == nullptr || past == nullptr) throw Failure{say("无法编辑行", "cannot edit lines")};
    HistEvent event{};
    late_history(past, &event, H_SETSIZE, kRemembered);
    late_history(past, &event, H_SETUNIQUE, 1);
    late_set(line, EL_CLIENTDATA, this);
    late_set(line, EL_PROMPT, &show_prompt);
    late_set(line, EL_EDITOR, "emacs");
    late_set(line, EL_HIST, history_function, past);
    late_set(line, EL_ADDFN, "ipcheck-complete", "complete a word", &complete);
    late_set(line, EL_BIND, "^I", "ipcheck-complete", nullptr);
    late_set(line, EL_ADDFN, "ipcheck-clear", "clear the line", &clear);
    late_set(line, EL_BIND, "^C", "ipcheck-clear", nullptr);
    late_set(line, EL_SETTY, "-d", "-isig", nullptr);  // Ctrl-C is a key while a line is edited
  }
};

LineEditor::LineEditor(bool terminal, std::string prompt, Completion completion)
    : prompt_(std::move(prompt)), terminal_(terminal) {
  if (!terminal) return;
  setlocale(LC_CTYPE, "");
  if (MB_CUR_MAX == 1) setlocale(LC_CTYPE, "C.UTF-8");
  auto editing = std::make_unique<Editing>();
  editing->prompt = prompt_;
  editing->completion = std::move(completion);
  try {
    editing->begin();
    editing_ = std::move(editing);
  } catch (const Failure&) {
    // Plain lines do as well.
  }
}

LineEditor::~LineEditor() = default;

std::optional<std::string> LineEditor::next() {
  std::string text;
  if (editing_ == nullptr) {
    if (terminal_) {
      std::fputs(prompt_.c_str(), stdout);
      std::fflush(stdout);
    }
    if (!std::getline(std::cin, text)) return std::nullopt;
    return text;
  }
  int count = 0;
  editing_->cleared = false;
  const char* line = late_gets(editing_->line, &count);
  if (line == nullptr || count <= 0) {
    std::fputs("\n", stdout);
    std::fflush(stdout);
    return std::nullopt;
  }
  if (editing_->cleared) return text;
  text.assign(line, static_cast<std::size_t>(count));
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  HistEvent event{};
  if (!text.empty()) late_history(editing_->past, &event, H_ENTER, text.c_str());
  return text;
}

}  // namespace ipcheck
