"""ipcheck score against other programs that do the same work, and against itself; Markdown on stdout.

batch.py --ipcheck BINARY --candidates BINARY --work DIR [--rows 100k|1m|10m] [--pairs N] [--only NAME,...]

Commands run by turns (A B A B ...); figures are medians, ratios medians of the pairs' ratios. Tables are in
the page cache and results go to memory (/dev/shm) where there is one, so that no disk decides. Every result is
compared with ipcheck's, byte for byte, after sorting when only the order differs.
"""
import argparse
import os
import platform
import shutil
import subprocess
import sys
import threading
import time
from statistics import median

from timing import Broken, Command, agreement, by_turns, middle, ratio, run

PEERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers")
ROWS = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
PAIRS = {"100k": 7, "1m": 5, "10m": 3}
COLUMNS = "id,verdict,score,failing,missing"


# --- commands ------------------------------------------------------------------------------------

def result(name):
    return os.path.join(results, name + ".csv")


def score_words(table, *more):
    return [ipcheck, "score", table, "--scheme", "shanxi-operation-center-recognition", "--as-of", "2026-06-01",
            "--no-bom", *more]


def score(table, jobs=2, out="ipcheck", columns=COLUMNS, more=()):
    path = result(out)
    return Command(score_words(table, "--columns", columns, "--jobs", str(jobs), "-o", path, *more), path)


def node(script, *words, out):
    return Command(["node", os.path.join(PEERS, script), *words], out)


def duckdb(table):
    return node("duckdb.mjs", table, result("duckdb"), "2", out=result("duckdb"))


def chdb(table):
    return node("chdb.mjs", table, result("chdb"), "2", out=result("chdb"))


def miller(table):
    words = ["mlr", "--csv", "put", "-q", "-f", os.path.join(PEERS, "recognition.mlr"), table]
    return Command(words, result("miller"), stdout=True)


def python(table):
    return Command([sys.executable, os.path.join(PEERS, "csv_module.py"), table, result("python")], result("python"))


def evaluator(engine, *words):
    return lambda table: node("evaluators.mjs", engine, table, result(engine), *words, out=result(engine))


ENGINES = {"duckdb": ("DuckDB", duckdb, "10m"), "chdb": ("ClickHouse (chdb)", chdb, "10m"), "miller": ("Miller", miller, "1m"),
           "python": ("Python csv", python, "1m")}  # shown as, command, most rows unless asked for by name
EVALUATORS = {"marcbachmann": ("@marcbachmann/cel-js", 3), "bufbuild": ("@bufbuild/cel", 3), "cel-js": ("cel-js", 1),
              "zen": ("GoRules Zen", 1)}  # shown as, at most so many pairs


def table(rows, form="csv"):
    """The path of a table of the benchmark: made when it is not there or its maker is newer, and in the page cache."""
    path = os.path.join(work, f"{rows}.{form}")
    if not os.path.exists(path) or os.path.getmtime(path) < os.path.getmtime(candidates):
        if form == "xlsx":
            make = [sys.executable, os.path.join(PEERS, "workbook.py"), "write", table(rows), path + ".new"]
        else:
            make = [candidates, "--rows", str(ROWS[rows]), "--format", form, "--out", path + ".new"]
        subprocess.run(make, check=True)
        os.rename(path + ".new", path)
    with open(path, "rb", buffering=0) as file:
        while file.read(1 << 20):
            pass
    return path


# --- tables of figures ---------------------------------------------------------------------------

def show(title, header, lines):
    print(f"\n**{title}**\n\n| " + " | ".join(header) + " |\n|" + " --- |" * len(header))
    for line in lines:
        print("| " + " | ".join(line) + " |")
    sys.stdout.flush()


def seconds(value):
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def cells(name, figures, rows):
    f = middle(figures)
    return [name, seconds(f.wall), seconds(f.cpu), f"{f.peak:.0f} MiB", f"{ROWS[rows] / f.wall / 1e6:.3g} M"]


FIGURES = ["program", "wall", "CPU", "peak", "rows a second"]


def against(title, rows, peers, jobs=2, columns=None):
    """ipcheck and each peer by turns. peers: (name, pairs, its command for a table)."""
    lines = []
    data = table(rows)
    for name, pairs, command in peers:
        ours, theirs = score(data, jobs), command(data)
        try:
            mine, its = by_turns(pairs, ours, theirs)
            agreed = agreement(ours.out, theirs.out, columns)
        except Broken as error:
            failures.append(f"{name}: {error}")
            continue
        if not lines:
            lines.append(cells("ipcheck", mine, rows) + ["", "", ""])
        lines.append(cells(name, its, rows) + [f"{ratio(mine, its, 'wall'):.3f}", f"{ratio(mine, its, 'cpu'):.3f}", agreed])
    if lines:
        show(title, FIGURES + ["ipcheck's wall / its", "ipcheck's CPU / its", "result"], lines)


