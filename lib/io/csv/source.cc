// Tested by tests/io/csv_source_test.cc.
#include "io/csv/source.h"

#include <algorithm>
#include <array>
#include <atomic>

#include "io/bytes/encoding.h"
#include "io/bytes/gb18030.h"
#include "io/csv/cut.h"
#include "io/csv/sniff.h"
#include "io/csv/split.h"
#include "text/file_kind.h"

namespace ipcheck {
namespace {

constexpr std::size_t kHeadBytes = 64 << 10;
constexpr std::size_t kHeadRows = 1000;
constexpr std::size_t kFewestRows = 32;  // read on for wide tables, so that their header is seen
constexpr std::size_t kMostHeadBytes = 4 << 20;
constexpr std::size_t kAnyLines = static_cast<std::size_t>(-1);

/// The front of a stream. Shape: `bytes` may go on behind `sample`, which depends on the file alone
/// and not on how it was read.
struct Head {
  std::string bytes;
  std::size_t sample = 0;
  bool drained = false;  // nothing follows `bytes`

  std::string_view view() const { return std::string_view(bytes).substr(0, sample); }
  /// The sample is the whole file.
  bool is_all() const { return drained && sample == bytes.size(); }
};

/// Up to `size` bytes; stops early behind so many lines.
void read_head(ByteStream& from, std::size_t size, std::size_t most_lines, Head& head) {
  std::size_t lines = 0, counted = 0, have = head.bytes.size();
  head.bytes.resize(std::max(size, have));
  while (true) {
    for (; counted < have && lines < most_lines; ++counted)
      if (head.bytes[counted] == '\n') ++lines;
    if (lines == most_lines || head.drained || have >= size) break;
    const std::size_t count = from.read(head.bytes.data() + have, size - have);
    have += count;
    head.drained = count == 0;
  }
  head.bytes.resize(have);
  head.sample = std::min({size, counted, head.bytes.size()});
}

struct Advice {
  std::string_view kind, zh, en;
};

constexpr std::array kAdvice = {
    Advice{"zip", "若是 Excel 工作簿，请改名为 .xlsx；压缩包请先解压",
           "if it is a workbook, name it .xlsx; unpack an archive first"},
    Advice{"xls", "用 Excel 或 WPS 打开，另存为 .xlsx 或 CSV",
           "open it in Excel or WPS and save it as .xlsx or CSV"},
    Advice{"gzip", "改名为 .gz，或先解压", "name it .gz, or unpack it first"},
    Advice{"zstd", "改名为 .zst，或先解压", "name it .zst, or unpack it first"},
    Advice{"html", "用 Excel 或 WPS 打开，另存为 .xlsx 或 CSV",
           "open it in Excel or WPS and save it as .xlsx or CSV"},
    Advice{"sylk", "用 Excel 或 WPS 打开，另存为 .xlsx 或 CSV",
           "open it in Excel or WPS and save it as .xlsx or CSV"},
};

bool is_another_kind(std::string_view head, const std::string& name, Diagnostics& diags) {
  const FileKind* kind = file_kind(head);
  if (kind == nullptr) return false;
  const auto advice = std::find_if(kAdvice.begin(), kAdvice.end(),
                                   [kind](const Advice& a) { return a.kind == kind->id; });
  diags
      .file_error("not-text", name,
                  Text{fmt::format("`{}` 不是 CSV 表格，而像是“{}”", name, kind->zh),
                       fmt::format("`{}` is no CSV table but looks like {}", name, kind->en)})
      .help(advice == kAdvice.end() ? say("给出 CSV 或 XLSX 表格", "give a CSV or XLSX table")
                                    : Text{std::string(advice->zh), std::string(advice->en)});
  return true;
}

/// Much of it NUL: UTF-16 without a mark, or no text at all.
bool is_binary(std::string_view head, const std::string& name, Diagnostics& diags) {
  const auto nuls = static_cast<std::size_t>(std::count(head.begin(), head.end(), '\0'));
  if (nuls * 8 < head.size() || nuls < 4) return false;
  diags
      .file_error(
          "not-text", name,
          say("`{}` 不是文本：前 {} 字节中有 {} 个 NUL",
              "`{0}` is not text: {2} of its first {1} bytes are NUL", name, head.size(), nuls))
      .help(say(
          "若是没有 BOM 的 UTF-16，加上 `--encoding utf-16`（或 utf-16be）；否则另存为 CSV UTF-8",
          "if it is UTF-16 without a mark, add `--encoding utf-16` (or utf-16be); else save "
          "it as CSV UTF-8"));
  return true;
}

std::optional<char> delimiter_of(const std::string& text) {
  if (text == "tab" || text == "\\t" || text == "\t") return '\t';
  if (text == "," || text == ";" || text == "|") return text[0];
  return std::nullopt;
}

/// What the splitter and the cutter go by.
struct CsvPlan {
  CsvForm form;
  std::optional<Encoding> encoding;  // none: not known before the first byte beyond ASCII
  std::size_t block_bytes = 0;
};

class CsvSource final : public GridSource {
 public:
  CsvSource(std::unique_ptr<ByteStream> bytes, std::uint64_t first_byte, const CsvPlan& plan)
      : form_(plan.form),
        splitter_(std::move(bytes), first_byte, plan.form, plan.block_bytes, plan.encoding),
        encoding_(plan.encoding.value_or(Encoding::Utf8)) {}

