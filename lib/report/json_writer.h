#pragma once
// Writing JSON: escapes, commas, indentation. One way for every command.

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "value/value.h"

namespace ipcheck {

/// `text` between quotes, escaped as JsonWriter does.
std::string json_string(std::string_view text);

/// `pretty`: two spaces, short arrays of scalars on one line. Control, zero-width and bidi
/// characters are escaped. Errors: unbalanced calls are a broken invariant.
class JsonWriter {
 public:
  explicit JsonWriter(std::ostream& out, bool pretty = true) : out_(out), pretty_(pretty) {}

  void begin_object();
  void end_object();
  void begin_array();
  void end_array();
  void key(std::string_view name);
  void string(std::string_view text);
  void number(std::int64_t n);
  void boolean(bool b);
  void null();
  /// Ints as numbers, decimals and dates as strings, lists as arrays (design 7, fact values).
  void value(const Value& v);

  void field(std::string_view name, std::string_view text) { key(name), string(text); }

 private:
  struct Level {
    bool array = false;
    bool any = false;
    bool spread = false;  // an array of more than short scalars: one item a line
    std::size_t held_bytes = 0;
    std::vector<std::string> held{};  // scalars of an array that is not spread yet
  };

  void begin(char bracket, bool array);
  void end(char bracket);
  void scalar(std::string text);
  void before_value();
  void spread(Level& level);
  void newline();

  std::ostream& out_;
  bool pretty_;
  bool after_key_ = false;
  std::vector<Level> levels_;
};

}  // namespace ipcheck
