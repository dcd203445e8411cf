// The only place that touches the process: arguments, environment, clock, signals, standard
// streams, exit status.
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <memory>
#include <new>
#include <system_error>
#include <thread>

#include "cli/commands.h"
#include "cli/fd_stream.h"
#include "cli/output_file.h"
#include "text/error_words.h"
#include "text/file.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// zh unless the locale says another language; C and POSIX say nothing.
Lang locale_lang() {
  std::string locale = environment("LC_ALL");
  if (locale.empty()) locale = environment("LC_MESSAGES");
  if (locale.empty()) locale = environment("LANG");
  bool unclear = locale.empty() || locale == "C" || locale == "POSIX" || locale.starts_with("C.");
  return unclear || locale.starts_with("zh") ? Lang::Zh : Lang::En;
}

/// Today in Asia/Shanghai (UTC+8 without daylight saving since 1991), whatever TZ says; a clock
/// beyond the years that dates have stands at their end.
Date today_in_shanghai() {
  constexpr std::int64_t kDay = 86'400, kOffset = 8 * 3'600;
  constexpr std::int64_t kFirst = -719'162, kLast = 2'932'896;  // 0001-01-01, 9999-12-31
  const std::int64_t now = std::time(nullptr);
  const std::int64_t day = now / kDay + (now % kDay + kOffset + kDay) / kDay - 1;
  return Date{static_cast<std::int32_t>(std::clamp(day, kFirst, kLast))};
}

double seconds() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

bool use_color(When when, int fd) {
  if (when != When::Auto) return when == When::Always;
  return isatty(fd) && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

int terminal_width(int fd) {
  if (std::string columns = environment("COLUMNS"); !columns.empty()) {
    int width = std::atoi(columns.c_str());
    if (width >= 20) return std::min(width, 200);
  }
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
    return std::min<int>(size.ws_col, 200);
  return 100;
}

/// Closed standard streams would let the first opened file take their number.
void open_closed_streams() {
  for (int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(fd, F_GETFD) == -1)
      (void)!open("/dev/null", fd == STDIN_FILENO ? O_RDONLY : O_WRONLY);
  }
}

ExitStatus run(const Command& command, Context& context) {
  struct Runner {
    Context& context;
    ExitStatus operator()(const EligibilityArgs& a) { return run_eligibility(a, context); }
    ExitStatus operator()(const EvalArgs& a) { return run_eval(a, context); }
    ExitStatus operator()(const WorkdaysArgs& a) { return run_workdays(a, context); }
    ExitStatus operator()(const TemplateArgs& a) { return run_template(a, context); }
    ExitStatus operator()(const InspectArgs& a) { return run_inspect(a, context); }
    ExitStatus operator()(const ScoreArgs& a) { return run_score(a, context); }
    ExitStatus operator()(const RulesListArgs& a) { return run_rules_list(a, context); }
    ExitStatus operator()(const RulesShowArgs& a) { return run_rules_show(a, context); }
    ExitStatus operator()(const RulesLintArgs& a) { return run_rules_lint(a, context); }
    ExitStatus operator()(const RulesTestArgs& a) { return run_rules_test(a, context); }
    ExitStatus operator()(const RulesCoverageArgs& a) { return run_rules_coverage(a, context); }
    ExitStatus operator()(const RulesCiteArgs& a) { return run_rules_cite(a, context); }
    ExitStatus operator()(const RulesDiffArgs& a) { return run_rules_diff(a, context); }
    ExitStatus operator()(const RulesDocArgs& a) { return run_rules_doc(a, context); }
    ExitStatus operator()(const RulesProveArgs& a) { return run_rules_prove(a, context); }
    ExitStatus operator()(const RulesMutateArgs& a) { return run_rules_mutate(a, context); }
    ExitStatus operator()(const RulesFmtArgs& a) { return run_rules_fmt(a, context); }
    ExitStatus operator()(const RulesExportArgs& a) { return run_rules_export(a, context); }
    ExitStatus operator()(const RulesSchemaArgs& a) { return run_rules_schema(a, context); }
    ExitStatus operator()(const CompletionArgs& a) { return run_completion(a, context); }
    ExitStatus operator()(const VersionArgs&) { return run_version(context); }
    ExitStatus operator()(const HelpArgs& a) {
      *context.out << a.text;
      return ExitStatus::Ok;
    }
  };
  return std::visit(Runner{context}, command);
}