  const std::vector<HeadRow>& head() const override { return head_; }
  const std::vector<Trait>& traits() const override { return traits_; }
  const std::vector<Text>& remarks() const override { return remarks_; }
  void select(std::vector<std::uint32_t> columns, std::uint32_t width) override {
    selection_.columns = std::move(columns);
    selection_.width = width;
  }

  bool next(TableBlock& block) override {
    if (!splitter_.next(block)) return false;
    const Encoding known = splitter_.encoding().value_or(Encoding::Utf8);
    if (known != encoding_.load(std::memory_order_relaxed)) {
      // Blocks handed out before are ASCII, so they read the same either way.
      encoding_.store(known, std::memory_order_relaxed);
      remarks_.push_back(
          say("开头只有 ASCII 字符，后面是 {}", "ASCII at first, then {}", name_of(known)));
    }
    if (splitter_.literal_quote_line() > 0 && !said_quotes_) {
      said_quotes_ = true;
      remarks_.push_back(say("未加引号的单元格里有引号，按原样保留（首见于第 {} 行）",
                             "quotes inside cells without quotes are kept as they are (first in "
                             "line {})",
                             splitter_.literal_quote_line()));
    }
    return true;
  }

  void cut(const TableBlock& block, Grid& grid) const override {
    cut_csv(block, form_, encoding_.load(std::memory_order_relaxed), selection_, grid);
  }

  std::string cell_place(const TableBlock& block, RowPlace row,
                         std::uint32_t column) const override {
    return csv_cell_place(block, form_, encoding_.load(std::memory_order_relaxed), row, column);
  }

  std::string row_text(const TableBlock& block, RowPlace row) const override {
    return csv_row_text(block, form_, encoding_.load(std::memory_order_relaxed), row);
  }
  char separator() const override { return form_.delimiter; }

  std::vector<HeadRow> head_;
  std::vector<Trait> traits_;
  std::vector<Text> remarks_;

 private:
  CsvForm form_;
  CsvSplitter splitter_;
  CsvSelection selection_;
  std::atomic<Encoding> encoding_;
  bool said_quotes_ = false;
};

class Opening {
 public:
  Opening(std::unique_ptr<ByteStream> bytes, const std::string& name, const CsvOptions& options,
          Diagnostics& diags)
      : bytes_(std::move(bytes)), name_(name), options_(options), diags_(diags) {
    plan_.block_bytes = options.block_bytes;
    plan_.form.limits = options.limits;
    plan_.form.loops = options.loops;
  }

