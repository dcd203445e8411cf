#include "value/codes.h"

#include "support/catch.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

CodeEntry entry(const char* code, const char* zh, const char* en, std::uint32_t within) {
  CodeEntry e;
  e.code = code;
  e.label = {zh, en};
  e.within = within;
  return e;
}

/// Two cities of one province with a quarter of the same name, a county that was renamed, a zone.
class World {
 public:
  Schema schema;

  World() {
    CodeList list;
    list.name = "places";
    list.title = {"行政区划", "divisions"};
    list.endings = {"省", "市", "区", "县"};
    list.entries = {entry("140000", "山西省", "Shanxi", kNoEntry),
                    entry("140700", "晋中市", "Jinzhong", 0),
                    entry("140702", "榆次区", "Yuci District", 1),
                    entry("140703", "太谷区", "Taigu District", 1),
                    entry("140726", "太谷县", "Taigu County", 1),
                    entry("140727", "祁县", "Qi County", 1),
                    entry("140300", "阳泉市", "Yangquan", 0),
                    entry("140302", "城区", "Urban District", 6),
                    entry("140500", "晋城市", "Jincheng", 0),
                    entry("140502", "城区", "Urban District", 8)};
    list.entries[4].replaced_by = 3;
    list.entries[4].replaced_on = Date::of(2019, 12, 9);
    list.entries[2].aliases = {"榆次老城"};
    UncodedName zone;
    zone.names = {"综改示范区"};
    zone.text = {"没有代码", "has no code"};
    list.uncoded = {zone};
    list.index();
    schema.code_lists.push_back(std::move(list));
    Fact region;
    region.name = "region";
    region.type = kStringType;
    region.pattern = "[0-9]{6}";
    region.codes = 1;
    region.named = "[0-9]{2}(0[1-9]|[1-9][0-9])[0-9]{2}";
    schema.add(region);
    region.name = "any_region";
    region.named = "";
    schema.add(region);
  }

  CellReading read(const char* text, const char* fact = "region") const {
    return read_cell(schema, schema.find(fact), text, {});
  }
};

TEST_CASE("codes: a name is read as its code, however it is written", "[value]") {
  const World world;
  const char* text =
      GENERATE("榆次区", "榆次", "晋中市榆次区", "晋中榆次", "山西省晋中市榆次区", "山西榆次区",
               "山西省 晋中市　榆次区", "山西省/晋中市/榆次区", "Yuci District",
               "jinzhong yuci district", "榆次老城", "140702", "１４０７０２", "140702 榆次区",
               "榆次区（140702）", "晋中市榆次区 140702");
  INFO(text);
  const CellReading reading = world.read(text);
  CHECK(reading.invalid == "");
  REQUIRE(reading.value);
  CHECK(*reading.value == Value{std::string("140702")});
  CHECK_FALSE(reading.suspicious);
}

TEST_CASE("codes: a name of one character keeps its ending", "[value]") {
  const World world;
  CHECK(world.read("晋中祁县").value == Value{std::string("140727")});
  CHECK(world.read("祁").invalid == "unknown_value");
}

TEST_CASE("codes: what stands before a name must be what it lies in", "[value]") {
  const World world;
  const char* text = GENERATE("阳泉市榆次区", "晋中市山西省榆次区", "某榆次区", "榆次区晋中市");
  INFO(text);
  CHECK(world.read(text).invalid == "unknown_value");
}

TEST_CASE("codes: a name that is not surely one code is refused with what to write", "[value]") {
  struct Row {
    const char* text;
    const char* invalid;
    const char* says;
  };
  const World world;
  const auto row = GENERATE(values<Row>({
      {"城区", "unknown_value",
       "`城区` "
       "不止一处，请填代码，或在前面写明上级名称：阳泉市城区（140302）、晋城市城区（140502）"},
      {"榆次县", "unknown_value",
       "`榆次县` 不在行政区划名称表里；是不是 榆次区（140702）？否则请填代码"},
      {"晋中市某某县", "unknown_value",
       "`晋中市某某县` 不在行政区划名称表里；是不是 晋中市（140700）？否则请填代码"},
      {"海淀", "unknown_value", "`海淀` 不在行政区划名称表里；请填代码"},
      {"山西综改示范区唐槐园区", "unknown_value", "没有代码"},
      {"山西省", "unknown_value",
       "`山西省` 范围太大，不足以确定；请填写更具体的名称或代码，如 "
       "晋中市（140700）、阳泉市（140300）、晋城市（140500）"},
      {"140300 榆次区", "two_values",
       "`140300 榆次区` 里代码与名称不一致（140300 阳泉市）；请只填一个"},
      {"1407", "out_of_range", "`1407` 的写法不对；应符合 `[0-9]{6}`"},
  }));
  INFO(row.text);
  const CellReading reading = world.read(row.text);
  CHECK_FALSE(reading.value);
  CHECK(reading.invalid == row.invalid);
  CHECK(reading.why.zh == row.says);
  CHECK_FALSE(reading.why.en.empty());
}

TEST_CASE("codes: the name above tells quarters of one name apart", "[value]") {
  const World world;
  CHECK(world.read("阳泉市城区").value == Value{std::string("140302")});
  CHECK(world.read("晋城城区").value == Value{std::string("140502")});
}

TEST_CASE("codes: a fact that takes the wide name has its code", "[value]") {
  const World world;
  CHECK(world.read("山西", "any_region").value == Value{std::string("140000")});
}

TEST_CASE("codes: a former name is read as what took its place, and told", "[value]") {
  const World world;
  const CellReading reading = world.read("晋中市太谷县");
  CHECK(reading.value == Value{std::string("140703")});
  CHECK(reading.suspicious);
  CHECK(
      reading.suspicion.zh ==
      "`晋中市太谷县` 是旧名：140726 太谷县（2019-12-09 起为 140703 太谷区）；读作 140703 太谷区");
  CHECK(reading.suspicion.en ==
        "`晋中市太谷县` is a former name: 140726 Taigu County (now 140703 Taigu District, since "
        "2019-12-09); read as 140703 Taigu District");
  CHECK_FALSE(world.read("太谷").suspicious);
  CHECK(world.read("太谷").value == Value{std::string("140703")});
}

TEST_CASE("codes: a code stands as it was given, listed or not", "[value]") {
  const World world;
  CHECK(world.read("140726").value == Value{std::string("140726")});
  CHECK(world.read("110108").value == Value{std::string("110108")});
  CHECK(world.read("110108 海淀区").value == Value{std::string("110108")});
  CHECK(world.read("太谷县 140726").value == Value{std::string("140726")});
}

TEST_CASE("codes: a code is shown with its name where it has one", "[value]") {
  const World world;
  const CodeList& list = world.schema.code_lists[1];
  CHECK(list.words("140702") == Text{"140702 榆次区", "140702 Yuci District"});
  CHECK(list.words("110108") == Text{"110108", "110108"});
}

}  // namespace
}  // namespace ipcheck
