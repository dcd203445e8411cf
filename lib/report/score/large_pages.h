#pragma once
// Memory for tables that are looked up all over. Private to lib/report.

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>

namespace ipcheck {

/// Allocator: what is large stands in large pages, where the system has some. By small ones such a
/// table costs a page fault each 4 KiB when it is made, and a miss of the TLB a look-up.
template <class T>
struct LargePages {
  using value_type = T;

  LargePages() = default;
  template <class U>
  explicit LargePages(const LargePages<U>&) {}

  T* allocate(std::size_t count) {
    constexpr std::size_t kLarge = 2u << 20;
    const std::size_t size = count * sizeof(T);
    const std::size_t whole = (size + kLarge - 1) / kLarge * kLarge;
    void* const memory = size < kLarge ? std::malloc(size) : std::aligned_alloc(kLarge, whole);
    if (memory == nullptr) throw std::bad_alloc();
    if (size >= kLarge) (void)::madvise(memory, whole, MADV_HUGEPAGE);  // advice only
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t) { std::free(memory); }

  friend bool operator==(const LargePages&, const LargePages&) { return true; }
};

}  // namespace ipcheck
