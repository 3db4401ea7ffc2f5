"""Compiles profiles, and shows with independent tools that the requests are right.

    independent.py SESSIONC FOLDER [COUNT]

The shipped profiles and COUNT (600) more that are made of them, with values of every notation that
YAML has, are compiled into FOLDER. Each request is parsed by Python's json and written again by
rfc8785, which must give the same bytes; and PyYAML, taught the core schema of YAML 1.2, must find the
same value in the profile. COUNT profiles are the same on every machine.
"""

import json
import math
import pathlib
import random
import re
import subprocess
import sys

import rfc8785
import yaml


class CoreLoader(yaml.SafeLoader):
    """Reads YAML by the core schema of YAML 1.2, where PyYAML's own is that of YAML 1.1."""

    yaml_implicit_resolvers = {}

    def construct_core_int(self, node):
        text = self.construct_scalar(node)
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)

    def construct_core_float(self, node):
        text = self.construct_scalar(node)
        if text.lower().endswith((".inf", ".nan")):
            raise ValueError("no JSON number")
        return float(text)

    def construct_core_string(self, node):
        # JSON escapes characters beyond U+FFFF in two halves, which PyYAML does not put together.
        text = self.construct_scalar(node)
        return text.encode("utf-16", "surrogatepass").decode("utf-16")


def resolve(tag, pattern, first):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


# YAML 1.2.2, section 10.3.2; and the merge key of YAML 1.1, which profiles may use.
resolve("null", r"^(?:null|Null|NULL|~|)$", ["n", "N", "~", ""])
resolve("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF")
resolve("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", "-+0123456789")
resolve(
    "float",
    r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?(?:\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN)$",
    "-+0123456789.",
)
resolve("merge", r"^<<$", "<")
CoreLoader.add_constructor("tag:yaml.org,2002:int", CoreLoader.construct_core_int)
CoreLoader.add_constructor("tag:yaml.org,2002:float", CoreLoader.construct_core_float)
CoreLoader.add_constructor("tag:yaml.org,2002:str", CoreLoader.construct_core_string)


class Notations:
    """Values, each in one of the ways to write it."""

    PLAIN = [
        "null", "~", "Null", "true", "False", "TRUE", "yes", "no", "on", "Off", "y", "0", "-0", "00",
        "017", "+12", "-7", "0o17", "0x1F", "0xff", "1.0", "1.", ".5", "-.5", "+0.25", "1e3", "1E-7",
        "6.02e23", "1e21", "123456789012345", "0.1", "1e-6", "1e-7", "1_000", "1:30", "190:20:30",
        "2026-01-01", "2026-01-01 10:00:00", "0b11", "0o8", "0x", "1e", "e3", ".", "-", "+", "=",
        "nan", "inf", "é", "日本", "😀", "a b  c", "a#b", "a:b", "http://x/y?z=1", "<<x", "'n", "null x",
        "--", "-x", "?x", ":x", "1.2.3", "0.1e", "NULL", "nULL", "tRUE", "5e-324", "1.7976931348623157e308",
    ]  # fmt: skip
    QUOTED = [
        '""', '"a"', '"true"', '"1"', '"\\t\\n\\r\\\\\\"\\/"', '"\\u00e9\\x41\\e\\0"', '"\\ud83d\\ude00"',
        '"\\U0001F600"', '"\\N\\_\\L\\P"', '"\u2028"', '" a "', "''", "'it''s'", "' a '", "'\\n'",
        '"\\u007f\\u0001"', '"é\u0301"', '"\\uE000\\uFFFD"', '"a\\\n      b"', '"a\n\n      b"',
    ]  # fmt: skip

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = 0

    def scalar(self):
        return self.random.choice(self.random.choice([self.PLAIN, self.PLAIN, self.QUOTED]))

    def name(self):
        # Names that sort in another order by UTF-16 than by UTF-8, or by letters than by code.
        self.names += 1
        letter = self.random.choice(["a", "Z", "_", "é", "\ue000", "\uffee", "😀", "日", "10", "9"])
        text = f"{letter}{self.names}"
        return f'"{text}"' if self.random.random() < 0.5 or text.isdigit() else text

    def flow(self, depth):
        kind = self.random.random()
        if depth == 0 or kind < 0.5:
            text = self.scalar()
            return f'"{text}"' if text[0] not in "\"'" and re.search(r"[\[\]{},?]|:|^-$|^'", text) else text
        items = [self.flow(depth - 1) for _ in range(self.random.randrange(4))]
        if kind < 0.75:
            return "[" + ", ".join(items) + "]"
        return "{" + ", ".join(f"{self.name()}: {item}" for item in items) + "}"

    def block(self, indent):
        kind = self.random.random()
        pad = " " * indent
        if kind < 0.5:
            return " " + self.scalar().replace("\n      ", "\n" + pad)
        if kind < 0.6:
            return " " + self.flow(3)
        if kind < 0.8:
            header = self.random.choice(["|", "|-", "|+", ">", ">-", ">+", "|2-", ">2"])
            lines = self.random.choices(["word", "two words", "  deeper", "", "# no comment", "- x"], k=4)
            return f" {header}\n" + "".join(f"{pad}{line}\n" if line else "\n" for line in ["first"] + lines)
        lines = [f"{pad}{self.name()}:{self.block(indent + 2)}" for _ in range(2)]
        return "\n" + "\n".join(lines)


