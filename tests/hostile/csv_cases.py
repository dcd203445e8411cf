"""Polluted CSV: each pollution alone, and all of two. The right values come out, or a clear word about what is not."""
from __future__ import annotations

import gzip
import itertools
from typing import Iterator

import sheet
from kit import Case, Kit
from sheet import COMMON, ROWS, Pollution, Sheet, _at, _set, row_of

INSPECT = ["--rules", "tables", "--lang", "en", "--format", "json", "--rows", "1000"]
SCORE = ["--rules", "tables", "--lang", "en", "--scheme", "table-demo-apply", "--as-of", "2026-06-01", "--format", "ndjson",
         "--columns", "row,name,verdict,failing", "--jobs", "2"]
STRAY = "\ue000"   # stands for a quote that is written as it is
BROKEN = "\ue001"  # stands for a byte that is no text


def _after(change) -> "object":
    return lambda s: s.after.append(change)


def _append(text: bytes):
    return _after(lambda raw: raw + text)


def _quote_open(s: Sheet) -> None:
    row = row_of(s, ROWS[3][0])
    row[next(i for i, cell in enumerate(row) if ROWS[3][0] in cell)] = STRAY + ROWS[3][0]


def _mixed(s: Sheet) -> None:
    s.after.append(lambda raw: b"\r\n".join(raw.split(b"\n", 3)) if s.encoding[:6] != "utf-16" else raw)


def _leading(s: Sheet) -> None:
    s.everywhere(lambda row: [""] + row)


CSV_ONLY: list[Pollution] = [
    Pollution("CRLF", _set(newline="\r\n")),
    Pollution("CR only", _set(newline="\r")),
    Pollution("mixed line ends", _mixed),
    Pollution("no final newline", _set(final=False)),
    Pollution("BOM", _after(lambda raw: raw if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else b"\xef\xbb\xbf" + raw)),
    Pollution("GB18030", _set(encoding="gb18030"), may_stop=False),
    Pollution("UTF-16", _set(encoding="utf-16")),
    Pollution("UTF-16BE", lambda s: (_set(encoding="utf-16-be")(s), s.after.insert(0, lambda raw: b"\xfe\xff" + raw)) and None),
    Pollution("semicolons", _set(delimiter=";")),
    Pollution("tabs", _set(delimiter="\t")),
    Pollution("bars", _set(delimiter="|")),
    Pollution("sep= line", lambda s: setattr(s, "first", "sep=" + s.delimiter)),
    Pollution("all quoted", _set(quote_all=True)),
    Pollution("delimiter in a cell", _at(0, "说明", "甲,乙;丙\t丁|戊"), right=False, blank=frozenset({"note"})),
    Pollution("line break in a cell", _at(0, "说明", "甲\n乙"), right=False),
    Pollution("quotes in a cell", _at(0, "说明", '甲"乙"'), right=False),
    Pollution("stray quote within", _at(0, "说明", f"甲{STRAY}乙"), right=False),
    Pollution("text behind a quote", _at(0, "说明", f"{STRAY}甲{STRAY}乙"), lost=frozenset({ROWS[0][0]})),
    Pollution("quote never closed", _quote_open, lost=frozenset(r[0] for r in ROWS[3:]), may_stop=True),
    Pollution("NUL in a cell", _at(2, "说明", "甲\0乙"), lost=frozenset({ROWS[2][0]})),
    Pollution("Ctrl-Z", _append(b"\x1a"), right=True),
    Pollution("NUL tail", _append(b"\0" * 64), may_stop=True),
    Pollution("byte that is no text", _at(2, "说明", "甲" + BROKEN), lost=frozenset({ROWS[2][0]}), may_stop=True),
    Pollution("character cut at the end", _append(b"\xe4\xb8"), may_stop=True, lost=frozenset({ROWS[5][0]})),
    Pollution("empty lines above", lambda s: s.above.insert(0, [])),
    Pollution("empty lines below", _append(b"\n\n\r\n")),
    Pollution("empty first column", _leading),
    Pollution("delimiters behind each row", lambda s: s.everywhere(lambda row: row + ["", ""] if row else row)),
    Pollution("comment line above", lambda s: s.above.insert(0, ["# made by a program"])),
    Pollution("texts as formulas", lambda s: s.each("专职人员", lambda c: f'="{c}"' if c.isdigit() else c), blank=frozenset({"staff"})),
    Pollution("packed", _after(gzip.compress)),
]
ALTERED = {"delimiter in a cell": "甲,乙;丙\t丁|戊", "line break in a cell": "甲\n乙", "quotes in a cell": '甲"乙"',
           "stray quote within": '甲"乙'}
