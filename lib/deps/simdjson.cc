// simdjson's few entry points, bound at the first use: Debian ships it as a shared library only,
// which would cost every start 1.4 ms (as measured) though most records are YAML. A call that these
// do not cover fails when linking, not when running.

#include <dlfcn.h>
#include <simdjson.h>

#include <iterator>
#include <memory>

namespace {

using simdjson::implementation;

/// Stands in when the library cannot be loaded: every parse then ends with
/// UNSUPPORTED_ARCHITECTURE, which the reader of JSON reports.
class Unavailable final : public implementation {
 public:
  Unavailable() : implementation("unavailable", IPCHECK_SIMDJSON " cannot be loaded", 0) {}
  simdjson::error_code create_dom_parser_implementation(
      std::size_t, std::size_t,
      std::unique_ptr<simdjson::internal::dom_parser_implementation>&) const noexcept override {
    return simdjson::UNSUPPORTED_ARCHITECTURE;
  }
  simdjson::error_code minify(const std::uint8_t*, std::size_t, std::uint8_t*,
                              std::size_t&) const noexcept override {
    return simdjson::UNSUPPORTED_ARCHITECTURE;
  }
  bool validate_utf8(const char*, std::size_t) const noexcept override { return false; }
};

using ActiveImplementation = simdjson::internal::atomic_ptr<const implementation>;

ActiveImplementation& load() {
  static Unavailable unavailable;
  static ActiveImplementation fallback{&unavailable};
  void* library = dlopen(IPCHECK_SIMDJSON, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return fallback;
  void* entry = dlsym(library, "_ZN8simdjson25get_active_implementationEv");
  if (entry == nullptr) return fallback;
  return reinterpret_cast<ActiveImplementation& (*)()>(entry)();
}

}  // namespace

namespace simdjson {

namespace internal {

// Referred to by inline code of the header; our own messages do not come from here.
extern const error_code_info error_codes[] = {
    {SUCCESS, "success"},
    {CAPACITY, "capacity"},
    {MEMALLOC, "memalloc"},
    {TAPE_ERROR, "tape error"},
    {DEPTH_ERROR, "depth error"},
    {STRING_ERROR, "string error"},
    {T_ATOM_ERROR, "t atom error"},
    {F_ATOM_ERROR, "f atom error"},
    {N_ATOM_ERROR, "n atom error"},
    {NUMBER_ERROR, "number error"},
    {UTF8_ERROR, "utf8 error"},
    {UNINITIALIZED, "uninitialized"},
    {EMPTY, "empty"},
    {UNESCAPED_CHARS, "unescaped chars"},
    {UNCLOSED_STRING, "unclosed string"},
    {UNSUPPORTED_ARCHITECTURE, "unsupported architecture"},
    {INCORRECT_TYPE, "incorrect type"},
    {NUMBER_OUT_OF_RANGE, "number out of range"},
    {INDEX_OUT_OF_BOUNDS, "index out of bounds"},
    {NO_SUCH_FIELD, "no such field"},
    {IO_ERROR, "io error"},
    {INVALID_JSON_POINTER, "invalid json pointer"},
    {INVALID_URI_FRAGMENT, "invalid uri fragment"},
    {UNEXPECTED_ERROR, "unexpected error"},
    {PARSER_IN_USE, "parser in use"},
    {OUT_OF_ORDER_ITERATION, "out of order iteration"},
    {INSUFFICIENT_PADDING, "insufficient padding"},
    {INCOMPLETE_ARRAY_OR_OBJECT, "incomplete array or object"},
    {SCALAR_DOCUMENT_AS_VALUE, "scalar document as value"},
    {OUT_OF_BOUNDS, "out of bounds"},
    {TRAILING_CONTENT, "trailing content"},
};
static_assert(std::size(error_codes) == NUM_ERROR_CODES);

}  // namespace internal

internal::atomic_ptr<const implementation>& get_active_implementation() {
  static ActiveImplementation& active = load();
  return active;
}

bool validate_utf8(const char* bytes, std::size_t length) noexcept {
  return get_active_implementation()->validate_utf8(bytes, length);
}

error_code minify(const char* bytes, std::size_t length, char* out,
                  std::size_t& out_length) noexcept {
  return get_active_implementation()->minify(reinterpret_cast<const std::uint8_t*>(bytes), length,
                                             reinterpret_cast<std::uint8_t*>(out), out_length);
}

}  // namespace simdjson
