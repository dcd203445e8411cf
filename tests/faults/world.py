"""The world around a run: streams, targets, limits, locales, time zones, clocks, folders, names."""
import os
import resource
import shutil
import stat
import subprocess
import threading

from harness import TIMEOUT, Bench, Job, Outcome, contents, crashed, differs, half_done, untold
from jobs import MANAGEMENT, OLD, RECOGNITION, all_jobs

CSV = ["score", "{in}/list.csv", *MANAGEMENT]
PLAIN = Job("score csv", [*CSV, "-o", "r.csv"], {"r.csv": OLD, "r.rejects.csv": OLD})
BOOK = Job("score xlsx", ["score", "{in}/list.xlsx", *RECOGNITION, "-o", "r.xlsx"], {"r.xlsx": OLD}, lang="en")
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def start(bench: Bench, words: list[str], folder: str, **how) -> Outcome:
    """The command in a folder that stays."""
    env = bench.environment(**how.pop("env", {}))
    wrap = how.pop("wrap", [])
    how.setdefault("stdin", subprocess.DEVNULL)
    how.setdefault("stdout", subprocess.PIPE)
    how.setdefault("stderr", subprocess.PIPE)
    try:
        done = subprocess.run(wrap + bench.words(words), cwd=folder, env=env, timeout=TIMEOUT, check=False, **how)
    except subprocess.TimeoutExpired:
        return Outcome(None, b"", "", {})
    files = contents(folder) if folder.startswith(bench.root) else {}
    return Outcome(done.returncode, done.stdout or b"", (done.stderr or b"").decode("utf-8", "replace"), files)


def refused(got: Outcome, job: Job, names: list[str], cause: str = "") -> str:
    """Whether a run that cannot succeed did not end as it should."""
    wrong = crashed(got)
    if not wrong and got.status != 2:
        wrong = f"status {got.status}, expected 2: {got.err[-300:]}"
    return wrong or untold(got, job, names, cause)


# --- streams -------------------------------------------------------------------------------------

def streams(bench: Bench) -> None:
    kind = "standard streams"
    commands = [job for job in all_jobs() if not job.slow and "-o" not in job.words and not job.stdin and not job.before]
    for job in commands + [Job("score stdout", CSV, {})]:
        words = [*job.words, "--lang", job.lang]
        clean = start(bench, words, bench.folder({}))
        with open("/dev/full", "wb") as full:
            got = start(bench, words, bench.folder({}), stdout=full)
        bench.record(kind, f"{job.name} > /dev/full", refused(got, job, ["标准输出", "standard output"], "ENOSPC"))
        got = start(bench, words, bench.folder({}), wrap=["sh", "-c", 'exec "$@" >&-', "sh"])
        bench.record(kind, f"{job.name} >&-", crashed(got) or ("" if got.status == clean.status else f"status {got.status}"))
        got = start(bench, words, bench.folder({}), wrap=["sh", "-c", 'exec "$@" 2>&- <&-', "sh"])
        bench.record(kind, f"{job.name} 2>&- <&-", differs(got, clean))
        reader, writer = os.pipe()
        os.close(reader)
        got = start(bench, words, bench.folder({}), stdout=writer)
        os.close(writer)
        bench.record(kind, f"{job.name} | (nobody)", "" if got.status == 0 else f"status {got.status}: {got.err}")
    for words in (["score", "-", *MANAGEMENT], ["eligibility", "-"], ["rules", "fmt", "-"], ["inspect", "-"]):
        got = start(bench, words, bench.folder({}), wrap=["sh", "-c", 'exec "$@" <&-', "sh"])
        bench.record(kind, f"{' '.join(words)} <&-", crashed(got) or ("" if got.status in (0, 2) else f"status {got.status}"))


# --- where the output goes -----------------------------------------------------------------------

