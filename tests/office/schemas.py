"""The examples against the published schemas, with other programs than ours.

    python schemas.py THIDUA

Every sheet of the examples passes `frictionless`, every definition passes `jsonschema`, the JSON outputs do, and the
definition's schema refuses each case of tests/campaigns/ whose fault a schema can express. Every table that is written
as CSV passes `frictionless` with the schema written beside it, for machines and as an office opens it.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from frictionless import Resource, Schema, validate
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "data-schema"

# Checks of the definition whose fault JSON Schema can say: the shape of keys and values, not what they refer to.
EXPRESSIBLE = {
    "unknown-key": None,
    "missing-key": {"always"},
    "wrong-value": None,
}
# What a value comes to with others is no matter of its shape.
INEXPRESSIBLE = {"wrong-value": {"weight-out-of-measure"}}


class Core(yaml.SafeLoader):
    """YAML 1.2 core schema, as editors read it: dates and `NO` are text."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("tag:yaml.org,2002:bool", r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("tag:yaml.org,2002:int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("tag:yaml.org,2002:float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", list("-+0123456789.")),
    ("tag:yaml.org,2002:null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
]:
    Core.add_implicit_resolver(tag, __import__("re").compile(pattern), first)
# `007` is a code here; the number it would be in YAML 1.1 is not wanted.
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value, 10))


def load(text):
    return yaml.load(text, Loader=Core)


def schema(name):
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


def sheet_schemas():
    found = {}
    for path in sorted(SCHEMAS.glob("*.table.json")):
        found[path.name.removesuffix(".table.json")] = path
    return found


def sheet_of(relative):
    top = relative.parts[0]
    return top if len(relative.parts) > 1 else relative.stem


def main(tool):
    passed, failed = 0, []

    def settle(is_right, what):
        nonlocal passed
        if is_right:
            passed += 1
        else:
            failed.append(what)

    sheets = sheet_schemas()
    definition = Draft202012Validator(schema("phong-trao.schema.json"))
    pages = Draft202012Validator(schema("pages.schema.json"))
    outputs = {"check": Draft202012Validator(schema("findings.schema.json")), "tally": Draft202012Validator(schema("tally.schema.json"))}
    outputs["rollup"] = Draft202012Validator(schema("rollup.schema.json"))
    for example in sorted((ROOT / "examples").iterdir()):
        text = (example / "phong-trao.yaml").read_text(encoding="utf-8")
        faults = list(definition.iter_errors(load(text)))
        settle(not faults, f"{example.name}: {faults[:1]}")
        for path in sorted(example.rglob("*.csv")):
            name = sheet_of(path.relative_to(example))
            if name not in sheets:
                continue
            report = validate(Resource(path=path.name, basepath=str(path.parent), schema=Schema.from_descriptor(table(sheets[name]))))
            settle(report.valid, f"{path.relative_to(ROOT)}: {report.flatten(['rowNumber', 'fieldName', 'message'])[:3]}")
        for command, validator in outputs.items():
            done = subprocess.run([tool, command, str(example), "--format", "json"], capture_output=True, check=False)
            faults = list(validator.iter_errors(json.loads(done.stdout)))
            settle(not faults, f"{example.name} {command}: {faults[:1]}")
        for command in [["tally"], ["tally", "--excel"], ["titles"]]:
            with tempfile.TemporaryDirectory() as folder:
                subprocess.run([tool, *command, str(example), "-q", "-o", f"{folder}/"], check=True)
                faults = list(pages.iter_errors(json.loads((Path(folder) / "pages.json").read_text(encoding="utf-8"))))
                settle(not faults, f"{example.name} {command}: {faults[:1]}")
                report = validate(str(Path(folder) / "datapackage.json"))
                settle(report.valid, f"{example.name} {command}: {report.flatten(['name', 'rowNumber', 'fieldName', 'message'])[:3]}")
                files = {task.place for task in report.tasks}
                settle(files == {path.name for path in Path(folder).glob("*.csv")}, f"{example.name} {command}: {files}")

    refused = 0
    for case in sorted((ROOT / "tests" / "campaigns").glob("*/*/case.yaml")):
        check, reason = case.parts[-3], case.parts[-2]
        reasons = EXPRESSIBLE.get(check, set())
        if (reasons is not None and reason not in reasons) or reason in INEXPRESSIBLE.get(check, set()):
            continue
        content = load(case.read_text(encoding="utf-8"))
        base = ROOT / "tests/base" if content["base"] == "base" else ROOT / "examples" / content["base"]
        text = (base / "phong-trao.yaml").read_text(encoding="utf-8")
        for edit in content["edit"]:
            if edit["file"] == "phong-trao.yaml":
                text = text + edit["append"] + "\n" if "append" in edit else edit["write"] if "write" in edit else text.replace(edit["replace"], edit["with"])
        refused += 1
        settle(bool(list(definition.iter_errors(load(text)))), f"the schema passes {check}/{reason}")
    settle(refused >= 5, f"only {refused} cases are expressible: the list is out of date")

    for what in failed:
        print("FAILED", what)
    print(f"schemas: {passed} passed, {len(failed)} failed")
    return 1 if failed else 0


def table(path):
    """The schema without the pattern column `diem_<vòng>`, which stands for as many columns as there are stages."""
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["fields"] = [field for field in descriptor["fields"] if "<" not in field["name"]]
    labels = {field["name"] for field in descriptor["fields"]}
    if not set(descriptor.get("primaryKey", [])) <= labels:
        descriptor.pop("primaryKey", None)
    return descriptor


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
