// Look-ups and titles. Tested by tests/policy/words_test.cc.
#include "policy/policy.h"

#include <algorithm>

#include "policy/words.h"

namespace ipcheck {
namespace {

template <class List>
auto* find_by_id(List& list, std::string_view id) {
  auto it = std::find_if(list.begin(), list.end(), [&](const auto& x) { return x.id == id; });
  return it == list.end() ? nullptr : &*it;
}

/// `template` with each `{name}` replaced by `fill(name)`.
template <class Fill>
std::string replace_placeholders(const std::string& text, Fill fill) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', done)) {
    std::size_t close = text.find('}', open);
    if (close == std::string::npos) break;
    out.append(text, done, open - done);
    out += fill(text.substr(open + 1, close - open - 1));
    done = close + 1;
  }
  return out.append(text, done);
}

}  // namespace

const Criterion* Policy::criterion(std::string_view want) const {
  return find_by_id(criteria, want);
}
const Scheme* Policy::scheme(std::string_view want) const {
  return find_by_id(schemes, want);
}

const Param* Policy::param(std::string_view name) const {
  auto it =
      std::find_if(params.begin(), params.end(), [&](const Param& p) { return p.name == name; });
  return it == params.end() ? nullptr : &*it;
}

const Policy* RuleSet::policy_of_scheme(std::string_view scheme_id) const {
  for (const Policy& p : policies) {
    if (p.scheme(scheme_id) != nullptr) return &p;
  }
  return nullptr;
}

Text filled(const Text& text, const Policy& policy, const Schema& schema, Date as_of) {
  auto fill = [&](Lang lang) {
    return [&, lang](const std::string& name) {
      const Param* param = policy.param(name);
      const Value* value = param == nullptr ? nullptr : param->at(as_of);
      if (value == nullptr) return "{" + name + "}";
      return with_unit(*value, schema.units[param->unit].symbol).in(lang);
    };
  };
  return {replace_placeholders(text.zh, fill(Lang::Zh)),
          replace_placeholders(text.en, fill(Lang::En))};
}

}  // namespace ipcheck
