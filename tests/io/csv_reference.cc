#include "io/csv_reference.h"

#include <iconv.h>

#include <array>
#include <cerrno>
#include <numeric>

namespace ipcheck {
namespace {

constexpr std::uint32_t kColumns = 40;  // as many as are compared

bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

/// A record as it stands: its cells with their quotes, and where the next one begins.
struct Raw {
  std::vector<std::string> cells;
  std::size_t end = 0, next = 0;
};

std::size_t behind(std::string_view text, std::size_t end) {
  if (end == text.size()) return end;
  return text.substr(end, 2) == "\r\n" ? end + 2 : end + 1;
}

std::optional<Raw> well_formed(std::string_view text, std::size_t i, char delimiter) {
  Raw raw;
  while (true) {
    std::string cell;
    if (i < text.size() && text[i] == '"') {
      cell += text[i++];
      while (true) {
        if (i == text.size()) return std::nullopt;
        cell += text[i];
        if (text[i++] != '"') continue;
        if (i == text.size() || text[i] != '"') break;
        cell += text[i++];
      }
      if (i < text.size() && text[i] != delimiter && !is_line_end(text[i])) return std::nullopt;
    } else {
      while (i < text.size() && text[i] != delimiter && !is_line_end(text[i])) cell += text[i++];
    }
    raw.cells.push_back(cell);
    if (i < text.size() && text[i] == delimiter) {
      ++i;
      continue;
    }
    raw.end = i;
    raw.next = behind(text, i);
    return raw;
  }
}

std::string said(const std::string& cell, bool gb18030) {
  std::string text;
  if (cell.empty() || cell[0] != '"') {
    text = cell;
  } else {
    for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
      text += cell[i];
      if (cell[i] == '"') ++i;
    }
  }
  return gb18030 ? *converted(text, "GB18030", "UTF-8") : text;
}

bool is_blank(const std::string& cell) {
  return said(cell, false).find_first_not_of(" \t") == std::string::npos;
}

bool is_rejected(std::string_view record, const Raw& raw, const CsvLimits& limits,
                 std::uint32_t width, bool gb18030) {
  if (!converted(record, gb18030 ? "GB18030" : "UTF-8", "UTF-32LE")) return true;
  if (record.find('\0') != std::string_view::npos) return true;
  if (raw.cells.size() > limits.columns) return true;
  for (std::size_t i = 0; i < raw.cells.size(); ++i) {
    if (raw.cells[i].size() > limits.cell) return true;
    if (width > 0 && i >= width && !is_blank(raw.cells[i])) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> converted(std::string_view bytes, const char* from, const char* to) {
  const iconv_t handle = ::iconv_open(to, from);
  if (handle == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string text;
  std::array<char, 4096> block;
  char* in = const_cast<char*>(bytes.data());
  std::size_t in_left = bytes.size();
  bool good = true;
  while (good && in_left > 0) {
    char* out = block.data();
    std::size_t out_left = block.size();
    good = ::iconv(handle, &in, &in_left, &out, &out_left) != static_cast<std::size_t>(-1) ||
           errno == E2BIG;
    text.append(block.data(), block.size() - out_left);
  }
  ::iconv_close(handle);
  if (!good) return std::nullopt;
  return text;
}

PlainReading read_plainly(std::string_view bytes, char delimiter, const CsvLimits& limits,
                          std::uint32_t width, bool gb18030) {
  PlainReading reading;
  if (bytes.ends_with('\x1A')) bytes.remove_suffix(1);
  RowPlace place = {1, 1};
  std::size_t i = 0;
  while (i < bytes.size()) {
    std::optional<Raw> raw = well_formed(bytes, i, delimiter);
    if (raw && raw->end - i > limits.record) raw.reset();
    std::size_t next = 0;
    if (!raw) {
      std::size_t end = i;
      while (end < bytes.size() && !is_line_end(bytes[end])) ++end;
      next = behind(bytes, end);
      reading.rejected.push_back(place);
    } else {
      next = raw->next;
      if (is_rejected(bytes.substr(i, raw->end - i), *raw, limits, width, gb18030)) {
        reading.rejected.push_back(place);
      } else {
        PlainRow row = {place, {}, static_cast<std::uint32_t>(raw->cells.size()), {}};
        if (width > 0) row.width = std::min(row.width, width);
        for (const std::string& cell : raw->cells) {
          if (row.lead.empty() && !is_blank(cell)) row.lead = said(cell, gb18030);
          if (row.cells.size() < kColumns) row.cells.push_back(said(cell, gb18030));
        }
        reading.rows.push_back(row);
      }
    }
    ++place.row;
    for (; i < next; ++i)
      if (bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == next || bytes[i + 1] != '\n')))
        ++place.line;
  }
  return reading;
}

SourceReading read_source(const std::string& bytes, std::size_t step, const CsvOptions& options,
                          std::uint32_t width) {
  SourceReading reading;
  Diagnostics diags;
  const auto source = open_csv(bytes_of(bytes, step), "x.csv", options, diags);
  if (!source) return reading;
  reading.opened = true;
  std::vector<std::uint32_t> all(kColumns);
  std::iota(all.begin(), all.end(), 0u);
  source->select(all, width);
  TableBlock block;
  Grid grid;
  while (source->next(block)) {
    reading.records += block.records;
    source->cut(block, grid);
    for (std::uint32_t i = 0; i < grid.rows; ++i) {
      PlainRow row = {grid.places[i], {}, grid.widths[i], std::string(grid.leads[i])};
      for (std::uint32_t c = 0; c < kColumns; ++c) {
        if (grid.columns[c][i].data() == nullptr) continue;
        row.cells.emplace_back(grid.columns[c][i]);
        reading.places.push_back(source->cell_place(block, grid.places[i], c));
      }
      reading.rows.push_back(std::move(row));
    }
    for (const SetAside& reject : grid.rejected) {
      reading.rejected.push_back(reject.place);
      reading.described.push_back(fmt::format("{}:{} {} {} {} {}", reject.place.row,
                                              reject.place.line, reject.column, reject.reason.zh,
                                              reject.reason.en, reject.text));
    }
  }
  return reading;
}

std::string described(const std::vector<PlainRow>& rows, const std::vector<RowPlace>& rejected) {
  std::string text;
  for (const PlainRow& row : rows) {
    text += fmt::format("{}:{} ({}, {}) ", row.place.row, row.place.line, row.width, row.lead);
    for (std::size_t i = 0; i < row.cells.size(); ++i) text += (i == 0 ? "" : "|") + row.cells[i];
    text += '\n';
  }
  for (const RowPlace& place : rejected)
    text += fmt::format("rejected {}:{}\n", place.row, place.line);
  return text;
}

}  // namespace ipcheck
