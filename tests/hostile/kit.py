"""Runs the command line over hostile input, case by case, and holds what comes back against what may
come: a right answer, or a clear error with its place. Nothing may crash, hang, or eat the machine."""
from __future__ import annotations

import concurrent.futures
import dataclasses
import itertools
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import threading
import zipfile
from typing import Callable, Iterable, Optional

TIME_LIMIT = 20.0        # seconds of processor time: what others do on the machine does not count
PATIENCE = 150.0         # seconds of any time
MEMORY_LIMIT = 512       # MiB, peak, for a file that is small
WORKERS = 2
CLEAN_ENV = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "COLUMNS": "100"}

# What a program says when its author, not its user, made the mistake.
OURS = re.compile(r"\binternal\b|[Aa]ssert|terminate called|what\(\)|std::|basic_string|bad_alloc|"
                  r"core dumped|Sanitizer|runtime error|Segmentation|stack smashing|_M_\w+")
# Nothing of this may reach a terminal: C0 but tab and line feed, DEL, C1, bidi controls, BOM within.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclasses.dataclass
class Outcome:
    """What one run gave. `status` is negative when a signal ended it, None when it had to be killed."""
    status: Optional[int]
    out: bytes
    err: bytes
    seconds: float
    peak: float  # MiB
    made: dict[str, bytes] = dataclasses.field(default_factory=dict)  # files that it wrote

    @property
    def text(self) -> str:
        return self.out.decode("utf-8", "replace")

    @property
    def said(self) -> str:
        return self.err.decode("utf-8", "replace")


Expect = Callable[[Outcome], Optional[str]]  # None, or what was expected


@dataclasses.dataclass
class Case:
    kind: str
    name: str
    args: list[str]
    expect: Expect
    stdin: Optional[str] = None          # a file
    statuses: frozenset[int] = frozenset({0, 1, 2, 3, 4})
    terminal: bool = True                # standard output is for people: it must be safe to look at
    makes: tuple[str, ...] = ()          # files that it writes, read into the outcome
    env: dict[str, str] = dataclasses.field(default_factory=dict)


class Kit:
    """The program under test and a folder for what the cases need."""

    def __init__(self, ipcheck: str, work: pathlib.Path, source: pathlib.Path) -> None:
        self.ipcheck = os.path.abspath(ipcheck)
        self.work = work
        self.source = source
        self.scratch = work / "tmp"   # TMPDIR of every run
        self.scratch.mkdir(exist_ok=True)

    def file(self, name: str, content: bytes | str) -> str:
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return name

    def run(self, *args: str, stdin: Optional[str] = None, env: Optional[dict[str, str]] = None,
            makes: Iterable[str] = ()) -> Outcome:
        variables = CLEAN_ENV | {"TMPDIR": str(self.scratch), "HOME": str(self.work)} | (env or {})
        source = open(self.work / stdin, "rb") if stdin else subprocess.DEVNULL
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            process = subprocess.Popen([self.ipcheck, *args], stdin=source, stdout=out, stderr=err,
                                       cwd=self.work, env=variables)
            late = threading.Event()
            timer = threading.Timer(PATIENCE, lambda: (late.set(), process.send_signal(signal.SIGKILL)))
            timer.start()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            seconds = usage.ru_utime + usage.ru_stime
            timer.cancel()
            if stdin:
                source.close()
            out.seek(0)
            err.seek(0)
            made = {}
            for name in makes:
                path = self.work / name
                if path.is_dir():
                    made |= {str(p.relative_to(self.work)): p.read_bytes()
                             for p in sorted(path.rglob("*")) if p.is_file()}
                elif path.exists():
                    made[name] = path.read_bytes()
            return Outcome(None if late.is_set() else process.returncode, out.read(64 << 20),
                           err.read(64 << 20), seconds, usage.ru_maxrss / 1024, made)


# --- what may come back --------------------------------------------------------------------------

def _sound(case: Case, got: Outcome) -> Optional[str]:
    """What holds of every run, whatever it was given."""
    if got.status is None or got.seconds > TIME_LIMIT:
        return f"an end within {TIME_LIMIT:.0f} s"
    if got.status not in case.statuses:
        return f"exit status in {sorted(case.statuses)}"
    if got.peak > MEMORY_LIMIT:
        return f"at most {MEMORY_LIMIT} MiB"
    if got.status == 2 and not got.err.strip() and not got.out.strip():
        return "an error that says what is wrong"
    if ours := OURS.search(got.said):
        return f"no words of ours on stderr: {ours[0]!r}"
    for stream, seen in (("stderr", got.err), *([("stdout", got.out)] if case.terminal else [])):
        try:
            text = seen.decode("utf-8")
        except UnicodeDecodeError as fault:
            return f"UTF-8 on {stream}: {fault.reason} at byte {fault.start}"
        if unsafe := UNSAFE.search(text):
            return f"nothing that drives a terminal on {stream}: U+{ord(unsafe[0]):04X} in " \
                   f"{text[max(0, unsafe.start() - 30):unsafe.end() + 30]!r}"
    return None


def anything(got: Outcome) -> Optional[str]:
    return None


def refused(*words: str, place: bool = True) -> Expect:
    """Status 2 and an error at line and column of a file (or at the file when `place` is false)."""
    where = re.compile(r"^[^\n]*:\d+:\d+: error: |\bbyte \d+" if place else r"^[^\n]*: (error: )?", re.M)

    def check(got: Outcome) -> Optional[str]:
        both = got.said + got.text
        if got.status != 2:
            return "status 2"
        if not where.search(both):
            return "an error with file:line:col" if place else "an error that names the file"
        for word in words:
            if word not in both:
                return f"{word!r} in the error"
        return None
    return check


