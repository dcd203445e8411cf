// Tested by tests/report/rules_diff_test.cc.
#include "report/rules/diff_words.h"

#include <algorithm>
#include <array>

#include "report/doc/show_model.h"
#include "report/layout.h"
#include "report/verdict/sentences.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

constexpr int kShort = 60;  // columns that both values may take in a sentence

struct Word {
  std::string_view id;
  Text words;
};

Text subject_words(DiffSubject subject) {
  switch (subject) {
    case DiffSubject::Date:
      return {"判定日", "as-of date"};
    case DiffSubject::Policy:
      return {"政策", "policy"};
    case DiffSubject::Fact:
      return {"事实", "fact"};
    case DiffSubject::Codes:
      return {"代码表", "list of codes"};
    case DiffSubject::Calendar:
      return {"工作日历", "calendar"};
    case DiffSubject::DataNotice:
      return {"数据提示", "data notice"};
    case DiffSubject::Param:
      return {"参数", "parameter"};
    case DiffSubject::Criterion:
      return {"条件", "criterion"};
    case DiffSubject::Provision:
      return {"规定", "provision"};
    case DiffSubject::Claim:
      return {"断言", "claim"};
    case DiffSubject::Scheme:
      return {"方案", "scheme"};
    case DiffSubject::Group:
      return {"条件组", "group"};
    case DiffSubject::Notice:
      return {"提示", "notice"};
    case DiffSubject::Output:
      return {"输出", "output"};
    case DiffSubject::Scorecard:
      return {"评分表", "scorecard"};
  }
  return {};
}

/// What a key of the rule file is called; keys without a row stand as they are.
Text key_words(const std::string& key) {
  static const std::array<Word, 34> kKeys = {{
      {"absent", {"缺省值", "value when absent"}},
      {"aliases", {"别名", "aliases"}},
      {"applicant", {"申请人类型", "kind of applicant"}},
      {"applies", {"适用前提", "applies"}},
      {"bands", {"分段", "bands"}},
      {"changeable", {"可改变程度", "changeable"}},
      {"check", {"必备条件", "check"}},
      {"choose", {"选择依据", "selector"}},
      {"cite", {"依据", "clause"}},
      {"codes", {"代码表", "codes"}},
      {"derive", {"推算方式", "derivation"}},
      {"effective.from", {"施行日", "effective from"}},
      {"effective.to", {"失效日", "effective to"}},
      {"evidence", {"一并查看", "evidence"}},
      {"failed", {"未达到时的说明", "words for a refusal"}},
      {"form", {"申报表项", "form"}},
      {"issuer", {"发文机关", "issuer"}},
      {"judged", {"由人判断", "judged by a person"}},
      {"kind", {"组合方式", "kind"}},
      {"label", {"名称", "label"}},
      {"next", {"下一步", "next step"}},
      {"of", {"分支", "branch"}},
      {"open", {"允许列外的值", "open to other values"}},
      {"owner", {"负责者", "owner"}},
      {"proof", {"证明材料", "proof"}},
      {"range", {"取值范围", "range"}},
      {"reading", {"读法", "reading"}},
      {"should", {"原则性条件", "should"}},
      {"status", {"状态", "status"}},
      {"text", {"内容", "text"}},
      {"title", {"标题", "title"}},
      {"type", {"类型", "type"}},
      {"unit", {"单位", "unit"}},
      {"when", {"出现条件", "when"}},
  }};
  for (const Word& word : kKeys)
    if (word.id == key) return word.words;
  return {key, key};
}

Text operator+(Text a, std::string_view b) {
  a.zh += b, a.en += b;
  return a;
}

bool is_code(const RuleChange& change) {
  return change.key == "check" || change.key == "should" || change.key == "applies" ||
         change.key == "when" || change.key == "derive" ||
         (change.subject == DiffSubject::Output && change.key == "value") ||
         (change.subject == DiffSubject::Criterion && change.key.empty());
}

/// On one line, nothing hidden.
Text clean(Text text) {
  for (std::string* words : {&text.zh, &text.en}) {
    std::replace(words->begin(), words->end(), '\n', ' ');
    *words = visible(*words);
  }
  return text;
}

Text quoted(const RuleChange& change, const Text& value) {
  const Text shown = clean(value);
  return is_code(change) && !shown.empty() ? Text{"`", "`"} + shown + "`" : shown;
}

/// 参数 full_time_staff_min（专职人数下限）
Text name_words(const RuleChange& change) {
  Text out = subject_words(change.subject);
  const bool beside =
      change.subject == DiffSubject::Notice || change.subject == DiffSubject::Output;
  std::string id = change.id;
  if (beside) id = change.scheme + "/" + id;
  if (!id.empty()) out = out + " " + visible(id);
  const bool told = change.key == "title" || change.key == "label" ||
                    change.subject == DiffSubject::Policy;  // by its values
  if (change.title.empty() || told) return out;
  return out + Text{"（" + visible(change.title.zh) + "）", " (" + visible(change.title.en) + ")"};
}

/// Which part of it: empty where it is what one expects.
Text part_words(const RuleChange& change) {
  const bool plain =
      change.key.empty() || change.key == "require" ||
      (change.subject == DiffSubject::Param && (change.key == "value" || change.key == "values")) ||
      change.subject == DiffSubject::Date;
  Text out =
      plain || (change.key == "values" && !change.item.empty()) ? Text{} : key_words(change.key);
  if (change.item.empty() || change.key == "require") return out;
  if (change.subject == DiffSubject::Param) return say("自 {} 起", "from {}", change.item);
  if (change.key == "values") return say("值 {}", "value {}", change.item);
  return out.empty() ? Text{change.item, change.item}
                     : Text{change.item + " ", change.item + " "} + out;
}

