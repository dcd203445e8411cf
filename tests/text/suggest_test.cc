#include "text/suggest.h"

#include <array>

#include "support/catch.h"

namespace ipcheck {
namespace {

struct Case {
  std::string name, nearest;
};

TEST_CASE("suggest: a slip finds its name, another word finds nothing", "[text]") {
  constexpr std::array<std::string_view, 8> kNames = {
      "income", "staff", "full_time_staff", "uscc", "研发人员数", "员工总数", "区", "name"};
  const auto c = GENERATE(values<Case>({
      {"incme", "income"},
      {"icnome", "income"},
      {"Income", "income"},
      {"ＩＮＣＯＭＥ", "income"},
      {"full-time-staff", "full_time_staff"},
      {"fulltimestaff", "full_time_staff"},
      {"full_time_sta", "full_time_staff"},
      {"研发人员人数", "研发人员数"},
      {"研发人员", "研发人员数"},
      {"员工人数", "员工总数"},
      {"nmae", "name"},
      {"nameee", "name"},
      {"nameeee", ""},
      {"outcome", ""},
      {"profit", ""},
      {"x", ""},
      {"", ""},
      {"省", ""},
  }));
  INFO(c.name);
  CHECK(nearest(c.name, kNames).value_or("") == c.nearest);
}

TEST_CASE("suggest: the first of equals wins, long names cost little", "[text]") {
  constexpr std::array<std::string_view, 2> kNames = {"abcx", "abcy"};
  CHECK(nearest("abcz", kNames) == "abcx");
  CHECK(nearest(std::string(1 << 20, 'a'), kNames) == std::nullopt);
}

}  // namespace
}  // namespace ipcheck
