#!/usr/bin/env python3
"""Runs what `init` writes for GitHub, and `.gitlab/sessionc.yml`, as their runners do: pipelines.py SESSIONC WHEELS

WHEELS is the folder that stands for PyPI. Needs PyYAML; pipx, pip and git on the path.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
RIGHT = "type: realtime\nmodel: gpt-realtime-2.1\naudio: {output: {voice: marin}}\n"
WRONG = "type: realtime\nmodel: gpt-realtime-2.1\naudio: {output: {voice: cedar, sped: 1}}\n"


def git(folder, *arguments):
    identity = ["-c", "user.name=a", "-c", "user.email=a@localhost", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, "-C", str(folder), *arguments], check=True, capture_output=True)


def repository(folder, change):
    """A clone on a branch with one commit more than `main`, as a job has it."""
    origin, checkout = folder / "origin", folder / "checkout"
    (origin / "profiles").mkdir(parents=True)
    (origin / "profiles" / "a.yaml").write_text(RIGHT)
    git(origin, "init", "-q")
    git(origin, "add", "-A")
    git(origin, "commit", "-qm", "base")
    git(folder, "clone", "-q", str(origin), str(checkout))
    (checkout / "profiles" / "a.yaml").write_text(change)
    git(checkout, "commit", "-qam", "change")
    return checkout


def run(script, folder, wheels, **variables):
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(folder.parent), "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels),
        **variables,
    }
    result = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script], cwd=folder, env=environment, capture_output=True, text=True
    )
    return result.returncode, result.stdout + result.stderr


def expect(name, condition, output):
    if not condition:
        sys.exit("%s is not as it should be:\n%s" % (name, output))
    print("%s: fine" % name)


def github(sessionc, wheels, scratch):
    subprocess.run([sessionc, "init", str(scratch / "project")], check=True, capture_output=True)
    workflow = yaml.safe_load((scratch / "project/.github/workflows/sessionc.yml").read_text())

    def steps(job):
        return "\n".join(step["run"] for step in workflow["jobs"][job]["steps"] if "run" in step)

    for name, change, status in [("flat", RIGHT + "voice: marin\n", 1), ("wrong", WRONG, 1), ("same", RIGHT + "# \n", 0)]:
        checkout = repository(scratch / ("github-" + name), change)
        variables = {
            "GITHUB_ACTIONS": "true", "RUNNER_TEMP": str(checkout.parent), "BASE": "main",
            "GITHUB_STEP_SUMMARY": str(checkout.parent / "summary.md"),
        }
        ended, output = run(steps("profiles"), checkout, wheels, **variables)
        expect("GitHub, lint of a %s profile" % name, ended == status and (status == 0 or "::error file=profiles/a.yaml,line=" in output), output)
        ended, output = run(steps("review"), checkout, wheels, **variables)
        summary = (checkout.parent / "summary.md").read_text() if ended == 0 else ""
        expect("GitHub, review of a %s profile" % name, ended == 0 and summary.startswith("<!-- sessionc-diff -->"), output)


def gitlab(wheels, scratch):
    text = (ROOT / ".gitlab/sessionc.yml").read_text()
    inputs, _ = yaml.safe_load_all(text)

    def jobs(**given):
        """As GitLab does: texts of inputs are put in before the YAML is read."""
        values = {name: rest["default"] for name, rest in inputs["spec"]["inputs"].items()} | given
        values = {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in values.items()}
        body = re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda found: values[found.group(1)], text.split("\n---\n")[1])
        (scratch / "gitlab.yml").write_text(body)
        return yaml.safe_load(body)

    def tried(name, job, change, status, said, **given):
        all_jobs = jobs(**given)
        base, own = all_jobs[".sessionc"], all_jobs[job]
        if not any("merge_request_event" in rule.get("if", "") for rule in own["rules"]):
            sys.exit("%s is not in the pipelines of merge requests" % job)
        script = "\n".join(base["before_script"] + own["script"]).replace("/tmp/sessionc", str(scratch / "venv"))
        checkout = repository(scratch / ("gitlab-" + name.replace(" ", "-")), change)
        variables = {key: str(value or "") for key, value in base["variables"].items()}
        ended, output = run(script, checkout, wheels, GITLAB_CI="true", CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main", **variables)
        found = output + "".join(p.read_text() for p in checkout.glob("*.json")) + "".join(p.read_text() for p in checkout.glob("*.html"))
        expect("GitLab, " + name, ended == status and said in found, output)

    tried("lint of a wrong profile", "sessionc-lint", WRONG, 1, '"check_name"')
    tried("lint of a right one", "sessionc-lint", RIGHT + "# \n", 0, "no problems", strict=True, paths="profiles")
    tried("review", "sessionc-review", RIGHT.replace("marin", "cedar"), 0, "<html")
    tried("review that fails", "sessionc-review", RIGHT.replace("marin", "cedar"), 1, "<html", **{"fail-on": "behaviour"})
    tried("no wheel", "sessionc-lint", RIGHT + "# \n", 2, "could not be installed", package="sessionc==99")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        wheels = pathlib.Path(sys.argv[2]).resolve()
        github(str(pathlib.Path(sys.argv[1]).resolve()), wheels, scratch)
        gitlab(wheels, scratch)
