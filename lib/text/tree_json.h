#pragma once
// JSON through simdjson's on-demand parser, whose raw tokens give positions. simdjson is seen only
// in tree_json.cc.

#include <deque>

#include "text/tree.h"

namespace ipcheck {

/// A JSON text, or NDJSON (one document a line; a bad line is a diagnostic and the others are
/// kept). Errors: diagnostics (`json-syntax`, `duplicate-key`, `too-deep`, `too-large`). RFC 8259
/// strictly: no trailing commas, no lone surrogates, no NUL tail. Number texts are kept as they
/// stand. Throws Failure when simdjson cannot be loaded.
std::deque<Tree> read_json(const Sources& sources, SourceId source, Diagnostics& diags);

/// Whether `bytes` are UTF-8 from end to end, at the speed of memory. Errors: false too when
/// simdjson cannot be loaded; `first_invalid_utf8` then decides.
bool is_utf8(std::string_view bytes);

}  // namespace ipcheck
