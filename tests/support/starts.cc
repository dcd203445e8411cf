// ipcheck_starts N COMMAND... -- COMMAND...: wall time from start to exit, the commands by turns,
// as the median of N, and how many times the first command's each takes.

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

extern char** environ;

namespace {

using Command = std::vector<char*>;

double start_once(const Command& command, const posix_spawn_file_actions_t& quiet) {
  const auto start = std::chrono::steady_clock::now();
  pid_t child = 0;
  if (posix_spawnp(&child, command[0], &quiet, nullptr, command.data(), environ) != 0) {
    std::fprintf(stderr, "cannot start %s\n", command[0]);
    std::exit(2);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start)
      .count();
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 2 ? std::atoi(argv[1]) : 0;
  if (rounds < 1) {
    std::fprintf(stderr, "usage: ipcheck_starts N COMMAND... -- COMMAND...\n");
    return 2;
  }
  std::vector<Command> commands(1);
  for (int i = 2; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--") {
      commands.emplace_back();
    } else {
      commands.back().push_back(argv[i]);
    }
  }
  for (auto& command : commands) command.push_back(nullptr);

  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
  std::vector<std::vector<double>> times(commands.size());
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < commands.size(); ++i) {
      times[i].push_back(start_once(commands[i], quiet));
    }
  }
  double first = 0;
  for (std::size_t i = 0; i < commands.size(); ++i) {
    std::sort(times[i].begin(), times[i].end());
    const double median = times[i][times[i].size() / 2];
    if (i == 0) first = median;
    std::printf("%8.0f us %6.2f x ", median, median / first);
    for (const char* word : commands[i]) {
      if (word != nullptr) std::printf(" %s", word);
    }
    std::printf("\n");
  }
}
