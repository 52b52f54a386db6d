"""Calls of the standard library that wait for the network."""

import http.client
import imaplib
import poplib
import smtplib
import socket
import urllib.request
import urllib.robotparser
import xmlrpc.client
from multiprocessing import connection

from world import SILENT, URL, connected

AT = ("127.0.0.1", SILENT)
HTTP = URL.removeprefix("http://")


def listening():
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.4)
    return server


async def urlopen():
    urllib.request.urlopen(URL)


async def urlretrieve():
    urllib.request.urlretrieve(URL)


async def opener_open():
    opener = urllib.request.build_opener()
    opener.open(URL)


async def robots_read():
    robots = urllib.robotparser.RobotFileParser(URL)
    robots.read()


async def http_getresponse():
    client = http.client.HTTPConnection(HTTP)
    client.request("GET", "/")
    client.getresponse()


async def imap():
    imaplib.IMAP4(*AT)


async def pop():
    poplib.POP3(*AT)


async def smtp():
    smtplib.SMTP(*AT)


async def lmtp():
    smtplib.LMTP(*AT)


async def xmlrpc_call():
    proxy = xmlrpc.client.ServerProxy(URL)
    proxy.sum(1, 2)


async def socket_recv():
    client = connected()
    client.recv(1)


async def socket_recv_into():
    client = connected()
    client.recv_into(bytearray(1))


async def socket_recvfrom():
    client = connected()
    client.recvfrom(1)


async def socket_recvmsg():
    client = connected()
    client.recvmsg(1)


async def socket_sendall():
    client = connected()
    client.sendall(bytes(20_000_000))


async def socket_accept():
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen()
    server.settimeout(0.4)
    server.accept()


async def connection_client():
    connection.Client(AT, authkey=b"key")
