#pragma once
// The pass behind `check`: one walk over the post-order nodes, so no recursion into conditions. A
// macro's variable has its type before its body is walked; when the body shows that texts of the
// range are values of an enum, the range is retyped and the body walked again.

#include <deque>
#include <unordered_map>
#include <vector>

#include "expr/check.h"
#include "expr/functions.h"

namespace ipcheck {

/// `say` whose arguments may themselves be sentences of two languages.
template <class T>
const T& spoken(const T& value, Lang) {
  return value;
}
inline const std::string& spoken(const Text& text, Lang lang) {
  return text.in(lang);
}
template <class T>
using Spoken = std::remove_cvref_t<decltype(spoken(std::declval<const T&>(), Lang::Zh))>;
template <class... Args>
Text tell(fmt::format_string<const Spoken<Args>&...> zh,
          fmt::format_string<const Spoken<Args>&...> en, const Args&... args) {
  return {fmt::format(zh, spoken(args, Lang::Zh)...), fmt::format(en, spoken(args, Lang::En)...)};
}

/// A type of a signature: a kind, a unit or arguments; Var is a type variable.
struct SignatureType {
  enum class Form : std::uint8_t { Plain, Number, Var, List, Set, Map };
  Form form = Form::Plain;
  Kind kind = Kind::Invalid;  // Plain
  char variable = 'T';
  std::string unit;
  std::vector<SignatureType> args;  // List, Set: item; Map: key, item
};
struct Signature {
  std::vector<SignatureType> params;
  SignatureType result;
};
/// Index: as `functions()`.
const std::vector<Signature>& signatures();

class Checker {
 public:
  Checker(Expr& expr, const CheckScope& scope, const Sources& sources, Diagnostics& diags)
      : expr_(expr), scope_(scope), sources_(sources), diags_(diags), schema_(*scope.schema) {}
  bool run();

 private:
  /// Why two types do not meet.
  enum class Clash : std::uint8_t { None, Kinds, Units };
  struct Found {
    NodeId node;
    Diagnostic diagnostic;
  };
  /// What a signature's variables stand for.
  struct Binding {
    TypeId number = kInvalidType;
    TypeId variables[2] = {kInvalidType, kInvalidType};
  };

  // check.cc: the walk, names, macros.
  void walk();
  void enter_body(NodeId macro);
  void start_again();
  TypeId visit(NodeId id);
  TypeId literal_type(const Value& value) const;
  TypeId resolve_name(NodeId id);
  void unknown_name(NodeId id, const std::string& name);
  TypeId resolve_param(NodeId id);
  TypeId with_unit(TypeId type, UnitId unit);
  TypeId macro(NodeId id);
  TypeId known(NodeId id);
  TypeId state_of(NodeId id);
  void check_expected();
  void settle();
  TypeId settled(TypeId type);

  // check_ops.cc
  TypeId logic(NodeId id);
  TypeId choice(NodeId id);
  TypeId comparison(NodeId id);
  TypeId membership(NodeId id);
  TypeId arithmetic(NodeId id);
  TypeId product(NodeId id);
  TypeId negation(NodeId id);
  TypeId index(NodeId id);
  TypeId select(NodeId id);
  TypeId list(NodeId id);
  TypeId map(NodeId id);
  TypeId items_of(NodeId id, std::size_t first, std::size_t step);
  bool want_truth(NodeId id);
  void check_key(NodeId from, NodeId at, const std::string& key);
  void check_words(NodeId word, NodeId other);

  // check_meet.cc
  std::optional<TypeId> join(TypeId a, TypeId b, Clash& clash);
  TypeId join_numbers(TypeId a, TypeId b, Clash& clash);
  std::optional<TypeId> meet(NodeId a, NodeId b, Clash& clash);
  Kind kind_inside(TypeId type) const;
  DomainId domain_inside(TypeId type) const;
  bool text_inside(TypeId type) const;
  TypeId as_enum(TypeId type, DomainId domain);
  bool can_be_enum(NodeId id) const;
  void to_enum(NodeId id, DomainId domain);
  void check_member(NodeId at, Span where, const std::string& text, DomainId domain);
  void check_members(NodeId at, Span where, const Value& value, DomainId domain);
  void adopt(NodeId id, TypeId type);

  // check_call.cc
  TypeId call(NodeId id);
  bool unknown_function(NodeId id, std::string_view name, bool method);
  bool fits(const SignatureType& want, TypeId type, Binding& binding);
  bool fits_number(TypeId type, Binding& binding);
  bool fits_unit(const SignatureType& want, TypeId type);
  TypeId made(const SignatureType& result, const Binding& binding);
  TypeId no_overload(NodeId id, std::string_view name, bool method);

  // fold.cc: faults that are certain before any record is read.
  void fold(NodeId id);
  void fold_call(NodeId id, const Function& function);
  std::optional<Decimal> number_at(NodeId id) const;
  const std::string* text_at(NodeId id) const;
  void constant_fault(NodeId id, Text why, Text fix = {});

  // check_say.cc
  Diagnostic& error(NodeId at, const char* id, Text message, Text fix = {});
  void cannot_compare(NodeId id, NodeId a, NodeId b, Clash clash);
  void not_here(NodeId at, const std::string& what, Text fix);
  Text enum_help() const;
  Text compare_help(NodeId a, NodeId b) const;
  Text text_help(NodeId other, NodeId text) const;
  void cannot_compute(NodeId id, Clash clash);
  std::string shown(NodeId id) const;
  Text of(NodeId id) const { return describe(schema_, type(id)); }
  Text one_of(std::span<const std::string_view> names) const;
  Text did_you_mean(std::string_view name, std::span<const std::string_view> candidates) const;

  TypeId type(NodeId id) const { return expr_[id].type; }
  Kind kind(NodeId id) const { return schema_.types[type(id)].kind; }
  const Type& full(NodeId id) const { return schema_.types[type(id)]; }
  bool is_truth(NodeId id) const { return kind(id) == Kind::Bool || kind(id) == Kind::Judgement; }
  bool is_number(NodeId id) const { return kind(id) == Kind::Int || kind(id) == Kind::Decimal; }
  bool is_text_literal(NodeId id) const { return text_at(id) != nullptr; }
  NodeId arg(NodeId id, std::size_t i) const { return expr_.args_of(id)[i]; }

  Expr& expr_;
  const CheckScope& scope_;
  const Sources& sources_;
  Diagnostics& diags_;
  Schema& schema_;
  std::vector<NodeId> body_of_;  // index NodeId: the macro whose body begins here, or kNoNode
  std::vector<NodeId> open_;     // macros around the node that is walked, innermost last
  std::unordered_map<NodeId, TypeId> variable_;   // macro -> type of its variable
  std::unordered_map<NodeId, DomainId> as_enum_;  // macro -> its range's texts are members
  std::vector<std::optional<Decimal>> constant_;  // index NodeId: the number it certainly is
  std::deque<Found> found_;
  NodeId again_ = kNoNode;  // where to walk again from
};

}  // namespace ipcheck
