"""Every command that writes, each over inputs small enough to be run a thousand times."""
import gzip
import json
import os
import shutil

from harness import Bench, Job

POLICY = """policy: sample-center
title: {zh: 示例办法, en: Sample measures}
issuer: {zh: 示例局, en: Sample bureau}
status: in_force
facts:
  staff: {type: integer, unit: 人, range: [0, null], label: {zh: 专职人数, en: Full-time staff}}
  plan: {type: boolean, label: {zh: 规划, en: Plan}}
params:
  staff_min: {value: STAFF, unit: 人, cite: {at: 三/4, figure: 不少于STAFF人}}
criteria:
  SC-1: {title: {zh: 专职人员, en: Staff}, cite: {at: 三/4}, check: staff >= params.staff_min}
  SC-2: {title: {zh: 有规划, en: A plan}, cite: {at: 三/5}, check: plan}
schemes:
  sample-center-basic:
    title: {zh: 基础条件, en: Base conditions}
    applicant: organization
    require: {all: [SC-1, SC-2]}
  sample-center-staff:
    title: {zh: 人员, en: Staff}
    applicant: organization
    require: {all: [SC-1]}
claims:
  - {implies: [sample-center-staff, sample-center-basic]}
"""
CASES = """tests: sample-center
as_of: 2026-06-01
bases:
  firm: {staff: 9, plan: true}
cases:
  - name: staff around the threshold
    scheme: sample-center-basic
    base: firm
    vary: staff
    rows:
      - [4, eligible]
      - [2, ineligible, [SC-1]]
"""
UNTIDY = b"policy:   sample\ntitle: {zh:  \xe7\xa4\xba, en: s}\n"
RECOGNITION = ["--scheme", "shanxi-operation-center-recognition", "--as-of", "2026-06-01", "--jobs", "1"]
MANAGEMENT = ["--scheme", "jinzhong-patent-management", "--as-of", "2026-03-01", "--jobs", "1"]
OLD = b"old\n"


def write(path: str, text: str | bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())


def rows(count: int) -> str:
    return "".join(json.dumps({"name": f"示例单位{i}", "full_time_staff": i % 7, "has_plan": i % 3 > 0,
                               "transfer_amount_annual_cny": 1_500_000 + i * 9_000}, ensure_ascii=False) + "\n"
                   for i in range(count))


def make_inputs(bench: Bench) -> None:
    into, samples = bench.inputs, os.path.join(bench.source, "samples")
    shutil.copy(os.path.join(samples, "batch/jinzhong-management.csv"), os.path.join(into, "list.csv"))
    shutil.copy(os.path.join(samples, "batch/operation-centers.xlsx"), os.path.join(into, "list.xlsx"))
    shutil.copy(os.path.join(samples, "operation-center/applicant.yaml"), os.path.join(into, "applicant.yaml"))
    with open(os.path.join(into, "list.csv"), "rb") as file:
        packed = gzip.compress(file.read(), mtime=0)
    write(os.path.join(into, "list.csv.gz"), packed)
    write(os.path.join(into, "rows.jsonl"), rows(60))
    for folder, staff in (("mini", "3"), ("mini2", "4")):
        write(os.path.join(into, folder, "policy.yaml"), POLICY.replace("STAFF", staff))
        write(os.path.join(into, folder, "policy.test.yaml"), CASES)
    write(os.path.join(into, "staff.csv"), "name,staff,plan\n甲,3,true\n乙,5,true\n丙,x,\n合计,8,\n")
    write(os.path.join(into, "bare.yaml"), "name: 示例单位\nfull_time_staff: 2\n")
    write(os.path.join(into, "vars.yaml"), "a: 1\nb: 2.5\n")
    write(os.path.join(into, "lines.jsonl"), '{"expr": "1 + 1", "bindings": {}}\n' * 3)
    write(os.path.join(into, "text.txt"), "三、\n4. 专职人员不少于3人。\n5. 有规划。\n")


def old(*names: str) -> dict[str, bytes]:
    return {name: OLD for name in names}


