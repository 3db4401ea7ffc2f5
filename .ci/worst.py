#!/usr/bin/env python3
"""What the worst files cost: writes the worst file under each limit, runs `sessionc lint` over it, and
prints the table of the guide's article on security. Then it tries files of 16 MiB that have very many of
something, the same as long as files are rewritten, commands, and forms of report. Says where one takes more
than two seconds of processor time, a bomb more than one. Fails where an answer is not the one expected, where
one takes more than 256 MiB, a bomb more than 64, and where one takes five times those seconds: machines
differ, but what grows faster than the file takes minutes.

    swift build -c release --product sessionc && .ci/worst.py .build/release/sessionc [FORM…]

Files are written in pieces: a child begins with the memory of whoever starts it.
"""
import os
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor

MIB = 1 << 20
# Longer files are not rewritten: `Fixer.bytesMax`.
REWRITTEN_MAX = MIB
# No file that is made of pieces is longer than `size` in it, in one thread.
largest = threading.local()


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
     "10,001 findings", False),
    ("100,000 ignored findings",
     lambda: many(N, lambda i: "zz%d: 1 # sessionc: ignore[SP101] x\n" % i), "SP004", False),
]


def repeated(begin, piece, end="", size=16 * MIB):
    """One piece as often as it fits."""
    count = (min(size, largest.size) - len((begin + end).encode()) - 64) // len(piece.encode())
    block = max(1, 65536 // len(piece.encode()))
    yield begin
    for _ in range(count // block):
        yield piece * block
    yield piece * (count % block)
    yield end


def numbered(begin, piece, end="", size=16 * MIB):
    """Pieces with a number each, as many as fit."""
    count = (min(size, largest.size) - len(begin) - len(end) - 64) // len((piece % 0).encode())
    yield begin
    yield from many(min(count, 9_999_999), lambda i: piece % i)
    yield end


def deep_keys(count, piece):
    """Very many of something below long keys."""
    for level in range(95):
        yield " " * level + "k" * 900 + ":\n"
    yield from many(count, lambda i: " " * 95 + piece % i)


TOOL = "".join(tool([]))
FLAT = "$target: ga-client-secrets\n"
TRANSCRIPTION = "type: realtime\naudio: {input: {transcription: {model: gpt-transcribe, "
BOTH = ["--target", "sessions", "--target", "ga-client-secrets"]
HIDDEN = ("instructions: '", "a\u202e", "'\n")
SLOW = (TOOL + "    properties: {a: {}}\n    required:\n", "    - a\n", "", 8_000_000)
FORMS = ["json", "sarif", "github", "gitlab", "junit", "concise"]


# Name; pieces; what `lint` is given besides.
GROWING = [
    ("%TAG directives", lambda: numbered("", "%%TAG !%07d! !\n", "---\nvoice: sage\n"), []),
    ("%TAG directives behind a document", lambda: numbered("voice: a\n", "%%TAG !%07d! !\n"), []),
    ("characters that reorder", lambda: repeated(*HIDDEN), BOTH),
    ("characters that reorder, lowered", lambda: repeated(FLAT + HIDDEN[0], *HIDDEN[1:]), []),
    ("invisible characters", lambda: repeated("instructions: '", "a\u200b", "'\n"), []),
    ("characters that reorder one comment", lambda: repeated("voice: sage\n# ", "a\u202e", "\n"), []),
    ("characters that reorder comments", lambda: repeated("voice: sage\n", "# \u202e\n"), []),
    ("one run of them", lambda: repeated('instructions: "', "\u202e", '"\n'), []),
    ("embeddings", lambda: repeated("instructions: '\u05d0", "\u202aa\u202c", "'\n"), []),
    ("open embeddings", lambda: repeated("instructions: '\u05d0", "\u202a", "'\n"), []),
    ("letters of two bytes", lambda: repeated("instructions: '", "\u00e9", "'\n"), []),
    ("line separators", lambda: repeated("x-a: '", "\u2028", "'\n"), []),
    ("line separators without quotes", lambda: repeated("x-a: ", "a\u2028", "\n"), []),
    ("next lines", lambda: repeated("x-a: '", "\u0085", "'\n"), []),
    ("mixed alphabets", lambda: repeated("x-a:\n", "- a\u0430\n", "", 5_900_000), []),
    ("one required name", lambda: repeated(*SLOW), BOTH),
    ("one required name, lowered", lambda: repeated(FLAT + SLOW[0], *SLOW[1:]), []),
    ("required names",
     lambda: numbered(TOOL + "    properties: {a: {}}\n    required:\n", "    - b%07d\n", "", 14_500_000), BOTH),
    ("required names that are like many others",
     lambda: surrounded(
         TOOL + "    properties:\n",
         list(many(128, lambda i: "      %sb%d: {type: string}\n" % ("a" * 58, i)))
         + ["    required:\n"] + list(many(N, lambda i: "    - %s%d\n" % ("a" * 57, i))), ""), []),
    ("languages with their regions",
     lambda: repeated(TRANSCRIPTION + "languages: [", "en-US,", "en-US]}}}\n", 5_800_000), []),
    ("tools that are numbers", lambda: repeated("tools: [", "1,", "1]\n", 1_980_000), []),
    ("tools that are numbers, lowered", lambda: repeated(FLAT + "tools: [", "1,", "1]\n", 1_980_000), []),
    ("tools that are empty", lambda: repeated("tools: [", "{},", "{}]\n", 2_900_000), []),
    ("tools with unknown fields",
     lambda: repeated("tools:\n", "- {type: function, nmae: a, zz: 1}\n", "", 4_500_000), []),
    ("tools of one name", lambda: repeated("tools:\n", "- {type: function, name: a}\n", "", 4_500_000), []),
    ("wrong modalities", lambda: repeated("modalities: [", "txet,", "text]\n", 4_700_000), []),
    ("values of a list that may be there once", lambda: repeated("type: realtime\ninclude: [", "a,", "a]\n", 1_900_000), []),
    ("one ignore of known codes", lambda: repeated("# sessionc: ignore[", "SP101,", "] x\nvoice: sage\n"), []),
    ("one ignore of unknown codes", lambda: numbered("# sessionc: ignore[", "wrong-typ%07d,", "] x\nvoice: sage\n"), []),
    ("ignores that silence nothing", lambda: repeated("", "# sessionc: ignore[SP501] x\n", "voice: sage\n"), []),
    ("ignores of unknown codes", lambda: numbered("", "# sessionc: ignore[wrong-typ%07d] x\n", "voice: sage\n"), []),
    ("ignores of a hundred codes",
     lambda: repeated("", "# sessionc: ignore[" + "SP101," * 100 + "]\n", "voise: sage\n"), []),
    ("comments for sessionc that say nothing", lambda: repeated("", "# sessionc:\n", "voice: sage\n"), []),
    ("empty comments, and one ignore",
     lambda: repeated("# sessionc: ignore[SP101]\n", "#\n", "voise: sage\n"), []),
    ("empty lines, and a finding", lambda: repeated("voise: sage\n", "\n"), []),
    ("wrong tags", lambda: repeated("x-a: [", "!a a,", "a]\n", 4_900_000), []),
    ("keys given twice", lambda: repeated("x-a:\n", "  - {%s}\n" % ("a: 1," * 5000)), []),
    ("keys that are numbers", lambda: repeated("x-a:\n", "  - {%s}\n" % ("1: 1," * 5000)), []),
    ("keys that are lists", lambda: repeated("x-a:\n", "  - {%s}\n" % ("[]: 1," * 5000)), []),
    ("question marks in keys", lambda: repeated("x-a:\n", "  - {%s}\n" % ("?a: 1," * 5000)), []),
    ("merges of no mapping", lambda: repeated("x-b:\n  <<: [", "1,", "1]\n", 1_900_000), []),
    ("anchors", lambda: numbered("x-a:\n", "- &a%07d x\n"), []),
    ("long keys around wrong tags", lambda: deep_keys(99_000, "zz%d: !a 1\n"), []),
    ("a long key around unknown fields",
     lambda: surrounded("? " + "k" * 8_000_000 + "\n: {", many(99_000, lambda i: "zz%d: 1," % i), "}\n"), []),
    ("open brackets in text", lambda: repeated("instructions: '", "{{", "'\n"), []),
    ("placeholders for tools", lambda: repeated("tools: [", "'{{a}}',", "1]\n", 7_900_000), []),
    ("numbers that are not exact", lambda: repeated(TOOL + "    enum: [", "12345678901234567,", "1]\n"), []),
    ("hexadecimal numbers", lambda: repeated(TOOL + "    enum: [", "0x" + "f" * 250 + ",", "1]\n"), []),
    ("a long number", lambda: repeated("temperature: ", "9", "\n"), []),
    ("a reference of many steps", lambda: repeated(TOOL + "    $ref: '#", "/a", "'\n"), []),
    ("references to nowhere",
     lambda: numbered(TOOL + "    properties:\n", "      a%07d: {$ref: '#/$defs/x'}\n", "", 3_300_000), []),
    ("named groups", lambda: numbered(TOOL + "    pattern: '", "(?<a%07d>)", "'\n"), []),
    ("keys in comments", lambda: surrounded("voice: sage\n", many(380_000, lambda i: "# sk-proj-%s\n" % "".join(random_letters(i))), ""), []),
    ("parts of tokens", lambda: repeated("instructions: '", "eyJhbGciOiJIUzI1NiJ9.", "'\n"), []),
    ("beginnings of tokens", lambda: repeated("instructions: '", "eyJ-", "'\n"), []),
    ("beginnings of keys", lambda: repeated("instructions: '", "sk-", "'\n"), []),
    ("fields for credentials", lambda: repeated("voise: sage\n", "# authorization: a\n"), []),
    ("fields for credentials that do not end", lambda: repeated("voise: a\nx-a: '", "authorization: [", "'\n"), []),
    ("dashes", lambda: repeated("", "- "), []),
    ("question marks", lambda: repeated("", "? "), []),
    ("tags", lambda: repeated("", "!!str "), []),
    ("one tag", lambda: repeated("x-a: !", "%41", " b\n"), []),
    ("escapes", lambda: repeated('instructions: "', "\\n", '"\n'), []),
    ("surrogate pairs", lambda: repeated('instructions: "', "\\ud83d\\ude00", '"\n'), []),
    ("deep blanks in a block", lambda: repeated("instructions: |\n", "          \n", "  a\n"), []),
    ("lines of one text", lambda: repeated("instructions: a\n", "  b\n"), []),
    ("documents", lambda: repeated("", "---\n"), []),
]
# Name; pieces; commands, `FILE` standing for the file.
COMMANDS = [
    ("characters that reorder", lambda: repeated(*HIDDEN),
     [["lint", "FILE", "--format", form] for form in FORMS]
     + [["compile", "FILE", "--target", "ga-session-update"]]),
    ("100,000 unknown fields", lambda: many(N, lambda i: "zz%d: 1\n" % i),
     [["lint", "FILE", "--max-findings", "0", "--format", form] for form in FORMS + ["text"]]
     + [["migrate", "FILE"], ["compile", "FILE", "--max-findings", "0"]]),
    ("invisible characters in double quotes", lambda: repeated('instructions: "', "a\u200b", '"\n', 6 * MIB),
     [["lint", "FILE", "--diff"]]),
    ("invisible characters in double quotes", lambda: repeated('instructions: "', "a\u200b", '"\n'),
     [["lint", "FILE"], ["compile", "FILE"]]),
    ("combining marks", lambda: repeated('voice: sage\ninstructions: "', "\u0301", '"\n'), [["import", "FILE"]]),
    ("combining marks on letters", lambda: repeated('voice: sage\ninstructions: "', "e\u0301 ", '"\n'),
     [["import", "FILE"]]),
    ("embeddings", lambda: repeated("instructions: '", "\u202a", "'\n", 8 * MIB), [["migrate", "FILE"]]),
    ("one required name", lambda: repeated(*SLOW),
     [["compile", "FILE", "--target", "ga-client-secrets"]]),
]
SECONDS_MAX, MIB_MAX, SLACK = 2, 256, 5


def run(program, arguments, output):
    """Status, seconds of processor time and the most memory in MiB."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [(os.POSIX_SPAWN_OPEN, 1, output, flags, 0o600),
               (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0o600)]
    child = os.posix_spawn(program, [program] + arguments, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    scale = 1 if sys.platform == "darwin" else 1024
    seconds = usage.ru_utime + usage.ru_stime
    return os.waitstatus_to_exitcode(status), seconds, usage.ru_maxrss * scale / MIB


class Judge:
    """Runs the program on files in a folder of its own, and keeps what is not as it must be."""

    def __init__(self, program, folder):
        self.program, self.folder, self.failures, self.notes = program, folder, [], []
        self.count, self.slowest, self.largest = 0, (0, ""), (0, "")
        self.path, self.output = os.path.join(folder, "p.yaml"), os.path.join(folder, "output")

    def write(self, pieces, size=16 * MIB):
        largest.size = size
        with open(self.path, "w", encoding="utf-8", newline="") as file:
            file.writelines(pieces())

    def check(self, name, arguments, statuses=(0, 1), seconds_max=SECONDS_MAX, mib_max=MIB_MAX):
        """Seconds and MiB."""
        status, seconds, mib = run(self.program, arguments, self.output)
        # Other programs take their part of the machine.
        for _ in range(2):
            if seconds <= SLACK * seconds_max:
                break
            seconds = min(seconds, run(self.program, arguments, self.output)[1])
        self.count += 1
        self.slowest, self.largest = max(self.slowest, (seconds, name)), max(self.largest, (mib, name))
        if status not in statuses:
            self.failures.append("%s: status %d" % (name, status))
        if seconds > SLACK * seconds_max or mib > mib_max:
            self.failures.append("%s: %.2f s and %.0f MiB" % (name, seconds, mib))
        elif seconds > seconds_max:
            self.notes.append("%s: %.2f s" % (name, seconds))
        return seconds, mib


LINT = ["lint", "--no-config", "--ignore", "SP803"]


def row(forms, name, pieces, expected, is_bomb):
    """A row of the table."""
    def work(judge):
        judge.write(pieces)
        cells = ""
        for form in ["text"] + [form for form in forms if form != "text"]:
            seconds, mib = judge.check(
                name, LINT + ["--format", form, judge.path],
                seconds_max=1 if is_bomb else SECONDS_MAX, mib_max=64 if is_bomb else MIB_MAX)
            if form == "text":
                found = answer(judge.output)
                if found != expected:
                    judge.failures.append("%s: %s, not %s" % (name, found, expected))
            if form in forms:
                cells += " %.2f | %.0f |" % (seconds, mib)
        return "| %s | %s |%s" % (name, found, cells)
    return work


def growing(name, pieces, arguments):
    def work(judge):
        judge.write(pieces)
        judge.check(name, LINT + [judge.path] + arguments)
        judge.write(pieces, REWRITTEN_MAX)
        judge.check(name + ", fixed", LINT + ["--unsafe", "--diff", judge.path])
        judge.check(name + ", migrated", ["migrate", judge.path])
    return work


def commands(name, pieces, many_arguments):
    def work(judge):
        judge.write(pieces)
        for arguments in many_arguments:
            judge.check("%s: %s" % (name, " ".join(arguments)),
                        [judge.path if part == "FILE" else part for part in arguments])
    return work


def many_variants(judge):
    """Refused: a profile of very many large requests is compiled some at a time."""
    judge.write(lambda: repeated("type: realtime\n$variants:\n"
                                 + "".join("  v%d: {audio: {output: {speed: 1}}}\n" % i for i in range(16))
                                 + "instructions: '", "a b ", "'\n"))
    judge.check("16 variants of one text",
                ["compile", judge.path, "-o", os.path.join(judge.folder, "requests")], (2,))


def exclusions(judge):
    project = os.path.join(judge.folder, "project")
    deep = project + "/d" * 60
    os.makedirs(deep)
    for index in range(50):
        with open("%s/f%d.yaml" % (deep, index), "w", encoding="utf-8") as file:
            file.write("voice: alloy\n")
    with open(project + "/.sessionc.yaml", "w", encoding="utf-8") as file:
        file.writelines(surrounded("exclude:\n", many(1000, lambda i: "- '%sx%d'\n" % ("**/d/" * 150, i)), ""))
    judge.check("1000 exclusions", ["lint", project])


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
    print("| file | answer |" + "".join(" seconds | MiB |" for _ in forms))
    print("| --- | --- |" + " --- | --- |" * len(forms))
    rows = [row(forms, *worst) for worst in WORST]
    others = [growing(*of) for of in GROWING] + [commands(*of) for of in COMMANDS] + [many_variants, exclusions]

    def work(job):
        with tempfile.TemporaryDirectory() as folder:
            judge = Judge(program, folder)
            return judge, job(judge)

    judges = []
    # Each run has a core of its own: processor time is counted, and waiting is not.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for judge, line in pool.map(work, rows + others):
            judges.append(judge)
            if line:
                print(line, flush=True)
    print("\n%d other runs: at most %.2f s (%s) and %.0f MiB (%s)" % (
        (sum(judge.count for judge in judges[len(rows):]),)
        + max(judge.slowest for judge in judges[len(rows):]) + max(judge.largest for judge in judges[len(rows):])))
    for judge in judges:
        for note in judge.notes:
            print("slow: " + note)
    sys.stdout.flush()
    failures = [failure for judge in judges for failure in judge.failures]
    for failure in failures:
        print("not as it must be: " + failure, file=sys.stderr)
    return 1 if failures else 0


sys.exit(main())
