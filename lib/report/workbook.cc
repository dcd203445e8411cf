// Tested by tests/report/workbook_test.cc.
#include "report/workbook.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <ostream>

#include "report/spool.h"
#include "report/workbook_files.h"
#include "text/error_words.h"
#include "text/late_library.h"
#include "text/say.h"

namespace ipcheck {
namespace {

LateLibrary library("libxlsxwriter.so." LXW_SOVERSION);

#define IPCHECK_LATE(name)                 \
  LateCall<decltype(::name)> late_##name { \
    library, #name                         \
  }
IPCHECK_LATE(workbook_new_opt);
IPCHECK_LATE(workbook_close);
IPCHECK_LATE(lxw_workbook_free);
IPCHECK_LATE(workbook_add_worksheet);
IPCHECK_LATE(workbook_add_format);
IPCHECK_LATE(workbook_set_properties);
IPCHECK_LATE(format_set_bold);
IPCHECK_LATE(format_set_text_wrap);
IPCHECK_LATE(format_set_align);
IPCHECK_LATE(format_set_border);
IPCHECK_LATE(format_set_border_color);
IPCHECK_LATE(format_set_font_size);
IPCHECK_LATE(format_set_font_color);
IPCHECK_LATE(format_set_bg_color);
IPCHECK_LATE(format_set_num_format);
IPCHECK_LATE(worksheet_write_string);
IPCHECK_LATE(worksheet_write_number);
IPCHECK_LATE(worksheet_write_blank);
IPCHECK_LATE(worksheet_write_comment_opt);
IPCHECK_LATE(worksheet_set_column);
IPCHECK_LATE(worksheet_set_row);
IPCHECK_LATE(worksheet_freeze_panes);
IPCHECK_LATE(worksheet_autofilter);
IPCHECK_LATE(worksheet_data_validation_range);
IPCHECK_LATE(worksheet_conditional_format_range);
IPCHECK_LATE(worksheet_hide);
IPCHECK_LATE(worksheet_ignore_errors);
IPCHECK_LATE(worksheet_set_landscape);
IPCHECK_LATE(worksheet_set_paper);
IPCHECK_LATE(worksheet_fit_to_pages);
IPCHECK_LATE(worksheet_repeat_rows);
#undef IPCHECK_LATE

constexpr std::uint64_t kSpare = 256 << 10;
constexpr std::size_t kMostMessage = 255, kMostTitle = 32;  // of a cell's rule
constexpr double kFarEnough = 1e15;                         // as far as a spreadsheet counts

[[noreturn]] void fail(int reason) {
  throw Failure{because({"无法生成 XLSX 文件", "cannot make the XLSX file"}, reason)};
}

/// Errors: throws Failure for what the world did; the rest is a bug of ours.
void check(lxw_error error) {
  if (error == LXW_NO_ERROR) return;
  if (error == LXW_ERROR_ZIP_BAD_ZIP_FILE)
    throw Failure{say("结果超过 XLSX 文件的上限（4 GiB），请改用 CSV",
                      "the result is more than an XLSX file can hold (4 GiB); write CSV instead")};
  assert(error < LXW_ERROR_FEATURE_NOT_SUPPORTED);  // a cell, name or area that no workbook has
  fail(error == LXW_ERROR_MEMORY_MALLOC_FAILED ? ENOMEM : errno != 0 ? errno : EIO);
}

struct OwnFd {
  int fd;
  ~OwnFd() { ::close(fd); }
};

double as_double(const Decimal& number) {
  std::string digits = number.str();
  double value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// A call that takes a sheet and an area.
template <class Call, class... Rest>
void over(Call& call, lxw_worksheet* sheet, const CellArea& area, Rest... rest) {
  check(call(sheet, lxw_row_t{area.first_row}, static_cast<lxw_col_t>(area.first_column),
             lxw_row_t{area.last_row}, static_cast<lxw_col_t>(area.last_column), rest...));
}

}  // namespace

struct Workbook::Impl {
  std::string folder;
  OwnFd file;
  int error = 0;  // the first that libxlsxwriter's own files met
  lxw_workbook* book = nullptr;
  std::vector<lxw_worksheet*> sheets;
  std::vector<std::uint32_t> rows;  // one a sheet: the row being written
  std::vector<lxw_format*> looks{nullptr};
  std::uint64_t shortened = 0;