def score_jobs() -> list[Job]:
    csv = ["score", "{in}/list.csv", *MANAGEMENT]
    xlsx = ["score", "{in}/list.xlsx", *RECOGNITION]
    jobs = [
        Job("score csv", [*csv, "-o", "r.csv"], old("r.csv", "r.rejects.csv")),
        Job("score new file", [*csv, "-o", "r.csv", "--report", "page.html"], {}, lang="en"),
        Job("score report", [*csv, "-o", "r.md", "--report", "p.html", "--rejects", "j.csv"],
            old("r.md", "p.html", "j.csv")),
        Job("score ndjson", [*csv, "-o", "r.ndjson", "--quiet"], old("r.ndjson"), lang="en"),
        Job("score xlsx", [*xlsx, "--top", "3", "-o", "r.xlsx", "--report", "p.html"],
            old("r.xlsx", "r.rejects.csv", "p.html")),
        Job("score xlsx to csv", [*xlsx, "--rank", "-o", "r.csv"], old("r.csv"), lang="en"),
        Job("score stdout", csv, {}, lang="en"),
        Job("score stdin", ["score", "-", *MANAGEMENT, "-o", "r.csv"], old("r.csv"), stdin="list.csv"),
        Job("score gzip", ["score", "{in}/list.csv.gz", *MANAGEMENT, "-o", "r.csv"], old("r.csv"), lang="en"),
        Job("score spill", ["score", "{in}/rows.jsonl", *RECOGNITION, "--top", "5", "--memory", "4K", "-o", "r.csv",
                            "--columns", "row,name,verdict,rank"], old("r.csv")),
        Job("score panel", [*csv, "--panel", "-o", "r.csv"], old("r.csv"), lang="en"),
        Job("score panel xlsx", [*xlsx, "--panel", "-o", "r.xlsx"], old("r.xlsx")),
        Job("score group", ["score", "{in}/staff.csv", "--rules", "{in}/mini", "--scheme", "sample-center-basic",
                            "--as-of", "2026-03-01", "--group-by", "name", "-o", "r.csv"], old("r.csv")),
    ]
    for job in jobs:
        job.together = True
    return jobs


def rule_jobs() -> list[Job]:
    mini = "{in}/mini"
    return [
        Job("fmt", ["rules", "fmt", "a.yaml", "b.yaml"], {"a.yaml": UNTIDY, "b.yaml": UNTIDY}),
        Job("doc file", ["rules", "doc", "--rules", mini, "-o", "d.html"], old("d.html"), lang="en"),
        Job("doc folder", ["rules", "doc", "--rules", mini, "-o", "pages/"], {}),
        Job("prove", ["rules", "prove", mini, "--claims-only", "--as-of", "2026-06-01", "--jobs", "1", "--save-test",
                      "saved.test.yaml", "-o", "proofs.json"], old("proofs.json"), lang="en", slow=True),
        Job("export", ["rules", "export", "rules"], {}),
        Job("schemas", ["rules", "schema", "-o", "s.json", "policy"], old("s.json"), lang="en"),
        Job("lint sarif", ["rules", "lint", mini, "-o", "l.sarif"], old("l.sarif"), findings=True),
        Job("test junit", ["rules", "test", mini, "-o", "t.xml"], old("t.xml"), lang="en"),
        Job("coverage", ["rules", "coverage", mini, "-o", "c.json"], old("c.json")),
        Job("mutate", ["rules", "mutate", mini, "-o", "m.json"], old("m.json"), lang="en", slow=True),
        Job("diff flips", ["rules", "diff", mini, "{in}/mini2", "--population", "{in}/staff.csv", "--flips", "f.csv",
                           "--as-of", "2026-06-01", "--jobs", "1", "-o", "d.md"], old("f.csv", "d.md"), together=True),
        Job("show", ["rules", "show", "sample-center", "--rules", mini, "-o", "s.md"], old("s.md"), lang="en"),
        Job("list", ["rules", "list", "--rules", mini, "-o", "l.json"], old("l.json")),
        Job("cite", ["rules", "cite", "--rules", mini, "--text", "sample-center={in}/text.txt", "-o", "c.json"], old("c.json"),
            lang="en"),
    ]


def other_jobs() -> list[Job]:
    eligibility = ["eligibility", "{in}/applicant.yaml", "--as-of", "2026-06-01"]
    scheme = ["--scheme", "shanxi-operation-center-recognition"]
    return [
        Job("eligibility html", [*eligibility, *scheme, "--format", "html", "-o", "e.html"], old("e.html")),
        Job("eligibility json", [*eligibility, "-o", "e.json"], old("e.json"), lang="en"),
        Job("eligibility stdout", eligibility, {}),
        Job("template xlsx", ["template", "jinzhong-patent-management", "-o", "f.xlsx", "--as-of", "2026-03-01"],
            old("f.xlsx"), lang="en"),
        Job("template csv", ["template", "jinzhong-patent-management", "-o", "f.csv", "--as-of", "2026-03-01"],
            old("f.csv")),
        Job("template yaml", ["template", "jinzhong-patent-management", "-o", "f.yaml", "--as-of", "2026-03-01"],
            old("f.yaml"), lang="en"),
        Job("inspect map", ["inspect", "{in}/list.csv", "--write-map", "map.yaml", "-o", "look.json"],
            old("map.yaml", "look.json")),
        Job("eval", ["eval", "a + 1", "--with", "{in}/vars.yaml", "-o", "v.json"], old("v.json"), lang="en"),
        Job("eval each", ["eval", "--each", "{in}/lines.jsonl", "-o", "v.jsonl"], old("v.jsonl")),
        Job("workdays", ["workdays", "2026-02-11", "+7", "-o", "w.json"], old("w.json"), lang="en"),
        Job("completion", ["completion", "bash", "-o", "comp"], old("comp")),
        Job("version", ["--version"], {}, lang="en"),
        Job("help", ["score", "--help"], {}),
    ]


def all_jobs() -> list[Job]:
    return score_jobs() + rule_jobs() + other_jobs()
