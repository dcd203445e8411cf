"""Polluted workbooks alone and in pairs, and containers that are broken, bombs, or something else."""
from __future__ import annotations

import gzip
import io
import itertools
import struct
import zipfile
import zlib
from typing import Callable, Iterator

import sheet
from csv_cases import INSPECT, SCORE
from kit import Case, Kit, anything, either, gives, refused
from sheet import COMMON, ROWS, Pollution, Sheet
from xlsx_write import MAIN, Book, parts, workbook, zipped


def _book(**values: object) -> Callable[[Sheet], None]:
    def change(s: Sheet) -> None:
        for key, value in values.items():
            setattr(s.book, key, value)
    return change


XLSX_ONLY: list[Pollution] = [
    Pollution("inline strings", _book(strings="inline")),
    Pollution("strings of formulas", _book(strings="formula")),
    Pollution("rich text", _book(strings="rich")),
    Pollution("phonetic runs", _book(phonetic=True)),
    Pollution("numbers as text", _book(numbers=False)),
    Pollution("numbers of formulas", _book(formulas=True)),
    Pollution("serial dates", _book(dates=True)),
    Pollution("1904", _book(dates=True, start_1904=True)),
    Pollution("booleans", _book(booleans=True)),
    Pollution("strict", _book(strict=True)),
    Pollution("namespace prefix", _book(prefix="x:")),
    Pollution("dimension too small", _book(dimension="A1")),
    Pollution("dimension too large", _book(dimension="A1:XFD1048576")),
    Pollution("dimension nonsense", _book(dimension="?")),
    Pollution("no references", _book(references=False)),
    Pollution("hidden rows", _book(hidden_rows=(2, 3))),
    Pollution("hidden column", _book(hidden_columns=(1,))),
    Pollution("several sheets", _book(sheets=("名单", "说明", "附件"))),
    Pollution("notes first", _book(other_first=True)),
    Pollution("stored", _book(store=True)),
    Pollution("errors as text", _book(errors=False)),
    Pollution("gzip around it", lambda s: s.book.after.append(gzip.compress), may_stop=True),
]
TEXTUAL = {"title row", "title and blank rows", "units row", "units row alone", "two-row header", "repeated header", "sums", "notes below",
           "sum within", "duplicate header, read", "zero-width in headers", "header over lines", "columns reversed", "running numbers", "short row",
           "long row", "row slipped", "blank rows", "spaces around cells", "units in cells", "unit in header and cell", "yuan with commas",
           "full-width digits", "thousands commas", "dates as 年月日", "dates in one", "about a number", "impossible date", "error cells",
           "scientific number", "second table", "many columns"}


def _pairs(kit: Kit) -> Iterator[Case]:
    every = [p for p in COMMON if p.name in TEXTUAL] + XLSX_ONLY
    combined: list[tuple[Pollution, ...]] = [()] + [(p,) for p in every]
    combined += [pair for pair in itertools.combinations(every, 2) if any(p in XLSX_ONLY for p in pair)]
    for number, of in enumerate(combined):
        s = Sheet()
        s.book = Book()
        for pollution in sorted(of, key=lambda p: (p in COMMON, p.name == "two-row header")):
            pollution.change(s)
        at = kit.file(f"book-{number:04}.xlsx", workbook(s.grid(), s.book))
        kind = "xlsx pairs" if len(of) == 2 else "xlsx"
        name = " + ".join(p.name for p in of) or "sound"
        yield Case(kind, name, ["inspect", at, *INSPECT], lambda got, of=of: sheet.wrong_facts(got, of), terminal=False)
        if number % 5 == 0 or len(of) == 1:
            yield Case(kind, f"{name} (score)", ["score", at, *SCORE, "--rejects", f"rejects-{number}.csv"], sheet.wrong_counts, terminal=False)


# --- containers ----------------------------------------------------------------------------------

SHEET = "xl/worksheets/sheet1.xml"


def _with(name: str, content: bytes | Callable[[bytes], bytes]) -> bytes:
    made = parts(Sheet().grid(), Book())
    made[name] = content(made.get(name, b"")) if callable(content) else content
    return zipped(made)


def _without(name: str) -> bytes:
    made = parts(Sheet().grid(), Book())
    del made[name]
    return zipped(made)


def _entities(depth: int) -> bytes:
    lines = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, depth))
    return (f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{lines}]><worksheet xmlns="{MAIN}"><sheetData><row r="1">'
            f'<c r="A1" t="inlineStr"><is><t>&e{depth - 1};</t></is></c></row></sheetData></worksheet>').encode()


def _cells(row: str) -> Callable[[bytes], bytes]:
    return lambda raw: raw.replace(b"</sheetData>", row.encode() + b"</sheetData>")


