#pragma once
// Types of facts and conditions, interned: a TypeId is an index into `Types`, equal ids are equal
// types.

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "text/say.h"
#include "value/decimal.h"

namespace ipcheck {

enum class Kind : std::uint8_t {
  Invalid,  // silences follow-up errors
  Bool,
  Judgement,  // a truth that a person gives; absent is Pending
  Int,        // checked 64-bit
  Decimal,    // exact; money is a Decimal with unit 元
  Date,
  String,
  Enum,    // of a Domain
  List,    // ordered
  Set,     // no order, no doubles
  Map,     // string -> item
  Record,  // named fields; occurs as the item of a List
};

using TypeId = std::uint32_t;
using UnitId = std::uint16_t;    // 0: no unit
using DomainId = std::uint16_t;  // 0: none

struct RecordField {
  std::string name;
  TypeId type = 0;
  Text label;
  friend bool operator==(const RecordField&, const RecordField&) = default;
};

struct Type {
  Kind kind = Kind::Invalid;
  UnitId unit = 0;      // Int, Decimal (and the items of lists and maps through `item`)
  DomainId domain = 0;  // Enum
  TypeId item = 0;      // List, Set, Map (the value)
  TypeId key = 0;       // Map
  std::vector<RecordField> fields{};  // Record
  friend bool operator==(const Type&, const Type&) = default;
};

/// The plain types have fixed ids.
inline constexpr TypeId kInvalidType = 0, kBoolType = 1, kJudgementType = 2, kIntType = 3,
                        kDecimalType = 4, kDateType = 5, kStringType = 6;

class Types {
 public:
  Types();
  TypeId intern(Type type);
  TypeId number(Kind kind, UnitId unit) { return intern({.kind = kind, .unit = unit}); }
  TypeId enumeration(DomainId domain) { return intern({.kind = Kind::Enum, .domain = domain}); }
  TypeId list(TypeId item) { return intern({.kind = Kind::List, .item = item}); }
  TypeId set(TypeId item) { return intern({.kind = Kind::Set, .item = item}); }
  TypeId map(TypeId key, TypeId item) {
    return intern({.kind = Kind::Map, .item = item, .key = key});
  }
  const Type& operator[](TypeId id) const { return types_[id]; }

 private:
  std::deque<Type> types_;
};

/// A unit of measure: `万元` is 10^4 of base `元`. Values are kept in the base unit of their fact.
struct Unit {
  std::string symbol;
  std::string base;
  Decimal factor = Decimal::of(1);  // one `symbol` is `factor` of `base`
};

/// The units that ipcheck knows by name and their spellings (元 千元 万元 百万元 亿元 · % · 人 名 ·
/// 家 · 个 · 项 · 件 · 次 · 年 月 个月 天 日 …). A unit that it does not know is its own base.
Unit unit_named(std::string_view symbol);
/// Whether `text` is one of the spellings `unit_named` scales or knows.
bool is_known_unit(std::string_view text);

}  // namespace ipcheck
