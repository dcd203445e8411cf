// Preloaded into the product: faults at the N-th system call of a class, at the N-th allocation,
// and a clock that says what it is told. Told by the environment:
//
//   IPCHECK_FAULT=write:3:ENOSPC    the third call of the class fails, once; `write:3+:…` that and
//   all after it IPCHECK_FAULT=write:3:short     does half of what was asked
//   IPCHECK_FAULT=memory:3:ENOMEM   the third allocation
//   IPCHECK_FAULT=trace             no fault
//   IPCHECK_FAULT_LOG=FILE          a line `CLASS N FILE` for each call (trace), or for each fault
//   IPCHECK_CLOCK=253402300799      the time of day, as seconds since 1970
//
// System calls are trapped by the kernel (seccomp), so those of libc itself, of stdio and of
// libraries loaded later count as well; a call that carries kMagic as its sixth argument is our
// own. Children that are other programs are left alone as long as their loader does not make the
// calls of the class.
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

constexpr unsigned kMagic = 0x1badfeed;

enum class Target : std::uint8_t { Fd, Path, PathAt, SecondPath, SecondPathAt };

/// A system call, the class it counts in, and where the name of its file is.
struct Call {
  int number;
  const char* name;
  Target target;
  int count_at;  // the argument that a short call halves; -1: none
};

constexpr Call kCalls[] = {
    {SYS_open, "open", Target::Path, -1},
    {SYS_openat, "open", Target::PathAt, -1},
    {SYS_creat, "open", Target::Path, -1},
    {SYS_read, "read", Target::Fd, 2},
    {SYS_pread64, "read", Target::Fd, 2},
    {SYS_readv, "read", Target::Fd, -1},
    {SYS_write, "write", Target::Fd, 2},
    {SYS_pwrite64, "write", Target::Fd, 2},
    {SYS_writev, "write", Target::Fd, -1},
    {SYS_fsync, "sync", Target::Fd, -1},
    {SYS_fdatasync, "sync", Target::Fd, -1},
    {SYS_rename, "rename", Target::SecondPath, -1},
    {SYS_renameat, "rename", Target::SecondPathAt, -1},
    {SYS_renameat2, "rename", Target::SecondPathAt, -1},
    {SYS_linkat, "rename", Target::SecondPathAt, -1},
    {SYS_ftruncate, "truncate", Target::Fd, -1},
    {SYS_close, "close", Target::Fd, -1},
    {SYS_stat, "stat", Target::Path, -1},
    {SYS_lstat, "stat", Target::Path, -1},
    {SYS_fstat, "stat", Target::Fd, -1},
    {SYS_newfstatat, "stat", Target::PathAt, -1},
    {SYS_lseek, "seek", Target::Fd, -1},
    {SYS_getdents64, "list", Target::Fd, -1},
    {SYS_mkdir, "mkdir", Target::Path, -1},
    {SYS_flock, "lock", Target::Fd, -1},
    {SYS_fchmod, "mode", Target::Fd, -1},
};

struct Plan {
  bool trace = false, memory = false, from_there_on = false, is_short = false;
  char name[16] = "";
  long at = 0;
  int error = 0;
};

Plan plan;
int log_fd = -1;
std::atomic<bool> on{false};
std::atomic<long> counts[sizeof kCalls / sizeof kCalls[0]];  // by the first call of a class
std::atomic<long> allocations{0};
bool has_clock = false;
time_t told_time = 0;

long ours(long number, long a = 0, long b = 0, long c = 0, long d = 0, long e = 0) {
  const int kept = errno;
  const long result = syscall(number, a, b, c, d, e, long{kMagic});
  const long failed = -errno;
  errno = kept;
  return result == -1 ? failed : result;
}

std::size_t first_of_class(std::size_t call) {
  std::size_t i = 0;
  while (std::strcmp(kCalls[i].name, kCalls[call].name) != 0) ++i;
  return i;
}

