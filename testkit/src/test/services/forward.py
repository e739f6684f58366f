# SPDX-License-Identifier: Apache-2.0
"""A small service: for each request it calls what is behind it. Usage: forward.py URL right|pool"""
import contextvars
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NAMES = ["x-request-id", "x-b3-traceid", "x-b3-spanid", "x-b3-parentspanid", "x-b3-sampled", "x-b3-flags", "b3",
         "traceparent", "tracestate"]
BEHIND, WAY = sys.argv[1], sys.argv[2]
current = contextvars.ContextVar("current", default={})
pool = ThreadPoolExecutor(max_workers=4)


def call():
    urllib.request.urlopen(urllib.request.Request(BEHIND + "/stock", headers=current.get())).read()


class Service(BaseHTTPRequestHandler):
    def do_GET(self):
        current.set({name: self.headers[name] for name in NAMES if name in self.headers})
        if WAY == "right":
            call()
        else:
            # A pool's thread has a context of its own.
            pool.submit(call).result()
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
print(server.server_address[1], flush=True)
server.serve_forever()
