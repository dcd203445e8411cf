#pragma once
// Columns of texts through CellTyper, and through records, which say what is right.

#include <random>

#include "io/cell_typer.h"
#include "io/record.h"
#include "support/catch.h"

namespace ipcheck::test {

/// A grid of texts, one vector a column. Shape: views of `columns`.
inline Grid grid_of(std::span<const std::vector<std::string>> columns) {
  Grid grid;
  grid.rows = static_cast<std::uint32_t>(columns.empty() ? 0 : columns[0].size());
  for (const auto& column : columns) grid.columns.emplace_back(column.begin(), column.end());
  return grid;
}

/// The column of a header, bound as records bind their keys; nullopt: not one fact.
inline std::optional<TableColumn> column_of(const Schema& schema, const std::string& header) {
  const HeaderMatch match = match_header(schema, header, "");
  if (!match.settled()) return std::nullopt;
  TableColumn column;
  column.header = header;
  column.use = ColumnUse::Fact;
  column.fact = match.facts[0];
  column.key = match.key;
  column.unit = match.unit;
  column.own_name = match.own_name;
  return column;
}

inline std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) {
      static constexpr const char* kHex = "0123456789abcdef";
      out += std::string("\\u00") + kHex[c >> 4 & 15] + kHex[c & 15];
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

/// `value`, `?` for one that is not known, `!` for one that is unreadable.
inline std::string shown(const Batch& batch, FactId fact, std::uint32_t row) {
  if (!batch.unreadable.empty() && batch.unreadable[std::size_t{fact} * batch.rows + row] != 0)
    return "!";
  const Cell cell = cell_at(batch, batch.facts[fact], batch.schema->facts[fact].type, row);
  if (cell.state == Truth::True) return to_source(cell.value);
  return cell.state == Truth::Pending ? "pending" : "?";
}

inline std::string shown(const DataNotice& notice) {
  return std::to_string(notice.row) + " " + notice.id + " " + notice.name + " " + notice.reason +
         " " + notice.message.zh + " " + notice.message.en;
}

inline std::vector<std::string> notices_of(const Batch& batch) {
  std::vector<std::string> out;
  for (const DataNotice& notice : batch.notices) out.push_back(shown(notice));
  return out;
}

/// Texts that people, spreadsheets and enemies write.
inline const std::vector<std::string>& odd_texts() {
  static const std::vector<std::string> texts = {
      "",
      " ",
      "　",
      "/",
      "／",
      "-",
      "—",
      "——",
      "无",
      "暂无",
      "（无）",
      "N/A",
      "#N/A",
      "n/a",
      "ｎ／ａ",
      "0",
      "1",
      "-1",
      "3",
      "12",
      "007",
      "-0",
      "0.0",
      "1.0",
      "3.0",
      "3.5",
      "0.50",
      "0.3",
      "-0.3",
      "100",
      "100.0",
      "100.01",
      "1234567",
      "1,234",
      "12,34",
      "1,234.50",
      "-1,234",
      "1,234,567.8900",
      "1,2345",
      "123,4567",
      ",123",
      "1,",
      "1.",
      ".5",
      "+5",
      "1e3",
      "1E+17",
      "99999999999999999",
      "999999999999999999",
      "9999999999999999999",
      "123456789012345678901234567890",
      "0.000000000000000001",
      "123456789.1234567890",
      "3人",
      "3 人",
      " 3 ",
      "　3",
      "３",
      "１，２３４",
      "三",
      "两百万",
      "200万",
      "200万元",
      "0.02亿元",
      "￥200",
      "¥1,000.00",
      "2年",
      "24个月",
      "2年3个月",
      "约3",
      "3-5",
      "3、4",
      "50%",
      "0.5%",
      "美元100",
      "2026-03-16",
      "2026-3-6",
      "2026/3/16",
      "2026/03/6",
      "2026.3.16",
      "20260316",
      "20261316",
      "2026-02-29",
      "2024-02-29",
      "2026-02/03",
      "2026-3",
      "2026-3-",
      "2026-3-123",
      "2026--3-1",
      "1899-12-31",
      "2101-01-01",
      "46097",
      "2026年3月16日",
      "2026-03-16T08:30",
      "2026-03-16 00:00:00",
      "01/02/03",
      "2026-1-1 ",
      "是",
      "否",
      "有",
      "没有",
      "√",
      "×",
      "Y",
      "n",
      "true",
      "FALSE",
      "yes",
      "☑是 □否",
      "□是 ☑否",
      "是的",
      "符合",
      "不符合",
      "通过",
      "待定",
      "未评审",
      "met",
      "not_met",
      "新材料",
      "新一代信息技术、新材料",
      "新材料，新材料；节能环保",
      "□新能源 ☑新材料",
      "其他：碳纤维",
      "产业园区",
      "industrial_park",
      "省级",
      "甲级",
      "高",
      "Q1：1；Q2：2",
      "Q1=1",
      "Q9:1",
      "太原某某科技有限公司",
      "Nanjing Co., Ltd.",
      "无锡某某公司",
      "暂缓",
      "无线电",
      "n",
      "N公司",
      "/a",
      "-a",
      "(无)",
      "#REF!",
      "91140100MA0000005N",
      "91140100MA0000005P",
      "91140100ma0000005n",
      "9114O100MA0000005N",
      "911401000000000000",
      "9.11401E+17",
      "12345678",
      "110105194912310021",
      "11010519491231002X",
      "编号110105194912310021甲",
      "１１０１０５１９４９１２３１００２１",
      "a110105194912310021",
      "00110105194912310021",
      "110105194912310021、11010519491231002X",
      "13800138000",
      "138 0013 8000",
      "甲",
      "甲\n乙",
      "\xE2\x80\x8B甲\xE2\x80\x8B",
      "甲\xC2\xA0",
      "甲 乙",
      "「甲」",
      "a\tb",
      std::string("a\0b", 3),
      std::string(600, 'x'),
      std::string(300, '9'),
      "一个很长的名称，里面有逗号和数字1234567890123456，但没有证件号",
      "数字12345678901234567太长",
      "２０２６年",
      "1/2",
      "1:2",
      "[]",
      "{}",
      "null",
      "NaN",
      "inf"};
  return texts;
}

}  // namespace ipcheck::test
