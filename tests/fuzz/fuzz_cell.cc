// Cells, numbers and dates of any text: what is read holds what the contract says, and a table
// reads every cell as a record does.

#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <string_view>

#include "io/cell_typer.h"
#include "io/fact_reading.h"
#include "text/utf8.h"
#include "value/cell.h"

namespace ipcheck {
namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

struct World {
  Schema schema;

  World() {
    for (const bool open : {false, true}) {
      Domain domain;
      domain.open = open;
      domain.members = {{"provincial", {"省级", "Provincial"}, {"省"}},
                        {"other", {"其他", ""}, {}}};
      domain.index();
      schema.domains.push_back(domain);
    }
    Types& types = schema.types;
    for (const char* unit : {"", "元", "%", "年", "月", "人", "个"}) {
      const UnitId id = schema.unit_id(unit);
      for (const Kind kind : {Kind::Int, Kind::Decimal}) {
        add(types.number(kind, id));
        schema.facts.back().max = Decimal::of(1'000'000'000);
        schema.facts.back().unit = id;
        add(types.set(types.number(kind, id)));
        add(types.map(kStringType, types.number(kind, id)));
      }
    }
    for (const TypeId type : {kBoolType, kJudgementType, kDateType, kStringType}) add(type);
    add(kStringType);
    schema.facts.back().format = "uscc";
    add(kStringType);
    schema.facts.back().pattern = "[0-9]{6}";
    schema.facts.back().pii = true;
    for (const DomainId domain : {1, 2}) {
      add(types.enumeration(domain));
      add(types.set(types.enumeration(domain)));
    }
    add(types.list(kStringType));
  }

  void add(TypeId type) {
    Fact fact;
    fact.name = "f" + std::to_string(schema.facts.size());
    fact.type = type;
    schema.add(std::move(fact));
  }
};

void read_as_every_fact(const World& world, std::string_view text, const CellContext& context) {
  for (FactId fact = 0; fact < world.schema.facts.size(); ++fact) {
    const CellReading reading = read_cell(world.schema, fact, text, context);
    require(reading.invalid.empty() || !reading.value);
    require(reading.invalid.empty() == reading.why.empty());
    require(reading.suspicious != reading.suspicion.empty());
    require(!first_invalid_utf8(reading.why.zh) && !first_invalid_utf8(reading.why.en));
    if (!reading.value) continue;
    const auto& max = world.schema.facts[fact].max;
    if (max && reading.value->is<Decimal>()) require(!(*max < reading.value->as<Decimal>()));
    require(!first_invalid_utf8(to_source(*reading.value)));
  }
}

std::string shown(const Batch& batch, FactId fact, std::uint32_t row) {
  const Cell cell = cell_at(batch, batch.facts[fact], batch.schema->facts[fact].type, row);
  return cell.state == Truth::True ? to_source(cell.value) : "?";
}

/// One typer a header and kind of fact, with what it remembers from input to input.
CellTyper& typer_of(const World& world, FactId fact, const CellContext& context) {
  static std::map<std::pair<FactId, std::string>, std::unique_ptr<CellTyper>> typers;
  auto& typer = typers[{fact, (context.own_name ? "=" : "") + context.unit}];
  if (typer) return *typer;
  TypedColumn column;
  column.column.use = ColumnUse::Fact;
  column.column.fact = fact;
  column.column.unit = context.unit;
  column.column.own_name = context.own_name;
  typer = std::make_unique<CellTyper>(world.schema, std::span(&column, 1));
  return *typer;
}

/// The same text twice (the second time from memory) and with blanks around it.
void read_in_table(const World& world, std::string_view text, CellContext context) {
  context.collection = true;
  const std::string padded = " " + std::string(text) + "\t";
  for (FactId fact = 0; fact < world.schema.facts.size(); ++fact) {
    const Fact& f = world.schema.facts[fact];
    const FactReading right = read_fact_text(world.schema, fact, f.type, f.name, text, context);
    Batch expected;
    expected.schema = &world.schema;
    expected.facts.resize(world.schema.facts.size());
    append(expected, expected.facts[fact], f.type,
           right.unreadable ? Value{} : right.value.value_or(Value{}), State::Missing);
    Grid grid;
    grid.rows = 3;
    grid.columns = {{text, text, padded}};
    grid.sorts = {std::vector<char>(3, context.typed_number ? 'n' : 't')};
    Portion portion;
    std::vector<std::uint32_t> columns;
    typer_of(world, fact, context).fill(grid, portion, columns);
    const Batch& batch = portion.batch;
    require(batch.rows == 3 && columns.size() == batch.notices.size());
    require(batch.notices.size() == 3 * right.remarks.size());
    for (std::uint32_t row = 0; row < 3; ++row) {
      require(shown(batch, fact, row) == shown(expected, fact, 0));
      const bool bad =
          !batch.unreadable.empty() && batch.unreadable[std::size_t{fact} * 3 + row] != 0;
      require(bad == right.unreadable);
      for (std::size_t i = 0; i < right.remarks.size(); ++i) {
        const DataNotice& notice = batch.notices[row * right.remarks.size() + i];
        require(notice.row == row && notice.id == right.remarks[i].id &&
                notice.reason == right.remarks[i].reason &&
                notice.message == right.remarks[i].message);
      }
    }
  }
}

void check(std::string_view text) {
  static const World world;
  static constexpr std::string_view kHeaders[] = {"",  "万元", "元",    "月",
                                                  "%", "人",   "年/月", "美元"};
  CellContext context;
  if (!text.empty()) {
    const auto choice = static_cast<unsigned char>(text[0]);
    context.unit = kHeaders[choice % 8];
    context.own_name = choice & 8;
    context.typed_number = choice & 16;
    context.collection = choice & 32;
    text.remove_prefix(1);
  }
  if (first_invalid_utf8(text)) return;
  read_as_every_fact(world, text, context);
  read_in_table(world, text, context);
  const NumberReading number = read_number(text);
  require(number.value.has_value() == number.invalid.empty());
  if (number.value) require(Decimal::parse(number.value->str()) == number.value);
  if (const auto date = read_date(text)) require(Date::parse_iso(date->str()) == date);
  if (const auto fault = uscc_fault(text); fault && !fault->likely.empty())
    require(!uscc_fault(fault->likely));
  require(!first_invalid_utf8(mask(text)));
  (void)looks_like_resident_id(text);
}

}  // namespace
}  // namespace ipcheck

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ipcheck::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
