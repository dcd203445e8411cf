"""Planted numbers of persons and secrets: in no output, message, reject file, report, or temporary file, unless --show-pii
is given; secrets of the environment never."""
from __future__ import annotations

import io
import json
import os
import re
import resource
import zipfile
from typing import Iterator, Optional

import world
from kit import Case, Expect, Kit, Outcome, anything

EN = ["--lang", "en"]
ID, PHONE, BANK, CONTACT = "11010519491231002X", "13900012345", "6222020200098765432", "赵钱孙李"
SECRET = "hunter2-sesame-9f8e7d"
NUMBERS = [ID, PHONE, BANK]
GOOD = ["--rules", "good", *EN]
SCORE = ["--scheme", world.SCHEME, *world.AS_OF, *GOOD]


def _texts(got: Outcome) -> Iterator[tuple[str, str]]:
    yield "stdout", got.text
    yield "stderr", got.said
    for name, content in got.made.items():
        if content[:2] == b"PK":
            book = zipfile.ZipFile(io.BytesIO(content))
            for part in book.namelist():
                yield f"{name}/{part}", book.read(part).decode("utf-8", "replace")
        else:
            yield name, content.decode("utf-8", "replace")


def _hidden(kit: Kit, planted: list[str]) -> Expect:
    def check(got: Outcome) -> Optional[str]:
        for where, text in _texts(got):
            for number in planted:
                if number == BANK or (number == PHONE and not ("stderr" in where or "rejects" in where)):
                    continue  # a value that is asked for; cards are not told from other long numbers
                if number in re.sub(r"[\s\-]", "", text) if number.isdigit() else number in text:
                    return f"no {number} in {where}"
        for path in kit.scratch.rglob("*"):
            if path.is_file() and any(n.encode() in path.read_bytes() for n in planted):
                return f"nothing planted in the temporary file {path.name}"
        return None
    return check


def _shown(number: str) -> Expect:
    return lambda got: None if any(number in text for _, text in _texts(got)) else f"{number} with --show-pii"


def _records(kit: Kit) -> Iterator[Case]:
    planted = {"name": f"示例{ID}", "contact": CONTACT, "note": f"经办人 {ID}，电话 {PHONE}，卡号 {BANK}", "staff": ID, "income": BANK,
               "身份证号": ID, "联系电话": PHONE, "开户账号": BANK, f"key {ID}": "x", "as_of": "2026-06-01", "has_ledger": PHONE}
    texts = {"plain.json": json.dumps(planted, ensure_ascii=False), "plain.yaml": "".join(f"{json.dumps(k, ensure_ascii=False)}: {json.dumps(v, ensure_ascii=False)}\n" for k, v in planted.items()),
             "fault.json": json.dumps(planted, ensure_ascii=False)[:-1] + ",}", "fault.yaml": f"note: 电话{PHONE}\nname: [{ID} {BANK}\n",
             "twice.yaml": f"name: {ID}\nname: {PHONE} {BANK}\n", "cut.json": f'{{"note": "{ID} {PHONE} {BANK}', "tag.yaml": f"name: !{ID} {PHONE}\n",
             "anchor.yaml": f"name: &{ID} {BANK}\n", "deep.yaml": f"note: {PHONE}\nname: {'[' * 70}{ID}\n"}
    for file, text in texts.items():
        at = kit.file(file, text)
        for format in ("text", "json", "ndjson", "markdown", "html"):
            yield Case("privacy", f"{file} as {format}", ["eligibility", at, *GOOD, "--scheme", world.SCHEME, "--explain", "--format", format],
                       _hidden(kit, NUMBERS + [CONTACT]), terminal=False)
        for format in ("text", "json"):
            yield Case("privacy", f"inspect {file} as {format}", ["inspect", at, *GOOD, "--format", format], _hidden(kit, NUMBERS + [CONTACT]), terminal=False)
    yield Case("privacy", "surveyed", ["eligibility", "plain.json", *EN], _hidden(kit, NUMBERS))
    yield Case("privacy", "variables", ["eval", "note + 1", "--with", "plain.yaml", *EN], _hidden(kit, [ID]))
    for number in NUMBERS:
        yield Case("privacy", "as a file name", ["eligibility", f"{number}.yaml", *GOOD], _hidden(kit, [ID]))


