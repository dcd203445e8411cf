"""Hostile YAML: records, variables, column maps, rule files, vocabularies, overlays, tests, calendars."""
from __future__ import annotations

import json
from typing import Iterator, Optional

import world
from kit import Case, Expect, Kit, Outcome, answers, anything, either, refused, told
from yaml_damage import damages

EN = ["--lang", "en"]
SCHEME = ["--scheme", world.SCHEME]


def _wanted(outcome: str, base: Outcome) -> Expect:
    return {"bad": refused(), "bad?": refused(place=False), "same": answers(base),
            "told": either(refused(), told()), "open": either(answers(base), refused(place=False)),
            "void": refused(place=False), "any": anything}[outcome]


def _commands(target: str, at: str) -> list[tuple[list[str], Optional[str]]]:
    """The commands that read the damaged file; `at` is the file, or the folder of rules that holds it."""
    rules = ["--rules", at, *EN]
    if target == "record":
        good = ["--rules", "good", *EN]
        return [(["eligibility", at, *SCHEME, *good], None), (["eligibility", "-", *SCHEME, *good], at),
                (["inspect", at, *good], None), (["eligibility", at, *good, "--format", "json", "-q"], None)]
    if target == "vars":
        return [(["eval", "staff + 1", "--with", at, *EN], None)]
    if target == "map":
        table = ["mapped.csv", "--map", at, "--rules", "good", *EN]
        return [(["score", *table, *SCHEME, *world.AS_OF, "-q"], None), (["inspect", *table], None)]
    if target == "calendar":
        return [(["workdays", "2026-01-05", "+3", *rules], None), (["rules", "lint", at, *EN], None),
                (["rules", "fmt", "--check", f"{at}/cn-workdays.yaml", *EN], None)]
    if target == "tests":
        return [(["rules", "test", at, *EN], None), (["rules", "coverage", at, "--no-cases", *EN], None),
                (["rules", "fmt", "-", *EN], f"{at}/grant.test.yaml")]
    few = [(["rules", "lint", at, *EN], None), (["rules", "test", at, *EN], None),
           (["eligibility", "rec.yaml", *SCHEME, *rules], None)]
    if target != "policy":
        return few
    return few + [
        (["rules", "list", *rules], None), (["rules", "show", "G-1", *rules], None),
        (["rules", "coverage", at, "--no-cases", *EN], None),
        (["rules", "mutate", at, "--no-cases", *EN], None),
        (["rules", "diff", "good", at, *EN], None), (["rules", "prove", at, "--claims-only", *EN], None),
        (["rules", "cite", "--rules", at, "--text", "text.txt", *EN], None),
        (["rules", "doc", *rules], None), (["rules", "fmt", "--check", f"{at}/grant.yaml", *EN], None),
        (["rules", "fmt", "-", *EN], f"{at}/grant.yaml"),
        (["score", "table.csv", *SCHEME, *world.AS_OF, *rules], None), (["inspect", "table.csv", *rules], None),
        (["template", world.SCHEME, *rules, "--format", "yaml"], None)]


TARGETS = {"record": world.RECORD, "vars": world.VARS, "map": world.MAP, "policy": world.POLICY,
           "vocabulary": world.VOCABULARY, "tests": world.TESTS, "calendar": world.CALENDAR,
           "overlay": world.OVERLAY}
SINGLE = {"record", "vars", "map"}   # one file; the others are parts of a folder of rules
FOR_ALL = {"alias bomb", "anchor", "merge key", "deep flow list", "deep flow map, open", "deep block list",
           "tag of python", "tab as indentation", "duplicate key, line 2", "double quote open", "BOM",
           "second document", "NUL within", "escape character", "invalid UTF-8: stray byte", "CRLF",
           "UTF-16LE with BOM", "GB18030", "empty", "null", "a list", "ELF", "cut in half"}   # by every command


CHINESE_ELSEWHERE = {f"invalid UTF-8 at the end: {name}" for name in (
    "overlong", "overlong NUL", "cut character")}   # in a file of ASCII: a comment in GB18030


