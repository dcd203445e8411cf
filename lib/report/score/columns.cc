// Columns of the result. Tested by tests/report/score_format_test.cc.
#include <algorithm>
#include <array>

#include "report/score/format.h"

namespace ipcheck {
namespace {

struct NamedField {
  std::string_view name;
  ScoreField field;
  bool shared;  // the same for every scheme of an applicant
};
constexpr std::array<NamedField, 19> kFields = {{{"row", ScoreField::Row, true},
                                                 {"line", ScoreField::Line, true},
                                                 {"id", ScoreField::Id, true},
                                                 {"name", ScoreField::Name, true},
                                                 {"scheme", ScoreField::Scheme, false},
                                                 {"verdict", ScoreField::Verdict, false},
                                                 {"score", ScoreField::Score, false},
                                                 {"score_min", ScoreField::ScoreMin, false},
                                                 {"score_max", ScoreField::ScoreMax, false},
                                                 {"grade", ScoreField::Grade, false},
                                                 {"rank", ScoreField::Rank, false},
                                                 {"standing", ScoreField::Standing, false},
                                                 {"failing", ScoreField::Failing, false},
                                                 {"missing", ScoreField::Missing, false},
                                                 {"pending", ScoreField::Pending, false},
                                                 {"notices", ScoreField::Notices, false},
                                                 {"reasons", ScoreField::Reasons, false},
                                                 {"decisions", ScoreField::Decisions, false},
                                                 {"change", ScoreField::Change, false}}};

bool is_default(ScoreField field, bool one_below, bool top, std::span<const ScoreField> also) {
  if (field == ScoreField::Decisions || field == ScoreField::Change)
    return std::find(also.begin(), also.end(), field) != also.end();
  if (field == ScoreField::Scheme) return one_below;
  if (field == ScoreField::Standing) return top;
  return field != ScoreField::Line && field != ScoreField::Grade;
}

}  // namespace

std::vector<std::string> score_column_names() {
  std::vector<std::string> names;
  for (const NamedField& field : kFields) names.emplace_back(field.name);
  return names;
}

std::vector<ScoreColumn> score_columns(std::span<const std::string> asked,
                                       std::span<const std::string> schemes, bool one_below,
                                       bool top, std::span<const std::string> kept_headers,
                                       std::string& unknown, std::span<const ScoreField> also) {
  std::vector<ScoreColumn> out;
  const bool wide = !one_below && schemes.size() > 1;
  auto add = [&](const NamedField& f) {
    const std::size_t count = wide && !f.shared ? schemes.size() : 1;
    for (std::uint32_t i = 0; i < count; ++i) {
      std::string header(f.name);
      if (count > 1) header += "@" + schemes[i];
      out.push_back({.field = f.field, .scheme = i, .header = std::move(header)});
    }
  };
  auto add_kept = [&](std::size_t i) {
    out.push_back({.field = ScoreField::Kept,
                   .kept = static_cast<std::uint32_t>(i),
                   .header = kept_headers[i]});
  };
  auto named = [&](std::string_view name) {
    return std::find_if(kFields.begin(), kFields.end(),
                        [&](const NamedField& f) { return f.name == name; });
  };
  if (asked.empty()) {
    for (const NamedField& f : kFields) {
      if (is_default(f.field, one_below, top, also)) add(f);
    }
    for (std::size_t i = 0; i < kept_headers.size(); ++i) add_kept(i);
    return out;
  }
  for (const std::string& name : asked) {
    auto kept = std::find(kept_headers.begin(), kept_headers.end(), name);
    if (auto field = named(name); field != kFields.end())
      add(*field);
    else if (kept != kept_headers.end())
      add_kept(static_cast<std::size_t>(kept - kept_headers.begin()));
    else if (unknown.empty())
      unknown = name;
  }
  return out;
}

}  // namespace ipcheck
