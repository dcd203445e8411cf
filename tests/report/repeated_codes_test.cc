#include "report/score/repeated_codes.h"

#include <string>
#include <unordered_map>

#include "support/catch.h"

namespace ipcheck {
namespace {

struct Rows {
  std::vector<std::uint64_t> hashes;
  std::vector<RowPlace> places;

  void add(const std::string& code) {
    hashes.push_back(code.empty() ? 0 : code_hash(code));
    places.push_back({.row = places.size() + 2});
  }
};

TEST_CASE("repeated codes: the first pair is named, rows without a code are not alike",
          "[report]") {
  Rows rows;
  for (const char* code : {"A", "", "B", "", "C", "B", "A", "B"}) rows.add(code);
  RepeatedCodes codes;
  codes.add(rows.hashes, rows.places);
  CHECK(codes.count() == 3);
  CHECK(codes.row() == 7);
  CHECK(codes.earlier() == 4);
  CHECK(codes.compared() == 0);
}

TEST_CASE("repeated codes: as a map finds them, in blocks of any size", "[report]") {
  Rows rows;
  std::unordered_map<std::string, std::uint64_t> seen;
  std::uint64_t expected = 0, state = 7;
  for (int i = 0; i < 60'000; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    std::string code = "91140700MA" + std::to_string(state >> 48);
    rows.add(code);
    expected += seen.emplace(code, i).second ? 0 : 1;
  }
  REQUIRE(expected > 1000);
  for (std::size_t step : {1u, 13u, 4096u, 60'000u}) {
    RepeatedCodes codes;
    for (std::size_t at = 0; at < rows.hashes.size(); at += step) {
      const std::size_t size = std::min(step, rows.hashes.size() - at);
      codes.add({rows.hashes.data() + at, size}, {rows.places.data() + at, size});
    }
    CHECK(codes.count() == expected);
  }
}

TEST_CASE("repeated codes: beyond the limit nothing is looked for, and that is said", "[report]") {
  for (std::size_t most : {3u, 4u, 5u}) {
    Rows rows;
    for (const char* code : {"A", "B", "A", "C", "D", "E", "D"}) rows.add(code);
    RepeatedCodes codes(most);
    codes.add(rows.hashes, rows.places);
    CHECK(codes.count() == (most < 5 ? 1 : 2));
    CHECK(codes.compared() == (most < 5 ? most : 0));
  }
}

TEST_CASE("repeated codes: hashes made to collide stop the search early", "[report]") {
  std::vector<std::uint64_t> hashes;
  std::vector<RowPlace> places;
  for (std::uint64_t i = 1; i <= 5000; ++i) hashes.push_back(i), places.push_back({.row = i});
  RepeatedCodes codes;  // all begin at the same place of the table
  codes.add(hashes, places);
  CHECK(codes.count() == 0);
  CHECK(codes.compared() > 0);
  CHECK(codes.compared() < 5000);
}

TEST_CASE("code hash: length and every byte count, none is 0", "[report]") {
  CHECK(code_hash("") != 0);
  CHECK(code_hash(std::string(8, '\0')) != code_hash(std::string(9, '\0')));
  const std::string code = "91140727MA0FAK0BXQ";
  for (std::size_t i = 0; i < code.size(); ++i) {
    std::string other = code;
    other[i] = static_cast<char>(other[i] + 1);
    CHECK(code_hash(other) != code_hash(code));
  }
}

}  // namespace
}  // namespace ipcheck
