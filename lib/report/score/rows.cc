// Tested by tests/report/score_workbook_test.cc.
#include "report/score/rows.h"

namespace ipcheck {

Text standing_words(Standing standing) {
  switch (standing) {
    case Standing::Unranked:
      return {};
    case Standing::In:
      return say("入选", "in");
    case Standing::Tied:
      return say("并列", "tied");
    case Standing::Out:
      return say("未入选", "out");
  }
  return {};
}

}  // namespace ipcheck
