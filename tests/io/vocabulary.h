#pragma once
// A small vocabulary with every shape of fact, loaded as rules are.

#include <stdexcept>

#include "support/rules.h"

namespace ipcheck::test {

inline constexpr const char* kVocabulary = R"yaml(vocabulary: small
title: {zh: 小词表, en: Small vocabulary}
facts:
  name: {type: string, label: {zh: 名称, en: Name}, aliases: [企业名称]}
  uscc: {type: string, format: uscc, label: {zh: 统一社会信用代码, en: Credit code}}
  staff: {type: integer, unit: 人, range: [0, null], label: {zh: 人数（专职）, en: Staff}, aliases: [员工人数]}
  income: {type: money, range: [0, null], label: {zh: 营业收入, en: Income}, aliases: [年收入]}
  rate: {type: decimal, unit: '%', range: [0, 100], label: {zh: 占比, en: Share}}
  mark: {type: decimal, range: [1, 5], label: {zh: 评分, en: Mark}}
  has_plan: {type: boolean, label: {zh: 有计划, en: There is a plan}, aliases: [是否有计划]}
  founded: {type: date, label: {zh: 成立日期, en: Founded on}}
  grade: {type: enum, values: {a: {zh: 甲级, en: Grade A}, b: {zh: 乙级, en: Grade B}}, label: {zh: 等级, en: Grade}}
  body: {type: enum, open: true, values: {industrial_park: {zh: 产业园区, en: Industrial park}}, label: {zh: 主体类型, en: Kind of body}}
  fields: {type: {set: enum}, values: {energy: {zh: 新能源, en: Energy}, materials: {zh: 新材料, en: Materials}}, label: {zh: 领域, en: Fields}}
  targets: {type: {list: string}, label: {zh: 目标, en: Targets}}
  years: {type: {set: integer}, unit: 年, range: [1900, 2100], label: {zh: 年度, en: Years}}
  visits: {type: {map: integer}, unit: 次, range: [0, null], keys: [Q1, Q2], label: {zh: 走访, en: Visits}}
  works: {type: {list: {record: {title: string, pages: integer}}}, label: {zh: 作品, en: Works}}
  influence: {type: judgement, label: {zh: 影响力, en: Influence}}
  rank: {type: enum, judged: true, values: {high: {zh: 高, en: High}, low: {zh: 低, en: Low}}, label: {zh: 评级, en: Rank}}
  debts: {type: integer, unit: 次, range: [0, null], absent: 0, label: {zh: 失信次数, en: Debts}}
  total: {type: integer, unit: 人, derive: staff, label: {zh: 总人数, en: Total}}
  is_large: {type: boolean, input: false, derive: staff > 3, label: {zh: 规模大, en: Large}}
  contact_phone: {type: string, pii: true, pattern: '1[0-9]{10}', label: {zh: 联系电话, en: Phone}}
  papers: {type: integer, unit: 篇, label: {zh: 篇数, en: Papers}}
  leader: {type: string, applicant: [organization], label: {zh: 负责人, en: Leader}}
  head: {type: string, applicant: [center, department], label: {zh: 负责人, en: Head}}
)yaml";

inline const Schema& small_schema() {
  static const std::unique_ptr<Loaded> loaded = rules_from({{"small.yaml", kVocabulary}});
  if (!loaded->diags.all().empty()) throw std::logic_error(loaded->diags.all()[0].message.en);
  return loaded->rules.schema;
}

}  // namespace ipcheck::test
