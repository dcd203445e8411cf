#include "text/late_library.h"

#include "support/catch.h"

namespace ipcheck {
namespace {

TEST_CASE("late library: a function of a library is called as if it were linked", "[text]") {
  LateLibrary libc("libc.so.6");
  LateCall<int(const char*)> number{libc, "atoi"};
  CHECK(number("42") == 42);
  CHECK(number("-7") == -7);
}

TEST_CASE("late library: what is missing is named", "[text]") {
  LateLibrary none("libipcheck-none.so.1");
  LateCall<int()> call{none, "f"};
  CHECK_THROWS_AS(call(), Failure);
  LateLibrary libc("libc.so.6");
  try {
    libc.symbol("no_such_function");
    FAIL("no such function, yet an address");
  } catch (const Failure& failure) {
    CHECK(failure.what.en == "the library `libc.so.6` has no `no_such_function`");
  }
}

}  // namespace
}  // namespace ipcheck
