"""The shipped program is hardened: read from its ELF headers by readelf (binutils)."""
import subprocess
import sys


def readelf(*options):
    return subprocess.run(["readelf", "-W", *options, sys.argv[1]], check=True, capture_output=True, text=True).stdout


segments, dynamic, symbols = readelf("-l"), readelf("-d"), readelf("--dyn-syms")
stack = next(line for line in segments.splitlines() if "GNU_STACK" in line)
loads = [line for line in segments.splitlines() if line.split()[:1] == ["LOAD"]]
needed = [line.split("[")[1].split("]")[0] for line in dynamic.splitlines() if "(NEEDED)" in line]
checks = {
    "position-independent executable": "Flags: NOW PIE" in dynamic,
    "relocations read-only (RELRO)": "GNU_RELRO" in segments,
    "all symbols bound at the start (BIND_NOW)": "BIND_NOW" in dynamic,
    "stack not executable": "RWE" not in stack and "RW" in stack,
    "no segment both writable and executable": bool(loads) and not any("RWE" in line for line in loads),
    "stack protector": "__stack_chk_fail" in symbols,
    "fortified calls": "__memcpy_chk" in symbols or "__read_chk" in symbols,
    "no RPATH": "RPATH" not in dynamic and "RUNPATH" not in dynamic,
    "only the C library is loaded at the start": all(name.startswith(("libc.", "libm.", "ld-linux")) for name in needed),
}
for what, holds in checks.items():
    print(f"{'ok    ' if holds else 'FAULT '} {what}")
sys.exit(0 if all(checks.values()) else 1)
