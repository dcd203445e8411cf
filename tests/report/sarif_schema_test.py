"""Validates what ipcheck writes as SARIF against the schema of SARIF 2.1.0, and that every place in it is the place
it speaks of. usage: sarif_schema_test.py IPCHECK"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

try:
    from jsonschema import Draft4Validator
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

program = os.path.abspath(sys.argv[1])
with open("tests/report/sarif/sarif-2.1.0-rtm.5.json", encoding="utf-8") as file:
    validator = Draft4Validator(json.load(file))
POLICY = "shanxi-operation-center"
failed = 0


def fail(message):
    global failed
    failed += 1
    print(message)


def edit(path, before, after):
    with open(path, encoding="utf-8") as rules:
        text = rules.read()
    assert before in text, f"{path}: {before}"
    with open(path, "w", encoding="utf-8") as rules:
        rules.write(text.replace(before, after, 1))


def located(location, folder):
    """The text that a location points at."""
    physical = location["physicalLocation"]
    uri = physical["artifactLocation"]["uri"]
    path = os.path.join(folder, urllib.parse.unquote(uri.removeprefix("file://")))
    with open(path, encoding="utf-8") as rules:
        lines = rules.read().split("\n")
    region = physical["region"]
    if region["startLine"] != region["endLine"]:
        return None
    return lines[region["startLine"] - 1][region["startColumn"] - 1:region["endColumn"] - 1]


def sarif(folder, *words):
    done = subprocess.run([program, *words, "--format", "sarif", "-o", "found.sarif"], cwd=folder, check=False)
    with open(os.path.join(folder, "found.sarif"), encoding="utf-8") as written:
        log = json.load(written)
    os.remove(os.path.join(folder, "found.sarif"))
    what = " ".join(words)
    for error in validator.iter_errors(log):
        fail(f"{what}: {error.json_path}: {error.message[:300]}")
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    ids = [rule["id"] for rule in rules]
    if len(set(ids)) != len(ids):
        fail(f"{what}: a rule stands twice")
    for result in run["results"]:
        if ids[result["ruleIndex"]] != result["ruleId"]:
            fail(f"{what}: ruleIndex of {result['ruleId']} names {ids[result['ruleIndex']]}")
        if not result["locations"]:
            fail(f"{what}: {result['ruleId']} has no place")
    return done.returncode, run


with tempfile.TemporaryDirectory() as folder:
    rules = os.path.join(folder, "规则 50%")
    shutil.copytree("rules", rules)
    for lang in ("zh", "en"):
        status, run = sarif(folder, "rules", "lint", "规则 50%", "--lang", lang)
        if status != 0 or run["results"]:
            fail("the shipped rules have findings")
        if len(run["tool"]["driver"]["rules"]) < 20:
            fail("the lint rules are not listed")

    center = os.path.join(rules, "shanxi", "operation-center.yaml")
    edit(center, "full_time_staff >= params.full_time_staff_min", "full_time_staff >= 3")
    edit(center, "criteria:\n", "  nobody_reads: {value: 3, unit: 人, cite: {at: 三/1, figure: 不少于3人}}\ncriteria:\n")
    for lang in ("zh", "en"):
        status, run = sarif(folder, "rules", "lint", "规则 50%", "--lang", lang)
        found = {result["ruleId"]: result for result in run["results"]}
        if status != 1 or set(found) != {"number-in-check", "unused-param"}:
            fail(f"lint: status {status}, {sorted(found)}")
            continue
        seen = {id: located(result["locations"][0], folder) for id, result in found.items()}
        if seen["number-in-check"] != "3":
            fail(f"number-in-check points at {seen['number-in-check']}")
        clause = found["number-in-check"]["relatedLocations"][-1]
        if clause["logicalLocations"][0]["fullyQualifiedName"] != "三/基础条件/4":
            fail(f"number-in-check belongs to clause {clause}")
        if "三/基础条件/4" not in (located(clause, folder) or ""):
            fail(f"the clause of number-in-check points at {located(clause, folder)}")

    status, run = sarif(folder, "rules", "test", "规则 50%")
    if status != 0 or run["results"]:
        fail("an edit that changes no verdict fails a case")
    edit(center, "full_time_staff >= 3", "full_time_staff > 3")
    status, run = sarif(folder, "rules", "test", "规则 50%")
    if status != 1 or not run["results"]:
        fail("an edit that changes verdicts fails no case")
    for result in run["results"]:
        if not result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith(".test.yaml"):
            fail("a failed case stands in no test file")

    status, run = sarif(folder, "rules", "coverage", "规则 50%", "--policy", POLICY, "--fail-under", "mcdc=100")
    kinds = {result["ruleId"] for result in run["results"]}
    if status != 1 or not {"coverage-below", "decision-not-reached"} <= kinds:
        fail(f"coverage: status {status}, {sorted(kinds)}")

    edit(center, "claims:\n", "claims:\n  - {implies: [OCB-6, OCB-7]}\n")
    status, run = sarif(folder, "rules", "prove", "规则 50%", "--claims-only", "--as-of", "2026-06-01")
    refuted = [result for result in run["results"] if result["ruleId"] == "claim-refuted"]
    if status == 2 and not refuted:
        print("without libz3: proofs not tested")
    elif status != 1 or [located(r["locations"][0], folder) for r in refuted] != ["{implies: [OCB-6, OCB-7]}"]:
        fail(f"prove: status {status}, {refuted}")
    elif "full_time_staff: " not in refuted[0]["message"]["text"]:
        fail(f"the applicant is not shown: {refuted[0]['message']['text']}")

    edit(center.replace(".yaml", ".test.yaml"), "equivalent:\n", "known:\n")
    status, run = sarif(folder, "rules", "mutate", "规则 50%", "--policy", POLICY)
    if status != 2:
        fail(f"a test file that cannot be read: mutate ends with {status}")
    edit(center.replace(".yaml", ".test.yaml"), "known:\n", "equivalent:\n")
    status, run = sarif(folder, "rules", "mutate", "规则 50%", "--policy", POLICY, "--filter", "OCB-6/", "--no-cases")
    if status != 1 or {result["ruleId"] for result in run["results"]} != {"surviving-mutant", "failing-case"}:
        fail(f"mutate: status {status}, {sorted({result['ruleId'] for result in run['results']})}")

    edit(center, "full_time_staff > 3", "full_time_stuff > 3")
    status, run = sarif(folder, "rules", "lint", "规则 50%")
    if status != 2 or located(run["results"][0]["locations"][0], folder) != "full_time_stuff":
        fail("a fault of loading has no place")

print("failed" if failed else "every log is valid SARIF 2.1.0")
sys.exit(1 if failed else 0)