def compare(title, rows, pairs, first, second):
    """Two commands by turns. first, second: (name, command)."""
    a, b = by_turns(pairs, first[1], second[1])
    show(title, FIGURES + ["wall / the first's", "CPU / the first's"],
         [cells(first[0], a, rows) + ["1", "1"],
          cells(second[0], b, rows) + [f"{ratio(b, a, 'wall'):.2f}", f"{ratio(b, a, 'cpu'):.2f}"]])


# --- sections ------------------------------------------------------------------------------------

def engines(rows, pairs):
    peers = [(shown, pairs if most == "10m" else min(pairs, 2), command) for name, (shown, command, most) in ENGINES.items()
             if name in options.only or (name in asked and ROWS[rows] <= ROWS[most])]
    against(f"{ROWS[rows]:,} rows, two threads, all lists", rows, peers)


def threads(rows, pairs):
    data = table(rows)
    against(f"{ROWS[rows]:,} rows, ipcheck on one thread, DuckDB on two", rows, [("DuckDB", pairs, duckdb)], jobs=1)
    compare(f"{ROWS[rows]:,} rows, one job and two", rows, pairs, ("one job", score(data, jobs=1)), ("two jobs", score(data)))


def evaluators(_rows, pairs):
    asked_ones = [(name, *rest) for name, rest in EVALUATORS.items() if name in asked]
    against("100,000 rows, evaluators in JavaScript, all lists", "100k",
            [(shown, min(pairs, most), evaluator(name)) for name, shown, most in asked_ones])
    against("100,000 rows, evaluators in JavaScript, the verdict alone (ipcheck: all lists)", "100k",
            [(shown, min(pairs, most), evaluator(name, "verdict")) for name, shown, most in asked_ones], columns="1,2")


def growth(rows, pairs):
    sizes = [size for size in ROWS if ROWS[size] <= ROWS[rows]]
    lines, before = [], None
    for size, figures in zip(sizes, by_turns(pairs, *(score(table(size), out=size) for size in sizes))):
        f, count = middle(figures), ROWS[size]
        further = f"{(f.wall - before[0]) / (count - before[1]) * 1e9:.0f} ns" if before else ""
        lines.append([f"{count:,}", seconds(f.wall), f"{f.wall / count * 1e9:.0f} ns", further,
                      f"{f.cpu / count * 1e9:.0f} ns", f"{f.peak:.0f} MiB"])
        before = (f.wall, count)
    show("Cost and memory as tables grow, two threads",
         ["rows", "wall", "wall a row", "wall a further row", "CPU a row", "peak"], lines)


def encodings(rows, pairs):
    utf8, gb18030 = score(table(rows)), score(table(rows, "gb18030"), out="gb18030")
    compare(f"{ROWS[rows]:,} rows, encodings", rows, pairs, ("UTF-8", utf8), ("GB18030", gb18030))
    agreement(utf8.out, gb18030.out)


def ndjson(rows, pairs):
    csv, lines = score(table(rows)), score(table(rows, "ndjson"), out="ndjson")
    compare(f"{ROWS[rows]:,} rows, CSV and NDJSON", rows, pairs, ("CSV", csv), ("NDJSON", lines))
    agreement(csv.out, lines.out)


def xlsx(_rows, pairs):
    book = table("100k", "xlsx")
    ours = score(book, out="xlsx")
    openpyxl = Command([sys.executable, os.path.join(PEERS, "workbook.py"), "read", book], "")
    compare("100,000 rows of XLSX, scored by ipcheck, only read by openpyxl", "100k", min(pairs, 3), ("ipcheck", ours),
            ("openpyxl, read-only mode", openpyxl))
    csv = score(table("100k"))
    run(csv)
    agreement(csv.out, ours.out)


def rank(rows, _pairs):
    f = run(score(table(rows), out="rank", columns="rank," + COLUMNS, more=["--rank"]))
    show(f"{ROWS[rows]:,} rows, ranked", ["wall", "CPU", "peak"], [[seconds(f.wall), seconds(f.cpu), f"{f.peak:.0f} MiB"]])


