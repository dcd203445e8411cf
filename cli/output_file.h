#pragma once
// A file that appears whole or not at all: written beside its target, synced, renamed.

#include <memory>
#include <span>
#include <string>

#include "cli/fd_stream.h"

namespace ipcheck {

/// Until `commit` the target is untouched; without it the temporary file is removed. What a killed
/// process left behind is removed by the next one that writes into the folder. A target that is no
/// regular file (a device, a FIFO) is written directly. Errors: throws Failure with the path and
/// the reason.
class OutputFile {
 public:
  explicit OutputFile(const std::string& path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  std::ostream& stream() { return *stream_; }
  /// Writes and syncs all of it, so that only `commit` is left, which takes no room. Nothing is
  /// written to the stream afterwards.
  void settle();
  /// Settles what is not; the file appears.
  void commit();

 private:
  OutputFile(std::string name, std::string path);
  void create_temporary();
  void keep_unlocked();

  std::string name_;         // as given
  std::string path_;         // where it really is
  std::string temporary_;    // empty: writing directly, or done
  char* pending_ = nullptr;  // where a signal finds it
  int fd_ = -1;
  bool settled_ = false;
  std::unique_ptr<FdStream> stream_;
};

/// Whether `-o` names a folder: there is one, or the name ends with a slash.
bool names_folder(const std::string& output);

/// Where large temporary files for `output` go: its own folder, where the room is needed anyway;
/// the system's for standard output and devices.
std::string temporary_folder(const std::string& output);

/// Whether two names are one regular file, or would be once it is written.
bool is_same_file(const std::string& a, const std::string& b);

/// Errors: throws Failure when `output`, given by `option`, is one of `inputs` by another name or
/// the same.
void refuse_overwrite(const std::string& output, std::span<const std::string> inputs,
                      const std::string& option = "-o");

/// Removes the temporary files of this process, at a moment when nothing else may be done.
void remove_temporary_files();

/// SIGINT, SIGTERM and SIGHUP remove the temporary files and end the process with 128 + signal.
void install_signal_cleanup();

}  // namespace ipcheck
