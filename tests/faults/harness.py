"""Runs the product under faults and judges what came of it: old files or new ones, whole, a status, a message."""
import concurrent.futures
import json
import os
import shutil
import subprocess
import tempfile
import threading
from dataclasses import dataclass, field

TIMEOUT = 30
CRASH_WORDS = ("terminate called", "[ERROR]", "[WARNING]", "Assertion", "core dumped", "Traceback")

# What a message says of a cause, in Chinese and in English; any of the words will do.
CAUSES = {
    "ENOSPC": {"zh": ["磁盘已满"], "en": ["No space left"]},
    "EIO": {"zh": ["读写出错"], "en": ["Input/output error"]},
    "EACCES": {"zh": ["没有权限"], "en": ["Permission denied"]},
    "EMFILE": {"zh": ["打开的文件过多"], "en": ["Too many open files"]},
    "ENOMEM": {"zh": ["内存不足"], "en": ["out of memory", "Cannot allocate memory"]},
}


@dataclass
class Job:
    """A command that writes. `before`: the files of its folder; `{in}` in a word is the folder of inputs."""
    name: str
    words: list[str]
    before: dict[str, bytes] = field(default_factory=dict)
    stdin: str = ""          # an input fed to it
    lang: str = "zh"
    slow: bool = False       # no part of the product that every case needs
    findings: bool = False   # writes what is wrong with its input into its output
    together: bool = False   # its files appear all or none


@dataclass
class Outcome:
    status: int | None       # None: it hung
    out: bytes
    err: str
    files: dict[str, bytes]


