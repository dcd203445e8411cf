#pragma once
// SHA-256 for receipts and the rule set's hash. libmd is seen only in sha256.cc.

#include <string>
#include <string_view>

namespace ipcheck {

/// Fed piece by piece; `hex` ends it.
class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  /// 64 lower-case hex digits.
  std::string hex();

 private:
  alignas(8) unsigned char state_[256];
};

}  // namespace ipcheck
