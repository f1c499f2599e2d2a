"""Every `run:` of the action, and of the files by which GitHub, GitLab and pre-commit check a folder, as those run them.

    python runners.py THIDUA PRE_COMMIT

Each begins in a fresh clone of a folder that `thidua init` has made, and builds the program from a snapshot of this project
as it stands. What passes there has to fail once a fault is planted. `uses:` is done here: a clone for actions/checkout, a
folder for actions/cache, the steps of the action itself for the action.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTION = ".github/actions/check"
FAULT = "ma,ten,khoi\nP1,Phòng Một,K9\n"

# The programs are built as quickly as can be: what is looked at is that they are built.
QUICK = {
    "CARGO_PROFILE_RELEASE_LTO": "off",
    "CARGO_PROFILE_RELEASE_OPT_LEVEL": "0",
    "CARGO_PROFILE_RELEASE_CODEGEN_UNITS": "16",
    "CARGO_TARGET_DIR": str(Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve() / "runners"),
}
HIDDEN = {"GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITLAB_CI", "THIDUA_LANG", "CI"}
CLEAN = {name: value for name, value in os.environ.items() if name not in HIDDEN}


def git(folder, *words):
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def commit(folder):
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a", "--no-verify")


def snapshot(to):
    """This project as it stands, uncommitted changes too, in a repository of its own."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for path in filter(None, listed.decode().split("\0")):
        if (ROOT / path).is_file():
            (to / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, to / path)
    git(to, "init", "--quiet")
    commit(to)
    return to


def evaluated(text, context):
    """A value with its expressions put in; one that is not known here fails."""
    return re.sub(r"\$\{\{\s*(.*?)\s*\}\}", lambda found: context[found[1]], str(text))


def holds(condition, context):
    def one(term):
        left, sign, right = re.fullmatch(r"(\S+) (==|!=) '([^']*)'", term.strip()).groups()
        return (context.get(left, "") == right) == (sign == "==")

    return all(one(term) for term in condition.split("&&"))


