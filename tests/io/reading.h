#pragma once
// Record texts over the small vocabulary, and what a reading of them says.

#include "io/record.h"
#include "io/vocabulary.h"
#include "support/catch.h"

namespace ipcheck::test {

/// A record file that was read, and what is said about it.
struct RecordRead {
  Sources sources;
  Diagnostics diags;
  std::deque<Tree> trees;
  Batch batch;

  explicit RecordRead(const std::string& text, const std::string& name = "r.yaml") {
    const SourceId source = sources.add(name, text);
    read_record_source(small_schema(), sources, source, trees, batch, diags);
  }

  std::string row(std::uint32_t row) const {
    std::string text;
    const Schema& schema = small_schema();
    for (FactId id = 0; id < schema.facts.size(); ++id) {
      const Fact& fact = schema.facts[id];
      const Cell cell = cell_at(batch, batch.facts[id], fact.type, row);
      const bool unreadable =
          !batch.unreadable.empty() && batch.unreadable[id * batch.rows + row] != 0;
      if (cell.state != Truth::True && !unreadable) continue;
      text += text.empty() ? "" : "; ";
      text += unreadable ? fact.name + "!" : fact.name + "=" + to_source(cell.value);
      if (unreadable) CHECK(cell.state == Truth::Missing);
    }
    return text;
  }
  /// `fact=value` of each row, `fact!` for an unreadable one; ` | ` between rows.
  std::string facts() const {
    std::string text;
    for (std::uint32_t i = 0; i < batch.rows; ++i) text += (i ? " | " : "") + row(i);
    return text;
  }
  /// `id fact reason` of each notice, with the row before it from the second row on.
  std::string notices() const {
    std::string text;
    for (const DataNotice& notice : batch.notices) {
      text += text.empty() ? "" : "; ";
      if (notice.row > 0) text += std::to_string(notice.row) + " ";
      text += notice.id + " " + notice.name;
      if (!notice.reason.empty()) text += " " + notice.reason;
      CHECK(notice.span.known());
      CHECK_FALSE(notice.message.empty());
    }
    return text;
  }
  std::string ids() const {
    std::string text;
    for (const Diagnostic* diag : diags.sorted()) text += (text.empty() ? "" : "; ") + diag->id;
    return text;
  }
  /// Every text that may be shown to somebody.
  std::string said() const {
    std::string text = facts();
    for (const Diagnostic& diag : diags.all()) {
      text += diag.message.zh + diag.message.en + diag.fix.zh + diag.fix.en;
    }
    for (const DataNotice& notice : batch.notices) {
      text += notice.name + notice.message.zh + notice.message.en;
    }
    for (const Decision& decision : batch.decisions) {
      text += decision.by + decision.on + decision.ground;
    }
    for (const RecordInfo& info : batch.records) text += info.name + info.applicant;
    return text;
  }
};

struct RecordCase {
  std::string text, facts;
  std::string notices = {}, ids = {};
};

inline void check(const RecordCase& row, const std::string& name = "r.yaml") {
  INFO(row.text);
  const RecordRead read(row.text, name);
  CHECK(read.facts() == row.facts);
  CHECK(read.notices() == row.notices);
  CHECK(read.ids() == row.ids);
  CHECK(read.batch.records.size() == read.batch.rows);
}

}  // namespace ipcheck::test
