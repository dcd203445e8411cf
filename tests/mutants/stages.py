"""The tests that may kill a mutant, each a command; and the run of one mutant through them."""
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tree import FLOORS, TESTS, Broken, say

SLOW = 30  # seconds without a mutant: transcripts count the seconds, so that on a busy machine longer ones just fail
MEMORY = 6 << 30  # bytes of addresses; a mutant may ask for more and more
KINDS = ("unit", "agree", "rules", "cli")


@dataclass
class Stage:
    name: str
    kind: str
    program: str
    words: list
    cpu: float = 0  # seconds without a mutant
    wall: float = 0
    reached: bytes = b""  # a byte for each mutant


def stages_of(tree):
    """Each test case is one: a mutant meets those alone that reach it, the quick ones first."""
    ipcheck = os.path.join(tree.out, "cli", "ipcheck")
    result = []
    for name in TESTS:
        kind = "unit" if name in FLOORS else "agree"
        program = os.path.join(tree.out, "tests", name if kind == "unit" else kind, "ipcheck_test_" + name)
        if name == "cel":
            result.append(Stage(name, kind, name, [program, ipcheck, os.path.join(tree.copy, "tests/agree/cel")]))
            continue
        for case in cases_of(program):
            result.append(Stage(f"{name}: {case}", kind, name, [program, "--abort", re.sub(r'([\\,\[\]"*])', r"\\\1", case)]))
    result.append(Stage("rules test", "rules", "ipcheck", [ipcheck, "rules", "test", "rules"]))
    for document in documents(tree.root):
        words = [os.path.join(tree.out, "tests/cli/ipcheck_transcripts"), "--root", tree.copy, "--ipcheck", ipcheck,
                 document]
        result.append(Stage(document, "cli", "transcripts", words))
    return result


def is_slow(stage):
    return stage.kind == "cli" and stage.wall > SLOW


def cases_of(program):
    said = subprocess.run([program, "--list-test-names-only"], stdout=subprocess.PIPE, check=False).stdout
    return said.decode().splitlines()


def documents(root):
    """Those with commands: the transcripts and the READMEs of samples."""
    folders = ["tests/cli", "tests/cli/bad", *("samples/" + name for name in sorted(os.listdir(root + "/samples")))]
    found = ["README.md", "rules/README.md"]
    for folder in folders:
        if os.path.isdir(os.path.join(root, folder)):
            found += [f"{folder}/{n}" for n in sorted(os.listdir(os.path.join(root, folder))) if n.endswith(".md")]
    return found


class Runner:
    def __init__(self, tree):
        self.tree = tree
        self.stages = stages_of(tree)

    def measure(self, mutants, jobs):
        """Every stage passes without a mutant; what it takes, and which mutants' places it reaches. Slow transcripts go."""
        def one(index):
            stage = self.stages[index]
            path = os.path.join(self.tree.work, f"reached-{index}")
            with open(path, "wb") as file:
                file.write(bytes(max(mutants, default=0) + 1))
            start = time.monotonic()
            status, stage.cpu, said = self.execute(stage, path, 600, 3600)
            stage.wall = time.monotonic() - start
            if is_slow(stage):
                say(f"left out, as it takes {stage.wall:.0f} s: {stage.name}")
            elif status not in (0, 77):
                raise Broken(f"{stage.name} fails without a mutant:\n{said}")
            with open(path, "rb") as file:
                stage.reached = file.read()
            os.remove(path)

        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(one, range(len(self.stages))))
        self.stages = [stage for stage in self.stages if not is_slow(stage)]

    def judge(self, number, site):
        """(kind, stage): what became of the mutant. The tests of its floor come first."""
        own = site.file.split("/")[1]
        reaching = [stage for stage in self.stages if stage.reached[number]]
        for stage in sorted(reaching, key=lambda s: (s.program != own, KINDS.index(s.kind), s.cpu)):
            # The machine may be busy: CPU time decides.
            status, _, _ = self.execute(stage, str(number), 10 + 5 * stage.cpu, 300 + 10 * stage.wall)
            if status in ("late", -signal.SIGXCPU):
                return "late", stage.name
            if status != 0:
                return "own" if stage.program == own else stage.kind, stage.name
        return ("survived" if reaching else "unreached"), ""

    def execute(self, stage, mutant, cpu, wall):
        """The exit status, or "late"; seconds of CPU; what was said."""
        scratch = os.path.join(self.tree.work, "tmp", os.path.basename(mutant))
        shutil.rmtree(scratch, ignore_errors=True)
        os.makedirs(scratch)
        words = ["prlimit", f"--cpu={int(cpu)}", f"--as={MEMORY}", f"--fsize={1 << 28}", "--core=0", *stage.words]
        late = threading.Event()
        with open(os.path.join(scratch, "said"), "w+b") as said:
            process = subprocess.Popen(words, cwd=self.tree.copy, env=dict(os.environ, MUTANT=mutant, TMPDIR=scratch),
                                       stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
                                       start_new_session=True)

            def stop():
                late.set()
                os.killpg(process.pid, signal.SIGKILL)

            timer = threading.Timer(wall, stop)
            timer.start()
            _, status, usage = os.wait4(process.pid, 0)
            timer.cancel()
            process.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            text = said.read(4000).decode("utf-8", "replace")
        shutil.rmtree(scratch, ignore_errors=True)
        return "late" if late.is_set() else process.returncode, usage.ru_utime + usage.ru_stime, text