  Impl(std::string where, bool streaming) : folder(std::move(where)), file{open_unnamed(folder)} {
    if (file.fd < 0) fail(errno);
    lxw_workbook_options options{};
    options.constant_memory = streaming;
    options.tmpdir = folder.data();
    std::string path = "/proc/self/fd/" + std::to_string(file.fd);
    const WorkbookFiles files(error);
    book = late_workbook_new_opt(path.c_str(), &options);
    if (book == nullptr) fail(ENOMEM);
  }
  ~Impl() {
    if (book != nullptr) late_lxw_workbook_free(book);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  /// The sheet, ready for a cell of `row`; a full disk is noticed at the next row.
  lxw_worksheet* at(SheetId sheet, std::uint32_t row) {
    lxw_worksheet* to = sheets[sheet];
    if (row == rows[sheet]) return to;
    rows[sheet] = row;
    if (to->optimize_tmpfile != nullptr && std::ferror(to->optimize_tmpfile))
      fail(error != 0 ? error : ENOSPC);
    return to;
  }

  /// libxlsxwriter does not notice when its own temporary files meet a full disk: each sheet is
  /// copied once more while the file grows, so there must be room for that.
  void need_room() const {
    std::uint64_t largest = 0, all = 0;
    for (lxw_worksheet* sheet : sheets) {
      if (sheet->optimize_tmpfile == nullptr) continue;
      if (std::fflush(sheet->optimize_tmpfile) != 0 || std::ferror(sheet->optimize_tmpfile))
        fail(errno != 0 ? errno : ENOSPC);
      auto size = static_cast<std::uint64_t>(std::max<off_t>(0, ::ftello(sheet->optimize_tmpfile)));
      largest = std::max(largest, size), all += size;
    }
    struct statvfs disk {};
    if (::fstatvfs(file.fd, &disk) == 0 && disk.f_blocks != 0 &&
        disk.f_bavail < (largest + all + kSpare) / disk.f_frsize)
      fail(ENOSPC);
    struct rlimit limit {};
    if (::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur < largest + kSpare) fail(EFBIG);
  }
};

Workbook::Workbook(std::string folder, bool streaming)
    : impl_(std::make_unique<Impl>(std::move(folder), streaming)) {}
Workbook::~Workbook() = default;

LookId Workbook::look(const Look& look) {
  lxw_format* f = late_workbook_add_format(impl_->book);
  if (f == nullptr) fail(ENOMEM);
  if (look.bold) late_format_set_bold(f);
  if (look.wrap) late_format_set_text_wrap(f);
  if (look.centred) late_format_set_align(f, std::uint8_t{LXW_ALIGN_CENTER});
  bool high = look.wrap && !look.centred;
  late_format_set_align(
      f, static_cast<std::uint8_t>(high ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER));
  if (look.framed) {
    late_format_set_border(f, std::uint8_t{LXW_BORDER_THIN});
    late_format_set_border_color(f, lxw_color_t{0xBFBFBF});
  }
  if (look.size > 0) late_format_set_font_size(f, static_cast<double>(look.size));
  if (look.ink) late_format_set_font_color(f, lxw_color_t{*look.ink});
  if (look.fill) late_format_set_bg_color(f, lxw_color_t{*look.fill});
  if (!look.number.empty()) late_format_set_num_format(f, look.number.c_str());
  impl_->looks.push_back(f);
  return static_cast<LookId>(impl_->looks.size() - 1);
}

SheetId Workbook::add_sheet(const std::string& name) {
  const WorkbookFiles files(impl_->error);
  errno = 0;
  lxw_worksheet* sheet = late_workbook_add_worksheet(impl_->book, name.c_str());
  if (sheet == nullptr) fail(errno != 0 ? errno : EINVAL);
  impl_->sheets.push_back(sheet);
  impl_->rows.push_back(0);
  return static_cast<SheetId>(impl_->sheets.size() - 1);
}

void Workbook::hide(SheetId sheet) {
  late_worksheet_hide(impl_->sheets[sheet]);
}

void Workbook::text(SheetId sheet, std::uint32_t row, std::uint32_t column, std::string_view text,
                    LookId look) {
  bool cut = false;
  std::string held = cell_text(text, cut);
  impl_->shortened += cut;
  if (held.empty()) return blank(sheet, row, column, look);
  check(late_worksheet_write_string(impl_->at(sheet, row), lxw_row_t{row},
                                    static_cast<lxw_col_t>(column), held.c_str(),
                                    impl_->looks[look]));
}

void Workbook::number(SheetId sheet, std::uint32_t row, std::uint32_t column, const Decimal& number,
                      LookId look) {
  double value = as_double(number);
  std::array<char, 64> buffer{};
  auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                           std::chars_format::general, 15);
  double seen = 0;  // a spreadsheet keeps 15 digits
  std::from_chars(buffer.data(), end.ptr, seen);
  std::string digits = number.str();
  auto significant = static_cast<std::size_t>(
      std::count_if(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }));
  if (significant > 15 || seen != value) return text(sheet, row, column, digits, look);
  check(late_worksheet_write_number(impl_->at(sheet, row), lxw_row_t{row},
                                    static_cast<lxw_col_t>(column), value, impl_->looks[look]));
}

