#pragma once
// Which character parts the cells of a CSV file.

#include <string_view>

#include "text/say.h"

namespace ipcheck {

struct CsvDelimiter {
  char character = ',';
  Text why;
  bool declared = false;  // by a `sep=` line, which is the first record
};

/// Among , ; tab | the one that gives the most records the same number of cells, and of those that
/// do it equally well the one with the most cells. Shape: `head` is UTF-8, its last line may be cut
/// off unless `whole`.
CsvDelimiter sniff_delimiter(std::string_view head, bool whole);

/// `,`, `tab` …
std::string_view delimiter_name(char delimiter);

/// X of a first line `sep=X`, as Excel writes it; 0: there is none.
char declared_delimiter(std::string_view head);

}  // namespace ipcheck
