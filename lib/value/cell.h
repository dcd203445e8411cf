#pragma once
// From a text in somebody's file to a typed value: the one place that knows 是/否, 200万元,
// full-width digits, 2026年3月16日, Excel serials, `3人`, 24个月. Records and tables both read
// through it. Exact or refused, never rounded, never guessed.

#include <optional>
#include <string>
#include <string_view>

#include "value/schema.h"

namespace ipcheck {

/// Where the text stood, as far as it changes its reading.
struct CellContext {
  bool own_name =
      false;         // under the fact's own id: the fact's own unit is meant when the text has none
  std::string unit;  // the unit in the header or label's brackets, as written; empty: none
  bool typed_number = false;  // a spreadsheet number cell: serial dates allowed
  bool collection = true;  // a scalar for a set or list is split on 、；;, (and full-width ，)
};

struct CellReading {
  std::optional<Value> value;  // nullopt: absent (blank, —, /, 无 by type) or unreadable
  std::string invalid;  // reason of invalid_value (matrix 15.6): not_a_number, …; empty: readable
  Text why;             // for `invalid`: what was expected and how to mend it
  bool suspicious = false;  // readable but likely another unit
  Text suspicion;
  std::vector<std::string> unlisted;  // texts kept by an open enum
};

/// Shape: `text` is valid UTF-8. Errors: none; everything odd is in the result.
CellReading read_cell(const Schema& schema, FactId fact, std::string_view text,
                      const CellContext& context);
/// The same for any type (the items of a map, a field of a record).
CellReading read_cell(const Schema& schema, TypeId type, const Fact& fact, std::string_view text,
                      const CellContext& context);

/// What is wrong with a unified social credit code, with the likely fix; empty when it is right.
/// Source: GB 32100-2015 (weights 3^(i-1) mod 31, check (31 - sum mod 31) mod 31).
struct UsccFault {
  Text message;
  std::string likely;  // a code that would be valid, or empty
};
std::optional<UsccFault> uscc_fault(std::string_view code);
std::string normalise_uscc(std::string_view text);  // trimmed, half width, upper case

/// Whether `text` looks like a resident-ID number (GB 11643, check digit and date hold). Never
/// echoed.
bool looks_like_resident_id(std::string_view text);
/// `110105********002X`, `138****8000`, `a***@b.cn`; anything else keeps its first and last code
/// point.
std::string mask(std::string_view text);
/// `text` with every resident-ID number in it masked, in half or full width; as many code points.
std::string mask_ids(std::string_view text);
/// `mask_ids`, and mobile numbers (eleven digits by themselves) without their middle: for messages
/// and for rows that are set aside.
std::string mask_numbers(std::string_view text);

/// Decimal of a text as people write numbers: full-width digits, 2,000,000, 200万, 0.02亿, 三, ￥
/// and ¥, trailing unit. `unit` receives the unit found in the text (empty: none). Errors:
/// `invalid` as in CellReading.
struct NumberReading {
  std::optional<Decimal> value;
  std::string unit;
  std::string invalid;
};
NumberReading read_number(std::string_view text);

/// 2026-03-16, 2026/3/16, 2026.3.16, 2026年3月16日, 20260316; nullopt: not a date (01/02/03 is
/// refused).
std::optional<Date> read_date(std::string_view text);

}  // namespace ipcheck
