"""Things that happen while a batch runs: kills, signals, rivals for one output, inputs that change under the reader."""
import gzip
import os
import random
import shutil
import signal
import subprocess
import time

from harness import TIMEOUT, Bench, Job, Outcome, contents, crashed
from jobs import OLD, RECOGNITION, rows, write

KILLS = 100
SIGNALS = ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129))
BATCH = ["score", "{in}/many.jsonl", *RECOGNITION[:-2], "--jobs", "2", "-o", "r.csv", "--report", "p.html", "--quiet"]
BOOK = ["score", "{in}/some.jsonl", *RECOGNITION[:-2], "--top", "9", "--memory", "64K", "-o", "r.xlsx", "--quiet"]


def begin(bench: Bench, words: list[str], folder: str, **how) -> subprocess.Popen:
    how.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.Popen(bench.words(words), cwd=folder, env=bench.environment(), stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, **how)


def end(process: subprocess.Popen, folder: str) -> Outcome:
    try:
        out, err = process.communicate(timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return Outcome(None, b"", "", {})
    return Outcome(process.returncode, out, err.decode("utf-8", "replace"), contents(folder))


def timed(bench: Bench, words: list[str]) -> tuple[dict[str, bytes], float]:
    """What a run writes, and how long it takes at the moment."""
    folder = bench.folder({})
    begun = time.monotonic()
    got = end(begin(bench, words, folder), folder)
    shutil.rmtree(folder)
    return got.files, time.monotonic() - begun


def torn(files: dict[str, bytes], clean: dict[str, bytes]) -> str:
    for name, new in clean.items():
        if files.get(name) not in (OLD, new):
            return f"{name} is neither the old file nor the new one"
    return ""


def litter(files: dict[str, bytes], clean: dict[str, bytes]) -> str:
    more = sorted(files.keys() - clean.keys())
    return f"left behind: {more}" if more else ""


def killed(bench: Bench) -> None:
    """Kills pile up in one folder; after each tenth a run goes through and must leave nothing else behind."""
    moment = random.Random(20261122)
    for words in (BATCH, BOOK):
        clean, lasts = timed(bench, words)
        folder = bench.folder({name: OLD for name in clean})
        for number in range(1, KILLS // 2 + 1):
            process = begin(bench, words, folder)
            time.sleep(moment.uniform(0, lasts))
            process.kill()
            got = end(process, folder)
            bench.record("SIGKILL at a random moment", f"{words[-2]}, number {number}", torn(got.files, clean))
            if number % 10 > 0:
                continue
            got = end(begin(bench, words, folder), folder)
            wrong = crashed(got) or litter(got.files, clean) or ("" if got.files == clean else "not the right result")
            bench.record("the run after kills", f"{words[-2]}, number {number}", wrong)
            for name in clean:
                write(os.path.join(folder, name), OLD)


def signalled(bench: Bench) -> None:
    moment = random.Random(2026)
    for words in (BATCH, BOOK):
        clean, lasts = timed(bench, words)
        for number, status in SIGNALS:
            for _ in range(10):
                folder = bench.folder({name: OLD for name in clean})
                process = begin(bench, words, folder)
                time.sleep(moment.uniform(0.01, lasts))
                process.send_signal(number)
                got = end(process, folder)
                # Before its first instructions a process has no handlers.
                early = got.status == -number and all(got.files.get(name) == OLD for name in clean)
                wrong = "" if got.status in (0, status) or early else f"status {got.status}, expected {status}"
                wrong = wrong or torn(got.files, clean) or litter(got.files, clean)
                bench.record("SIGINT, SIGTERM, SIGHUP", f"{words[-2]}, {number.name}", wrong)
                shutil.rmtree(folder)


def rivals(bench: Bench) -> None:
    """Eight writers, one output."""
    inputs = ["some.jsonl", "other.jsonl"]
    whole = []
    for name in inputs:
        clean, _ = timed(bench, [*words_over(name), "-o", "r.csv"])
        whole.append(clean["r.csv"])
    for number in range(5):
        folder = bench.folder({"r.csv": OLD})
        processes = [begin(bench, [*words_over(inputs[i % 2]), "-o", "r.csv"], folder) for i in range(8)]
        ended = [end(process, folder) for process in processes]
        wrong = next((crashed(got) or f"status {got.status}: {got.err}" for got in ended if got.status != 0), "")
        files = contents(folder)
        wrong = wrong or litter(files, {"r.csv": b""}) or ("" if files["r.csv"] in whole else "r.csv is neither")
        bench.record("eight writers of one file", f"number {number}", wrong)


def words_over(name: str) -> list[str]:
    return ["score", "{in}/" + name, *RECOGNITION[:-2], "--jobs", "2", "--quiet", "--columns", "row,name,verdict,failing"]


def changed(bench: Bench) -> None:
    """The input shrinks, grows or is replaced while it is read."""
    kind = "input changed while read"
    moment = random.Random(7)
    for name in ("many.jsonl", "many.csv", "many.jsonl.gz", "many.jsonl.zst", "many.xlsx"):
        source = os.path.join(bench.inputs, name)
        if not os.path.exists(source):
            bench.skip(f"{kind}: no {name} could be made")
            continue
        with open(source, "rb") as file:
            whole = file.read()
        words = ["score", name, *RECOGNITION[:-2], "--jobs", "2", "--quiet", "-o", "r.csv"]
        lasts = None
        for change in ("shrinks", "empties", "grows", "is replaced", "is overwritten") * 2:
            folder = bench.folder({name: whole, "r.csv": OLD})
            path = os.path.join(folder, name)
            begun = time.monotonic()
            process = begin(bench, words, folder)
            time.sleep(moment.uniform(0.005, lasts or 0.05))
            alter(path, change, whole)
            got = end(process, folder)
            lasts = max(0.02, min(time.monotonic() - begun, 0.5))
            wrong = crashed(got)
            if not wrong and got.status not in (0, 2):
                wrong = f"status {got.status}"
            if not wrong and got.status == 2 and (name not in got.err or got.files.get("r.csv") != OLD):
                wrong = f"no name, or r.csv touched: {got.err[-200:]}"
            bench.record(kind, f"{name} {change}", wrong or litter(got.files, {name: b"", "r.csv": b"", "r.rejects.csv": b""}))
            shutil.rmtree(folder)


def alter(path: str, change: str, whole: bytes) -> None:
    if change in ("shrinks", "empties"):
        os.truncate(path, len(whole) // 3 if change == "shrinks" else 0)
    elif change == "grows":
        with open(path, "ab") as file:
            file.write(whole)
    elif change == "is replaced":
        write(path + ".new", b"")
        os.rename(path + ".new", path)
    else:
        with open(path, "r+b") as file:
            file.write(b"\xff\x00" * (len(whole) // 2))


def fed(bench: Bench) -> None:
    """A writer that stops in the middle, into a pipe and a FIFO."""
    with open(os.path.join(bench.inputs, "many.jsonl.gz"), "rb") as file:
        whole = file.read()
    for part in (0, 1, 5, len(whole) // 2, len(whole) - 1):
        folder = bench.folder({"r.csv": OLD})
        process = begin(bench, ["score", "-", *RECOGNITION[:-2], "-o", "r.csv"], folder, stdin=subprocess.PIPE)
        try:
            process.stdin.write(whole[:part])
            process.stdin.close()
        except BrokenPipeError:
            pass
        process.stdin = None
        got = end(process, folder)
        wrong = crashed(got)
        if not wrong and (got.status != 2 or got.files != {"r.csv": OLD} or not got.err):
            wrong = f"status {got.status}, {sorted(got.files)}: {got.err[-200:]}"
        bench.record("pipe that ends early", f"{part} bytes of gzip", wrong)


def make_tables(bench: Bench) -> None:
    many = rows(4_000).encode()
    write(os.path.join(bench.inputs, "many.jsonl"), many)
    write(os.path.join(bench.inputs, "some.jsonl"), rows(1_500))
    write(os.path.join(bench.inputs, "other.jsonl"), rows(900))
    write(os.path.join(bench.inputs, "many.jsonl.gz"), gzip.compress(many, 1, mtime=0))
    lines = "".join(f"示例单位{i},{i % 7},是\n" for i in range(8_000))
    write(os.path.join(bench.inputs, "many.csv"), "name,full_time_staff,has_plan\n" + lines)
    if shutil.which("zstd"):
        subprocess.run(["zstd", "-q", os.path.join(bench.inputs, "many.jsonl")], check=True)
    got = end(begin(bench, ["score", "{in}/many.csv", *RECOGNITION[:-2], "--keep", "all", "-o", "many.xlsx", "--quiet"],
                    bench.inputs), bench.inputs)
    if got.status != 0:
        bench.record("no fault", "making many.xlsx", got.err)


def moments(bench: Bench) -> None:
    make_tables(bench)
    for part in (killed, signalled, rivals, changed, fed):
        part(bench)