/// What went wrong elsewhere, told with the file that is missing for it.
void name_output(Text& what, const std::string& output) {
  if (what.en.find(output) != std::string::npos) return;
  const Text missing = say("`{}` 没有写入", "`{}` is not written", output);
  what = {what.zh + "；" + missing.zh, what.en + "; " + missing.en};
}

/// All of them or, when one cannot be written, none.
void commit_beside(Context& context) {
  for (const auto& file : context.beside) file->settle();
  for (const auto& file : context.beside) file->commit();
}

ExitStatus run_args(const Args& args, Lang lang, std::ostream& err) {
  Context context{.common = args.common, .lang = args.common.lang.value_or(lang)};
  if (context.common.rules.empty()) context.common.rules = environment("IPCHECK_RULES");
  context.color = context.common.output.empty() && use_color(args.common.color, STDOUT_FILENO);
  context.color_errors = use_color(args.common.color, STDERR_FILENO);
  context.width = terminal_width(STDOUT_FILENO);
  context.width_errors = terminal_width(STDERR_FILENO);
  context.today = today_in_shanghai();
  context.terminal_errors = isatty(STDERR_FILENO);
  context.terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
  context.cores = std::max(1u, std::thread::hardware_concurrency());
  context.memory = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) *
                   static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  context.clock = seconds;
  context.err = &err;
  const bool folder =
      std::holds_alternative<RulesDocArgs>(args.command) && names_folder(context.common.output);
  if (context.common.output.empty() || folder) {
    const auto out = std::make_unique<FdStream>(STDOUT_FILENO);
    context.out = out.get();
    ExitStatus status = run(args.command, context);
    out->finish(say("标准输出", "standard output"));
    commit_beside(context);
    return status;
  }
  OutputFile file(context.common.output);
  context.out = &file.stream();
  ExitStatus status = ExitStatus::Trouble;
  try {
    status = run(args.command, context);
    if (status != ExitStatus::Trouble || context.whole) {
      file.settle();
      commit_beside(context);
      file.commit();
      return status;
    }
  } catch (Failure& failure) {
    name_output(failure.what, context.common.output);
    throw;
  }
  err << "ipcheck: "
      << say("因有错误，`{}` 没有写入", "`{}` is not written because of the errors",
             visible(context.common.output))
             .in(context.lang)
      << "\n";
  return status;
}

/// Memory may end where nothing can be thrown: before `main`, within std::filesystem.
[[noreturn]] void end_without_memory() {
  constexpr std::string_view kWords = "ipcheck: 内存不足 / out of memory\n";
  remove_temporary_files();
  (void)!::write(STDERR_FILENO, kWords.data(), kWords.size());
  ::_exit(static_cast<int>(ExitStatus::Trouble));
}

__attribute__((constructor(101))) void prepare_for_the_end_of_memory() {
  std::set_new_handler(end_without_memory);
}

int main_status(int argc, char** argv) {
  open_closed_streams();
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);  // a write beyond `ulimit -f` fails and is told as any other
  install_signal_cleanup();
  Lang lang = locale_lang();
  const auto errors = std::make_unique<FdStream>(STDERR_FILENO);  // too large for a small stack
  FdStream& err = *errors;
  try {
    std::string error;
    auto args = parse_args(argc, argv, lang, error);
    if (!args) {
      err << error;
      return static_cast<int>(ExitStatus::Trouble);
    }
    if (args->common.lang) lang = *args->common.lang;
    return static_cast<int>(run_args(*args, lang, err));
  } catch (const BrokenPipe&) {
    return static_cast<int>(ExitStatus::Ok);
  } catch (const Failure& failure) {
    err << "ipcheck: " << visible(failure.what.in(lang)) << "\n";
  } catch (const std::system_error& error) {
    const Text what = say("系统不给所需的资源", "the system refuses what is needed");
    err << "ipcheck: " << because(what, error.code().value()).in(lang) << "\n";
  } catch (const std::bad_alloc&) {  // of a library that allocates by other means
    err << "ipcheck: " << say("内存不足", "out of memory").in(lang) << "\n";
  }
  return static_cast<int>(ExitStatus::Trouble);
}

}  // namespace
}  // namespace ipcheck

int main(int argc, char** argv) {
  return ipcheck::main_status(argc, argv);
}
