"""Whole processes by turns: wall and CPU time and the largest resident set, as the kernel accounts them."""
import os
import subprocess
import time
from statistics import median
from typing import NamedTuple


class Figures(NamedTuple):
    wall: float  # seconds
    cpu: float  # user and system
    peak: float  # MiB; not below this process's own, which the kernel counts in


class Broken(Exception):
    """A command that failed, or a result that is not what it must be."""


class Command(NamedTuple):
    words: list
    out: str  # where its result goes
    stdout: bool = False  # the result is what it prints


def run(command):
    said = os.memfd_create("stderr")
    printed = command.out if command.stdout else os.devnull
    actions = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
               (os.POSIX_SPAWN_OPEN, 1, printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
               (os.POSIX_SPAWN_DUP2, said, 2)]
    start = time.monotonic()
    try:
        pid = os.posix_spawnp(command.words[0], command.words, os.environ, file_actions=actions)
    except OSError as error:
        raise Broken(f"{command.words[0]}: {error.strerror}") from error
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - start
    words = os.pread(said, 400, 0).decode("utf-8", "replace")
    os.close(said)
    if status != 0:
        raise Broken(f"`{' '.join(command.words)}` ended with {os.waitstatus_to_exitcode(status)}: {words}")
    return Figures(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def by_turns(pairs, *commands):
    """A list of figures for each command; a first run of each is not counted."""
    for command in commands:
        run(command)
    return list(zip(*([run(command) for command in commands] for _ in range(pairs))))


def middle(figures):
    return Figures(*(median(column) for column in zip(*figures)))


def ratio(some, others, field):
    """The median of the pairs' ratios: it holds when the machine's speed drifts."""
    return median(getattr(a, field) / getattr(b, field) for a, b in zip(some, others))


def agreement(path, other, columns=None):
    """How two results agree: `same` bytes, or `sorted` when only the order differs.
    With `columns` (as of cut) only those of the first are compared."""
    if columns:
        with open(path + ".cut", "wb") as out:
            subprocess.run(["cut", "-d,", "-f", columns, path], check=True, stdout=out)
        path += ".cut"
    if subprocess.run(["cmp", "-s", path, other], check=False).returncode == 0:
        return "same"
    for each in (path, other):
        subprocess.run(["sort", "-S", "1G", "-o", each + ".sorted", each], check=True, env={**os.environ, "LC_ALL": "C"})
    compared = subprocess.run(["cmp", path + ".sorted", other + ".sorted"], check=False, capture_output=True, text=True)
    if compared.returncode != 0:
        raise Broken("the results differ: " + (compared.stdout or compared.stderr).strip())
    return "sorted"
