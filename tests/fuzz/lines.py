"""One row of `./dev fuzz --lines` from llvm-cov's export: lines and functions reached below a folder, and where most."""
import json
import sys

target, inputs, folder = sys.argv[1:4]
files = json.load(sys.stdin)["data"][0]["files"]
reached = [(file["filename"][len(folder):], file["summary"]) for file in files
           if file["filename"].startswith(folder) and file["summary"]["lines"]["covered"] > 0]
lines = sum(summary["lines"]["covered"] for _, summary in reached)
functions = sum(summary["functions"]["covered"] for _, summary in reached)
most = sorted(reached, key=lambda file: -file[1]["lines"]["covered"])[:3]
names = ", ".join(f"{name} {s['lines']['covered']}/{s['lines']['count']}" for name, s in most)
print(f"{target:<12} {inputs:>7} {lines:>7} {functions:>9}  {names}")
