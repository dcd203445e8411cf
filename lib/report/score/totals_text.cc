// The summary that `score` prints. Tested by tests/report/score_totals_test.cc.
#include <algorithm>
#include <ostream>

#include "report/score/totals.h"
#include "report/verdict/text_parts.h"
#include "text/frame.h"
#include "value/cell.h"
#include "value/code_points.h"

namespace ipcheck {
namespace {

constexpr std::size_t kCommonest = 5;
constexpr std::size_t kColumns = 8;  // unknown ones that are named
constexpr Outcome kOutcomes[] = {Outcome::Eligible, Outcome::Ineligible, Outcome::Incomplete,
                                 Outcome::NeedsReview};

class TotalsPrinter {
 public:
  TotalsPrinter(const ScoreTotals& totals, const ScoreHead& head, const TextStyle& style,
                std::ostream& out)
      : totals_(totals), head_(head), style_(style), out_(out) {}

  void print() {
    print_head();
    for (std::size_t i = 0; i < head_.schemes.size(); ++i) {
      if (i < totals_.schemes.size()) print_scheme(*head_.schemes[i], totals_.schemes[i]);
    }
    print_unknown_columns();
    print_data_notices();
    print_records();
    if (!style_.quiet) print_closing();
  }

 private:
  const std::string& in(const Text& text) const { return text.in(style_.lang); }

  void paragraph(const Text& text, int indent, Tone tone) {
    print_paragraph(in(text), indent, indent + 2, style_.width, tone, style_.color, out_);
  }

  void title(const Text& text) {
    out_ << "  " << painted(in(text), Tone::Bold, style_.color) << '\n';
  }

  void print_head() {
    std::string count = grouped(totals_.applicants), date = head_.as_of.str();
    std::string input = visible(head_.input);
    Text left = say("{}：{} 个申请人", "{}: {} applicants", input, count);
    Text right = say("判定日 {}", "as of {}", date);
    print_ends(in(left), Tone::Bold, in(right), Tone::Dim, style_.width, style_.color, out_);
  }

  void print_scheme(const Scheme& scheme, const SchemeTotals& counts) {
    const Policy* policy = head_.rules->policy_of_scheme(scheme.id);
    std::vector<VerdictNotice> permanent = status_notices(*policy, head_.as_of);
    Text mark_words = permanent.empty() ? Text{} : badge(permanent.front().id);
    std::string right = mark_words.empty() ? "" : "[" + in(mark_words) + "]";
    out_ << '\n';
    print_ends(in(scheme.title), Tone::Bold, right, Tone::Yellow, style_.width, style_.color, out_);
    print_outcomes(counts);
    for (const VerdictNotice& n : permanent)
      paragraph(Text{n.id + "  ", n.id + "  "} + n.text, 2, Tone::Yellow);
    if (style_.quiet) return;
    print_commonest(*policy, counts);
    print_near(*policy, counts);
    print_missing(*policy, counts);
    print_card(scheme);
  }

  void print_outcomes(const SchemeTotals& counts) {
    for (Outcome outcome : kOutcomes) {
      std::uint64_t count = counts.outcomes[static_cast<std::size_t>(outcome)];
      std::string number = grouped(count), part = share(count, counts.rows());
      std::string words = std::string(mark(outcome)) + " " + in(outcome_words(outcome));
      out_ << "  " << painted(padded(words, 16), tone_of(outcome), style_.color)
           << std::string(std::max<std::size_t>(12, number.size()) - number.size(), ' ') << number
           << std::string(std::max<std::size_t>(8, part.size()) - part.size(), ' ') << part << '\n';
    }
  }

  void print_ids(const Policy& policy, const std::vector<IdCounts::Ranked>& ids) {
    Table table{.tones = {Tone::Bold, Tone::Plain, Tone::Plain}, .rows = {}};
    for (const auto& [id, count] : ids) {
      Text words = item_title(*head_.rules, policy, id, head_.as_of);
      table.rows.push_back({{std::string(id), in(words), grouped(count)}, 0});
    }
    print_table(table, 4, style_.width, style_.color, out_);
  }

  void print_commonest(const Policy& policy, const SchemeTotals& counts) {
    if (counts.failing.empty()) return;
    title(say("最常见的未达到条件", "most often not met"));
    print_ids(policy, counts.failing.ranked(kCommonest));
  }

  void print_near(const Policy& policy, const SchemeTotals& counts) {
    if (counts.near_misses == 0) return;
    std::string count = grouped(counts.near_misses);
    title(say("只差一项：{}", "one criterion short: {}", count));
    print_ids(policy, counts.near.ranked(kCommonest));
  }

  /// What to ask for again; a fact without a column is missing in every row.
  void print_missing(const Policy& policy, const SchemeTotals& counts) {
    if (counts.missing.empty()) return;
    title(say("最常缺少的材料", "most often missing"));
    print_ids(policy, counts.missing.ranked(kCommonest));
  }

  void print_card(const Scheme& scheme) {
    if (!scheme.scorecard) return;
    paragraph(Text{"评分：", "score: "} + basis_words(*scheme.scorecard), 2, Tone::Dim);
  }

