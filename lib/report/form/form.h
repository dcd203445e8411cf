#pragma once
// The blank form: what the asked schemes read, as one column a fact, that an applicant fills in and
// that binds back without a question.

#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "judge/judge.h"

namespace ipcheck {

/// Who fills a field in, and when.
enum class FormNeed : std::uint8_t {
  Required,     // the first look at an empty record asks for it
  Conditional,  // asked depending on other answers
  Optional,     // asked by the application form, or scored; decides nothing
  Panel,        // a person's judgement, blank until then
};

/// A criterion (or score item) that reads the field, with its clause.
struct FormUse {
  std::string id;
  Text title;
  std::string cite;  // place and figure; may be empty
};

/// One column of the form.
struct FormField {
  FactId fact = kNoFact;
  std::string key;     // of a map fact
  std::string header;  // binds back to exactly this fact, unit and key
  std::string unit;    // as in the header: `万元`; empty: none
  FormNeed need = FormNeed::Optional;
  TypeId type = kInvalidType;          // of the cell: a map's item
  std::optional<Decimal> min, max;     // in `unit`
  std::vector<std::string> options;    // what may be chosen, in the form's language
  bool several = false, open = false;  // more than one option; others too
  std::vector<FormUse> uses;
};

struct Form {
  const RuleSet* rules = nullptr;
  std::vector<const Scheme*> schemes;
  Lang lang = Lang::Zh;
  Date as_of;
  std::string version;  // of ipcheck
  std::vector<FormField> fields;
  std::vector<FactId> not_tabular;  // lists of records and maps of any key: no single column
  std::vector<FactId> personal;     // on the paper form, not asked for here: no rule reads them
};

/// Shape: name and credit code first (where they fit the kind of applicant), then in the order in
/// which the criteria read. `schemes` must be loaded without errors.
Form blank_form(const RuleSet& rules, std::span<const std::string> schemes, Date as_of, Lang lang);

/// Errors: throws Failure. `folder` holds temporary files; `rows` is how many rows are guarded by
/// drop-downs and ranges.
void write_form_workbook(const Form& form, std::uint32_t rows, const std::string& folder,
                         std::ostream& out);
/// The header row alone, with a byte order mark.
void write_form_csv(const Form& form, std::ostream& out);
/// A record of one applicant with everything blank, explained in comments.
void write_form_yaml(const Form& form, std::ostream& out);

// What a field is told by, in the form's language. Private to lib/report.

std::string need_words(FormNeed need, Lang lang);
/// 整数（人），≥ 0
std::string kind_words(const Form& form, const FormField& field);
/// What may be chosen: 是、否; empty when anything may.
std::string option_words(const Form& form, const FormField& field, std::size_t most);
/// `OCB-6 专职工作人员不少于3人（三/基础条件/4）`, one a line.
std::string use_words(const Form& form, const FormField& field, std::size_t most);
/// All of it: what stands in the note at the header.
std::string note_words(const Form& form, const FormField& field);
/// How a fact without a column is given.
std::string not_tabular_words(const Form& form, FactId fact);
/// Title, schemes, status of the policies, what is not asked for: a paragraph each.
std::vector<std::string> form_preamble(const Form& form);

}  // namespace ipcheck
