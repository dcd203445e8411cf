"""Faults of the world around the product. usage: run.py PART IPCHECK SHIM; ends with a table: kind, cases, passed."""
import os
import sys

import calls
import moments
import world
from harness import Bench, Job
from jobs import make_inputs

PARTS = {"interrupts": calls.interrupts, "memory": calls.memory, "moments": moments.moments, "reads": calls.reads,
         "world": world.world, "writes": calls.writes}
NO_SECCOMP = 99  # of the shim


def main() -> int:
    part, program, shim = sys.argv[1:4]
    source = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    bench = Bench(os.path.abspath(program), os.path.abspath(shim), source)
    try:
        if bench.run(Job("version", ["--version"]), "trace", os.devnull).status == NO_SECCOMP:
            print("skipped: no system call can be trapped here")
            return 77
        make_inputs(bench)
        PARTS[part](bench)
        return bench.report()
    finally:
        bench.close()


sys.exit(main())
