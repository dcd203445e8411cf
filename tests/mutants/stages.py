"""The tests that may kill a mutant, each a command; and the run of one mutant through them."""
import os
import resource
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass

from tree import TESTS, Broken

MEMORY = 6 << 30  # bytes of addresses; a mutant may ask for more and more
KINDS = ("unit", "agree", "rules", "cli")


@dataclass
class Stage:
    name: str
    kind: str
    words: list
    cpu: float = 0  # seconds without a mutant
    wall: float = 0
    reached: bytes = b""  # a byte for each mutant


def stages_of(tree):
    program = os.path.join(tree.out, "cli", "ipcheck")
    result = []
    for name in TESTS:
        kind = "agree" if name in ("agree", "batch", "cel") else "unit"
        words = [os.path.join(tree.out, "tests", "agree" if kind == "agree" else name, "ipcheck_test_" + name)]
        words += [program, os.path.join(tree.copy, "tests/agree/cel")] if name == "cel" else ["--abort"]
        result.append(Stage(name, kind, words))
    result.append(Stage("rules test", "rules", [program, "rules", "test", "rules"]))
    for document in documents(tree.root):
        words = [os.path.join(tree.out, "tests/cli/ipcheck_transcripts"), "--root", tree.copy, "--ipcheck", program,
                 document]
        result.append(Stage(document, "cli", words))
    return result


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

    def measure(self, mutants):
        """Every stage passes without a mutant; what it takes, and which mutants' places it reaches."""
        path = os.path.join(self.tree.work, "reached")
        for stage in self.stages:
            with open(path, "wb") as file:
                file.write(bytes(max(mutants, default=0) + 1))
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            start = time.monotonic()
            status, said = self.execute(stage, path, 600, 3600)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            if status not in (0, 77):
                raise Broken(f"{stage.name} fails without a mutant:\n{said}")
            stage.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            stage.wall = time.monotonic() - start
            with open(path, "rb") as file:
                stage.reached = file.read()

    def judge(self, number, site):
        """(kind, stage): what became of the mutant. The tests of its floor come first, then in order."""
        own = site.file.split("/")[1]
        reaching = [stage for stage in self.stages if stage.reached[number]]
        for stage in sorted(reaching, key=lambda s: s.name != own):
            cpu, wall = 10 + 5 * stage.cpu, 300 + 10 * stage.wall  # the machine may be busy; CPU time decides
            status, _ = self.execute(stage, str(number), cpu, wall)
            if status in ("late", -signal.SIGXCPU):
                return "late", stage.name
            if status != 0:
                return "own" if stage.name == own else stage.kind, stage.name
        return ("survived" if reaching else "unreached"), ""

    def execute(self, stage, mutant, cpu, wall):
        """The exit status, or "late"; and what was said."""
        scratch = os.path.join(self.tree.work, "tmp", os.path.basename(mutant))
        shutil.rmtree(scratch, ignore_errors=True)
        os.makedirs(scratch)

        words = ["prlimit", f"--cpu={int(cpu)}", f"--as={MEMORY}", f"--fsize={1 << 28}", "--core=0", *stage.words]
        process = subprocess.Popen(words, cwd=self.tree.copy, env=dict(os.environ, MUTANT=mutant, TMPDIR=scratch),
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   start_new_session=True)
        try:
            said, _ = process.communicate(timeout=wall)
            return process.returncode, said.decode("utf-8", "replace")[-4000:]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return "late", ""
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