def _patched(raw: bytes, name: bytes, at_local: int, at_central: int, value: bytes) -> bytes:
    """The same bytes changed in both headers of an entry."""
    out = bytearray(raw)
    local = raw.index(b"PK\x03\x04" + raw[4:4], 0)
    while raw[local + 30:local + 30 + len(name)] != name:
        local = raw.index(b"PK\x03\x04", local + 4)
    central = raw.index(b"PK\x01\x02")
    while raw[central + 46:central + 46 + len(name)] != name:
        central = raw.index(b"PK\x01\x02", central + 4)
    out[local + at_local:local + at_local + len(value)] = value
    out[central + at_central:central + at_central + len(value)] = value
    return bytes(out)


def _bomb(name: str, megabytes: int, head: bytes, tail: bytes, piece: bytes) -> bytes:
    made = parts(Sheet().grid(), Book())
    del made[name]
    out = io.BytesIO(zipped(made))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as entry:
        entry.write(head)   # piece by piece: what this program holds counts for the one that it starts
        for _ in range(megabytes * 1_000_000 // len(piece)):
            entry.write(piece)
        entry.write(tail)
    return out.getvalue()


def _broken() -> Iterator[tuple[str, bytes]]:
    sound = workbook(Sheet().grid())
    for size in (0, 1, 3, 4, 29, 30, 100, len(sound) // 2, len(sound) - 22, len(sound) - 4, len(sound) - 1):
        yield f"cut at {size}", sound[:size]
    yield "wrong checksum", _patched(sound, SHEET.encode(), 14, 16, b"\1\2\3\4")
    yield "wrong size", _patched(sound, SHEET.encode(), 22, 24, struct.pack("<I", 7))
    yield "unknown method", _patched(sound, SHEET.encode(), 8, 10, struct.pack("<H", 99))
    yield "encrypted entry", _patched(sound, SHEET.encode(), 6, 8, struct.pack("<H", 1))
    yield "broken stream", sound.replace(zlib.compress(b"")[2:4], b"\xff\xff", 1)[:60] + b"\xff" * 40 + sound[100:]
    yield "no workbook", _without("xl/workbook.xml")
    yield "no relations", _without("_rels/.rels")
    yield "no relations of the workbook", _without("xl/_rels/workbook.xml.rels")
    yield "no sheet", _without(SHEET)
    yield "no strings", _without("xl/sharedStrings.xml")
    yield "strings too few", _with("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}"><si><t>x</t></si></sst>'.encode())
    yield "string number of nonsense", _with(SHEET, lambda raw: raw.replace(b't="s"><v>0<', b't="s"><v>x<'))
    yield "string number below zero", _with(SHEET, lambda raw: raw.replace(b't="s"><v>0<', b't="s"><v>-1<'))
    yield "string number too large", _with(SHEET, lambda raw: raw.replace(b't="s"><v>0<', b't="s"><v>99999999999999999999<'))
    yield "entities", _with(SHEET, _entities(10))
    yield "external entity", _with(SHEET, b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>')
    yield "entities in strings", _with("xl/sharedStrings.xml", _entities(10))
    yield "deep XML", _with(SHEET, b"<a>" * 100_000)
    yield "broken XML", _with(SHEET, lambda raw: raw[:len(raw) // 2])
    yield "attribute of 2 MB", _with(SHEET, lambda raw: raw.replace(b"<sheetData>", b'<sheetData x="' + b"y" * 2_000_000 + b'">'))
    yield "invalid UTF-8", _with(SHEET, lambda raw: raw.replace(b"<v>3<", b"<v>\xff<"))
    yield "no XML", _with(SHEET, b"\x00" * 1000)
    yield "row beyond", _with(SHEET, _cells('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'))
    yield "row of nonsense", _with(SHEET, _cells('<row r="x"><c><v>1</v></c></row>'))
    yield "rows out of order", _with(SHEET, _cells('<row r="2"><c r="A2"><v>1</v></c></row>'))
    yield "column beyond", _with(SHEET, _cells('<row r="8"><c r="XFE8"><v>1</v></c></row>'))
    yield "reference of nonsense", _with(SHEET, _cells('<row r="8"><c r="8A"><v>1</v></c></row>'))
    yield "cell of another row", _with(SHEET, _cells('<row r="8"><c r="A3"><v>1</v></c></row>'))
    yield "path upwards", zipped(parts(Sheet().grid(), Book()) | {"../../../hostile-escaped": b"x", "/hostile-escaped": b"x"})
    yield "relation upwards", _with("xl/_rels/workbook.xml.rels", lambda raw: raw.replace(b"worksheets/sheet1.xml", b"../../../../etc/passwd"))
    yield "relation to the net", _with("xl/_rels/workbook.xml.rels", lambda raw: raw.replace(b'"worksheets/sheet1.xml"', b'"http://example.org/x" TargetMode="External"'))
    yield "many entries", zipped(parts(Sheet().grid(), Book()) | {f"x/{i}": b"" for i in range(20_000)}, store=True)
    yield "bomb of one sheet", _bomb(SHEET, 300, f'<worksheet xmlns="{MAIN}"><sheetData>'.encode(), b"</sheetData></worksheet>", b'<row><c t="str"><v>aaaaaaaaaaaaaaaa</v></c></row>' * 100)
    yield "bomb of strings", _bomb("xl/sharedStrings.xml", 300, f'<sst xmlns="{MAIN}">'.encode(), b"</sst>", b"<si><t>aaaaaaaaaaaaaaaa</t></si>" * 100)
    yield "bomb of one string", _bomb("xl/sharedStrings.xml", 300, f'<sst xmlns="{MAIN}"><si><t>'.encode(), b"</t></si></sst>", b"a" * 100_000)
    yield "bomb of space", _bomb(SHEET, 300, f'<worksheet xmlns="{MAIN}">'.encode(), b"</worksheet>", b" " * 100_000)
    yield "bomb of styles", _bomb("xl/styles.xml", 300, f'<styleSheet xmlns="{MAIN}"><cellXfs>'.encode(), b"</cellXfs></styleSheet>", b'<xf numFmtId="14"/>' * 1000)
    yield "password", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(4096)


POSING: dict[str, bytes] = {
    ".xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Workbook".encode("utf-16-le") + bytes(4096),
    "HTML": "<html><head><meta charset=utf-8></head><table><tr><td>单位名称</td></tr></table></html>".encode(),
    "XML spreadsheet": b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook></Workbook>',
    "SYLK": b"ID;PWXL;N;E\nC;Y1;X1;K\"x\"\nE\n", "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PNG": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "ELF": b"\x7fELF\x02\x01\x01" + bytes(100), "RAR": b"Rar!\x1a\x07\x01\x00" + bytes(100), "7z": b"7z\xbc\xaf\x27\x1c" + bytes(100),
    "zip of nothing": b"PK\x05\x06" + bytes(18), "zeros": bytes(10_000), "RTF": rb"{\rtf1\ansi x}", "empty": b"", "a line": b"hello\n",
    "gzip of nothing": gzip.compress(b""), "gzip cut": gzip.compress(b"x" * 1000)[:-6], "gzip of gzip": gzip.compress(gzip.compress(b"a,b\n")),
    "gzip with a wrong sum": gzip.compress(b"x" * 1000)[:-8] + b"\1\2\3\4\5\6\7\x08", "zstd cut": b"\x28\xb5\x2f\xfd\x04\x58",
}


def _containers(kit: Kit) -> Iterator[Case]:
    stop = refused(place=False)
    for number, (name, content) in enumerate(_broken()):
        at = kit.file(f"broken-{number:03}.xlsx", content)
        for args in (["inspect", at, *INSPECT[:4]], ["score", at, *SCORE, "--rejects", "r.csv", "--fail-on", "rejected"]):
            yield Case("xlsx broken", f"{name} ({args[0]})", args,
                       either(stop, gives(1), gives(0)) if name in GOOD_ANYWAY else either(stop, gives(1)) if args[0] == "score" else either(stop, anything))
    for number, (name, content) in enumerate(POSING.items()):
        for ending in (".csv", ".xlsx", ".csv.gz", ".csv.zst", ".ndjson"):
            at = kit.file(f"posing-{number:02}{ending}", content)
            for args in (["inspect", at, *INSPECT[:4]], ["score", at, *SCORE, "--rejects", "r.csv"]):
                yield Case("posing", f"{name} as {ending} ({args[0]})", args, stop)
        yield Case("posing", f"{name} on stdin", ["score", "-", *SCORE, "--rejects", "r.csv"], stop, f"posing-{number:02}.csv")
    bomb = kit.work / "bomb.csv.gz"
    with gzip.open(bomb, "wb", 9) as out:
        for _ in range(100):
            out.write(b"\n" * 1_000_000)
    yield Case("posing", "gzip bomb of 100 MB", ["score", "bomb.csv.gz", *SCORE, "--rejects", "r.csv"], anything)


GOOD_ANYWAY = {"many entries", "path upwards", "no relations", "broken stream", "wrong size", "deep XML"}


def cases(kit: Kit) -> Iterator[Case]:
    kit.file("tables/demo.yaml", sheet.RULES)
    yield from _containers(kit)
    yield from _pairs(kit)
