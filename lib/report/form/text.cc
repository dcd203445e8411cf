// The form as CSV and as a YAML record. Tested by tests/report/form_test.cc.
#include <algorithm>
#include <ostream>

#include "report/form/form.h"
#include "report/layout.h"
#include "report/score/format.h"

namespace ipcheck {
namespace {

constexpr int kCommentWidth = 96;

/// The label of a rule that somebody else wrote is no formula.
std::string csv_cell(const std::string& text) {
  const bool mark = needs_mark(text);
  if (!mark && text.find_first_of(",\"\r\n;\t|") == std::string::npos) return text;
  std::string out = mark ? "\"'" : "\"";
  for (char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

/// Plain where YAML reads it as this very text, else in single quotes.
std::string yaml_text(const std::string& text) {
  auto is_plain = [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
           c == '(' || c == ')' || c == ' ' || c == '/';
  };
  bool letter = !text.empty() &&
                (static_cast<unsigned char>(text[0]) >= 0x80 || (text[0] >= 'A' && text[0] <= 'z'));
  if (letter && text.back() != ' ' && std::all_of(text.begin(), text.end(), is_plain)) return text;
  std::string out = "'";
  for (char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

void comment(const std::string& text, std::ostream& out) {
  for (const std::string& line : wrap(text, kCommentWidth)) out << "# " << line << '\n';
}

}  // namespace

void write_form_csv(const Form& form, std::ostream& out) {
  out << "\xEF\xBB\xBF";
  for (std::size_t i = 0; i < form.fields.size(); ++i)
    out << (i ? "," : "") << csv_cell(form.fields[i].header);
  out << "\r\n";
}

void write_form_yaml(const Form& form, std::ostream& out) {
  auto t = [&](const char* zh, const char* en) { return form.lang == Lang::Zh ? zh : en; };
  comment(t("申报信息：在冒号后填写，不适用或暂时没有的留空；填好后运行 ipcheck eligibility 文件名",
            "Fill in behind the colons, leave blank what does not apply or is not known yet; then "
            "run: ipcheck eligibility FILE"),
          out);
  for (const std::string& paragraph : form_preamble(form)) comment(paragraph, out);
  out << '\n';
  if (!form.schemes.front()->applicants.empty())
    out << "applicant: " << form.schemes.front()->applicants.front() << '\n';
  out << "apply_for: [";
  for (std::size_t i = 0; i < form.schemes.size(); ++i)
    out << (i ? ", " : "") << form.schemes[i]->id;
  out << "]\n";
  for (const FormField& field : form.fields) {
    out << '\n';
    comment(note_words(form, field), out);
    out << yaml_text(field.header) << ":\n";
  }
}

}  // namespace ipcheck
