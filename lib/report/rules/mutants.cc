// Tested by tests/report/mutants_test.cc and tests/cli/rules_mutate.md.
#include "report/rules/mutants.h"

#include <algorithm>
#include <ostream>

#include "report/json_writer.h"
#include "report/layout.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

struct Counts {
  std::size_t made = 0, killed = 0, equivalent = 0, survived = 0;
  void add(Fate fate) {
    ++made;
    killed += fate == Fate::Killed;
    equivalent += fate == Fate::Equivalent;
    survived += fate == Fate::Survived;
  }
};

std::string_view word(Fate fate) {
  switch (fate) {
    case Fate::Killed:
      return "killed";
    case Fate::Survived:
      return "survived";
    case Fate::Equivalent:
      return "equivalent";
  }
  return {};
}

std::string place_of(const Sources& sources, Span span) {
  if (!span.known()) return {};
  return sources.name(span.source) + ":" + std::to_string(sources.position(span).line);
}

std::vector<const Policy*> policies_of(std::span<const MutantResult> results) {
  std::vector<const Policy*> out;
  for (const MutantResult& one : results)
    if (std::find(out.begin(), out.end(), one.mutant.policy) == out.end())
      out.push_back(one.mutant.policy);
  return out;
}

Counts counts_of(std::span<const MutantResult> results, const Policy* policy) {
  Counts out;
  for (const MutantResult& one : results)
    if (policy == nullptr || one.mutant.policy == policy) out.add(one.fate);
  return out;
}

/// `killed / made`, rounded down: 100 only when nothing survived.
std::size_t percent(const Counts& counts) {
  const std::size_t could = counts.made - counts.equivalent;
  return could == 0 ? 100 : counts.killed * 100 / could;
}

class Page {
 public:
  Page(const MutantsView& view, std::span<const MutantResult> results, std::ostream& out)
      : view_(view), results_(results), out_(out) {}

  void table() {
    const Tone plain = Tone::Plain;
    Table table{{plain, plain, plain, plain, plain, plain}, {}};
    table.rows.push_back({{"", t(say("变异", "mutants")), t(say("被发现", "killed")),
                           t(say("等价", "equivalent")), t(say("未发现", "survived")), ""}});
    const auto policies = policies_of(results_);
    for (const Policy* policy : policies) table.rows.push_back(row(policy->id, policy));
    if (policies.size() > 1) table.rows.push_back(row(t(say("合计", "total")), nullptr));
    print_table(table, 0, std::max(view_.width, 100), view_.color, out_);
  }

  void survivors() {
    for (const MutantResult& one : results_) {
      if (one.fate != Fate::Survived) continue;
      out_ << "\n"
           << painted(t(say("未发现", "survived")), Tone::Red, view_.color) << " "
           << visible(one.mutant.id) << "  " << visible(one.mutant.what.in(view_.lang)) << "  "
           << place_of(view_.sources, one.mutant.span) << "\n";
      diff(one.mutant);
      if (!one.yaml.empty())
        out_ << t(say("  下面的用例可以发现它（贴入 {}）：",
                      "  this case would kill it (in {}):", one.file->name))
             << "\n"
             << one.yaml;
      else if (view_.searched)
        out_ << t(say("  改动一两项事实都看不出区别，可能等价：请写明 `equivalent:` 或补充用例",
                      "  no change of one or two facts tells it apart, it may be equivalent: say "
                      "so under `equivalent:` or add a case"))
             << "\n";
    }
  }

  void equivalents() {
    bool any = false;
    for (const MutantResult& one : results_) {
      if (one.fate != Fate::Equivalent) continue;
      if (!any)
        out_ << "\n"
             << painted(t(say("等价，已写明理由", "equivalent, with a reason")), Tone::Bold,
                        view_.color)
             << "\n";
      any = true;
      print_paragraph(visible(one.mutant.id + "  " + one.equivalent->why.in(view_.lang)), 2, 4,
                      view_.width, Tone::Plain, view_.color, out_);
    }
  }

  void killed() {
    out_ << "\n";
    for (const MutantResult& one : results_)
      if (one.fate == Fate::Killed)
        out_ << visible(one.mutant.id) << "  " << visible(one.killer->name) << "\n";
  }

 private:
  std::string t(const Text& text) const { return text.in(view_.lang); }

