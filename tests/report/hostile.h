#pragma once
// Names that try to inject into a page. Each calls `hurt()`, loads something, or misleads the eye
// when it succeeds.

#include <string_view>

namespace ipcheck {

using namespace std::string_view_literals;

inline constexpr std::string_view kHostileNames[] = {
    "</script><script>hurt()</script>"sv,
    "<img src=x onerror=hurt()>"sv,
    "<svg/onload=hurt()>"sv,
    "javascript:hurt()"sv,
    "\" onmouseover=\"hurt()"sv,
    "' onfocus='hurt()' autofocus='"sv,
    "<!--<script>hurt()"sv,
    "]]><script>hurt()</script>"sv,
    "${hurt()} {{hurt()}}"sv,
    "有限公司\u202Egnp.exe\u202C"sv,
    "零\u200B宽\uFEFF公司"sv,
    "a\0b<b>x"sv,
    "\u2028hurt()\u2029"sv,
    "&lt;script&gt;hurt()&lt;/script&gt;"sv,
    "\x1b]0;hurt\x07\x1b[31m"sv,
    "=HYPERLINK(\"http://example.invalid/\",\"x\")"sv,
    "<iframe srcdoc='<script>parent.hurt()</script>'>"sv,
    "</style><style>*{display:none}</style>"sv,
    "</title><base href=//example.invalid/>"sv,
    "\xff\xfe\xc0<"sv,
};

}  // namespace ipcheck
