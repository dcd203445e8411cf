// Tested by tests/text/late_library_test.cc.
#include "text/late_library.h"

#include <dlfcn.h>

namespace ipcheck {

void* LateLibrary::symbol(const char* name) {
  void* handle = handle_.load(std::memory_order_acquire);
  if (handle == nullptr) {
    handle = dlopen(soname_, RTLD_NOW | RTLD_LOCAL);  // counted: a second thread gets the same one
    if (handle == nullptr)
      throw Failure{say("缺少程序库 `{}`，请安装后重试",
                        "the library `{}` is missing; install it and try again", soname_)};
    handle_.store(handle, std::memory_order_release);
  }
  void* address = dlsym(handle, name);
  if (address == nullptr)
    throw Failure{say("程序库 `{}` 中没有 `{}`", "the library `{}` has no `{}`", soname_, name)};
  return address;
}

}  // namespace ipcheck
