// Tested by tests/report/html_test.cc.
#include "report/html_parts.h"

#include <ostream>

#include "text/frame.h"
#include "text/sha256.h"

namespace ipcheck {
namespace {

void add_escaped(char c, std::string& out) {
  switch (c) {
    case '&':
      out += "&amp;";
      return;
    case '<':
      out += "&lt;";
      return;
    case '>':
      out += "&gt;";
      return;
    case '"':
      out += "&quot;";
      return;
    case '\'':
      out += "&#39;";
      return;
    default:
      out += c;
  }
}

unsigned hex_digit(char c) {
  return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
}

/// Base64 of bytes given in hexadecimal.
std::string base64_of_hex(std::string_view hex) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned held = 0, bits = 0;
  for (char c : hex) {
    held = (held << 4 | hex_digit(c)) & 0x3FF;
    bits += 4;
    if (bits < 6) continue;
    bits -= 6;
    out += kDigits[held >> bits & 63];
  }
  if (bits > 0) out += kDigits[held << (6 - bits) & 63];
  while (out.size() % 4 != 0) out += '=';
  return out;
}

}  // namespace

std::string html(std::string_view text) {
  std::string out;
  for (;;) {
    std::size_t end = text.find('\n');
    for (char c : visible(text.substr(0, end))) add_escaped(c, out);
    if (end == std::string_view::npos) return out;
    out += "<br>";
    text.remove_prefix(end + 1);
  }
}

std::string json_for_script(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (char c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

std::string csp_source(std::string_view script) {
  Sha256 hash;
  hash.add(script);
  return "'sha256-" + base64_of_hex(hash.hex()) + "'";
}

void begin_page(Lang lang, std::string_view title, std::string_view style, std::string_view script,
                std::ostream& out) {
  out << "<!DOCTYPE html>\n<html lang=\"" << (lang == Lang::Zh ? "zh-CN" : "en")
      << "\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
         "style-src 'unsafe-inline'";
  if (!script.empty()) out << "; script-src " << csp_source(script);
  out << "; base-uri 'none'; form-action 'none'\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"color-scheme\" content=\"light dark\">\n"
         "<meta name=\"referrer\" content=\"no-referrer\">\n"
      << "<title>" << html(title) << "</title>\n<style>\n"
      << base_css() << style << "</style>\n</head>\n<body>\n";
}

}  // namespace ipcheck
