"""Hostile conditions: deep, long, costly, of the wrong types, with patterns that blow up."""
from __future__ import annotations

import itertools
import json
import re
from typing import Iterator, Optional

import world
from kit import Case, Expect, Kit, Outcome, anything, either, gives, refused, told

EN = ["--lang", "en"]


def _nested(n: int) -> dict[str, str]:
    """Every construct that holds another, n inside each other."""
    macro, inner = "", "1"
    for i in range(n):
        macro += f"[1].map(x{i}, "
    return {
        "parentheses": "(" * n + "1" + ")" * n, "not": "!" * n + "true", "minus": "-" * n + "1",
        "minus with spaces": "- " * n + "1", "lists": "[" * n + "]" * n, "maps": "{1: " * n + "1" + "}" * n,
        "fields": "a" + ".a" * n, "index": "a" + "[0]" * n, "index within": "a[" * n + "0" + "]" * n,
        "choices": "true ? 1 : " * n + "1", "choices in conditions": "(" * n + "true" + " ? true : true)" * n,
        "choices in branches": "true ? (" * n + "1" + ") : 1" * n, "macros": macro + inner + ")" * n,
        "calls": "abs(" * n + "1" + ")" * n, "methods": "'a'" + ".lowerAscii()" * n,
        "not of parentheses": "!(" * n + "true" + ")" * n, "sums": "1 + (" * n + "1" + ")" * n,
        "list of choices": "[true ? " * n + "[]" + " : []]" * n,
    }


