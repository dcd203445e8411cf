#include "text/diagnostic.h"

#include "support/catch.h"

namespace ipcheck {
namespace {

TEST_CASE("diagnostic: only errors and warnings count", "[text]") {
  Diagnostics diags;
  CHECK_FALSE(diags.has_errors());
  diags.hint("h", {}, say("提示", "hint"));
  diags.warning("w", {}, say("警告", "warning"));
  CHECK_FALSE(diags.has_errors());
  diags.error("e", {}, say("错误 {}", "error {}", 7));
  diags.file_error("f", "a.yaml", say("文件", "file"));
  CHECK(diags.error_count() == 2);
  CHECK(diags.warning_count() == 1);
  CHECK(diags.all()[2].message.zh == "错误 7");
  CHECK(diags.all()[2].message.in(Lang::En) == "error 7");
  CHECK(diags.all()[3].file == "a.yaml");
}

TEST_CASE("diagnostic: sorted goes by source and offset, else as given", "[text]") {
  Diagnostics diags;
  diags.file_error("last", "f", {});
  diags.error("d", {1, 0, 1}, {});
  diags.error("b", {0, 5, 6}, {});
  diags.error("c", {0, 5, 9}, {});
  diags.error("a", {0, 2, 3}, {});
  std::string order;
  for (const Diagnostic* diagnostic : diags.sorted()) order += diagnostic->id;
  CHECK(order == "abcdlast");
}

TEST_CASE("diagnostic: past the limit only the counts grow", "[text]") {
  Diagnostics diags;
  Diagnostic& first = diags.error("first", {}, {});
  for (std::size_t i = 1; i < Diagnostics::kMaxKept; ++i) diags.error("x", {}, {});
  CHECK(diags.dropped() == 0);
  diags.error("y", {}, {}).help(say("改", "mend")).note({}, say("注", "note"));
  CHECK(diags.all().size() == Diagnostics::kMaxKept);
  CHECK(diags.dropped() == 1);
  CHECK(diags.error_count() == Diagnostics::kMaxKept + 1);
  CHECK(first.id == "first");
}

}  // namespace
}  // namespace ipcheck
