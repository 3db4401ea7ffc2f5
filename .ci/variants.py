#!/usr/bin/env python3
"""Variables and variants by an independent model: makes random small projects, works out by itself what each
says and what is wrong with its variables, and compares both with the program.

    .ci/variants.py SESSIONC [--count N] [--seed N]
"""
import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile

NAMES = ["a", "b", "c", "d"]
FIELDS = ["instructions", "model", "tracing", "max_output_tokens"]
REFERENCE = re.compile(r"\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)\}|\$\{")
UNSET = object()


class Scalar:
    """A value as it is written, and where."""

    def __init__(self, written, value, plain):
        self.written, self.value, self.plain = written, value, plain
        self.place = None

    def kind(self):
        if isinstance(self.value, bool):
            return "boolean"
        if isinstance(self.value, (int, float)):
            return "number"
        return None if self.value is None else "text"

    def text(self):
        return self.written if self.plain else self.value


def constant(rng, name):
    """A value of a variable: mostly of the type that its name goes with."""
    if rng.random() < 0.07:
        return Scalar("null", None, True)
    if rng.random() < 0.04:
        return Scalar('"${b}"', "${b}", False)
    kind = {"c": "number", "d": "boolean"}.get(name, "text")
    if rng.random() < 0.06:
        kind = rng.choice(["number", "boolean", "text"])
    if kind == "boolean":
        return rng.choice([Scalar("true", True, True), Scalar("false", False, True)])
    if kind == "number":
        written = rng.choice(["5", "1.10", "-3", "007"])
        return Scalar(written, float(written) if "." in written else int(written), True)
    if rng.random() < 0.3:
        return Scalar('"007"', "007", False)
    word = rng.choice(["Fjord", "two words", "x-1"])
    return Scalar(word, word, True)


def text(rng):
    """A value of a field."""
    name = rng.choice(NAMES + (["nope"] if rng.random() < 0.05 else []))
    other = rng.choice(NAMES)
    choice = rng.randrange(8)
    if choice == 0:
        return Scalar("plain", "plain", True)
    if choice in (1, 2):
        return Scalar("${%s}" % name, "${%s}" % name, True)
    if choice == 3:
        return Scalar('"${%s}"' % name, "${%s}" % name, False)
    if choice == 4 and rng.random() < 0.1:
        return Scalar("x ${%s:-y}" % name, "x ${%s:-y}" % name, True)
    if choice == 5:
        value = "$${%s} and $%s, ${%s}" % (other, other, name)
        return Scalar('"%s"' % value, value, False)
    value = "say ${%s} to ${%s}" % (name, other)
    return Scalar(value, value, True)


class File:
    """A layer, with the places of what stands in it."""

    def __init__(self, name, parents):
        self.name, self.parents = name, parents
        self.vars, self.fields, self.variants = {}, {}, {}
        self.key_places = {}

    def fill(self, rng):
        # Most projects declare everything at the bottom; some declare nothing.
        often = 0.85 if self.name == "_a.yaml" else 0.2
        for name in NAMES if rng.random() < 0.9 else []:
            if rng.random() < often:
                self.vars[name] = UNSET if rng.random() < 0.03 else constant(rng, name)
        for field in FIELDS:
            if rng.random() < 0.4:
                self.fields[field] = text(rng)
        if rng.random() < 0.4:
            for variant in ["dev", "prod"]:
                if rng.random() < 0.7:
                    self.variants[variant] = self.patch(rng)

    @staticmethod
    def patch(rng):
        if rng.random() < 0.1:
            return UNSET
        chosen = {name: constant(rng, name) for name in NAMES if rng.random() < 0.25}
        fields = {field: text(rng) for field in FIELDS if rng.random() < 0.25}
        return chosen, fields

    def write(self):
        lines = []

        def entry(indent, key, scalar, owner=None):
            lines.append(" " * indent + key + ": " + ("$unset" if scalar is UNSET else scalar.written))
            if scalar is not UNSET:
                scalar.place = (self.name, len(lines), indent + len(key) + 3)
            if owner is not None:
                self.key_places[owner, key] = (self.name, len(lines), indent + 1)

        if self.parents:
            lines.append("$extends: [%s]" % ", ".join(self.parents))
        if self.vars:
            lines.append("$vars:")
            for name, value in self.vars.items():
                entry(2, name, value, "")
        if self.variants:
            lines.append("$variants:")
            for variant, patch in self.variants.items():
                if patch is UNSET:
                    lines.append("  %s: $unset" % variant)
                    self.key_places["unset", variant] = (self.name, len(lines), 5 + len(variant))
                    continue
                chosen, fields = patch
                if not chosen and not fields:
                    lines.append("  %s: {}" % variant)
                    continue
                lines.append("  %s:" % variant)
                if chosen:
                    lines.append("    $vars:")
                    for name, value in chosen.items():
                        entry(6, name, value, variant)
                for field, value in fields.items():
                    entry(4, field, value)
        lines.append("type: realtime")
        for field, value in self.fields.items():
            entry(0, field, value)
        return "\n".join(lines) + "\n"


