// Tested by tests/report/score_format_test.cc.
#include "report/score/format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "report/json_writer.h"
#include "report/score/row_writer.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

bool is_plain_number(std::string_view text) {
  std::size_t digits = 0;
  for (std::size_t i = text.front() == '-' || text.front() == '+' ? 1 : 0; i < text.size(); ++i) {
    if (text[i] >= '0' && text[i] <= '9')
      ++digits;
    else if (text[i] != '.' && text[i] != ',')
      return false;
  }
  return digits > 0;
}

}  // namespace

bool needs_mark(std::string_view text) {
  if (text.empty()) return false;
  switch (text.front()) {
    case ' ':
    case '\n':
      return needs_mark(text.substr(1));
    case '\xE2':
    case '\xE3':  // blanks that cannot be seen
      return (text.starts_with("\u200B") || text.starts_with("\u3000")) &&
             needs_mark(text.substr(3));
    case '=':
    case '@':
    case '\t':
    case '\r':
    case '\'':
      return true;
    case '+':
    case '-':
      return !is_plain_number(text);
    case '\xEF':
      if (text.starts_with("\uFEFF")) return needs_mark(text.substr(3));
      return text.starts_with("＝") || text.starts_with("＋") || text.starts_with("－") ||
             text.starts_with("＠");
    default:
      return false;
  }
}

namespace {

void append_number(std::uint64_t number, std::string& out) {
  std::array<char, 20> digits;
  auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

std::span<const std::string_view> list_of(const ScoredRow& row, ScoreField field) {
  switch (field) {
    case ScoreField::Failing:
      return row.failing;
    case ScoreField::Missing:
      return row.missing;
    case ScoreField::Pending:
      return row.pending;
    default:
      return row.notices;
  }
}

bool is_list(ScoreField field) {
  return field == ScoreField::Failing || field == ScoreField::Missing ||
         field == ScoreField::Pending || field == ScoreField::Notices;
}

bool is_number(ScoreField field) {
  return field == ScoreField::Row || field == ScoreField::Line || field == ScoreField::Rank;
}

std::uint64_t number_of(const ScoredRow& row, ScoreField field) {
  return field == ScoreField::Row    ? row.place.row
         : field == ScoreField::Line ? row.place.line
                                     : row.rank;
}

/// A field that is one text.
std::string_view text_of(const ScoredRow& row, const ScoreColumn& column) {
  switch (column.field) {
    case ScoreField::Id:
      return row.id;
    case ScoreField::Name:
      return row.name;
    case ScoreField::Scheme:
      return row.scheme;
    case ScoreField::Verdict:
      return word(row.outcome);
    case ScoreField::Score:
      return row.score;
    case ScoreField::ScoreMin:
      return row.score_min;
    case ScoreField::ScoreMax:
      return row.score_max;
    case ScoreField::Grade:
      return row.grade;
    case ScoreField::Reasons:
      return row.reasons;
    case ScoreField::Decisions:
      return row.decisions;
    case ScoreField::Change:
      return row.change;
    case ScoreField::Kept:
      return row.kept[column.kept];
    default:
      return {};
  }
}

std::string_view standing_id(Standing standing) {
  switch (standing) {
    case Standing::Unranked:
      return "";
    case Standing::In:
      return "in";
    case Standing::Tied:
      return "tied";
    case Standing::Out:
      return "out";
  }
  return "";
}

/// Whether one of eight characters is less than a comma or one itself: quotes and line ends are.
bool any_up_to_comma(std::uint64_t eight) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  return ((eight - kOnes * (',' + 1)) & ~eight & kOnes << 7) != 0;
}

/// Whether a cell of CSV needs quotes.
bool needs_quotes(std::string_view text) {
  std::uint64_t eight = 0;
  bool any = text.size() < sizeof eight;
  for (std::size_t i = 0; !any && i < text.size(); i += sizeof eight) {
    std::memcpy(&eight, text.data() + std::min(i, text.size() - sizeof eight), sizeof eight);
    any = any_up_to_comma(eight);
  }
  constexpr std::string_view kSpecial = ",\"\r\n";
  return any && std::any_of(kSpecial.begin(), kSpecial.end(),
                            [text](char c) { return text.find(c) != text.npos; });
}

class CsvFormat final : public RowFormat {
 public:
  CsvFormat(std::vector<ScoreColumn> columns, Lang lang, bool bom)
      : columns_(std::move(columns)), lang_(lang), bom_(bom) {}

  std::string head() const override {
    std::string out = bom_ ? "\xEF\xBB\xBF" : "";
    CellChanges none;
    RowWriter row(out);
    for (const ScoreColumn& column : columns_) foreign(column.header, row, none);
    row.end();
    return out;
  }

  void row(std::span<const ScoredRow> rows, std::string& out, CellChanges& changes) const override {
    RowWriter to(out);
    for (const ScoreColumn& column : columns_) cell(rows[column.scheme], column, to, changes);
    to.end();
  }

