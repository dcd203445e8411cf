// The table of functions in rules/README.md is the one that the language has.
#include "expr/functions.h"
#include "support/catch.h"
#include "support/document.h"

using namespace ipcheck;

TEST_CASE("functions: the reference lists every row as it is", "[expr]") {
  std::string table =
      "| function | signature | example | gives | what it does | unknown argument |\n"
      "| --- | --- | --- | --- | --- | --- |\n";
  for (const Function& f : functions()) {
    const std::string name = (f.method ? "x." : "") + std::string(f.name);
    table += "| `" + name + "` | `" + std::string(f.signature) + "` | `" + std::string(f.example) +
             "` | `" + std::string(f.gives) + "` | " + f.doc.en + " | " + f.unknown.en + " |\n";
  }
  check_section("rules/README.md", "functions", table);
}
