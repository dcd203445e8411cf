#pragma once
// Invented applicants for tests/report/rules, one of every verdict.

namespace ipcheck {

inline constexpr const char* kFailing = R"(applicant: organization
name: 示例轴承有限公司
staff: 2
income: 1999999.99
projects: 4
grade: c
debts: 1
influence: {met: true, by: 专家组, on: 2026-05-20, ground: 省内排名前三}
contact_phone: '13800138000'
)";
inline constexpr const char* kLacking = R"(applicant: organization
name: 示例齿轮有限公司
staff: 3
influence: {met: true}
team: {met: true}
)";
inline constexpr const char* kOpen = R"(applicant: organization
name: 示例仪表有限公司
staff: 3
projects: 5
grade: c
has_plan: 是
)";
inline constexpr const char* kFitting = R"(applicant: organization
name: 示例光学有限公司
staff: 3
projects: 5
grade: b
has_plan: 是
influence: {met: true}
team: {met: true}
)";
/// Every free text of this one tries to harm its reader.
inline constexpr const char* kHostile =
    "name: \"| <b>\\e[31m`x`\\u202E\"\n"
    "influence: {met: false, by: \"a|b<script>`\", ground: \"\\e]0;x\\a\"}\n";

}  // namespace ipcheck