def stream(_rows, _pairs):
    fifo = os.path.join(results, "stream.fifo")
    os.mkfifo(fifo)
    with open(table("100k"), "rb") as file:
        text = b"".join(file.readline() for _ in range(1001))
    while text.count(b'"') % 2:  # whole records only
        text = text[:text.rindex(b"\n", 0, -1) + 1]
    times = [first_verdict(text, fifo) for _ in range(20)]
    show("The first verdict of a stream that is held open after its first 1,000 lines",
         ["after the 1,000th line", "after the first byte"],
         [[f"{median(column) * 1000:.1f} ms (at most {max(column) * 1000:.1f})" for column in zip(*times)]])


def first_verdict(text, fifo):
    """Seconds until the first verdict, from when all of `text` was taken and from its first byte."""
    process = subprocess.Popen(score_words(fifo, "--columns", COLUMNS, "--format", "csv"), stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL)
    output = process.stdout.fileno()
    moments = []
    with open(fifo, "wb", buffering=0) as pipe:
        time.sleep(0.1)  # the rules are loaded, the reader waits

        def write():
            moments.append(time.monotonic())
            left = memoryview(text)
            while left:
                left = left[pipe.write(left):]
            moments.append(time.monotonic())

        writer = threading.Thread(target=write)
        writer.start()
        got = b""
        while got.count(b"\n") < 2:
            more = os.read(output, 1 << 16)
            if not more:
                raise Broken("nothing came out of the stream")
            got += more
        seen = time.monotonic()
        writer.join()
        open_end = process.poll() is None
    while more := os.read(output, 1 << 16):
        got += more
    if process.wait() != 0 or not open_end:
        raise Broken("ipcheck did not wait for the end of the stream")
    return max(0.0, seen - moments[1]), seen - moments[0]


SECTIONS = {"engines": engines, "threads": threads, "growth": growth, "encodings": encodings, "ndjson": ndjson,
            "xlsx": xlsx, "stream": stream, "rank": rank, "evaluators": evaluators}
GROUPS = {"engines": ENGINES, "evaluators": EVALUATORS}
NAMES = [name for section in SECTIONS for name in (section, *GROUPS.get(section, ()))]


# --- the run -------------------------------------------------------------------------------------

def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.split("\n")[0]
    except OSError:
        return f"no {command[0]}"


def surroundings():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), platform.machine())
    with open(os.path.join(PEERS, "package.json"), encoding="utf-8") as file:
        packages = [line.replace('"', "").replace(":", "").strip(" ,\n") for line in file if '": "' in line and line.startswith("    ")]
    command = " ".join(["./dev bench batch", *arguments])
    return (f"`{command}`\n\n{model}, {len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f} at the start. "
            + ", ".join([first_line(ipcheck, "--version"), first_line("mlr", "--version"),
                         "Python " + platform.python_version(), "node " + first_line("node", "--version"), *packages]) + ".")


def main(rows, pairs):
    print(surroundings(), flush=True)
    for name, section in SECTIONS.items():
        if name not in asked and not any(member in asked for member in GROUPS.get(name, ())):
            continue
        try:
            section(rows, pairs)
        except Broken as error:
            failures.append(f"{name}: {error}")
    print(f"\nLoad {os.getloadavg()[0]:.1f} at the end.")
    for failure in failures:
        print(f"batch.py: {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for path in ("--ipcheck", "--candidates", "--work"):
        parser.add_argument(path, required=True, type=os.path.abspath)
    parser.add_argument("--rows", choices=ROWS, default="1m")
    parser.add_argument("--pairs", type=int, help="how often by turns; default: as the rows allow")
    parser.add_argument("--only", type=lambda names: names.split(","), default=list(SECTIONS), help="of " + ", ".join(NAMES))
    options = parser.parse_args()
    if unknown := [name for name in options.only if name not in NAMES]:
        parser.error(f"unknown {unknown[0]}: one of {', '.join(NAMES)}")
    ipcheck, candidates, work = options.ipcheck, options.candidates, options.work
    arguments = [f"--rows {options.rows}"] + ([] if len(options.only) == len(SECTIONS) else ["--only " + ",".join(options.only)])
    asked = {name for each in options.only for name in (each, *GROUPS.get(each, ()))}
    results = os.path.join("/dev/shm" if os.path.isdir("/dev/shm") else work, f"ipcheck-bench-{os.getpid()}")
    failures = []
    os.makedirs(results)
    os.chdir(os.path.join(work, "peers"))  # where npm put the packages
    try:
        sys.exit(main(options.rows, options.pairs or PAIRS[options.rows]))
    finally:
        shutil.rmtree(results)
