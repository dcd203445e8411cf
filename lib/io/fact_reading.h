#pragma once
// One text of a fact as a finished value: what records and tables do alike with what `read_cell`
// says. Private to io.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "value/cell.h"
#include "value/column.h"

namespace ipcheck {

/// A DataNotice that has no row yet.
struct Remark {
  std::string id, name, reason;
  Text message;
  std::uint32_t offset = 0;  // in the text: of a value nested in JSON
};

struct FactReading {
  std::optional<Value> value;  // nullopt: absent or unreadable
  bool unreadable = false;
  bool secret = false;  // personal: no diagnostic may point at the text
  std::vector<Remark> remarks;
  std::vector<Decision> decisions;  // of a judgement that says who gave it; their rows are not set
};

/// `type` is the fact's own or that of its items; `name` is what remarks call it (`fact.key`).
FactReading read_fact_text(const Schema& schema, FactId fact, TypeId type, const std::string& name,
                           std::string_view text, const CellContext& context);

/// A value that has the wrong form altogether (a list for a number, an error value of a sheet).
std::string wrong_form_reason(Kind kind);
Text unknown_fact_message(std::string_view key);
Text unknown_key_message(const Fact& fact, const std::string& key);
Remark personal_data_remark(const std::string& name);

}  // namespace ipcheck
