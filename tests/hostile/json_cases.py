"""Hostile JSON: records, NDJSON and arrays as tables, the lines of `eval --each`."""
from __future__ import annotations

import json
import re
from typing import Iterator, Optional

import world
from kit import Case, Expect, Kit, Outcome, anything, either, gives, refused

EN = ["--lang", "en"]
GOOD = ["--rules", "good", *EN]
SCORE = ["--scheme", world.SCHEME, *world.AS_OF, "--format", "ndjson", "--columns", "row,name,verdict", *GOOD]
DEEP = 100_000

# Where a value stands in an object.
BAD_VALUES = [
    b"[1,]", b'{"a":1,}', b"[1 2]", b'{"a" 1}', b'{"a":1 "b":2}', b"{a:1}", b"{'a':1}", b"NaN", b"Infinity",
    b"-Infinity", b"+1", b".5", b"1.", b"01", b"-01", b"0x1", b"1e", b"1e+", b"--1", b"1_000", b"-", b"1.e3",
    b"0.1.2", b"1ee3", b'"\\x41"', b'"\\u12"', b'"\\u12G4"', b'"\\uD800"', b'"\\uD800\\u0041"', b'"\\uDC00"',
    b'"\\uD800\\uD800"', b'"\\uDFFF\\uD800"', b'"a\nb"', b'"a\tb"', b'"a\0b"', b'"a\x1fb"', b'"open', b'"\\"',
    b"tru", b"TRUE", b"True", b"nul", b"Null", b"nulll", b"undefined", b"1 // x", b"/* x */ 1", b"# x", b"",
    b",", b":", b"]", b"}", b"[", b"{", b"[1:2]", b"{1:1}", b"{null:1}", b"{[]:1}", b'{"a":}', b"{:1}",
    b'{"a":1:2}', b'{"a":1,,"b":2}', b"[,1]", b"[1,,2]", b"[1", b'{"a":[}', b"[}", b"\x00", b"1\x00",
    "１".encode(), "“x”".encode(), "1\u00a0".encode(), "1\ufeff".encode(), b"1\x0c", b"1\x0b", b'"\xff"',
    b'"\xc0\xaf"', b'"\xed\xa0\x80"', b'"\xf4\x90\x80\x80"', b'"\xe4\xb8"', b"1\xff", b"\\u0031", b"'x'",
    b"<x/>", b"=1", b"[" * 65 + b"]" * 65, b"[" * DEEP + b"]" * DEEP, b"[" * DEEP,
    b'{"a":' * DEEP + b"1" + b"}" * DEEP, b'{"a":' * DEEP, b'[{"a":' * DEEP, b'{"a":1,"a":2}',
    b'{"a":1,"\\u0061":2}', b'{"x":{"a":1,"a":2}}', b'[{"a":1,"a":1}]', b'"\\', b'"\\u', b'"\\uD834\\u"',
]
BAD_TEXTS = [
    b'{"name": "x"} y', b'{"name": "x"}{"name": "y"}', b'{"name": "x"},', b'{"name": "x"}\0', b"{} {}",
    b'{"name": "x"}\x1a', b"\0{}", b'{"name": "x", "name": "y"}', b'{"name": "x", "n\\u0061me": "y"}',
    b'// x\n{"name": "x"}', b"{", b"}", b"[", b'["', b'"', b"[{}", b"[{},]", b"[{}{}]", b"{]",
    '{"name": "x"}\ufeff'.encode(), b"{\"name\": \"x\"}\xff", b"{\"name\": \"x\"}\n\xc0", b"{\"\xff\": 1}",
    b"[" * DEEP, b"{" * DEEP, b"[{" * DEEP, b"[" * 1_000_000, b'{"a":' * 200_000,
    b'"' * 1_000_000, b"{" + b'"' * 999_999, b"\\" * 1_000_000, b"{" + b"," * 1_000_000, b"[" + b"-" * 1_000_000,
    b'{"k": ' + b"[[]," * 200_000, b"{" + b":" * 1_000_000,
]
# What a number may be read as; None: unreadable, with a notice.
NUMBERS = {
    "3": {3}, "3.0": {3}, "3e0": {3, None}, "30e-1": {3, None}, "1e2": {100, None}, "1E+2": {100, None},
    "-0": {0, None}, "0": {0}, "1e400": {None}, "1e-400": {None, 0}, "-1": {None}, "3.5": {None},
    "9223372036854775807": {9223372036854775807, None}, "9223372036854775808": {None},
    "18446744073709551615": {None}, "18446744073709551616": {None}, "9" * 5000: {None},
    "3." + "0" * 5000: {3, None}, "0.3e1": {3, None}, "1e1000000000": {None}, "1" + "0" * 400: {None},
    "2.9999999999999999999999999": {None}, "true": {None}, "null": {None}, '"3"': {3}, '"３人"': {3},
    "[3]": {None}, "{}": {None}, '""': {None}, '"\\u0033"': {3}, "4.0e0": {4, None}, "1.5e1": {15, None},
}
MONEY = {
    "1999999.99": "1999999.99", "2000000.0": "2000000", "1e6": {"1000000", None}, "0.1": "0.1",
    "1999999.9999999999999": "1999999.9999999999999", "123456789012345678.12": "123456789012345678.12",
    "1e-30": {None, "0.000000000000000000000000000001"}, "-0.0": {"0", None}, "1e40": {None}, '"200万"': {"2000000"},
}
NAMES = {
    '"\\u793a\\u4f8b"': "示例", '"\\ud83d\\ude00"': "😀", '"a\\/b"': "a/b", '"a\\\\b"': "a\\b", '"\\""': '"',
    '"a\\u0000b"': "a\0b", '"\\u001b[31m"': "\x1b[31m", '"a\u2028b"': "a\u2028b", '"\\u202e"': "\u202e",
    '"a\\nb"': "a\nb", '"\\ufffe"': "\ufffe", '"\U0010ffff"': "\U0010ffff", '"1e3"': "1e3", '"NO"': "NO",
    '"e\u0301"': "e\u0301", '"\x7f"': "\x7f",
}


