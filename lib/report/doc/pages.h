#pragma once
// A policy as one HTML page. Private to lib/report.

#include <ostream>

#include "report/doc/model.h"

namespace ipcheck {

void print_doc_html(const ShowContext& context, const std::vector<DocPolicy>& policies,
                    const DocStyle& style, std::ostream& out);
void print_doc_markdown(const ShowContext& context, const std::vector<DocPolicy>& policies,
                        const DocStyle& style, std::ostream& out);

/// 征求意见稿，尚未施行: what stands beside the title; empty for a policy in force.
std::string doc_badge(const DocPolicy& policy, Lang lang);

/// Where the page comes from and what it is worth.
Text doc_closing(const DocStyle& style);

}  // namespace ipcheck