def targets(bench: Bench) -> None:
    kind = "output targets"
    clean = bench.run(PLAIN)
    result = clean.files["r.csv"]

    def case(name: str, output: str, prepare, judge) -> None:
        folder = bench.folder({})
        prepare(folder)
        got = start(bench, [*CSV, "-o", output, "--lang", "zh"], folder)
        bench.record(kind, name, crashed(got) or judge(folder, got))

    def no_status_2(names: list[str], cause: str = ""):
        return lambda _, got: refused(got, PLAIN, names, cause) or ("left files behind" if got.files else "")

    case("folder missing", "none/r.csv", lambda f: None, no_status_2(["none/r.csv"]))
    case("is a folder", "d", lambda f: os.mkdir(f + "/d"), no_status_2(["d"]))
    case("below a file", "/dev/null/r.csv", lambda f: None, no_status_2(["/dev/null/r.csv"]))
    case("a circle of links", "a", lambda f: (os.symlink("b", f + "/a"), os.symlink("a", f + "/b")), no_status_2(["a"]))
    longest = "r" * 243 + ".csv"  # beside it, `.rejects.csv` must do
    case("name of 247 bytes", longest, lambda f: None,
         lambda f, got: "" if got.files.get(longest) == result else f"not written: {got.err[-300:]}")
    case("name of 300 bytes", "r" * 300, lambda f: None, no_status_2(["rrr"]))

    def link(to: str):
        return lambda f: (os.mkdir(f + "/d"), os.symlink(to, f + "/l.csv"))

    def through(folder: str, got: Outcome) -> str:
        if not os.path.islink(folder + "/l.csv"):
            return "the link is gone"
        return "" if got.files.get("d/r.csv") == result else f"not written through: {got.err[-300:]}"
    case("link to nothing", "l.csv", link("d/r.csv"), through)
    case("link to a file", "l.csv", lambda f: (link("d/r.csv")(f), open(f + "/d/r.csv", "w").close()), through)

    def fifo(bench: Bench) -> str:
        folder, taken = bench.folder({}), []
        os.mkfifo(folder + "/p.csv")

        def take() -> None:
            with open(folder + "/p.csv", "rb") as file:
                taken.append(file.read())
        reader = threading.Thread(target=take, daemon=True)
        reader.start()
        got = start(bench, [*CSV, "-o", "p.csv"], folder)
        reader.join(5)
        if not stat.S_ISFIFO(os.lstat(folder + "/p.csv").st_mode):
            return "the FIFO is gone"
        return crashed(got) or ("" if taken == [result] else f"status {got.status}, not what a file gets")
    bench.record(kind, "a FIFO", fifo(bench))

    folder = bench.folder({})
    gone = os.path.join(folder, "gone")
    got = in_deleted(bench, folder, gone, ["-o", "r.csv"])
    bench.record(kind, "folder deleted under it", refused(got, PLAIN, ["r.csv"]))
    got = in_deleted(bench, folder, gone, ["-o", folder + "/r.csv"])
    wrong = "" if got.files.get("r.csv") == result else f"not written: {got.err[-300:]}"
    bench.record(kind, "folder deleted, absolute name", wrong)


def in_deleted(bench: Bench, folder: str, gone: str, more: list[str]) -> Outcome:
    os.makedirs(gone, exist_ok=True)
    wrap = ["sh", "-c", f'cd {gone} && rmdir {gone} && exec "$@"', "sh"]
    return start(bench, [*CSV, *more], folder, wrap=wrap)


