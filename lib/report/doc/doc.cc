// Which pages there are. Tested by tests/report/doc_test.cc.
#include "report/doc/doc.h"

#include <ostream>

#include "report/doc/pages.h"
#include "report/doc/show_markdown.h"
#include "report/html_parts.h"

namespace ipcheck {

std::string doc_badge(const DocPolicy& policy, Lang lang) {
  const ShowField* status = field_of(policy.item, "status");
  bool plain = policy.status == PolicyStatus::InForce || status == nullptr;
  return plain ? std::string() : status->text.in(lang);
}

Text doc_closing(const DocStyle& style) {
  return say("由规则文件生成，门槛取 {} 的取值；以政策原文为准。ipcheck {}",
             "made from the rule files, thresholds as of {}; the policy itself decides. ipcheck {}",
             style.as_of.str(), style.version);
}

void render_doc(const RuleSet& rules, const Sources& sources, std::span<const DocSubject> subjects,
                const DocStyle& style, std::ostream& out) {
  ShowContext context{rules, sources, style.as_of};
  std::vector<DocPolicy> policies;
  for (const DocSubject& subject : subjects) policies.push_back(doc_policy(context, subject));
  style.html ? print_doc_html(context, policies, style, out)
             : print_doc_markdown(context, policies, style, out);
}

void render_doc_index(const RuleSet&, std::span<const DocSubject> subjects, const DocStyle& style,
                      std::ostream& out) {
  const std::string title = Text{"政策与方案", "policies and schemes"}.in(style.lang);
  if (style.html) {
    begin_page(style.lang, title, doc_css(), "", out);
    out << "<main class=\"index\">\n<h1>" << html(title) << "</h1>\n";
  } else {
    out << "# " << markdown(title) << "\n\n";
  }
  for (const DocSubject& subject : subjects) {
    const Policy& policy = *subject.policy;
    const std::string file = doc_file_name(policy, style.html);
    const std::string& name = policy.title.in(style.lang);
    if (style.html) {
      out << "<h2><a href=\"" << html(file) << "\">" << html(name)
          << "</a></h2>\n<p class=\"faint\">" << html(policy.issuer.in(style.lang))
          << "</p>\n<ul>\n";
    } else {
      out << "## [" << markdown(name) << "](" << file << ")\n\n";
    }
    for (const Scheme& scheme : policy.schemes) {
      const std::string link = file + "#" + doc_anchor("s", scheme.id);
      const std::string& words = scheme.title.in(style.lang);
      if (style.html) {
        out << "<li><a href=\"" << html(link) << "\">" << html(words) << "</a></li>\n";
      } else {
        out << "- [" << markdown(words) << "](" << link << ")\n";
      }
    }
    out << (style.html ? "</ul>\n" : "\n");
  }
  if (style.html) out << "</main>\n</body>\n</html>\n";
}

}  // namespace ipcheck