 private:
  /// A cell and a comma.
  void cell(const ScoredRow& row, const ScoreColumn& column, RowWriter& out,
            CellChanges& changes) const {
    switch (column.field) {
      case ScoreField::Row:
      case ScoreField::Line:
      case ScoreField::Rank: {
        const std::uint64_t number = number_of(row, column.field);
        if (number > 0) out.put(number);
        return out.put(',');
      }
      case ScoreField::Failing:
      case ScoreField::Missing:
      case ScoreField::Pending:
      case ScoreField::Notices:
        return list(list_of(row, column.field), out);
      case ScoreField::Standing:
        return out.put(standing_words(row.standing).in(lang_), ',');
      case ScoreField::Scheme:
      case ScoreField::Verdict:
      case ScoreField::Score:
      case ScoreField::ScoreMin:
      case ScoreField::ScoreMax:
      case ScoreField::Grade:
        return out.put(text_of(row, column), ',');
      case ScoreField::Id:
      case ScoreField::Name:
      case ScoreField::Kept:
      case ScoreField::Reasons:
      case ScoreField::Decisions:
      case ScoreField::Change:  // texts of applicants; the others are made of words of ours
        return foreign(text_of(row, column), out, changes);
    }
  }

  static void list(std::span<const std::string_view> items, RowWriter& out) {
    if (items.empty()) return out.put(',');
    for (std::string_view item : items) out.put(item, ';');
    out.put_over(',');
  }

  static void foreign(std::string_view text, RowWriter& out, CellChanges& changes) {
    const bool mark = needs_mark(text);
    if (mark) ++changes.neutralised;
    if (!mark && !needs_quotes(text)) return out.put(text, ',');
    out.put('"');
    if (mark) out.put('\'');
    for (char c : text) {
      if (c == '"') out.put('"');
      out.put(c);
    }
    out.put('"');
    out.put(',');
  }

  std::vector<ScoreColumn> columns_;
  Lang lang_;
  bool bom_;
};

class NdjsonFormat final : public RowFormat {
 public:
  explicit NdjsonFormat(std::vector<ScoreColumn> columns) : columns_(std::move(columns)) {
    for (const ScoreColumn& column : columns_) keys_.push_back(json_string(column.header) + ":");
  }

  std::string head() const override { return ""; }

  void row(std::span<const ScoredRow> rows, std::string& out, CellChanges&) const override {
    char separator = '{';
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      out += separator;
      separator = ',';
      out += keys_[i];
      value(rows[columns_[i].scheme], columns_[i], out);
    }
    out += "}\n";
  }

 private:
  static void value(const ScoredRow& row, const ScoreColumn& column, std::string& out) {
    if (is_number(column.field)) {
      const std::uint64_t number = number_of(row, column.field);
      number > 0 ? append_number(number, out) : void(out += "null");
    } else if (is_list(column.field)) {
      out += '[';
      bool first = true;
      for (std::string_view item : list_of(row, column.field)) {
        if (!first) out += ',';
        first = false;
        out += json_string(item);
      }
      out += ']';
    } else {
      std::string_view text =
          column.field == ScoreField::Standing ? standing_id(row.standing) : text_of(row, column);
      const bool given = !text.empty() || column.field == ScoreField::Kept;
      out += given ? json_string(text) : "null";
    }
  }

  std::vector<ScoreColumn> columns_;
  std::vector<std::string> keys_;
};

class MarkdownFormat final : public RowFormat {
 public:
  MarkdownFormat(std::vector<ScoreColumn> columns, Lang lang)
      : columns_(std::move(columns)), lang_(lang) {}

  std::string head() const override {
    std::string names = "|", rule = "|";
    for (const ScoreColumn& column : columns_) {
      names += " ";
      escaped(column.header, names);
      names += " |";
      rule += is_number(column.field) ? " ---: |" : " --- |";
    }
    return names + "\n" + rule + "\n";
  }

  void row(std::span<const ScoredRow> rows, std::string& out, CellChanges&) const override {
    out += '|';
    for (const ScoreColumn& column : columns_) {
      const ScoredRow& row = rows[column.scheme];
      out += ' ';
      if (is_number(column.field)) {
        if (number_of(row, column.field) > 0) append_number(number_of(row, column.field), out);
      } else if (is_list(column.field)) {
        escaped(joined(list_of(row, column.field), ", "), out);
      } else if (column.field == ScoreField::Standing) {
        out += standing_words(row.standing).in(lang_);
      } else {
        escaped(text_of(row, column), out);
      }
      out += " |";
    }
    out += '\n';
  }

 private:
  static void escaped(std::string_view text, std::string& out) {
    for (char c : visible(text)) {
      if (std::string_view("|\\`*_{}[]<>#!").find(c) != std::string_view::npos) out += '\\';
      out += c == '\n' || c == '\r' ? ' ' : c;
    }
  }

  std::vector<ScoreColumn> columns_;
  Lang lang_;
};

}  // namespace

std::unique_ptr<RowFormat> csv_format(std::vector<ScoreColumn> columns, Lang lang, bool bom) {
  return std::make_unique<CsvFormat>(std::move(columns), lang, bom);
}
std::unique_ptr<RowFormat> ndjson_format(std::vector<ScoreColumn> columns) {
  return std::make_unique<NdjsonFormat>(std::move(columns));
}
std::unique_ptr<RowFormat> markdown_format(std::vector<ScoreColumn> columns, Lang lang) {
  return std::make_unique<MarkdownFormat>(std::move(columns), lang);
}

}  // namespace ipcheck
