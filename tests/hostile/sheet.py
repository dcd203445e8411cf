"""A table whose right answer is known, and the ways in which people and programs pollute tables. A pollution
says what it may cost: names of rows that may be rejected, or that a question or an error may be the answer."""
from __future__ import annotations

import dataclasses
import json
import re
from typing import Callable, Optional

from kit import Outcome

RULES = """\
policy: table-demo
title: {zh: 表, en: Tables}
issuer: {zh: 局, en: Bureau}
status: in_force
vocabulary: []
facts:
  name: {type: string, label: {zh: 单位名称, en: Name}}
  staff: {type: integer, unit: 人, range: [0, null], label: {zh: 专职人员, en: Staff}}
  income: {type: money, range: [0, null], label: {zh: 年度收入, en: Income}}
  ledger: {type: boolean, label: {zh: 专利台账, en: Ledger}}
  founded: {type: date, label: {zh: 成立日期, en: Founded on}}
  note: {type: string, label: {zh: 说明, en: Note}}
criteria:
  T-1: {title: {zh: 人员, en: Staff}, check: staff >= 3}
  T-2: {title: {zh: 收入, en: Income}, check: income >= 2000000.0}
  T-3: {title: {zh: 台账, en: Ledger}, check: ledger}
  T-4: {title: {zh: 日期, en: Founded}, check: "founded <= date('2023-05-09')"}
schemes:
  table-demo-apply: {title: {zh: 申报, en: Apply}, applicant: organization, form: [name, note], require: {all: [T-1, T-2, T-3, T-4]}}
"""
HEADER = ["单位名称", "专职人员", "年度收入（万元）", "专利台账", "成立日期", "说明"]
FACTS = ["name", "staff", "income", "ledger", "founded", "note"]
ROWS = [["示例甲光学有限公司", "3", "200", "是", "2023-05-09", "甲"],
        ["示例乙机械有限公司", "2", "200", "是", "2023-05-09", "乙"],
        ["示例丙软件有限公司", "3", "199.99", "是", "2023-05-09", "丙"],
        ["示例丁新材料有限公司", "3", "200", "否", "2023-05-09", "丁"],
        ["示例戊生物有限公司", "3", "200", "是", "2023-05-10", "戊"],
        ["示例己装备有限公司", "1234", "12345.67", "是", "2001-12-31", "己"]]
FAILING = {r[0]: f for r, f in zip(ROWS, [[], ["T-1"], ["T-2"], ["T-3"], ["T-4"], []])}


def known() -> dict[str, dict[str, object]]:
    """The facts of each row, as `inspect` gives them."""
    out: dict[str, dict[str, object]] = {}
    for name, staff, income, ledger, founded, note in ROWS:
        yuan = f"{float(income) * 10000:.2f}".rstrip("0").rstrip(".")
        out[name] = {"name": name, "staff": int(staff), "income": yuan, "ledger": ledger == "是", "founded": founded, "note": note}
    return out


@dataclasses.dataclass
class Sheet:
    """Rows of texts, and how a CSV writes them."""
    above: list[list[str]] = dataclasses.field(default_factory=list)
    headers: list[list[str]] = dataclasses.field(default_factory=lambda: [list(HEADER)])
    units: list[list[str]] = dataclasses.field(default_factory=list)
    rows: list[list[str]] = dataclasses.field(default_factory=lambda: [list(r) for r in ROWS])
    below: list[list[str]] = dataclasses.field(default_factory=list)
    delimiter: str = ","
    newline: str = "\n"
    encoding: str = "utf-8"
    quote_all: bool = False
    final: bool = True
    first: str = ""
    after: list[Callable[[bytes], bytes]] = dataclasses.field(default_factory=list)

    def grid(self) -> list[list[str]]:
        return self.above + self.headers + self.units + self.rows + self.below

    def column(self, header: str) -> int:
        for row in self.headers:
            for i, cell in enumerate(row):
                if header in re.sub(r"[\s\u200b\ufeff]", "", cell):
                    return i
        raise LookupError(header)

    def everywhere(self, change: Callable[[list[str]], list[str]]) -> None:
        for part in (self.headers, self.units, self.rows):
            part[:] = [change(row) for row in part]

    def each(self, header: str, change: Callable[[str], str]) -> None:
        at = self.column(header)
        for row in self.rows:
            if len(row) > at and is_data(row):
                row[at] = change(row[at])


