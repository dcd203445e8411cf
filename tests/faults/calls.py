"""Faults at each system call in turn, and at allocations: no space, I/O errors, interrupts, short reads and writes."""
import os
import tempfile

from harness import Bench, Job, Outcome, crashed, differs, half_done, judged, torn
from jobs import all_jobs

WRITING = ("open", "write", "sync", "rename", "truncate", "close", "mode", "mkdir", "lock", "seek")
READING = ("open", "read", "seek", "stat", "list")
MEMORY_POINTS = 24


def traced(bench: Bench, job: Job) -> tuple[Outcome, list[tuple[str, int, str]]]:
    """A run without a fault, and its calls as class, number, file."""
    log = tempfile.mktemp(dir=bench.root)
    clean = bench.run(job, "trace", log)
    with open(log, encoding="utf-8", errors="replace") as file:
        parts = [line.rstrip("\n").split(" ", 2) for line in file]
    os.unlink(log)
    return clean, [(name, int(number), path) for name, number, path in parts]


def of_system(path: str) -> bool:
    return path.startswith(("/proc", "/sys", "/usr", "/lib", "/etc")) or path in ("", "/")


def one(bench: Bench, job: Job, clean: Outcome, kind: str, fault: str, path: str) -> None:
    error = fault.rsplit(":", 1)[1]
    got = bench.run(job, fault)
    stdio = path.endswith((".xlsx", "(deleted)"))  # of libzip and minizip: no kernel interrupts a disk's file
    if error == "short" or (error == "EINTR" and not stdio):
        wrong = crashed(got) or differs(got, clean)
    elif error == "EPIPE" and got.status == 0:
        wrong = crashed(got) or half_done(got, clean, job)
    else:
        wrong = judged(got, clean, job, path, "" if ":EIO" in fault and fault.startswith("stat") else error)
        if job.together and not wrong and not fault.startswith("rename"):
            wrong = torn(got, job)
    bench.record(kind, f"{job.name}, {fault} on {path}", wrong)


def sweep(bench: Bench, kinds: list[tuple[str, str, tuple[str, ...]]], every: int = 1) -> None:
    """`kinds`: name, error, classes of calls."""
    cases = []
    for job in all_jobs():
        clean, calls = traced(bench, job)
        wrong = crashed(clean) or ("" if clean.status in (0, 1, 3, 4) else f"status {clean.status}: {clean.err[-300:]}")
        bench.record("no fault", job.name, wrong)
        if wrong:
            continue
        for kind, error, classes in kinds:
            chosen = [call for call in calls if call[0] in classes and not of_system(call[2])
                      and (call[0] != "seek" or call[2].startswith(bench.inputs))]
            thin = every if len(chosen) > 60 else 1
            cases += [(bench, job, clean, kind, f"{name}:{number}:{error}", path) for name, number, path in chosen[::thin]]
    bench.in_parallel(one, cases)


def writes(bench: Bench) -> None:
    sweep(bench, [("no space at a call", "ENOSPC", WRITING), ("I/O error at a call", "EIO", WRITING)], every=3)
    full = []
    for job in all_jobs():
        clean, calls = traced(bench, job)
        for _, number, path in [call for call in calls if call[0] == "write" and not of_system(call[2])][::7]:
            full.append((bench, job, clean, "full from a write on", f"write:{number}+:ENOSPC", path))
    bench.in_parallel(one, full)


def interrupts(bench: Bench) -> None:
    sweep(bench, [("interrupted call", "EINTR", ("open", "read", "write", "sync", "close")),
                  ("short write", "short", ("write",)), ("short read", "short", ("read",)),
                  ("broken pipe", "EPIPE", ("write",))], every=3)


def reads(bench: Bench) -> None:
    sweep(bench, [("read error at a call", "EIO", READING), ("no more descriptors", "EMFILE", ("open",)),
                  ("no permission", "EACCES", ("open", "list"))], every=3)


def memory(bench: Bench) -> None:
    cases = []
    for job in all_jobs():
        clean = bench.run(job)
        log = tempfile.mktemp(dir=bench.root)
        bench.run(job, "memory:1+:ENOMEM", log)
        for point in range(MEMORY_POINTS):
            # Dense at the start, then ever wider: a batch makes some ten thousand allocations.
            cases.append((bench, job, clean, "no memory at an allocation", f"memory:{int(1.42 ** point * 3)}:ENOMEM", ""))
    bench.in_parallel(without_memory, cases)


def without_memory(bench: Bench, job: Job, clean: Outcome, kind: str, fault: str, _: str) -> None:
    got = bench.run(job, fault)
    wrong = crashed(got)
    unanswered = any(b"reason-unknown" in content for content in got.files.values())  # of the solver, and said so
    if not wrong and got.status == clean.status:
        wrong = "" if unanswered else differs(got, clean)
    elif not wrong:
        wrong = half_done(got, clean, job) if got.status == 2 else f"status {got.status}: {got.err[-300:]}"
    bench.record(kind, f"{job.name}, {fault}", wrong)
