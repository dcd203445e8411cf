#!/usr/bin/env python3
"""Opens the workbooks that WRITER makes as what they are, zip and XML: no formula, no link, texts
whole, codes as text, drop-downs that offer what the form reads. Needs nothing but Python."""
import collections
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
faults = []


def check(holds, words):
    if not holds:
        faults.append(words)


class Book:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        check(self.zip.testzip() is None, f"{path}: a damaged member")
        self.parts = {n: tree.fromstring(self.zip.read(n)) for n in self.zip.namelist()
                      if n.endswith((".xml", ".rels", ".vml"))}
        book = self.parts["xl/workbook.xml"]
        self.names = [s.get("name") for s in book.iter(MAIN + "sheet")]
        self.hidden = [s.get("name") for s in book.iter(MAIN + "sheet") if s.get("state")]
        shared = self.parts.get("xl/sharedStrings.xml")
        self.shared = ["".join(t.text or "" for t in si.iter(MAIN + "t"))
                       for si in shared.iter(MAIN + "si")] if shared is not None else []

    def sheet(self, name):
        return self.parts[f"xl/worksheets/sheet{self.names.index(name) + 1}.xml"]

    def cells(self, name):
        out = {}
        for cell in self.sheet(name).iter(MAIN + "c"):
            value = cell.find(MAIN + "v")
            text = "".join(t.text or "" for t in cell.iter(MAIN + "t"))
            if cell.get("t") == "s":
                text = self.shared[int(value.text)]
            elif value is not None:
                text = float(value.text)
            if text != "":
                out[cell.get("r")] = text
        return out


def plain(book, path):
    for name, part in book.parts.items():
        check(part.find(f".//{MAIN}f") is None, f"{path}: a formula in {name}")
        check(part.find(f".//{MAIN}hyperlink") is None, f"{path}: a link in {name}")
        if name.endswith(".rels"):
            outside = [r for r in part if r.get("TargetMode") == "External"]
            check(not outside, f"{path}: {name} points outside")


def check_score(path):
    book = Book(path)
    plain(book, path)
    check(book.names == ["汇总", "名单", "理由", "未读入"], f"sheets {book.names}")
    cells = book.cells("名单")
    header = [cells.get(c + "1") for c in "ABCDEFGHIJKL"]
    check(header == ["表中行", "统一社会信用代码", "名称", "结论", "得分", "名次", "入选情况", "未达到", "缺少材料",
                     "待人工判断", "理由", "备注"], f"header {header}")
    names = [cells[f"C{r}"] for r in range(2, 10)]
    check(names == ["示例轴承有限公司", "=1+1", "+86", "-2", "@SUM(A1)", "\\u{202e}<b>&\"'",
                    "http://example.org", "示例\\u{1}光学"], f"names {names}")
    check(cells["B2"] == "123456789012345678", "a code is no text")
    check(cells["L2"] == "0012", "a kept cell changed")
    check((cells["A2"], cells["E2"], cells["F9"]) == (2.0, 61.5, 8.0), "numbers are no numbers")
    check(cells["G2"] == "入选" and cells["D3"] == "不符合", "words")
    sheet = book.sheet("名单")
    check(sheet.find(MAIN + "autoFilter").get("ref") == "A1:L9", "filter")
    check(sheet.find(f".//{MAIN}pane").get("ySplit") == "1", "frozen header")
    check(len(list(sheet.iter(MAIN + "cfRule"))) == 4, "four colours")
    reasons = book.cells("理由")
    check([reasons.get(f"{c}2") for c in "ABDEFGH"] ==
          [3.0, "=1+1", "不符合", "未达到", "OCB-6", "运营业务的专职人员至少3人", "2人，要求 ≥ 3人，差 1人"],
          f"reasons {[reasons.get(f'{c}2') for c in 'ABDEFGH']}")
    check(reasons.get("F3") == "OCB-4" and "H3" not in reasons, "second reason")
    check(reasons.get("H4") == "缺少建设方案" and reasons.get("G4") == "建设方案", "missing")
    rejects = book.cells("未读入")
    check([rejects.get(f"{c}2") for c in "ABCDE"] == [10.0, 10.0, 7.0, "未读入", "引号没有闭合"], "rejects")
    check("11010519491231002X" not in rejects["F2"] and "示例" in rejects["F2"], "an ID is not masked")
    summary = book.cells("汇总")
    texts = [str(v) for v in summary.values()]
    check(any("征求意见稿" in t for t in texts) and "初筛结果，不代表审批决定。" in texts, "summary")


