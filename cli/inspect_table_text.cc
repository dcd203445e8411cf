// A table on one screen. Tested by tests/cli/inspect-table.md.
#include <algorithm>

#include "cli/inspect.h"
#include "report/layout.h"
#include "text/frame.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

std::string clean(std::string_view text) {
  return visible(mask_ids(text));
}

Text trait_words(const std::string& name) {
  static const std::pair<std::string_view, Text> kWords[] = {
      {"encoding", {"编码", "encoding"}},      {"delimiter", {"分隔符", "delimiter"}},
      {"sheet", {"工作表", "sheet"}},          {"sheets", {"全部工作表", "sheets"}},
      {"compression", {"压缩", "compressed"}}, {"date_system", {"日期系统", "date system"}}};
  for (const auto& [key, words] : kWords)
    if (key == name) return words;
  return {name, name};
}

Text aside_words(SetAside::Why why) {
  switch (why) {
    case SetAside::Why::Rejected:
      return say("读不了", "rejected");
    case SetAside::Why::Blank:
      return say("空行", "blank");
    case SetAside::Why::Heading:
      return say("标题和表头", "titles and headers");
    case SetAside::Why::Footer:
      return say("合计和说明", "sums and notes");
  }
  return {};
}

std::string target_words(const Schema& schema, const TableColumn& column, Lang lang) {
  std::string text = schema.facts[column.fact].name;
  if (!column.key.empty()) text += "." + clean(column.key);
  if (column.use == ColumnUse::By) text += say("（评审人）", " (by)").in(lang);
  if (column.use == ColumnUse::On) text += say("（日期）", " (on)").in(lang);
  if (column.use == ColumnUse::Ground) text += say("（理由）", " (ground)").in(lang);
  if (!column.unit.empty()) text += " [" + clean(column.unit) + "]";
  return text;
}

/// The screen, part by part.
class Screen {
 public:
  Screen(const TableLayout& layout, const TableLook& look, const Schema& schema,
         const Context& context)
      : layout_(layout), look_(look), schema_(schema), context_(context), out_(*context.out) {}

  void write(const std::string& file) {
    title({visible(file), visible(file)});
    traits();
    columns();
    rows();
    counts();
    notices();
    questions();
  }

 private:
  std::string in(const Text& text) const { return text.in(context_.lang); }

  void title(const Text& text) { out_ << painted(in(text), Tone::Bold, context_.color) << "\n"; }

  void table(const Table& table) { print_table(table, 2, context_.width, context_.color, out_); }

  void paragraph(const std::string& text, int indent, int hanging, Tone tone = Tone::Plain) {
    print_paragraph(text, indent, hanging, context_.width, tone, context_.color, out_);
  }

  void traits() {
    Table facts{.tones = {Tone::Dim, Tone::Plain, Tone::Dim}};
    for (const GridSource::Trait& trait : layout_.traits) {
      std::string value = trait.value == "\t" ? in(say("制表符", "tab")) : visible(trait.value);
      facts.rows.push_back({.cells = {in(trait_words(trait.name)), value, visible(in(trait.why))}});
    }
    auto known = std::count_if(layout_.columns.begin(), layout_.columns.end(),
                               [](const TableColumn& c) { return c.fact != kNoFact; });
    std::string row =
        layout_.header_row == 0 ? in(say("无", "none"))
        : layout_.header_rows == 2
            ? in(say("第 {}、{} 行", "rows {} and {}", layout_.header_row, layout_.header_row + 1))
            : in(say("第 {} 行", "row {}", layout_.header_row));
    facts.rows.push_back({.cells = {in(say("表头", "header")), row,
                                    in(say("{} 列，认得 {} 列", "{} columns, {} of them known",
                                           layout_.columns.size(), known))}});
    table(facts);
    for (const Text& remark : layout_.remarks) paragraph(visible(in(remark)), 2, 2);
  }