NAMES = {r[0] for r in ROWS}


def is_data(row: list[str]) -> bool:
    return any(name in cell for cell in row for name in NAMES)


def row_of(s: Sheet, name: str) -> list[str]:
    return next(row for row in s.rows if any(name in cell for cell in row))


@dataclasses.dataclass(frozen=True)
class Pollution:
    name: str
    change: Callable[[Sheet], None]
    right: bool = True                    # alone, the right answer must come out
    lost: frozenset[str] = frozenset()    # rows that may be rejected
    may_stop: bool = False                # a question or an error is a good answer
    blank: frozenset[str] = frozenset()   # facts that may be missing where a notice says why


def _at(row: int, header: str, text: str | Callable[[str], str]) -> Callable[[Sheet], None]:
    def change(s: Sheet) -> None:
        target = row_of(s, ROWS[row][0])
        at = s.column(header)
        if len(target) > at:
            target[at] = text(target[at]) if callable(text) else text
    return change


def _set(**values: object) -> Callable[[Sheet], None]:
    def change(s: Sheet) -> None:
        for key, value in values.items():
            setattr(s, key, value)
    return change


def _two_rows(s: Sheet) -> None:
    width = len(s.headers[-1])
    s.headers[:0] = [["基本情况"] + [""] * 1 + ["经营"] + [""] * (width - 3)]


def _insert(at: int, make: Callable[[Sheet], list[str]]) -> Callable[[Sheet], None]:
    return lambda s: s.rows.insert(min(at, len(s.rows)), make(s))


def _wide(s: Sheet, text: str) -> list[str]:
    return [text] + [""] * (len(s.headers[-1]) - 1)


def _drop_last(s: Sheet) -> None:
    del row_of(s, ROWS[3][0])[-1]


def _lengthen(text: str) -> Callable[[Sheet], None]:
    def change(s: Sheet) -> None:
        row_of(s, ROWS[3][0]).extend(["", text] if not text else [text])
    return change


def _duplicate(header: str) -> Callable[[Sheet], None]:
    def change(s: Sheet) -> None:
        s.headers[-1].append(HEADER[[h.split("（")[0] for h in HEADER].index(header)])
        for row in s.rows:
            row.append("9")
    return change


def _reverse(s: Sheet) -> None:
    width = len(s.headers[-1])
    s.everywhere(lambda row: (row + [""] * (width - len(row)))[::-1])


def _units(s: Sheet) -> None:
    words = {"专职人员": "人", "年度收入": "万元"}
    s.units.append([next((u for h, u in words.items() if h in cell), "") for cell in s.headers[-1]])


def _units_instead(s: Sheet) -> None:
    at = s.column("年度收入")
    s.headers[-1][at] = s.headers[-1][at].replace("（万元）", "")
    _units(s)


def _numbered(s: Sheet) -> None:
    s.headers[:] = [(["序号"] if row is s.headers[-1] else [""]) + row for row in s.headers]
    s.units[:] = [[""] + row for row in s.units]
    number = 0
    for i, row in enumerate(s.rows):
        number += is_data(row)
        s.rows[i] = [str(number) if is_data(row) else ""] + row


def _second_table(s: Sheet) -> None:
    s.below += [[], ["单位名称", "成立日期", "专职人员"], ["示例庚", "2020-01-01", "5"], ["示例辛", "2020-01-02", "6"]]


def _slip(s: Sheet) -> None:
    """One row moved a cell to the right, as a stray delimiter does."""
    row = row_of(s, ROWS[2][0])
    row.insert(next(i for i, cell in enumerate(row) if ROWS[2][0] in cell) + 1, "")


def _scaled(s: Sheet) -> None:
    s.each("年度收入", lambda c: c + "万元" if re.fullmatch(r"[\d.]+", c) else c)


