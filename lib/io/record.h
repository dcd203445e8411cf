#pragma once
// Applicants' records (YAML, JSON, NDJSON) into a Batch. Keys are fact ids, labels or aliases;
// values are typed by their fact. A wrong key, type, unit or value is a diagnostic with its place
// and a notice at the applicant; the rest is kept.

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/binding.h"
#include "text/diagnostic.h"
#include "text/tree.h"
#include "value/column.h"

namespace ipcheck {

/// The formats that a record file may have, told by its name, else by its first character.
enum class RecordFormat { Yaml, Json };
RecordFormat record_format(std::string_view name, std::string_view text);

/// What a kind of applicant (`organization`, `person`, …) is called; an unknown one stands.
Text applicant_words(std::string_view kind);

/// How the keys of records are understood besides their own words.
struct RecordKeys {
  std::string_view applicant;      // of a record that does not say its kind
  const ColumnMap* map = nullptr;  // keys that the user bound
};
/// The fact of a key; nothing for one that the map says to ignore.
std::optional<HeaderMatch> match_key(const Schema& schema, std::string_view key,
                                     const RecordKeys& keys);

/// Reads all applicants of the documents: several documents or a list are several applicants; `{}`
/// is one. Shape: one row an applicant, in file order. Errors: diagnostics (`not-a-record`,
/// `ambiguous-key`) and DataNotices (invalid_value, unlisted_value, suspicious_value, uscc_invalid,
/// personal_data, unknown_fact); never an exception.
void read_records(const Schema& schema, std::span<const TreeRef> documents, const std::string& name,
                  Batch& batch, Diagnostics& diags, const RecordKeys& keys = {});

/// Reads the file into trees and then as above; `-` is standard input (its bytes already read by
/// the caller as source).
void read_record_source(const Schema& schema, Sources& sources, SourceId source,
                        std::deque<Tree>& trees, Batch& batch, Diagnostics& diags);

}  // namespace ipcheck
