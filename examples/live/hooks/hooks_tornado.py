"""Methods of Tornado's handlers that are called before and after the handler itself."""

import tornado.web
import tornado.websocket
from seen import here, run
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port


class Handler(tornado.web.RequestHandler):
    def set_default_headers(self) -> None:
        here("set_default_headers")

    def get_current_user(self) -> str:
        here("get_current_user")
        return "user"

    def get_user_locale(self) -> None:
        here("get_user_locale")

    def check_xsrf_cookie(self) -> None:
        here("check_xsrf_cookie")

    def post(self) -> None:
        self.write(f"{self.current_user} {self.locale.code}")


class Guarded(tornado.web.RequestHandler):
    def get_login_url(self) -> str:
        here("get_login_url")
        return "/"

    @tornado.web.authenticated
    def get(self) -> None:
        self.write("")


@tornado.web.stream_request_body
class Upload(tornado.web.RequestHandler):
    def data_received(self, chunk: bytes) -> None:
        here("data_received")

    def check_xsrf_cookie(self) -> None: ...

    def post(self) -> None:
        self.write("")


class Socket(tornado.websocket.WebSocketHandler):
    def check_origin(self, origin: str) -> bool:
        here("check_origin")
        return True

    def select_subprotocol(self, subprotocols: list[str]) -> None:
        here("select_subprotocol")

    def get_compression_options(self) -> None:
        here("get_compression_options")

    def on_ping(self, data: bytes) -> None:
        here("on_ping")

    def on_message(self, message: object) -> None:
        self.write_message("answer")


async def main() -> None:
    app = tornado.web.Application(
        [("/", Handler), ("/guarded", Guarded), ("/upload", Upload), ("/socket", Socket)],
        xsrf_cookies=True,
    )
    server = HTTPServer(app)
    sock, port = bind_unused_port()
    server.add_socket(sock)
    client = AsyncHTTPClient()
    await client.fetch(f"http://127.0.0.1:{port}/", method="POST", body="a")
    await client.fetch(f"http://127.0.0.1:{port}/upload", method="POST", body="a")
    await client.fetch(
        f"http://127.0.0.1:{port}/guarded", follow_redirects=False, raise_error=False
    )
    request = HTTPRequest(f"ws://127.0.0.1:{port}/socket", headers={"Origin": "http://a"})
    socket = await tornado.websocket.websocket_connect(request, subprotocols=["a"])
    socket.protocol.write_ping(b"")
    await socket.write_message("question")
    await socket.read_message()
    server.stop()


run(main)