def linear(files, name, seen):
    for parent in files[name].parents:
        if parent not in seen:
            yield from linear(files, parent, seen)
    if name not in seen:
        seen.add(name)
        yield files[name]


class Answer:
    def __init__(self):
        self.findings, self.session, self.variants = set(), {}, []


def compose(files, variant, given):
    answer = Answer()
    layers = list(linear(files, "p.yaml", set()))
    patches = {}
    for layer in layers:
        for name, patch in layer.variants.items():
            if patch is not UNSET:
                patches.setdefault(name, []).append((layer, patch))
            elif name in patches:
                del patches[name]
            elif layer.name == "p.yaml":
                answer.findings.add(("SP705",) + layer.key_places["unset", name])
    answer.variants = list(patches)
    chosen = patches.get(variant, [])
    declared = [(layer, "", layer.vars) for layer in layers]
    declared += [(layer, variant, patch[0]) for layer, patch in chosen]
    table = variables(declared, answer)
    broken = any(entry["broken"] for entry in table.values())
    for name, value in given.items():
        if name in table:
            table[name].update(given=value, broken=False)
            broken = any(entry["broken"] for entry in table.values())
    session, mentioned, unknown = {"type": "realtime"}, set(), False
    fields = [layer.fields for layer in layers] + [patch[1] for _, patch in chosen]
    for name, others in patches.items():
        for _, patch in others if name != variant else []:
            for scalar in patch[1].values():
                mentioned.update(mentions(scalar.value))
    for layer in fields:
        for field, scalar in layer.items():
            mentioned.update(mentions(scalar.value))
            value, code = fill(scalar, table)
            if code:
                answer.findings.add((code,) + scalar.place)
                unknown = unknown or code == "SP704"
            session[field] = value
    if table and not unknown and not broken:
        for name, entry in table.items():
            if entry["own"] and name not in mentioned:
                answer.findings.add(("SP712",) + entry["own"])
    answer.session = session
    return answer


HOLE = object()


def variables(declared, answer):
    table = {}
    for layer, owner, values in declared:
        for name, scalar in values.items():
            if scalar is UNSET:
                table.pop(name, None)
                continue
            entry = table.setdefault(
                name, {"kind": None, "value": None, "broken": False, "own": None, "given": None}
            )
            if layer.name == "p.yaml":
                entry["own"] = layer.key_places[owner, name]
            kind = scalar.kind()
            if kind == "text" and "${" in scalar.value:
                entry["broken"] = True
                answer.findings.add(("SP704",) + scalar.place)
                continue
            entry["value"] = None
            if kind is None:
                continue
            if entry["kind"] not in (None, kind):
                entry["broken"] = True
                answer.findings.add(("SP706",) + scalar.place)
                continue
            entry.update(kind=kind, value=scalar)
    return table


def mentions(value):
    return re.findall(r"\$\{([A-Za-z_][A-Za-z0-9_]*)", value)


def fill(scalar, table):
    """The value of a field, and the code of what is wrong with it."""
    if not table or "${" not in scalar.value:
        return scalar.value, None
    for match in REFERENCE.finditer(scalar.value):
        if match.group() == "$${":
            continue
        name = match.group(1)
        if name is None:
            return HOLE, "SP704"
    for match in REFERENCE.finditer(scalar.value):
        name = match.group(1)
        if name is None:
            continue
        if name not in table:
            return HOLE, "SP704"
        if table[name]["broken"]:
            return HOLE, None
        if table[name]["value"] is None and table[name]["given"] is None:
            return HOLE, "SP706"
    whole = REFERENCE.fullmatch(scalar.value)
    if whole and whole.group(1) and scalar.plain:
        entry = table[whole.group(1)]
        if entry["given"] is not None:
            text = entry["given"]
            return (json.loads(text) if entry["kind"] in ("number", "boolean") else text), None
        return entry["value"].value, None

    def value(match):
        if match.group() == "$${":
            return "${"
        entry = table[match.group(1)]
        return entry["given"] if entry["given"] is not None else entry["value"].text()

    return REFERENCE.sub(value, scalar.value), None


