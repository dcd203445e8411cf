// Tested by tests/io/binding_test.cc.
#include "io/header_roles.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace ipcheck {
namespace {

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Text how_named(const Schema& schema, const HeaderMatch& match, std::string_view words) {
  if (match.own_name) return say("事实名", "the fact's own name");
  if (!match.settled()) return say("几个事实同名", "a word of several facts");
  const Fact& fact = schema.facts[match.facts.front()];
  std::string key = fold(words), zh = fold(fact.label.zh), en = fold(fact.label.en);
  std::string stem = key.substr(0, std::min(key.find_last_of("(["), key.find('.')));
  for (const std::string& label : {zh, en})
    if (!label.empty() && (key == label || stem == label || label.starts_with(stem + "(")))
      return say("名称相同", "same label");
  return say("别名", "alias");
}

BoundHeader fact_header(const Schema& schema, std::string_view words, std::string_view applicant) {
  HeaderMatch match = match_header(schema, words, applicant);
  BoundHeader bound{.facts = match.facts, .key = match.key, .unit = match.unit};
  bound.own_name = match.own_name;
  if (match.facts.empty()) return bound;
  bound.use = ColumnUse::Fact;
  bound.how = how_named(schema, match, words);
  return bound;
}

/// The facts that `words` names, as far as a person decides them.
std::vector<FactId> judged_facts(const Schema& schema, std::string_view words,
                                 std::string_view applicant) {
  std::vector<FactId> facts = match_header(schema, words, applicant).facts;
  std::erase_if(facts, [&](FactId id) { return !is_judged(schema, id); });
  return facts;
}

/// `某某.评审人`, `某某（评审人）`: the two parts, or nothing.
std::pair<std::string_view, std::string_view> split_role(std::string_view header) {
  std::string_view text = trim(header);
  if (std::size_t dot = text.rfind('.'); dot != std::string_view::npos)
    return {text.substr(0, dot), text.substr(dot + 1)};
  for (auto [open, close] :
       {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}}) {
    std::size_t at = text.rfind(open);
    if (!text.ends_with(close) || at == std::string_view::npos) continue;
    at += open.size();
    return {text.substr(0, at - open.size()), text.substr(at, text.size() - close.size() - at)};
  }
  return {};
}

BoundHeader decision_header(const Schema& schema, std::string_view base, std::string_view role,
                            std::string_view applicant) {
  BoundHeader bound;
  ColumnUse use = decision_role(role);
  if (use == ColumnUse::Unknown) return bound;
  bound.facts = judged_facts(schema, base, applicant);
  if (bound.facts.empty()) return bound;
  bound.use = use;
  bound.how = say("评审信息", "about a decision");
  return bound;
}

/// A parent that turns the child into another thing: last year's, planned, a person's.
bool speaks_of_another(std::string_view parent) {
  static constexpr std::array<std::string_view, 24> kWords = {
      "上年", "去年", "前年", "上一年", "计划", "预计", "目标",   "预期",
      "拟",   "预算", "累计", "同比",   "联系", "法人", "法定",   "负责",
      "经办", "控股", "母公", "子公司", "股东", "合作", "下一年", "明年"};
  bool year =
      std::any_of(parent.begin(), parent.end(), [](char c) { return c >= '0' && c <= '9'; });
  return year || std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
           return parent.find(word) != std::string_view::npos;
         });
}

/// `人员情况（人）`: the words and the unit in brackets.
std::pair<std::string, std::string> parent_unit(std::string_view parent) {
  for (std::string_view open : {"（", "("}) {
    std::size_t at = parent.rfind(open);
    if (at == std::string_view::npos) continue;
    std::string_view inner = parent.substr(at + open.size());
    for (std::string_view close : {"）", ")"})
      if (inner.ends_with(close)) inner.remove_suffix(close.size());
    for (std::string_view lead : {"单位：", "单位:"})
      if (inner.starts_with(lead)) inner.remove_prefix(lead.size());
    if (is_known_unit(inner)) return {std::string(parent.substr(0, at)), std::string(trim(inner))};
  }
  return {std::string(parent), ""};
}

