// Tested by tests/io/xlsx_damage_test.cc.
#include "io/xlsx/package.h"

#include <algorithm>

#include "io/xlsx/kind.h"
#include "io/xlsx/xml.h"

namespace ipcheck {
namespace {

constexpr std::size_t kMaxSheets = 10'000;

struct Relationship {
  std::string id, type, target;  // type: the last word of its URI
  bool external = false;
};

class RelationshipEvents final : public XmlEvents {
 public:
  void start(std::string_view name, XmlAttributes attributes) override {
    if (name != "Relationship") return;
    const std::string_view type = attributes.of("Type");
    all.push_back({std::string(attributes.of("Id")), std::string(type.substr(type.rfind('/') + 1)),
                   std::string(attributes.of("Target")),
                   attributes.of("TargetMode") == "External"});
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

  std::vector<Relationship> all;
};

struct SheetTag {
  std::string name, id;
  bool hidden = false;
};

class WorkbookEvents final : public XmlEvents {
 public:
  void start(std::string_view name, XmlAttributes attributes) override {
    if (name == "workbookPr") {
      system_1904 = xml_true(attributes.of("date1904"));
    } else if (name == "sheet" && sheets.size() < kMaxSheets) {
      const std::string_view state = attributes.of("state");
      sheets.push_back({std::string(attributes.of("name")), std::string(attributes.prefixed("id")),
                        state == "hidden" || state == "veryHidden"});
    }
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

  std::vector<SheetTag> sheets;
  bool system_1904 = false;
};

template <class Events>
Events events_of(ZipFile& zip, const std::string& part) {
  Events events;
  read_xml(*zip.open(part, kMaxPartBytes), events);
  return events;
}

/// The relationships of `part` (empty: of the package), if it has any.
std::vector<Relationship> relationships(ZipFile& zip, const std::string& part) {
  const std::size_t name = part.rfind('/') + 1;
  const std::string file = part.substr(0, name) + "_rels/" + part.substr(name) + ".rels";
  if (!zip.has(file)) return {};
  return events_of<RelationshipEvents>(zip, file).all;
}

std::string workbook_part(ZipFile& zip) {
  for (const Relationship& relation : relationships(zip, "")) {
    if (relation.type != "officeDocument" || relation.external) continue;
    const std::string part = resolved_part("", relation.target);
    if (part.ends_with(".xml") && zip.has(part) && !zip.has("word/document.xml") &&
        !zip.has("ppt/presentation.xml"))
      return part;
  }
  return zip.has("xl/workbook.xml") ? "xl/workbook.xml" : "";
}

}  // namespace

std::string resolved_part(std::string_view part, std::string_view target) {
  std::vector<std::string_view> path;
  const auto walk = [&](std::string_view steps) {
    while (true) {
      const std::size_t slash = steps.find_first_of("/\\");
      const std::string_view step = steps.substr(0, slash);
      if (step == "..") {
        if (path.empty()) return false;
        path.pop_back();
      } else if (!step.empty() && step != ".") {
        path.push_back(step);
      }
      if (slash == std::string_view::npos) return true;
      steps.remove_prefix(slash + 1);
    }
  };
  const bool absolute = target.starts_with('/') || target.starts_with('\\');
  if (!absolute) walk(part.substr(0, part.rfind('/') + 1));
  if (!walk(target)) return {};
  return joined(path, "/");
}

XlsxPackage read_package(ZipFile& zip, const std::string& file) {
  const std::string workbook = workbook_part(zip);
  if (workbook.empty()) throw not_workbook_fault(zip, file);
  const auto relations = relationships(zip, workbook);
  const auto tags = events_of<WorkbookEvents>(zip, workbook);

  XlsxPackage package;
  package.system_1904 = tags.system_1904;
  const auto part_of = [&](const Relationship& relation) {
    return relation.external ? std::string() : resolved_part(workbook, relation.target);
  };
  for (const Relationship& relation : relations) {
    if (relation.type == "sharedStrings") package.strings = part_of(relation);
    if (relation.type == "styles") package.styles = part_of(relation);
  }
  for (std::string* part : {&package.strings, &package.styles}) {
    if (!zip.has(*part)) part->clear();
  }
  for (const SheetTag& tag : tags.sheets) {
    const auto relation = std::find_if(relations.begin(), relations.end(),
                                       [&](const Relationship& r) { return r.id == tag.id; });
    const bool known = relation != relations.end();
    if (known && relation->type != "worksheet") continue;  // a chart, a dialog, a macro sheet
    package.sheets.push_back({tag.name, tag.hidden, known ? part_of(*relation) : std::string()});
  }
  if (package.sheets.empty())
    throw xlsx_damaged(file, workbook, say("其中没有工作表", "it names no worksheet"));
  return package;
}

}  // namespace ipcheck
