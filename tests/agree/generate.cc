#include "agree/generate.h"

namespace ipcheck {

std::string Generator::variable(const std::string& kind, const std::string& otherwise) {
  std::vector<std::string> fitting;
  for (const Variable& v : scope_)
    if (v.kind == kind) fitting.push_back(v.name);
  if (fitting.empty() || one_in(4)) return otherwise;
  return fitting[below(static_cast<std::uint32_t>(fitting.size()))];
}

template <class Body>
std::string Generator::macro(const std::string& range, const char* name, const std::string& kind,
                             Body body) {
  const std::string v = "v" + std::to_string(names_++);
  scope_.push_back({v, kind});
  const std::string inside = body();
  scope_.pop_back();
  return range + "." + name + "(" + v + ", " + inside + ")";
}

std::string Generator::expression() {
  names_ = 0;
  switch (below(12)) {
    case 0:
      return number(3);
    case 1:
      return decimal(3);
    case 2:
      return date(3);
    case 3:
      return text(3);
    case 4:
      return one_in(2) ? texts(3) : numbers(3);
    case 5:
      return one_in(2) ? fields(2) : table(2);
    default:
      return truth(4);
  }
}

std::string Generator::truth(int depth) {
  if (depth <= 0)
    return one_of({"flag", "other", "vote", "panel", "closed", "true", "false", "n > 2",
                   "staff >= 3", "known(n)", "known(panel)", "known(level)", "body == 'park'",
                   "derived > 3"});
  const int d = depth - 1;
  switch (below(16)) {
    case 0:
      return "!(" + truth(d) + ")";
    case 1:
    case 2:
      return "(" + truth(d) + " && " + truth(d) + ")";
    case 3:
    case 4:
      return "(" + truth(d) + " || " + truth(d) + (one_in(2) ? " || " + truth(d) : "") + ")";
    case 5:
      return "(" + truth(d) + " ? " + truth(d) + " : " + truth(d) + ")";
    case 6:
      return "(" + number(d) + one_of({" < ", " <= ", " > ", " >= ", " == ", " != "}) +
             (one_in(4) ? decimal(d) : number(d)) + ")";
    case 7:
      return "(" + decimal(d) + one_of({" < ", " <= ", " > ", " >= ", " == ", " != "}) +
             (one_in(3) ? number(d) : decimal(d)) + ")";
    case 8:
      return "(" + date(d) + one_of({" < ", " <= ", " > ", " >= ", " == ", " != "}) + date(d) + ")";
    case 9:
      return "(" + text(d) + one_of({" < ", " == ", " != ", " >= "}) + text(d) + ")";
    case 10:
      return text(d) + one_of({".startsWith(", ".endsWith(", ".contains(", ".matches("}) +
             one_of({"'a'", "'ab'", "''", "title", "'^[ab]'"}) + ")";
    case 11:
      return "(" + member(d) + one_of({" == ", " != "}) + member(d) + ")";
    case 12:
      return "(" + truth(d) + one_of({" == ", " != "}) + truth(d) + ")";
    default:
      return truth_of_collections(d);
  }
}

std::string Generator::truth_of_collections(int d) {
  const char* quantifier = "all";
  if (one_in(2)) quantifier = one_in(2) ? "exists" : "exists_one";
  switch (below(14)) {
    case 0:
      return macro(texts(d), quantifier, "text", [&] { return truth(d); });
    case 1:
      return macro(numbers(d), quantifier, "number", [&] { return truth(d); });
    case 2:
      return macro(fields(d), quantifier, "field", [&] { return truth(d); });
    case 3:
      return macro(table(d), quantifier, "text", [&] { return truth(d); });
    case 4:
      return macro(transfers(d), quantifier, "transfer", [&] { return truth(d); });
    case 5:
      return "(" + text(d) + " in " + texts(d) + ")";
    case 6:
      return "(" + text(d) + " in " + table(d) + ")";
    case 7:
      return "(" + number(d) + " in " + numbers(d) + ")";
    case 8:
      return "(" + member(d) + " in " + fields(d) + ")";
    case 9:
      return "(" + one_of({"body", "second_body"}) + " in " +
             one_of({"params.bodies", "['park', 'sme']"}) + ")";
    case 10:
      return "(" + texts(d) + one_of({" == ", " != "}) + texts(d) + ")";
    case 11:
      return "(" + fields(0) + one_of({" == ", " != "}) + fields(0) + ")";
    case 12:
      return "(" + table(d) + one_of({" == ", " != "}) + table(d) + ")";
    default:
      return variable("transfer", "transfers[0]") + ".done";
  }
}

std::string Generator::number(int depth) {
  if (depth <= 0)
    return variable("number",
                    one_of({"n", "m", "n", "m", "staff", "experts", "0", "1", "2", "3",
                            "params.least", "params.later", "derived", "9223372036854775807"}));
  const int d = depth - 1;
  switch (below(12)) {
    case 0:
    case 1:
      return "(" + number(d) + one_of({" + ", " - ", " * ", " / ", " % "}) + number(d) + ")";
    case 2:
      return "-(" + number(d) + ")";
    case 3:
      return "(" + truth(d) + " ? " + number(d) + " : " + number(d) + ")";
    case 4:
      return "size(" + (one_in(2) ? texts(d) : one_in(2) ? text(d) : table(d)) + ")";
    case 5:
      return one_of({"sum(", "min(", "max("}) + numbers(d) + ")";
    case 6:
      return one_of({"min(", "max("}) + number(d) + ", " + number(d) + ")";
    case 7:
      return table(d) + "[" + text(d) + "]";
    case 8:
      return numbers(d) + "[" + number(d) + "]";
    case 9:
      return "abs(" + number(d) + ")";
    case 10:
      return "size(" + fields(d) + ")";
    default:
      return number(0);
  }
}

std::string Generator::decimal(int depth) {
  if (depth <= 0) return one_of({"rate", "amount", "budget", "params.floor", "0.5", "2.5", "rate"});
  const int d = depth - 1;
  switch (below(7)) {
    case 0:
    case 1:
      return "(" + decimal(d) + one_of({" + ", " - ", " * ", " / "}) + decimal(d) + ")";
    case 2:
      return "(" + decimal(d) + one_of({" + ", " * "}) + number(d) + ")";
    case 3:
      return "(" + truth(d) + " ? " + decimal(d) + " : " + number(d) + ")";
    case 4:
      return variable("transfer", "transfers[0]") + ".price";
    case 5:
      return "sum(" + transfers(d) + ".map(t, t.price))";
    default:
      return decimal(0);
  }
}

std::string Generator::date(int depth) {
  if (depth <= 0)
    return one_of({"start", "finish", "as_of", "date('2026-01-31')", "date('2026-06-18')"});
  const int d = depth - 1;
  switch (below(5)) {
    case 0:
      return one_of({"add_days(", "add_months(", "add_years(", "add_workdays("}) + date(d) + ", " +
             one_of({"n", "m", "1", "0", "3", "size(names)"}) + ")";
    case 1:
      return "(" + truth(d) + " ? " + date(d) + " : " + date(d) + ")";
    case 2:
      return "date(2026, " + one_of({"n", "m", "2", "12"}) + ", 30)";
    default:
      return date(0);
  }
}

std::string Generator::text(int depth) {
  if (depth <= 0) return variable("text", one_of({"title", "code", "'a'", "'b'", "''", "'甲'"}));
  const int d = depth - 1;
  switch (below(6)) {
    case 0:
      return "(" + text(d) + " + " + text(d) + ")";
    case 1:
      return text(d) + ".lowerAscii()";
    case 2:
      return "(" + truth(d) + " ? " + text(d) + " : " + text(d) + ")";
    case 3:
      return texts(d) + "[" + number(d) + "]";
    default:
      return text(0);
  }
}

std::string Generator::member(int depth) {
  if (depth <= 0)
    return variable("field", one_of({"field", "level", "'ai'", "'chips'", "field", "level"}));
  return one_in(3) ? "(" + truth(depth - 1) + " ? field : level)" : member(0);
}

std::string Generator::texts(int depth) {
  if (depth <= 0) return one_of({"names", "targets", "params.words", "['a', 'b']", "names"});
  const int d = depth - 1;
  switch (below(8)) {
    case 0:
      return "(" + texts(d) + " + " + texts(d) + ")";
    case 1:
      return "(" + truth(d) + " ? " + texts(d) + " : " + texts(d) + ")";
    case 2:
      return macro(texts(d), "filter", "text", [&] { return truth(d); });
    case 3:
      return macro(texts(d), "map", "text", [&] { return text(d); });
    case 4:
      return macro(texts(d), "map", "text", [&] { return truth(d) + ", " + text(d); });
    case 5:
      return "[" + text(d) + ", " + text(d) + "]";
    default:
      return texts(0);
  }
}

std::string Generator::numbers(int depth) {
  if (depth <= 0) return one_of({"params.numbers", "[1, 2]", "[n, 3]", "[n, m]", "params.numbers"});
  const int d = depth - 1;
  switch (below(7)) {
    case 0:
      return macro(texts(d), "map", "text", [&] { return number(d); });
    case 1:
      return macro(numbers(d), "map", "number", [&] { return number(d); });
    case 2:
      return macro(numbers(d), "filter", "number", [&] { return truth(d); });
    case 3:
      return "(" + numbers(d) + " + " + numbers(d) + ")";
    case 4:
      return macro("years", "map", "number", [&] { return number(d); });
    case 5:
      return "[" + numbers(d) + ", " + numbers(d) + "][" + number(d) + "]";
    default:
      return numbers(0);
  }
}

std::string Generator::fields(int depth) {
  if (depth <= 0) return one_of({"fields", "more_fields"});
  const int d = depth - 1;
  if (one_in(3)) return "(" + truth(d) + " ? fields : more_fields)";
  if (one_in(3)) return macro(fields(d), "filter", "field", [&] { return truth(d); });
  return fields(0);
}

std::string Generator::table(int depth) {
  if (depth <= 0) return one_of({"counts", "visits", "params.table", "counts", "{'a': n, 'b': 2}"});
  const int d = depth - 1;
  if (one_in(4)) return "(" + truth(d) + " ? " + table(d) + " : " + table(d) + ")";
  if (one_in(4)) return "{" + text(d) + ": " + number(d) + ", 'b': " + number(d) + "}";
  return table(0);
}

std::string Generator::transfers(int depth) {
  if (depth <= 0 || one_in(2)) return "transfers";
  return macro("transfers", "filter", "transfer", [&] { return truth(depth - 1); });
}

Value Generator::random_text() {
  return {one_of({"a", "b", "ab", "A甲", "甲乙", "", "zz"})};
}

Value Generator::random_fields() {
  ValueList items;
  for (const char* id : {"ai", "chips", "medicine", "energy"})
    if (one_in(2)) items.insert(items.begin() + below(std::uint32_t(items.size()) + 1), Value{id});
  return {items};
}

Value Generator::random_table() {
  ValueMap map;
  for (const char* key : {"a", "b", "ab", "甲"})
    if (one_in(2)) map.emplace_back(Value{key}, Value{std::int64_t(below(5))});
  return {map};
}

Value Generator::random_transfers() {
  ValueList list;
  for (std::uint32_t i = below(4); i > 0; --i) {
    ValueMap record;
    if (!one_in(4)) record.emplace_back(Value{"price"}, Value{Decimal{below(50) * 2 + 1, 1}});
    if (!one_in(4)) record.emplace_back(Value{"done"}, Value{one_in(2)});
    if (one_in(2)) record.emplace_back(Value{"tags"}, Value{ValueList{random_text()}});
    list.push_back({record});
  }
  return {list};
}

Record Generator::record() {
  Record r;
  const auto maybe = [this, &r](const char* name, auto make) {
    if (!one_in(5)) r[name] = make();
  };
  const auto number = [this] { return Value{std::int64_t(below(9)) - 2}; };
  const auto money = [this] {
    return Value{*Decimal::parse(one_of({"0", "0.5", "2.5", "1999999.99", "2000000", "-3.25"}))};
  };
  const auto date = [this] {
    return Value{*Date::parse_iso(one_of(
        {"2026-01-31", "2026-06-18", "2024-02-29", "2026-12-30", "1999-12-31", "2026-06-01"}))};
  };
  const auto field = [this] { return Value{one_of({"ai", "chips", "medicine", "energy"})}; };
  for (const char* name : {"flag", "other", "vote", "panel", "closed"})
    maybe(name, [this] { return Value{one_in(2)}; });
  for (const char* name : {"n", "m", "staff", "experts"}) maybe(name, number);
  if (one_in(3)) r["derived"] = number();
  for (const char* name : {"amount", "budget", "rate"}) maybe(name, money);
  for (const char* name : {"start", "finish"}) maybe(name, date);
  for (const char* name : {"title", "code"}) maybe(name, [this] { return random_text(); });
  for (const char* name : {"body", "second_body"})
    maybe(name, [this] { return Value{one_of({"park", "leader", "sme", "别的", "另一种"})}; });
  for (const char* name : {"field", "level"}) maybe(name, field);
  for (const char* name : {"fields", "more_fields"})
    maybe(name, [this] { return random_fields(); });
  maybe("years", [this] {
    return one_in(2) ? Value{ValueList{{std::int64_t{2025}}, {std::int64_t{3}}}}
                     : Value{ValueList{}};
  });
  for (const char* name : {"names", "targets"})
    maybe(name, [this] {
      ValueList list;
      for (std::uint32_t i = below(4); i > 0; --i) list.push_back(random_text());
      return Value{list};
    });
  for (const char* name : {"counts", "visits"}) maybe(name, [this] { return random_table(); });
  maybe("transfers", [this] { return random_transfers(); });
  return r;
}

}  // namespace ipcheck