  std::unique_ptr<GridSource> run() {
    if (!understand_options()) return nullptr;
    if (!bytes_->compression().empty())
      traits_.push_back({"compression", std::string(bytes_->compression()),
                         say("按名称和内容", "by its name and content")});
    read_head(*bytes_, kHeadBytes, kHeadRows, head_);
    if (!find_encoding()) return nullptr;
    find_delimiter();
    if (plan_.form.delimiter == '|') recode_pipes();
    read_more_rows();
    auto source = std::make_unique<CsvSource>(resumed(std::move(head_.bytes), std::move(bytes_)),
                                              first_byte_, plan_);
    source->head_ = std::move(rows_);
    source->traits_ = std::move(traits_);
    source->remarks_ = std::move(remarks_);
    return source;
  }

 private:
  bool understand_options() {
    if (!options_.encoding.empty()) {
      plan_.encoding = encoding_named(options_.encoding);
      if (!plan_.encoding)
        diags_
            .file_error("unknown-encoding", name_,
                        say("不认识编码 `{}`", "unknown encoding `{}`", options_.encoding))
            .help(say("可用 utf-8、gb18030、gbk、utf-16、utf-16be",
                      "use utf-8, gb18030, gbk, utf-16 or utf-16be"));
    }
    if (!options_.delimiter.empty() && !delimiter_of(options_.delimiter))
      diags_
          .file_error("bad-delimiter", name_,
                      say("分隔符不能是 `{}`", "`{}` cannot be the delimiter", options_.delimiter))
          .help(say("可用 , ; | 或 tab", "use , ; | or tab"));
    const bool good_encoding = options_.encoding.empty() || plan_.encoding;
    return good_encoding && (options_.delimiter.empty() || delimiter_of(options_.delimiter));
  }

  /// By option, by mark, by content; the stream is UTF-8 or GB18030 without a mark then.
  bool find_encoding() {
    if (head_.bytes.empty()) return say_empty();
    const ByteOrderMark mark = byte_order_mark(head_.view());
    Text why = say("由 --encoding 指定", "given by --encoding");
    if (mark.size > 0 && agrees(mark.encoding)) {
      plan_.encoding = mark.encoding;
      why = say("文件开头有 BOM", "a byte order mark in front");
      head_.bytes.erase(0, mark.size);
      head_.sample -= mark.size;
      first_byte_ = mark.size;
    }
    if (plan_.encoding && is_utf16(*plan_.encoding)) {
      traits_.push_back({"encoding", std::string(name_of(*plan_.encoding)), why});
      recode(*plan_.encoding);
      if (head_.bytes.empty()) return say_empty();
      return !is_another_kind(head_.view(), name_, diags_) &&
             !is_binary(head_.view(), name_, diags_);
    }
    if (is_another_kind(head_.view(), name_, diags_)) return false;
    if (is_binary(head_.view(), name_, diags_)) return false;
    if (head_.bytes.empty()) return say_empty();
    if (!plan_.encoding && !detect(why)) return false;
    traits_.push_back(
        {"encoding", std::string(name_of(plan_.encoding.value_or(Encoding::Utf8))), why});
    return true;
  }

  /// A mark counts unless another encoding was asked for; of UTF-16 it says which.
  bool agrees(Encoding mark) const {
    return !plan_.encoding || *plan_.encoding == mark ||
           (is_utf16(*plan_.encoding) && is_utf16(mark));
  }

  static bool is_utf16(Encoding encoding) {
    return encoding == Encoding::Utf16Le || encoding == Encoding::Utf16Be;
  }

  bool say_empty() {
    diags_.file_error("empty-file", name_, say("`{}` 是空文件", "`{}` is empty", name_))
        .help(say("给出有表头和数据的表格", "give a table with a header and rows"));
    return false;
  }

