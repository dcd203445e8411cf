// Prints the verdicts of a record under the shipped rules: RECORD json|ndjson.

#include <fstream>
#include <iostream>
#include <sstream>
#include <string_view>

#include "report/world.h"

namespace {

std::string text_of(const char* path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  ipcheck::ReportWorld world("rules");
  auto report = world.report(text_of(argv[1]), {}, argv[1]);
  bool ndjson = std::string_view(argv[2]) == "ndjson";
  ipcheck::render_json(report, ipcheck::Lang::Zh, ndjson, false, std::cout);
  return report.applicants.empty() ? 1 : 0;
}
