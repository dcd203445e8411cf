// Tested by tests/io/xlsx_outline_test.cc.
#include "io/xlsx/outline.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <tuple>

namespace ipcheck {
namespace {

constexpr std::size_t kMaxMerged = 1'000'000;
constexpr std::size_t kAhead = 64;    // longer than any name or word that is looked for
constexpr std::size_t kBehind = 512;  // where the `<` of a row's tag is looked for
constexpr std::string_view kData = "sheetData";

std::uint32_t column_number(std::string_view text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return std::min(value, kMaxSheetColumns);
}

class OutlineEvents final : public XmlEvents {
 public:
  void start(std::string_view name, XmlAttributes attributes) override {
    if (name == "col" && xml_true(attributes.of("hidden"))) {
      const std::uint32_t from = column_number(attributes.of("min"));
      const std::uint32_t to = column_number(attributes.of("max"));
      if (from > 0 && from <= to) outline.hidden_columns += to - from + 1;
    } else if (name == "row" && xml_true(attributes.of("hidden"))) {
      ++outline.hidden_rows;
    } else if (name == "mergeCell" && outline.merged.size() < kMaxMerged) {
      merge(attributes.of("ref"));
    }
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

  SheetOutline outline;

 private:
  void merge(std::string_view ref) {
    MergedCells cells;
    const std::size_t colon = ref.find(':');
    if (colon == std::string_view::npos || !parse_cell_name(ref.substr(0, colon), cells.first) ||
        !parse_cell_name(ref.substr(colon + 1), cells.last))
      return;
    if (cells.first.row <= cells.last.row && cells.first.column <= cells.last.column)
      outline.merged.push_back(cells);
  }
};

bool ends_name(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '/' || c == '>';
}

/// Hands a parser what stands before and after the rows, and counts hidden rows in between.
class RowSkipper {
 public:
  RowSkipper(XmlParser& parser, SheetOutline& outline) : parser_(parser), outline_(outline) {}

  void feed(std::string_view piece) {
    if (state_ == State::After) return parser_.feed(piece);
    window_ += piece;
    step(window_.size() > kAhead ? window_.size() - kAhead : 0);
  }
  void finish() {
    if (state_ != State::After) step(window_.size());
    parser_.feed(window_);
    parser_.finish();
  }

 private:
  enum class State { Before, Rows, After };

  /// Looks at what begins before `limit`.
  void step(std::size_t limit) {
    if (state_ == State::Before) {
      before(limit);
    } else if (state_ == State::Rows) {
      rows(limit);
    }
  }

  void before(std::size_t limit) {
    for (std::size_t at = window_.find(kData, looked_); at < limit;
         at = window_.find(kData, at + 1)) {
      const std::size_t open = opened(at, kAhead);
      const char next = at + kData.size() < window_.size() ? window_[at + kData.size()] : '\0';
      if (open == std::string::npos || !prefix(open + 1, at) || !ends_name(next)) continue;
      const std::size_t close = window_.find('>', at);
      if (close == std::string::npos && window_.size() - at < kBehind) return;  // wait for it
      if (close == std::string::npos) continue;
      if (window_[close - 1] == '/') {
        state_ = State::After;
        pass(window_.size());
      } else {
        state_ = State::Rows;
        pass(close + 1);
        rows(window_.size() > kAhead ? window_.size() - kAhead : 0);
      }
      return;
    }
    const std::size_t keep = std::min(limit, kBehind);
    pass(limit - keep);
    looked_ = keep;
  }

  void pass(std::size_t size) {
    parser_.feed(std::string_view(window_).substr(0, size));
    window_.erase(0, size);
    looked_ = 0;
  }

  /// The `<` before `at`, at most `reach` away; npos: none.
  std::size_t opened(std::size_t at, std::size_t reach) const {
    const std::size_t from = at - std::min(at, reach);
    const std::size_t found = std::string_view(window_).substr(from, at - from).rfind('<');
    return found == std::string_view::npos ? found : from + found;
  }