def _in_yuan(s: Sheet) -> None:
    at = s.column("年度收入")
    if "（万元）" in s.headers[-1][at]:
        s.headers[-1][at] = s.headers[-1][at].replace("（万元）", "(元)")
        s.each("年度收入", lambda c: f"{float(c) * 10000:,.2f}" if re.fullmatch(r"[\d.]+", c) else c)


WIDE_DIGITS = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
def _date(form: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
        return form.format(y=found[1], m=int(found[2]), d=int(found[3])) if found else text
    return change


C = HEADER
COMMON: list[Pollution] = [
    Pollution("title row", lambda s: s.above.insert(0, ["示例市企业情况汇总表"])),
    Pollution("title and blank rows", lambda s: s.above.extend([["汇总表", "", ""], ["填报单位：示例局", "", "2026年3月"], []])),
    Pollution("units row", _units),
    Pollution("units row alone", _units_instead, may_stop=True),
    Pollution("two-row header", _two_rows),
    Pollution("repeated header", lambda s: s.rows.insert(3, list(s.headers[-1]))),
    Pollution("notes below", lambda s: s.below.extend([["注：金额按万元填写。"], ["填表人：示例员", "审核人：示例员"]])),
    Pollution("sums", lambda s: s.below.insert(0, ["合计", "1249", "13345.66"])),
    Pollution("sum within", _insert(2, lambda s: _wide(s, "小计"))),
    Pollution("sum in spaces", lambda s: s.below.insert(0, ["合　　计", "1249"])),
    Pollution("duplicate header, read", _duplicate("专职人员"), may_stop=True, right=False),
    Pollution("duplicate header, unread", lambda s: (s.headers[-1].extend(["备注", "备注"]), [r.extend(["x", "y"]) for r in s.rows if is_data(r)]) and None),
    Pollution("zero-width in headers", lambda s: s.headers.__setitem__(-1, ["\u200b" + c[:2] + "\ufeff" + c[2:] if c else c for c in s.headers[-1]])),
    Pollution("full-width and spaces in headers", lambda s: s.headers.__setitem__(-1, ["\u3000" + c.replace("（", " ( ").replace("）", " ) ") for c in s.headers[-1]])),
    Pollution("header over lines", lambda s: s.headers.__setitem__(-1, [c[:2] + "\n" + c[2:] if len(c) > 2 else c for c in s.headers[-1]])),
    Pollution("columns reversed", _reverse),
    Pollution("columns unknown", lambda s: (s.headers[-1].extend(["联系人", "开户行"]), [r.extend(["某", "x"]) for r in s.rows if is_data(r)]) and None),
    Pollution("running numbers", _numbered),
    Pollution("short row", _drop_last, blank=frozenset({"note", "founded", "name"})),
    Pollution("long row, empty", _lengthen("")),
    Pollution("long row", _lengthen("surplus"), lost=frozenset({ROWS[3][0]})),
    Pollution("row slipped", _slip, lost=frozenset({ROWS[2][0]}), blank=frozenset(FACTS), right=False),
    Pollution("blank rows", _insert(1, lambda s: []) , True),
    Pollution("rows of blank cells", _insert(4, lambda s: [" ", "\u3000"] + [""] * 4)),
    Pollution("spaces around cells", lambda s: s.everywhere(lambda r: [f"\u3000{c} " if c else c for c in r])),
    Pollution("units in cells", lambda s: s.each("专职人员", lambda c: c + "人" if c.isdigit() else c)),
    Pollution("unit in header and cell", _scaled),
    Pollution("yuan with commas", _in_yuan),
    Pollution("full-width digits", lambda s: [s.each(h, lambda c: c.translate(WIDE_DIGITS)) for h in ("专职人员", "年度收入")] and None),
    Pollution("thousands commas", lambda s: s.each("专职人员", lambda c: "1,234" if c == "1234" else c)),
    Pollution("thousands commas in money", lambda s: s.each("年度收入", lambda c: "12,345.67" if c == "12345.67" else c)),
    Pollution("dates as 年月日", lambda s: s.each("成立日期", _date("{y}年{m}月{d}日"))),
    Pollution("dates with slashes", lambda s: s.each("成立日期", _date("{y}/{m}/{d}"))),
    Pollution("dates in one", lambda s: s.each("成立日期", _date("{y}{m:02}{d:02}"))),
    Pollution("date with time", lambda s: s.each("成立日期", lambda c: c + " 00:00:00" if re.fullmatch(r"[\d-]{10}", c) else c)),
    Pollution("yes and no otherwise", lambda s: s.each("专利台账", lambda c: {"是": "√", "否": "×"}.get(c, c))),
    Pollution("about a number", _at(1, "专职人员", "约2"), blank=frozenset({"staff"})),
    Pollution("impossible date", _at(4, "成立日期", "2023-02-30"), blank=frozenset({"founded"})),
    Pollution("error cells", lambda s: (_at(1, "专职人员", "#N/A")(s), _at(2, "年度收入", "#REF!")(s)) and None, blank=frozenset({"staff", "income"})),
    Pollution("scientific number", _at(5, "专职人员", "1.234E+3"), blank=frozenset({"staff"})),
    Pollution("apostrophes", lambda s: s.each("专职人员", lambda c: "'" + c), blank=frozenset({"staff"})),
    Pollution("second table", _second_table),
    Pollution("big cell", _at(0, "说明", "x" * 100_000), right=False, blank=frozenset({"note"})),
    Pollution("many columns", lambda s: (s.headers[-1].extend(f"列{i}" for i in range(1000)), [r.extend(["0"] * 1000) for r in s.rows if is_data(r)]) and None),
]


# --- the answer ----------------------------------------------------------------------------------

ALTERED = {"big cell": ("note", "x" * 100_000)}


def wrong_facts(got: Outcome, of: tuple[Pollution, ...]) -> Optional[str]:
    """None when every row of the known table is there with its values, or its loss is told."""
    if got.status == 2:
        told = b"error" in got.err or b'"candidates"' in got.out
        stop = any(p.may_stop for p in of) or not all(p.right for p in of) or len(of) > 1
        return None if told and stop else "an answer" if told else "an error or a question"
    seen = json.loads(got.out)
    if seen["questions"]:
        return None if any(p.may_stop for p in of) or len(of) > 1 else "no question"
    lost = {name for p in of for name in p.lost}
    blank = {fact for p in of for fact in p.blank}
    wanted = known()
    for row in seen["rows"]:
        name = str(row["facts"].get("name", "")).strip("\u3000 ")
        if name not in wanted:
            if "name" in blank and row["notices"]:
                lost |= NAMES
                continue
            return f"no applicant that is none: {json.dumps(row, ensure_ascii=False)[:300]}"
        for fact, value in wanted.pop(name).items():
            found = row["facts"].get(fact)
            if isinstance(found, str):
                found = found.replace("\r\n", "\n")
            if found == value or any(p.name in ALTERED and ALTERED[p.name] == (fact, found) for p in of):
                continue
            noticed = any(n.get("fact") == fact or n["id"] in ("ragged_row", "short_row") for n in row["notices"])
            if found is None and (noticed or fact in blank):
                if fact in blank or len(of) > 1:
                    continue
            return f"{fact} of {name} = {value!r}, not {str(found)[:60]!r} (notices {row['notices']})"
    rejected = json.dumps(seen["rejected"], ensure_ascii=False)
    if missing := [n for n in wanted if n not in lost]:
        if len(seen["rejected"]) < len(missing) or len(of) == 1:
            return f"rows of {missing}; rejected {rejected[:300]}"
    return None


COUNTS = re.compile(r"(\d+) rows = (.*)")


def wrong_counts(got: Outcome) -> Optional[str]:
    """applicants + rejected + folded + set aside = records, as printed."""
    if got.status == 2:
        return None if b"error" in got.err or b"--map" in got.err else "an error or a question"
    if not (line := COUNTS.search(got.said)):
        return "the line of counts"
    if int(line[1]) != sum(int(n) for n in re.findall(r"(\d+) [a-z]", line[2])):
        return f"counts that add up: {line[0]}"
    for text in got.text.splitlines():
        row = json.loads(text)
        fail = FAILING.get(str(row["name"]).strip("\u3000 "))
        if fail is None or row["verdict"] == "incomplete":
            continue
        if row["failing"] != fail:
            return f"failing {fail} for {row['name']}, not {row['failing']}"
    return None
