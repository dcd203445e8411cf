"""Ways to damage a sound YAML file. Each gives its name, the bytes, and what must become of it:
`bad` refused with its place, `same` read as if nothing were, `told` refused or remarked upon,
`open` either read as before or refused, `void` sound YAML without content: refused by whoever needs
some, `any` only sound behaviour."""
from __future__ import annotations

import re
from typing import Iterator

Damage = tuple[str, bytes, str]


def _bomb(levels: int) -> str:
    lines = ["z0: &z0 [x, x, x, x, x, x, x, x, x, x]"]
    for i in range(1, levels):
        lines.append(f"z{i}: &z{i} [{', '.join([f'*z{i - 1}'] * 10)}]")
    return "\n".join(lines) + "\n"


def appended() -> Iterator[Damage]:
    """What is wrong wherever it stands: added below the sound file, as one more key."""
    deep = 100_000
    yield "alias bomb", _bomb(12).encode(), "bad"
    yield "alias of itself", b"zz: &a [*a]\n", "bad"
    yield "alias of nothing", b"zz: *nowhere\n", "bad"
    yield "anchor", b"zz: &a x\n", "bad"
    yield "anchor on a key", b"&a zz: x\n", "bad"
    yield "merge key", b"zz:\n  <<: {a: 1}\n", "bad"
    yield "merge key at the top", b"<<: {a: 1}\n", "bad"
    yield "merge of a list", b"zz: {<<: [{a: 1}, {b: 2}]}\n", "bad"
    yield "deep flow list", b"zz: " + b"[" * deep + b"]" * deep + b"\n", "bad"
    yield "deep flow list, open", b"zz: " + b"[" * deep, "bad"
    yield "deep flow map", b"zz: " + b"{a: " * deep + b"1" + b"}" * deep + b"\n", "bad"
    yield "deep flow map, open", b"zz: " + b"{a: " * deep, "bad"
    yield "deep flow pairs", b"zz: " + b"[a: " * deep + b"]" * deep, "bad"
    yield "deep block list", b"zz:\n" + b"- " * deep + b"x\n", "bad"
    yield "deep block map", b"zz:\n" + b"".join(b" " * i + b"a:\n" for i in range(1, 1500)), "bad"
    yield "deep explicit keys", b"? " * deep + b"x\n", "bad"
    yield "deep mix", b"zz: " + b"[{a: " * (deep // 2) + b"\n", "bad"
    yield "65 levels", b"zz: " + b"[" * 65 + b"]" * 65 + b"\n", "bad"
    yield "tag of python", b"zz: !!python/object/apply:os.system [id]\n", "bad"
    yield "own tag", b"zz: !mine x\n", "bad"
    yield "verbatim tag", b"zz: !<tag:example.org,2026:x> x\n", "bad"
    yield "binary tag", b"zz: !!binary aGVsbG8=\n", "bad"
    yield "include tag", b"zz: !include /etc/passwd\n", "bad"
    yield "tag on a key", b"!!str zz: x\n", "told"
    yield "tag of a handle unknown", b"zz: !q!x y\n", "bad"
    yield "tab as indentation", b"zz:\n\ta: 1\n", "bad"
    yield "tabs before a list", b"zz:\n\t\t- 1\n", "bad"
    yield "complex key", b"? [a, b]\n: c\n", "bad"
    yield "map as key", b"{a: b}: c\n", "bad"
    yield "null key", b": x\n", "told"
    yield "empty key", b"'': x\n", "told"
    yield "tilde key", b"~: x\n", "told"
    yield "key of 1 MB", b"k" * 1_000_000 + b": x\n", "told"
    yield "double quote open", b'zz: "x\n', "bad"
    yield "single quote open", b"zz: 'x\n", "bad"
    yield "text behind a quote", b'zz: "x" y\n', "bad"
    yield "bracket open", b"zz: [a, b\n", "bad"
    yield "brace open", b"zz: {a: b\n", "bad"
    yield "bracket too many", b"zz: [a]]\n", "bad"
    yield "wrong bracket", b"zz: [a}\n", "bad"
    yield "two commas", b"zz: [a,, b]\n", "told"
    yield "unknown escape", b'zz: "\\q"\n', "bad"
    yield "escape cut off", b'zz: "\\u12"\n', "bad"
    yield "escape of a surrogate", b'zz: "\\ud800"\n', "bad"
    yield "escape beyond Unicode", b'zz: "\\UFFFFFFFF"\n', "bad"
    yield "escape of NUL", b'zz: "\\0"\n', "told"
    yield "no colon", b"zz\n", "bad"
    yield "full-width colon", "zz： x\n".encode(), "bad"
    yield "no space behind the colon", b"zz:x\n", "bad"
    yield "list among keys", b"- x\n", "bad"
    yield "two keys in a line", b"zz: a: b\n", "bad"
    yield "reserved @", b"zz: @x\n", "bad"
    yield "reserved backquote", b"zz: `x`\n", "bad"
    yield "percent", b"zz: %x\n", "bad"
    yield "block scalar with a wrong head", b"zz: |9q\n  x\n", "bad"
    yield "block scalar of tabs", b"zz: |\n\tx\n", "bad"
    yield "directive in the middle", b"%YAML 1.2\n", "open"
    yield "directive in the middle and more", b"%YAML 1.2\nzz: 1\n", "bad"
    yield "second document", b"---\nzz: 1\n", "told"
    yield "end and more", b"...\nzz: 1\n", "told"
    yield "NUL within", b"zz: a\0b\n", "bad"
    yield "NUL tail", b"\0", "bad"
    yield "NUL tail of a page", b"\0" * 4096, "bad"
    yield "Ctrl-Z", b"\x1a", "bad"
    yield "escape character", b"zz: \x1b[2Jx\n", "bad"
    yield "delete character", b"zz: a\x7fb\n", "bad"
    yield "BOM within", "zz: a\n\ufeffyy: b\n".encode(), "bad"
    yield "next line character", "zz: a\u0085b\n".encode(), "told"
    yield "line separator", "zz: a\u2028yy: b\n".encode(), "told"
    yield "not a character", "zz: a\ufffeb\n".encode(), "any"
    for name, raw in (("stray byte", b"\xff"), ("overlong", b"\xc0\xaf"), ("overlong NUL", b"\xc0\x80"),
                      ("overlong of three", b"\xe0\x80\xaf"), ("surrogate", b"\xed\xa0\x80"),
                      ("beyond Unicode", b"\xf4\x90\x80\x80"), ("cut character", b"\xe4\xb8"),
                      ("lone continuation", b"\x80"), ("five bytes", b"\xf8\x88\x80\x80\x80")):
        yield f"invalid UTF-8: {name}", b"zz: a" + raw + b"\n", "bad"
        yield f"invalid UTF-8 at the end: {name}", b"# " + raw, "bad"


def _duplicates(text: str) -> Iterator[Damage]:
    """Every entry of the file given twice, at each level, in block and in flow style."""
    lines = text.splitlines(keepends=True)
    for i, line in enumerate(lines):
        if match := re.match(r"( *)(- )?([\w-]+):", line):
            if match[2]:
                copy = " " * (len(match[1]) + 2) + f"{match[3]}: twice\n"
                if "{" in line:
                    continue
            else:
                copy = f"{match[1]}{match[3]}: twice\n"
            end = i + 1
            yield f"duplicate key, line {i + 1}", "".join(lines[:i] + ([] if match[2] else [copy]) + [line] +
                                                          ([copy] if match[2] else []) + lines[end:]).encode(), "bad"
    for match in re.finditer(r"\{([\w-]+): ", text):
        yield f"duplicate key in braces, byte {match.start()}", \
            (text[:match.start() + 1] + f"{match[1]}: twice, " + text[match.start() + 1:]).encode(), "bad"


def whole(text: str) -> Iterator[Damage]:
    """What concerns the file as a whole."""
    raw = text.encode()
    yield "BOM", b"\xef\xbb\xbf" + raw, "same"
    yield "two BOMs", b"\xef\xbb\xbf\xef\xbb\xbf" + raw, "open"
    yield "CRLF", raw.replace(b"\n", b"\r\n"), "same"
    yield "CR only", raw.replace(b"\n", b"\r"), "open"
    yield "mixed line ends", raw.replace(b"\n", b"\r\n", 2), "same"
    yield "no final newline", raw.rstrip(b"\n"), "same"
    yield "UTF-16LE with BOM", text.encode("utf-16"), "open"
    yield "UTF-16BE with BOM", b"\xfe\xff" + text.encode("utf-16-be"), "open"
    yield "UTF-16 without BOM", text.encode("utf-16-le"), "bad?"
    yield "UTF-32", text.encode("utf-32"), "bad?"
    yield "GB18030", text.encode("gb18030"), "open"
    yield "document marks", b"---\n" + raw + b"...\n", "same"
    yield "comments", b"# x\n\n" + raw + b"# y\n", "open"
    yield "directive", b"%YAML 1.2\n---\n" + raw, "open"
    yield "directive 1.1", b"%YAML 1.1\n---\n" + raw, "open"
    yield "unknown directive", b"%FOO bar\n---\n" + raw, "open"
    yield "tag directive", b"%TAG ! tag:example.org,2026:\n---\n" + raw, "open"
    yield "twice", raw + b"---\n" + raw, "any"
    yield "spaces behind", raw.replace(b"\n", b"   \n"), "same"
    yield "cut in half", raw[:len(raw) // 2], "any"
    yield "a million empty lines", raw + b"\n" * 1_000_000, "same"
    yield "comment of 1 MB", raw + b"# " + b"x" * 1_000_000 + b"\n", "same"


def alone() -> Iterator[Damage]:
    """Files that are nothing else."""
    yield "empty", b"", "void"
    yield "white space", b" \n \n", "void"
    yield "comment only", b"# nothing\n", "void"
    yield "mark only", b"---\n", "void"
    yield "end only", b"...\n", "void"
    yield "BOM only", b"\xef\xbb\xbf", "void"
    yield "null", b"null\n", "void"
    yield "a text", b"x\n", "bad?"
    yield "a list", b"[]\n", "any"
    yield "a list of nothing", b"-\n-\n", "bad?"
    yield "nothing but NUL", b"\0" * 100, "bad?"
    yield "ELF", b"\x7fELF\x02\x01\x01" + bytes(64), "bad?"
    yield "zip", b"PK\x03\x04" + bytes(64), "bad?"
    for name, piece in FLOODS:
        yield f"flood of {name}", piece * (1_000_000 // len(piece)), "any"
    yield "100,000 documents", b"---\n" * 100_000, "any"
    yield "100,001 documents", b"--- {}\n" * 100_001, "any"
    yield "100,000 unknown keys", b"".join(b"k%d: 1\n" % i for i in range(100_000)), "any"
    yield "50,000 equal keys", b"name: 1\n" * 50_000, "any"
    yield "a map of 10^5 in braces", b"{" + b", ".join(b"k%d: 1" % i for i in range(100_000)) + b"}", "any"
    yield "text of 1 MB in quotes", b'name: "' + b"x" * 1_000_000 + b'"\n', "any"
    yield "text of 10^5 lines", b"name: |\n" + b"  x\n" * 100_000, "any"
    yield "plain text of 10^5 lines", b"name: x\n" + b"  x\n" * 100_000, "any"
    yield "200,000 escapes", b'name: "' + b"\\u4e2d" * 200_000 + b'"\n', "any"


FLOODS = [(repr(piece.decode()), piece) for piece in (
    b"[", b"{", b"]", b"}", b"- ", b"? ", b": ", b",", b"|", b">", b"#", b"'", b'"', b"&", b"*", b"!",
    b"%", b"@", b"`", b"\\", b"\n", b" ", b"\t", b"\r", b"a: ", b"&a ", b"*a ", b"!a ", b"!!str ", b"<<: ",
    b"{a: ", b"[a, ", b"'' ", b'"" ', b"- - ", b"-\n", b"?\n", b":\n", b"a:\n", b"---\n", b"...\n", b"|\n",
    b"%YAML 1.2\n", b"\xef\xbb\xbf", b"\xe3\x80\x80", b"x ", b"x\n", b"[[]]", b"{}", b"[],", b"a: |\n ",
    b"- a:\n", b"&a [", b"? {")]


def damages(text: str) -> Iterator[Damage]:
    for name, piece, outcome in appended():
        yield name, text.encode() + piece, outcome
    yield from _duplicates(text)
    yield from whole(text)
    yield from alone()
