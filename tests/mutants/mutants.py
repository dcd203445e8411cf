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
from tree import FLOORS, FOLDERS, HERE, Broken, Tree, floor_of, get

JOBS = 2
COLUMNS = (("own", "own tests"), ("unit", "other floors'"), ("agree", "agree"), ("rules", "rules test"),
           ("cli", "transcripts"), ("late", "timed out"), ("equivalent", "equivalent"), ("survived", "survived"),
           ("unreached", "never reached"))


def say(text):
    print(text, file=sys.stderr, flush=True)


# --- the draw ------------------------------------------------------------------------------------

def shuffled(sites, seed):
    """By hash; the same line with the same mutation twice in a file is told apart by its turn."""
    turns = Counter()
    keyed = []
    for site in sites:
        words = (str(seed), site.file, site.was, site.becomes)
        turns[words] += 1
        keyed.append((hashlib.sha256("\0".join((*words, str(turns[words]))).encode()).digest(), site))
    return [site for _, site in sorted(keyed, key=lambda pair: pair[0])]


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
    """By lines of code."""
    lines = {floor: 0 for floor in floors}
    for name in tree.sources():
        if name.startswith(FOLDERS) and floor_of(name) in lines:
            lines[floor_of(name)] += get(os.path.join(tree.root, name)).count(b"\n")
    total = sum(lines.values())
    result = {floor: sample * count // total for floor, count in lines.items()}
    by_rest = sorted(lines, key=lambda floor: -(sample * lines[floor] % total))
    for floor in by_rest[:sample - sum(result.values())]:
        result[floor] += 1
    return result


def planted(tree, sites, sample, seed):
    """A build with mutants, number to Site; those that the compiler refuses give way to the next ones."""
    floors = [floor for floor in FLOORS if any(floor_of(site.file) == floor for site in sites)]
    counts = quotas(tree, sample, floors)
    order = {floor: shuffled([s for s in sites if floor_of(s.file) == floor], seed) for floor in floors}
    refused = set()
    mutants = {}
    while True:
        chosen = [site for floor in floors for site in draw(order[floor], counts[floor], refused)]
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

def equivalents(root, sites):
    """(file, line, mutated line) to why. An entry that no site matches is a fault."""
    known = {(site.file, site.was, site.becomes) for site in sites}
    path = os.path.join(HERE, "equivalent.txt")
    result = {}
    for number, block in enumerate(get(path).decode().split("\n\n"), 1):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if not lines:
            continue
        if len(lines) < 4 or [line[:2] for line in lines[:3]] != ["@ ", "- ", "+ "]:
            raise Broken(f"{path}: entry {number}: expected lines with `@ file`, `- line`, `+ mutated line` and a reason")
        key = lines[0][2:], lines[1][2:], lines[2][2:]
        if key not in known:
            raise Broken(f"{path}: entry {number} is stale, {key[0]} has no such line or mutation:\n- {key[1]}\n+ {key[2]}")
        result[key] = " ".join(line.strip() for line in lines[3:])
    return result


# --- the result ----------------------------------------------------------------------------------

def table(mutants, outcomes):
    """Rows: floors and kinds of mutation."""
    def row(title, numbers):
        found = Counter(outcomes[n][0] for n in numbers)
        real = len(numbers) - found["equivalent"]
        killed = real - found["survived"] - found["unreached"]
        score = f"{100 * killed / real:.1f} %" if real else "-"
        cells = [title, str(len(numbers)), *(str(found[key]) for key, _ in COLUMNS), score]
        return "| " + " | ".join(cells) + " |"

    titles = ["", "mutants", *(title for _, title in COLUMNS), "score"]
    lines = ["| " + " | ".join(titles) + " |", "| " + " | ".join(["---"] + ["---:"] * (len(titles) - 1)) + " |"]
    lines += [row(floor, [n for n in mutants if floor_of(mutants[n].file) == floor]) for floor in FLOORS]
    lines += [row(kind, [n for n in mutants if mutants[n].kind == kind]) for kind in KINDS]
    return [*lines, row("all", list(mutants))]


def listing(mutants, outcomes):
    lines = []
    for number, site in mutants.items():
        if outcomes[number][0] in ("survived", "unreached"):
            lines += ["", f"{site.file}:{site.line}: mutant {number} {outcomes[number][0]} ({site.kind})",
                      f"- {site.was}", f"+ {site.becomes}"]
    return lines


def judged(tree, mutants, known, numbers):
    runner = Runner(tree)
    say("running the tests without a mutant")
    runner.measure(mutants, JOBS)
    done = 0

    def one(number):
        nonlocal done
        site = mutants[number]
        outcome = runner.judge(number, site)
        if (site.file, site.was, site.becomes) in known:
            if outcome[0] not in ("survived", "unreached"):
                raise Broken(f"equivalent.txt is wrong, {outcome[1]} kills {site.file}:{site.line}\n+ {site.becomes}")
            outcome = "equivalent", ""
        done += 1
        say(f"{done}/{len(numbers)} {site.file}:{site.line} {site.kind}: {' by '.join(filter(None, outcome))}")
        return outcome

    with ThreadPoolExecutor(JOBS) as pool:
        return dict(zip(numbers, pool.map(one, numbers)))


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
    kept = os.path.join(tree.work, "survivors.json")
    os.makedirs(tree.work, exist_ok=True)
    all_sites = tree.sites(JOBS)
    known = equivalents(root, all_sites)
    sites = [site for site in all_sites if site.file.startswith(arguments.only)]
    say(f"{len(sites)} places for mutants")
    mutants, refused = planted(tree, sites, arguments.sample, arguments.seed)
    numbers = list(mutants)
    if arguments.survivors and os.path.exists(kept):
        last = {tuple(line) for line in json.loads(get(kept))}
        numbers = [n for n in numbers if (mutants[n].file, mutants[n].was, mutants[n].becomes) in last]
    outcomes = judged(tree, mutants, known, numbers)
    shown = {n: mutants[n] for n in numbers}
    lived = [n for n in numbers if outcomes[n][0] in ("survived", "unreached")]
    if not arguments.survivors:
        with open(kept, "w", encoding="utf-8") as file:
            json.dump([(mutants[n].file, mutants[n].was, mutants[n].becomes) for n in lived], file)
    print("\n".join([*table(shown, outcomes), *listing(shown, outcomes)]))
    say(f"{len(sites)} places; {refused} choices refused by the compiler")
    return 1 if lived else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Broken as error:
        say(f"mutants: {error}")
        sys.exit(2)
