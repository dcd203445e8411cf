// Tested by tests/judge/notices_test.cc.
#include "judge/notices.h"

#include <algorithm>

#include "judge/walk.h"

namespace ipcheck {
namespace {

/// What kept the pending criteria from being computed; their ids go to `at` unless it is null.
Walk::Causes causes_of(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
                       const Frame& frame, std::uint32_t row, std::string* at) {
  Walk::Causes causes;
  const CompiledPolicy& policy = compiled.policies[scheme.policy_index];
  for (std::uint32_t index : scheme.criteria) {
    const CompiledCriterion& c = policy.criteria[index];
    if (frame.truth(c.state, row) != Truth::Pending) continue;
    const Criterion& source = scheme.policy->criteria[index];
    Walk::Causes own;
    if (source.applies)
      Walk(compiled, batch, frame, row, source.applies.expr, c.applies).causes(own);
    if (source.check) Walk(compiled, batch, frame, row, source.check.expr, c.check).causes(own);
    if (source.should) Walk(compiled, batch, frame, row, source.should.expr, c.should).causes(own);
    causes.calendar |= own.calendar, causes.no_value |= own.no_value, causes.fault |= own.fault;
    bool any = own.calendar || own.no_value || own.fault;
    if (any && at != nullptr) *at += (at->empty() ? "" : ", ") + source.id;
  }
  return causes;
}

void add_causes(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
                const Frame& frame, std::uint32_t row, std::vector<VerdictNotice>& out) {
  std::string at;
  Walk::Causes causes = causes_of(compiled, scheme, batch, frame, row, &at);
  if (causes.calendar) {
    out.push_back({.id = "calendar_out_of_range",
                   .text = say("{} 所需的工作日超出已公布的日历（至 {}），不作推测",
                               "{} needs a working day beyond the published calendar (through {}), "
                               "which is never guessed",
                               at, compiled.rules->calendar.valid_through.str())});
  }
  if (causes.no_value) {
    out.push_back(
        {.id = "no_value_at_date",
         .text = say("{} 的参数在判定日 {} 尚无取值", "a parameter of {} has no value yet at {}",
                     at, compiled.as_of.str())});
  }
  if (causes.fault && (compiled.program.spent || frame.budget.spent)) {
    out.push_back({.id = "fault",
                   .text = say("{} 无法计算：求值产生的列表和文本超过 {} MiB",
                               "{} could not be computed: the evaluation makes more than {} MiB of "
                               "lists and texts",
                               at, kMaxMade >> 20)});
  } else if (causes.fault) {
    out.push_back(
        {.id = "fault",
         .text =
             say("{} 无法计算（溢出、除零或缺键）",
                 "{} could not be computed (overflow, division by zero or a lacking key)", at)});
  }
}

/// The first wanted output that is pending for the calendar's sake; nullptr: none.
const Output* output_beyond_calendar(const CompiledScheme& scheme, const Frame& frame,
                                     std::uint32_t row) {
  for (std::size_t i = 0; i < scheme.output_value.size(); ++i) {
    const Column& column = frame.column(scheme.output_value[i]);
    bool is_date = column.kind == Kind::Date;
    if (!is_date || column.state[column.constant ? 0 : row] != State::Pending) continue;
    bool wanted =
        scheme.output_when[i] == kNoStep || frame.truth(scheme.output_when[i], row) == Truth::True;
    if (wanted) return &scheme.scheme->outputs[i];
  }
  return nullptr;
}

/// An output that is pending for the calendar's sake owes the same notice.
void add_output_causes(const Compiled& compiled, const CompiledScheme& scheme, const Frame& frame,
                       std::uint32_t row, std::vector<VerdictNotice>& out) {
  if (std::any_of(out.begin(), out.end(),
                  [](const VerdictNotice& n) { return n.id == "calendar_out_of_range"; }))
    return;
  if (const Output* output = output_beyond_calendar(scheme, frame, row)) {
    out.push_back(
        {.id = "calendar_out_of_range",
         .text = say("{} 超出已公布的工作日日历（至 {}），不作推测",
                     "{} lies beyond the published calendar (through {}), which is never guessed",
                     output->id, compiled.rules->calendar.valid_through.str())});
  }
}

/// SEF-5 and its like: fields of a form begun that nobody filled in and no criterion asks for.
template <class Visit>
void visit_blank_fields(const CompiledScheme& scheme, const Batch& batch, std::uint32_t row,
                        Visit visit) {
  const std::vector<FactId>& form = scheme.scheme->form;
  auto given = [&](FactId fact) { return batch.given(fact, row); };
  if (std::none_of(form.begin(), form.end(), given)) return;
  for (FactId fact : form) {
    bool is_asked = std::binary_search(scheme.facts.begin(), scheme.facts.end(), fact);
    if (!is_asked && !given(fact)) visit(fact);
  }
}

void add_form_blank(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
                    std::uint32_t row, std::vector<VerdictNotice>& out) {
  Text names;
  visit_blank_fields(scheme, batch, row, [&](FactId fact) {
    const Text& label = compiled.rules->schema.facts[fact].label;
    names.zh += (names.zh.empty() ? "" : "、") + label.zh;
    names.en += (names.en.empty() ? "" : ", ") + label.en;
  });
  if (names.empty()) return;
  out.push_back(
      {.id = "form_blank",
       .text = {"申请表未填：" + names.zh, "blank in the application form: " + names.en}});
}

}  // namespace

std::vector<VerdictNotice> status_notices(const Policy& policy, Date as_of) {
  std::vector<VerdictNotice> out;
  auto add = [&](const char* id, Text text) {
    if (!policy.status_note.empty())
      text = {text.zh + "：" + policy.status_note.zh, text.en + ": " + policy.status_note.en};
    out.push_back({.id = id, .text = std::move(text), .permanent = true});
  };
  bool over = policy.effective_to && as_of > *policy.effective_to;
  bool early = policy.effective_from && as_of < *policy.effective_from;
  if (policy.status == PolicyStatus::Draft) {
    add("draft",
        say("政策为征求意见稿，尚未施行", "the policy is a draft for comment and not in force"));
  } else if (policy.status == PolicyStatus::Expired || over) {
    add("expired", say("政策已失效", "the policy has expired"));
  } else if (policy.status == PolicyStatus::Repealed) {
    add("repealed", say("政策已废止", "the policy is repealed"));
  } else if (early) {
    add("not_yet_in_force",
        say("政策自 {} 起施行，判定日尚未生效",
            "the policy takes effect on {}, after the as-of date", policy.effective_from->str()));
  }
  return out;
}

std::vector<VerdictNotice> notices_of(const Compiled& compiled, const CompiledScheme& scheme,
                                      const Batch& batch, const Frame& frame, std::uint32_t row) {
  std::vector<VerdictNotice> out = status_notices(*scheme.policy, compiled.as_of);
  for (std::size_t i = 0; i < scheme.scheme->notices.size(); ++i) {
    const NoticeRule& notice = scheme.scheme->notices[i];
    bool holds =
        scheme.notice_when[i] == kNoStep || frame.truth(scheme.notice_when[i], row) == Truth::True;
    if (holds)
      out.push_back({notice.id,
                     filled(notice.text, *scheme.policy, compiled.rules->schema, compiled.as_of),
                     notice.cite, false});
  }
  add_causes(compiled, scheme, batch, frame, row, out);
  add_output_causes(compiled, scheme, frame, row, out);
  add_form_blank(compiled, scheme, batch, row, out);
  return out;
}

void notice_ids(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
                const Frame& frame, std::uint32_t row, std::vector<std::string_view>& out) {
  out.insert(out.end(), scheme.status_notices.begin(), scheme.status_notices.end());
  for (std::size_t i = 0; i < scheme.scheme->notices.size(); ++i) {
    if (scheme.notice_when[i] == kNoStep || frame.truth(scheme.notice_when[i], row) == Truth::True)
      out.push_back(scheme.scheme->notices[i].id);
  }
  Walk::Causes causes = causes_of(compiled, scheme, batch, frame, row, nullptr);
  if (causes.calendar || output_beyond_calendar(scheme, frame, row) != nullptr)
    out.push_back("calendar_out_of_range");
  if (causes.no_value) out.push_back("no_value_at_date");
  if (causes.fault) out.push_back("fault");
  bool blank = false;
  visit_blank_fields(scheme, batch, row, [&](FactId) { blank = true; });
  if (blank) out.push_back("form_blank");
}

}  // namespace ipcheck
