#pragma once
// What a page about a policy says, as the items of `rules show`. Private to lib/report.

#include <set>

#include "report/doc/doc.h"
#include "report/doc/show_model.h"

namespace ipcheck {

/// A scheme with the schemes that it refers to unfolded, and its own tree for the picture.
struct DocScheme {
  ShowItem item;
  ShowItem tree;
};

struct DocPolicy {
  ShowItem item;  // head, criteria, params, provisions, facts, notices
  std::vector<DocScheme> schemes;
  PolicyStatus status = PolicyStatus::InForce;
};

DocPolicy doc_policy(const ShowContext& context, const DocSubject& subject);

const ShowList* list_of(const ShowItem& item, std::string_view key);
const ShowField* field_of(const ShowItem& item, std::string_view key);
/// The texts of a field's list; of one text, that one.
std::vector<std::string> names_of(const ShowField& field);
/// The text of a field's value; empty: it has none.
std::string word_of(const ShowItem& item, std::string_view key);

/// Name of the place of a thing on a page: `c-OCB-6`. Letters, digits, `.`, `-` and `_` only.
/// `sort`: s scheme, c criterion, p parameter, f fact.
std::string doc_anchor(std::string_view sort, std::string_view id);
std::string doc_safe_name(std::string_view id);

/// What a field's names point at: the sort of their anchors; empty: nothing.
std::string_view doc_target(std::string_view key);
/// Every anchor that a page about `policy` has.
std::set<std::string> doc_anchors(const DocPolicy& policy);

}  // namespace ipcheck
