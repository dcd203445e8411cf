// Tested by tests/io/header_test.cc.
#include "io/header.h"

#include <algorithm>

#include "text/suggest.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

/// `研发费用（万元）` -> `研发费用`, `万元`; brackets that hold no unit stay part of the label.
std::pair<std::string, std::string> split_unit(std::string_view header) {
  std::string_view text = trim(header);
  for (auto [open, close] : {std::pair<std::string_view, std::string_view>{"（", "）"},
                             {"(", ")"},
                             {"[", "]"},
                             {"【", "】"}}) {
    if (!text.ends_with(close)) continue;
    std::size_t at = text.rfind(open);
    if (at == std::string_view::npos) continue;
    std::string_view inner =
        trim(text.substr(at + open.size(), text.size() - close.size() - at - open.size()));
    for (std::string_view lead : {"单位：", "单位:"}) {
      if (inner.starts_with(lead)) inner = trim(inner.substr(lead.size()));
    }
    if (is_known_unit(inner)) return {std::string(trim(text.substr(0, at))), std::string(inner)};
  }
  return {std::string(text), ""};
}

bool belongs_to(const Fact& fact, std::string_view applicant) {
  return fact.applicants.empty() || std::find(fact.applicants.begin(), fact.applicants.end(),
                                              applicant) != fact.applicants.end();
}

std::vector<FactId> narrowed(const Schema& schema, std::vector<FactId> facts,
                             std::string_view applicant) {
  if (facts.size() < 2 || applicant.empty()) return facts;
  std::vector<FactId> kept;
  for (FactId id : facts) {
    if (belongs_to(schema.facts[id], applicant)) kept.push_back(id);
  }
  return kept.empty() ? facts : kept;
}

HeaderMatch match_words(const Schema& schema, std::string_view words, std::string_view applicant) {
  HeaderMatch match;
  std::string_view name = trim(words);
  if (FactId id = schema.find(name); id != kNoFact) {
    match.facts = {id};
    match.own_name = true;
    return match;
  }
  match.facts = narrowed(schema, schema.matching(name), applicant);
  return match;
}

bool is_map(const Schema& schema, FactId id) {
  return schema.type_of(id).kind == Kind::Map;
}

}  // namespace

HeaderMatch match_header(const Schema& schema, std::string_view header,
                         std::string_view applicant) {
  HeaderMatch match = match_words(schema, header, applicant);
  if (!match.facts.empty()) return match;
  auto [label, unit] = split_unit(header);
  if (!unit.empty()) {
    match = match_words(schema, label, applicant);
    match.unit = unit;
    if (!match.facts.empty()) return match;
  }
  std::size_t dot = header.find('.');
  if (dot == std::string_view::npos) return match;
  match = match_words(schema, header.substr(0, dot), applicant);
  std::erase_if(match.facts, [&](FactId id) { return !is_map(schema, id); });
  if (!match.facts.empty()) match.key = std::string(trim(header.substr(dot + 1)));
  return match;
}

std::string nearest_header(const Schema& schema, std::string_view header) {
  std::vector<std::string_view> words;
  for (const Fact& fact : schema.facts) {
    words.push_back(fact.name);
    words.push_back(fact.label.zh);
    words.insert(words.end(), fact.aliases.begin(), fact.aliases.end());
  }
  return std::string(nearest(header, words).value_or(""));
}

}  // namespace ipcheck
