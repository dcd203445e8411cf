"""Writes workbooks part by part, so that any part can be odd or broken."""
from __future__ import annotations

import dataclasses
import datetime
import io
import re
import zipfile
from typing import Callable, Optional
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?$")
DATE = re.compile(r"\d{4}-\d\d-\d\d$")


@dataclasses.dataclass
class Book:
    """How the cells of a sheet are written."""
    strings: str = "shared"              # shared, inline, formula (t="str"), rich
    numbers: bool = True                 # as numbers, else as texts
    dates: bool = False                  # as serial days with a style
    start_1904: bool = False
    strict: bool = False
    prefix: str = ""                     # of the namespace: `x:`
    dimension: str = "A1:F7"
    references: bool = True              # r="B2" on cells and rows
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    formulas: bool = False               # numbers as cached values of formulas
    booleans: bool = False               # 是 and 否 as booleans
    merged: tuple[str, ...] = ()
    phonetic: bool = False
    sheets: tuple[str, ...] = ("名单",)    # the first is the table
    other_first: bool = False            # a sheet of notes stands before it
    store: bool = False                  # no compression
    sheet_end: str = ""                  # raw XML behind the rows
    errors: bool = True                  # #N/A as an error cell
    change: list[Callable[[dict[str, bytes]], None]] = dataclasses.field(default_factory=list)
    after: list[Callable[[bytes], bytes]] = dataclasses.field(default_factory=list)


def column_name(index: int) -> str:
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def serial(text: str, start_1904: bool) -> Optional[int]:
    """The day's number; None for what is no day, as 2023-02-30: Excel keeps that as a text."""
    first = datetime.date(1904, 1, 1) if start_1904 else datetime.date(1899, 12, 30)
    try:
        return (datetime.date.fromisoformat(text) - first).days
    except ValueError:
        return None


class Sheets:
    def __init__(self, book: Book) -> None:
        self.book = book
        self.shared: dict[str, int] = {}

    def text(self, value: str) -> str:
        x = self.book.prefix
        body = escape(value).replace("\r", "&#13;")
        if self.book.strings == "rich" and len(value) > 1:
            body = f'<{x}r><{x}t xml:space="preserve">{escape(value[:1])}</{x}t></{x}r><{x}r><{x}rPr><{x}b/></{x}rPr>' \
                   f'<{x}t xml:space="preserve">{escape(value[1:])}</{x}t></{x}r>'
        else:
            body = f'<{x}t xml:space="preserve">{body}</{x}t>'
        if self.book.phonetic:
            body += f'<{x}rPh sb="0" eb="1"><{x}t>ピン</{x}t></{x}rPh>'
        return body

    def cell(self, value: str, where: str) -> str:
        b, x = self.book, self.book.prefix
        at = f' r="{where}"' if b.references else ""
        if value == "" and not b.references:
            return f"<{x}c/>"
        if value == "":
            return ""
        if b.errors and re.fullmatch(r"#[A-Z/]+!?", value):
            return f'<{x}c{at} t="e"><{x}v>{value}</{x}v></{x}c>'
        if b.booleans and value in "是否":
            return f'<{x}c{at} t="b"><{x}v>{int(value == "是")}</{x}v></{x}c>'
        if b.dates and DATE.match(value) and (day := serial(value, b.start_1904)) is not None:
            return f'<{x}c{at} s="1"><{x}v>{day}</{x}v></{x}c>'
        if b.numbers and NUMBER.match(value) and len(value) < 15:
            formula = f"<{x}f>1+1</{x}f>" if b.formulas else ""
            return f"<{x}c{at}>{formula}<{x}v>{value}</{x}v></{x}c>"
        if b.strings == "inline":
            return f'<{x}c{at} t="inlineStr"><{x}is>{self.text(value)}</{x}is></{x}c>'
        if b.strings == "formula":
            return f'<{x}c{at} t="str"><{x}f>A1</{x}f><{x}v>{escape(value)}</{x}v></{x}c>'
        return f'<{x}c{at} t="s"><{x}v>{self.shared.setdefault(value, len(self.shared))}</{x}v></{x}c>'

    def sheet(self, grid: list[list[str]]) -> bytes:
        b, x = self.book, self.book.prefix
        rows = []
        for i, row in enumerate(grid):
            cells = "".join(self.cell(v, f"{column_name(c)}{i + 1}") for c, v in enumerate(row))
            at = f' r="{i + 1}"' if b.references else ""
            hidden = ' hidden="1"' if i in b.hidden_rows else ""
            if cells or not b.references:
                rows.append(f"<{x}row{at}{hidden}>{cells}</{x}row>")
        space = STRICT if b.strict else MAIN
        mark = f'xmlns{":" + x[:-1] if x else ""}="{space}"'
        hidden_columns = "".join(f'<{x}col min="{c + 1}" max="{c + 1}" hidden="1"/>' for c in b.hidden_columns)
        merged = "".join(f'<{x}mergeCell ref="{m}"/>' for m in b.merged)
        return (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{x}worksheet {mark}><{x}dimension ref="{b.dimension}"/>' +
                (f"<{x}cols>{hidden_columns}</{x}cols>" if hidden_columns else "") +
                f"<{x}sheetData>{''.join(rows)}</{x}sheetData>" +
                (f"<{x}mergeCells>{merged}</{x}mergeCells>" if merged else "") + b.sheet_end + f"</{x}worksheet>").encode()


