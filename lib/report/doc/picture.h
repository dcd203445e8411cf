#pragma once
// The tree of a scheme as a picture: laid out here, without any library. Private to lib/report.

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "report/doc/show_model.h"

namespace ipcheck {

/// A box of the picture. Groups stand left of their parts.
struct PictureNode {
  enum class Shape { Group, Either, Criterion, Soft, Scheme, Branch };
  Shape shape = Shape::Group;
  std::string id;
  std::string words;   // what a group asks for; may be empty
  std::string title;   // may be empty
  std::string clause;  // of a criterion
  std::vector<std::size_t> children;
};

/// The nodes below a checklist's root, parents before their children.
std::vector<PictureNode> picture_of(const ShowItem& tree, Lang lang);

/// As SVG; `label` is for screen readers, `link` says where a box leads (empty: nowhere).
/// Shape: styled by the page's `.tree` rules; widths count CJK as two columns.
void draw_svg(const std::vector<PictureNode>& nodes, const std::string& label,
              const std::function<std::string(const PictureNode&)>& link, std::ostream& out);

/// As a Mermaid flowchart.
void draw_mermaid(const std::vector<PictureNode>& nodes, Lang lang, std::ostream& out);

}  // namespace ipcheck