void Workbook::blank(SheetId sheet, std::uint32_t row, std::uint32_t column, LookId look) {
  if (look == kPlainLook) return;
  check(late_worksheet_write_blank(impl_->at(sheet, row), lxw_row_t{row},
                                   static_cast<lxw_col_t>(column), impl_->looks[look]));
}

void Workbook::note(SheetId sheet, std::uint32_t row, std::uint32_t column, std::string_view text) {
  bool cut = false;
  std::string held = cell_text(text, cut);
  auto lines = std::count(held.begin(), held.end(), '\n') + 2 +
               static_cast<std::ptrdiff_t>(held.size() / 70);
  lxw_comment_options options{};
  options.width = 320;
  options.height = static_cast<std::uint16_t>(std::clamp<std::ptrdiff_t>(lines * 18, 60, 420));
  options.font_size = 9;
  check(late_worksheet_write_comment_opt(impl_->sheets[sheet], lxw_row_t{row},
                                         static_cast<lxw_col_t>(column), held.c_str(), &options));
}

void Workbook::column_width(SheetId sheet, std::uint32_t first, std::uint32_t last, double width,
                            LookId look) {
  check(late_worksheet_set_column(impl_->sheets[sheet], static_cast<lxw_col_t>(first),
                                  static_cast<lxw_col_t>(last), width, impl_->looks[look]));
}

void Workbook::row_height(SheetId sheet, std::uint32_t row, double height) {
  check(late_worksheet_set_row(impl_->at(sheet, row), lxw_row_t{row}, height,
                               static_cast<lxw_format*>(nullptr)));
}

void Workbook::freeze(SheetId sheet, std::uint32_t rows, std::uint32_t columns) {
  late_worksheet_freeze_panes(impl_->sheets[sheet], lxw_row_t{rows},
                              static_cast<lxw_col_t>(columns));
}

void Workbook::filter(SheetId sheet, const CellArea& area) {
  over(late_worksheet_autofilter, impl_->sheets[sheet], area);
}

namespace {

/// The ends of a number's range.
void set_ends(lxw_data_validation& v, const CellRule& rule) {
  v.minimum_number = rule.min ? as_double(*rule.min) : -kFarEnough;
  v.maximum_number = rule.max ? as_double(*rule.max) : kFarEnough;
  v.value_number = rule.min ? v.minimum_number : v.maximum_number;
  v.criteria = rule.min && !rule.max   ? LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO
               : rule.max && !rule.min ? LXW_VALIDATION_CRITERIA_LESS_THAN_OR_EQUAL_TO
                                       : LXW_VALIDATION_CRITERIA_BETWEEN;
}

void set_kind(lxw_data_validation& v, const CellRule& rule, std::vector<char*>& list,
              std::string& formula) {
  switch (rule.kind) {
    case CellRule::Kind::Any:
      v.validate = LXW_VALIDATION_TYPE_ANY;
      return;
    case CellRule::Kind::List:
      v.validate =
          rule.list_from.empty() ? LXW_VALIDATION_TYPE_LIST : LXW_VALIDATION_TYPE_LIST_FORMULA;
      v.value_formula = formula.data();
      v.value_list = list.data();
      return;
    case CellRule::Kind::Whole:
      v.validate = LXW_VALIDATION_TYPE_INTEGER;
      return set_ends(v, rule);
    case CellRule::Kind::Number:
      v.validate = LXW_VALIDATION_TYPE_DECIMAL;
      return set_ends(v, rule);
    case CellRule::Kind::Day:
      v.validate = LXW_VALIDATION_TYPE_DATE;
      v.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
      v.minimum_datetime = {.year = 1900, .month = 1, .day = 1, .hour = 0, .min = 0, .sec = 0};
      v.maximum_datetime = {.year = 9999, .month = 12, .day = 31, .hour = 0, .min = 0, .sec = 0};
      return;
  }
}

}  // namespace