BoundHeader merged_header(const Schema& schema, const HeaderText& header,
                          std::string_view applicant) {
  auto [parent, unit] = parent_unit(header.parent);
  Text both = say("上下两级合读", "both rows together");
  BoundHeader bound = fact_header(schema, parent + header.text, applicant);
  bool found = !bound.facts.empty();
  if (!found) {
    bound = decision_header(schema, parent, header.text, applicant);
    found = !bound.facts.empty();
  }
  if (!found) {  // 影响力与带动 / 评审结论; 现场走访 / Q1
    static constexpr std::array<std::string_view, 7> kResult = {
        "结论", "评审结论", "是否符合", "评审结果", "结果", "result", "decision"};
    BoundHeader own = fact_header(schema, parent, applicant);
    std::erase_if(own.facts, [&](FactId id) {
      bool map = schema.type_of(id).kind == Kind::Map;
      return !map && !(is_judged(schema, id) && among(kResult, fold(header.text)));
    });
    found = own.facts.size() == 1;
    if (found && schema.type_of(own.facts.front()).kind == Kind::Map)
      own.key = std::string(trim(header.text));
    if (found) bound = std::move(own);
  }
  if (found) {
    bound.how = both;
  } else {
    bound = bind_header(schema, {.text = header.text}, applicant);
    bound.doubtful_parent = !bound.facts.empty() && speaks_of_another(parent);
    if (!bound.facts.empty())
      bound.how = {"下级表头，" + bound.how.zh, "lower row, " + bound.how.en};
  }
  if (bound.unit.empty()) bound.unit = unit;
  return bound;
}

}  // namespace

ColumnUse decision_role(std::string_view word) {
  static constexpr std::array<std::string_view, 8> kBy = {
      "by", "评审人", "评判人", "评审员", "评审专家", "评审组", "判断人", "decidedby"};
  static constexpr std::array<std::string_view, 5> kOn = {"on", "日期", "评审日期", "评判日期",
                                                          "date"};
  static constexpr std::array<std::string_view, 7> kGround = {
      "ground", "理由", "评审理由", "评判理由", "依据", "评审依据", "reason"};
  std::string key = fold(word);
  if (among(kBy, key)) return ColumnUse::By;
  if (among(kOn, key)) return ColumnUse::On;
  if (among(kGround, key)) return ColumnUse::Ground;
  return ColumnUse::Unknown;
}

bool is_judged(const Schema& schema, FactId fact) {
  return schema.type_of(fact).kind == Kind::Judgement || schema.facts[fact].judged;
}

bool is_running_number(std::string_view header) {
  static constexpr std::array<std::string_view, 9> kWords = {
      "序号", "序", "no", "no.", "#", "行号", "项次", "serialno.", "serial"};
  return among(kWords, fold(header));
}

bool is_remark(std::string_view header) {
  static constexpr std::array<std::string_view, 6> kWords = {"备注",   "说明", "其他说明",
                                                             "remark", "note", "remarks"};
  return among(kWords, fold(header));
}

BoundHeader bind_header(const Schema& schema, const HeaderText& header,
                        std::string_view applicant) {
  if (!header.parent.empty()) return merged_header(schema, header, applicant);
  BoundHeader bound = fact_header(schema, header.text, applicant);
  if (!bound.facts.empty()) return bound;
  auto [base, role] = split_role(header.text);
  BoundHeader decision = decision_header(schema, base, role, applicant);
  if (!decision.facts.empty()) return decision;
  const std::string_view text = trim(header.text);
  if (!text.starts_with('\'')) return bound;  // the mark of a text that looks like a formula
  return bind_header(schema, {.text = std::string(text.substr(1))}, applicant);
}

}  // namespace ipcheck