class Bench:
    """A place to run in, and the count of cases by kind."""

    def __init__(self, program: str, shim: str, source: str):
        self.program, self.shim, self.source = program, shim, source
        memory = "/dev/shm"
        where = memory if os.access(memory, os.W_OK) else None
        self.root = tempfile.mkdtemp(prefix="ipcheck-faults-", dir=where)
        self.inputs = os.path.join(self.root, "in")
        os.mkdir(self.inputs)
        os.chmod(self.root, 0o755)
        self.rows: dict[str, list[int]] = {}
        self.failures: list[str] = []
        self.skips: list[str] = []
        self._lock = threading.Lock()

    def close(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)

    def folder(self, files: dict[str, bytes]) -> str:
        path = tempfile.mkdtemp(dir=self.root)
        os.chmod(path, 0o755)
        for name, content in files.items():
            os.makedirs(os.path.dirname(os.path.join(path, name)), exist_ok=True)
            with open(os.path.join(path, name), "wb") as file:
                file.write(content)
        return path

    def words(self, words: list[str]) -> list[str]:
        return [self.program, *[word.replace("{in}", self.inputs) for word in words]]

    def environment(self, **more: str) -> dict[str, str]:
        kept = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": self.root, "LC_ALL": "C.UTF-8"}
        return {**kept, **more}

    def run(self, job: Job, fault: str = "", log: str = "", wrap: list[str] | None = None, **env: str) -> Outcome:
        folder = self.folder(job.before)
        if fault:
            env |= {"LD_PRELOAD": self.shim, "IPCHECK_FAULT": fault, "IPCHECK_FAULT_LOG": log}
        words = self.words([*job.words, "--lang", job.lang])
        try:
            with open(os.path.join(self.inputs, job.stdin) if job.stdin else os.devnull, "rb") as stdin:
                done = subprocess.run((wrap or []) + words, cwd=folder, env=self.environment(**env), stdin=stdin,
                                      capture_output=True, timeout=TIMEOUT, check=False)
            outcome = Outcome(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"), contents(folder))
        except subprocess.TimeoutExpired:
            outcome = Outcome(None, b"", "", {})
        shutil.rmtree(folder, ignore_errors=True)
        return outcome

    def record(self, kind: str, case: str, fault: str) -> None:
        """`fault`: what was wrong; empty: the case passed."""
        with self._lock:
            row = self.rows.setdefault(kind, [0, 0])
            row[0] += 1
            row[1] += not fault
            if fault:
                self.failures.append(f"FAILED {kind}: {case}: {fault}")

    def skip(self, what: str) -> None:
        self.skips.append(f"skipped: {what}")

    def in_parallel(self, function, cases) -> None:
        with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
            for _ in pool.map(lambda case: function(*case), cases):
                pass

    def report(self, limit: int = 40) -> int:
        for line in self.skips + self.failures[:limit]:
            print(line)
        width = max(len(kind) for kind in self.rows)
        print(f"{'kind':<{width}}  cases  passed")
        for kind, (cases, passed) in sorted(self.rows.items()):
            print(f"{kind:<{width}}  {cases:5}  {passed:6}")
        print(f"{'all':<{width}}  {sum(r[0] for r in self.rows.values()):5}  {sum(r[1] for r in self.rows.values()):6}")
        return 1 if self.failures else 0


def contents(folder: str) -> dict[str, bytes]:
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            whole = os.path.join(path, name)
            if os.path.isfile(whole):
                with open(whole, "rb") as file:
                    found[os.path.relpath(whole, folder)] = file.read()
    return found


def crashed(got: Outcome) -> str:
    if got.status is None:
        return f"no answer within {TIMEOUT} s"
    if got.status < 0 or got.status > 128:
        return f"ended by signal (status {got.status}): {got.err[-300:]}"
    for words in CRASH_WORDS:
        if words in got.err:
            return f"stderr has `{words}`: {got.err[-300:]}"
    return ""


def differs(got: Outcome, clean: Outcome) -> str:
    """Whether a run that should have gone well did."""
    if got.status != clean.status:
        return f"status {got.status}, expected {clean.status}: {got.err[-300:]}"
    if got.out != clean.out:
        return "another standard output"
    for name in sorted(clean.files.keys() | got.files.keys()):
        if got.files.get(name) != clean.files.get(name):
            return f"{name} is not what it should be"
    return ""


def half_done(got: Outcome, clean: Outcome, job: Job) -> str:
    """Whether a run that failed left anything but old files and whole new ones."""
    for name, content in got.files.items():
        if name not in job.before and name not in clean.files:
            return f"left {name} behind"
        if content not in (job.before.get(name), clean.files.get(name)) and not (job.findings and is_json(content)):
            return f"{name} is neither the old file nor the new one"
    for name in job.before:
        if name not in got.files:
            return f"{name} is gone"
    told = set(clean.out.splitlines())
    if not clean.out.startswith(got.out) and any(line not in told for line in got.out.splitlines()):
        return "standard output is no part of the right one"
    return ""


def torn(got: Outcome, job: Job) -> str:
    """Whether a run that failed before the first file got its name left a new one."""
    new = [name for name, content in got.files.items() if content != job.before.get(name)]
    return f"{', '.join(new)} appeared without the others" if new and got.status == 2 else ""


def is_json(content: bytes) -> bool:
    try:
        return json.loads(content) is not None
    except ValueError:
        return False


def untold(got: Outcome, job: Job, names: list[str], cause: str) -> str:
    """Whether the message lacks the name of a file or the cause."""
    if not any(name in got.err for name in names):
        return f"the message names no file: {got.err[-300:]!r}"
    words = CAUSES.get(cause, {}).get(job.lang)
    if words and not any(word in got.err for word in words):
        return f"the message does not say why ({cause}): {got.err[-300:]!r}"
    return ""


def judged(got: Outcome, clean: Outcome, job: Job, hit: str, cause: str) -> str:
    """What is wrong with a run in which a call on the file `hit` failed for `cause`; empty: nothing."""
    fault = crashed(got)
    if fault:
        return fault
    if got.status == clean.status and not (clean.status == 2 and got.err != clean.err):
        return differs(got, clean)
    if got.status != 2:
        return f"status {got.status}, expected {clean.status} or 2: {got.err[-300:]}"
    fault = half_done(got, clean, job)
    if fault or hit.endswith("/stderr") or job.findings:
        return fault
    names = [os.path.basename(name) for name in (clean.files | job.before)]
    names += [os.path.basename(hit.rstrip("/")), job.stdin or "-"]
    names += ["标准输出", "standard output", "标准输入", "standard input", "<stdin>"]
    names += [os.path.basename(word) for word in job.words if "{in}" in word]
    return untold(got, job, [name for name in names if name], cause)