def _chains(n: int) -> dict[str, str]:
    chain = {op: f" {op} ".join(["1"] * n) for op in ("+", "-", "*", "/", "%")}
    chain |= {op: f" {op} ".join(["true"] * n) for op in ("&&", "||")}
    chain |= {"list": "[" + ", ".join(["1"] * n) + "]", "map": "{" + ", ".join(f"{i}: 1" for i in range(n)) + "}",
              "text": "'" + "x" * n + "'", "joined": " + ".join(["'x'"] * n), "==": " == ".join(["1"] * n),
              "<": " < ".join(["1"] * n), "in": "1 in [" + ", ".join(["2"] * n) + "]", "digits": "9" * n,
              "places": "0." + "1" * n, "name": "a" * n, "spaces": "1" + " " * n + "+ 1", "comment": "1 // " + "x" * n,
              "arguments": "abs(" + ", ".join(["1"] * n) + ")", "escapes": "'" + "\\n" * (n // 2) + "'"}
    return chain


OPEN = ["", " ", "(", ")", "1 +", "+ 1", "* 1", "1 1", "a b", "1 +* 2", "&&", "true &&", "?", "true ?", "true ? 1",
        "true ? 1 :", "a.", ".a", "a..b", "a[", "a[]", "[1, 2", "[,]", "{", "{1}", "{1:}", "{:1}", "f(", "f(1,", "'", '"', "'abc",
        "'\\q'", "'\\u12'", "'\\ud800'", "'\\x4'", "'a\nb'", "'''a", "r'\\", "b'x'", "1u", "0x", "0xG", "1e", "1.", ".5", "1..2",
        "09", "1_000", "#", "@", "$a", "`", "`a", "a := 1", "a = 1", "a === 1", "a <> 1", "a & b", "a | b", "a ** b", "a++",
        "!", "not a", "a and b", "且", "a 且 b", "a 并且 b", "a ＞ 3", "a ≥ 3", "a，b", "（1）", "１", "“x”", "‘x’", "a；b", "a\u00a0+ 1",
        "a\u200b", "\ufeff1", "a\u202eb", "a\x1b[2Jb", "a\x00b", "a\x7f", "中文", "a.中文", "null", "null == 1", "true.a", "1.a()",
        "has(a.b)", "dyn(1)", "type(1)", "int('1')", "double(1)", "timestamp('x')", "duration('1s')", "a.all(x)", "a.all(1, true)",
        "a.all(x.y, true)", "[1].map(x, x, x, x)", "[1].exists(x)", "[1].filter('x', true)", "[1].all(x, 1)",
        "[1].map(params, 1)", "params", "params.x", "state('x')", "verdict", "known(a)", "as_of(1)", "date('2026-02-30')",
        "date('x')", "date(2026, 13, 1)", "date(0, 0, 0)", "date('０')", "''.matches('(')", "in", "in in in", "if", "for", "while",
        "true in true", "{1: 2}.1", "[1](2)", "1(2)", "'a'('b')", "a?.b", "a[?0]", "a{b: 1}", "a.b{}", "[?1]", "{?1: 2}",
        "//", "/* */", "1 /* x */", "1;", "1\n\n\n2", "\\", "a\\b", "%", "^", "~1", "1 <=> 2", "<", "a < b < c", "--", "!!"]

# What comes out; None: an error or unknown, whatever its words.
VALUES: dict[str, Optional[str]] = {
    "9223372036854775807": "9223372036854775807", "-9223372036854775808": "-9223372036854775808",
    "9223372036854775808": None, "9223372036854775807 + 1": None, "-9223372036854775808 - 1": None,
    "-(-9223372036854775808)": None, "-9223372036854775808 / -1": None, "-9223372036854775808 % -1": None,
    "9223372036854775807 * 2": None, "4611686018427387904 * 2": None, "abs(-9223372036854775808)": None,
    "1 / 0": None, "1 % 0": None, "1.0 / 0.0": None, "0.1 + 0.2 == 0.3": "true", "1999999.9999999999999 < 2000000.0": "true",
    "99999999999999999999999999999999999999.0 + 1.0": None, "1e400": None, "1e-400": None, "0.5 * 0.5": "0.25",
    "99999999999999999999.0 * 99999999999999999999.0": None, "[1][1]": None, "[1][-1]": None,
    "[1][9223372036854775807]": None, "{1: 2}[3]": None, "{'a': 1}.b": None, "date('9999-12-31')": "9999-12-31",
    "add_days(date('9999-12-31'), 1)": None, "add_days(date('2026-01-01'), 9223372036854775807)": None,
    "add_days(date('2026-01-01'), -9223372036854775807)": None, "add_months(date('2026-01-01'), 9223372036854775807)": None,
    "add_years(date('2026-01-01'), 9223372036854775807)": None, "add_years(date('2024-02-29'), 1)": "2025-02-28",
    "add_workdays(date('2026-01-01'), 9223372036854775807)": None, "add_workdays(date('2026-01-01'), -9223372036854775807)": None,
    "add_workdays(date('0001-01-01'), 1)": None, "add_workdays(date('9999-12-31'), 1)": None,
    "workdays_between(date('0001-01-01'), date('9999-12-31'))": None, "date(99999999999, 1, 1)": None,
    "date(9223372036854775807, 9223372036854775807, 9223372036854775807)": None, "date(-1, 1, 1)": None,
    "years_between(date('9999-12-31'), date('0001-01-01'))": "-9999", "size('示例')": "2", "size('😀')": "1",
    "'\\u0000'.size()": "1", "sum([9223372036854775807, 1])": None, "sum([])": "0", "min([])": None, "max([])": None,
    "false && 1 / 0 == 1": "false", "1 / 0 == 1 && false": "false", "true || 1 / 0 == 1": "true", "1 / 0 == 1 || true": "true",
    "[1, 2].exists(x, x / 0 == 1 || true)": "true", "'a' < 'b'": "true", "'a' + 'b'": "ab", "1 == 1.0": "true",
    "0x10": "16", "1 in [1, 2]": "true", "'' in ['']": "true", "5 / 2": "2", "-5 / 2": "-2",
    "-5 % 2": "-1", "3 > 2 ? 'a' : 'b'": "a",
}
PATTERNS: list[tuple[str, str]] = [
    ("(a|a)*$", "a" * 5000 + "b"), ("^(a+)+$", "a" * 30000 + "b"), ("(a|aa)+$", "a" * 30000 + "b"), ("(.*)*x", "a" * 30000),
    ("^(([a-z])+.)+[A-Z]([a-z])+$", "a" * 30000), ("(a*)*(a*)*(a*)*b", "a" * 30000), ("a{1000}", "a" * 1000),
    ("(a{1000}){1000}", "a"), ("a{1001}", "a"), ("(((a{100}){100}){100}){100}", "a"), ("(?=a)a", "a"), ("(?<=a)b", "ab"),
    ("(a)\\\\1", "aa"), ("(?P<n", "a"), ("[", "a"), ("(", "a"), (")", "a"), ("*", "a"), ("a**", "a"), ("[z-a]", "a"), ("\\\\", "a"),
    ("(" * 5000 + ")" * 5000, "a"), ("(?:" * 5000 + ")" * 5000, "a"), ("[a-z]*" * 5000, "a" * 1000), ("x*" * 20000, "y"),
    ("\\\\pQ", "a"), ("\\\\p{Han}+", "示例"), ("[[:alpha:]]", "a"), ("(?i)A", "a"), ("\\\\C", "示"), ("|" * 20000, ""),
    ("(|a)*", "a"), ("\\\\x{10FFFF}", "a"), ("\\\\x{110000}", "a"), ("\\\\Q", "Q"), ("a{,5}", "a"), ("a{2,1}", "a"), ("(?s).*" * 50, "x" * 30000),
    ("((a?){50}){20}" + "a" * 100, "a" * 100),
]


def _costly() -> dict[str, str]:
    hundred = "[" + ", ".join(map(str, range(100))) + "]"
    loops = {f"{n} loops of 100": "".join(f"{hundred}.all({v}, " for v in "abcdefgh"[:n]) + "a >= 0" + ")" * n
             for n in (3, 4, 5, 8)}
    made = "['x']"
    for i in range(40):
        made += f".map(v{i}, v{i} + v{i})"
    lists = "[1]"
    for i in range(12):
        lists = f"[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(w{i}, {lists})"
    filters = "".join(f"{hundred}.filter(f{i}, " for i in range(6)) + "true" + ")" * 6
    return loops | {"doubled text": made + "[0]", "lists of lists": lists, "size of it": f"size({lists})", "filters": filters,
                    "doubled by addition": "[1]" + "".join(f".map(u{i}, [u{i}, u{i}])" for i in range(30)),
                    "matches in loops": f"{hundred}.all(a, {hundred}.all(b, 'aaaaaaaaaaaaaaaaaaaaaaaa'.matches('(a|aa)*b') || true))"}


def _answered(wanted: Optional[str]) -> Expect:
    def check(got: Outcome) -> Optional[str]:
        if wanted is None:
            return None if got.status in (2, 3, 4) else "an error or unknown"
        answer = json.loads(got.out or b"{}")
        value = answer.get("value")
        value = str(value).lower() if isinstance(value, bool) else value
        return None if got.status in (0, 1) and value == wanted else f"the value {wanted}"
    return check


def _line(expression: str) -> str:
    return json.dumps({"expr": expression}, ensure_ascii=False) + "\n"


def _by_lines(kit: Kit, name: str, expressions: dict[str, str]) -> Iterator[Case]:
    """Expressions too long for an argument: one line each of a file, one answer each."""
    for label, expression in expressions.items():
        at = kit.file(f"{name}-{label.replace(' ', '-').replace('/', 'over')}.jsonl", _line(expression))

        def check(got: Outcome) -> Optional[str]:
            answers = [json.loads(line) for line in got.text.splitlines()]
            return None if len(answers) == 1 and {"value", "error", "unknown"} & set(answers[0]) else "one answer"
        yield Case("cel size", f"{name} {label}", ["eval", "--each", at, *EN], check)


def _types(kit: Kit) -> Iterator[Case]:
    """Every operator and function between values of every pair of types, in one run: an answer a line."""
    values = ["1", "-1", "1.5", "'a'", "''", "true", "date('2026-01-01')", "[]", "[1]", "['a']", "{}", "{'a': 1}", "x", "[x]"]
    lines = [f"{a} {op} {b}" for op in ("+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||", "in")
             for a, b in itertools.product(values, values)]
    lines += [f"{a}[{b}]" for a, b in itertools.product(values, values)]
    lines += [f"{a} ? {b} : {c}" for a, b, c in itertools.product(["true", "x", "1"], values, values)]
    functions = ("size", "sum", "min", "max", "abs", "date", "year_of", "known", "state")
    lines += [f"{f}({a})" for f in functions for a in values]
    two = ("add_days", "add_months", "add_years", "years_between", "months_between", "add_workdays", "workdays_between", "min", "max", "date")
    lines += [f"{f}({a}, {b})" for f in two for a, b in itertools.product(values, values)]
    lines += [f"{a}.{m}({b})" for m in ("startsWith", "endsWith", "contains", "matches") for a, b in itertools.product(values, values)]
    lines += [f"{a}.{m}(v, {b})" for m in ("all", "exists", "exists_one", "filter", "map") for a, b in itertools.product(values, values + ["v"])]
    at = kit.file("types.jsonl", "".join(map(_line, lines)))

    def check(got: Outcome) -> Optional[str]:
        answers = [json.loads(line) for line in got.text.splitlines()]
        if len(answers) != len(lines):
            return f"{len(lines)} answers, not {len(answers)}"
        for line, answer in zip(lines, answers):
            if not {"value", "error", "unknown"} & set(answer):
                return f"an answer to {line}"
            if OURS_IN_ANSWER.search(str(answer.get("error", ""))):
                return f"no words of ours in the answer to {line}: {answer}"
        return None
    yield Case("cel types", f"{len(lines)} combinations", ["eval", "--each", at, *EN], check)


OURS_IN_ANSWER = re.compile(r"std::|[Aa]ssert|terminate|\binternal\b")


def _in_rules(kit: Kit) -> Iterator[Case]:
    """The same in a rule file: an error at its place, or a condition that runs."""
    def policy(check: str) -> bytes:
        return world.POLICY.replace("check: has_ledger", "check: " + json.dumps(check, ensure_ascii=False)).encode()
    hard = {f"deep {k}": v for k, v in _nested(20_000).items()} | {f"long {k}": v for k, v in _chains(300_000).items()}
    hard |= {f"costly {k}": v for k, v in _costly().items()}
    hard |= {f"open {v[:12]}": v for v in OPEN[::4] if "\0" not in v}
    for number, (name, check) in enumerate(hard.items()):
        folder = world.rules(kit, f"rules-{number:03}", policy=policy(check))
        runs: Expect = anything if name.startswith("costly") else told()
        yield Case("cel rules", name, ["rules", "lint", folder, *EN], runs)
        if number % 6 == 0 or name.startswith("costly"):
            yield Case("cel rules", name, ["eligibility", "rec.yaml", "--rules", folder, "--scheme", world.SCHEME, *EN],
                       anything if name.startswith("costly") else either(refused(), gives(0), gives(1), gives(3), gives(4)))
    costly = policy(_costly()["4 loops of 100"])
    folder = world.rules(kit, "costly", policy=costly)
    for args in (["rules", "test", folder, *EN], ["rules", "coverage", folder, "--no-cases", *EN],
                 ["rules", "mutate", folder, "--no-cases", *EN], ["rules", "prove", folder, "--claims-only", *EN],
                 ["rules", "diff", "good", folder, *EN], ["rules", "doc", "--rules", folder, *EN]):
        yield Case("cel rules", f"costly: {args[1]}", args, anything)


def cases(kit: Kit) -> Iterator[Case]:
    world.rules(kit, "good")
    kit.file("rec.yaml", world.RECORD)
    for name, expression in (_nested(12) | _chains(32)).items():
        wanted: Expect = anything if re.search(r"\ba\b|<|==|aaa|9999|0\.1|%|abs\(1,", expression) else either(gives(0), gives(1))
        yield Case("cel small", name, ["eval", expression, *EN], wanted)
    for depth in (249, 250, 251, 60_000):
        for name, expression in _nested(depth).items():
            if len(expression) < 120_000:
                yield Case("cel deep", f"{name} {depth}", ["eval", expression, *EN], anything)
    yield from _by_lines(kit, "deep", _nested(100_000))
    yield from _by_lines(kit, "long", _chains(1_000_000))
    for expression in OPEN:
        if "\0" in expression:
            continue
        for args in (["eval", expression, *EN], ["eval", expression, *EN, "--format", "json"]):
            yield Case("cel broken", repr(expression), args, anything)
    for expression, wanted_value in VALUES.items():
        yield Case("cel values", expression, ["eval", expression, *EN, "--format", "json"], _answered(wanted_value))
    for pattern, text in PATTERNS:
        yield Case("cel patterns", pattern[:30], ["eval", f"'{text}'.matches('{pattern}')", *EN], anything)
    for name, expression in _costly().items():
        yield Case("cel cost", name, ["eval", expression, *EN], anything)
    yield from _types(kit)
    lines = kit.file("session.txt", "\n".join(e for e in OPEN if "\n" not in e) + "\n" + ":why\n:help\n:x\n:\n" + "(" * 100_000 + "\n")
    yield Case("cel broken", "all of them, line by line", ["eval", "-i", *EN], anything, lines)
    yield from _in_rules(kit)
