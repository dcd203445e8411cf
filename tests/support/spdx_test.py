"""The SPDX document of the build: SPDX 2.3's required fields, ids that lead somewhere, versions that were found."""
import json
import re
import sys

document = json.load(open(sys.argv[1], encoding="utf-8"))
faults = []


def expect(holds, fault):
    if not holds:
        faults.append(fault)


def has(element, keys, name):
    for key in keys.split():
        expect(element.get(key) not in (None, ""), f"{name}: no `{key}`")


has(document, "spdxVersion dataLicense SPDXID name documentNamespace creationInfo packages relationships", "document")
expect(document["spdxVersion"] == "SPDX-2.3" and document["dataLicense"] == "CC0-1.0", "document: version or licence")
expect(re.fullmatch(r"https://[^#]+", document["documentNamespace"]), "document: namespace is no absolute URI")
expect(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", document["creationInfo"]["created"]), "document: created")

ids = [document["SPDXID"]] + [package["SPDXID"] for package in document["packages"]]
expect(len(ids) == len(set(ids)), "an SPDXID stands twice")
for package in document["packages"]:
    name = package.get("name", "?")
    has(package, "name versionInfo downloadLocation licenseConcluded licenseDeclared copyrightText", name)
    expect(re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", package["SPDXID"]), f"{name}: SPDXID")
    expect(re.fullmatch(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*", package["licenseDeclared"]), f"{name}: licence")
related = set()
for relation in document["relationships"]:
    ends = {relation["spdxElementId"], relation["relatedSpdxElement"]}
    expect(ends <= set(ids), f"{ends}: related to what is not listed")
    related |= ends
expect(related == set(ids), f"related to nothing: {set(ids) - related}")
found = {package["name"] for package in document["packages"] if package["versionInfo"] != "NOASSERTION"}
expect({"ipcheck", "yaml-cpp", "RE2", "fmt", "simdjson", "CLI11"} <= found, f"versions known of {sorted(found)} alone")

print("\n".join(faults) or f"{len(ids) - 1} packages")
sys.exit(1 if faults else 0)