def _masked(base: Outcome, at: str, sound: str) -> Outcome:
    """The sound answer as it reads under the name of the damaged file."""
    return Outcome(base.status, base.out.replace(sound.encode(), at.encode()), base.err, 0, 0)


def _damaged(kit: Kit, target: str, text: str) -> Iterator[Case]:
    # A name as long as the others': heads of output are padded to their width.
    sound = kit.file(f"{target}-all.yaml", text) if target in SINGLE else world.rules(kit, f"{target}-all")
    bases = [kit.run(*args, stdin=stdin) for args, stdin in _commands(target, sound)]
    for number, (name, content, outcome) in enumerate(damages(text)):
        large = len(content) > 500_000
        if large and target not in ("record", "policy"):
            continue  # one way through the reader is as good as another
        if target in SINGLE:
            at = kit.file(f"{target}-{number:03}.yaml", content)
        else:
            at = world.rules(kit, f"{target}-{number:03}", **{target: content})
        for i, (args, stdin) in enumerate(_commands(target, at)):
            if i > 0 and name not in FOR_ALL and not (large and stdin):
                continue
            expect = _wanted(outcome, _masked(bases[i], at, sound))
            if target == "record" and name in ("second document", "end and more", "twice"):
                expect = anything  # several applicants
            if "fmt" in args and outcome == "void":
                expect = anything  # of layout there is nothing to say
            if text.isascii() and name in CHINESE_ELSEWHERE:
                expect = either(expect, answers(_masked(bases[i], at, sound)))
            if "fmt" in args or (target in ("record", "vars") and outcome == "told"):
                expect = either(expect, anything) if outcome in ("told", "open", "same") else expect
            yield Case(f"yaml {target}", f"{name}: {' '.join(args[:2])}", args, expect, stdin)


# --- values --------------------------------------------------------------------------------------

# What a YAML text may stand for under an integer, a boolean and a string fact; None: unreadable.
# A value that is not among them is a silent wrong one.
NUMBERS: dict[str, set] = {
    "012": {12, None}, "0o14": {None}, "0x1F": {None}, "0b11": {None}, "1_000": {None},
    "190:20:30": {None}, "1:30": {None}, "1e3": {1000, None}, "1E3": {1000, None}, "1e400": {None},
    "1e-400": {None, 0}, ".inf": {None}, "-.inf": {None}, ".nan": {None}, "NaN": {None}, "+3": {3, None},
    "-0": {0, None}, "- 3": {None}, "3.": {3, None}, ".5": {None}, "3.0": {3}, "3.5": {None},
    "3,": {None}, "1,000": {1000}, "1,00": {None}, "1'000": {None}, "1 000": {None}, "３": {3, None},
    "٣": {None}, "三": {3, None}, "Ⅲ": {None}, "③": {None}, "²": {None}, "约3": {None}, "3-5": {None},
    "3以上": {None}, "9223372036854775807": {9223372036854775807, None}, "9223372036854775808": {None},
    "18446744073709551616": {None}, "9" * 100_000: {None}, "0" * 1000 + "3": {3, None},
    "-1": {None}, "3人": {3}, "3 人": {3}, "3万": {30000, None}, "3家": {None, 3}, "yes": {None},
    "true": {None}, "~": {None}, "null": {None}, "''": {None}, "[3]": {None}, "{a: 3}": {None},
    "!!int 3": {3, None}, "2026-01-01": {None}, "=3": {None}, "3#x": {None}, "3 # x": {3}, "'3'": {3},
    '"3"': {3}, '"\\x33"': {3}, "|\n  3": {3, None}, ">-\n  3": {3, None}, "3\n  4": {None},
    "3%": {None}, "3\u200b": {3, None}, "３．０": {3, None}, "⒊": {None, 3}, "0.3e1": {3, None},
}
BOOLEANS: dict[str, set] = {
    "true": {True}, "false": {False}, "True": {True, None}, "FALSE": {False, None}, "yes": {True, None},
    "no": {False, None}, "NO": {False, None}, "on": {True, None}, "off": {False, None}, "y": {True, None},
    "n": {False, None}, "Y": {True}, "N": {False}, "是": {True}, "否": {False}, "有": {True}, "无": {False, None},
    "√": {True}, "×": {False}, "1": {True}, "0": {False}, "2": {None}, "~": {None}, "null": {None},
    "''": {None}, "'true'": {True, None}, "truely": {None}, "是的": {True, None}, "不是": {False, None},
    "是/否": {None}, "□是 ☑否": {False, None}, "☑是 ☑否": {None}, "待定": {None}, "[true]": {None}, "T": {None, True},
}
TEXTS: dict[str, set] = {
    "NO": {"NO"}, "no": {"no"}, "yes": {"yes"}, "on": {"on"}, "012": {"012"}, "1e3": {"1e3"},
    "0x1F": {"0x1F"}, "190:20:30": {"190:20:30"}, "1.10": {"1.10"}, "2026-01-01": {"2026-01-01"},
    ".inf": {".inf"}, "true": {"true"}, "1_000": {"1_000"}, "'~'": {"~", None}, "~": {None},
    '"null"': {"null", None}, "=1+1": {"=1+1"}, "'a''b'": {"a'b"}, '"a\\tb"': {"a\tb", "a b"},
    "123456789012345678901234567890": {"123456789012345678901234567890"},
    "a\n  b": {"a b"}, "|\n  a\n  b": {"a\nb", "a\nb\n"}, '"\\e[31m"': {"\x1b[31m"},
    '"\\u202e"': {"\u202e", None}, "示例": {"示例"}, "«»": {"«»"}, "a#b": {"a#b"}, "a #b": {"a"},
}


