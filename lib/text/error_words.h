#pragma once
// Why the system refused, in the user's language.

#include "text/say.h"

namespace ipcheck {

/// Words of an errno; those that no user is expected to meet are the system's own, in English.
Text error_words(int error);

/// `what`, a colon, and the words of `error`.
Text because(const Text& what, int error);

}  // namespace ipcheck