def told(*words: str) -> Expect:
    """A diagnostic at line and column, whatever the status."""
    def check(got: Outcome) -> Optional[str]:
        if not re.search(r":\d+:\d+: (error|warning|hint): ", got.said + got.text):
            return "a diagnostic with file:line:col"
        return next((f"{w!r} in it" for w in words if w not in got.said + got.text), None)
    return check


# What tells of the file as it is, not of what it says: receipts, and lines that moved.
RECEIPT = re.compile(r'"(rules|input)_sha256": "\w*"|rules [0-9a-f]{12}|(?<=\.yaml:)\d+(?=:)|^ *\d+ (?=\|)', re.M)


def answers(base: Outcome, out: bool = True) -> Expect:
    """The answer that the undamaged file gives, byte for byte."""
    def check(got: Outcome) -> Optional[str]:
        if got.status != base.status:
            return f"status {base.status} as without the damage"
        if out and RECEIPT.sub("", got.text) != RECEIPT.sub("", base.text):
            return f"the answer without the damage:\n{base.text[:2000]}"
        return None
    return check


def gives(status: int, *texts: str) -> Expect:
    def check(got: Outcome) -> Optional[str]:
        if got.status != status:
            return f"status {status}"
        return next((f"{t!r} in the output" for t in texts if t not in got.text), None)
    return check


def either(*wanted: Expect) -> Expect:
    def check(got: Outcome) -> Optional[str]:
        faults = [want(got) for want in wanted]
        return None if None in faults else "\n      or ".join(f for f in faults if f)
    return check


def _expected(case: Case, got: Outcome) -> Optional[str]:
    try:
        return case.expect(got)
    except (ValueError, LookupError, SyntaxError, zipfile.BadZipFile) as fault:  # ParseError is a SyntaxError
        return f"output of the right shape ({type(fault).__name__}: {fault})"


# --- running -------------------------------------------------------------------------------------

@dataclasses.dataclass
class Tally:
    cases: int = 0
    passed: int = 0
    peak: float = 0
    slowest: float = 0
    slow_name: str = ""
    peak_name: str = ""


def _shortened(data: bytes, limit: int = 1500) -> str:
    text = data.decode("utf-8", "backslashreplace")
    text = UNSAFE.sub(lambda m: f"\\x{ord(m[0]):02x}", text)
    return text if len(text) <= limit else text[:limit] + f" … ({len(data)} bytes)"


def _report(case: Case, got: Outcome, wanted: str) -> str:
    words = " ".join(a if len(a) < 200 else a[:200] + "…" for a in case.args)
    if case.stdin:
        words += f" < {case.stdin}"
    return (f"FAILED {case.kind}: {case.name}\n  command: ipcheck {words}\n  expected: {wanted}\n"
            f"  came: status {got.status}, {got.seconds:.2f} s, {got.peak:.0f} MiB\n"
            f"  stdout: {_shortened(got.out)}\n  stderr: {_shortened(got.err)}\n")


def _in_order(pool, one, cases):
    """As pool.map, but takes no more cases than it soon runs: their files are made when they are taken."""
    waiting = [pool.submit(one, case) for case in itertools.islice(cases, 4 * WORKERS)]
    while waiting:
        yield waiting.pop(0).result()
        waiting += [pool.submit(one, case) for case in itertools.islice(cases, 1)]


def run_cases(kit: Kit, cases: Iterable[Case], most: int = 40) -> tuple[dict[str, Tally], list[str]]:
    """Runs all, two at a time. The faults are at most `most` a kind."""
    tallies: dict[str, Tally] = {}
    faults: list[str] = []

    def one(case: Case) -> tuple[Case, Outcome, Optional[str]]:
        got = kit.run(*case.args, stdin=case.stdin, env=case.env, makes=case.makes)
        return case, got, _sound(case, got) or _expected(case, got)

    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        for case, got, wanted in _in_order(pool, one, iter(cases)):
            tally = tallies.setdefault(case.kind, Tally())
            tally.cases += 1
            tally.passed += wanted is None
            if got.peak > tally.peak:
                tally.peak, tally.peak_name = got.peak, case.name
            if got.seconds > tally.slowest:
                tally.slowest, tally.slow_name = got.seconds, case.name
            if wanted is not None and tally.cases - tally.passed <= most:
                faults.append(_report(case, got, wanted))
    return tallies, faults


def table(tallies: dict[str, Tally]) -> str:
    lines = [f"{'kind':<16}{'cases':>7}{'passed':>8}{'peak MiB':>10}{'slowest s':>11}  slowest case"]
    for kind, t in tallies.items():
        lines.append(f"{kind:<16}{t.cases:>7}{t.passed:>8}{t.peak:>10.0f}{t.slowest:>11.2f}  {t.slow_name}")
    total = sum(t.cases for t in tallies.values())
    passed = sum(t.passed for t in tallies.values())
    lines.append(f"{'all':<16}{total:>7}{passed:>8}{max((t.peak for t in tallies.values()), default=0):>10.0f}"
                 f"{max((t.slowest for t in tallies.values()), default=0):>11.2f}")
    return "\n".join(lines)
