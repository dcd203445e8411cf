#include <string>

#include "support/catch.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

TEST_CASE("uscc: codes are right, or wrong with the likely fix", "[value]") {
  struct Row {
    std::string code;
    bool right;
    std::string likely;
  };
  const auto row = GENERATE(values<Row>({
      {"91110000600037341L", true, ""},
      {"91140100MA0FAKE17N", true, ""},
      {"91140700MA0FAKE25G", true, ""},
      {"1214000040FAKE011G", true, ""},
      {"N2140729MF0FAKE828", true, ""},
      {"91149900MA0FA10080", true, ""},
      {"91149900MA0FA1120Y", true, ""},
      {" ９１１４０１００ＭＡ０ＦＡＫＥ１７Ｎ ", true, ""},
      {"91140100ma0fake17n", true, ""},
      {"9114 0100 MA0F AKE1 7N", true, ""},
      {"91140100MA0FAKE17M", false, ""},
      {"91140100MA0FAKE71N", false, "91140100MA0FAKE17N"},
      {"91140100MAOFAKE17N", false, "91140100MA0FAKE17N"},
      {"9II40I00MAOFAKEI7N", false, "91140100MA0FAKE17N"},
      {"91140100MA0FAKE17", false, ""},
      {"91140100MA0FAKE17N0", false, ""},
      {"140100000000000", false, ""},
      {"91140100MA0FAKE1VN", false, ""},
      {"91140100MA0FAKE1-N", false, ""},
      {"91350100M000100Y4Z", false, ""},
      {"统一社会信用代码统一社会信用代码一二", false, ""},
      {"", false, ""},
  }));
  INFO(row.code);
  const auto fault = uscc_fault(row.code);
  REQUIRE(fault.has_value() == !row.right);
  if (!fault) return;
  CHECK(fault->likely == row.likely);
  CHECK_FALSE(fault->message.zh.empty());
  CHECK_FALSE(fault->message.en.empty());
  if (!row.likely.empty()) CHECK_FALSE(uscc_fault(row.likely));
}

TEST_CASE("uscc: a resident-ID number in its place is not echoed", "[value]") {
  const auto fault = uscc_fault("149999199001010018");
  REQUIRE(fault);
  CHECK(fault->message.zh.find("199001010018") == std::string::npos);
}

TEST_CASE("resident id: check digit and date must hold", "[value]") {
  for (const char* id : {"149999199001010018", "149999200002290029", "14999919900101107X",
                         "14999919900101107x", "１４９９９９１９９００１０１００１８"}) {
    INFO(id);
    CHECK(looks_like_resident_id(id));
  }
  for (const char* other : {"149999198511300038", "149999200102290026", "149999900101001",
                            "91140100MA0FAKE17N", "14999919900101001", "", "X"}) {
    INFO(other);
    CHECK_FALSE(looks_like_resident_id(other));
  }
}

TEST_CASE("mask: what is personal is not shown whole", "[value]") {
  CHECK(mask("14999919900101107X") == "149999********107X");
  CHECK(mask("13800138000") == "138****8000");
  CHECK(mask("abc@b.cn") == "a***@b.cn");
  CHECK(mask("张三丰") == "张*丰");
  CHECK(mask("张三") == "张*");
  CHECK(mask("张") == "张*");
  CHECK(mask("") == "*");
  CHECK(mask("@b.cn") == "@***n");
  CHECK(mask("科技部主任工程师代表一二三四") == "科********四");
}

TEST_CASE("mask_numbers: mobile numbers lose their middle as well", "[value]") {
  CHECK(mask_numbers("电话13900012345，14999919900101107X") ==
        "电话139****2345，149999********107X");
  CHECK(mask_numbers("13900012345") == "139****2345");
  CHECK(mask_numbers("11000123456 139000123456 1390001234") ==
        "11000123456 139000123456 1390001234");
  CHECK(mask_numbers("13900012345A") == "13900012345A");
  CHECK(mask_numbers("") == "");
}

TEST_CASE("mask_ids: resident-ID numbers are hidden wherever they stand", "[value]") {
  CHECK(mask_ids("14999919900101107X") == "149999********107X");
  CHECK(mask_ids("name: 14999919900101107X, x") == "name: 149999********107X, x");
  CHECK(mask_ids("甲14999919900101107X乙14999919900101107x") ==
        "甲149999********107X乙149999********107x");
  CHECK(mask_ids("１４９９９９１９９００１０１１０７Ｘ") == "１４９９９９＊＊＊＊＊＊＊＊１０７Ｘ");
  // A longer number, a wrong check digit and an impossible day are other things.
  CHECK(mask_ids("114999919900101107X") == "114999919900101107X");
  CHECK(mask_ids("149999199001011071") == "149999199001011071");
  CHECK(mask_ids("14999919901301107X") == "14999919901301107X");
  CHECK(mask_ids("") == "");
}

}  // namespace
}  // namespace ipcheck
