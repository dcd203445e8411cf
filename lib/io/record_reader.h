#pragma once
// Private to io: one applicant while it is read, and the reader of a fact's value.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.h"
#include "text/tree.h"
#include "value/cell.h"
#include "value/column.h"

namespace ipcheck {

/// One applicant while it is read. Values go to the batch's columns when all applicants are known.
struct RecordRow {
  std::uint32_t index = 0;
  RecordInfo info;
  std::map<FactId, Value> values;
  std::map<FactId, Span> seen;  // where each fact was given
  std::vector<FactId> unreadable;
};

/// Reads values as their facts say; what is wrong with them goes to the batch and the diagnostics.
class ValueReader {
 public:
  ValueReader(const Schema& schema, const std::string& file, Batch& batch, Diagnostics& diags)
      : schema_(schema), file_(file), batch_(batch), diags_(diags) {}

  /// The whole value of a fact; nullopt: absent, or unreadable and marked as such in `row`.
  std::optional<Value> read(FactId id, const CellContext& context, TreeRef node, RecordRow& row);
  /// The same for a value of `type`, which notices call `name`.
  std::optional<Value> read_value(FactId id, TypeId type, const std::string& name,
                                  const CellContext& context, TreeRef node, RecordRow& row);
  /// One entry of a map fact, into `map`. One that cannot be read is missing by itself.
  void read_entry(FactId id, std::string_view key, Span key_span, const CellContext& context,
                  TreeRef node, RecordRow& row, ValueMap& map);

  void notice(const RecordRow& row, std::string id, FactId fact, std::string name,
              std::string reason, Text message, Span span);
  /// Takes the fact's value away for good.
  void unreadable(FactId id, const std::string& name, const std::string& reason,
                  const Text& message, Span span, RecordRow& row);
  void personal_data(const RecordRow& row, const std::string& name, TreeRef node, FactId fact);

 private:
  std::optional<Value> read_scalar(FactId id, TypeId type, const std::string& name,
                                   const CellContext& context, TreeRef node, RecordRow& row);
  std::optional<Value> read_items(FactId id, TypeId type, const std::string& name,
                                  CellContext context, TreeRef node, RecordRow& row);
  std::optional<Value> read_map(FactId id, const CellContext& context, TreeRef node,
                                RecordRow& row);
  std::optional<Value> read_struct(FactId id, TypeId type, const std::string& name,
                                   const CellContext& context, TreeRef node, RecordRow& row);
  std::optional<Value> read_judged(FactId id, TypeId type, const std::string& name,
                                   const CellContext& context, TreeRef node, RecordRow& row);
  std::optional<Value> wrong_shape(FactId id, const std::string& name, TypeId type, TreeRef node,
                                   RecordRow& row);

  const Schema& schema_;
  std::string file_;
  Batch& batch_;
  Diagnostics& diags_;
};

}  // namespace ipcheck
