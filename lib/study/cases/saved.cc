// Tested by tests/study/prove_test.cc.
#include "study/cases/saved.h"

#include "judge/explain.h"

namespace ipcheck {
namespace {

template <class Ids>
std::string list(const char* key, const Ids& ids) {
  return ids.empty() ? std::string() : std::string(", ") + key + ": [" + joined(ids, ", ") + "]";
}

/// A name in quotes: it may hold `: ` and `#`.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

}  // namespace

std::string case_line(const Compiled& compiled, const CompiledScheme& scheme, const World& world,
                      const std::string& name) {
  Batch batch;
  read_worlds(compiled.rules->schema, std::span(&world, 1), batch);
  Frame frame;
  judge(compiled, batch, frame);
  Brief lists;
  brief(compiled, scheme, batch, frame, 0, lists);
  World said = world;
  said.applicant.clear();
  return "  - {name: " + quoted(name) + ", scheme: " + scheme.scheme->id +
         ", as_of: " + compiled.as_of.str() + ", set: " + flow_text(compiled.rules->schema, said) +
         ", expect: {verdict: " + std::string(word(outcome(compiled, scheme, frame, 0))) +
         list("failing", lists.failing) + list("pending", lists.pending) +
         list("missing", lists.missing) + "}}\n";
}

std::string case_file_head(const Policy& policy, Date as_of) {
  return "# yaml-language-server: $schema=../schema/test.schema.json\ntests: " + policy.id +
         "\nas_of: " + as_of.str() + "\ncases:\n";
}

}  // namespace ipcheck
