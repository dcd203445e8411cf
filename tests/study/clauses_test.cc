#include "study/cite/clauses.h"

#include "study/workshop.h"
#include "support/catch.h"

namespace ipcheck {
namespace {

struct Read {
  Sources sources;
  Outline outline;

  explicit Read(std::string text)
      : outline(read_outline(sources, sources.add("text.txt", std::move(text)))) {}

  /// The bytes of a place, or why there is none.
  std::string at(std::string_view place) const {
    Text why;
    const auto found = find_place(outline, place, &why);
    if (!found) return "! " + why.en;
    return std::string(sources.text(Span{outline.source, found->extent.begin, found->extent.end}));
  }
  /// The place of the first occurrence of `words`.
  std::string place(std::string_view words) const {
    const std::size_t at = sources.text(outline.source).find(words);
    REQUIRE(at != std::string_view::npos);
    return place_of(outline, static_cast<std::uint32_t>(at));
  }
};

TEST_CASE("clauses: a citation finds its place however it is written", "[study]") {
  const Read read(test::kWorkshopText);
  struct Row {
    const char *at, *begin, *end;
  };
  const auto row = GENERATE(values<Row>({
      {"标题", "示例市创新局", "管理办法"},
      {"序言", "各区创新局", "到2025年。"},
      {"一", "一、总体", "牵头建设。"},
      {"一/首段", "工坊由企业", "牵头建设。"},
      {"二/首段", "申请单位", "基础要求："},
      {"二/第1段", "申请单位", "信用良好。"},
      {"二/第3段", "申请认定", "业绩："},
      {"二/申请条件", "!", ""},
      {"二/基础要求/2", "2.全职", "三人；"},
      {"二/基础要求/3", "3.经费", "保障。"},
      {"二/认定业绩/1", "1.年度", "通过验收。"},
      {"二/认定业绩/3", "3.培训", "个月。"},
      {"二/认定业绩/4", "3.合作", "10 家。"},
      {"二/第2组/2", "2.服务", "企业。"},
      {"二/末段", "经认定", "名称。"},
      {"三/（一）/2", "2.区局", "推荐。"},
      {"三（二）", "（二）答复", "理由。"},
      {"三/(二)", "（二）答复", "理由。"},
      {"三 / （ 二 ）", "（二）答复", "理由。"},
      {"四/二", "二是每年", "一次；"},
      {"四/三", "三是确定", "重点。"},
      {"末段", "本办法由", "解释。"},
      {"附件1", "附件1", "单位名称"},
  }));
  INFO(row.at);
  const std::string got = read.at(row.at);
  INFO(got);
  CHECK(got.starts_with(row.begin));
  CHECK(got.ends_with(row.end));
}

TEST_CASE("clauses: a place that is not there says what is", "[study]") {
  const Read read(test::kWorkshopText);
  CHECK(read.at("五") == "! the text has no `五`, it has 一 二 三 四 附件1");
  CHECK(read.at("二/基础要求/4") == "! `二/基础要求` has no `4`, it has 1 2 3");
  CHECK(read.at("二/认定业绩/5") == "! `二/认定业绩` has no `5`, it has 1 2 3 4");
  CHECK(read.at("三/（三）") == "! `三` has no `(三)`, it has （一） （二）");
  CHECK(read.at("二/2") ==
        "! `2` stands 2 times in the text; say which: `二/第1组/2` `二/第2组/2`");
  CHECK(read.at("二/别的要求/1").starts_with("! `二` has no `别的要求`"));
  CHECK(read.at("末段/1") == "! `末段` has no `1`");
  CHECK(read.at("").starts_with("! no place"));
}

TEST_CASE("clauses: a byte knows its place", "[study]") {
  const Read read(test::kWorkshopText);
  CHECK(read.place("示例市创新工坊") == "标题");
  CHECK(read.place("为规范") == "序言");
  CHECK(read.place("信用良好") == "二/首段");
  CHECK(read.place("全职人员") == "二/第1组/2");
  CHECK(read.place("培训学员") == "二/第2组/3");
  CHECK(read.place("合作单位") == "二/第2组/4");
  CHECK(read.place("统一名称") == "二/末段");
  CHECK(read.place("通过验收") == "二/第2组/1");
  CHECK(read.place("超过三次") == "三/（二）");
  CHECK(read.place("每年报告") == "四/二");
  CHECK(read.place("单位名称") == "附件1/标题");
}

TEST_CASE("clauses: articles count through the chapters", "[study]") {
  const Read read(
      "示例条例\n第一章 总则\n第一条　为了示例。\n第二条　适用于示例。\n第二章 条件\n"
      "第三条　申请人应当守信。\n有下列情形的不受理：\n（一）材料不齐；\n（二）逾期，但是：\n1."
      "不可抗力；\n2.另有约定。\n"
      "第一条所称示例不在此限。\n第四条　附则。\n");
  CHECK(read.at("第二条").starts_with("第二条"));
  CHECK(read.at("第二章/第三条").starts_with("第三条"));
  CHECK(read.at("第三条/（一）") == "（一）材料不齐；");
  CHECK(read.at("第三条第二款") == "有下列情形的不受理：");
  CHECK(read.at("第三条第（二）项") == read.at("第三条/（二）"));
  CHECK(read.at("第3条第2款第（二）项/2") == "2.另有约定。");
  CHECK(read.at("第五条").starts_with("! the text has no `第五条`"));
  CHECK(read.place("另有约定") == "第三条/（二）/2");
  CHECK(read.place("所称示例").starts_with("第三条"));  // a reference begins no article
}

TEST_CASE("clauses: any line breaks, widths and blanks", "[study]") {
  const Read read(
      "　　示例\r\n\r\n　一、 "
      "头\r\n　１．甲，乙\r\n和丙；\r\n　２、丁。\r\n二、尾\r\n①戊；②己。\r\n⑴庚\r\n⑵辛\r\n");
  CHECK(read.at("一/1") == "１．甲，乙\r\n和丙；");
  CHECK(read.at("一/2") == "２、丁。");
  CHECK(read.at("二/（2）") == "⑵辛");
  for (const char* odd :
       {"", "\n\n", "一、", "（一）", "第条", "附件", "1", "\xEF\xBB\xBF", "一是二是"})
    CHECK_NOTHROW(Read(odd).at("一"));
}

TEST_CASE("clauses: sentences lie in the innermost clause", "[study]") {
  const Read read(test::kWorkshopText);
  std::size_t in_fourth = 0;
  for (const Sentence& sentence : sentences(read.outline, read.sources)) {
    CHECK(sentence.extent.begin < sentence.extent.end);
    const std::string place = place_of(read.outline, sentence.extent.begin);
    if (place == "四/一" || place == "四/二" || place == "四/三") ++in_fourth;
  }
  CHECK(in_fourth == 2);  // the first begins with the words before the enumeration
}

}  // namespace
}  // namespace ipcheck