  bool detect(Text& why) {
    const Detection detection = detect_encoding(head_.view(), head_.is_all());
    why = detection.why;
    if (!detection.ascii) plan_.encoding = detection.encoding;
    if (detection.encoding) return true;
    diags_
        .file_error("not-text", name_,
                    say("`{}` 第 {} 字节起不是有效的 UTF-8，全文也不是 GB18030",
                        "`{}` is not valid UTF-8 at byte {}, and not GB18030 either", name_,
                        first_byte_ + detection.invalid))
        .help(say("另存为 CSV UTF-8；若只是个别行有错，加上 `--encoding utf-8` 或 `--encoding "
                  "gb18030`，出错的行会被拒收",
                  "save it as CSV UTF-8; if only some rows are wrong, add `--encoding utf-8` or "
                  "`--encoding gb18030`, and those rows are rejected"));
    return false;
  }

  /// From here on the stream is UTF-8; bytes of the file cannot be told any more.
  void recode(std::optional<Encoding> from) {
    auto raw = resumed(std::move(head_.bytes), std::move(bytes_));
    bytes_ = from ? as_utf8(std::move(raw), *from) : as_utf8_when_known(std::move(raw));
    plan_.encoding = Encoding::Utf8;
    plan_.form.recoded = true;
    first_byte_ = 0;
    head_ = {};
    read_head(*bytes_, kHeadBytes, kHeadRows, head_);
  }

  void find_delimiter() {
    CsvDelimiter found = sniff_delimiter(utf8_head(), head_.is_all());
    if (found.declared)
      remarks_.push_back(say("首行 `sep={0}` 说明分隔符，不是数据",
                             "the first line `sep={0}` names the delimiter and is no data",
                             delimiter_name(found.character)));
    if (!options_.delimiter.empty())
      found = {*delimiter_of(options_.delimiter),
               say("由 --delimiter 指定", "given by --delimiter")};
    plan_.form.delimiter = found.character;
    traits_.push_back({"delimiter", std::string(delimiter_name(found.character)), found.why});
  }

  std::string utf8_head() const {
    std::string head(head_.view());
    if (plan_.encoding != Encoding::Gb18030) return head;
    auto stream = as_utf8(bytes_of(std::move(head)), Encoding::Gb18030);
    Head utf8;
    read_head(*stream, 2 * head_.sample + 4, kAnyLines, utf8);
    return utf8.bytes;
  }

  /// The second byte of a character of GB18030 may be a `|`.
  void recode_pipes() {
    if (plan_.encoding == Encoding::Gb18030 || !plan_.encoding) recode(plan_.encoding);
  }

  void read_more_rows() {
    while (true) {
      std::string_view head = head_.view();
      if (head_.is_all() && head.ends_with('\x1A')) head.remove_suffix(1);
      rows_ = csv_rows(head, plan_.form, plan_.encoding.value_or(Encoding::Utf8), head_.is_all(),
                       kHeadRows);
      if (head_.is_all() || rows_.size() >= kFewestRows || head_.sample >= kMostHeadBytes) return;
      read_head(*bytes_, 2 * head_.sample, kAnyLines, head_);
    }
  }

  std::unique_ptr<ByteStream> bytes_;
  const std::string& name_;
  const CsvOptions& options_;
  Diagnostics& diags_;
  CsvPlan plan_;
  Head head_;
  std::uint64_t first_byte_ = 0;
  std::vector<GridSource::HeadRow> rows_;
  std::vector<GridSource::Trait> traits_;
  std::vector<Text> remarks_;
};

}  // namespace

std::unique_ptr<GridSource> open_csv(std::unique_ptr<ByteStream> bytes, const std::string& name,
                                     const CsvOptions& options, Diagnostics& diags) {
  return Opening(std::move(bytes), name, options, diags).run();
}

std::string_view looks_like(std::string_view first_bytes) {
  const FileKind* kind = file_kind(first_bytes);
  return kind == nullptr ? std::string_view() : kind->id;
}

}  // namespace ipcheck
