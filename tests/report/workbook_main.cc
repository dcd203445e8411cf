// Writes the workbooks that workbook_check.py and form_round_trip.py open, and what a form's fields
// mean: FOLDER [ROWS].

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "io/header.h"
#include "report/form/form.h"
#include "report/scored.h"
#include "value/cell.h"

namespace {

using namespace ipcheck;

/// header TAB kind TAB fact TAB options joined by |, one field a line.
void write_fields(const Form& form, const std::filesystem::path& path) {
  constexpr const char* kKinds[] = {"invalid", "bool", "judgement", "int", "decimal", "date",
                                    "string",  "enum", "list",      "set", "map",     "record"};
  std::ofstream out(path);
  const Schema& schema = form.rules->schema;
  for (const FormField& field : form.fields) {
    const Fact& fact = schema.facts[field.fact];
    auto kind = static_cast<std::size_t>(schema.types[field.type].kind);
    out << field.header << '\t' << kKinds[kind] << '\t' << fact.name << '\t' << fact.format << '\t'
        << (field.min ? field.min->str() : "") << '\t' << joined(field.options, "|") << '\n';
  }
}

void write_forms(const ReportWorld& world, const std::filesystem::path& folder) {
  for (const Policy& policy : world.rules.policies) {
    for (const Scheme& scheme : policy.schemes) {
      for (Lang lang : {Lang::Zh, Lang::En}) {
        std::string name = scheme.id + (lang == Lang::Zh ? ".zh" : ".en");
        Form form = blank_form(world.rules, std::vector{scheme.id}, *Date::of(2026, 6, 1), lang);
        form.version = "0.1.0";
        std::ofstream out(folder / (name + ".xlsx"), std::ios::binary);
        write_form_workbook(form, 200, folder.string(), out);
        write_fields(form, folder / (name + ".fields"));
      }
    }
  }
}

/// `header TAB cell` lines of standard input as `fact TAB value`; `?`: not read.
int read_pairs(const RuleSet& rules) {
  for (std::string line; std::getline(std::cin, line);) {
    std::size_t tab = line.find('\t');
    HeaderMatch match = match_header(rules.schema, line.substr(0, tab), "");
    if (!match.settled()) {
      std::cout << "?\t?\n";
      continue;
    }
    const Fact& fact = rules.schema.facts[match.facts.front()];
    TypeId type = match.key.empty() ? fact.type : rules.schema.types[fact.type].item;
    CellReading reading = read_cell(rules.schema, type, fact, line.substr(tab + 1),
                                    {.own_name = match.own_name, .unit = match.unit});
    std::cout << fact.name << '\t' << (reading.value ? to_source(*reading.value) : "?") << '\n';
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  if (std::string_view(argv[1]) == "--read") return read_pairs(ReportWorld("rules").rules);
  const std::filesystem::path folder = argv[1];
  auto rows = static_cast<std::uint32_t>(argc > 2 ? std::atoi(argv[2]) : 8);
  ReportWorld world("rules");
  std::ofstream(folder / "score.xlsx", std::ios::binary) << scored_book(world, Lang::Zh, rows);
  if (argc <= 2) write_forms(world, folder);
  return 0;
}