def permissions(bench: Bench) -> None:
    kind = "permissions"
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        bench.skip("permissions: needs root and setpriv")
        return
    for job in (PLAIN, BOOK):
        for mode, name in ((0o555, "read-only folder"), (0o000, "closed folder")):
            folder = bench.folder({})
            os.chmod(folder, mode)
            outputs = [word if word not in job.before else os.path.join(folder, word) for word in job.words]
            got = start(bench, [*outputs, "--lang", job.lang], "/", wrap=NOBODY)
            os.chmod(folder, 0o755)
            left = contents(folder)
            got.files = {}
            wrong = refused(got, job, list(job.before), "EACCES") or ("left files behind" if left else "")
            bench.record(kind, f"{job.name} into a {name}", wrong)
    for name, words in (("list.csv", CSV), ("list.xlsx", ["score", "{in}/list.xlsx", *RECOGNITION]),
                        ("rows.jsonl", ["score", "{in}/rows.jsonl", *RECOGNITION]),
                        ("applicant.yaml", ["eligibility", "{in}/applicant.yaml"]),
                        ("vars.yaml", ["eval", "a", "--with", "{in}/vars.yaml"]),
                        ("mini/policy.yaml", ["rules", "lint", "{in}/mini"]), ("mini", ["rules", "lint", "{in}/mini"])):
        path = os.path.join(bench.inputs, name)
        kept = stat.S_IMODE(os.stat(path).st_mode)
        os.chmod(path, 0)
        for lang in ("zh", "en"):
            job = Job(name, words, lang=lang)
            got = start(bench, [*words, "--lang", lang], "/tmp", wrap=NOBODY)
            got.files = {}
            got.err += got.out.decode()  # findings about rules are a result
            bench.record(kind, f"{' '.join(words[:2])} unreadable", refused(got, job, [os.path.basename(name)], "EACCES"))
        os.chmod(path, kept)


# --- limits --------------------------------------------------------------------------------------

LIMITS = {
    "memory": (resource.RLIMIT_AS, [16 << 20, 24 << 20, 32 << 20, 48 << 20, 64 << 20, 96 << 20, 128 << 20]),
    "files": (resource.RLIMIT_NOFILE, [3, 4, 5, 6, 7, 8, 10]),
    "stack": (resource.RLIMIT_STACK, [256 << 10, 1 << 20]),
    "file size": (resource.RLIMIT_FSIZE, [0, 1, 100, 4096, 8192]),
}


def limits(bench: Bench) -> None:
    jobs = {job.name: job for job in all_jobs()}
    chosen = ["score csv", "score xlsx", "score spill", "score gzip", "score panel xlsx", "template xlsx", "fmt",
              "doc folder", "prove", "export", "eligibility html", "diff flips", "score stdout"]
    cases = []
    for job in (jobs[name] for name in chosen):
        clean = bench.run(job)
        for name, (limit, values) in LIMITS.items():
            if (name, job.name) == ("memory", "diff flips"):
                continue  # without room for proofs it says so and goes on
            cases += [(bench, job, clean, name, limit, value) for value in values]
    bench.in_parallel(limited, cases)
    threads = Job("score", ["score", "{in}/list.csv", *MANAGEMENT[:-2], "--jobs", "8"], {})
    clean = bench.run(threads)
    if os.geteuid() == 0 and shutil.which("setpriv"):
        got = start(bench, [*threads.words, "--lang", "zh"], "/", wrap=["prlimit", "--nproc=1", *NOBODY])
        got.files = {}
        bench.record("limit of processes", "score --jobs 8", crashed(got) or differs(got, clean))
    else:
        bench.skip("limit of processes: needs root and setpriv")


def limited(bench: Bench, job: Job, clean: Outcome, name: str, limit: int, value: int) -> None:
    folder = bench.folder(job.before)
    got = start(bench, [*job.words, "--lang", job.lang], folder,
                preexec_fn=lambda: resource.setrlimit(limit, (value, value)))
    shutil.rmtree(folder)
    if got.status == 127 and "shared libraries" in got.err:  # the loader's, before anything of ours
        wrong = ""
    elif got.status == clean.status:
        wrong = differs(got, clean)
    else:
        wrong = crashed(got) or half_done(got, clean, job)
        if not wrong and (got.status != 2 or not got.err):
            wrong = f"status {got.status}, `{got.err}`"
    bench.record(f"limit of {name}", f"{job.name}, {value}", wrong)


# --- locales, zones, clocks, names ---------------------------------------------------------------