sheet.ALTERED |= {name: ("note", text) for name, text in ALTERED.items()}
LAST = ("packed",)          # these come after the others
FIRST = ("sep= line", "two-row header")
# What undoes each other, or means something else together: bytes appended to another encoding, a space before a quote.
APPENDED = {"character cut at the end", "empty lines below", "Ctrl-Z", "NUL tail"}
SENSELESS = {("short row", "long row"), ("short row", "many columns"), ("spaces around cells", "text behind a quote"),
             ("spaces around cells", "quote never closed"), ("GB18030", "character cut at the end")}
SENSELESS |= {(e, a) for e in ("UTF-16", "UTF-16BE") for a in APPENDED}


def written(s: Sheet) -> bytes:
    def cell(text: str) -> str:
        if STRAY in text:
            return text.replace(STRAY, '"')
        if s.quote_all or any(c in text for c in ('"', "\n", "\r", s.delimiter)):
            return '"' + text.replace('"', '""') + '"'
        return text
    lines = ([s.first] if s.first else []) + [s.delimiter.join(map(cell, row)) for row in s.grid()]
    text = s.newline.join(lines) + (s.newline if s.final else "")
    raw = text.encode(s.encoding)
    wide = {"utf-16": ("utf-16-le", b"\x00\xd8"), "utf-16-be": ("utf-16-be", b"\xd8\x00")}
    encoding, no_text = wide.get(s.encoding, (s.encoding, b"\xff"))
    raw = raw.replace(BROKEN.encode(encoding), no_text)
    for change in s.after:
        raw = change(raw)
    return raw


def _ordered(*of: Pollution) -> list[Pollution]:
    return sorted(of, key=lambda p: (p.name in LAST, p.name in FIRST, p.name == "spaces around cells", p in COMMON))


def _cases_of(kit: Kit, kind: str, number: int, of: tuple[Pollution, ...], score: bool) -> Iterator[Case]:
    s = Sheet()
    for pollution in _ordered(*of):
        pollution.change(s)
    packed = any(p.name == "packed" for p in of)
    at = kit.file(f"{kind.replace(' ', '-')}-{number:04}.csv" + (".gz" if packed else ""), written(s))
    name = " + ".join(p.name for p in of)
    yield Case(kind, name, ["inspect", at, *INSPECT], lambda got: sheet.wrong_facts(got, of), terminal=False)
    if score:
        yield Case(kind, f"{name} (score)", ["score", at, *SCORE, "--rejects", "rejects.csv" if number % 2 else f"rejects-{number}.csv"],
                   sheet.wrong_counts, terminal=False)


def cases(kit: Kit) -> Iterator[Case]:
    kit.file("tables/demo.yaml", sheet.RULES)
    yield Case("csv", "sound", ["inspect", kit.file("sound.csv", written(Sheet())), *INSPECT], lambda got: sheet.wrong_facts(got, ()), terminal=False)
    every = COMMON + CSV_ONLY
    for number, pollution in enumerate(every):
        yield from _cases_of(kit, "csv", number, (pollution,), True)
    for number, (a, b) in enumerate(itertools.combinations(every, 2)):
        if (a.name, b.name) in SENSELESS:
            continue
        yield from _cases_of(kit, "csv pairs", number, (a, b), number % 4 == 0)
