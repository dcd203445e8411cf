// Tested by tests/io/xlsx_rows_test.cc.
#include "io/xlsx/rows.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "text/utf8.h"

namespace ipcheck {
namespace {

constexpr std::size_t kTextBytes = 1 << 18;  // of one string of block.texts
constexpr std::size_t kMaxRowCells = 4 * kMaxSheetColumns;

enum class CellType : unsigned char { Number, Shared, Text, Inline, Bool, Error, Date };

CellType cell_type(std::string_view t) {
  if (t.empty() || t == "n") return CellType::Number;
  if (t == "s") return CellType::Shared;
  if (t == "str") return CellType::Text;
  if (t == "inlineStr") return CellType::Inline;
  if (t == "b") return CellType::Bool;
  if (t == "d") return CellType::Date;
  return CellType::Error;  // `e`, and what no version of the format knows
}

std::optional<std::uint32_t> whole(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string cell_name(std::uint64_t row, std::uint32_t column) {
  std::string name;
  for (std::uint32_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return name + std::to_string(row);
}

bool parse_cell_name(std::string_view text, CellName& name) {
  std::size_t at = 0;
  std::uint32_t column = 0;
  for (; at < text.size() && at < 4; ++at) {
    const char upper =
        text[at] >= 'a' && text[at] <= 'z' ? static_cast<char>(text[at] - 'a' + 'A') : text[at];
    if (upper < 'A' || upper > 'Z') break;
    column = column * 26 + static_cast<std::uint32_t>(upper - 'A' + 1);
  }
  std::uint32_t row = 0;
  const std::size_t digits = at;
  for (; at < text.size() && at < digits + 8 && text[at] >= '0' && text[at] <= '9'; ++at)
    row = row * 10 + static_cast<std::uint32_t>(text[at] - '0');
  if (at != text.size() || column == 0 || column > kMaxSheetColumns || row == 0 ||
      row > kMaxSheetRows)
    return false;
  name = {row, column - 1};
  return true;
}

class SheetRows::Events final : public XmlEvents {
 public:
  Events(const XlsxContext& context, std::string part)
      : context_(context), part_(std::move(part)) {}

  void into(TableBlock& block) {
    block_ = &block;
    text_ = 0;
    bytes_ = 0;
    block.cells.clear();
    block.places.clear();
    for (std::string& text : block.texts) text.clear();
  }
  std::size_t bytes() const { return bytes_; }

  void start(std::string_view name, XmlAttributes attributes) override {
    ++depth_;
    if (depth_ == kCellDepth + 1 && in_cell_) {
      in_text_ = name == "v" || (name == "t" && inline_);
      if (name == "v") value_ = true;
      if (name == "f") formula_ = true;
      if (name == "is") inline_ = true;
    } else if (depth_ > kCellDepth + 1 && inline_) {
      if (name == "rPh" && phonetic_ == 0) phonetic_ = depth_;
      in_text_ = name == "t" && phonetic_ == 0;
    } else if (depth_ == kCellDepth && in_row_ && name == "c") {
      start_cell(attributes);
    } else if (depth_ == kCellDepth - 1 && in_data_ && name == "row") {
      start_row(attributes.of("r"));
    } else if (depth_ == kCellDepth - 2 && name == "sheetData") {
      in_data_ = true;
    }
  }

  void end(std::string_view) override {
    in_text_ = false;
    if (depth_ == phonetic_) phonetic_ = 0;
    if (depth_ == kCellDepth && in_cell_) {
      end_cell();
    } else if (depth_ == kCellDepth - 1 && in_row_) {
      end_row();
    } else if (depth_ == kCellDepth - 2) {
      in_data_ = false;
    }
    --depth_;
  }

  void text(std::string_view piece) override {
    if (!in_text_) return;
    const std::size_t size = texts_.size() - cell_.begin + piece.size();
    if (size > kMaxCellBytes) too_long_ = true;
    if (texts_.size() + piece.size() > kMaxRowBytes)
      throw fault(say("第 {} 行超过 64 MiB", "row {} is longer than 64 MiB", row_));
    if (!too_long_) texts_ += piece;
  }

 private:
  static constexpr int kCellDepth = 4;  // worksheet / sheetData / row / c

  struct Pending {
    std::uint32_t column = 0;
    char sort = 't';
    std::size_t begin = 0, size = 0;  // in texts_
    std::string_view shared;          // data() null: in texts_
  };

  XlsxFault fault(const Text& why) const { return xlsx_damaged(context_.file, part_, why); }

  void set_row(std::uint32_t row) {
    if (row <= last_row_)
      throw fault(say("第 {} 行排在第 {} 行之后", "row {} stands after row {}", row, last_row_));
    if (row > kMaxSheetRows)
      throw fault(say("行号 {} 超过 {}", "row {} is beyond {}", row, kMaxSheetRows));
    row_ = last_row_ = row;
  }

  void start_row(std::string_view number) {
    in_row_ = true;
    row_ = 0;  // not known yet: the first cell may say it
    next_column_ = 0;
    if (number.data() == nullptr) return;
    const auto row = whole(number);
    if (!row || *row == 0)
      throw fault(say("行号 `{}` 有错", "the row number `{}` is wrong", number));
    set_row(*row);
  }

  void start_cell(XmlAttributes attributes) {
    std::string_view name, type;
    style_ = 0;
    for (const char** at = attributes.raw(); *at != nullptr; at += 2) {
      if (at[0][0] == '\0' || at[0][1] != '\0') continue;
      if (at[0][0] == 'r') name = at[1];
      if (at[0][0] == 't') type = at[1];
      if (at[0][0] == 's') style_ = whole(at[1]).value_or(0);
    }
    cell_ = {next_column_, 't', texts_.size(), 0, {}};
    place(name);
    type_ = cell_type(type);
    in_cell_ = true;
    value_ = formula_ = inline_ = too_long_ = false;
  }

  void place(std::string_view name) {
    if (name.data() != nullptr) {
      CellName at;
      if (!parse_cell_name(name, at))
        throw fault(say("单元格位置 `{}` 有错", "the cell reference `{}` is wrong", name));
      if (row_ == 0) set_row(at.row);
      if (at.row != row_)
        throw fault(say("单元格 `{}` 在第 {} 行里", "the cell `{}` stands in row {}", name, row_));
      cell_.column = at.column;
    }
    if (row_ == 0) set_row(last_row_ + 1);
    if (cell_.column >= kMaxSheetColumns || cells_.size() >= kMaxRowCells)
      throw fault(say("第 {} 行的单元格过多", "row {} has too many cells", row_));
    next_column_ = cell_.column + 1;
  }

  void end_cell() {
    in_cell_ = false;
    if (too_long_) {
      put('e', "#TOO-LONG");
    } else if (inline_) {
      unescape_xstring(texts_, cell_.begin);
    } else if (texts_.size() == cell_.begin) {
      // A formula whose text is empty has `str` and an empty value; others were never computed.
      if (formula_ && !(value_ && type_ == CellType::Text)) put('e', "#FORMULA");
    } else {
      interpret();
    }
    if (cell_.shared.data() == nullptr) cell_.size = texts_.size() - cell_.begin;
    if (cell_.size > 0 || !cell_.shared.empty()) {
      blank_ = false;
      cells_.push_back(cell_);
    } else {
      texts_.resize(cell_.begin);
    }
  }

  void put(char sort, std::string_view text) {
    texts_.resize(cell_.begin);
    texts_ += text;
    cell_.sort = sort;
  }

  std::string_view value() const { return std::string_view(texts_).substr(cell_.begin); }

  /// Producers that indent their XML put white space around values.
  void trim_value() {
    const std::string_view whole = value();
    const std::string_view bare = trim(whole);
    if (bare.size() < whole.size()) put(cell_.sort, std::string(bare));
  }

  void interpret() {
    if (type_ != CellType::Text && type_ != CellType::Inline &&
        (value().front() <= ' ' || value().back() <= ' '))
      trim_value();
    switch (type_) {
      case CellType::Number:
        return number();
      case CellType::Shared: {
        const auto index = whole(value());
        const std::string_view text = index ? context_.strings[*index] : std::string_view();
        if (text.data() == nullptr) return put('e', "#SHARED-STRING");
        cell_.shared = text;
        texts_.resize(cell_.begin);
        return;
      }
      case CellType::Text:
      case CellType::Inline:
        return unescape_xstring(texts_, cell_.begin);
      case CellType::Bool:
        if (value() == "1" || value() == "true") return put('t', "TRUE");
        if (value() == "0" || value() == "false") return put('t', "FALSE");
        cell_.sort = 'e';
        return;
      case CellType::Error:
        cell_.sort = 'e';
        return;
      case CellType::Date:
        if (value().size() > 10 && value()[10] == 'T') texts_.resize(cell_.begin + 10);
        return;
    }
  }

  void number() {
    const NumberFormat format =
        style_ < context_.styles.size() ? context_.styles[style_] : NumberFormat::Number;
    if (format == NumberFormat::Percent) {
      if (const auto text = percent_text(value())) return put('t', *text);
    } else if (format != NumberFormat::Number) {
      if (const auto text = serial_text(value(), format, context_.system_1904))
        return put(text->wrong ? 'e' : 't', text->text);
    }
    cell_.sort = 'n';
    const auto text = number_text(value(), store_);
    if (!text) {
      cell_.sort = 'e';
    } else if (text->data() == store_.data()) {
      put('n', *text);
    }
  }

  void end_row() {
    in_row_ = false;
    if (row_ == 0) set_row(last_row_ + 1);
    if (!blank_) append_row();
    blank_ = true;
    cells_.clear();
    texts_.clear();
  }

  void append_row() {
    const auto before = [](const Pending& a, const Pending& b) { return a.column < b.column; };
    if (!std::is_sorted(cells_.begin(), cells_.end(), before))
      std::stable_sort(cells_.begin(), cells_.end(), before);
    const std::string_view texts = kept(texts_);
    const auto row = static_cast<std::uint32_t>(block_->places.size());
    block_->places.push_back({row_, 0});
    for (const Pending& cell : cells_) {
      block_->cells.push_back(
          {row, cell.column, cell.sort,
           cell.shared.data() != nullptr ? cell.shared : texts.substr(cell.begin, cell.size)});
    }
  }

  /// A copy in block.texts, whose strings never grow beyond what they reserved.
  std::string_view kept(std::string_view text) {
    auto& texts = block_->texts;
    while (text_ < texts.size() && texts[text_].capacity() - texts[text_].size() < text.size())
      ++text_;
    if (text_ == texts.size()) texts.emplace_back().reserve(std::max(kTextBytes, text.size()));
    std::string& to = texts[text_];
    to += text;
    bytes_ += text.size();
    return std::string_view(to).substr(to.size() - text.size());
  }

  const XlsxContext& context_;
  std::string part_;
  TableBlock* block_ = nullptr;
  std::size_t text_ = 0, bytes_ = 0;

  int depth_ = 0, phonetic_ = 0;
  bool in_data_ = false, in_row_ = false, in_cell_ = false, in_text_ = false;
  std::uint32_t row_ = 0, last_row_ = 0, next_column_ = 0;
  bool blank_ = true;
  std::vector<Pending> cells_;  // of the row
  std::string texts_;           // of the row

  Pending cell_;
  CellType type_ = CellType::Number;
  std::uint32_t style_ = 0;
  bool value_ = false, formula_ = false, inline_ = false, too_long_ = false;
  std::string store_;
};

SheetRows::SheetRows(const XlsxContext& context, std::string part)
    : events_(std::make_unique<Events>(context, part)),
      parser_(std::make_unique<XmlParser>(*events_, context.file, std::move(part))) {}

SheetRows::~SheetRows() = default;

void SheetRows::into(TableBlock& block) {
  events_->into(block);
}
void SheetRows::feed(std::string_view bytes) {
  parser_->feed(bytes);
}
char* SheetRows::room() {
  return parser_->room();
}
void SheetRows::fed(std::size_t size) {
  parser_->fed(size);
}
void SheetRows::finish() {
  parser_->finish();
}
std::size_t SheetRows::bytes() const {
  return events_->bytes();
}

}  // namespace ipcheck
