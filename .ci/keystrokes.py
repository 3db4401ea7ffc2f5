#!/usr/bin/env python3
"""What a keystroke costs in the language server: .ci/keystrokes.py PROGRAM

Types into five files and prints, in milliseconds, the medians of the time from a change to its findings and from a
request to its completions, beside `lint` of the same file by the same program; then the time from the start to the
answer to `initialize`, and the memory before and after 10,000 edits.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time


class Server:
    def __init__(self, program):
        self.process = subprocess.Popen([program, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0

    def send(self, method, params, is_request=False):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if is_request:
            self.number += 1
            message["id"] = self.number
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while True:
            line = self.process.stdout.readline().strip()
            if not line:
                break
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return self.process.stdout.read(length)

    def request(self, method, params):
        self.send(method, params, is_request=True)
        return self.receive()

    def memory(self):
        with open("/proc/%d/status" % self.process.pid) as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def tools(count):
    return "type: realtime\nmodel: gpt-realtime\ntools:\n" + "".join(
        "  - type: function\n    name: tool_%d\n    description: Does a thing that somebody may want done.\n"
        "    parameters: {type: object, properties: {a: {type: string}}}\n" % i
        for i in range(count)
    )


FILES = [
    ("2 KB", "type: realtime\nmodel: gpt-realtime\ninstructions: |\n" + "  Be brief and kind to whoever calls.\n" * 52),
    ("22 KB, 200 tools", tools(150)),
    ("1 MB of instructions", "type: realtime\ninstructions: |\n" + "  Be brief and kind to whoever calls.\n" * 27_500),
    ("522 KB, 4,000 tools", tools(3_600)),
    ("86 KB, 10,000 findings", "type: realtime\n" + "".join("z%d: 1\n" % i for i in range(10_000))),
]


def timed(work):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main():
    program = os.path.abspath(sys.argv[1])
    folder = tempfile.mkdtemp()
    uri = "file://" + os.path.join(folder, "a.yaml")
    starts = []
    for _ in range(20):
        start = time.perf_counter()
        server = Server(program)
        server.request("initialize", {"capabilities": {}})
        starts.append((time.perf_counter() - start) * 1000)
        server.send("exit", {})
        server.process.wait()
    print("| file | findings | completion | `lint` |\n| --- | --- | --- | --- |")
    server = Server(program)
    server.request("initialize", {"capabilities": {}})
    for name, text in FILES:
        path = os.path.join(folder, "a.yaml")
        with open(path, "w") as file:
            file.write(text)
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        server.send("textDocument/didOpen", {"textDocument": document})
        server.receive()
        findings, completions = [], []
        for step in range(21):
            place = {"line": 1, "character": 0}
            change = {"range": {"start": place, "end": place}, "text": "#\n" if step % 2 == 0 else ""}
            if step % 2:
                change["range"] = {"start": place, "end": {"line": 2, "character": 0}}
            params = {"textDocument": {"uri": uri, "version": step}, "contentChanges": [change]}
            server.send("textDocument/didChange", params)
            findings.append(timed(server.receive))
            ask = {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 0}}
            completions.append(timed(lambda: server.request("textDocument/completion", ask)))
        lint = statistics.median(
            timed(lambda: subprocess.run([program, "lint", "--no-config", path], stdout=subprocess.DEVNULL))
            for _ in range(5)
        )
        print(
            "| %s | %.2f | %.2f | %.1f |" % (name, statistics.median(findings), statistics.median(completions), lint),
            flush=True,
        )
        server.send("textDocument/didClose", {"textDocument": {"uri": uri}})
        server.receive()
    print("\nstart to the answer to initialize: %.1f ms (least %.1f)" % (statistics.median(starts), min(starts)))
    server = Server(program)
    server.request("initialize", {"capabilities": {}})
    text = FILES[0][1]
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
    server.send("textDocument/didOpen", {"textDocument": document})
    server.receive()
    sizes = []
    place = {"line": 0, "character": 0}
    for step in range(10_000):
        end = {"line": 0, "character": step % 2}
        change = {"range": {"start": place, "end": end}, "text": "" if step % 2 else "#"}
        params = {"textDocument": {"uri": uri, "version": step}, "contentChanges": [change]}
        server.send("textDocument/didChange", params)
        server.receive()
        if step in (100, 9_999):
            sizes.append(server.memory())
    print("memory after 100 edits %.1f MiB, after 10,000 %.1f MiB" % tuple(size / 1024 for size in sizes))


main()