std::size_t put(char* to, std::size_t size, std::size_t at, const char* text) {
  while (*text != '\0' && at + 1 < size) to[at++] = *text++;
  return at;
}

std::size_t put(char* to, std::size_t size, std::size_t at, long number) {
  char digits[24], *d = digits + sizeof digits;
  *--d = '\0';
  do *--d = static_cast<char>('0' + number % 10);
  while ((number /= 10) != 0);
  return put(to, size, at, d);
}

void log(const char* name, long count, const char* file) {
  if (log_fd < 0) return;
  char line[1200];
  std::size_t n = put(line, sizeof line, 0, name);
  n = put(line, sizeof line, put(line, sizeof line, n, " "), count);
  n = put(line, sizeof line, put(line, sizeof line, n, " "), file);
  line[n++] = '\n';
  ours(SYS_write, log_fd, reinterpret_cast<long>(line), static_cast<long>(n));
}

void log_call(const Call& call, long count, const greg_t* args) {
  char path[1024] = "";
  const char* file = path;
  switch (call.target) {
    case Target::Fd: {
      char link[40];
      put(link, sizeof link, put(link, sizeof link, 0, "/proc/self/fd/"), args[0]);
      for (char& c : link) {  // ends where the number does
        if ((c < '0' || c > '9') && &c >= link + 14) c = '\0';
      }
      const long n = ours(SYS_readlink, reinterpret_cast<long>(link), reinterpret_cast<long>(path),
                          sizeof path - 1);
      path[n > 0 ? n : 0] = '\0';
      break;
    }
    case Target::Path:
      file = reinterpret_cast<const char*>(args[0]);
      break;
    case Target::PathAt:
    case Target::SecondPath:
      file = reinterpret_cast<const char*>(args[1]);
      break;
    case Target::SecondPathAt:
      file = reinterpret_cast<const char*>(args[3]);
      break;
  }
  log(call.name, count, file);
}

bool hits(long count) {
  return count == plan.at || (plan.from_there_on && count > plan.at);
}

void on_trap(int, siginfo_t*, void* context) {
  greg_t* registers = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
  const int number = static_cast<int>(registers[REG_RAX]);
  greg_t args[5] = {registers[REG_RDI], registers[REG_RSI], registers[REG_RDX], registers[REG_R10],
                    registers[REG_R8]};
  for (std::size_t i = 0; on && i < sizeof kCalls / sizeof kCalls[0]; ++i) {
    const Call& call = kCalls[i];
    if (call.number != number) continue;
    const long count = ++counts[first_of_class(i)];
    if (plan.trace) log_call(call, count, args);
    if (plan.trace || std::strcmp(call.name, plan.name) != 0 || !hits(count)) break;
    if (plan.from_there_on && args[0] <= STDERR_FILENO) break;  // pipes do not fill with the disk
    log_call(call, count, args);
    if (!plan.is_short) {
      registers[REG_RAX] = -plan.error;
      return;
    }
    if (call.count_at >= 0 && args[call.count_at] > 1) args[call.count_at] /= 2;
  }
  registers[REG_RAX] = ours(number, args[0], args[1], args[2], args[3], args[4]);
}

int error_number(const char* name) {
  constexpr struct {
    const char* name;
    int number;
  } kErrors[] = {{"EACCES", EACCES}, {"EINTR", EINTR},   {"EIO", EIO},
                 {"EMFILE", EMFILE}, {"ENOMEM", ENOMEM}, {"ENOSPC", ENOSPC},
                 {"EDQUOT", EDQUOT}, {"EPIPE", EPIPE},   {"EROFS", EROFS}};
  for (const auto& error : kErrors) {
    if (std::strcmp(error.name, name) == 0) return error.number;
  }
  return 0;
}

bool is_planned(const Call& call) {
  return plan.trace || std::strcmp(call.name, plan.name) == 0;
}

