#pragma once
// One record of a JSON table, walked without a tree: keys and values as they stand. It accepts only
// what `read_json` accepts, and gives up on what is rare; then `read_json` says what it is.
// Private to io.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ipcheck {

/// A key or value. Shape: `text` of a string is what stands between its quotes, of anything else
/// all of it.
struct JsonToken {
  enum class Sort : unsigned char { String, Plain, Null, Nested };
  std::string_view text;
  Sort sort = Sort::Plain;
  bool escaped = false;  // a string with `\`
};

/// Shape: `record` is one line, or one element of an array.
class JsonScan {
 public:
  explicit JsonScan(std::string_view record)
      : at_(record.data()), end_(record.data() + record.size()) {}

  /// Before the first key.
  bool open();
  /// The next entry; false: the end, or (`sure` false) something to be looked at more closely.
  bool next(JsonToken& key, JsonToken& value);
  bool sure() const { return sure_; }

 private:
  bool fail() { return sure_ = false; }
  void skip_space();
  bool take(char c);
  bool string(JsonToken& token);
  bool value(JsonToken& token, int depth);
  bool number();
  bool nested(int depth);
  bool object(int depth);

  const char* at_;
  const char* end_;
  bool sure_ = true, first_ = true;
};

/// What the text of an escaped string means; nullopt: a bad escape.
std::optional<std::string> json_unescaped(std::string_view text);

}  // namespace ipcheck
