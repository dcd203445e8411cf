// Tested by tests/text/tree_yaml_test.cc.
#include "text/yaml_stream.h"

#include "text/utf8.h"

namespace ipcheck {

YamlStream::YamlStream(std::string_view text) : std::istream(static_cast<std::streambuf*>(this)) {
  if (text.find('\r') != std::string_view::npos) {
    copy_ = text;
    for (std::size_t i = 0; i < copy_.size(); ++i) {
      if (copy_[i] == '\r' && (i + 1 == copy_.size() || copy_[i + 1] != '\n')) copy_[i] = '\n';
    }
    text = copy_;
  }
  char* begin = const_cast<char*>(text.data());  // only read
  setg(begin, begin, begin + text.size());
}

std::string yaml_text(std::string_view text) {
  std::string result;
  while (const auto invalid = first_invalid_utf8(text)) {
    result.append(text, 0, *invalid);
    result += {'\xC2', text[*invalid]};
    text.remove_prefix(*invalid + 1);
  }
  return result.append(text);
}

}  // namespace ipcheck
