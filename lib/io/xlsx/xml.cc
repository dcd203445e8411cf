// Tested by tests/io/xlsx_damage_test.cc.
#include "io/xlsx/xml.h"

#include <expat.h>

#include <cstring>
#include <exception>

namespace ipcheck {
namespace {

constexpr std::size_t kMaxLag = 1 << 20;  // a tag, comment or instruction that does not end

std::string_view local(const char* name) {
  const char* colon = std::strchr(name, ':');
  return colon == nullptr ? name : colon + 1;
}

}  // namespace

std::string_view XmlAttributes::of(std::string_view name) const {
  for (const char** at = list_; *at != nullptr; at += 2) {
    if (name == at[0]) return at[1];
  }
  return {};
}

std::string_view XmlAttributes::prefixed(std::string_view name) const {
  for (const char** at = list_; *at != nullptr; at += 2) {
    if (std::strchr(at[0], ':') != nullptr && local(at[0]) == name) return at[1];
  }
  return {};
}

struct XmlParser::State {
  XML_Parser parser = nullptr;
  XmlEvents* events = nullptr;
  std::string file, part;
  int depth = 0;
  std::uint64_t fed = 0;
  std::exception_ptr thrown;  // nothing may be thrown through expat

  ~State() { XML_ParserFree(parser); }

  XlsxFault fault(const Text& why) const { return xlsx_damaged(file, part, why); }

  template <class Event>
  void guarded(Event event) {
    try {
      if (!thrown) event();
    } catch (...) {
      thrown = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }

  static void on_start(void* self, const char* name, const char** attributes) {
    auto& state = *static_cast<State*>(self);
    state.guarded([&] {
      if (++state.depth > kMaxXmlDepth)
        throw state.fault(
            say("元素嵌套超过 {} 层", "elements are nested deeper than {}", kMaxXmlDepth));
      state.events->start(local(name), XmlAttributes(attributes));
    });
  }
  static void on_end(void* self, const char* name) {
    auto& state = *static_cast<State*>(self);
    state.guarded([&] {
      --state.depth;
      state.events->end(local(name));
    });
  }
  static void on_text(void* self, const char* text, int size) {
    auto& state = *static_cast<State*>(self);
    state.guarded([&] { state.events->text({text, static_cast<std::size_t>(size)}); });
  }
  static void on_doctype(void* self, const char*, const char*, const char*, int) {
    auto& state = *static_cast<State*>(self);
    state.guarded([&] {
      throw state.fault(
          say("含有 DTD 声明，出于安全不予读取", "it declares a DTD, which is refused for safety"));
    });
  }

  void check(int status) {
    if (thrown) std::rethrow_exception(thrown);
    if (status != XML_STATUS_OK) {
      throw fault(say("XML 有错，第 {} 行第 {} 列：{}", "malformed XML at line {}, column {}: {}",
                      XML_GetCurrentLineNumber(parser), XML_GetCurrentColumnNumber(parser) + 1,
                      XML_ErrorString(XML_GetErrorCode(parser))));
    }
    const XML_Index at = XML_GetCurrentByteIndex(parser);
    if (at >= 0 && fed > static_cast<std::uint64_t>(at) + kMaxLag)
      throw fault(say("有超过 1 MiB 的标签或注释", "it has a tag or comment beyond 1 MiB"));
  }
};

XmlParser::XmlParser(XmlEvents& events, std::string file, std::string part)
    : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.parser = XML_ParserCreate(nullptr);
  if (state.parser == nullptr) throw std::bad_alloc();
  state.events = &events;
  state.file = std::move(file);
  state.part = std::move(part);
  XML_SetUserData(state.parser, &state);
  XML_SetElementHandler(state.parser, State::on_start, State::on_end);
  XML_SetCharacterDataHandler(state.parser, State::on_text);
  XML_SetStartDoctypeDeclHandler(state.parser, State::on_doctype);
}

XmlParser::~XmlParser() = default;

void XmlParser::feed(std::string_view bytes) {
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), kXmlPiece))) {
    const std::size_t size = std::min(bytes.size(), kXmlPiece);
    state_->fed += size;
    state_->check(XML_Parse(state_->parser, bytes.data(), static_cast<int>(size), XML_FALSE));
  }
}

char* XmlParser::room() {
  void* buffer = XML_GetBuffer(state_->parser, static_cast<int>(kXmlPiece));
  if (buffer == nullptr) throw std::bad_alloc();
  return static_cast<char*>(buffer);
}

void XmlParser::fed(std::size_t size) {
  state_->fed += size;
  state_->check(XML_ParseBuffer(state_->parser, static_cast<int>(size), XML_FALSE));
}

void XmlParser::finish() {
  state_->check(XML_Parse(state_->parser, nullptr, 0, XML_TRUE));
}

void read_xml(ZipPart& part, XmlEvents& events) {
  XmlParser parser(events, part.file(), part.name());
  while (true) {
    char* to = parser.room();
    const std::size_t count = part.read(to, kXmlPiece);
    if (count == 0) break;
    parser.fed(count);
  }
  parser.finish();
}

bool xml_true(std::string_view text) {
  return text == "1" || text == "true" || text == "on";
}

}  // namespace ipcheck
