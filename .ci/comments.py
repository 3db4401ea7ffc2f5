#!/usr/bin/env python3
"""As much of GitHub's interface as the comment of the action needs, on this machine: comments.py PORT-FILE

Prints each change as method, tab, body. Comments of others fill the first page; a repository `forked` may not be
written to.
"""

import http.server
import json
import pathlib
import sys

others = [{"id": number, "body": "fine by me", "user": {"type": "User"}} for number in range(100)]
own = []


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, status, body, link=None):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        if link:
            self.send_header("Link", link)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        if "page=2" in self.path.split("&"):
            self.answer(200, own)
        else:
            link = '<http://%s%s&page=2>; rel="next"' % (self.headers["Host"], self.path)
            self.answer(200, others, link)

    def change(self, status):
        text = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
        if self.headers["Authorization"] != "Bearer token-of-the-job" or "/forked/" in self.path:
            self.answer(403, {"message": "Resource not accessible by integration"})
            return
        own[:] = [{"id": 1000, "body": text, "user": {"type": "Bot"}}]
        print(self.command, json.dumps(text), sep="\t", flush=True)
        self.answer(status, own[0])

    def do_POST(self):
        self.change(201)

    def do_PATCH(self):
        assert self.path.endswith("/issues/comments/1000"), self.path
        self.change(200)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
pathlib.Path(sys.argv[1]).write_text(str(server.server_port))
server.serve_forever()
