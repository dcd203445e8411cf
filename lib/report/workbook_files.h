#pragma once
// Around libxlsxwriter, which does not notice when a write to one of its temporary files fails, and
// tells of other failures on the standard error itself.

#include <cstdio>

namespace ipcheck {

/// While one lives, the temporary files that libxlsxwriter makes on this thread have no name and
/// keep the errno of their first failure in `error`, which must outlive them; and its words reach
/// nobody. Where the program does not export `lxw_tmpfile` (cli/CMakeLists.txt), its files are its
/// own.
class WorkbookFiles {
 public:
  explicit WorkbookFiles(int& error);
  ~WorkbookFiles();
  WorkbookFiles(const WorkbookFiles&) = delete;
  WorkbookFiles& operator=(const WorkbookFiles&) = delete;

 private:
  int* outer_;
  std::FILE* words_;
  std::FILE* nowhere_;
};

}  // namespace ipcheck
