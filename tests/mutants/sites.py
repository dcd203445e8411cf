"""Where a source can be mutated, and how: expressions as libclang sees them.

libclang and not a reading of the text: it tells `a < b` from `vector<b>`, the operands' ends without a table of
precedences, what a function returns, and what the compiler computes (template arguments, labels, constants). It
does not tell operators, so that is read between the ends of the operands.
"""
import os
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from clang import cindex
from clang.cindex import CursorKind as Kind
from clang.cindex import TypeKind

# What an operator becomes, and the kind of mutation.
OPERATORS = {
    "<": ("<=", "comparison"), "<=": ("<", "comparison"), ">": (">=", "comparison"), ">=": (">", "comparison"),
    "==": ("!=", "comparison"), "!=": ("==", "comparison"),
    "+": ("-", "arithmetic"), "-": ("+", "arithmetic"), "*": ("/", "arithmetic"), "/": ("*", "arithmetic"),
    "%": ("/", "arithmetic"), "+=": ("-=", "arithmetic"), "-=": ("+=", "arithmetic"), "*=": ("/=", "arithmetic"),
    "/=": ("*=", "arithmetic"), "&": ("|", "arithmetic"), "|": ("&", "arithmetic"), "<<": (">>", "arithmetic"),
    ">>": ("<<", "arithmetic"), "&&": ("||", "logic"), "||": ("&&", "logic")}

KINDS = ("comparison", "arithmetic", "boundary", "logic", "negation", "return")
FUNCTIONS = (Kind.FUNCTION_DECL, Kind.CXX_METHOD, Kind.FUNCTION_TEMPLATE, Kind.CONVERSION_FUNCTION)
SCOPES = (Kind.TRANSLATION_UNIT, Kind.NAMESPACE)
CONSTANTS = (Kind.STATIC_ASSERT, Kind.ENUM_CONSTANT_DECL, Kind.TEMPLATE_NON_TYPE_PARAMETER)
BOUNDED = (Kind.BINARY_OPERATOR, Kind.COMPOUND_ASSIGNMENT_OPERATOR, Kind.CONDITIONAL_OPERATOR, Kind.RETURN_STMT,
           Kind.ARRAY_SUBSCRIPT_EXPR)
INTEGERS = (TypeKind.CHAR_U, TypeKind.UCHAR, TypeKind.CHAR_S, TypeKind.SCHAR, TypeKind.USHORT, TypeKind.UINT,
            TypeKind.ULONG, TypeKind.ULONGLONG, TypeKind.UINT128, TypeKind.SHORT, TypeKind.INT, TypeKind.LONG,
            TypeKind.LONGLONG, TypeKind.INT128)
LITERAL = re.compile(r"(\d+)([uUlLzZ]*)")


@dataclass(frozen=True)
class Site:
    file: str  # from the root
    kind: str
    start: int  # the bytes that are replaced
    end: int
    at: int  # the bytes that differ, for people: `text` stands there in the mutant
    until: int
    text: str
    form: str  # "choose": both versions side by side; "flip": a truth; "leave": a return before the return
    line: int = 0
    was: str = ""  # the line, and what it becomes
    becomes: str = ""


