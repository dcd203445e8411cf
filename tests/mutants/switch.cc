#include "switch.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>

namespace {

/// The variable MUTANT is the number of the mutant that runs, or a path: a file with a byte for
/// each mutant, which is set when its place is reached, whatever becomes of the process.
struct Switch {
  int running = 0;
  unsigned char* reached = nullptr;
  int size = 0;

  Switch() {
    const char* word = std::getenv("MUTANT");
    if (word == nullptr) return;
    if (*word != '/') {
      running = std::atoi(word);
      return;
    }
    const int file = ::open(word, O_RDWR | O_CLOEXEC);
    if (file < 0) return;
    size = static_cast<int>(::lseek(file, 0, SEEK_END));
    void* bytes = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    if (bytes != MAP_FAILED) reached = static_cast<unsigned char*>(bytes);
  }
};

const Switch& the_switch() {
  static const Switch result;
  return result;
}

}  // namespace

bool ipcheck_mutant_runs(int number) {
  const Switch& choice = the_switch();
  if (choice.reached != nullptr && number < choice.size) choice.reached[number] = 1;
  return choice.running == number;
}