  /// Nothing, or `x:`, between `<` and a name.
  bool prefix(std::size_t from, std::size_t name) const {
    if (from == name) return true;
    return window_[name - 1] == ':' &&
           window_.substr(from, name - from - 1).find_first_of(" \t\r\n:<>/\"'=") ==
               std::string::npos;
  }

  // Both words that matter have an `h`, which numbers and their tags do not.
  void rows(std::size_t limit) {
    const char* const text = window_.data();
    for (std::size_t at = looked_; at < limit; ++at) {
      const void* found = std::memchr(text + at, 'h', limit - at);
      if (found == nullptr) break;
      at = static_cast<std::size_t>(static_cast<const char*>(found) - text);
      const std::string_view rest = std::string_view(window_).substr(at);
      if (rest.starts_with("hidden")) {
        if (hidden_row(at)) ++outline_.hidden_rows;
      } else if (rest.starts_with(kData.substr(1)) && at > 0 && closes(at - 1)) {
        state_ = State::After;
        const std::string after = window_.substr(opened(at - 1, kAhead));
        window_.clear();
        return parser_.feed(after);
      }
    }
    const std::size_t keep = std::min(limit, kBehind);
    window_.erase(0, limit - keep);
    looked_ = keep;
  }

  /// `</sheetData` or `</x:sheetData` with the name at `name`.
  bool closes(std::size_t name) const {
    const std::size_t open = opened(name, kAhead);
    return window_.compare(name, kData.size(), kData) == 0 && open != std::string::npos &&
           open + 1 < name && window_[open + 1] == '/' && prefix(open + 2, name);
  }

  /// ` hidden="1"` of a `row`.
  bool hidden_row(std::size_t word) const {
    const std::string_view value = std::string_view(window_).substr(word + 6, 8);
    const bool on = value.starts_with("=\"1\"") || value.starts_with("=\"true\"") ||
                    value.starts_with("='1'") || value.starts_with("='true'");
    const std::size_t open = word == 0 ? std::string::npos : opened(word, kBehind);
    if (!on || open == std::string::npos || !ends_name(window_[word - 1])) return false;
    const std::string_view tag = std::string_view(window_).substr(open, word - open);
    if (tag.find('>') != std::string_view::npos) return false;
    const std::size_t end = std::min(tag.find_first_of(" \t\r\n"), tag.size());
    const std::string_view name = tag.substr(1, end - 1);
    return name.substr(name.find(':') + 1) == "row";
  }

  XmlParser& parser_;
  SheetOutline& outline_;
  State state_ = State::Before;
  std::string window_;
  std::size_t looked_ = 0;
};

SheetOutline in_order(SheetOutline outline) {
  std::sort(outline.merged.begin(), outline.merged.end(),
            [](const MergedCells& a, const MergedCells& b) {
              return std::tie(a.first.row, a.first.column) < std::tie(b.first.row, b.first.column);
            });
  return outline;
}

SheetOutline read_around_rows(ZipFile& zip, const std::string& name) {
  const std::unique_ptr<ZipPart> part = zip.open(name, kMaxSheetBytes);
  OutlineEvents events;
  XmlParser parser(events, part->file(), name);
  RowSkipper skipper(parser, events.outline);
  std::string piece(kXmlPiece, '\0');
  while (const std::size_t count = part->read(piece.data(), piece.size()))
    skipper.feed(std::string_view(piece).substr(0, count));
  skipper.finish();
  return in_order(std::move(events.outline));
}

}  // namespace

SheetOutline read_outline_fully(ZipFile& zip, const std::string& part) {
  OutlineEvents events;
  read_xml(*zip.open(part, kMaxSheetBytes), events);
  return in_order(std::move(events.outline));
}

SheetOutline read_outline(ZipFile& zip, const std::string& part) {
  try {
    return read_around_rows(zip, part);
  } catch (const XlsxFault& fault) {
    if (fault.id != "xlsx-damaged") throw;
  }
  return read_outline_fully(zip, part);  // UTF-16, names in comments: odd, or really damaged
}

}  // namespace ipcheck