Text lead_words(const RuleChange& change) {
  Text out = name_words(change);
  const Text part = part_words(change);
  if (!part.empty()) out = out + Text{"，", ", "} + part;
  return out;
}

bool is_long(const RuleChange& change) {
  auto width = [](const std::string& text) { return display_width(text); };
  return width(change.before.zh) + width(change.after.zh) > kShort ||
         width(change.before.en) + width(change.after.en) > kShort;
}

Text sentence(const RuleChange& change, bool with_values) {
  const Text lead = lead_words(change), before = quoted(change, change.before),
             after = quoted(change, change.after);
  const Text colon = {"：", ": "};
  switch (change.manner) {
    case DiffManner::Added: {
      const Text out = lead + (change.key == "require" ? say("：加入", ": gains")
                               : change.key.empty()    ? say("：新增", ": new")
                                                       : say("：新增", ": added"));
      return with_values && !after.empty() ? out + " " + after : out;
    }
    case DiffManner::Removed: {
      const Text out =
          lead + (change.key == "require" ? say("：去掉", ": loses") : say("：删除", ": removed"));
      return with_values && !before.empty() ? out + " " + before : out;
    }
    case DiffManner::Replaced:
      return with_values ? lead + colon + before + " → " + after : lead + say("有改动", " changed");
    case DiffManner::Comparator:
      return lead +
             say("：比较符由 {} 改为 {}", ": comparator changed from {} to {}", change.before.en,
                 change.after.en) +
             say("（原为 `{}`）", " in `{}`", change.detail.en);
    case DiffManner::Parameter:
      return lead +
             say("：门槛参数由 {} 换成 {}", ": threshold parameter {} replaced by {}",
                 change.before.en, change.after.en) +
             say("（原为 `{}`）", " in `{}`", change.detail.en);
    case DiffManner::Moved:
      return lead + colon + change.detail + say("从“", " moved from ") + change.before +
             say("”移到“", " to ") + change.after + say("”", "");
  }
  return {};
}

std::string places(const RulesDiffReport& report, const RuleChange& change) {
  const std::string before = place_words(*report.sources, change.before_at);
  const std::string after = place_words(*report.sources, change.after_at);
  if (before.empty() || after.empty() || before == after) return after.empty() ? before : after;
  return before + " → " + after;
}

}  // namespace

std::string span_place(const RulesDiffReport& report, Span span) {
  return place_words(*report.sources, span);
}

ChangeLine change_line(const RulesDiffReport& report, const RuleChange& change) {
  ChangeLine line{.place = places(report, change)};
  const bool values = change.manner == DiffManner::Added || change.manner == DiffManner::Removed ||
                      change.manner == DiffManner::Replaced;
  const bool below = values && is_long(change);
  line.head = sentence(change, !below);
  if (below) line.before = quoted(change, change.before), line.after = quoted(change, change.after);
  return line;
}

Text short_words(const RuleChange& change) {
  constexpr int kWidth = 100;
  RuleChange bare = change;
  bare.title = {};
  const Text words = sentence(bare, !is_long(bare));
  return {shortened_to(words.zh, kWidth), shortened_to(words.en, kWidth)};
}

Relation relation_of(const RulesDiffReport& report, std::size_t scheme) {
  if (report.diff->schemes[scheme].same) return Relation::Equivalent;
  return scheme < report.relations.size() ? report.relations[scheme].relation : Relation::Unknown;
}

Text relation_words(const RulesDiffReport& report, std::size_t index) {
  const SchemeDiff& scheme = report.diff->schemes[index];
  if (scheme.before.empty()) return say("新增", "new");
  if (scheme.after.empty()) return say("删除", "removed");
  switch (relation_of(report, index)) {
    case Relation::Equivalent:
      return scheme.same ? say("等同", "equivalent") : say("符合者相同", "the same are eligible");
    case Relation::Stricter:
      return say("更严", "stricter");
    case Relation::Looser:
      return say("更宽", "looser");
    case Relation::Incomparable:
      return say("有宽有严", "incomparable");
    case Relation::Unknown:
      return say("未能判定", "unknown");
  }
  return {};
}

std::string_view id_of(Relation relation) {
  constexpr std::array<std::string_view, 5> kIds = {"equivalent", "stricter", "looser",
                                                    "incomparable", "unknown"};
  return kIds[static_cast<std::size_t>(relation)];
}

Text layer_words(DiffLayer layer) {
  switch (layer) {
    case DiffLayer::Policies:
      return say("政策", "policies");
    case DiffLayer::Facts:
      return say("词汇与事实", "vocabulary and facts");
    case DiffLayer::Params:
      return say("参数", "parameters");
    case DiffLayer::Logic:
      return say("条件与方案", "criteria and schemes");
  }
  return {};
}

std::string_view id_of(DiffLayer layer) {
  constexpr std::array<std::string_view, 4> kIds = {"policies", "facts", "params", "logic"};
  return kIds[static_cast<std::size_t>(layer)];
}

std::string_view id_of(DiffSubject subject) {
  constexpr std::array<std::string_view, 15> kIds = {
      "date",      "policy", "fact",   "codes", "calendar", "data_notice", "param",    "criterion",
      "provision", "claim",  "scheme", "group", "notice",   "output",      "scorecard"};
  return kIds[static_cast<std::size_t>(subject)];
}

std::string_view id_of(DiffManner manner) {
  constexpr std::array<std::string_view, 6> kIds = {"added",      "removed",   "replaced",
                                                    "comparator", "parameter", "moved"};
  return kIds[static_cast<std::size_t>(manner)];
}

}  // namespace ipcheck
