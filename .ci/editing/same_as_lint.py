#!/usr/bin/env python3
"""The findings of `sessionc lsp` are those of `lint --format json`, at the same places: same_as_lint.py PROGRAM FILE…"""

import json
import pathlib
import subprocess
import sys


def framed(message):
    body = json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


def told(program, path):
    """Code, line and column of each finding by the server, which counts as `lint` does: in scalars."""
    text = path.read_bytes().decode()
    uri = path.resolve().as_uri()
    capabilities = {"general": {"positionEncodings": ["utf-32"]}}
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
    messages = [
        {"id": 0, "method": "initialize", "params": {"capabilities": capabilities}},
        {"method": "textDocument/didOpen", "params": {"textDocument": document}},
        {"id": 1, "method": "shutdown"},
        {"method": "exit"},
    ]
    server = subprocess.Popen([program, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    # What is asked for before it is checked would be answered first.
    server.stdin.write(b"".join(map(framed, messages[:2])))
    server.stdin.flush()
    found, answered = {}, 0
    while answered < 2:
        length = 0
        while line := server.stdout.readline().strip():
            length = int(line.split(b":")[1])
        message = json.loads(server.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            found[message["params"]["uri"]] = message["params"]["diagnostics"]
            answered = max(answered, 1)
            # The document's own findings come first, then those in other files: all are there when the next is asked.
            if answered == 1 and uri in found:
                server.stdin.write(framed({"id": 2, "method": "textDocument/hover", "params": {}}))
                server.stdin.flush()
        elif message.get("id") == 2:
            answered = 2
    server.stdin.write(b"".join(map(framed, messages[2:])))
    server.stdin.close()
    server.wait()
    return sorted(
        (pathlib.PurePosixPath(file).name, f["code"], f["range"]["start"]["line"] + 1, f["range"]["start"]["character"] + 1)
        for file, findings in found.items()
        for f in findings
    )


def linted(program, path):
    result = subprocess.run([program, "lint", "--format", "json", "--max-findings", "1000", path], stdout=subprocess.PIPE)
    report = json.loads(result.stdout)
    ranges = [(finding["code"], finding["range"]) for finding in report["diagnostics"]]
    return sorted(
        (pathlib.PurePosixPath(r["file"]).name, code, r["start"]["line"], r["start"]["column"]) for code, r in ranges
    )


def main():
    program, count, wrong = sys.argv[1], 0, 0
    for name in sys.argv[2:]:
        path = pathlib.Path(name)
        server, lint = told(program, path), linted(program, path)
        count += len(lint)
        if server != lint:
            wrong += 1
            print("%s: the server tells %s, and lint %s" % (path, server, lint), file=sys.stderr)
    print("the same findings in %d of %d files, %d in all" % (len(sys.argv[2:]) - wrong, len(sys.argv[2:]), count))
    return 1 if wrong else 0


sys.exit(main())