  void diff(const Mutant& mutant) {
    std::string text = diff_of(view_.sources, mutant.edits);
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = text.find('\n', begin);
      const std::string line = text.substr(begin, end - begin);
      out_ << "  " << painted(visible(line), line[0] == '-' ? Tone::Red : Tone::Green, view_.color)
           << "\n";
      begin = end + 1;
    }
  }

  Table::Row row(const std::string& name, const Policy* policy) const {
    const Counts c = counts_of(results_, policy);
    return {{name, std::to_string(c.made), std::to_string(c.killed), std::to_string(c.equivalent),
             std::to_string(c.survived), fmt::format("{}%", percent(c))}};
  }

  const MutantsView& view_;
  std::span<const MutantResult> results_;
  std::ostream& out_;
};

void write_counts(JsonWriter& json, const Counts& counts) {
  json.begin_object();
  auto field = [&](const char* name, std::size_t n) {
    json.key(name);
    json.number(static_cast<std::int64_t>(n));
  };
  field("mutants", counts.made);
  field("killed", counts.killed);
  field("equivalent", counts.equivalent);
  field("survived", counts.survived);
  json.end_object();
}

void write_result(JsonWriter& json, const MutantsView& view, const MutantResult& one) {
  json.begin_object();
  json.field("id", one.mutant.id);
  json.field("policy", one.mutant.policy->id);
  json.field("what", one.mutant.what.in(view.lang));
  json.field("fate", word(one.fate));
  if (one.mutant.span.known()) {
    json.field("file", view.sources.name(one.mutant.span.source));
    json.key("line");
    json.number(view.sources.position(one.mutant.span).line);
  }
  if (one.killer != nullptr) json.field("killed_by", one.killer->name);
  if (one.equivalent != nullptr) json.field("why", one.equivalent->why.in(view.lang));
  if (one.fate == Fate::Survived) {
    json.field("diff", diff_of(view.sources, one.mutant.edits));
    json.key("killing_case");
    one.yaml.empty() ? json.null() : json.string(one.yaml);
  }
  json.end_object();
}

}  // namespace

std::string diff_of(const Sources& sources, std::span<const Edit> edits) {
  std::string out;
  for (const Edit& edit : edits) {
    if (!edit.span.known()) continue;
    const std::string_view all = sources.text(edit.span.source);
    std::size_t begin = all.rfind('\n', edit.span.begin == 0 ? 0 : edit.span.begin - 1);
    begin = begin == std::string_view::npos || edit.span.begin == 0 ? 0 : begin + 1;
    const std::size_t end = std::min(all.find('\n', edit.span.end), all.size());
    const std::string before(all.substr(begin, end - begin));
    const std::string after = std::string(all.substr(begin, edit.span.begin - begin)) + edit.text +
                              std::string(all.substr(edit.span.end, end - edit.span.end));
    for (const auto& [sign, text] : {std::pair{'-', &before}, std::pair{'+', &after}}) {
      for (std::size_t at = 0; at <= text->size();) {
        const std::size_t stop = std::min(text->find('\n', at), text->size());
        const bool crlf = stop > at && (*text)[stop - 1] == '\r';
        out += std::string(1, sign) + " " + text->substr(at, stop - at - (crlf ? 1 : 0)) + "\n";
        at = stop + 1;
      }
    }
  }
  return out;
}

void render_mutants(const MutantsView& view, std::span<const MutantResult> results,
                    std::ostream& out) {
  Page page(view, results, out);
  page.table();
  if (view.list) page.killed();
  page.equivalents();
  page.survivors();
}

void render_mutants_json(const MutantsView& view, std::span<const MutantResult> results,
                         std::ostream& out) {
  JsonWriter json(out);
  json.begin_object();
  json.field("schema", "ipcheck/mutants/1");
  json.key("total");
  write_counts(json, counts_of(results, nullptr));
  json.key("policies");
  json.begin_array();
  for (const Policy* policy : policies_of(results)) {
    json.begin_object();
    json.field("policy", policy->id);
    json.key("counts");
    write_counts(json, counts_of(results, policy));
    json.end_object();
  }
  json.end_array();
  json.key("mutants");
  json.begin_array();
  for (const MutantResult& one : results) write_result(json, view, one);
  json.end_array();
  json.end_object();
}

}  // namespace ipcheck
