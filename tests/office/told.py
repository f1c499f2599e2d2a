"""What `check` tells other programs, against their schemas: SARIF, JUnit and GitLab's code quality report.

    python told.py FOLDER

FOLDER holds the outputs of every case, one file a case and format (`THIDUA_TOLD=FOLDER cargo test formats`).
"""

import json
import sys
from collections import Counter
from pathlib import Path

import xmlschema
from jsonschema import Draft4Validator, Draft202012Validator

HERE = Path(__file__).resolve().parent


def main(folder):
    sarif = Draft4Validator(json.loads((HERE / "published/sarif-schema-2.1.0.json").read_text(encoding="utf-8")))
    gitlab = Draft202012Validator(json.loads((HERE / "gitlab-code-quality.schema.json").read_text(encoding="utf-8")))
    junit = xmlschema.XMLSchema(HERE / "published/junit-10.xsd")
    failed, counts = [], Counter()

    def settle(path, errors):
        counts[path.suffix] += 1
        failed.extend(f"{path.name}: {error}" for error in errors)

    for path in sorted(Path(folder).iterdir()):
        text = path.read_text(encoding="utf-8")
        match path.suffix:
            case ".sarif":
                settle(path, [error.message for error in sarif.iter_errors(json.loads(text))])
            case ".gitlab":
                issues = json.loads(text)
                errors = [error.message for error in gitlab.iter_errors(issues)]
                names = Counter(issue["fingerprint"] for issue in issues)
                settle(path, errors + [f"{name} names {count} findings" for name, count in names.items() if count > 1])
            case ".junit":
                settle(path, [error.reason for error in junit.iter_errors(text)])
    # A validator that takes everything holds nothing.
    planted = {"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]}
    assert not sarif.is_valid(planted), "a driver without a name is refused"
    assert not junit.is_valid("<testsuites><testcase/></testsuites>"), "a case outside a suite is refused"
    assert not gitlab.is_valid([{"description": "a"}]), "an issue without a place is refused"
    print("\n".join(failed))
    print(f"told: {dict(counts)}, {len(failed)} failed")
    return 1 if failed or not counts else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