class Finder:
    def __init__(self, root, folders):
        self.root = root
        self.folders = tuple(os.path.join(root, folder) + os.sep for folder in folders)
        self.bytes = {}
        self.sites = {}

    def ours(self, cursor):
        file = cursor.location.file
        return file is not None and os.path.normpath(file.name).startswith(self.folders)

    def source(self, cursor):
        name = os.path.normpath(cursor.location.file.name)
        if name not in self.bytes:
            with open(name, "rb") as file:
                self.bytes[name] = file.read()
        return name, self.bytes[name]

    def add(self, cursor, kind, span, edit, form):
        name, source = self.source(cursor)
        text = source[span[0]:span[1]].decode()
        if "\n#" in text or ("//" in text and "\n" in text):
            return
        if source[span[1]:span[1] + 1] == b">":  # the end of template arguments; a comparison stands behind a space
            return
        file = os.path.relpath(name, self.root)
        site = Site(file, kind, *span, *edit, form)
        self.sites.setdefault((file, kind, edit), described(site, source))

    def walk(self, cursor, constant, function):
        """`constant`: what the compiler may compute; `function`: the type that a return here has to have."""
        if cursor.kind in FUNCTIONS:
            constant, function = False, cursor.result_type
        elif cursor.kind == Kind.LAMBDA_EXPR:
            constant, function = False, None
        elif cursor.kind in CONSTANTS or (cursor.kind == Kind.VAR_DECL and self.is_constant(cursor)):
            constant = True
        children = list(cursor.get_children())
        if not constant:
            self.look_at(cursor, children, function)
        for index, child in enumerate(children):
            if cursor.kind in SCOPES and not self.ours(child):
                continue
            label = cursor.kind == Kind.CASE_STMT and index == 0
            self.walk(child, constant or label or self.is_bound(cursor, child), function)

    def is_bound(self, cursor, child):
        """The size in `char text[size]`."""
        if cursor.kind not in (Kind.VAR_DECL, Kind.FIELD_DECL):
            return False
        start = child.extent.start.offset
        return self.source(cursor)[1][start - 1:start] == b"["

    def is_constant(self, variable):
        if variable.semantic_parent.kind in SCOPES or variable.storage_class == cindex.StorageClass.STATIC:
            return True
        _, source = self.source(variable)
        if re.search(rb"\bconst(expr|init)\b", source[variable.extent.start.offset:variable.location.offset]):
            return True
        used = (Kind.DECL_REF_EXPR, Kind.CALL_EXPR, Kind.MEMBER_REF_EXPR)
        return variable.type.is_const_qualified() and not any(c.kind in used for c in variable.walk_preorder())

    def look_at(self, cursor, children, function):
        if len(children) >= 2:
            self.operator(cursor, children[0], children[-1])
        if cursor.kind in (Kind.IF_STMT, Kind.WHILE_STMT, Kind.CONDITIONAL_OPERATOR):
            self.condition(cursor, children)
        if cursor.kind == Kind.RETURN_STMT and children:
            self.returned(cursor, children[0], function)
        bounded = children if cursor.kind in BOUNDED else ()
        if cursor.kind == Kind.CALL_EXPR:
            bounded = [a for a in cursor.get_arguments() if a is not None]
        elif cursor.kind == Kind.VAR_DECL and children:
            _, source = self.source(cursor)
            end = children[-1].extent.start.offset
            bounded = children[-1:] if source[:end].rstrip().endswith(b"=") else ()
        for child in bounded:
            self.literal(child)

    def operator(self, cursor, left, right):
        start, end = cursor.extent.start.offset, cursor.extent.end.offset
        if left.extent.start.offset != start or right.extent.end.offset != end:
            return
        _, source = self.source(cursor)
        between = source[left.extent.end.offset:right.extent.start.offset]
        word = between.strip().decode()
        if word not in OPERATORS:
            return
        becomes, kind = OPERATORS[word]
        if kind == "arithmetic" and "string" in cursor.type.get_canonical().spelling:
            return
        at = left.extent.end.offset + between.index(word.encode())
        self.add(cursor, kind, (start, end), (at, at + len(word), becomes), "choose")

    def literal(self, cursor):
        if cursor.kind == Kind.UNEXPOSED_EXPR:
            children = list(cursor.get_children())
            if len(children) == 1 and children[0].extent == cursor.extent:
                self.literal(children[0])
        if cursor.kind != Kind.INTEGER_LITERAL:
            return
        start, end = cursor.extent.start.offset, cursor.extent.end.offset
        found = LITERAL.fullmatch(self.source(cursor)[1][start:end].decode("utf-8", "replace"))
        if found is None or (found[1].startswith("0") and found[1] != "0"):
            return
        for step in (1, -1) if int(found[1]) > 0 else (1,):
            text = str(int(found[1]) + step) + found[2]
            self.add(cursor, "boundary", (start, end), (start, end, text), "choose")

    def condition(self, cursor, children):
        _, source = self.source(cursor)
        if cursor.kind == Kind.CONDITIONAL_OPERATOR:
            chosen = children[0] if len(children) == 3 else None
        else:
            gap = source[children[-2].extent.end.offset:children[-1].extent.start.offset]
            other = cursor.kind == Kind.IF_STMT and re.search(rb"\belse\b", gap)
            chosen = children[-3] if other and len(children) >= 3 else children[-2]
            before = source[:chosen.extent.start.offset].rstrip()
            head = source[cursor.extent.start.offset:chosen.extent.start.offset]
            if before[-1:] not in (b"(", b";") or b"constexpr" in head:
                return
        if chosen is None:
            return
        start, end = chosen.extent.start.offset, chosen.extent.end.offset
        text = source[start:end].decode("utf-8", "replace")
        self.add(chosen, "negation", (start, end), (start, end, f"!({text})"), "flip")

    def returned(self, cursor, value, function):
        _, source = self.source(cursor)
        start, end = value.extent.start.offset, value.extent.end.offset
        text = source[start:end].decode("utf-8", "replace")
        wanted = function if function is not None else value.type
        kind = wanted.get_canonical().kind
        if kind == TypeKind.BOOL:
            self.add(value, "return", (start, end), (start, end, f"!({text})"), "flip")
            return
        stop = source.find(b";", end)
        if function is None or kind in (TypeKind.LVALUEREFERENCE, TypeKind.VOID) or source[end:stop].strip():
            return
        if re.fullmatch(r"\d+\w*|nullptr|std::nullopt|\"\"|[\w:<>]*\{\}", text) or is_first(value):
            return
        empty = "0" if kind in INTEGERS else "{}"
        span = cursor.extent.start.offset, stop + 1
        self.add(cursor, "return", span, (start, end, empty), "leave")


