// Tested by tests/cli/transcript_test.cc.

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>

#include "cli/transcript.h"

namespace ipcheck::transcript {
namespace {

[[noreturn]] void become_shell(const std::string& command, const std::filesystem::path& directory,
                               int output) {
  ::setpgid(0, 0);
  const int nothing = ::open("/dev/null", O_RDONLY);
  if (::chdir(directory.c_str()) != 0) ::_exit(126);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  ::execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
  ::_exit(127);
}

/// Reads until the other end is closed. False: `limit` has passed.
bool read_all(int input, std::chrono::seconds limit, std::string& output) {
  const auto end = std::chrono::steady_clock::now() + limit;
  std::array<char, 65536> buffer;
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd waiting{input, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) continue;
    const ssize_t count = ::read(input, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return true;
    output.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

Outcome run_shell(const std::string& command, const std::filesystem::path& directory,
                  std::chrono::seconds limit) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("cannot start a process");
  if (child == 0) become_shell(command, directory, ends[1]);
  ::setpgid(child, child);
  ::close(ends[1]);
  Outcome outcome;
  outcome.timed_out = !read_all(ends[0], limit, outcome.output);
  ::close(ends[0]);
  if (outcome.timed_out) ::kill(-child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

}  // namespace ipcheck::transcript
