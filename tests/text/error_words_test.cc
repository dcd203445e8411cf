#include "text/error_words.h"

#include <cerrno>

#include "support/catch.h"

using namespace ipcheck;

TEST_CASE("error words: a user reads why in the own language", "[text]") {
  CHECK(error_words(ENOSPC) == Text{"磁盘已满", "No space left on device"});
  CHECK(error_words(EACCES) == Text{"没有权限", "Permission denied"});
  CHECK(because({"无法写入 a", "cannot write a"}, EIO) ==
        Text{"无法写入 a：读写出错", "cannot write a: Input/output error"});
}

TEST_CASE("error words: what nobody expects is told in the system's words", "[text]") {
  const Text words = error_words(ENOTBLK);
  CHECK(words.zh == words.en);
  CHECK_FALSE(words.en.empty());
}
