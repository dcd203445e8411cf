"""`ipcheck eval -i` at a terminal: completion, history, Ctrl-C, Ctrl-D; plain lines where the editing
library is missing. usage: eval_terminal_test.py IPCHECK"""
import ctypes.util
import os
import pty
import re
import select
import signal
import sys
import tempfile
import termios
import time

if ctypes.util.find_library("edit") is None:
    print("skipped: libedit is not installed")
    sys.exit(77)

program = os.path.abspath(sys.argv[1])
failed = 0


class Terminal:
    def __init__(self, *words, program=program, edits=True):
        self.edits = edits
        env = dict(os.environ, TERM="xterm", LC_ALL="C.UTF-8", COLUMNS="100")
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execve(program, [program, "eval", "-i", "--lang", "en", *words], env)
        self.seen = ""

    def until(self, text, seconds=20):
        """Reads until `text` stands in what came since the last call; that much is returned."""
        end = time.monotonic() + seconds
        while text not in self.plain():
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.fd], [], [], left)[0]:
                fail(f"`{text}` does not come; there is {self.seen!r}")
                return self.take()
            try:
                more = os.read(self.fd, 65536)
            except OSError:
                more = b""
            if not more:
                if text not in self.plain():
                    fail(f"ended before `{text}`; there is {self.seen!r}")
                return self.take()
            self.seen += more.decode(errors="replace")
        whole = self.plain()
        end = whole.index(text) + len(text)
        self.seen = whole[end:]
        return whole[:end]

    def plain(self):
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x08|\r", "", self.seen)

    def take(self):
        out, self.seen = self.plain(), ""
        return out

    def type(self, text):
        """Typed once keys are read one by one: libedit shows its prompt a moment before, and what comes between
        is a line's to the kernel, so that a Ctrl-D is lost."""
        end = time.monotonic() + 20
        while self.edits and termios.tcgetattr(self.fd)[3] & termios.ICANON and time.monotonic() < end:
            time.sleep(0.005)
        os.write(self.fd, text.encode())

    def status(self, seconds=20):
        """How the program ends; killed when it does not."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.05)
        os.kill(self.pid, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def fail(message):
    global failed
    failed += 1
    print(message)


def edited():
    terminal = Terminal("--scheme", "shanxi-operation-center-basic", "--as-of", "2026-06-01")
    terminal.until("> ")
    terminal.type("full_t\t >= params.full_time_staff_m\t\n")
    terminal.until("unknown: full_time_staff")
    terminal.type(":se\t full_time_staff 2\n")
    terminal.until("full_time_staff = 2")
    terminal.until("> ")
    terminal.type("\x10\x10\n")  # two lines up
    terminal.until("min\nfalse")
    terminal.until("\n> ")
    terminal.type("add_\t\t")  # several: listed
    listed = terminal.until("add_years(")
    if "add_workdays(" not in listed:
        fail(f"candidates are not listed: {listed!r}")
    terminal.type("\x03")
    terminal.until("^C")
    terminal.type("6 * 7\n")
    answer = terminal.until("\n42")
    if "error" in answer:
        fail(f"Ctrl-C leaves the line: {answer!r}")
    terminal.type(":why OCB-\t\t")
    terminal.until("OCB-10")
    terminal.type("\x03")
    terminal.until("^C")
    terminal.type("size('知识产权')\n")
    terminal.until("\n4\n")
    terminal.until("> ")
    terminal.type("\x04")
    if (status := terminal.status()) != 0:
        fail(f"Ctrl-D ends with {status}")


def leaves():
    terminal = Terminal()
    terminal.until("> ")
    terminal.type(":quit\n")
    if (status := terminal.status()) != 0:
        fail(f":quit ends with {status}")


def without_library():
    """A copy of the program that looks for a library which is nowhere."""
    with open(program, "rb") as file:
        code = file.read()
    if b"libedit.so.2\0" not in code:
        fail("the program names no libedit.so.2")
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "ipcheck")
        with open(copy, "wb") as file:
            file.write(code.replace(b"libedit.so.2\0", b"libedix.so.2\0"))
        os.chmod(copy, 0o755)
        terminal = Terminal(program=copy, edits=False)
        terminal.until("> ")
        terminal.type("6 * 7\n")
        terminal.until("\n42\n")
        terminal.until("> ")
        terminal.type("\x04")
        if (status := terminal.status()) != 0:
            fail(f"plain lines end with {status}")


edited()
leaves()
without_library()
print("failed" if failed else "the terminal is answered")
sys.exit(1 if failed else 0)