  /// Where something is missing, it may stand in a column of another name.
  void print_unknown_columns() {
    const bool missing = std::any_of(totals_.schemes.begin(), totals_.schemes.end(),
                                     [](const SchemeTotals& s) { return !s.missing.empty(); });
    const auto& all = head_.unknown_columns;
    if (style_.quiet || !missing || all.empty()) return;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(all.size(), kColumns); ++i)
      names.push_back(visible(mask_numbers(shortened(all[i]))));
    Text words = {joined(names, "、"), joined(names, ", ")};
    if (all.size() > kColumns)
      words = std::move(words) + say("，另有 {} 列", " and {} more", all.size() - kColumns);
    out_ << '\n';
    paragraph(say("不认识、未用的列：", "columns of unknown names, not used: ") + std::move(words) +
                  say("（缺少的材料若在其中，可用 --map 指明，草稿见 inspect --write-map）",
                      " (if what is missing stands there, say so with --map, which inspect"
                      " --write-map drafts)"),
              0, Tone::Yellow);
  }

  void print_data_notices() {
    if (style_.quiet || totals_.data_notices.empty()) return;
    out_ << '\n';
    out_ << painted(in(say("数据提示", "data notices")), Tone::Bold, style_.color) << '\n';
    Table table{.tones = {Tone::Yellow, Tone::Plain, Tone::Plain}, .rows = {}};
    for (const auto& [id, count] : totals_.data_notices.ranked())
      table.rows.push_back({{std::string(id), in(notice_words(id)), grouped(count)}, 0});
    print_table(table, 2, style_.width, style_.color, out_);
  }

  /// Nothing is lost: the parts add up to what the table holds.
  void print_records() {
    std::vector<std::pair<std::uint64_t, Text>> parts = {
        {totals_.folded, {"归并", "folded into one above"}},
        {totals_.rejected, {"未读入", "rejected"}},
        {totals_.blank, {"空行", "blank"}},
        {totals_.headings, {"标题和表头", "titles and headers"}},
        {totals_.footers, {"合计和注释", "sums and notes"}}};
    std::string all = grouped(totals_.records), judged = grouped(totals_.applicants);
    Text line = say("共 {} 行 = 判定 {}", "{} rows = {} judged", all, judged);
    for (const auto& [count, words] : parts) {
      if (count == 0) continue;
      std::string number = grouped(count);
      line =
          std::move(line) + Text{" + " + words.zh + " " + number, " + " + number + " " + words.en};
    }
    out_ << '\n';
    paragraph(line, 0, Tone::Plain);
    if (totals_.rejected > 0 && !head_.rejects.empty()) {
      std::string file = visible(head_.rejects);
      paragraph(say("未读入的行及原因见 {}", "rejected rows with their reasons: {}", file), 0,
                Tone::Yellow);
    }
    if (totals_.rejected == 0 && !head_.rejects.empty() && !style_.quiet) {
      std::string file = visible(head_.rejects);
      paragraph(say("不是申请人的行见 {}", "rows that are no applicants: {}", file), 0, Tone::Dim);
    }
    if (totals_.rejected > 0 && head_.rejects.empty())
      paragraph(say("未读入的行和原因没有另存，可加 --rejects 文件",
                    "rejected rows were not kept; --rejects FILE keeps them with their reasons"),
                0, Tone::Yellow);
    print_oddities();
  }

  void print_oddities() {
    if (style_.quiet) return;
    std::vector<Text> items;
    std::string masked = grouped(totals_.masked), neutralised = grouped(totals_.neutralised);
    if (totals_.duplicates > 0 || totals_.codes_compared > 0) items.push_back(duplicate_words());
    if (totals_.masked > 0)
      items.push_back(say("遮盖个人信息 {} 格", "{} cells with personal data masked", masked));
    if (totals_.neutralised > 0)
      items.push_back(
          say("公式按文字写出 {} 格", "{} cells like formulas kept as text", neutralised));
    if (!items.empty()) paragraph(listed(items), 0, Tone::Dim);
  }

  Text duplicate_words() const {
    std::string count = grouped(totals_.duplicates), compared = grouped(totals_.codes_compared);
    Text words = totals_.duplicates == 0
                     ? say("没有发现重复的信用代码", "no credit code was found twice")
                     : say("信用代码重复 {} 行（首先是第 {} 行，同第 {} 行）",
                           "rows that repeat a credit code: {} (first row {}, the same as row {})",
                           count, totals_.duplicate_row, totals_.duplicate_of);
    if (totals_.codes_compared == 0) return words;
    return std::move(words) +
           say("，只比对了前 {} 个代码", ", among the first {} codes only", compared);
  }

  void print_closing() {
    std::string rules = head_.rules_sha256.substr(0, 12);
    Text receipt = say("ipcheck {}，规则 {}", "ipcheck {}, rules {}", head_.version, rules);
    bool known = !head_.version.empty() && !rules.empty();
    print_ends(in(closing_words()), Tone::Plain, known ? in(receipt) : "", Tone::Dim, style_.width,
               style_.color, out_);
  }

  const ScoreTotals& totals_;
  const ScoreHead& head_;
  const TextStyle& style_;
  std::ostream& out_;
};

}  // namespace

void render_text(const ScoreTotals& totals, const ScoreHead& head, const TextStyle& style,
                 std::ostream& out) {
  TotalsPrinter(totals, head, style, out).print();
}

}  // namespace ipcheck
