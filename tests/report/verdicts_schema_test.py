"""Validates the JSON and NDJSON of every sample against rules/schema/verdicts.schema.json, and shows
that the schema refuses what breaks the contract. usage: verdicts_schema_test.py PROGRAM"""
import copy
import glob
import json
import subprocess
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("skipped: python3-jsonschema (4.0 or later) is not installed")
    sys.exit(77)

with open("rules/schema/verdicts.schema.json", encoding="utf-8") as file:
    schema = json.load(file)
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
failed = 0


def fail(message):
    global failed
    failed += 1
    print(message)


def run(record, form):
    return subprocess.run([sys.argv[1], record, form], check=True, capture_output=True).stdout.decode()


documents = []
for record in sorted(glob.glob("samples/*/*.yaml") + glob.glob("samples/*/*.json")):
    document = json.loads(run(record, "json"))
    lines = [json.loads(line) for line in run(record, "ndjson").splitlines()]
    documents.append(document)
    for printed in [document, *lines]:
        for error in validator.iter_errors(printed):
            fail(f"{record}: {error.json_path}: {error.message[:200]}")
    for line, applicant in zip(lines, document["applicants"], strict=True):
        if {k: v for k, v in line.items() if k not in ("schema", "receipt")} != applicant:
            fail(f"{record}: a line differs from the document's applicant")

judged = [v for d in documents for a in d["applicants"] for v in a["verdicts"]]
if not judged:
    fail("no sample was judged")


def broken(change):
    document = copy.deepcopy(next(d for d in documents if any(a["verdicts"] for a in d["applicants"])))
    verdict = next(a for a in document["applicants"] if a["verdicts"])["verdicts"][0]
    change(document, verdict)
    return document


for name, change in {
    "verdict": lambda d, v: v.update(verdict="perhaps"),
    "state": lambda d, v: v["criteria"][0].update(state="unknown"),
    "number": lambda d, v: v["criteria"][0].update(gap=1),
    "key": lambda d, v: v.update(extra=1),
    "receipt": lambda d, v: d.pop("receipt"),
}.items():
    if validator.is_valid(broken(change)):
        fail(f"the schema takes a broken {name}")

print(f"{len(documents)} samples, {len(judged)} verdicts")
sys.exit(1 if failed else 0)
