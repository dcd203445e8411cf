"""Mutants of our own code: a sample is compiled into one build, each is run through the tests until one fails.

mutants.py --root DIR [--sample N] [--seed N] [--only PATH] [--survivors]

Mutants come from lib/value, lib/expr, lib/judge and lib/io by the size of these floors. Of each floor they are drawn
by a hash of seed, file, line and mutation, so that a change elsewhere draws the same. What cannot matter stands in
equivalent.txt. Markdown on stdout; fails when a mutant survives. The copy and its build are in DIR/.build/mutants.
"""
import argparse
import hashlib
import json
import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from sites import KINDS
from stages import Runner
from tree import FLOORS, HERE, Broken, Tree, floor_of, get, put, say

JOBS = 2
COLUMNS = (("own", "own tests"), ("unit", "other floors'"), ("agree", "agree"), ("rules", "rules test"),
           ("cli", "transcripts"), ("late", "timed out"), ("equivalent", "equivalent"), ("survived", "survived"),
           ("unreached", "never reached"))
LIVED = ("survived", "unreached")


# --- the draw ------------------------------------------------------------------------------------

def key_of(site):
    return site.file, site.was, site.becomes


def shuffled(sites, seed):
    def by_hash(site):
        return hashlib.sha256("\0".join((str(seed), *key_of(site))).encode()).digest()

    return sorted(sites, key=by_hash)


def overlap(a, b):
    return a.file == b.file and a.start < b.end and b.start < a.end