def _fact(fact: str, allowed: object) -> Expect:
    wanted = allowed if isinstance(allowed, set) else {allowed}

    def check(got: Outcome) -> Optional[str]:
        if got.status == 2:
            return refused()(got)
        value = json.loads(got.out)["rows"][0]["facts"].get(fact)
        return None if any(type(a) is type(value) and a == value for a in wanted) else \
            f"{fact} among {wanted}, not {value!r}"
    return check


def _records(kit: Kit) -> Iterator[Case]:
    for number, value in enumerate(BAD_VALUES):
        at = kit.file(f"value-{number:03}.json", '{"name": "示例",\n "zz": '.encode() + value + b"\n}\n")
        label = value[:20].decode("utf-8", "backslashreplace")
        yield Case("json records", f"value {label!r}", ["eligibility", at, *GOOD], refused())
        if number % 8 == 0:
            yield Case("json records", f"value {label!r}", ["inspect", at, *GOOD], refused())
            yield Case("json records", f"value {label!r} (stdin)", ["eligibility", "-", *GOOD], refused(), at)
    for number, text in enumerate(BAD_TEXTS):
        at = kit.file(f"text-{number:03}.json", text)
        yield Case("json records", f"text {text[:20]!r}", ["eligibility", at, *GOOD], refused())
    for fact, values in (("staff", NUMBERS), ("income", MONEY), ("name", NAMES)):
        for number, (text, allowed) in enumerate(values.items()):
            at = kit.file(f"{fact}-{number:03}.json", f'{{"{fact}": {text}}}')
            yield Case("json records", f"{fact} {text[:30]}", ["inspect", at, *GOOD, "--format", "json"],
                       _fact(fact, allowed))
    many = kit.file("many.json", json.dumps({f"k{i}": 1 for i in range(50_000)}))
    yield Case("json records", "50,000 unknown keys", ["eligibility", many, *GOOD], anything)
    twice = kit.file("twice.json", "{" + ",".join(['"a":1'] * 50_000) + "}")
    yield Case("json records", "50,000 equal keys", ["eligibility", twice, *GOOD], refused())
    large = kit.file("large.json", '{"name": "' + "x" * 1_000_000 + '"}')
    yield Case("json records", "a name of 1 MB", ["eligibility", large, *GOOD], anything)
    boms = kit.file("bom.json", b'\xef\xbb\xbf{"staff": 3}')
    yield Case("json records", "BOM", ["inspect", boms, *GOOD, "--format", "json"], _fact("staff", 3))
    utf16 = kit.file("utf16.json", '{"staff": 3}'.encode("utf-16"))
    yield Case("json records", "UTF-16", ["inspect", utf16, *GOOD, "--format", "json"],
               either(_fact("staff", 3), refused(place=False)))


def _cut(kit: Kit) -> Iterator[Case]:
    """A small record, cut behind every byte: never half a record."""
    whole = '{"name": "示例光学", "staff": 3, "income": "200万元", "note": "\\u793a\\n", "has_ledger": true}'.encode()
    for size in range(len(whole)):
        at = kit.file(f"cut-{size:03}.json", whole[:size])
        yield Case("json cut", f"cut at byte {size}", ["eligibility", at, *GOOD], refused(place=size > 0))
    rows = whole + b"\n" + whole
    for size in range(len(whole), len(rows) + 1):
        at = kit.file(f"cut-{size:03}.ndjson", rows[:size])
        expect = gives(0, '"row":1') if size <= len(whole) + 1 else \
            gives(0, '"row":2') if size == len(rows) else gives(1, '"row":1')
        yield Case("json cut", f"lines cut at byte {size}",
                   ["score", at, *SCORE, "--fail-on", "rejected", "--rejects", f"cut-{size:03}.csv"], expect)


