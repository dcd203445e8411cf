"""Runs the ipcheck commands of samples/ci and of .pre-commit-hooks.yaml over a copy of the shipped rules, and over
one with a changed threshold, which the gates must stop. usage: ci_samples_test.py IPCHECK"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import yaml
except ImportError:
    print("skipped: python3-yaml is not installed")
    sys.exit(77)

program = os.path.abspath(sys.argv[1])
failed = 0


def fail(message):
    global failed
    failed += 1
    print(message)


def read(path):
    with open(path, encoding="utf-8") as file:
        return yaml.safe_load(file)


def commands(lines):
    """The ipcheck commands among the lines of a script."""
    return [line.strip() for text in lines for line in text.splitlines() if line.strip().startswith("ipcheck ")]


workflow = read("samples/ci/github.yml")
# YAML 1.1 reads the key `on` as a truth.
if workflow.get("on", workflow.get(True)).get("push") is None:
    fail("github.yml is not started by a push")
steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
github = commands(step["run"] for step in steps if "run" in step)

pipeline = read("samples/ci/gitee.yml")
gitee = commands(line for stage in pipeline["stages"] for step in stage["steps"] for line in step["script"])

hooks = {hook["id"]: hook for hook in read(".pre-commit-hooks.yaml")}
for hook in hooks.values():
    if missing := {"name", "entry", "language", "files"} - set(hook):
        fail(f"{hook['id']}: no {missing}")
    if not re.search(hook["files"], "rules/shanxi/operation-center.yaml") or re.search(hook["files"], "src/a.yaml"):
        fail(f"{hook['id']}: {hook['files']} names the wrong files")
used = [entry["id"] for repo in read("samples/ci/pre-commit-config.yaml")["repos"] for entry in repo["hooks"]]
if set(used) != set(hooks):
    fail(f"samples/ci/pre-commit-config.yaml uses {used}, there are {sorted(hooks)}")
hooked = [" ".join([hooks[id]["entry"], *hooks[id].get("args", [])]) for id in used if id in hooks]


def statuses(folder, lines):
    env = dict(os.environ, PATH=os.path.join(folder, "bin") + ":" + os.environ["PATH"],
               GITHUB_BASE_REF="main", GITHUB_STEP_SUMMARY="summary.md")
    out = []
    for line in lines:
        done = subprocess.run(["bash", "-c", line], cwd=folder, env=env, capture_output=True, check=False)
        out.append((line, done.returncode, done.stdout.decode() + done.stderr.decode()))
    return out


with tempfile.TemporaryDirectory() as folder:
    os.mkdir(os.path.join(folder, "bin"))
    os.symlink(program, os.path.join(folder, "bin", "ipcheck"))
    shutil.copytree("rules", os.path.join(folder, "rules"))
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    for words in (["init", "--quiet"], ["add", "rules"], ["commit", "--quiet", "-m", "rules"],
                  ["update-ref", "refs/remotes/origin/main", "HEAD"], ["update-ref", "refs/remotes/origin/HEAD", "HEAD"]):
        subprocess.run([*git, *words], cwd=folder, check=True)
    for name, lines in {"github.yml": github, "gitee.yml": gitee, "hooks": hooked}.items():
        if len(lines) < 2:
            fail(f"{name}: only {lines}")
        for line, status, output in statuses(folder, lines):
            if status != 0:
                fail(f"{name}: `{line}` gives {status}\n{output[:2000]}")
    for made in ("lint.sarif", "cases.xml", "pages/index.html"):
        if not os.path.exists(os.path.join(folder, made)):
            fail(f"github.yml: no {made}")

    center = os.path.join(folder, "rules", "shanxi", "operation-center.yaml")
    with open(center, encoding="utf-8") as file:
        text = file.read()
    changed = re.sub(r"(full_time_staff_min:\s*\{?[^}]*?value: )3", r"\g<1>4", text, count=1)
    if changed == text:
        fail("the threshold was not found")
    with open(center, "w", encoding="utf-8") as file:
        file.write(changed)
    if os.path.exists(summary := os.path.join(folder, "summary.md")):
        os.remove(summary)
    for name, lines in {"github.yml": github, "gitee.yml": gitee, "hooks": hooked}.items():
        stopped = [line for line, status, _ in statuses(folder, lines) if status == 1]
        if not stopped:
            fail(f"{name}: a changed threshold passes every command")

    with open(summary, encoding="utf-8") as file:
        if "`shanxi-operation-center-basic`" not in file.read():
            fail("the summary of a pull request does not name the scheme of the changed threshold")

print("failed" if failed else "the commands of samples/ci hold what they promise")
sys.exit(1 if failed else 0)