def parts(grid: list[list[str]], book: Book) -> dict[str, bytes]:
    sheets = Sheets(book)
    space, relations = (STRICT, STRICT_RELATIONS) if book.strict else (MAIN, RELATIONS)
    grids = [grid] + [[["填报说明"], ["请如实填写"]] for _ in book.sheets[1:]]
    names = list(book.sheets)
    if book.other_first:
        grids, names = [[["填报说明"], ["请如实填写"]]] + grids, ["说明"] + names
    out: dict[str, bytes] = {}
    for i, one in enumerate(grids):
        out[f"xl/worksheets/sheet{i + 1}.xml"] = sheets.sheet(one)
    listed = "".join(f'<sheet name="{n}" sheetId="{i + 1}" r:id="rId{i + 1}"/>' for i, n in enumerate(names))
    out["xl/workbook.xml"] = (f'<workbook xmlns="{space}" xmlns:r="{relations}"><workbookPr{" date1904=%s1%s" % (chr(34), chr(34)) if book.start_1904 else ""}/>'
                              f"<sheets>{listed}</sheets></workbook>").encode()
    links = "".join(f'<Relationship Id="rId{i + 1}" Type="{relations}/worksheet" Target="worksheets/sheet{i + 1}.xml"/>' for i in range(len(names)))
    count = len(names)
    out["xl/_rels/workbook.xml.rels"] = (f'<Relationships xmlns="{PACKAGE}">{links}<Relationship Id="rId{count + 1}" Type="{relations}/styles" Target="styles.xml"/>'
                                         f'<Relationship Id="rId{count + 2}" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>').encode()
    x = book.prefix
    mark = f'xmlns{":" + x[:-1] if x else ""}="{space}"'
    items = "".join(f"<{x}si>{sheets.text(text)}</{x}si>" for text in sheets.shared)
    out["xl/sharedStrings.xml"] = f'<{x}sst {mark} count="1" uniqueCount="{len(sheets.shared)}">{items}</{x}sst>'.encode()
    out["xl/styles.xml"] = STYLES.replace(MAIN, space).encode()
    out["_rels/.rels"] = f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode()
    out["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>').encode()
    return out


def zipped(content: dict[str, bytes], store: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if store else zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(content, key=lambda n: n != "[Content_Types].xml"):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content[name],
                             zipfile.ZIP_STORED if store else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def workbook(grid: list[list[str]], book: Optional[Book] = None) -> bytes:
    book = book or Book()
    content = parts(grid, book)
    for change in book.change:
        change(content)
    raw = zipped(content, book.store)
    for change in book.after:
        raw = change(raw)
    return raw