void Workbook::allow(SheetId sheet, const CellArea& area, const CellRule& rule) {
  lxw_data_validation v{};
  bool cut = false;
  std::vector<std::string> values = rule.values;
  std::vector<char*> list;
  for (std::string& value : values) list.push_back(value.data());
  list.push_back(nullptr);
  std::string formula = "=" + rule.list_from;
  std::string title = cut_to(rule.title, kMostTitle, cut),
              prompt = cut_to(rule.prompt, kMostMessage, cut),
              fault_title = cut_to(rule.fault_title, kMostTitle, cut),
              fault = cut_to(rule.fault_message, kMostMessage, cut);
  set_kind(v, rule, list, formula);
  v.show_error = rule.strict == CellRule::Strict::Off ? LXW_VALIDATION_OFF : LXW_VALIDATION_ON;
  v.error_type = rule.strict == CellRule::Strict::Warn ? LXW_VALIDATION_ERROR_TYPE_WARNING
                                                       : LXW_VALIDATION_ERROR_TYPE_STOP;
  if (!title.empty()) v.input_title = title.data();
  if (!prompt.empty()) v.input_message = prompt.data();
  if (!fault_title.empty()) v.error_title = fault_title.data();
  if (!fault.empty()) v.error_message = fault.data();
  over(late_worksheet_data_validation_range, impl_->sheets[sheet], area, &v);
}

void Workbook::look_when(SheetId sheet, const CellArea& area, const std::string& formula,
                         LookId look) {
  lxw_conditional_format when{};
  std::string text = formula;
  when.type = LXW_CONDITIONAL_TYPE_FORMULA;
  when.value_string = text.data();
  when.format = impl_->looks[look];
  over(late_worksheet_conditional_format_range, impl_->sheets[sheet], area, &when);
}

void Workbook::plain_digits(SheetId sheet, const CellArea& area) {
  std::string first = column_letters(area.first_column) + std::to_string(area.first_row + 1);
  std::string last = column_letters(area.last_column) + std::to_string(area.last_row + 1);
  check(late_worksheet_ignore_errors(impl_->sheets[sheet],
                                     std::uint8_t{LXW_IGNORE_NUMBER_STORED_AS_TEXT},
                                     (first + ":" + last).c_str()));
}

void Workbook::print(SheetId sheet, std::uint32_t repeated, bool one_page_wide) {
  lxw_worksheet* to = impl_->sheets[sheet];
  late_worksheet_set_landscape(to);
  late_worksheet_set_paper(to, std::uint8_t{9});  // A4
  if (one_page_wide) late_worksheet_fit_to_pages(to, std::uint16_t{1}, std::uint16_t{0});
  if (repeated > 0) check(late_worksheet_repeat_rows(to, lxw_row_t{0}, lxw_row_t{repeated - 1}));
}

void Workbook::properties(const std::string& title, Date created) {
  std::string text = title, maker = "ipcheck";
  lxw_doc_properties properties{};
  properties.title = text.data();
  properties.author = maker.data();
  properties.created = std::max<std::int64_t>(1, std::int64_t{created.days} * 86'400);
  check(late_workbook_set_properties(impl_->book, &properties));
}

std::uint64_t Workbook::shortened() const {
  return impl_->shortened;
}

void Workbook::finish(std::ostream& out) {
  impl_->need_room();
  lxw_workbook* book = impl_->book;
  impl_->book = nullptr;  // closing frees it, whatever happens
  {
    const WorkbookFiles files(impl_->error);
    errno = 0;
    const lxw_error error = late_workbook_close(book);
    if (impl_->error != 0) fail(impl_->error);
    check(error);
  }
  std::string buffer(1 << 16, '\0');  // on the heap: stacks may be small
  for (off_t at = 0;;) {
    ssize_t got = ::pread(impl_->file.fd, buffer.data(), buffer.size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(errno);
    if (got == 0) return;
    out.write(buffer.data(), got);
    at += got;
  }
}

}  // namespace ipcheck