def made(shipped, count):
    """Shipped profiles with metadata of every kind, in the one place where all values are allowed."""
    for number in range(count):
        name, text = shipped[number % len(shipped)]
        notations = Notations(number)
        lines = [line for line in text.split("\n") if not line.startswith("tracing:")]
        members = [f"    {notations.name()}:{notations.block(6)}" for _ in range(6)]
        tracing = ["tracing:", "  workflow_name: w", "  metadata:"] + members
        yield f"{number:04}-{name}", "\n".join(lines + tracing) + "\n"


def same(left, right):
    """Whether JSON has the two values as one: numbers are doubles, and true is no 1."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[name], right[name]) for name in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if type(left) in (int, float) and type(right) in (int, float):
        return float(left) == float(right)
    return type(left) is type(right) and left == right


def session(value):
    inner = value.get("session")
    return inner if isinstance(inner, dict) else value


def check(profile, request):
    assert request.endswith(b"\n"), "there is no line feed at the end"
    value = json.loads(request, parse_int=float)
    assert rfc8785.dumps(value) == request[:-1], "rfc8785 writes other bytes"
    loader = CoreLoader(profile)
    written = {name: of for name, of in loader.get_single_data().items() if name[:2] != "x-" and name[0] != "$"}
    assert same(session(written), session(value)), "PyYAML reads another value"
    envelope = {name: of for name, of in value.items() if name != "session"} if "session" in value else {}
    given = written if "session" in written else {}
    for name, of in envelope.items():
        assert (name == "type" and name not in given) or same(given[name], of), f"{name} is another"


def numbers(value):
    if isinstance(value, float):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from numbers(part)


def main(sessionc, folder, count="600"):
    folder = pathlib.Path(folder)
    for part in ("profiles", "requests"):
        (folder / part).mkdir(parents=True, exist_ok=True)
        for old in (folder / part).iterdir():
            old.unlink()
    shipped = [("-".join(path.parts[1:]), path.read_text("utf-8"))
               for path in sorted(pathlib.Path("profiles").rglob("[!.]*.yaml"))]
    profiles = dict(shipped + list(made(shipped, int(count))))
    for name, text in profiles.items():
        (folder / "profiles" / name).write_text(text, "utf-8", newline="")
    run = subprocess.run(
        [sessionc, "compile", "--no-config", "-o", folder / "requests", folder / "profiles"],
        capture_output=True,
    )
    assert run.returncode in (0, 1), run.stderr.decode()
    requests = {path.name: path for path in (folder / "requests").rglob("*.json")}
    failures = 0
    compared = 0
    for name, text in profiles.items():
        path = requests.get(name.removesuffix(".yaml") + ".json")
        if path is None:
            continue
        request = path.read_bytes()
        try:
            check(text, request)
            assert all(map(math.isfinite, numbers(json.loads(request, parse_int=float))))
        except (AssertionError, ValueError, yaml.YAMLError) as problem:
            failures += 1
            print(f"{folder / 'profiles' / name}: {problem!r}")
        compared += 1
    print(f"{compared} of {len(profiles)} profiles compile; {failures} of their requests are wrong")
    # What does not compile proves nothing, so most must.
    return 1 if failures or compared < len(profiles) // 2 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