def without_holes(session):
    return {key: value for key, value in session.items() if value is not HOLE}


def run(program, folder, *arguments):
    result = subprocess.run(
        [program, *arguments], cwd=folder, capture_output=True, text=True, timeout=60
    )
    return result


def check(program, rng, folder):
    files = {}
    names = ["_a.yaml", "_b.yaml", "_c.yaml", "p.yaml"]
    for place, name in enumerate(names):
        parents = [other for other in names[:place] if rng.random() < (0.9 if other == "_a.yaml" else 0.5)]
        # What another entry brings already is a finding of its own.
        brought = {layer.name for other in parents for layer in linear(files, other, set()) if layer.name != other}
        files[name] = File(name, [other for other in parents if other not in brought])
        files[name].fill(rng)
    for name, file in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.write(file.write())
    offered = sorted({name for file in files.values() for name in file.variants})
    variant = rng.choice(offered) if offered else None
    if rng.random() < 0.1:
        variant = rng.choice([None, "dev", "prod"])
    given = {}
    if rng.random() < 0.2:
        given[rng.choice(NAMES)] = rng.choice(["7", "true", "given"])
    choice = (["--variant", variant] if variant else []) + [
        part for name, value in given.items() for part in ("--set", "%s=%s" % (name, value))
    ]
    plain = compose(files, None, {})
    if not plain.variants:
        used = None
    elif variant is None:
        used = "?"
    elif variant in plain.variants:
        used = variant
    else:
        used = "?"
    refused = used == "?" or variant and not plain.variants or not fits(files, used, given)
    shown = run(program, folder, "show", "p.yaml", "--format", "json", *choice)
    if refused:
        return (shown.returncode == 2, "exit 2 was expected", choice, shown.stderr)
    answer = compose(files, used, given)
    lint = run(program, folder, "lint", "p.yaml", "--format", "json", *choice)
    report = json.loads(lint.stdout)
    found = {
        (d["code"], d["range"]["file"], d["range"]["start"]["line"], d["range"]["start"]["column"])
        for d in report["diagnostics"]
        if d["code"] in ("SP704", "SP705", "SP706", "SP708", "SP709", "SP712")
    }
    if found != answer.findings:
        return (False, "findings", choice, "program only: %s\nmodel only: %s" % (
            sorted(found - answer.findings), sorted(answer.findings - found)))
    if HOLE in answer.session.values() or any(code not in ("SP705", "SP712") for code, *_ in found):
        return (True, "findings", choice, "")
    session = json.loads(shown.stdout) if shown.stdout else None
    same = session == answer.session and repr(sorted(map(str, session.items()))) == repr(
        sorted(map(str, answer.session.items())))
    return (same, "values", choice, "program: %s\nmodel: %s" % (session, answer.session))


def fits(files, variant, given):
    answer = Answer()
    layers = list(linear(files, "p.yaml", set()))
    patches = {}
    for layer in layers:
        for name, patch in layer.variants.items():
            if patch is UNSET:
                patches.pop(name, None)
            else:
                patches.setdefault(name, []).append((layer, patch))
    declared = [(layer, "", layer.vars) for layer in layers]
    declared += [(layer, variant, patch[0]) for layer, patch in patches.get(variant, [])]
    table = variables(declared, answer)
    for name, value in given.items():
        if name not in table:
            return False
        kind = table[name]["kind"]
        if kind == "number" and not re.fullmatch(r"-?[0-9.]+", value):
            return False
        if kind == "boolean" and value not in ("true", "false"):
            return False
    return True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    rng = random.Random(options.seed)
    failures, compared = 0, 0
    for number in range(options.count):
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, ".git"))
            good, what, choice, detail = check(program, rng, folder)
            compared += what == "values"
            if good:
                continue
            failures += 1
            print("project %d: %s %s\n%s" % (number, what, choice, detail))
            for name in sorted(os.listdir(folder)):
                if name.endswith(".yaml"):
                    print("--- %s\n%s" % (name, open(os.path.join(folder, name)).read()))
            if failures >= 3:
                break
    print("%d projects, %d with a value, %d differ" % (options.count, compared, failures))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
