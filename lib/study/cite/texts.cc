// Which policy a text is of. Tested by tests/study/cite_test.cc.
#include <algorithm>
#include <set>

#include "study/cite/cite.h"
#include "text/suggest.h"
#include "text/utf8.h"
#include "value/code_points.h"

namespace ipcheck {
namespace {

/// The head of a text: everything before its first chapter, where titles and numbers stand.
std::string head_of(const Outline& outline, const Sources& sources) {
  constexpr std::size_t kLongest = 6000;
  std::size_t end = sources.text(outline.source).size();
  for (ClauseId id : outline.clauses[0].children) {
    const Clause& clause = outline.clauses[id];
    const bool chapter = clause.kind != ClauseKind::Annex && clause.kind <= ClauseKind::Major;
    if (chapter) end = std::min<std::size_t>(end, clause.extent.begin);
  }
  std::string_view head = sources.text(outline.source).substr(0, std::min(end, kLongest));
  while (!head.empty() && first_invalid_utf8(head)) head.remove_suffix(1);
  return fold(head);
}

using Pair = std::pair<char32_t, char32_t>;

std::set<Pair> pairs_in(std::u32string_view text) {
  std::set<Pair> out;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) out.emplace(text[i], text[i + 1]);
  return out;
}

/// 1000 where the title stands in the head as it is, else the share of its pairs of characters that
/// do, in thousandths.
int likeness(const std::string& head, const std::set<Pair>& head_pairs, const Policy& policy) {
  const std::string title = fold(policy.title.zh);
  if (title.empty()) return 0;
  if (head.find(title) != std::string::npos) return 1000;
  const std::set<Pair> pairs = pairs_in(decode(title));
  const auto shared = std::count_if(pairs.begin(), pairs.end(),
                                    [&](const Pair& pair) { return head_pairs.contains(pair); });
  return pairs.empty() ? 0
                       : static_cast<int>(shared * 999 / static_cast<std::ptrdiff_t>(pairs.size()));
}

struct Candidate {
  const Policy* policy = nullptr;
  int score = 0;
};

std::vector<Candidate> candidates(const RuleSet& rules, const std::string& head) {
  const std::set<Pair> pairs = pairs_in(decode(head));
  std::vector<Candidate> out;
  for (const Policy& policy : rules.policies)
    if (policy.loaded) out.push_back({&policy, likeness(head, pairs, policy)});
  std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
    if (a.score != b.score) return a.score > b.score;
    return a.policy->title.zh.size() > b.policy->title.zh.size();
  });
  return out;
}

/// The one policy whose title the head clearly has; nullptr: none, or several.
const Policy* clear_match(const std::vector<Candidate>& all) {
  constexpr int kEnough = 600, kApart = 150;
  if (all.empty() || all[0].score < kEnough) return nullptr;
  if (all.size() == 1 || all[0].score - all[1].score >= kApart) return all[0].policy;
  // Two titles as they are: the longer one says more.
  const bool longer = all[0].score == 1000 && all[1].score == 1000 &&
                      all[0].policy->title.zh.size() > all[1].policy->title.zh.size();
  return longer ? all[0].policy : nullptr;
}

const Policy* by_title(const RuleSet& rules, const std::string& head, const std::string& file,
                       Diagnostics& diags) {
  const std::vector<Candidate> all = candidates(rules, head);
  if (const Policy* policy = clear_match(all)) return policy;
  std::vector<std::string> names;
  for (const Candidate& candidate : all)
    names.push_back("`" + candidate.policy->id + "`（" + candidate.policy->title.zh + "）");
  diags
      .file_error("text-unmatched", file,
                  say("看不出这份文本是哪项政策；可选：{}",
                      "the text's title does not tell which policy it is; candidates: {}",
                      joined(names, " ")))
      .help(say("写作 `--text 政策编号={}`", "write `--text POLICY={}`", file));
  return nullptr;
}

const Policy* by_id(const RuleSet& rules, const std::string& id, const std::string& file,
                    Diagnostics& diags) {
  std::vector<std::string_view> known;
  for (const Policy& policy : rules.policies) {
    if (policy.id == id && policy.loaded) return &policy;
    known.push_back(policy.id);
  }
  const auto near = nearest(id, known);
  diags.file_error("unknown-policy", file, say("没有政策 `{}`", "unknown policy `{}`", id))
      .help(near ? say("是否想写 `{}`？", "did you mean `{}`?", *near)
                 : say("可用：{}", "one of {}", joined(known, ", ")));
  return nullptr;
}

}  // namespace

void match_texts(const RuleSet& rules, const Sources& sources,
                 const std::vector<PolicyTextFile>& files, CiteReport& out, Diagnostics& diags) {
  for (const PolicyTextFile& file : files) {
    const std::string& name = sources.name(file.source);
    Outline outline = read_outline(sources, file.source);
    const Policy* policy = file.policy.empty()
                               ? by_title(rules, head_of(outline, sources), name, diags)
                               : by_id(rules, file.policy, name, diags);
    if (policy == nullptr) continue;
    const auto same = [&](const CitedText& text) { return text.policy == policy; };
    const auto before = std::find_if(out.texts.begin(), out.texts.end(), same);
    if (before != out.texts.end()) {
      diags.file_error("text-twice", name,
                       say("政策 `{}` 已有文本 `{}`", "policy `{}` has a text already: `{}`",
                           policy->id, sources.name(before->source)));
      continue;
    }
    out.texts.push_back({policy, file.source, file.policy.empty(), std::move(outline)});
  }
  for (const Policy& policy : rules.policies) {
    const auto same = [&](const CitedText& text) { return text.policy == &policy; };
    if (std::none_of(out.texts.begin(), out.texts.end(), same)) out.without_text.push_back(&policy);
  }
}

}  // namespace ipcheck
