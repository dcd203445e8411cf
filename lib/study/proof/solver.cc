// Tested by tests/study/solver_test.cc.
#include "study/proof/solver.h"

#include <sys/mman.h>
#include <z3.h>

#include <charconv>

#include "text/late_library.h"
#include "text/say.h"

namespace ipcheck {
namespace {

LateLibrary library("libz3.so.4");

#define IPCHECK_LATE(name)                 \
  LateCall<decltype(::name)> late_##name { \
    library, #name                         \
  }
IPCHECK_LATE(Z3_mk_config);
IPCHECK_LATE(Z3_del_config);
IPCHECK_LATE(Z3_mk_context);
IPCHECK_LATE(Z3_del_context);
IPCHECK_LATE(Z3_set_error_handler);
IPCHECK_LATE(Z3_global_param_set);
IPCHECK_LATE(Z3_eval_smtlib2_string);
#undef IPCHECK_LATE

/// Z3 would end the process; what went wrong stands in the answer anyway.
void stay_alive(Z3_context, Z3_error_code) {}

/// The items of a list `((a b) (c d))` at its top level, each without its own brackets.
std::vector<std::string_view> pairs(std::string_view text) {
  std::vector<std::string_view> out;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(' && ++depth == 2) begin = i + 1;
    if (text[i] == ')' && depth-- == 2) out.push_back(text.substr(begin, i - begin));
  }
  return out;
}

/// `pair` is `term value`: the value.
std::string value_of(std::string_view pair) {
  std::size_t at = pair.find_last_not_of(" \n");
  if (at == std::string_view::npos) return {};
  pair = pair.substr(0, at + 1);
  if (pair.back() != ')') return std::string(pair.substr(pair.find_last_of(" \n") + 1));
  int depth = 0;
  for (at = pair.size(); at-- > 0;) {
    if (pair[at] == ')') ++depth;
    if (pair[at] == '(' && --depth == 0) break;
  }
  return std::string(pair.substr(at));
}

}  // namespace

namespace {

/// Z3 dies where its library or its first steps find no memory. Errors: throws Failure.
void require_room() {
  constexpr std::size_t kMegabytes = 128;
  constexpr int kAsked = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  void* room = ::mmap(nullptr, kMegabytes << 20, PROT_NONE, kAsked, -1, 0);
  if (room == MAP_FAILED)
    throw Failure{say("内存不足：证明至少需要 {} MiB", "out of memory: proofs need at least {} MiB",
                      kMegabytes)};
  ::munmap(room, kMegabytes << 20);
}

}  // namespace

struct Solver::Context {
  Z3_context z3 = nullptr;
  ~Context() {
    if (z3 != nullptr) late_Z3_del_context(z3);
  }
};

Solver::Solver(const SolverLimits& limits) {
  require_room();
  try {
    late_Z3_global_param_set("memory_max_size", std::to_string(limits.megabytes).c_str());
  } catch (Failure& failure) {
    failure.what = say("缺少程序库 `libz3.so.4`，请安装软件包 libz3-4 后重试",
                       "the library `libz3.so.4` is missing; install the package libz3-4 and try "
                       "again");
    throw;
  }
  told_ = "(set-option :timeout " + std::to_string(limits.milliseconds) + ")\n";
  restart();
}

/// A fresh context that knows all that was told. What an interrupted question leaves behind in the
/// old one nobody can say, and a stray assertion would make proofs out of nothing.
void Solver::restart() {
  context_ = std::make_unique<Context>();
  const Z3_config config = late_Z3_mk_config();
  context_->z3 = late_Z3_mk_context(config);
  late_Z3_del_config(config);
  if (context_->z3 == nullptr) throw std::bad_alloc();
  late_Z3_set_error_handler(context_->z3, stay_alive);
  eval(told_);
}

Solver::~Solver() = default;

std::string Solver::eval(const std::string& commands) {
  const char* answer = late_Z3_eval_smtlib2_string(context_->z3, commands.c_str());
  return answer == nullptr ? "(error \"no answer\")" : answer;
}

void Solver::tell(std::string_view commands) {
  const std::string answer = eval(std::string(commands));
  if (answer.find("error") != std::string::npos || answer.find("unsupported") != std::string::npos)
    throw Failure{say("求解器不接受：{}", "the solver refuses: {}", answer)};
  told_ += commands;
}

Answer Solver::ask(const std::vector<std::string>& conditions,
                   const std::vector<std::string>& wanted, std::vector<std::string>& values) {
  ++questions_;
  values.clear();
  why_.clear();
  std::string text = "(push)\n";
  for (const std::string& condition : conditions) text += "(assert " + condition + ")\n";
  const std::string answer = eval(text + "(check-sat)");
  Answer out = Answer::Unknown;
  if (answer.starts_with("unsat"))
    out = Answer::Unsat;
  else if (answer.starts_with("sat"))
    out = Answer::Sat;
  else
    why_ = answer.starts_with("unknown") ? eval("(get-info :reason-unknown)") : answer;
  if (out == Answer::Sat && !wanted.empty()) {
    std::string list;
    for (const std::string& term : wanted) list += " " + term;
    const std::string given = eval("(get-value (" + list + "))");
    for (const std::string_view pair : pairs(given)) values.push_back(value_of(pair));
    if (values.size() != wanted.size())
      throw Failure{say("求解器的回答读不懂：{}", "cannot read the solver's answer: {}", given)};
  }
  if (out == Answer::Unknown || !eval("(pop)").empty()) restart();
  return out;
}

namespace {

bool read_ratio_at(std::string_view& text, Ratio& out) {
  const auto skip = [&text] {
    while (!text.empty() && (text[0] == ' ' || text[0] == '\n')) text.remove_prefix(1);
  };
  skip();
  if (text.empty()) return false;
  if (text[0] == '(') {
    text.remove_prefix(1);
    skip();
    const char op = text.empty() ? ' ' : text[0];
    if (op != '-' && op != '/') return false;
    text.remove_prefix(1);
    if (!read_ratio_at(text, out)) return false;
    if (op == '-') out.numerator = -out.numerator;
    if (op == '/') {
      Ratio by;
      if (!read_ratio_at(text, by) || by.numerator <= 0) return false;
      if (__builtin_mul_overflow(out.numerator, by.denominator, &out.numerator)) return false;
      if (__builtin_mul_overflow(out.denominator, by.numerator, &out.denominator)) return false;
    }
    skip();
    if (text.empty() || text[0] != ')') return false;
    text.remove_prefix(1);
    return true;
  }
  out = {};
  bool digits = false, point = false;
  for (; !text.empty(); text.remove_prefix(1)) {
    if (text[0] == '.' && !point) {
      point = true;
      continue;
    }
    if (text[0] < '0' || text[0] > '9') break;
    digits = true;
    if (__builtin_mul_overflow(out.numerator, __int128{10}, &out.numerator)) return false;
    out.numerator += text[0] - '0';
    if (point && __builtin_mul_overflow(out.denominator, __int128{10}, &out.denominator))
      return false;
  }
  return digits;
}

}  // namespace

bool read_ratio(std::string_view text, Ratio& out) {
  return read_ratio_at(text, out) && text.find_first_not_of(" \n") == std::string_view::npos;
}

}  // namespace ipcheck