def _value(fact: str, allowed: set) -> Expect:
    def check(got: Outcome) -> Optional[str]:
        if got.status == 2:
            return refused()(got)
        try:
            row = json.loads(got.out)["rows"][0]
        except (ValueError, KeyError, IndexError):
            return "the JSON of inspect"
        value = row["facts"].get(fact)
        if not any(type(a) is type(value) and a == value for a in allowed):
            return f"{fact} among {allowed}, not {value!r}"
        return None
    return check


def _values() -> Iterator[tuple[str, str, Expect]]:
    for fact, cases in (("staff", NUMBERS), ("has_ledger", BOOLEANS), ("note", TEXTS)):
        for text, allowed in cases.items():
            yield fact, text, _value(fact, allowed)


def cases(kit: Kit) -> Iterator[Case]:
    world.rules(kit, "good")
    for name, text in (("rec.yaml", world.RECORD), ("mapped.csv", world.MAPPED), ("table.csv", world.TABLE),
                       ("text.txt", world.TEXT)):
        kit.file(name, text)
    for target, text in TARGETS.items():
        yield from _damaged(kit, target, text)
    for number, (fact, text, expect) in enumerate(_values()):
        at = kit.file(f"value-{number:03}.yaml", f"{fact}: {text}\n")
        yield Case("yaml values", f"{fact}: {text[:30]}",
                   ["inspect", at, "--rules", "good", *EN, "--format", "json"], expect)
    huge = kit.work / "huge.yaml"
    with huge.open("wb") as out:
        out.write(b"name: ")
        for _ in range(100):
            out.write(b"x" * 1_000_000)
    folder = world.rules(kit, "huge")
    (kit.work / folder / "more.yaml").symlink_to(huge)
    rules = ["--rules", folder, *EN]
    for args in (["eligibility", "huge.yaml", "--rules", "good", *EN], ["inspect", "huge.yaml", *EN],
                 ["eval", "1", "--with", "huge.yaml", *EN], ["rules", "lint", folder, *EN],
                 ["rules", "test", folder, *EN], ["workdays", "2026-01-05", *rules],
                 ["rules", "fmt", "--check", "huge.yaml", *EN],
                 ["rules", "cite", "--rules", "good", "--text", "demo-grant=huge.yaml", *EN],
                 ["score", "mapped.csv", "--map", "huge.yaml", "--rules", "good", *EN, *SCHEME],
                 ["eligibility", "rec.yaml", *rules]):
        yield Case("yaml 100 MB", " ".join(args[:2]), args, refused(place=False))
    yield Case("yaml 100 MB", "stdin", ["eligibility", "-", *EN], refused(place=False), "huge.yaml")
