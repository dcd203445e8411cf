#pragma once
// A long table (one row a visit, a project, a partner) as a table with one row an applicant: rows
// with the same key become one.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "io/table.h"

namespace ipcheck {

struct Grouping {
  std::string by;                // fact or header: rows with equal texts are one applicant
  std::vector<RowCount> counts;  // facts that the number of rows gives
  std::uint64_t memory = 0;      // bytes that the rows may take; 0: no limit
};

/// Opens the table that is to be grouped, over the given schema and request.
using OpenTable =
    std::function<std::unique_ptr<TableReader>(const Schema& schema, const TableRequest& request)>;

/// Applicants come in the order of their first rows, and stand at their places; kept columns are
/// those of the first row. Scalar facts agree in all rows that give them, else they are unreadable
/// with notice `two_values`; lists and sets collect, maps merge. A row with an empty key is
/// rejected. The rows are held in memory. Errors: nullptr with diagnostics (`open`'s; no such
/// column; a count into a fact that does not count or that a column gives). `next` throws Failure
/// when the rows take more than `grouping.memory`.
std::unique_ptr<TableReader> group_table(const Schema& schema, TableRequest request,
                                         Grouping grouping, const OpenTable& open,
                                         Diagnostics& diags);

}  // namespace ipcheck