def locales(bench: Bench) -> None:
    chosen = [job for job in all_jobs() if job.name in ("score csv", "score xlsx", "eligibility html", "doc file",
                                                         "template csv", "eligibility stdout", "inspect map")]
    cases = []
    for job in chosen:
        clean = bench.run(job)
        for locale in ("C", "POSIX", "zh_CN.GB18030", "zh_CN.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "none", ""):
            cases.append((bench, job, clean, "locale", {"LC_ALL": locale, "LANG": locale}))
        for zone in ("UTC", "Asia/Shanghai", "America/St_Johns", "Pacific/Kiritimati", "XXX-23:59", "nonsense", ":"):
            cases.append((bench, job, clean, "time zone", {"TZ": zone}))
    bench.in_parallel(same, cases)


def same(bench: Bench, job: Job, clean: Outcome, kind: str, env: dict[str, str]) -> None:
    bench.record(kind, f"{job.name} under {env}", differs(bench.run(job, **env), clean))


CLOCKS = {"9999-12-31": 253402214400, "1969-12-31": -3600 * 9, "1970-01-01": 0, "2038-01-19": 2147483648,
          "1901-12-14": -2147440000, "2100-02-28": 4107456000}
WILD_CLOCKS = [253402300800, 10 ** 13, -(10 ** 13), -62135596801, 2 ** 62]


def clocks(bench: Bench) -> None:
    commands = [["eligibility", "{in}/bare.yaml"], ["score", "{in}/list.csv", "--scheme", MANAGEMENT[1]],
                ["template", MANAGEMENT[1], "--format", "csv"], ["rules", "show", MANAGEMENT[1]], ["--version"],
                ["rules", "doc", "--rules", "{in}/mini"], ["eval", "as_of"]]
    for words in commands:
        for day, seconds in [*CLOCKS.items(), *(("", wild) for wild in WILD_CLOCKS)]:
            got = start(bench, words, bench.folder({}),
                        env={"IPCHECK_CLOCK": str(seconds), "LD_PRELOAD": bench.shim})
            wrong = crashed(got)
            if not wrong and got.status == 2 and not got.err:
                wrong = "status 2 without a word"
            told = got.out.decode("utf-8", "replace") + got.err
            if not wrong and day and words[0] in ("eligibility", "score") and got.status != 2 and day not in told:
                wrong = f"does not judge as of {day}: {told[:200]}"
            bench.record("clock", f"{' '.join(words[:2])} at {day or seconds}", wrong)


HOSTILE = [b"\x1b[31mred\x1b[0m", b"a\nb", b"\xff\xfe\x80", "\u202egpj.csv".encode(), b"%s%n%n", b"{}{0}{", b"x" * 100_000,
           b"", b"-", b"--", b"\x7f\x08\r", "：".encode(), b"../" * 2000, b"\xc2\x9b31m"]


def names(bench: Bench) -> None:
    kind = "hostile arguments"
    commands = [["eligibility"], ["score"], ["inspect"], ["template"], ["rules", "show"], ["rules", "lint"],
                ["rules", "test"], ["rules", "fmt"], ["rules", "diff"], ["rules", "export"], ["workdays"], ["eval"],
                ["eval", "1", "--with"], ["score", "{in}/list.csv", "--scheme"], ["score", "{in}/list.csv", "--map"],
                ["rules", "list", "--rules"], ["eligibility", "{in}/applicant.yaml", "-o"], ["rules", "list", "-o"],
                ["score", "{in}/list.csv", *MANAGEMENT, "-o"], ["score", "{in}/list.csv", *MANAGEMENT, "--report"]]
    for command in commands:
        for name in HOSTILE:
            folder = bench.folder({})
            words = [*bench.words(command)[1:], name]
            got = run_bytes(bench, words, folder)
            shutil.rmtree(folder)
            wrong = crashed(got)
            if not wrong and got.status not in (0, 1, 2, 3, 4):
                wrong = f"status {got.status}"
            if not wrong and any(raw in got.err.encode() + got.out for raw in (b"\x1b", b"\xc2\x9b", "\u202e".encode())):
                wrong = f"a control character gets through: {got.err[-300:]!r} {got.out[-200:]!r}"
            bench.record(kind, f"{' '.join(command)} {name[:20]!r}", wrong)


def run_bytes(bench: Bench, words: list, folder: str) -> Outcome:
    try:
        done = subprocess.run([bench.program, *words], cwd=folder, env=bench.environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return Outcome(None, b"", "", {})
    return Outcome(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"), {})


def world(bench: Bench) -> None:
    for part in (streams, targets, permissions, limits, locales, clocks, names):
        part(bench)