class GitHub:
    """A runner of GitHub's: what a job did, and how it ended."""

    def __init__(self, work, source, program):
        self.work, self.source, self.program = work, source, program
        self.cache, self.ran = {}, []

    def job(self, workspace, steps, temp, has_program=False):
        """Runs steps until one fails; the exit code of that one and everything that was printed."""
        self.workspace, self.temp, self.printed, self.missed = workspace, temp, "", {}
        self.path = f"{self.program.parent}:{os.environ['PATH']}" if has_program else os.environ["PATH"]
        temp.mkdir(parents=True, exist_ok=True)
        for step in steps:
            match step.get("uses", "").split("@")[0].split("/"):
                case ["actions", "checkout"]:
                    assert (workspace / ".git").is_dir(), "the clone is there"
                case [_, "thidua", *action]:
                    assert "/".join(action) == ACTION, step["uses"]
                    if code := self.action(step.get("with", {})):
                        return code, self.printed
                case _:
                    raise AssertionError(f"a step that is not known here: {step}")
        return 0, self.printed

    def action(self, given):
        action = yaml.safe_load((self.source / ACTION / "action.yml").read_text(encoding="utf-8"))
        assert set(given) <= set(action["inputs"]), given
        context = {f"inputs.{name}": str(given.get(name, one["default"])) for name, one in action["inputs"].items()}
        context |= {"github.action_path": str(self.source / ACTION), "runner.temp": str(self.temp), "runner.os": "Linux", "runner.arch": "X64"}
        for step in action["runs"]["steps"]:
            if "if" in step and not holds(step["if"], context):
                continue
            if "run" in step:
                code, outputs = self.step(step, context)
                if code:
                    return code
            else:
                outputs = self.cached(step, context)
            context |= {f"steps.{step.get('id')}.outputs.{name}": value for name, value in outputs.items()}
        # What actions/cache does once the job has passed.
        for key, path in self.missed.items():
            self.cache[key] = shutil.copytree(path, self.work / "cache" / key)
        return 0

    def cached(self, step, context):
        assert step["uses"].startswith("actions/cache@"), step
        key, path = (evaluated(step["with"][name], context) for name in ("key", "path"))
        if key not in self.cache:
            self.missed[key] = path
            return {}
        shutil.copytree(self.cache[key], path)
        return {"cache-hit": "true"}

    def step(self, step, context):
        assert step["shell"] == "bash", step
        assert "${{" not in step["run"], "what others wrote is passed as a variable, never into the script"
        self.ran.append(step["name"])
        output, summary, script = (self.temp / name for name in ("output", "summary", "step.sh"))
        output.write_text("")
        script.write_text(step["run"], encoding="utf-8")
        own = {name: evaluated(value, context) for name, value in step.get("env", {}).items()}
        files = {"GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary), "RUNNER_TEMP": str(self.temp)}
        words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        done = subprocess.run(
            words, cwd=self.workspace, env=CLEAN | QUICK | {"PATH": self.path} | files | own, capture_output=True, text=True
        )
        self.printed += done.stdout + done.stderr
        return done.returncode, dict(line.split("=", 1) for line in output.read_text().splitlines())


def on_github(work, source, program, fresh):
    steps = yaml.safe_load((fresh("file") / ".github/workflows/thidua.yml").read_text(encoding="utf-8"))["jobs"]["check"]["steps"]
    runner = GitHub(work, source, program)
    names = [step["name"] for step in yaml.safe_load((source / ACTION / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"] if "run" in step]

    def ended(expected, steps, name, **more):
        runner.ran.clear()
        code, printed = runner.job(more.pop("folder"), steps, work / "temp" / name, **more)
        assert code == expected, f"{name}: {code}, not {expected}\n{printed}"
        return printed

    ended(0, steps, "new", folder=fresh("new"))
    assert runner.ran == names, f"every step ran: {runner.ran}"
    printed = ended(1, steps, "fault", folder=fresh("fault", FAULT))
    assert "::error" in printed and "don-vi.csv" in printed, printed
    assert "| lỗi |" in (work / "temp/fault/summary").read_text(encoding="utf-8"), "a table is added to the summary"
    assert runner.ran == [name for name in names if name != "Dựng thidua"], f"what was built is used again: {runner.ran}"

    def action(**given):
        return [{"uses": f"a/thidua/{ACTION}@0", "with": given}]

    own = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
    ended(0, action(version=own), "same", folder=fresh("same"), has_program=True)
    assert "Dựng thidua" not in runner.ran, "a program that is there is used"
    printed = ended(2, action(version="0.0.0"), "other", folder=fresh("other"))
    assert f"thidua {own}" in printed, printed
    folder = fresh("words", FAULT)
    ended(1, action(args="--report\nsarif=tệp có cách.sarif\n--strict"), "words", folder=folder)
    assert (folder / "tệp có cách.sarif").is_file(), "a line is one argument"
    folder = fresh("hostile")
    ended(2, action(folder='"; touch owned; $(touch owned) `touch owned`'), "hostile-folder", folder=folder)
    ended(2, action(args="; touch owned\n$(touch owned)", version="$(touch owned)"), "hostile-words", folder=folder)
    assert not (folder / "owned").exists(), "nothing that is given is run"
    print(f"github: {len(names)} steps")


def on_gitlab(work, source, fresh):
    def ended(folder, **variables):
        included = yaml.safe_load((folder / ".gitlab-ci.yml").read_text(encoding="utf-8"))["include"]
        (job,) = (yaml.safe_load((folder / one["local"]).read_text(encoding="utf-8"))["thidua-check"] for one in included)
        lines = [*job["before_script"], *job["script"]]
        installed = {"CARGO_INSTALL_ROOT": str(work / "gitlab"), "PATH": f"{work / 'gitlab/bin'}:{os.environ['PATH']}"}
        env = CLEAN | QUICK | installed | job["variables"] | variables | {"GITLAB_CI": "true", "CI": "true"}
        done = subprocess.run(["bash", "-eo", "pipefail", "-c", "\n".join(lines)], cwd=folder, env=env, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr, job["artifacts"]["reports"].values(), len(lines)

    given = {"THIDUA_GIT": source.as_uri(), "THIDUA_REV": git(source, "rev-parse", "HEAD")}
    for name, fault, expected in [("gitlab-new", None, 0), ("gitlab-fault", FAULT, 1)]:
        folder = fresh(name, fault)
        code, printed, reports, lines = ended(folder, **given)
        assert code == expected, f"{name}: {code}\n{printed}"
        assert all((folder / report).is_file() for report in reports), f"{name}: {list(reports)}"
    code, printed, *_ = ended(fresh("gitlab-blank"))
    assert code and "điền địa chỉ git của thidua" in printed, printed
    print(f"gitlab: {lines} lines")


def in_pre_commit(work, source, fresh, pre_commit):
    def ended(folder):
        words = [pre_commit, "try-repo", str(source), "thidua-check", "--ref", git(source, "rev-parse", "HEAD"), "--verbose"]
        env = CLEAN | QUICK | {"PRE_COMMIT_HOME": str(work / "pre-commit")}
        done = subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def changed(name, path, text):
        folder = fresh(name)
        (folder / path).write_text(text, encoding="utf-8")
        git(folder, "add", path)
        return ended(folder)

    for name, path, text, expected, said in [
        ("hook-right", "don-vi.csv", "ma,ten,khoi\nP1,Phòng Một,K1\n", 0, "Passed"),
        ("hook-fault", "don-vi.csv", FAULT, 1, "don-vi.csv"),
        ("hook-none", "ghi-chu.md", "một\n", 0, "Skipped"),
    ]:
        code, printed = changed(name, path, text)
        assert code == expected and said in printed, f"{name}: {code}\n{printed}"
    print("pre-commit: try-repo")


def main(program, pre_commit):
    program = Path(program).resolve()
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        source = snapshot(work / "source")
        first = work / "first"
        subprocess.run([program, "init", str(first), "--as-of", "2031-01-01", "--quiet"], check=True)
        git(first, "init", "--quiet")
        commit(first)

        def fresh(name, units=None):
            """A clone of the new folder, with these units."""
            git(work, "clone", "--quiet", str(first), f"clones/{name}")
            if units:
                (work / "clones" / name / "don-vi.csv").write_text(units, encoding="utf-8")
            return work / "clones" / name

        on_github(work, source, program, fresh)
        on_gitlab(work, source, fresh)
        in_pre_commit(work, source, fresh, pre_commit)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
