#pragma once
// Shared libraries that only some commands need: opened at the first call, so no other start pays
// for them. A reader of XLSX declares its calls as `LateCall`s and uses them like the functions.

#include <atomic>

#include "text/file.h"

namespace ipcheck {

/// A shared library by its soname. Threads: any number.
class LateLibrary {
 public:
  constexpr explicit LateLibrary(const char* soname) : soname_(soname) {}
  /// Address of a function. Errors: throws Failure, which names the library and its package.
  void* symbol(const char* name);

 private:
  const char* soname_;
  std::atomic<void*> handle_{nullptr};
};

/// One function of a late library: `LateCall<decltype(zip_open)> open{libzip, "zip_open"};`.
template <class Function>
class LateCall {
 public:
  constexpr LateCall(LateLibrary& library, const char* name) : library_(library), name_(name) {}
  template <class... Args>
  auto operator()(Args... args) {
    return reinterpret_cast<Function*>(address())(args...);
  }

 private:
  void* address() {
    void* known = address_.load(std::memory_order_acquire);
    if (known == nullptr) address_.store(known = library_.symbol(name_), std::memory_order_release);
    return known;
  }

  LateLibrary& library_;
  const char* name_;
  std::atomic<void*> address_{nullptr};
};

}  // namespace ipcheck
