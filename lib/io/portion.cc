// Tested by tests/io/table_test.cc and json_table_test.cc.
#include "io/portion.h"

#include <algorithm>

namespace ipcheck {

Portion::Portion() : scratch(std::make_unique<Scratch>()) {}
Portion::~Portion() = default;

bool Portion::Scratch::begin(const TableReader* of) {
  if (reader == of) return false;
  reader = of;
  typer.reset();
  row_text = nullptr;
  below = {};
  settle = nullptr;
  own.reset();
  return true;
}

std::string row_text(const Portion& portion, std::uint32_t row) {
  const auto& text = portion.scratch->row_text;
  return text ? text(portion.places[row]) : std::string{};
}

void Above::name(const std::vector<bool>& columns) {
  personal.resize(std::max(personal.size(), columns.size()));
  for (std::size_t i = 0; i < columns.size(); ++i) personal[i] = personal[i] || columns[i];
}

void Above::add(const Above& other) {
  second_table = second_table || other.second_table;
  name(other.personal);
}

struct OtherTables::State {
  Above above;
};

OtherTables::OtherTables() : state_(std::make_unique<State>()) {}
OtherTables::~OtherTables() = default;

bool OtherTables::settle(Portion& portion) {
  Above& above = state_->above;
  const Portion::Scratch& scratch = *portion.scratch;
  const bool whole = above.second_table;
  if (above.any() && scratch.settle) scratch.settle(above, portion);
  above.add(scratch.below);
  return whole;
}

}  // namespace ipcheck
