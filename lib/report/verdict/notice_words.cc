// Tested by tests/report/score_totals_test.cc.
#include "report/score/totals.h"

namespace ipcheck {

Text notice_words(std::string_view id) {
  struct Named {
    std::string_view id;
    const char* zh;
    const char* en;
  };
  constexpr Named kNames[] = {
      {"invalid_value", "有的值无法识别，按未提供处理",
       "a value is unreadable and taken as not given"},
      {"unlisted_value", "有的值不在选项之内", "a value is outside its list"},
      {"suspicious_value", "有的值可疑，请核对", "a value looks suspicious: check it"},
      {"inconsistent_values", "有的值相互矛盾", "values contradict each other"},
      {"two_values", "同一申请人的几行说法不一", "rows of one applicant disagree"},
      {"uscc_invalid", "统一社会信用代码校验不符", "the credit code fails its check"},
      {"short_row", "有的行单元格不够，缺的按空处理",
       "a row is short; the cells that lack count as blank"},
      {"personal_data", "含个人信息", "holds personal data"},
      {"unknown_fact", "有未能识别的列或键", "a column or key is unknown"},
      {"duplicate_applicant", "与前面的申请人重复", "the same applicant stands in an earlier row"},
      {"form_blank", "申请表有未填项", "fields of the application form are blank"},
      {"calendar_out_of_range", "所需工作日超出已公布的日历",
       "a working day lies beyond the published calendar"},
      {"no_value_at_date", "判定日时参数尚无取值", "a parameter has no value yet at that date"},
      {"fault", "有条件无法计算", "a condition could not be computed"},
  };
  for (const Named& named : kNames) {
    if (named.id == id) return {named.zh, named.en};
  }
  return {};
}

}  // namespace ipcheck
