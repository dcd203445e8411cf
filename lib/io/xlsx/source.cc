// Tested by tests/io/xlsx_source_test.cc.
#include "io/xlsx/source.h"

#include <algorithm>

#include "io/xlsx/grid.h"
#include "io/xlsx/package.h"

namespace ipcheck {
namespace {

class Workbook final : public XlsxWorkbook {
 public:
  Workbook(std::unique_ptr<ZipFile> zip, const std::string& name)
      : book_(std::make_shared<XlsxBook>()) {
    package_ = read_package(*zip, name);
    book_->zip = std::move(zip);
    book_->context.file = name;
    book_->context.system_1904 = package_.system_1904;
    for (const auto& sheet : package_.sheets) sheets_.push_back({sheet.name, sheet.hidden});
  }

  const std::vector<XlsxSheet>& sheets() const override { return sheets_; }

  std::unique_ptr<GridSource> sheet(std::size_t index) override {
    load();
    return open_xlsx_grid(book_, package_.sheets.at(index).part, traits(index), oddities(index));
  }

 private:
  /// What all sheets share is read once, with the first of them.
  void load() {
    if (loaded_) return;
    if (!package_.strings.empty())
      book_->context.strings =
          read_shared_strings(*book_->zip->open(package_.strings, kMaxStringsBytes));
    if (!package_.styles.empty())
      book_->context.styles = read_styles(*book_->zip->open(package_.styles, kMaxPartBytes));
    loaded_ = true;
  }

  std::vector<GridSource::Trait> traits(std::size_t index) const {
    std::vector<GridSource::Trait> traits = {{"sheet", sheets_[index].name, others(index)}};
    if (package_.system_1904)
      traits.push_back(
          {"date_system", "1904",
           say("工作簿声明日期从 1904-01-01 起算", "the workbook counts days from 1904-01-01")});
    return traits;
  }

  Text others(std::size_t index) const {
    if (sheets_.size() == 1) return say("只有这一个工作表", "the only sheet");
    Text names;
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      if (i == index) continue;
      const bool hidden = sheets_[i].hidden;
      names.zh += fmt::format("{}`{}`{}", names.zh.empty() ? "" : "、", sheets_[i].name,
                              hidden ? "（隐藏）" : "");
      names.en += fmt::format("{}`{}`{}", names.en.empty() ? "" : ", ", sheets_[i].name,
                              hidden ? " (hidden)" : "");
    }
    return {"其他工作表：" + names.zh, "other sheets: " + names.en};
  }

  std::vector<Text> oddities(std::size_t index) const {
    if (!sheets_[index].hidden) return {};
    return {say("工作表 `{}` 是隐藏的", "the sheet `{}` is hidden", sheets_[index].name)};
  }

  std::shared_ptr<XlsxBook> book_;
  XlsxPackage package_;
  std::vector<XlsxSheet> sheets_;
  bool loaded_ = false;
};

template <class Open>
std::unique_ptr<XlsxWorkbook> opened(const std::string& name, Diagnostics& diags, Open open) {
  try {
    std::unique_ptr<ZipFile> zip = open();
    return zip ? std::make_unique<Workbook>(std::move(zip), name) : nullptr;
  } catch (const XlsxFault& fault) {
    diags.file_error(fault.id, name, fault.message).help(fault.fix);
    return nullptr;
  }
}

}  // namespace

std::unique_ptr<XlsxWorkbook> open_xlsx(const std::string& path, Diagnostics& diags) {
  return opened(path == "-" ? "<stdin>" : path, diags, [&] { return open_zip(path, diags); });
}

std::unique_ptr<XlsxWorkbook> open_xlsx_bytes(std::string bytes, const std::string& name,
                                              Diagnostics& diags) {
  return opened(name, diags, [&] { return open_zip_bytes(std::move(bytes), name); });
}

}  // namespace ipcheck