  void columns() {
    title(say("表头 → 事实", "header -> fact"));
    Table bound{.tones = {Tone::Plain, Tone::Bold, Tone::Dim}};
    std::string unused;
    std::size_t left_out = 0;
    for (const TableColumn& column : layout_.columns) {
      if (column.fact != kNoFact) {
        bound.rows.push_back(
            {.cells = {clean(column.header), target_words(schema_, column, context_.lang),
                       visible(in(column.how))}});
        continue;
      }
      if (column.header.empty()) continue;
      constexpr std::size_t kEnough = 600;
      if (unused.size() > kEnough) {
        ++left_out;
        continue;
      }
      unused += unused.empty() ? "" : in(say("；", "; "));
      unused +=
          clean(column.header) + in({"（" + column.how.zh + "）", " (" + column.how.en + ")"});
    }
    table(bound);
    if (unused.empty()) return;
    if (left_out > 0) unused += in(say("；另有 {} 列", "; and {} more", left_out));
    paragraph(in(say("未用的列：", "not used: ")) + unused, 2, 4);
  }

  void rows() {
    if (look_.rows.empty()) return;
    title(say("前几个申请人", "first applicants"));
    for (const TableLook::Row& row : look_.rows) {
      std::string text;
      for (const auto& [fact, value] : row.facts) {
        text += text.empty() ? "" : in(say("；", "; "));
        text += schema_.facts[fact].name + " " + fact_words(schema_, fact, value, context_.lang);
      }
      paragraph(in(say("第 {} 行  ", "row {}  ", row.place.row)) + text, 2, 4);
      for (const auto& [notice, place] : row.notices)
        paragraph("! " + place + "  " + notice.id + "  " + visible(in(notice.message)), 4, 6,
                  Tone::Yellow);
    }
  }

  static std::string where(const SetAside& aside) { return std::to_string(aside.place.row); }

  void counts() {
    std::string line =
        in(say("共 {} 行：申请人 {}", "{} rows: {} applicants", look_.records, look_.applicants));
    if (look_.folded > 0) line += in(say("，归并 {}", ", folded {}", look_.folded));
    for (std::size_t kind = 0; kind < TableLook::kKinds; ++kind) {
      if (look_.aside_counts[kind] == 0) continue;
      std::string words = in(aside_words(static_cast<SetAside::Why>(kind)));
      line += in({"，" + words + " " + std::to_string(look_.aside_counts[kind]),
                  ", " + words + " " + std::to_string(look_.aside_counts[kind])});
    }
    title({line, line});
    Table table_rows{.tones = {Tone::Plain, Tone::Plain, Tone::Dim}};
    for (std::size_t kind = 0; kind < TableLook::kKinds; ++kind) {
      constexpr std::size_t kShown = 3;
      std::size_t shown = 0;
      if (kind == static_cast<std::size_t>(SetAside::Why::Blank)) continue;
      for (const SetAside& aside : look_.aside[kind]) {
        if (++shown > kShown) break;
        table_rows.rows.push_back(
            {.cells = {in(say("第 {} 行", "row {}", where(aside))), visible(in(aside.reason)),
                       shortened_to(clean(aside.text), 40)}});
      }
    }
    if (!table_rows.rows.empty()) table(table_rows);
  }

  void notices() {
    if (look_.notices.empty()) return;
    title(say("提示", "notices"));
    Table kinds{.tones = {Tone::Yellow, Tone::Plain, Tone::Plain, Tone::Plain}};
    for (const TableLook::Kind& kind : look_.notices) {
      std::string often =
          kind.count.count == 0
              ? ""
              : in(say("{} 次，首见 {}", "{}x, first at {}", kind.count.count,
                       kind.place.empty() ? std::to_string(kind.count.first.row) : kind.place));
      kinds.rows.push_back(
          {.cells = {kind.count.id, clean(kind.name), often, visible(in(kind.message))}});
    }
    table(kinds);
  }

  void questions() {
    if (layout_.questions.empty()) return;
    title(say("需要回答：写进对照表文件的 `columns:` 之下，用 --map 给出",
              "to be answered: below `columns:` of a file given by --map"));
    for (const Question& question : layout_.questions) {
      paragraph("? " + clean(in(question.message)), 2, 4, Tone::Red);
      out_ << "    " << clean(question.map_line) << "\n";
    }
  }

  const TableLayout& layout_;
  const TableLook& look_;
  const Schema& schema_;
  const Context& context_;
  std::ostream& out_;
};

}  // namespace

void write_table_text(const std::string& file, const TableLayout& layout, const TableLook& look,
                      const Schema& schema, const Context& context) {
  Screen(layout, look, schema, context).write(file);
}

}  // namespace ipcheck
