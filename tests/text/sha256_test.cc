#include "text/sha256.h"

#include "support/catch.h"

namespace ipcheck {

TEST_CASE("sha256: the vectors of FIPS 180-2, whole and piece by piece", "[text]") {
  const auto [message, hash] = GENERATE(table<std::string, std::string>(
      {{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
       {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
       {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"}}));
  INFO(message);
  Sha256 whole, pieces;
  whole.add(message);
  for (const char& c : message) pieces.add({&c, 1});
  CHECK(whole.hex() == hash);
  CHECK(pieces.hex() == hash);
}

}  // namespace ipcheck
