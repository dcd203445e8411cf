// Tested by tests/study/figure_test.cc.
#include "study/cite/figure.h"

#include <algorithm>
#include <array>

#include "study/cite/normal_text.h"
#include "value/code_points.h"
#include "value/type.h"

namespace ipcheck {
namespace {

struct Word {
  std::string_view word;
  Op compare;
};

// Longer words before those that they hold.
constexpr std::array kBefore = {
    Word{"不得少于", Op::Ge}, Word{"不得低于", Op::Ge}, Word{"不得超过", Op::Le},
    Word{"不得多于", Op::Le}, Word{"不得高于", Op::Le}, Word{"不少于", Op::Ge},
    Word{"不低于", Op::Ge},   Word{"不小于", Op::Ge},   Word{"不短于", Op::Ge},
    Word{"不超过", Op::Le},   Word{"不多于", Op::Le},   Word{"不高于", Op::Le},
    Word{"不大于", Op::Le},   Word{"不长于", Op::Le},   Word{"不满", Op::Lt},
    Word{"未满", Op::Lt},     Word{"不足", Op::Lt},     Word{"不到", Op::Lt},
    Word{"未达到", Op::Lt},   Word{"少于", Op::Lt},     Word{"低于", Op::Lt},
    Word{"小于", Op::Lt},     Word{"至少", Op::Ge},     Word{"最少", Op::Ge},
    Word{"达到", Op::Ge},     Word{"满", Op::Ge},       Word{"至多", Op::Le},
    Word{"最多", Op::Le},     Word{"超过", Op::Gt},     Word{"多于", Op::Gt},
    Word{"高于", Op::Gt},     Word{"大于", Op::Gt},     Word{"≥", Op::Ge},
    Word{"≤", Op::Le},        Word{">=", Op::Ge},       Word{"<=", Op::Le},
    Word{">", Op::Gt},        Word{"<", Op::Lt}};
constexpr std::array kAfter = {Word{"以上", Op::Ge}, Word{"以下", Op::Le}, Word{"以内", Op::Le},
                               Word{"之内", Op::Le}, Word{"内", Op::Le}};

/// The last word that asks for a comparison in the text before a number.
std::optional<Op> asked_before(std::string_view text) {
  std::optional<Op> found;
  for (std::size_t at = 0; at < text.size();) {
    const auto word = std::find_if(kBefore.begin(), kBefore.end(), [&](const Word& w) {
      return text.substr(at).starts_with(w.word);
    });
    if (word != kBefore.end()) found = word->compare;
    at += word == kBefore.end() ? 1 : word->word.size();
  }
  return found;
}

/// The first word behind a number and its unit.
std::optional<Op> asked_after(std::string_view text) {
  std::size_t first = text.npos;
  std::optional<Op> found;
  for (const Word& word : kAfter) {
    const std::size_t at = text.find(word.word);
    if (at >= first) continue;
    first = at;
    found = word.compare;
  }
  return found;
}

/// The longest known unit at the start of `text`.
Unit unit_at(std::string_view text) {
  constexpr std::size_t kLongest = 5;
  const std::u32string points = decode(text);
  for (std::size_t size = std::min(kLongest, points.size()); size > 0; --size) {
    const std::string symbol = encode(std::u32string_view(points).substr(0, size));
    if (is_known_unit(symbol)) return unit_named(symbol);
  }
  return {};
}

/// A number of the figure with the text before and behind it, up to its neighbours.
struct Piece {
  Decimal value;
  std::string_view before, after;
};

std::vector<Piece> pieces_of(std::string_view normal) {
  std::vector<Piece> out;
  std::size_t from = 0;
  for (std::size_t at = normal.find(kNumberBegin); at != normal.npos;
       at = normal.find(kNumberBegin, from)) {
    const std::string_view before = normal.substr(from, at - from);
    const auto value = number_at(normal, at, &from);
    if (!out.empty()) out.back().after = before;
    if (value) out.push_back({*value, before, {}});
  }
  if (!out.empty()) out.back().after = normal.substr(from);
  return out;
}

bool is_range(const Piece& low, const Piece& high) {
  return (low.after == "-" || low.after == "至" || low.after == "到") && low.value < high.value;
}

}  // namespace

std::vector<FigureNumber> numbers_in(std::string_view figure) {
  const NormalText normal(figure);
  const std::vector<Piece> pieces = pieces_of(normal.text());
  std::vector<FigureNumber> out;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Piece& piece = pieces[i];
    const bool low = i + 1 < pieces.size() && is_range(piece, pieces[i + 1]);
    const bool high = i > 0 && is_range(pieces[i - 1], piece);
    const Unit unit = unit_at(low ? pieces[i + 1].after : piece.after);
    FigureNumber number{piece.value, unit.base, {}};
    if (const auto scaled = multiply(piece.value, unit.factor)) number.value = *scaled;
    number.compare = asked_before(piece.before);
    if (!number.compare) number.compare = asked_after(piece.after);
    if (!number.compare && low) number.compare = Op::Ge;
    if (!number.compare && high) number.compare = Op::Le;
    out.push_back(std::move(number));
  }
  return out;
}

NormativeWord normative_word(std::string_view sentence) {
  constexpr std::string_view kWords[] = {"应当", "不少于", "不低于", "不得", "以上",
                                         "至少", "原则上", "必须",   "须"};
  NormativeWord best;
  for (std::string_view word : kWords) {
    const std::size_t at = sentence.find(word);
    if (at != sentence.npos && (best.size == 0 || at < best.at)) best = {at, word.size()};
  }
  return best;
}

}  // namespace ipcheck