def _judged(*rows: int, rejected: int) -> Expect:
    """These rows were judged, so many rejected, and the counts add up."""
    def check(got: Outcome) -> Optional[str]:
        if got.status not in (0, 1, 2):
            return "status 0, 1 or 2"
        if got.status == 2:
            return refused(place=False)(got)
        seen = [json.loads(line)["row"] for line in got.text.splitlines()]
        if seen != list(rows):
            return f"rows {rows}, not {seen}"
        said = re.search(r"(\d+) rejected", got.said)
        if (int(said[1]) if said else 0) < rejected:
            return f"{rejected} rejected in the summary"
        return None
    return check


def _tables(kit: Kit) -> Iterator[Case]:
    sound = b'{"name": "a", "staff": 3}'
    for number, value in enumerate(BAD_VALUES):
        if b"\n" in value:
            continue
        bad = b'{"name": "x", "zz": ' + value + b"}"
        label = value[:20].decode("utf-8", "backslashreplace")
        lines = kit.file(f"lines-{number:03}.ndjson", b"\n".join([sound, bad, sound]) + b"\n")
        yield Case("json tables", f"line with {label!r}", ["score", lines, *SCORE, "--rejects", f"r{number}.csv"],
                   _judged(1, 3, rejected=1))
        array = kit.file(f"array-{number:03}.json", b"[" + b",\n".join([sound, bad, sound]) + b"]\n")
        yield Case("json tables", f"array with {label!r}", ["score", array, *SCORE, "--rejects", f"s{number}.csv"],
                   either(_judged(1, 3, rejected=1), _judged(1, rejected=1), _judged(1, 4, rejected=2), _judged(1, 2, 3, rejected=0), refused(place=False))
                   if value.count(b"]") + value.count(b"}") or value[:1] == b'"' else
                   either(_judged(1, 3, rejected=1), _judged(1, rejected=2), _judged(1, 4, rejected=2), refused(place=False)))
    for name, text, rows, rejected in (
            ("empty lines", sound + b"\n\n\n" + sound, (1, 4), 0), ("CRLF", sound + b"\r\n" + sound + b"\r\n", (1, 2), 0),
            ("BOM", b"\xef\xbb\xbf" + sound + b"\n" + sound, (1, 2), 0),
            ("a number", sound + b"\n42\n" + sound, (1, 3), 1), ("a list", sound + b"\n[1]\n" + sound, (1, 3), 1),
            ("two in a line", sound + b"\n" + sound + sound + b"\n" + sound, (1, 3), 1),
            ("a record over lines", sound + b'\n{"name":\n"b"}\n' + sound, (1, 4), 2),
            ("a line of 1 MB", sound + b'\n{"name": "' + b"y" * 1_000_000 + b'"}\n' + sound, (1, 2, 3), 0),
            ("a line of 1 MB, open", sound + b'\n{"name": "' + b"y" * 1_000_000 + b"\n" + sound, (1, 3), 1),
            ("NUL line", sound + b"\n\0\n" + sound, (1, 3), 1), ("null", sound + b"\nnull\n" + sound, (1, 3), 1)):
        at = kit.file(f"table-{name.replace(' ', '-')}.ndjson", text)
        yield Case("json tables", name, ["score", at, *SCORE, "--rejects", "r.csv", "--jobs", "2"],
                   _judged(*rows, rejected=rejected))


def _each(kit: Kit) -> Iterator[Case]:
    """Lines of expressions: each bad one is one error, the others are answered."""
    for number, value in enumerate(BAD_VALUES):
        if b"\n" in value or number % 3:
            continue
        at = kit.file(f"each-{number:03}.jsonl", b'{"expr": "1 + 1"}\n{"expr": ' + value + b'}\n{"expr": "2"}\n')

        def check(got: Outcome) -> Optional[str]:
            if got.status == 2 and not got.out:
                return refused(place=False)(got)  # the file is no text
            lines = [json.loads(line) for line in got.text.splitlines()]
            ends = [lines[0].get("value"), lines[-1].get("value")] if lines else []
            return None if len(lines) == 3 and ends == ["2", "2"] and "error" in lines[1] else "2, an error, 2"
        yield Case("json each", f"expr {value[:20]!r}", ["eval", "--each", at, *EN], check)


def cases(kit: Kit) -> Iterator[Case]:
    world.rules(kit, "good")
    yield from _records(kit)
    yield from _cut(kit)
    yield from _tables(kit)
    yield from _each(kit)
