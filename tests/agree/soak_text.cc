#include "agree/soak_text.h"

#include <algorithm>

namespace ipcheck::soak {

const char* const kCalendar = R"(calendar: cn-workdays
title: {zh: 工作日历, en: Working days}
valid_from: 2025-01-01
valid_through: 2026-12-31
years:
  - year: 2026
    notice: {zh: 示例通知, en: Example notice}
    off: [[2026-06-19, 2026-06-21], 2026-10-01]
    worked: [2026-06-27]
)";

namespace {

std::string text_of(const Part& part) {
  return part.key + ": " + (part.condition ? quoted(part.text) : part.text);
}

std::string flow(const Entry& entry) {
  std::string out;
  for (const auto* parts : {&entry.fixed, &entry.parts})
    for (const Part& part : *parts) out += (out.empty() ? "" : ", ") + text_of(part);
  return "{" + out + "}";
}

std::string map_of(const std::string& indent, const std::string& key,
                   const std::vector<Entry>& entries) {
  if (entries.empty()) return "";
  std::string out = indent + key + ":\n";
  for (const Entry& entry : entries) out += indent + "  " + entry.name + ": " + flow(entry) + "\n";
  return out;
}

std::string list_of(const std::string& indent, const std::string& key,
                    const std::vector<Entry>& entries) {
  if (entries.empty()) return "";
  std::string out = indent + key + ":\n";
  for (const Entry& entry : entries) {
    Entry with_id = entry;
    with_id.fixed.insert(with_id.fixed.begin(), {"id", entry.name});
    out += indent + "  - " + flow(with_id) + "\n";
  }
  return out;
}

std::string children_of(const Tree& tree);

std::string text_of(const Tree& tree) {
  if (tree.kind == Tree::Leaf) return tree.id;
  std::string out = "{";
  if (!tree.id.empty()) out += "id: " + tree.id + ", title: {zh: 组, en: Group}, ";
  switch (tree.kind) {
    case Tree::All:
      out += "all: " + children_of(tree);
      break;
    case Tree::Any:
      out += "any: " + children_of(tree);
      break;
    case Tree::AtLeast:
      out += "at_least: " + std::to_string(tree.k) + ", of: " + children_of(tree);
      break;
    case Tree::Choose:
      out += "choose: " + tree.selector + ", of: {";
      for (std::size_t i = 0; i < tree.children.size(); ++i)
        out += (i > 0 ? ", " : "") + tree.branches[i] + ": " + children_of(tree.children[i]);
      out += "}";
      break;
    case Tree::Leaf:
      break;
  }
  return out + "}";
}

std::string children_of(const Tree& tree) {
  std::string out;
  for (const Tree& child : tree.children) out += (out.empty() ? "" : ", ") + text_of(child);
  return "[" + out + "]";
}

std::string text_of(const Card& card) {
  std::string out = "    scorecard:\n      basis: project_default\n      initial: " + card.initial +
                    "\n" + list_of("      ", "characteristics", card.characteristics) +
                    list_of("      ", "groups", card.groups) +
                    list_of("      ", "grades", card.grades);
  if (!card.veto.empty()) out += "      veto: [{criterion: " + card.veto + "}]\n";
  return out;
}

}  // namespace

const Part* Entry::find(const std::string& key) const {
  const auto at =
      std::find_if(parts.begin(), parts.end(), [&](const Part& p) { return p.key == key; });
  return at == parts.end() ? nullptr : &*at;
}

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

std::string yaml(const RuleText& rules) {
  std::string out =
      "policy: soak\ntitle: {zh: 示例, en: Example}\nissuer: {zh: 某局, en: A bureau}\n"
      "status: in_force\n";
  out += map_of("", "facts", rules.facts) + map_of("", "params", rules.params) +
         map_of("", "criteria", rules.criteria) + list_of("", "notices", rules.notices);
  out += rules.schemes.empty() ? "schemes: {}\n" : "schemes:\n";
  for (const SchemeText& scheme : rules.schemes) {
    out += "  " + scheme.id + ":\n    title: {zh: 方案, en: Scheme}\n    applicant: organization\n";
    out += "    require: " + text_of(scheme.tree) + "\n";
    out += list_of("    ", "notices", scheme.notices) + map_of("    ", "outputs", scheme.outputs);
    for (const Card& card : scheme.card) out += text_of(card);
  }
  return out;
}

namespace {

std::string text_of(const Schema& schema, TypeId id, const Value& value) {
  const Type& type = schema.types[id];
  if (value.is<bool>()) {
    if (type.kind == Kind::Judgement) return value.as<bool>() ? "met" : "not_met";
    return value.as<bool>() ? "true" : "false";
  }
  if (value.is<std::int64_t>()) return std::to_string(value.as<std::int64_t>());
  if (value.is<Decimal>()) return value.as<Decimal>().str();
  if (value.is<Date>()) return value.as<Date>().str();
  if (value.is<std::string>()) return quoted(value.as<std::string>());
  std::string out;
  const auto add = [&out](const std::string& item) { out += (out.empty() ? "" : ", ") + item; };
  if (value.is<ValueList>()) {
    for (const Value& item : value.as<ValueList>()) add(text_of(schema, type.item, item));
    return "[" + out + "]";
  }
  if (!value.is<ValueMap>()) return "null";
  for (const auto& [key, item] : value.as<ValueMap>()) {
    TypeId of = type.item;
    for (const RecordField& field : type.fields)
      if (key == Value{field.name}) of = field.type;
    if (!item.is_null()) add(quoted(key.as<std::string>()) + ": " + text_of(schema, of, item));
  }
  return "{" + out + "}";
}

}  // namespace

std::string yaml(const Schema& schema, const std::vector<Given>& records, Date as_of) {
  std::string out;
  for (const Given& given : records) {
    out += (out.empty() ? "" : "---\n") + std::string("as_of: ") + as_of.str() + "\n";
    for (const auto& [name, value] : given.facts)
      if (const FactId fact = schema.find(name); fact != kNoFact && !value.is_null())
        out += name + ": " + text_of(schema, schema.facts[fact].type, value) + "\n";
    for (const std::string& name : given.unreadable)
      if (schema.find(name) != kNoFact) out += name + ": 约3\n";
  }
  return out;
}

}  // namespace ipcheck::soak
