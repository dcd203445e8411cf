// Made-up applicants to columns and back, and as texts. Tested by tests/study/world_test.cc.
#include "study/world.h"

#include <algorithm>
#include <array>

namespace ipcheck {
namespace {

bool is_number(const Value& value) {
  return value.is<std::int64_t>() || value.is<Decimal>();
}

/// `value` as a column of `type` takes it; Null: it does not fit.
Value fitting(const Schema& schema, TypeId id, const Value& value);

Value fitting_items(const Schema& schema, const Type& type, const Value& value) {
  if (!value.is<ValueList>()) return {};
  ValueList out;
  for (const Value& item : value.as<ValueList>()) {
    out.push_back(fitting(schema, type.item, item));
    if (out.back().is_null()) return {};
  }
  return {std::move(out)};
}

Value fitting_entries(const Schema& schema, const Type& type, const Value& value) {
  if (!value.is<ValueMap>()) return {};
  ValueMap out;
  for (const auto& [key, item] : value.as<ValueMap>()) {
    Value fits = fitting(schema, type.item, item);
    if (key.is<std::string>() && !fits.is_null()) out.emplace_back(key, std::move(fits));
  }
  return {std::move(out)};
}

Value fitting_fields(const Schema& schema, const Type& type, const Value& value) {
  if (!value.is<ValueMap>()) return {};
  ValueMap out;
  for (const RecordField& field : type.fields) {
    Value found;
    for (const auto& [key, item] : value.as<ValueMap>())
      if (key == Value{field.name}) found = fitting(schema, field.type, item);
    out.emplace_back(Value{field.name}, std::move(found));
  }
  return {std::move(out)};
}

Value fitting_number(const Type& type, const Value& value) {
  if (!is_number(value)) return {};
  if (type.kind == Kind::Decimal)
    return value.is<Decimal>() ? value : Value{Decimal::of(value.as<std::int64_t>())};
  if (value.is<std::int64_t>()) return value;
  const auto whole = value.as<Decimal>().to_int64();
  return whole ? Value{*whole} : Value{};
}

Value fitting_member(const Schema& schema, const Type& type, const Value& value) {
  if (!value.is<std::string>()) return {};
  const Domain& domain = schema.domains[type.domain];
  return domain.open || domain.index_of(value.as<std::string>()) ? value : Value{};
}

Value fitting(const Schema& schema, TypeId id, const Value& value) {
  const Type& type = schema.types[id];
  switch (type.kind) {
    case Kind::Bool:
    case Kind::Judgement:
      return value.is<bool>() ? value : Value{};
    case Kind::Int:
    case Kind::Decimal:
      return fitting_number(type, value);
    case Kind::Date:
      return value.is<Date>() ? value : Value{};
    case Kind::String:
      return value.is<std::string>() ? value : Value{};
    case Kind::Enum:
      return fitting_member(schema, type, value);
    case Kind::List:
    case Kind::Set:
      return fitting_items(schema, type, value);
    case Kind::Map:
      return fitting_entries(schema, type, value);
    case Kind::Record:
      return fitting_fields(schema, type, value);
    case Kind::Invalid:
      return {};
  }
  return {};
}

std::string entries_text(const Schema& schema, const Type& type, const ValueMap& map) {
  std::string out;
  for (const auto& [key, item] : map) {
    if (item.is_null()) continue;
    TypeId of = type.item;
    for (const RecordField& field : type.fields)
      if (key == Value{field.name}) of = field.type;
    out += (out.empty() ? "" : ", ") + yaml_text(key.as<std::string>()) + ": " +
           flow_text(schema, of, item);
  }
  return "{" + out + "}";
}

/// Name and text of everything that the world says, by name.
std::vector<std::pair<std::string, std::string>> lines_of(const Schema& schema,
                                                          const World& world) {
  std::vector<std::pair<std::string, std::string>> out;
  if (!world.applicant.empty()) out.emplace_back("applicant", world.applicant);
  for (const auto& [name, given] : world.facts) {
    const FactId fact = schema.find(name);
    if (fact == kNoFact || !schema.facts[fact].input) continue;
    const Value value = fitting(schema, schema.facts[fact].type, given);
    if (!value.is_null()) out.emplace_back(name, flow_text(schema, schema.facts[fact].type, value));
  }
  return out;
}

}  // namespace

std::string yaml_text(const std::string& text) {
  static constexpr std::array<std::string_view, 9> kOtherwise = {"null", "yes",   "no", "on", "off",
                                                                 "true", "false", "y",  "n"};
  auto is_high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  auto is_plain = [&](char c) {
    return is_high(c) || is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.' || c == '(' || c == ')' || c == '/';
  };
  const bool begins = !text.empty() && (is_high(text[0]) || is_letter(text[0]));
  const bool word = std::find(kOtherwise.begin(), kOtherwise.end(), text) == kOtherwise.end();
  if (begins && word && std::all_of(text.begin(), text.end(), is_plain)) return text;
  const bool control = std::any_of(text.begin(), text.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  std::string out = control ? "\"" : "'";
  for (const char c : text) {
    if (control && static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    else if (control)
      out += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    else
      out += c == '\'' ? std::string("''") : std::string(1, c);
  }
  return out + (control ? '"' : '\'');
}

World world_of(const Batch& batch, std::uint32_t row) {
  World world;
  if (row < batch.records.size()) world.applicant = batch.records[row].applicant;
  for (FactId fact = 0; fact < batch.facts.size(); ++fact) {
    const Fact& of = batch.schema->facts[fact];
    if (!of.input || !batch.given(fact, row)) continue;
    Value value = cell_at(batch, batch.facts[fact], of.type, row).value;
    if (!of.absent || value != *of.absent) world.facts.emplace(of.name, std::move(value));
  }
  return world;
}

void read_worlds(const Schema& schema, std::span<const World> worlds, Batch& batch) {
  batch.schema = &schema;
  batch.facts.resize(schema.facts.size());
  batch.rows = static_cast<std::uint32_t>(worlds.size());
  batch.records.resize(worlds.size());
  for (std::size_t row = 0; row < worlds.size(); ++row)
    batch.records[row].applicant = worlds[row].applicant;
  for (FactId id = 0; id < schema.facts.size(); ++id) {
    const Fact& fact = schema.facts[id];
    std::vector<Value> column(worlds.size());
    bool given = false;
    for (std::size_t row = 0; row < worlds.size(); ++row) {
      const auto found = worlds[row].facts.find(fact.name);
      if (!fact.input || found == worlds[row].facts.end()) continue;
      column[row] = fitting(schema, fact.type, found->second);
      given = given || !column[row].is_null();
    }
    if (!given) continue;
    const bool judged = fact.judged || schema.types[fact.type].kind == Kind::Judgement;
    for (Value& value : column) {
      if (value.is_null()) value = fact.absent.value_or(Value{});
      append(batch, batch.facts[id], fact.type, value, judged ? State::Pending : State::Missing);
    }
  }
}

std::string record_text(const Schema& schema, const World& world) {
  std::string out;
  for (const auto& [name, text] : lines_of(schema, world)) out += name + ": " + text + "\n";
  return out.empty() ? "{}\n" : out;
}

std::string flow_text(const Schema& schema, const World& world) {
  std::string out;
  for (const auto& [name, text] : lines_of(schema, world))
    out += (out.empty() ? "" : ", ") + name + ": " + text;
  return "{" + out + "}";
}

std::string flow_text(const Schema& schema, TypeId id, const Value& value) {
  const Type& type = schema.types[id];
  if (value.is_null()) return "null";
  if (value.is<bool>()) {
    if (type.kind == Kind::Judgement) return value.as<bool>() ? "met" : "not_met";
    return value.as<bool>() ? "true" : "false";
  }
  if (value.is<std::int64_t>()) return std::to_string(value.as<std::int64_t>());
  if (value.is<Decimal>()) return value.as<Decimal>().str();
  if (value.is<Date>()) return value.as<Date>().str();
  if (value.is<std::string>()) return yaml_text(value.as<std::string>());
  if (value.is<ValueMap>()) return entries_text(schema, type, value.as<ValueMap>());
  std::string out;
  for (const Value& item : value.as<ValueList>())
    out += (out.empty() ? "" : ", ") + flow_text(schema, type.item, item);
  return "[" + out + "]";
}

}  // namespace ipcheck
