// An outside program on the installed library.

#include <text/suggest.h>
#include <value/decimal.h>

#include <array>
#include <iostream>

int main() {
  const std::array<std::string_view, 2> facts = {"income", "employees"};
  if (const auto name = ipcheck::nearest("incme", facts)) {
    std::cout << "did you mean `" << *name << "`?\n";
  }
  const auto paid = ipcheck::Decimal::parse("1999999.99");
  const auto limit = ipcheck::Decimal::of(2'000'000);
  if (paid && *paid < limit) std::cout << paid->str() << " < " << limit.str() << "\n";
}
