// Tested by tests/io/json_table_test.cc.
#include "io/portion.h"

namespace ipcheck {

Portion::Portion() : scratch(std::make_unique<Scratch>()) {}
Portion::~Portion() = default;

bool Portion::Scratch::begin(const TableReader* of) {
  if (reader == of) return false;
  reader = of;
  typer.reset();
  row_text = nullptr;
  own.reset();
  return true;
}

}  // namespace ipcheck
