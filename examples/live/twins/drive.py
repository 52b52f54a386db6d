"""usage: drive.py requests|redis|django FILE [PORT]   Runs one of the other programs here, as it is
or fixed, and writes what its coroutines gave and how long they kept the event loop."""

import asyncio
import importlib.util
import json
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BEAT = 0.01
SLOW = 5.5  # seconds; httpx gives up after five unless it is told not to


class Handler(BaseHTTPRequestHandler):
    def answer(self):
        path = self.path.partition("?")[0]
        body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
        if path == "/slow":
            time.sleep(SLOW)
        said = [self.command, self.path, body, self.headers.get("content-type")]
        self.send_response({"/moved": 302, "/missing": 404}.get(path, 200))
        if path == "/moved":
            self.send_header("location", "/echo")
        data = json.dumps(said).encode()
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_HEAD = answer

    def log_message(self, *_):
        pass


async def watched(coroutine):
    """What a coroutine gives, or raises, and the longest time in which nothing else ran."""
    pauses = [0.0]

    async def beat():
        while True:
            began = time.perf_counter()
            await asyncio.sleep(BEAT)
            pauses.append(time.perf_counter() - began - BEAT)

    beating = asyncio.create_task(beat())
    await asyncio.sleep(2 * BEAT)
    try:
        result = await coroutine
    except Exception as error:
        result = type(error).__name__
    await asyncio.sleep(2 * BEAT)
    beating.cancel()
    return result, max(pauses)


def load(path):
    spec = importlib.util.spec_from_file_location("program", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["program"] = module
    spec.loader.exec_module(module)
    return module


def over_requests(path, _):
    module = load(path)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    return [asyncio.run(watched(call(url))) for call in module.ALL]


def over_redis(path, port):
    jobs = load(path).Jobs(int(port))
    return [asyncio.run(watched(jobs.wait())) for _ in range(2)]


def over_django(path, _):
    import django
    from django.conf import settings
    from django.db import connection

    name = f"{tempfile.mkdtemp()}/shop.db"
    sqlite = {"ENGINE": "django.db.backends.sqlite3", "NAME": name}
    settings.configure(DATABASES={"default": sqlite}, DEFAULT_AUTO_FIELD="django.db.models.AutoField")
    django.setup()
    module = load(path)
    with connection.schema_editor() as editor:
        editor.create_model(module.Order)
    return [asyncio.run(watched(module.view()))]


seen = globals()[f"over_{sys.argv[1]}"](sys.argv[2], sys.argv[3] if sys.argv[3:] else "")
print(json.dumps({"results": [one for one, _ in seen], "pauses": [pause for _, pause in seen]}))