/// Errors: exit status 99, which no command has.
void trap_calls() {
  struct sigaction action = {};
  action.sa_sigaction = on_trap;
  action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_RESTART;
  sigaction(SIGSYS, &action, nullptr);
  sock_filter filter[2 * (sizeof kCalls / sizeof kCalls[0]) + 8];
  unsigned short n = 0;
  filter[n++] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[5]));
  filter[n++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kMagic, 0, 1);
  filter[n++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  filter[n++] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr));
  for (const Call& call : kCalls) {
    if (!is_planned(call)) continue;
    filter[n++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<unsigned>(call.number), 0, 1);
    filter[n++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
  }
  filter[n++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  const sock_fprog program = {n, filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) != 0)
    _exit(99);
}

/// `CLASS:N[+]:ERROR`; false: no such plan.
bool read_plan(const char* text) {
  plan.trace = std::strcmp(text, "trace") == 0;
  if (plan.trace) return true;
  char number[16] = "", error[16] = "";
  if (std::sscanf(text, "%15[a-z]:%15[0-9+]:%15[A-Za-z]", plan.name, number, error) != 3)
    return false;
  plan.at = std::atol(number);
  plan.from_there_on = std::strchr(number, '+') != nullptr;
  plan.is_short = std::strcmp(error, "short") == 0;
  plan.error = error_number(error);
  plan.memory = std::strcmp(plan.name, "memory") == 0;
  return plan.is_short || plan.error != 0;
}

__attribute__((constructor)) void start() {
  if (const char* clock = std::getenv("IPCHECK_CLOCK")) {
    has_clock = true;
    told_time = std::atol(clock);
  }
  const char* text = std::getenv("IPCHECK_FAULT");
  if (text == nullptr) return;
  if (!read_plan(text)) _exit(98);
  char self[24];
  std::snprintf(self, sizeof self, "%d", static_cast<int>(getpid()));
  const char* first = std::getenv("IPCHECK_FAULT_PROCESS");
  const bool is_child = first != nullptr && std::strcmp(first, self) != 0;
  setenv("IPCHECK_FAULT_PROCESS", self, 0);
  const char* file = std::getenv("IPCHECK_FAULT_LOG");
  if (file != nullptr && !is_child) {
    const int fd = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    log_fd = fcntl(fd, F_DUPFD_CLOEXEC, 500);
    close(fd);
  }
  if (!plan.memory) trap_calls();
  on = !is_child;
}

/// Whether this allocation is the one that fails.
bool no_memory() {
  if (!plan.memory || !on) return false;
  const long count = ++allocations;
  if (!hits(count)) return false;
  log("memory", count, "");
  errno = ENOMEM;
  return true;
}

}  // namespace

extern "C" {

void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void* __libc_memalign(std::size_t align, std::size_t size);

void* malloc(std::size_t size) {
  return no_memory() ? nullptr : __libc_malloc(size);
}

void* calloc(std::size_t count, std::size_t size) {
  return no_memory() ? nullptr : __libc_calloc(count, size);
}

void* realloc(void* old, std::size_t size) {
  return size > 0 && no_memory() ? nullptr : __libc_realloc(old, size);
}

void* aligned_alloc(std::size_t align, std::size_t size) {
  return no_memory() ? nullptr : __libc_memalign(align, size);
}

int clock_gettime(clockid_t id, timespec* now) {
  const long result = ours(SYS_clock_gettime, id, reinterpret_cast<long>(now));
  if (has_clock && id == CLOCK_REALTIME) now->tv_sec = told_time;
  if (result < 0) errno = static_cast<int>(-result);
  return result < 0 ? -1 : 0;
}

int gettimeofday(timeval* now, void*) {
  timespec precise = {};
  clock_gettime(CLOCK_REALTIME, &precise);
  now->tv_sec = precise.tv_sec;
  now->tv_usec = precise.tv_nsec / 1000;
  return 0;
}

time_t time(time_t* to) {
  timespec now = {};
  clock_gettime(CLOCK_REALTIME, &now);
  if (to != nullptr) *to = now.tv_sec;
  return now.tv_sec;
}

}  // extern "C"
