#!/usr/bin/env python3
"""What the worst files cost: writes the worst file under each limit, runs `sessionc lint` over it, and
prints the table of "Security" in README.md. Fails where an answer is not the one expected, or where one
that must be given within a second and 64 MiB is not.

    swift build -c release --product sessionc && .ci/worst.py .build/release/sessionc [FORM…]

Files are written in pieces: a child begins with the memory of whoever starts it.
"""
import os
import sys
import tempfile
import time

MIB = 1 << 20


def random_letters(seed):
    """24 letters and digits without a pattern, the same for the same seed."""
    letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    state = seed + 1
    for _ in range(24):
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        yield letters[(state >> 33) % 62]


def many(count, piece):
    for index in range(count):
        yield piece(index)


def aliases(levels, width):
    yield "x-0: &a0 [x]\n"
    for level in range(1, levels + 1):
        items = ", ".join(["*a%d" % (level - 1)] * width)
        yield "x-%d: &a%d [%s]\n" % (level, level, items)


def nested_aliases(size):
    """Lists of nothing but aliases, as many as a file can have, just too many."""
    yield "x-0: &a [x]\nx-1:\n"
    line = "- [" + "*a, " * 1000 + "*a]\n"
    yield from many(size // len(line), lambda _: line)


def hash_twins(count, length):
    """Keys whose beginning, end and length are the same, which is all that their hash is made of."""
    yield "x-keys:\n"
    fill = "a" * ((length - 7 - 16) // 2)
    for index in range(count):
        yield "  aaaaaaaa%s%07d%sbbbbbbbb: 1\n" % (fill, index, fill)


def tool(content):
    yield "tools:\n- type: function\n  name: f\n  parameters:\n    type: object\n"
    yield from content


def references(count):
    yield "    $ref: '#/$defs/d0'\n    $defs:\n"
    yield from many(count, lambda i: "      d%d: {$ref: '#/$defs/d%d'}\n" % (i, i + 1))
    yield "      d%d: {type: string}\n" % count


def surrounded(begin, pieces, end):
    yield begin
    yield from pieces
    yield end


N = 100_000
# Name; pieces; the answer; whether it must come within a second and 64 MiB.
WORST = [
    ("an empty profile", lambda: ["{}\n"], "fine", False),
    ("aliases of aliases, 9 to the power of 12", lambda: aliases(12, 9), "SP004", True),
    ("50,000 open brackets", lambda: ["x-a: " + "[" * 50_000], "SP004", True),
    ("100 MB", lambda: many(100, lambda _: "# " + "x" * (10**6 - 3) + "\n"), "SP004", True),
    ("16 MiB of aliases", lambda: nested_aliases(16 * MIB - 64), "SP004", False),
    ("one text of 16 MiB",
     lambda: surrounded("instructions: '", many(16 * 1024 - 1, lambda _: "x" * 1024), "'\n"), "fine", False),
    ("1,000,000 nodes", lambda: surrounded("x-a: [", many(999_000, lambda _: "1, "), "1]\n"), "fine", False),
    ("16,000 keys of 1,000 bytes with equal hashes", lambda: hash_twins(16_000, 1_000), "fine", False),
    ("100,000 keys with equal hashes", lambda: hash_twins(N, 32), "fine", False),
    ("490,000 keys", lambda: many(490_000, lambda i: "zz%d: 1\n" % i), "SP004", False),
    ("a pattern of 4,000,000 open groups",
     lambda: tool(surrounded("    pattern: '", many(4_000, lambda _: "(" * 1_000), "'\n")),
     "1 finding", False),
    ("100,000 references, each to the next", lambda: tool(references(N - 1)), "fine", False),
    ("100,000 unknown fields", lambda: many(N, lambda i: "zz%d: 1\n" % i), "100,000 findings", False),
    ("the same on one line",
     lambda: surrounded("{", many(N, lambda i: "zz%d: 1," % i), "}\n"), "100,000 findings", False),
    ("100,000 wrong tags",
     lambda: surrounded("x-a:\n", many(N, lambda _: "- !foo a\n"), ""), "100,000 findings", False),
    ("100,000 secrets on one line",
     lambda: surrounded("instructions: '", many(N, lambda i: "sk-proj-%s " % "".join(random_letters(i))), "'\n"),
     "100,000 findings", False),
    ("100,000 ignores that silence nothing",
     lambda: surrounded("", many(N, lambda _: "# sessionc: ignore[SP501] x\n"), "voice: sage\n"),
     "100,000 findings", False),
    ("100,000 ignored findings",
     lambda: many(N, lambda i: "zz%d: 1 # sessionc: ignore[SP101] x\n" % i), "fine", False),
]


def run(program, path, form, output):
    """Status, seconds and the most memory in MiB."""
    begin = time.monotonic()
    actions = [(os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]
    arguments = [program, "lint", "--no-config", "--format", form, path]
    child = os.posix_spawn(program, arguments, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    scale = 1 if sys.platform == "darwin" else 1024
    return os.waitstatus_to_exitcode(status), time.monotonic() - begin, usage.ru_maxrss * scale / MIB


def answer(output):
    """What the summary, the last line of the text report, and the codes in it say."""
    with open(output, encoding="utf-8") as file:
        first, last = file.readline(), ""
        for last in file:
            pass
    last = last or first
    if "[SP004 " in first:
        return "SP004"
    if last.startswith("no problems"):
        return "fine"
    count = sum(int(word) for word in last.split(" in ")[0].split() if word.isdigit())
    return "{:,} finding{}".format(count, "" if count == 1 else "s")


def main():
    program = os.path.abspath(sys.argv[1])
    forms = sys.argv[2:] or ["text"]
    failures = []
    print("| file | answer |" + "".join(" seconds | MiB |" for _ in forms))
    print("| --- | --- |" + " --- | --- |" * len(forms))
    with tempfile.TemporaryDirectory() as folder:
        path, output = os.path.join(folder, "p.yaml"), os.path.join(folder, "output")
        for name, pieces, expected, is_bounded in WORST:
            with open(path, "w", encoding="utf-8") as file:
                file.writelines(pieces())
            run(program, path, "text", output)
            found = answer(output)
            if found != expected:
                failures.append("%s: %s, not %s" % (name, found, expected))
            cells = ""
            for form in forms:
                status, seconds, mib = min(
                    (run(program, path, form, output) for _ in range(3)), key=lambda r: r[1])
                if status not in (0, 1):
                    failures.append("%s: status %d" % (name, status))
                if is_bounded and (seconds > 1 or mib > 64):
                    failures.append("%s: %.2f s and %.0f MiB" % (name, seconds, mib))
                cells += " %.2f | %.0f |" % (seconds, mib)
            print("| %s | %s |%s" % (name, found, cells), flush=True)
    for failure in failures:
        print("not as it must be: " + failure, file=sys.stderr)
    return 1 if failures else 0


sys.exit(main())
