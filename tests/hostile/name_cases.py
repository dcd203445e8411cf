"""Hostile names and values through every output: terminals see no controls, pages no markup, spreadsheets
no formulas (and the texts come back), JSON is JSON."""
from __future__ import annotations

import csv
import html.parser
import io
import json
import re
import unicodedata
import zipfile
from typing import Iterator, Optional
from xml.etree import ElementTree

import world
from kit import UNSAFE, Case, Expect, Kit, Outcome, anything

EN = ["--lang", "en"]
GOOD = ["--rules", "good", *EN]
SCORE = ["--scheme", world.SCHEME, *world.AS_OF, *GOOD, "-q"]

NAMES = [
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b[2J\x1b[H", "\x9b31m", "\x85next", "a\x08\x08b", "a\rb", "a\vb\fc", "\x7f",
    "\u202eevil\u202c", "\u2066x\u2069", "\u200fx\u200e", "\u061cx", "zero\u200bwidth\u200d\ufeff", "a\u2028b\u2029c", "\u00adsoft",
    "<script>hurt()</script>", "</script><script>hurt()", "<img src=x onerror=hurt()>", "\"><svg onload=hurt()>", "' onfocus='hurt()",
    "<!--", "]]>", "-->", "&lt;b&gt;", "&#60;b&#62;", "&", "javascript:hurt()", "</style><b>", "</title><b>", "<b", "${hurt()}", "{{hurt()}}",
    "=1+1", "=cmd|'/c calc'!A0", "+cmd|' /C calc'!A0", "-2+3+cmd|x", "@SUM(A1:A9)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u3000=1+1",
    "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "'=1+1", "''x", "'", "=HYPERLINK(\"http://example.org\")", ";=1+1", "%0a=1", "\u200b=1+1", "\ufeff=1+1",
    "| a | b |", "**bold**", "[x](javascript:hurt())", "![x](http://example.org/x.png)", "`code`", "```", "# head", "- item", "> quote", "1. x", "---",
    "<https://example.org>", "a\\|b", "\\", "a  \nb", "line\nline", "line\r\nline", "a\tb", "a,b", 'a"b', '"', '""', "a;b", "a\nb,\"c\"",
    "x" * 10_000, "长" * 5_000, "e" + "\u0301" * 200, "😀" * 500, "null", "NaN", "-0", "1e400", "0001", "%s%n%x", "{}", "{0}", "../../etc/passwd",
    "--help", "-", "\u0000".replace("\u0000", "\u2400"), "👩\u200d👩\u200d👧", "\U000e0041\U000e0042", "\ufffd", "\ufffe", "_x001B_[2J",
]


# What a cell of money or a name may be as well: nothing, or a number.
BLANK = re.compile(r"[-\s'/\\]*$|-?[\d]+$|null$|NaN$")


class Shape(html.parser.HTMLParser):
    """Tags and names of attributes in order; scripts and styles by their text, texts left out."""

    def __init__(self) -> None:
        super().__init__()
        self.shape: list[object] = []
        self.raw = False

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag != "br":  # a line break in a text
            self.shape.append((tag, tuple(name for name, _ in attrs)))
        if any(value and re.match(r"\s*(javascript|data|vbscript):", value) for name, value in attrs if name in ("href", "src")):
            self.shape.append("a link that runs")
        self.raw = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.shape.append("/" + tag)
        self.raw = False

    def handle_comment(self, data: str) -> None:
        self.shape.append("comment")


def _shape(page: bytes) -> list[object]:
    parser = Shape()
    parser.feed(page.decode())
    parser.close()
    return parser.shape


def _page(base: Outcome, made: str = "") -> Expect:
    """The page has the elements and attributes of that of a harmless name, and nothing else."""
    def check(got: Outcome) -> Optional[str]:
        ours, theirs = (_shape(o.made[made] if made else o.out) for o in (got, base))
        if ours != theirs:
            at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
            return f"the elements of a harmless page, not {ours[at:at + 4]} for {theirs[at:at + 4]}"
        return None
    return check


def _plain(text: str) -> str:
    """What reading and trimming may change: white space, and what cannot be seen."""
    return re.sub(r"[\s\u200b-\u200d\u2060\ufeff\u3000]+", "", text)


NOTHING = re.compile(r"[-—–/\\\s]*$")  # cells that say that there is nothing


def _shows(text: str, name: str) -> bool:
    """What can be seen of the name stands in the text, with marks between for what cannot."""
    rest = iter(text)
    return all(c in rest for c in name if c.isprintable() and not c.isspace() and unicodedata.category(c) != "Cf")


def _json_name(name: str, lines: bool = False) -> Expect:
    def check(got: Outcome) -> Optional[str]:
        seen = json.loads(got.out.splitlines()[0] if lines else got.out)
        value = (seen["name"] if lines else seen["applicants"][0]["name"]) or ""
        return None if _plain(value) == _plain(name) or not value and NOTHING.match(name) else f"the name {name[:60]!r}, not {value[:60]!r}"
    return check


FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
NUMBER = re.compile(r"[+\-]?[\d,]*\.?\d*%?$")


def _csv_name(name: str) -> Expect:
    """No cell is a formula, and taking one `'` away gives the text back."""
    def check(got: Outcome) -> Optional[str]:
        rows = list(csv.reader(io.StringIO(got.out.decode("utf-8-sig"), newline="")))
        if len(rows) != 2 or len(rows[0]) != len(rows[1]):
            return "one row below the header, as wide"
        for cell in rows[1]:
            if FORMULA.match(cell.lstrip(" \u3000\n\u200b\ufeff")) and not NUMBER.match(cell):
                return f"no formula: {cell[:40]!r}"
        back = rows[1][rows[0].index("备注")]
        back = back[1:] if back.startswith("'") else back
        return None if _plain(back) == _plain(name) else f"the text {name[:60]!r} again, not {back[:60]!r}"
    return check


def _markdown(base: Outcome) -> Expect:
    def check(got: Outcome) -> Optional[str]:
        def lines(text: str) -> list[int]:
            return [len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in text.splitlines() if line.startswith("|")]
        bare = re.sub(r"(?<!\\)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)", "", got.text)
        if lines(got.text) != lines(base.text):
            return "the lines and bars of a harmless page"
        if re.search(r"(?<!\\)<(?!br>)[a-zA-Z/!]", bare):
            return "no markup that is not escaped"
        if re.search(r"(?<!\\)\]\((javascript|http)", bare):
            return "no link that is not escaped"
        return None
    return check


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _workbook(file: str, name: str) -> Expect:
    def check(got: Outcome) -> Optional[str]:
        book = zipfile.ZipFile(io.BytesIO(got.made[file]))
        texts: list[str] = []
        for part in book.namelist():
            if part.endswith((".xml", ".rels")):
                root = ElementTree.fromstring(book.read(part))
                if "worksheets/sheet" in part and (root.find(f".//{SHEET}f") is not None or root.find(f".//{SHEET}hyperlink") is not None):
                    return f"no formula or link in {part}"
                texts += ["".join(t.text or "" for t in s.iter(SHEET + "t")) for tag in ("si", "is") for s in root.iter(SHEET + tag)]
        def decoded(text: str) -> str:
            return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)
        found = any(_plain(form) == _plain(name) or _shows(form, name) for t in texts for form in (t, decoded(t)))
        return None if found or not _plain(name) else f"the text {name[:60]!r} in a cell"
    return check


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _of_name(kit: Kit, number: int, name: str, base: dict[str, Outcome]) -> Iterator[Case]:
    record = kit.file(f"name-{number:03}.json", json.dumps({"name": name, "note": name, "staff": 2, "odd " + name[:300]: name,
                                                            "contact": name, **({} if BLANK.match(name) else {"income": name}), "as_of": "2026-06-01"}, ensure_ascii=number % 2 == 0))
    label = repr(name[:24])
    scheme = ["--scheme", world.SCHEME, *GOOD]
    yield Case("names", f"text {label}", ["eligibility", record, *scheme, "--explain"], anything)
    yield Case("names", f"json {label}", ["eligibility", record, *scheme, "--format", "json"], _json_name(name), terminal=False)
    yield Case("names", f"html {label}", ["eligibility", record, *scheme, "--format", "html"],
               _no_scripts if BLANK.match(name) else _page(base["html"]), terminal=False)
    yield Case("names", f"markdown {label}", ["eligibility", record, *scheme, "--format", "markdown"], _markdown(base["markdown"]))
    yield Case("names", f"inspect {label}", ["inspect", record, *GOOD], anything)
    table = kit.file(f"name-{number:03}.csv", "单位名称,专职人员,年度转化金额（万元）,专利台账,说明,备注\n" +
                     ",".join([_cell(name), "2", _cell(name), "x", _cell(name), _cell(name)]) + "\n")
    columns = ["--columns", "row,name,verdict,备注,reasons", "--keep", "备注", "--rejects", f"rejects-{number:03}.csv"]
    yield Case("names", f"csv {label}", ["score", table, *SCORE, *columns], _csv_name(name), terminal=False)
    yield Case("names", f"ndjson {label}", ["score", table, *SCORE, *columns, "--format", "ndjson"], _json_name(name, True), terminal=False)
    yield Case("names", f"table as markdown {label}", ["score", table, *SCORE, *columns, "--format", "markdown"], _markdown(base["table markdown"]))
    yield Case("names", f"inspect table {label}", ["inspect", table, *GOOD], anything)
    if number % 3 == 0 or "<" in name or "=" in name:
        out = f"name-{number:03}.xlsx", f"name-{number:03}.html"
        yield Case("names", f"workbook and page {label}", ["score", table, *SCORE, *columns, "-o", out[0], "--report", out[1]],
                   _both(_workbook(out[0], name), _page_rows(base["report"], out[1])), makes=out)


def _both(*wants: Expect) -> Expect:
    return lambda got: next((f for f in (want(got) for want in wants) if f), None)


def _page_rows(base: Outcome, file: str) -> Expect:
    """The report page: its elements are those of the harmless one; the data of its script cannot end it."""
    def check(got: Outcome) -> Optional[str]:
        if file not in got.made:
            return f"the page {file}"
        return _page(Outcome(0, base.made["base.html"], b"", 0, 0))(Outcome(0, got.made[file], b"", 0, 0))
    return check


def _headers(kit: Kit, number: int, name: str) -> Iterator[Case]:
    """The hostile text as a header, a title above it, a footer, a file name, an argument."""
    cell = _cell(name)
    table = kit.file(f"header-{number:03}.csv", f"{cell}\n单位名称,专职人员,{cell}\n甲,3,1\n合计,3,{cell}\n注：{cell.strip(chr(34))[:80]!r},,\n")
    yield Case("names", f"header {name[:24]!r}", ["inspect", table, *GOOD], anything)
    yield Case("names", f"header scored {name[:24]!r}", ["score", table, *SCORE, "--format", "markdown", "--keep", "all"], anything)
    short = name[:80].replace("\0", "")
    for args in (["eligibility", short + ".yaml", *GOOD], ["score", table, "--scheme", short, *GOOD], ["rules", "show", short, *GOOD],
                 ["eval", short, *EN], ["workdays", short, *EN], ["score", table, *SCORE, "--columns", short], [short],
                 ["inspect", table, *GOOD, "--sheet", short, "--delimiter", short], ["rules", "lint", short, *EN]):
        yield Case("names", f"argument {args[0][:12]} {short[:24]!r}", args, anything)


def _in_rules(kit: Kit, number: int, name: str) -> Iterator[Case]:
    """The hostile text as a title, label, clause and reading of the rules themselves."""
    text = json.dumps(name[:2000])
    policy = world.POLICY.replace("Demo grant", "@").replace("{zh: 示例资助办法, en: @}", f"{{zh: {text}, en: {text}}}") \
        .replace("cite: {at: 二/1}", f"cite: {{at: {text}}}").replace("{zh: 说明, en: Note}", f"{{zh: {text}, en: {text}}}") \
        .replace("{zh: 有台账, en: A ledger}", f"{{zh: {text}, en: {text}}}")
    at = world.rules(kit, f"rules-{number:03}", policy=policy.encode())
    rules = ["--rules", at, *EN]
    for args in (["rules", "lint", at, *EN], ["rules", "list", *rules], ["rules", "show", "demo-grant", *rules], ["rules", "show", "note", *rules],
                 ["rules", "test", at, *EN], ["eligibility", "rec.yaml", "--scheme", world.SCHEME, *rules, "--explain"],
                 ["rules", "diff", "good", at, *EN], ["rules", "cite", "--rules", at, "--text", "demo-grant=text.txt", *EN]):
        yield Case("names in rules", f"{args[1]} {name[:24]!r}", args, anything)
    for args, check in ((["rules", "lint", at, *EN, "--format", "sarif"], _is_json), (["rules", "list", *rules, "--format", "json"], _is_json),
                        (["rules", "show", "demo-grant", *rules, "--format", "json"], _is_json),
                        (["rules", "test", at, *EN, "--format", "junit"], _is_xml), (["rules", "doc", *rules, "--format", "html"], _no_scripts),
                        (["template", world.SCHEME, *rules, "--format", "csv"], anything)):
        yield Case("names in rules", f"{args[1]} {args[-1]} {name[:24]!r}", args, check, terminal=False)


def _is_json(got: Outcome) -> Optional[str]:
    try:
        return None if json.loads(got.out or b"0") is not None else "JSON"
    except ValueError as fault:
        return f"JSON: {fault}"


def _is_xml(got: Outcome) -> Optional[str]:
    try:
        return None if got.status == 2 or ElementTree.fromstring(got.out) is not None else "XML"
    except ElementTree.ParseError as fault:
        return f"XML: {fault}"


def _no_scripts(got: Outcome) -> Optional[str]:
    bad = [s for s in _shape(got.out) if s == "a link that runs" or (isinstance(s, tuple) and (s[0] in ("img", "iframe") or s[0] == "b" and s[1] not in ((), ("aria-hidden",)) or any(a.startswith("on") for a in s[1])))]
    return f"no element of the text: {bad[:3]}" if bad else None


def cases(kit: Kit) -> Iterator[Case]:
    world.rules(kit, "good")
    kit.file("rec.yaml", world.RECORD)
    kit.file("text.txt", world.TEXT)
    harmless = list(_of_name(kit, 0, "harmless", {k: Outcome(0, b"", b"", 0, 0) for k in ("html", "markdown", "table markdown", "report")}))
    args = {case.name.split(" 'h")[0]: case.args for case in harmless}
    base = {"html": kit.run(*args["html"]), "markdown": kit.run(*args["markdown"]), "table markdown": kit.run(*args["table as markdown"])}
    report = args["workbook and page"]
    base["report"] = kit.run(*[{"name-000.html": "base.html", "name-000.xlsx": "base.xlsx"}.get(a, a) for a in report], makes=["base.html"])
    for number, name in enumerate(NAMES):
        yield from _of_name(kit, number + 1, name, base)
        if number % 3 == 0 or UNSAFE.search(name):
            yield from _headers(kit, number + 1, name)
        if "\n" not in name and (number % 4 == 0 or "<" in name):
            yield from _in_rules(kit, number + 1, name)
