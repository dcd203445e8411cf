#pragma once
// Tables of JSON records: NDJSON (one a line), an array of objects, or a single object. A record
// means what it means in a record file. Private to io.

#include <memory>
#include <string>

#include "io/bytes/byte_stream.h"
#include "io/table.h"

namespace ipcheck {

/// Errors: nullptr with diagnostics when nothing in it looks like a record. Throws Failure as
/// ByteStream::read does, here and in `next`. `schema` and `request.map` outlive the reader.
std::unique_ptr<TableReader> open_json_table(std::unique_ptr<ByteStream> bytes,
                                             const std::string& name, const Schema& schema,
                                             const TableRequest& request, Diagnostics& diags);

}  // namespace ipcheck