def draw(sites, quota, refused):
    """The first `quota` that do not meet in the source; no kind of mutation takes more than a third."""
    chosen = []
    kinds = Counter()
    for cap in (-(-quota // 3), quota):
        for site in sites:
            if len(chosen) == quota:
                return chosen
            if kinds[site.kind] < cap and site not in refused and not any(overlap(site, c) for c in chosen):
                chosen.append(site)
                kinds[site.kind] += 1
    return chosen


def quotas(tree, sample, floors):
    """How many mutants of each floor: by lines of code."""
    lines = {floor: 0 for floor in floors}
    for name in tree.sources():
        if floor_of(name) in lines:
            lines[floor_of(name)] += get(os.path.join(tree.root, name)).count(b"\n")
    total = sum(lines.values())
    result = {floor: sample * count // total for floor, count in lines.items()}
    by_rest = sorted(lines, key=lambda floor: -(sample * lines[floor] % total))
    for floor in by_rest[:sample - sum(result.values())]:
        result[floor] += 1
    return result


def planted(tree, sites, counts, seed):
    """A build with mutants, number to Site; those that the compiler refuses give way to the next ones."""
    order = {floor: shuffled([s for s in sites if floor_of(s.file) == floor], seed) for floor in counts}
    refused = set()
    mutants = {}
    while True:
        chosen = [site for floor, count in counts.items() for site in draw(order[floor], count, refused)]
        mutants = numbered(chosen, mutants)
        tree.write(mutants)
        tree.configure()
        say(f"building {len(mutants)} mutants")
        errors = tree.build()
        if not errors:
            return mutants, len(refused)
        guilty = {site for site in chosen for file, line in errors if file == site.file and near(site, line)}
        if not guilty:
            guilty = {site for site in chosen for file, _ in errors if file == site.file}
        if not guilty:
            raise Broken(f"the build fails where no mutant is: {errors[0][0]}:{errors[0][1]}")
        refused |= guilty
        say(f"{len(guilty)} refused by the compiler")


def numbered(chosen, before):
    """Those drawn before keep their numbers, so that only the files of the others are compiled again."""
    result = {number: site for number, site in before.items() if site in chosen}
    new = [site for site in chosen if site not in result.values()]
    free = [number for number in range(1, len(before) + len(new) + 1) if number not in result]
    return dict(sorted([*result.items(), *zip(free, new)]))


def near(site, line):
    """The include of the switch moves lines, and an error may stand where the expression begins."""
    return site.line - 3 <= line <= site.line + 3


# --- what cannot matter --------------------------------------------------------------------------

def equivalents(sites, floors):
    """Keys of sites. An entry of these floors that no site matches is a fault."""
    path = os.path.join(HERE, "equivalent.txt")
    result = set()
    for number, block in enumerate(get(path).decode().split("\n\n"), 1):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if not lines:
            continue
        if len(lines) < 4 or [line[:2] for line in lines[:3]] != ["@ ", "- ", "+ "]:
            raise Broken(f"{path}: entry {number}: expected lines with `@ file`, `- line`, `+ mutated line` and a reason")
        file, was, becomes = (line[2:] for line in lines[:3])
        keys = {key_of(s) for s in sites if s.file == file and ends(s.was, was) and ends(s.becomes, becomes)}
        if floor_of(file) in floors and not keys:
            raise Broken(f"{path}: entry {number} is stale, {file} has no such line or mutation:\n- {was}\n+ {becomes}")
        result |= keys
    return result


def ends(text, words):
    """A line that stands twice has lines in front; an entry may leave them out."""
    return f" {text}".endswith(f" {words}")


# --- the result ----------------------------------------------------------------------------------

def counted(numbers, outcomes):
    """How often each outcome, and the score."""
    found = Counter(outcomes[n][0] for n in numbers)
    real = len(numbers) - found["equivalent"]
    killed = real - sum(found[key] for key in LIVED)
    return found, killed, f"{100 * killed / real:.1f} %" if real else "-"


def table(mutants, outcomes):
    """Rows: floors and kinds of mutation."""
    def row(title, numbers):
        found, _, score = counted(numbers, outcomes)
        cells = [title, str(len(numbers)), *(str(found[key]) for key, _ in COLUMNS), score]
        return "| " + " | ".join(cells) + " |"

    titles = ["", "mutants", *(title for _, title in COLUMNS), "score"]
    lines = ["| " + " | ".join(titles) + " |", "| " + " | ".join(["---"] + ["---:"] * (len(titles) - 1)) + " |"]
    parts = [(floor, [n for n in mutants if floor_of(mutants[n].file) == floor]) for floor in FLOORS]
    parts += [(kind, [n for n in mutants if mutants[n].kind == kind]) for kind in KINDS]
    return [*lines, *(row(title, numbers) for title, numbers in parts if numbers), row("all", list(mutants))]


def listing(mutants, outcomes):
    lines = []
    for number, site in mutants.items():
        if outcomes[number][0] in LIVED:
            lines += ["", f"{site.file}:{site.line}: mutant {number} {outcomes[number][0]} ({site.kind})",
                      f"- {site.was}", f"+ {site.becomes}"]
    return lines


def last_line(outcomes):
    found, killed, score = counted(list(outcomes), outcomes)
    return (f"{len(outcomes)} judged: {killed} killed, {found['survived']} survived, {found['unreached']} never reached, "
            f"{found['equivalent']} equivalent: score {score}")


def judged(tree, mutants, known):
    runner = Runner(tree)
    say("running the tests without a mutant")
    runner.measure(mutants, JOBS)
    done = 0

    def one(number):
        nonlocal done
        site = mutants[number]
        outcome = runner.judge(number, site)
        if key_of(site) in known:
            if outcome[0] not in LIVED:
                raise Broken(f"equivalent.txt is wrong, {outcome[1]} kills {site.file}:{site.line}\n+ {site.becomes}")
            outcome = "equivalent", ""
        done += 1
        say(f"{done}/{len(mutants)} {site.file}:{site.line} {site.kind}: {' by '.join(filter(None, outcome))}")
        return outcome

    with ThreadPoolExecutor(JOBS) as pool:
        return dict(zip(mutants, pool.map(one, mutants)))


def main():
    parser = argparse.ArgumentParser(prog="./dev mutants", description="mutants of our own code")
    parser.add_argument("--root", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--sample", type=int, default=200, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1, help="another sample")
    parser.add_argument("--only", default="lib/", metavar="PATH", help="in this folder or file alone")
    parser.add_argument("--survivors", action="store_true", help="only those that survived the last time")
    arguments = parser.parse_args()
    root = os.path.abspath(arguments.root)
    tree = Tree(root, os.path.join(root, ".build", "mutants"))
    os.makedirs(tree.work, exist_ok=True)
    only = arguments.only.rstrip("/") + "/"
    floors = [floor for floor in FLOORS if only.startswith(f"lib/{floor}/") or f"lib/{floor}/".startswith(only)]
    sites = [site for floor in floors for site in tree.sites(floor, JOBS)]
    known = equivalents(sites, floors)
    sites = [site for site in sites if f"{site.file}/".startswith(only)]
    say(f"{len(sites)} places for mutants")
    survivors = os.path.join(tree.work, "survivors.json")
    if arguments.survivors:
        last = {tuple(key) for key in json.loads(get(survivors))} if os.path.exists(survivors) else set()
        sites = [site for site in sites if key_of(site) in last]
        counts = {floor: sum(floor_of(site.file) == floor for site in sites) for floor in floors}
    else:
        counts = quotas(tree, arguments.sample, floors) if floors else {}
    mutants, refused = planted(tree, sites, counts, arguments.seed)
    if not mutants:
        raise Broken(f"no place for a mutant in {arguments.only}")
    outcomes = judged(tree, mutants, known)
    lived = [key_of(mutants[n]) for n in mutants if outcomes[n][0] in LIVED]
    put(survivors, json.dumps(lived).encode())
    say(f"{refused} choices refused by the compiler")
    print("\n".join([*table(mutants, outcomes), *listing(mutants, outcomes), "", last_line(outcomes)]))
    return 1 if lived else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Broken as error:
        say(f"mutants: {error}")
        sys.exit(2)