def _tables(kit: Kit) -> Iterator[Case]:
    rows = [f"示例甲,3,200,是,{CONTACT},{PHONE},{ID},{BANK},经办{ID}电话{PHONE}卡{BANK}",
            f"示例乙,{ID},{BANK},{PHONE},{CONTACT},{PHONE},{ID},{BANK},x", f"{ID},1,1,否,{CONTACT},{PHONE},{ID},{BANK},{BANK}",
            f"示例丙,3,200,是,{CONTACT},{PHONE},{ID},{BANK},x,{ID},{PHONE}", f"注：联系人{PHONE}，{ID}", f"填表人：{CONTACT}，电话：{PHONE}"]
    head = f"名单（联系人 {CONTACT}，{PHONE}，{ID}）,,\n单位名称,专职人员,年度转化金额（万元）,专利台账,联系人,联系电话,身份证号,银行账号,备注\n"
    kit.file("planted.csv", head + "\n".join(rows) + "\n")
    kit.file("planted.ndjson", "".join(json.dumps({"name": f"示例{i}", "staff": v, "contact": CONTACT, "备注": v}) + "\n" for i, v in enumerate(NUMBERS)) + f'{{"name": "{ID} {PHONE} {BANK}"\n')
    hide = NUMBERS + [CONTACT]
    for table in ("planted.csv", "planted.ndjson"):
        ending = table.split(".")[1]
        for format in ("csv", "ndjson", "markdown"):
            out = (f"rejects-{format}-{ending}.csv",)
            yield Case("privacy", f"{table} as {format}", ["score", table, *SCORE, "--keep", "all", "--format", format, "--rejects", out[0]],
                       _hidden(kit, hide), makes=out, terminal=False)
        out = (f"out-{ending}.xlsx", f"out-{ending}.html", f"out-{ending}.rejects.csv")
        yield Case("privacy", f"{table} as workbook and page", ["score", table, *SCORE, "--keep", "all", "-o", out[0], "--report", out[1], "--lang", "zh"],
                   _hidden(kit, hide), makes=out, terminal=False)
        out = (f"panel-{ending}.csv",)
        yield Case("privacy", f"{table} as panel", ["score", table, *SCORE, "--panel", "-o", out[0]], _hidden(kit, hide), makes=out, terminal=False)
        for format in ("text", "json"):
            yield Case("privacy", f"inspect {table} as {format}", ["inspect", table, *GOOD, "--format", format, "--rows", "50"], _hidden(kit, hide), terminal=False)
        out = (f"map-{ending}.yaml",)
        yield Case("privacy", f"map of {table}", ["inspect", table, *GOOD, "--write-map", out[0]], _hidden(kit, hide), makes=out, terminal=False)
        yield Case("privacy", f"population {table}", ["rules", "diff", "good", "strict", "--population", table, *EN, "--flips", f"flips-{ending}.csv"],
                   _hidden(kit, hide), makes=(f"flips-{ending}.csv",), terminal=False)
        yield Case("privacy", f"{table} shown", ["score", table, *SCORE, "--keep", "all", "--format", "csv", "--show-pii", "--rejects", f"s-{ending}.csv"], _shown(PHONE if ending == "csv" else ID), terminal=False)
        yield Case("privacy", f"ranked by little memory: {table}", ["score", table, *SCORE, "--keep", "all", "--memory", "1K", "--group-by", "单位名称", "--format", "csv"], _hidden(kit, hide), terminal=False)
    blocks = "".join(f"示例{i},1,{CONTACT},x\n" for i in range(40000))   # what another thread may read before the header is known
    kit.file("twice.csv", f"单位名称,专职人员,年度转化金额（万元）,专利台账\n示例甲,3,200,是\n单位名称,专职人员,联系人,姓名\n示例乙,1,{CONTACT},{CONTACT}\n{blocks}")
    for flag, check in (([], _hidden(kit, [CONTACT])), (["--show-pii"], _shown(CONTACT))):
        out = (f"twice{len(flag)}.csv",)
        yield Case("privacy", " ".join(["names below a second header", *flag]), ["score", "twice.csv", *SCORE, "--format", "csv", "--rejects", out[0], *flag],
                   check, makes=out, terminal=False)
    yield Case("privacy", "eligibility shown", ["eligibility", "plain.json", *GOOD, "--scheme", world.SCHEME, "--show-pii", "--format", "json"], anything, terminal=False)


def _secrets(kit: Kit) -> Iterator[Case]:
    env = {"AWS_SECRET_ACCESS_KEY": SECRET, "PASSWORD": SECRET, "IPCHECK_SECRET": SECRET, "HOME": f"/home/{SECRET}", "USER": SECRET, "EDITOR": SECRET}
    outside = kit.work.parent / f"{kit.work.name}-{SECRET}.yaml"
    outside.write_text(f"policy: {SECRET}\nkey: {SECRET}\n")
    folder = world.rules(kit, "linked")
    link = kit.work / folder / "more.yaml"
    if not link.exists():
        link.symlink_to(outside)
    for args in (["--version"], ["rules", "lint", "good", *EN], ["rules", "list", *GOOD], ["eligibility", "plain.json", *GOOD], ["eval", "x", *EN],
                 ["eligibility", "nowhere.yaml", *EN], ["score", "planted.csv", *SCORE], ["rules", "diff", "HEAD", *EN], ["workdays", "x", *EN],
                 ["rules", "lint", folder, *EN], ["rules", "list", "--rules", folder, *EN], ["completion", "bash"], ["--help"]):
        yield Case("privacy", f"secrets: {' '.join(args[:2])}", args, _hidden(kit, [SECRET]), env=env, terminal=False)
    outside_gone = outside
    yield Case("privacy", "the linked file is not read", ["rules", "show", "key", "--rules", folder, *EN], _gone(_hidden(kit, [SECRET]), outside_gone))


def _gone(check: Expect, path) -> Expect:
    def run(got: Outcome) -> Optional[str]:
        os.unlink(path)
        return check(got)
    return run


def cases(kit: Kit) -> Iterator[Case]:
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    world.rules(kit, "good")
    world.rules(kit, "strict", policy=world.POLICY.replace("value: 3}", "value: 4}").encode())
    yield from _records(kit)
    yield from _tables(kit)
    yield from _secrets(kit)
