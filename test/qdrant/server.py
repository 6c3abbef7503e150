"""
A server for tests that speaks the part of Qdrant's REST API that the index uses, with Qdrant's own engine in its process. It prints its
port, and ends when its input ends, so that it never outlives the test that started it. Usage: python server.py FOLDER
"""

import json
import os
import re
import sys
import tempfile
import threading
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from engine import Collections
from filters import Refusal

VERSION = {"title": "qdrant - vector search engine", "version": "1.19.0"}
NAME = "/collections/([^/]+)"

# Routes of one collection: what is called with its lock held, with the collection, the JSON body and the rest of the path.
OF_COLLECTION = [
    ("GET", "", lambda one, body: one.info()),
    ("PATCH", "", lambda one, body: one.change(body)),
    ("PUT", "/index", lambda one, body: one.create_index(body)),
    ("DELETE", "/index/([^/]+)", lambda one, body, key: one.delete_index(key)),
    ("PUT", "/points", lambda one, body: one.update("upsert", body)),
    ("POST", "/points", lambda one, body: one.retrieve(body)),
    ("POST", "/points/delete", lambda one, body: one.update("delete", body)),
    ("POST", "/points/payload", lambda one, body: one.update("set_payload", body)),
    ("PUT", "/points/payload", lambda one, body: one.update("overwrite_payload", body)),
    ("POST", "/points/payload/delete", lambda one, body: one.update("delete_payload", body)),
    ("POST", "/points/payload/clear", lambda one, body: one.update("clear_payload", body)),
    ("POST", "/points/batch", lambda one, body: one.batch(body)),
    ("POST", "/points/query", lambda one, body: one.query(body)),
    ("POST", "/points/query/batch", lambda one, body: one.query_batch(body)),
    ("POST", "/points/scroll", lambda one, body: one.scroll(body)),
    ("POST", "/points/count", lambda one, body: one.count(body)),
]
OF_ALL = [
    ("GET", "/collections", lambda all, body: all.list()),
    ("GET", "/aliases", lambda all, body: all.list_aliases()),
    ("POST", "/collections/aliases", lambda all, body: all.change_aliases(body)),
    ("GET", f"{NAME}/aliases", lambda all, body, name: all.list_aliases(name)),
    ("GET", f"{NAME}/exists", lambda all, body, name: all.exists(name)),
    ("PUT", NAME, lambda all, body, name: all.create(name, body)),
    ("DELETE", NAME, lambda all, body, name: all.delete(name)),
]


def answer(collections, method, path, body):
    """The result of a request. Raises a refusal."""
    for wanted, pattern, act in OF_ALL:
        found = re.fullmatch(pattern, path) if wanted == method else None
        if found:
            return act(collections, body, *map(unquote, found.groups()))
    for wanted, pattern, act in OF_COLLECTION:
        found = re.fullmatch(NAME + pattern, path) if wanted == method else None
        if found:
            name, *rest = map(unquote, found.groups())
            one = collections.get(name)
            with one.lock:
                return act(one, body, *rest)
    raise Refusal(404, f"Not found: {method} {path} is not served here")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def respond(self):
        started = time.monotonic()
        length = int(self.headers.get("Content-Length") or 0)
        text = self.rfile.read(length)
        path = urlsplit(self.path).path
        if self.command == "GET" and path in ("/readyz", "/healthz", "/livez"):
            return self.send(200, b"all shards are ready", "text/plain")
        if self.command == "GET" and path == "/":
            return self.send(200, json.dumps(VERSION).encode())
        try:
            body = json.loads(text) if text else {}
            result = answer(self.server.collections, self.command, path, body)
            taken = time.monotonic() - started
            status, reply = 200, json.dumps({"result": result, "status": "ok", "time": taken}, allow_nan=False)
        except BaseException as error:  # The engine's panics are no `Exception`.
            status, reply = status_of(error), json.dumps({"status": {"error": str(error)}, "time": 0})
        return self.send(status, reply.encode())

    do_GET = do_PUT = do_POST = do_PATCH = do_DELETE = respond

    def send(self, status, content, kind="application/json"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def status_of(error):
    """What Qdrant answers with; errors of the engine's own say only in words what they are about."""
    if isinstance(error, Refusal):
        return error.status
    if "No point with id" in str(error):
        return 404
    if type(error) in (Exception, TypeError, ValueError, OverflowError, KeyError, json.JSONDecodeError):
        return 400
    traceback.print_exception(error)
    return 500


def end_with_input(collections):
    sys.stdin.buffer.read()
    collections.close()
    os._exit(0)


if __name__ == "__main__":
    collections = Collections(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.collections = collections
    threading.Thread(target=end_with_input, args=(collections,), daemon=True).start()
    print(server.server_address[1], flush=True)
    server.serve_forever()
