#!/usr/bin/env python3
"""Hostile and odd input: hostile_test.py IPCHECK [KIND…]. Runs every command that reads something over
files made here, in a temporary folder. Ends with a table of kinds, cases and how many passed."""
from __future__ import annotations

import importlib
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True
import kit as kits  # noqa: E402

KINDS = ["yaml", "json", "cel", "name", "csv", "xlsx", "privacy"]


def main() -> int:
    ipcheck, kinds = sys.argv[1], sys.argv[2:] or KINDS
    source = pathlib.Path(__file__).resolve().parents[2]
    tallies: dict[str, kits.Tally] = {}
    faults: list[str] = []
    for kind in kinds:
        with tempfile.TemporaryDirectory(prefix="ipcheck-hostile-") as folder:
            kit = kits.Kit(ipcheck, pathlib.Path(folder), source)
            more, wrong = kits.run_cases(kit, importlib.import_module(f"{kind}_cases").cases(kit))
            tallies |= more
            faults += wrong
            if left := sorted(p.name for p in kit.scratch.iterdir()):
                faults.append(f"FAILED {kind}: temporary files left behind: {left[:5]}")
    print("\n".join(faults + [kits.table(tallies)]))
    return 1 if faults or not tallies else 0


if __name__ == "__main__":
    sys.exit(main())
