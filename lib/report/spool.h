#pragma once
// Byte strings on disk in runs, in a temporary file without a name: nothing is left behind however
// the process ends.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ipcheck {

/// A file in `folder` that has no name and goes with its descriptor. Errors: -1 with errno.
int open_unnamed(const std::string& folder);

/// Errors: throws Failure when the folder cannot take the file, or the disk is full.
class Spool {
 public:
  struct Run {
    std::uint64_t begin = 0, end = 0;
  };

  explicit Spool(const std::string& folder);
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  void begin_run();
  void add(std::string_view bytes);
  Run end_run();

  /// Reads a run from front to back. Outlived by the Spool.
  class Reader {
   public:
    bool next(std::string& bytes);

   private:
    friend class Spool;
    Reader(int fd, Run run) : fd_(fd), at_(run.begin), end_(run.end) {}
    bool fill(std::size_t size);
    int fd_;
    std::uint64_t at_, end_;  // what is not in the buffer yet
    std::string buffer_;
    std::size_t used_ = 0;
  };
  Reader read(const Run& run) const { return {fd_, run}; }

 private:
  void flush();
  int fd_ = -1;
  std::uint64_t size_ = 0;
  Run run_;
  std::string buffer_;
};

}  // namespace ipcheck
