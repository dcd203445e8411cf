// What a form says of its fields. Tested by tests/report/form_test.cc.
#include <algorithm>

#include "judge/explain.h"
#include "report/form/form.h"
#include "report/verdict/lines.h"

namespace ipcheck {
namespace {

const Schema& schema_of(const Form& form) {
  return form.rules->schema;
}

Text several_words() {
  return say("可填多项，用 、 分隔", "several, parted by ;");
}

Text type_words(const Form& form, const FormField& field) {
  const Fact& fact = schema_of(form).facts[field.fact];
  if (const CodeList* codes = schema_of(form).codes_of(fact); codes && !field.several) {
    return {codes->title.zh + "代码或名称", "code or name (" + codes->title.en + ")"};
  }
  switch (schema_of(form).types[field.type].kind) {
    case Kind::Bool:
      return say("是或否", "yes or no");
    case Kind::Judgement:
      return say("符合或不符合", "met or not met");
    case Kind::Int:
      return say("整数", "whole number");
    case Kind::Decimal:
      return say("数字，可有小数", "number, decimals allowed");
    case Kind::Date:
      return say("日期，如 2026-03-16", "date, as 2026-03-16");
    case Kind::Enum:
      return field.open ? say("选一项，未列出的可直接写", "one of the list, or another in words")
                        : say("选一项", "one of the list");
    case Kind::List:
    case Kind::Set:
      return several_words();
    case Kind::String:
    case Kind::Map:
    case Kind::Record:
    case Kind::Invalid:
      break;
  }
  return fact.format == "uscc" ? say("18 位代码，按文本填写", "18 characters, kept as text")
                               : say("文字", "text");
}

Text range_words(const FormField& field) {
  if (field.min && field.max)
    return say("{} 至 {}", "{} to {}", field.min->str(), field.max->str());
  if (field.min) return say("≥ {}", "≥ {}", field.min->str());
  if (field.max) return say("≤ {}", "≤ {}", field.max->str());
  return {};
}

}  // namespace

std::string need_words(FormNeed need, Lang lang) {
  switch (need) {
    case FormNeed::Required:
      return say("必填", "required").in(lang);
    case FormNeed::Conditional:
      return say("视情况", "if it applies").in(lang);
    case FormNeed::Optional:
      return say("选填", "optional").in(lang);
    case FormNeed::Panel:
      return say("评审填写", "for the panel").in(lang);
  }
  return {};
}

std::string kind_words(const Form& form, const FormField& field) {
  Text text = type_words(form, field);
  if (!field.unit.empty())
    text = std::move(text) + Text{"（" + field.unit + "）", " (" + field.unit + ")"};
  Text range = range_words(field);
  if (!range.empty()) text = std::move(text) + Text{"，", ", "} + range;
  return text.in(form.lang);
}

std::string option_words(const Form& form, const FormField& field, std::size_t most) {
  std::string out;
  const char* comma = form.lang == Lang::Zh ? "、" : "; ";
  for (std::size_t i = 0; i < field.options.size() && i < most; ++i)
    out += (i ? comma : "") + field.options[i];
  if (field.options.size() <= most) return out;
  std::string count = std::to_string(field.options.size());
  return out + say(" 等 {} 项", " … ({} in all)", count).in(form.lang);
}

std::string use_words(const Form& form, const FormField& field, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < field.uses.size() && i < most; ++i) {
    const FormUse& use = field.uses[i];
    out += (i ? "\n" : "") + use.id + " " + use.title.in(form.lang);
    if (use.cite.empty()) continue;
    out += form.lang == Lang::Zh ? "（" + use.cite + "）" : " (" + use.cite + ")";
  }
  if (field.uses.size() <= most) return out;
  std::string count = std::to_string(field.uses.size());
  return out + "\n" + say("共 {} 处用到", "used in {} places", count).in(form.lang);
}

std::string note_words(const Form& form, const FormField& field) {
  const Fact& fact = schema_of(form).facts[field.fact];
  auto t = [&](const char* zh, const char* en) {
    return std::string(form.lang == Lang::Zh ? zh : en);
  };
  std::string out = field.header + t("【", " [") + need_words(field.need, form.lang) + t("】", "]");
  if (field.need == FormNeed::Panel)
    out += "\n" + t("由评审人员判断，申请人请留空", "a person decides: applicants leave it blank");
  out += "\n" + kind_words(form, field);
  if (std::string options = option_words(form, field, 12);
      !options.empty() && field.type > kJudgementType)
    out += t("：", ": ") + options;
  if (std::string uses = use_words(form, field, 4); !uses.empty())
    out += "\n" + t("依据：", "read by: ") + uses;
  if (!fact.proof.empty()) out += "\n" + t("证明：", "shown by: ") + fact.proof.in(form.lang);
  if (fact.pii)
    out += "\n" + t("个人信息：只用于判定，输出时遮盖",
                    "personal data: used to judge only, masked in outputs");
  return out;
}

std::string not_tabular_words(const Form& form, FactId id) {
  const Fact& fact = schema_of(form).facts[id];
  std::string label = fact.label.in(form.lang);
  if (schema_of(form).types[fact.type].kind == Kind::Map)
    return say("{}：每个对象加一列，列名写作 `{}.对象名称`",
               "{}: add a column for each of them, headed `{}.name`", label, label)
        .in(form.lang);
  return say("{}：逐条记录，请用 YAML 或 JSON 记录填报",
             "{}: a list of records, give it in a YAML or JSON record", label)
      .in(form.lang);
}

std::vector<std::string> form_preamble(const Form& form) {
  std::vector<std::string> out;
  for (const Scheme* scheme : form.schemes) {
    const Policy& policy = *form.rules->policy_of_scheme(scheme->id);
    out.push_back((scheme->title + Text{" · ", " · "} + policy.title).in(form.lang));
    for (const VerdictNotice& notice : status_notices(policy, form.as_of)) {
      const std::string& words = notice.text.in(form.lang);
      if (std::find(out.begin(), out.end(), words) == out.end()) out.push_back(words);
    }
  }
  if (!form.personal.empty()) {
    std::vector<Text> labels;
    for (FactId fact : form.personal) labels.push_back(schema_of(form).facts[fact].label);
    Text list = listed(labels);
    out.push_back((Text{"本表不收集个人信息（" + list.zh + "）：没有条件用到，请只填在正式申请表上",
                        "No personal data is asked for (" + list.en +
                            "): no criterion reads it; give it on the paper form only"})
                      .in(form.lang));
  }
  for (FactId fact : form.not_tabular) out.push_back(not_tabular_words(form, fact));
  std::string sha = form.rules->sha256.substr(0, 12), date = form.as_of.str();
  out.push_back(say("ipcheck {}，规则 {}，参数取 {} 的值",
                    "ipcheck {}, rules {}, parameters as of {}", form.version, sha, date)
                    .in(form.lang));
  return out;
}

}  // namespace ipcheck
