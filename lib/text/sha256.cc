// Tested by tests/text/sha256_test.cc.
#include "text/sha256.h"

#include <sha2.h>

#include <new>

namespace ipcheck {

static_assert(sizeof(SHA2_CTX) <= 256);

Sha256::Sha256() {
  SHA256Init(new (state_) SHA2_CTX);
}

void Sha256::add(std::string_view bytes) {
  auto* context = std::launder(reinterpret_cast<SHA2_CTX*>(state_));
  SHA256Update(context, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::string Sha256::hex() {
  auto* context = std::launder(reinterpret_cast<SHA2_CTX*>(state_));
  char out[SHA256_DIGEST_STRING_LENGTH];
  SHA256End(context, out);
  return std::string(out, SHA256_DIGEST_STRING_LENGTH - 1);
}

}  // namespace ipcheck