def is_first(cursor):
    """An enumerator that is 0: what an empty return gives anyway."""
    found = cursor.referenced
    return found is not None and found.kind == Kind.ENUM_CONSTANT_DECL and found.enum_value == 0


def folded(source):
    return " ".join(source.decode().split())


whole = lru_cache(maxsize=None)(folded)


def described(site, source):
    """With the lines that it touches, before and after, as people read them; with more in front where a line stands twice."""
    first = source.rfind(b"\n", 0, site.at) + 1
    last = source.find(b"\n", site.until)
    while first > 0 and whole(source).count(folded(source[first:last])) > 1:
        first = source.rfind(b"\n", 0, first - 1) + 1
    was = source[first:last]
    becomes = source[first:site.at] + site.text.encode() + source[site.until:last]
    return replace(site, line=source.count(b"\n", 0, site.at) + 1, was=folded(was), becomes=folded(becomes))


def replacement(site, number, source):
    """The bytes that stand for both the original and the mutant."""
    text = source[site.start:site.end].decode()
    runs = f"ipcheck_mutant({number})"
    if site.form == "flip":
        return f"({runs} != static_cast<bool>({text}))"
    if site.form == "leave":
        return f"{{ if ({runs}) return {site.text}; {text} }}"
    at, until = site.at - site.start, site.until - site.start
    raw = source[site.start:site.end]
    mutant = raw[:at].decode() + site.text + raw[until:].decode()
    return f"({runs} ? ({' '.join(mutant.splitlines())}) : ({text}))"


def sites_of(root, folders, source, arguments):
    """All sites that compiling `source` shows, in it and in the files it includes."""
    unit = cindex.Index.create().parse(source, args=arguments)
    faults = [str(d) for d in unit.diagnostics if d.severity >= cindex.Diagnostic.Error]
    if faults:
        raise RuntimeError(f"{source}: {faults[0]}")
    finder = Finder(root, folders)
    finder.walk(unit.cursor, False, None)
    return list(finder.sites.values())
