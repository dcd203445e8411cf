// Tested by tests/value/value_test.cc.
#include "value/value.h"

namespace ipcheck {
namespace {

std::string quoted(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out = "'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\'' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else if (byte < 0x20 || byte == 0x7f) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  return out + "'";
}

struct Printer {
  std::string operator()(std::monostate) const { return "null"; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(const Decimal& value) const { return value.str(); }
  std::string operator()(Date value) const { return "date('" + value.str() + "')"; }
  std::string operator()(const std::string& value) const { return quoted(value); }
  std::string operator()(const ValueList& list) const {
    std::string out = "[";
    for (const Value& item : list) {
      if (out.size() > 1) out += ", ";
      out += to_source(item);
    }
    return out + "]";
  }
  std::string operator()(const ValueMap& map) const {
    std::string out = "{";
    for (const auto& [key, item] : map) {
      if (out.size() > 1) out += ", ";
      out += to_source(key) + ": " + to_source(item);
    }
    return out + "}";
  }
};

}  // namespace

bool operator==(const Value& a, const Value& b) {
  return a.v == b.v;
}

std::string to_source(const Value& value) {
  return std::visit(Printer{}, value.v);
}

}  // namespace ipcheck
