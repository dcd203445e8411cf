"""A copy of the project whose sources hold mutants behind a switch, and its build."""
import hashlib
import json
import multiprocessing
import os
import re
import shlex
import subprocess
import sys
from dataclasses import asdict

import sites as finding
from sites import Site

FLOORS = ("value", "expr", "judge", "io")
FOLDERS = tuple("lib/" + floor for floor in FLOORS)
HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = ("value", "expr", "judge", "io", "agree", "batch", "cel")
TARGETS = ("ipcheck", "ipcheck_transcripts", *("ipcheck_test_" + name for name in TESTS))
LINKED = ("CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "cli", "rules", "samples", "tests")


class Broken(Exception):
    """What keeps mutants from being judged."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def floor_of(file):
    return file.split("/")[1]


def put(path, content):
    """Writes only what differs, so that only what differs is compiled."""
    try:
        with open(path, "rb") as file:
            if file.read() == content:
                return
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def get(path):
    with open(path, "rb") as file:
        return file.read()


class Tree:
    """`copy` is built in copy/.build/release: the same relative paths as in the project's own build, so that ccache
    gives back what holds no mutant."""

    def __init__(self, root, work):
        self.root = root
        self.work = work
        self.copy = os.path.join(work, "src")
        self.out = os.path.join(self.copy, ".build", "release")
        self.environment = dict(os.environ, CCACHE_NOHASHDIR="1", CCACHE_BASEDIR=self.copy)

    # --- the copy --------------------------------------------------------------------------------

    def sources(self):
        names = []
        for folder, _, files in os.walk(os.path.join(self.root, "lib")):
            names += [os.path.relpath(os.path.join(folder, name), self.root) for name in files]
        return sorted(names)

    def write(self, mutants):
        """The copy with `mutants` (number to Site) in it."""
        os.makedirs(self.copy, exist_ok=True)
        for name in LINKED:
            link = os.path.join(self.copy, name)
            if not os.path.islink(link):
                os.symlink(os.path.join(self.root, name), link)
        of_file = {}
        for number, site in mutants.items():
            of_file.setdefault(site.file, []).append((site, number))
        names = set(self.sources())
        for name in names:  # an .inc stands in the middle of a source: that one includes the switch
            if name.endswith(".cc") and any("lib/" + part in of_file for part in self.parts(name)):
                of_file.setdefault(name, [])
        for name in names:
            content = get(os.path.join(self.root, name))
            if name in of_file:
                content = rewritten(name, content, of_file[name])
            if name.endswith("CMakeLists.txt"):
                content += self.cmake_of(name, of_file)
            put(os.path.join(self.copy, name), content)
        for folder, _, files in os.walk(os.path.join(self.copy, "lib")):
            for name in files:
                path = os.path.join(folder, name)
                if os.path.relpath(path, self.copy) not in names:
                    os.remove(path)

    def parts(self, name):
        included = re.findall(rb'^#include "(.+\.inc)"', get(os.path.join(self.root, name)), re.MULTILINE)
        return [part.decode() for part in included]

    @staticmethod
    def cmake_of(name, of_file):
        folder = os.path.dirname(name)
        lines = []
        if folder == "lib/value":
            lines.append(f"target_sources(ipcheck_value PRIVATE {HERE}/switch.cc)")
        own = sorted(os.path.relpath(f, folder) for f in of_file if f.startswith(folder + "/") and f.endswith(".cc"))
        if own and folder in FOLDERS:  # mutants draw warnings
            options = "-w;-O0;-U_FORTIFY_SOURCE"
            lines.append(f"set_property(SOURCE {' '.join(own)} APPEND PROPERTY COMPILE_OPTIONS \"{options}\")")
        return "\n".join(["", *lines, ""]).encode()

    # --- the build -------------------------------------------------------------------------------

    def run(self, *words):
        return subprocess.run(words, cwd=self.copy, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)

    def configure(self):
        done = self.run("cmake", "--preset", "release")
        if done.returncode != 0:
            raise Broken(done.stdout.decode())

    def build(self):
        """What the compiler says to errors: (file, line) pairs; none when all is built."""
        done = self.run("ninja", "-C", self.out, "-k", "0", *TARGETS)
        if done.returncode == 0:
            return []
        said = done.stdout.decode("utf-8", "replace")
        places = []
        for path, line in re.findall(r"^(\S+?):(\d+):\d+: (?:fatal )?error:", said, re.MULTILINE):
            file = os.path.relpath(os.path.normpath(os.path.join(self.out, path)), self.copy)
            places.append((file, int(line)))
        if not places:
            raise Broken(said)
        return places

    # --- where mutants can be --------------------------------------------------------------------

    def sites(self, floor, jobs):
        """All of a floor; kept until a source or the finder changes."""
        digest = hashlib.sha256(get(finding.__file__))
        for name in self.sources():
            if name.startswith(FOLDERS):
                digest.update(name.encode() + b"\0" + get(os.path.join(self.root, name)))
        kept = os.path.join(self.work, f"sites-{floor}.json")
        if os.path.exists(kept):
            with open(kept, encoding="utf-8") as file:
                found = json.load(file)
            if found["of"] == digest.hexdigest():
                return [Site(**site) for site in found["sites"]]
        say(f"looking for places in lib/{floor}")
        self.write({})
        self.configure()
        sites = self.find(floor, jobs)
        with open(kept, "w", encoding="utf-8") as file:
            json.dump({"of": digest.hexdigest(), "sites": [asdict(site) for site in sites]}, file)
        return sites

    def find(self, floor, jobs):
        with open(os.path.join(self.out, "compile_commands.json"), encoding="utf-8") as file:
            commands = json.load(file)
        work = []
        for command in commands:
            file = os.path.relpath(command["file"], self.copy)
            if file.startswith(f"lib/{floor}/"):
                words = shlex.split(command["command"].replace(self.copy, self.root))
                kept = [w for w in words if re.match(r"-(I|isystem|D|U|std|m)", w)]
                work.append((self.root, ["lib/" + floor], os.path.join(self.root, file), kept))
        with multiprocessing.Pool(jobs) as pool:
            results = pool.starmap(finding.sites_of, work, chunksize=1)
        private = self.private_headers()
        sites = {}
        for site in (site for result in results for site in result):
            if not site.file.endswith(".h") or site.file in private:
                sites[site.file, site.kind, site.at, site.until, site.text] = site
        return [sites[key] for key in sorted(sites)]

    def private_headers(self):
        """Headers that only their own floor includes: the others would have the whole project compiled anew."""
        users = {}
        for name in self.sources():
            for target in re.findall(rb'^#include "([^"]+)"', get(os.path.join(self.root, name)), re.MULTILINE):
                users.setdefault("lib/" + target.decode(), set()).add(floor_of(name))
        return {header for header, floors in users.items() if floors == {floor_of(header)}}


def rewritten(name, content, chosen):
    for site, number in sorted(chosen, key=lambda pair: -pair[0].start):
        text = finding.replacement(site, number, content).encode()
        content = content[:site.start] + text + content[site.end:]
    switch = f'#include "{HERE}/switch.h"\n'.encode()
    if name.endswith(".h"):  # mutants draw warnings
        return content.replace(b"#pragma once\n", b"#pragma once\n#pragma GCC system_header\n" + switch, 1)
    return content if name.endswith(".inc") else switch + content
