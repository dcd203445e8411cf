#include "report/json_writer.h"

#include <algorithm>
#include <limits>
#include <sstream>

#include "support/catch.h"

using namespace ipcheck;

namespace {

template <class Write>
std::string written(Write write, bool pretty) {
  std::ostringstream out;
  JsonWriter json(out, pretty);
  write(json);
  return out.str();
}

std::string text(std::string_view raw) {
  return written([&](JsonWriter& json) { json.string(raw); }, false);
}

}  // namespace

TEST_CASE("json_writer: what must not stand raw is escaped", "[report]") {
  struct Row {
    std::string_view raw, json;
  };
  const Row row = GENERATE(values<Row>({
      {"", R"("")"},
      {"a\"b\\c/", R"("a\"b\\c/")"},
      {"\n\r\t\b\x01", R"("\n\r\t\u0008\u0001")"},
      {"\x1b[31m\x7f", R"("\u001b[31m\u007f")"},
      {"a\u0085\u009f\u00a0", "\"a\\u0085\\u009f\u00a0\""},
      {"\u2027\u2028\u2029", "\"\u2027\\u2028\\u2029\""},
      {"\u200a\u200b\u200f\u2010", "\"\u200a\\u200b\\u200f\u2010\""},
      {"\u202a\u202e\u202f", "\"\\u202a\\u202e\u202f\""},
      {"\u205f\u2060\u2066\u2069\u206a", "\"\u205f\\u2060\\u2066\\u2069\u206a\""},
      {"知识产权，≥ 3人 😀", "\"知识产权，≥ 3人 😀\""},
      {"a\xff\xfe"
       "b",
       R"("a\ufffd\ufffdb")"},
      {"产\xe4\xba", "\"产\\ufffd\\ufffd\""},
  }));
  CHECK(text(row.raw) == row.json);
}

TEST_CASE("json_writer: a NUL inside a text is kept", "[report]") {
  CHECK(text(std::string_view("a\0b", 3)) == R"("a\u0000b")");
}

TEST_CASE("json_writer: objects and arrays nest with commas where they belong", "[report]") {
  auto write = [](JsonWriter& json) {
    json.begin_object();
    json.field("name", "甲");
    json.key("empty");
    json.begin_array();
    json.end_array();
    json.key("none");
    json.begin_object();
    json.end_object();
    json.key("list");
    json.begin_array();
    json.number(1);
    json.boolean(true);
    json.null();
    json.end_array();
    json.key("mixed");
    json.begin_array();
    json.number(1);
    json.begin_object();
    json.field("a", "b");
    json.end_object();
    json.string("c");
    json.end_array();
    json.end_object();
  };
  CHECK(written(write, false) ==
        R"({"name":"甲","empty":[],"none":{},"list":[1,true,null],"mixed":[1,{"a":"b"},"c"]})");
  CHECK(written(write, true) == R"({
  "name": "甲",
  "empty": [],
  "none": {},
  "list": [1, true, null],
  "mixed": [
    1,
    {
      "a": "b"
    },
    "c"
  ]
}
)");
}

TEST_CASE("json_writer: a long array of scalars has one item a line", "[report]") {
  auto items = [](int count) {
    return written(
        [&](JsonWriter& json) {
          json.begin_array();
          for (int i = 0; i < count; ++i) json.string("shanxi");
          json.end_array();
        },
        true);
  };
  CHECK(items(2) == "[\"shanxi\", \"shanxi\"]\n");
  std::string lines = items(20);
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 22);
  CHECK(lines.starts_with("[\n  \"shanxi\",\n  \"shanxi\""));
}

TEST_CASE("json_writer: integers are numbers, decimals and dates are texts", "[report]") {
  const auto value = [](const Value& v) {
    return written([&](JsonWriter& json) { json.value(v); }, false);
  };
  CHECK(value(Value{std::numeric_limits<std::int64_t>::min()}) == "-9223372036854775808");
  CHECK(value(Value{*Decimal::parse("1999999.99")}) == R"("1999999.99")");
  CHECK(value(Value{*Date::of(2026, 2, 24)}) == R"("2026-02-24")");
  CHECK(value(Value{true}) == "true");
  CHECK(value(Value{}) == "null");
  CHECK(value(Value{ValueList{Value{std::int64_t{1}}, Value{std::string("a")}}}) == R"([1,"a"])");
  CHECK(value(Value{ValueMap{{Value{std::string("k")}, Value{std::int64_t{2}}}}}) == R"({"k":2})");
}
