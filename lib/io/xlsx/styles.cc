// Tested by tests/io/xlsx_source_test.cc.
#include "io/xlsx/styles.h"

#include <charconv>
#include <unordered_map>

#include "io/xlsx/xml.h"

namespace ipcheck {
namespace {

constexpr std::size_t kMaxStyles = 1 << 20;  // Excel keeps 65,490

unsigned number(std::string_view text) {
  unsigned value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

class StyleEvents final : public XmlEvents {
 public:
  void start(std::string_view name, XmlAttributes attributes) override {
    if (name == "numFmt" && custom_.size() < kMaxStyles) {
      // Formats of conditional styles (dxf) are of no cell; the first of an id counts.
      custom_.emplace(number(attributes.of("numFmtId")),
                      custom_format(attributes.of("formatCode")));
    } else if (name == "cellXfs") {
      in_cells_ = true;
    } else if (name == "xf" && in_cells_ && formats_.size() < kMaxStyles) {
      formats_.push_back(number(attributes.of("numFmtId")));
    }
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") in_cells_ = false;
  }
  void text(std::string_view) override {}

  XlsxStyles styles() const {
    XlsxStyles styles;
    for (const unsigned id : formats_) {
      const auto found = custom_.find(id);
      styles.push_back(found == custom_.end() ? builtin_format(id) : found->second);
    }
    return styles;
  }

 private:
  std::unordered_map<unsigned, NumberFormat> custom_;
  std::vector<unsigned> formats_;
  bool in_cells_ = false;
};

}  // namespace

XlsxStyles read_styles(ZipPart& part) {
  StyleEvents events;
  read_xml(part, events);
  return events.styles();
}

}  // namespace ipcheck
