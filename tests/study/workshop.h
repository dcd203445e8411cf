#pragma once
// A made-up policy text with the shapes that real ones have, and rules that cite it.

#include <string>

namespace ipcheck::test {

inline const std::string kWorkshopText = R"(示例市创新局
示例市创新工坊管理办法
各区创新局：
为规范创新工坊的建设，制定本办法，执行期到2025年。

一、总体安排
工坊由企业牵头建设。
二、申请条件
申请单位一般应为企业，并且信用良好。
工坊应当具备以下基础要求：
1.场地面积不小于 100 平方米；
2.全职人员不少于三人；
3.经费有保障。
申请认定的工坊，应当取得以下业绩：
1.年度收入不低于２００ 万元，或者完成项目不少于5个。
其中项目须通过验收。
2.服务企业。
3.培训学员满 24 个月。
3.合作单位超过 10 家。
经认定的工坊使用统一名称。
三、程序
（一）申请
1.企业自行申请；
2.区局推荐。
（二）答复
收到申请后7个工作日内答复，迟到不得
超过三次，
并说明理由。
四、其他
工坊的日常工作：一是建立台账；二是每年报告一次；三是确定2—3个重点。
附件1列明申请表。
本办法由示例市创新局解释。
附件：申请表

附件1
工坊申请表
单位名称
)";

inline const std::string kWorkshopRules = R"yaml(policy: demo-workshop
title: {zh: 示例市创新工坊管理办法, en: Demo workshops}
issuer: {zh: 示例市创新局, en: Demo office}
status: in_force
effective: {from: null, to: null}
facts:
  staff: {type: integer, unit: 人, range: [0, null], label: {zh: 全职人员, en: Staff}}
  income: {type: money, range: [0, null], label: {zh: 年度收入, en: Income}}
  partners: {type: integer, unit: 家, label: {zh: 合作单位, en: Partners}}
  received_on: {type: date, label: {zh: 收到日期, en: Received}}
  replied_on: {type: date, label: {zh: 答复日期, en: Replied}}
  enough: {type: boolean, label: {zh: 人数够, en: Enough}, derive: "staff >= params.staff_min"}
params:
  staff_min: {value: 3, unit: 人, cite: {at: 二/基础要求/2, figure: 不少于3人}}
  income_min: {value: 200万元, cite: {at: 二/认定业绩/1, figure: 不低于200万元}}
  partners_over: {value: 10, unit: 家, cite: {at: 二/认定业绩/4, figure: 超过10家}}
  reply_days: {value: 7, unit: 工作日, cite: {at: 三（二）, figure: 7个工作日内}}
criteria:
  W-1: {title: {zh: 人员, en: Staff}, cite: {at: 二/第1组/2, figure: 不少于3名}, check: staff >= params.staff_min}
  W-2: {title: {zh: 收入, en: Income}, cite: {at: 二/认定业绩/1}, check: income >= params.income_min}
  W-3: {title: {zh: 合作, en: Partners}, cite: {at: 二/认定业绩/4}, check: "!(partners <= params.partners_over)"}
  W-4:
    title: {zh: 答复, en: Reply}
    cite: {at: 三/(二)}
    applies: known(replied_on) || as_of > add_workdays(received_on, params.reply_days)
    check: replied_on <= add_workdays(received_on, params.reply_days)
schemes:
  demo-workshop-apply:
    title: {zh: 申请, en: Apply}
    applicant: organization
    require: {all: [W-1, W-2, W-3, W-4]}
)yaml";

}  // namespace ipcheck::test
