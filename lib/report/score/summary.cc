// The first sheet of the result. Tested by tests/report/score_workbook_test.cc.
#include <algorithm>

#include "report/score/workbook.h"
#include "report/verdict/lines.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

constexpr std::size_t kCommonest = 5;

class Summary {
 public:
  Summary(const ScoreTotals& totals, const ScoreHead& head, Lang lang)
      : totals_(totals), head_(head), lang_(lang) {}

  std::vector<SummaryRow> rows() {
    add(Kind::Title, {t("判定结果汇总", "Verdicts: summary")});
    add(Kind::Words, {closing_words().in(lang_)});
    cells({t("输入", "input"), visible(head_.input)});
    cells({t("判定日", "as of"), head_.as_of.str()});
    cells({t("规则", "rules"), head_.rules_sha256});
    cells({"ipcheck", head_.version});
    verdicts();
    for (std::size_t i = 0; i < head_.schemes.size() && i < totals_.schemes.size(); ++i)
      details(*head_.schemes[i], totals_.schemes[i]);
    records();
    return std::move(rows_);
  }

 private:
  using Kind = SummaryRow::Kind;

  std::string t(const char* zh, const char* en) const { return lang_ == Lang::Zh ? zh : en; }
  void add(Kind kind, std::vector<std::string> cells) {
    rows_.push_back({kind, std::move(cells), {}, ""});
  }
  void cells(std::vector<std::string> texts) { add(Kind::Cells, std::move(texts)); }
  void gap() { add(Kind::Gap, {}); }

  const Policy& policy_of(const Scheme& scheme) const {
    return *head_.rules->policy_of_scheme(scheme.id);
  }

  void verdicts() {
    gap();
    std::vector<std::string> titles = {t("方案", "scheme"), t("政策", "policy")};
    for (Outcome outcome :
         {Outcome::Eligible, Outcome::Ineligible, Outcome::Incomplete, Outcome::NeedsReview})
      titles.push_back(outcome_words(outcome).in(lang_));
    titles.push_back(t("合计", "all"));
    titles.push_back(t("只差一项", "one short"));
    add(Kind::Head, std::move(titles));
    for (std::size_t i = 0; i < head_.schemes.size() && i < totals_.schemes.size(); ++i) {
      const SchemeTotals& counts = totals_.schemes[i];
      const Scheme& scheme = *head_.schemes[i];
      SummaryRow row{Kind::Cells,
                     {scheme.title.in(lang_), policy_of(scheme).title.in(lang_)},
                     {counts.outcomes.begin(), counts.outcomes.end()},
                     ""};
      row.counts.push_back(counts.rows());
      row.counts.push_back(counts.near_misses);
      rows_.push_back(std::move(row));
    }
  }

  void details(const Scheme& scheme, const SchemeTotals& counts) {
    const Policy& policy = policy_of(scheme);
    gap();
    add(Kind::Section, {scheme.title.in(lang_)});
    for (const VerdictNotice& notice : status_notices(policy, head_.as_of))
      add(Kind::Warning, {notice.text.in(lang_)});
    if (scheme.scorecard)
      add(Kind::Words, {t("评分：", "score: ") + basis_words(*scheme.scorecard).in(lang_)});
    ids(policy, counts, counts.failing, t("最常见的未达到条件", "most often not met"));
    ids(policy, counts, counts.near, t("只差这一项", "short of this one only"));
    ids(policy, counts, counts.missing, t("最常缺少的材料", "most often missing"));
  }

  void ids(const Policy& policy, const SchemeTotals& counts, const IdCounts& from,
           const std::string& title) {
    if (from.empty()) return;
    add(Kind::Head, {title, t("内容", "title"), t("行数", "rows"), t("占比", "share")});
    for (const auto& [id, count] : from.ranked(kCommonest)) {
      Text words = item_title(*head_.rules, policy, id, head_.as_of);
      rows_.push_back(
          {Kind::Cells, {std::string(id), words.in(lang_)}, {count}, share(count, counts.rows())});
    }
  }

  void records() {
    gap();
    add(Kind::Head, {t("表中各行去向", "where the rows went"), "", t("行数", "rows")});
    std::vector<std::pair<std::uint64_t, std::string>> parts = {
        {totals_.applicants, t("已判定", "judged")},
        {totals_.rejected, t("未读入", "rejected")},
        {totals_.blank, t("空行", "blank")},
        {totals_.headings, t("标题和表头", "titles and headers")},
        {totals_.footers, t("合计和注释", "sums and notes")},
        {totals_.records, t("共计", "in all")}};
    if (totals_.folded > 0)
      parts.insert(parts.begin() + 1, {totals_.folded, t("归并", "folded into one above")});
    for (const auto& [count, words] : parts)
      rows_.push_back({Kind::Cells, {words, ""}, {count}, ""});
    const std::pair<std::uint64_t, std::string> oddities[] = {
        {totals_.duplicates, t("信用代码重复的行", "rows that repeat a credit code")},
        {totals_.masked, t("遮盖个人信息的格", "cells with personal data masked")},
        {totals_.neutralised, t("形似公式、按文字写出的格", "cells like formulas, kept as text")}};
    for (const auto& [count, words] : oddities) {
      if (count > 0) rows_.push_back({Kind::Cells, {words, ""}, {count}, ""});
    }
    if (totals_.data_notices.empty()) return;
    gap();
    add(Kind::Head, {t("数据提示", "data notices"), "", t("行数", "rows")});
    for (const auto& [id, count] : totals_.data_notices.ranked())
      rows_.push_back({Kind::Cells, {std::string(id), notice_words(id).in(lang_)}, {count}, ""});
  }

  const ScoreTotals& totals_;
  const ScoreHead& head_;
  Lang lang_;
  std::vector<SummaryRow> rows_;
};

}  // namespace

std::vector<SummaryRow> summary_rows(const ScoreTotals& totals, const ScoreHead& head, Lang lang) {
  return Summary(totals, head, lang).rows();
}

}  // namespace ipcheck
