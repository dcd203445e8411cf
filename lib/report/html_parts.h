#pragma once
// What every HTML page is made of: escaping, its head with a content security policy, its style and
// script. Private to lib/report.

#include <iosfwd>
#include <string>
#include <string_view>

#include "text/say.h"

namespace ipcheck {

/// Any bytes as text of an element or of a quoted attribute: markup escaped; control, bidi and
/// invisible characters and broken UTF-8 as `visible` shows them; a line break as `<br>`.
std::string html(std::string_view text);

/// JSON that may stand in a `<script>` element: no `<` opens or ends anything.
std::string json_for_script(std::string_view json);

/// `'sha256-…'`: what a content security policy calls the script with exactly these bytes.
std::string csp_source(std::string_view script);

/// Everything up to `<body>`. Shape: nothing is fetched; scripts other than `script` do not run.
void begin_page(Lang lang, std::string_view title, std::string_view style, std::string_view script,
                std::ostream& out);

/// Files of lib/report/page, as they stood when this was built.
std::string_view base_css();
std::string_view doc_css();
std::string_view sheet_css();
std::string_view report_css();
std::string_view report_js();

}  // namespace ipcheck
