"""Holds the shipped rule files, tests and sample records against rules/schema. Exit 77: skipped."""
import json
import pathlib
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"SKIPPED: {missing}; install python3-jsonschema and python3-yaml")
    sys.exit(77)


class Core(yaml.SafeLoader):
    """YAML 1.2 core, as editors read it: no dates, no yes/no."""

    yaml_implicit_resolvers = {}


for tag, pattern, first in [
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?[0-9]+\.[0-9]+$", "-+0123456789"),
]:
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def documents(path):
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".json":
        return [json.loads(text)]
    return list(yaml.load_all(text, Core))


def main(root):
    folder = root / "rules" / "schema"
    schemas = {}
    for kind in ("policy", "vocabulary", "calendar", "test", "record"):
        schema = json.loads((folder / f"{kind}.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        schemas[kind] = jsonschema.Draft202012Validator(schema)
    faults = checked = 0

    def check(kind, path):
        nonlocal faults, checked
        checked += 1
        for document in documents(path):
            for error in schemas[kind].iter_errors(document):
                faults += 1
                place = "/".join(str(step) for step in error.absolute_path)
                print(f"{path.relative_to(root)}: {place}: {error.message[:300]}")

    for path in sorted((root / "rules").rglob("*.yaml")):
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        named = re.match(r"# yaml-language-server: \$schema=(.*)$", first)
        if not named:
            print(f"{path.relative_to(root)}: no modeline")
            faults += 1
            continue
        schema = (path.parent / named[1]).resolve()
        if schema.parent != folder.resolve() or not schema.exists():
            print(f"{path.relative_to(root)}: modeline names no shipped schema: {named[1]}")
            faults += 1
            continue
        check(schema.name.split(".")[0], path)
    for path in sorted((root / "samples").rglob("*")):
        if path.suffix not in (".yaml", ".json") or path.parent.name == "ci":  # ci: files of other programs
            continue
        keys = documents(path)[0]
        check("policy" if "policy" in keys else "test" if "tests" in keys else "record", path)

    # The schemas refuse what is wrong, too.
    wrong = {
        "policy": {"policy": "x", "title": {"zh": "甲"}, "issuer": {}, "status": "drft", "schemes": {}},
        "vocabulary": {"vocabulary": "x", "title": {"zh": "", "en": ""}, "facts": {"a": {"type": "intger"}}},
        "calendar": {"calendar": "x", "years": []},
        "test": {"tests": "x", "cases": [{"name": "c", "scheme": "s"}]},
        "record": {"full_time_stff": 3},
    }
    for kind, document in wrong.items():
        if schemas[kind].is_valid(document):
            print(f"the {kind} schema accepts {document}")
            faults += 1
    print(f"{checked} files, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
