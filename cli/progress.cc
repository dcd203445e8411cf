// Tested by tests/cli/terminal.md.
#include "cli/progress.h"

#include <sys/stat.h>

#include <ostream>

#include "report/score/totals.h"

namespace ipcheck {

Progress::Progress(When when, const std::string& input, Context& context) : context_(context) {
  wanted_ =
      when == When::Auto ? context.terminal_errors && !context.common.quiet : when == When::Always;
  begin_ = last_ = context.clock();
  struct stat info {};
  const bool packed = input.ends_with(".gz") || input.ends_with(".zst") || input.ends_with(".xlsx");
  if (!packed && ::stat(input.c_str(), &info) == 0 && S_ISREG(info.st_mode))
    total_bytes_ = static_cast<std::uint64_t>(info.st_size);
}

void Progress::add(std::uint64_t rows, std::uint64_t bytes) {
  rows_ += rows;
  bytes_ += bytes;
  if (!wanted_) return;
  const double now = context_.clock();
  if (now - last_ >= (shown_ ? 0.1 : 0.5)) print(now);
}

void Progress::print(double now) {
  last_ = now;
  shown_ = true;
  const double seconds = now - begin_;
  std::string line = grouped(rows_) + say(" 行", " rows").in(context_.lang);
  if (bytes_ > 0 && seconds > 0)
    line += fmt::format("  {:.0f} MB/s", static_cast<double>(bytes_) / 1e6 / seconds);
  if (total_bytes_ > bytes_ && bytes_ > 0) {
    const double share = static_cast<double>(bytes_) / static_cast<double>(total_bytes_);
    const auto left = static_cast<std::int64_t>(seconds / share - seconds + 0.5);
    line += fmt::format("  {:.0f}%  ", 100 * share) +
            say("还需 {} 秒", "{} s left", left).in(context_.lang);
  }
  *context_.err << "\r\x1b[K" << line << std::flush;
}

void Progress::end() {
  if (shown_) *context_.err << "\r\x1b[K" << std::flush;
}

}  // namespace ipcheck
