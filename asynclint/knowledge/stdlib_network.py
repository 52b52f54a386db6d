"""The standard library: sockets, TLS, HTTP, mail and the other protocols."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, returning
from asynclint.knowledge.library import Library

_DOCS = "https://docs.python.org/3/library"
_SOCKET = f"{_DOCS}/socket.html#socket"
_SSL = f"{_DOCS}/ssl.html#ssl"

# A name (RFC 6761) and addresses of this machine, which no resolver is asked for.
_OWN = ("localhost", "127.0.0.1", "::1")

_SOCKETS = (
    Blocks(
        "socket.create_connection",
        Kind.NETWORK,
        "resolves a host name and waits for the connection",
        twin="asyncio.open_connection",
        why=f"{_SOCKET}.create_connection",
    ),
    Blocks(
        "socket.getaddrinfo",
        Kind.NETWORK,
        "waits for the resolver's answer",
        twin="loop.getaddrinfo",
        # Numeric addresses need no resolver; other flags are seldom given as literals.
        unless=(
            Unless("flags", 5, ("socket.AI_NUMERICHOST",), strict=True),
            Unless("host", 0, (*_OWN, None)),
        ),
        why=f"{_SOCKET}.getaddrinfo",
    ),
    Blocks(
        "socket.getnameinfo",
        Kind.NETWORK,
        "waits for the resolver's answer",
        twin="loop.getnameinfo",
        why=f"{_SOCKET}.getnameinfo",
        # It finds names for numbers, and never numbers for names.
        parsed=("ipaddress.ip_address", "ipaddress.IPv4Address", "ipaddress.IPv6Address"),
    ),
    *methods(
        "socket",
        "gethostbyname gethostbyname_ex",
        Kind.NETWORK,
        "waits for the resolver's answer",
        twin="loop.getaddrinfo",
        unless=(Unless("hostname", 0, _OWN),),
        why=f"{_SOCKET}.{{}}",
    ),
    *methods(
        "socket",
        "gethostbyaddr getfqdn",
        Kind.NETWORK,
        "waits for the resolver's answer",
        twin="loop.getaddrinfo",
        why=f"{_SOCKET}.{{}}",
    ),
    *methods(
        "socket.socket",
        "connect connect_ex",
        Kind.NETWORK,
        "waits for the connection",
        twin="loop.sock_connect",
        why=f"{_SOCKET}.socket.{{}}",
    ),
    Blocks(
        "socket.socket.accept",
        Kind.NETWORK,
        "waits for a connection",
        twin="loop.sock_accept",
        why=f"{_SOCKET}.socket.accept",
    ),
    *methods(
        "socket.socket",
        "recv recv_into recvfrom recvfrom_into",
        Kind.NETWORK,
        "waits for data from the network",
        twin="loop.sock_{}",
        why=f"{_SOCKET}.socket.{{}}",
    ),
    *methods(
        "socket.socket",
        "recvmsg recvmsg_into",
        Kind.NETWORK,
        "waits for data from the network",
        twin="loop.sock_recv",
        why=f"{_SOCKET}.socket.{{}}",
    ),
    *methods(
        "socket.socket",
        "sendall sendto sendfile",
        Kind.NETWORK,
        "waits until the data has been handed to the network",
        twin="loop.sock_{}",
        why=f"{_SOCKET}.socket.{{}}",
    ),
    *methods(
        "socket.socket",
        "send sendmsg",
        Kind.NETWORK,
        "waits until the data has been handed to the network",
        twin="loop.sock_sendall",
        why=f"{_SOCKET}.socket.{{}}",
    ),
    Blocks(
        "ssl.get_server_certificate",
        Kind.NETWORK,
        "connects to a server and waits for its certificate",
        twin="asyncio.open_connection",
        why=f"{_SSL}.get_server_certificate",
    ),
    Blocks(
        "ssl.SSLContext.wrap_socket",
        Kind.NETWORK,
        "waits for the TLS handshake if the socket is connected",
        twin="loop.start_tls",
        unless=(Unless("do_handshake_on_connect", 2, (False,)),),
        why=f"{_SSL}.SSLContext.wrap_socket",
    ),
    *methods(
        "ssl.SSLSocket",
        "do_handshake unwrap",
        Kind.NETWORK,
        "waits for the TLS handshake",
        twin="loop.start_tls",
        why=f"{_SSL}.SSLSocket.{{}}",
    ),
    *methods(
        "ssl.SSLSocket",
        "read write",
        Kind.NETWORK,
        "waits for the network",
        twin="asyncio.open_connection",
        why=f"{_SSL}.SSLSocket.{{}}",
    ),
    Blocks(
        "ssl.create_default_context",
        Kind.FILE,
        "reads and parses certificate files",
        unless=(
            Unless("cadata", None, (), strict=True),  # given in memory: no file is read
            # Servers do not ask clients for certificates, so the system's are not loaded.
            Unless("purpose", 0, ("ssl.Purpose.CLIENT_AUTH",), without=("cafile", "capath")),
        ),
        why=f"{_SSL}.create_default_context",
    ),
    *methods(
        "ssl.SSLContext",
        "load_cert_chain load_default_certs set_default_verify_paths",
        Kind.FILE,
        "reads and parses certificate files",
        why=f"{_SSL}.SSLContext.{{}}",
    ),
    Blocks(
        "ssl.SSLContext.load_verify_locations",
        Kind.FILE,
        "reads and parses certificate files",
        unless=(Unless("cadata", 2, (), strict=True),),
        why=f"{_SSL}.SSLContext.load_verify_locations",
    ),
    Blocks(
        "select.select",
        Kind.WAIT,
        "waits until a file descriptor is ready",
        twin="loop.add_reader",
        unless=(Unless("timeout", 3, (0,)),),
        why=f"{_DOCS}/select.html#select.select",
    ),
    *methods(
        "select",
        "poll.poll epoll.poll",
        Kind.WAIT,
        "waits until a file descriptor is ready",
        twin="loop.add_reader",
        unless=(Unless("timeout", 0, (0,)),),
        why=f"{_DOCS}/select.html#select.{{}}",
    ),
    Blocks(
        "selectors.BaseSelector.select",
        Kind.WAIT,
        "waits until a file object is ready",
        twin="loop.add_reader",
        unless=(Unless("timeout", 0, (0,)),),
        why=f"{_DOCS}/selectors.html#selectors.BaseSelector.select",
    ),
)

_HTTP = (
    Blocks(
        "urllib.request.urlopen",
        Kind.NETWORK,
        "sends an HTTP request and waits for the response",
        twin="aiohttp.ClientSession.request",
        # What such a URL stands for is written in it (RFC 2397).
        unless=(Unless("url", 0, (), begins="data:"),),
        why=f"{_DOCS}/urllib.request.html#urllib.request.urlopen",
    ),
    Blocks(
        "urllib.request.OpenerDirector.open",
        Kind.NETWORK,
        "sends an HTTP request and waits for the response",
        twin="aiohttp.ClientSession.request",
        unless=(Unless("fullurl", 0, (), begins="data:"),),
        why=f"{_DOCS}/urllib.request.html#urllib.request.OpenerDirector.open",
    ),
    Blocks(
        "urllib.request.urlretrieve",
        Kind.NETWORK,
        "downloads a URL into a file",
        twin="aiohttp.ClientSession.get",
        why=f"{_DOCS}/urllib.request.html#urllib.request.urlretrieve",
    ),
    Blocks(
        "urllib.robotparser.RobotFileParser.read",
        Kind.NETWORK,
        "downloads the robots.txt file",
        twin="aiohttp.ClientSession.get",
        why=f"{_DOCS}/urllib.robotparser.html#urllib.robotparser.RobotFileParser.read",
    ),
    Blocks(
        "http.client.HTTPConnection.connect",
        Kind.NETWORK,
        "waits for the connection",
        twin="aiohttp.ClientSession",
        why=f"{_DOCS}/http.client.html#http.client.HTTPConnection.connect",
    ),
    *methods(
        "http.client.HTTPConnection",
        "request endheaders send",
        Kind.NETWORK,
        "connects and sends an HTTP request",
        twin="aiohttp.ClientSession.request",
        why=f"{_DOCS}/http.client.html#http.client.HTTPConnection.{{}}",
    ),
    Blocks(
        "http.client.HTTPConnection.getresponse",
        Kind.NETWORK,
        "waits for the HTTP response",
        twin="aiohttp.ClientSession.request",
        why=f"{_DOCS}/http.client.html#http.client.HTTPConnection.getresponse",
    ),
    *methods(
        "http.client.HTTPResponse",
        "read read1 readinto readline readlines peek __iter__",
        Kind.NETWORK,
        "waits for the body of the HTTP response",
        twin="aiohttp.ClientResponse.read",
        why=f"{_DOCS}/http.client.html#http.client.HTTPResponse",
    ),
    Blocks(
        "xmlrpc.client.ServerProxy.*",
        Kind.NETWORK,
        "calls a remote procedure and waits for the answer",
        why=f"{_DOCS}/xmlrpc.client.html#xmlrpc.client.ServerProxy",
    ),
    Blocks(
        "xmlrpc.client.MultiCall.__call__",
        Kind.NETWORK,
        "calls remote procedures and waits for the answers",
        why=f"{_DOCS}/xmlrpc.client.html#xmlrpc.client.MultiCall",
    ),
    *methods(
        "socketserver.BaseServer",
        "serve_forever",
        Kind.NETWORK,
        "serves requests until another thread stops the server",
        twin="asyncio.start_server",
        why=f"{_DOCS}/socketserver.html#socketserver.BaseServer.serve_forever",
    ),
    Blocks(
        "socketserver.BaseServer.handle_request",
        Kind.NETWORK,
        "waits for a request and handles it",
        twin="asyncio.start_server",
        why=f"{_DOCS}/socketserver.html#socketserver.BaseServer.handle_request",
    ),
    Blocks(
        "socketserver.BaseServer.shutdown",
        Kind.WAIT,
        "waits until the thread that serves has stopped",
        why=f"{_DOCS}/socketserver.html#socketserver.BaseServer.shutdown",
    ),
)

LIBRARY = Library(
    distribution="",
    packages=(
        "socket",
        "ssl",
        "select",
        "selectors",
        "urllib",
        "http",
        "xmlrpc",
        "socketserver",
        "wsgiref",
    ),
    blocks=(*_SOCKETS, *_HTTP),
    aliases={
        "_socket.socket": "socket.socket",
        "socket.SocketType": "socket.socket",
        "xmlrpc.client.Server": "xmlrpc.client.ServerProxy",
    },
    bases={
        "socket.datagram": ("socket.socket",),
        "ssl.SSLSocket": ("socket.socket",),
        "http.client.HTTPSConnection": ("http.client.HTTPConnection",),
        "selectors.DefaultSelector": ("selectors.BaseSelector",),
        "selectors.SelectSelector": ("selectors.BaseSelector",),
        "selectors.PollSelector": ("selectors.BaseSelector",),
        "selectors.EpollSelector": ("selectors.BaseSelector",),
        "socketserver.TCPServer": ("socketserver.BaseServer",),
        "socketserver.UDPServer": ("socketserver.TCPServer",),
        "socketserver.UnixStreamServer": ("socketserver.TCPServer",),
        "socketserver.UnixDatagramServer": ("socketserver.UDPServer",),
        "socketserver.ThreadingTCPServer": (
            "socketserver.ThreadingMixIn",
            "socketserver.TCPServer",
        ),
        "socketserver.ThreadingUDPServer": (
            "socketserver.ThreadingMixIn",
            "socketserver.UDPServer",
        ),
        "http.server.HTTPServer": ("socketserver.TCPServer",),
        "http.server.ThreadingHTTPServer": (
            "socketserver.ThreadingMixIn",
            "http.server.HTTPServer",
        ),
        "wsgiref.simple_server.WSGIServer": ("http.server.HTTPServer",),
        "xmlrpc.server.SimpleXMLRPCServer": ("socketserver.TCPServer",),
    },
    variants={"socket.socket": ("type", 1, "socket.SOCK_DGRAM", "socket.datagram")},
    # Datagrams are sent at once, and connecting only says where to: no handshake is waited for.
    safe=tuple(
        f"socket.datagram.{name}"
        for name in ("connect", "connect_ex", "send", "sendall", "sendmsg", "sendto")
    ),
    returns={
        **returning("socket.socket", "socket", "create_connection create_server fromfd"),
        "socket.socketpair": "tuple[socket.socket, socket.socket]",
        "socket.socket.accept": "tuple[socket.socket, tuple]",
        "socket.socket.dup": "socket.socket",
        **returning("bytes", "socket.socket", "recv"),
        "socket.socket.recvfrom": "tuple[bytes, tuple]",
        **returning("str", "socket", "gethostname gethostbyname getfqdn"),
        "ssl.create_default_context": "ssl.SSLContext",
        "ssl.SSLContext.wrap_socket": "ssl.SSLSocket",
        "select.poll": "select.poll",
        **returning("http.client.HTTPResponse", "urllib.request", "urlopen"),
        "urllib.request.OpenerDirector.open": "http.client.HTTPResponse",
        "urllib.request.build_opener": "urllib.request.OpenerDirector",
        "http.client.HTTPConnection.getresponse": "http.client.HTTPResponse",
        "http.client.HTTPResponse.read": "bytes",
        "wsgiref.simple_server.make_server": "wsgiref.simple_server.WSGIServer",
    },
)
