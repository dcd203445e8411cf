#pragma once
// XML parts through expat: events by local name, DTDs refused, depth limited. Private to io.

#include <functional>
#include <string>
#include <string_view>

#include "io/xlsx/zip.h"

namespace ipcheck {

inline constexpr int kMaxXmlDepth = 64;
inline constexpr std::size_t kXmlPiece = 1 << 16;  // bytes a feed

/// The attributes of an element, as `prefix:name` and value.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** list) : list_(list) {}
  /// `name` without a prefix; data() null: not given.
  std::string_view of(std::string_view name) const;
  /// `name` with any prefix: `r:id`.
  std::string_view prefixed(std::string_view name) const;
  const char** raw() const { return list_; }

 private:
  const char** list_;  // name, value, name, value, …, null
};

/// What a part is made of. Names have no prefix; what the parts mean by their elements does not
/// depend on the namespace (transitional and strict differ in nothing else).
class XmlEvents {
 public:
  virtual ~XmlEvents() = default;
  virtual void start(std::string_view name, XmlAttributes attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view piece) = 0;
};

/// A parser that is fed. Errors: every call throws XlsxFault (malformed, DTD, too deep, a tag
/// beyond 1 MiB), and what the events throw.
class XmlParser {
 public:
  XmlParser(XmlEvents& events, std::string file, std::string part);
  ~XmlParser();
  XmlParser(const XmlParser&) = delete;
  XmlParser& operator=(const XmlParser&) = delete;

  void feed(std::string_view bytes);
  /// Room for kXmlPiece bytes, which `fed` then takes: spares a copy.
  char* room();
  void fed(std::size_t size);
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The whole part through `events`.
void read_xml(ZipPart& part, XmlEvents& events);

/// `true`, `1` (and `on`) as OOXML writes them.
bool xml_true(std::string_view text);

}  // namespace ipcheck