def check_form(path):
    book = Book(path)
    plain(book, path)
    zh = ".zh." in path.name
    table, guide, lists = book.names
    check((table, guide, lists) == (("申报信息", "填写说明", "选项") if zh else
                                    ("Application", "Guide", "Options")), f"{path}: {book.names}")
    check(book.hidden == [lists], f"{path}: the lists are seen")
    fields = [line.split("\t") for line in
              path.with_suffix(".fields").read_text().splitlines()]
    cells, options = book.cells(table), book.cells(lists)
    check(len(cells) == len(fields), f"{path}: {len(cells)} cells, {len(fields)} fields")
    sheet = book.sheet(table)
    rules = {re.match(r"[A-Z]+", v.get("sqref"))[0]: v for v in sheet.iter(MAIN + "dataValidation")}
    comments = {c.get("ref"): "".join(t.text or "" for t in c.iter(MAIN + "t"))
                for c in book.parts["xl/comments1.xml"].iter(MAIN + "comment")}
    formats = {int(f.get("numFmtId")): f.get("formatCode")
               for f in book.parts["xl/styles.xml"].iter(MAIN + "numFmt")}
    formats[49] = "@"
    styles = [int(x.get("numFmtId")) for x in
              book.parts["xl/styles.xml"].find(MAIN + "cellXfs").iter(MAIN + "xf")]
    for (ref, header), (want, kind, fact, shape, least, offered) in zip(cells.items(), fields):
        column = ref.rstrip("1")
        where = f"{path.name}: {ref}"
        check(header == want, f"{where} {header} != {want}")
        check(want in comments.get(ref, ""), f"{where} has no note")
        number = sum((ord(c) - 64) * 26 ** i for i, c in enumerate(reversed(column)))
        style = next(styles[int(c.get("style", 0))] for c in sheet.iter(MAIN + "col")
                     if int(c.get("min")) <= number <= int(c.get("max")))
        if kind in ("string", "set", "list"):
            check(formats.get(style) == "@", f"{where} is not kept as text")
        if kind == "date":
            check(formats.get(style) == "yyyy-mm-dd", f"{where} is no date: {style}")
        rule = rules.get(column)
        check(rule is not None, f"{where} has no rule")
        if rule is None:
            continue
        check(rule.get("sqref") == f"{column}2:{column}201", f"{where}: {rule.get('sqref')}")
        for part in ("prompt", "error"):
            check(len(rule.get(part, "")) <= 255, f"{where}: {part} is too long for Excel")
        formula = rule.findtext(MAIN + "formula1", "")
        expected = {"int": "whole", "decimal": "decimal", "date": "date", "string": None}.get(kind, "list")
        if kind in ("set", "list") and not offered:
            expected = None
        check(rule.get("type") == expected, f"{where}: {rule.get('type')} for {kind}")
        if expected == "list":
            if formula.startswith('"'):
                shown = formula.strip('"').split(",")
            else:
                letter, last = re.match(rf"'{lists}'!\$([A-Z]+)\$1:\$[A-Z]+\$(\d+)$", formula).groups()
                shown = [options[f"{letter}{r}"] for r in range(1, int(last) + 1)]
            check(shown == offered.split("|"), f"{where} offers {shown}")
        if kind in ("int", "decimal") and least:
            check(float(formula) == float(least), f"{where} begins at {formula}, not {least}")


def main():
    writer = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([writer, folder], check=True)
        forms = sorted(pathlib.Path(folder).glob("*.??.xlsx"))
        check(len(forms) > 50, f"only {len(forms)} forms")
        check_score(pathlib.Path(folder, "score.xlsx"))
        for form in forms:
            check_form(form)
    for fault in faults[:20]:
        print(fault)
    return 1 if faults else 0


sys.exit(main())
