"""Clients of HTTP."""

import httplib2
import httpx
import pycurl
import requests
import urllib3
import websocket
import websockets.sync.client

from world import SILENT, URL


async def requests_get():
    requests.get(URL)


async def requests_post():
    requests.post(URL)


async def requests_put():
    requests.put(URL)


async def requests_patch():
    requests.patch(URL)


async def requests_delete():
    requests.delete(URL)


async def requests_head():
    requests.head(URL)


async def requests_options():
    requests.options(URL)


async def requests_request():
    requests.request("GET", URL)


async def session_get():
    session = requests.Session()
    session.get(URL)


async def session_post():
    session = requests.Session()
    session.post(URL)


async def session_put():
    session = requests.Session()
    session.put(URL)


async def session_patch():
    session = requests.Session()
    session.patch(URL)


async def session_delete():
    session = requests.Session()
    session.delete(URL)


async def session_head():
    session = requests.Session()
    session.head(URL)


async def session_options():
    session = requests.Session()
    session.options(URL)


async def session_request():
    session = requests.Session()
    session.request("GET", URL)


async def session_send():
    session = requests.Session()
    session.send(requests.Request("GET", URL).prepare())


async def httpx_get():
    httpx.get(URL)


async def httpx_post():
    httpx.post(URL)


async def httpx_put():
    httpx.put(URL)


async def httpx_patch():
    httpx.patch(URL)


async def httpx_delete():
    httpx.delete(URL)


async def httpx_head():
    httpx.head(URL)


async def httpx_options():
    httpx.options(URL)


async def httpx_request():
    httpx.request("GET", URL)


async def httpx_client_get():
    client = httpx.Client()
    client.get(URL)


async def httpx_client_post():
    client = httpx.Client()
    client.post(URL)


async def httpx_client_put():
    client = httpx.Client()
    client.put(URL)


async def httpx_client_patch():
    client = httpx.Client()
    client.patch(URL)


async def httpx_client_delete():
    client = httpx.Client()
    client.delete(URL)


async def httpx_client_head():
    client = httpx.Client()
    client.head(URL)


async def httpx_client_options():
    client = httpx.Client()
    client.options(URL)


async def httpx_client_request():
    client = httpx.Client()
    client.request("GET", URL)


async def httpx_client_send():
    client = httpx.Client()
    client.send(client.build_request("GET", URL))


async def urllib3_request():
    urllib3.request("GET", URL)


async def urllib3_pool_request():
    manager = urllib3.PoolManager()
    manager.request("GET", URL)


async def urllib3_pool_urlopen():
    manager = urllib3.PoolManager()
    manager.urlopen("GET", URL)


async def httplib2_request():
    client = httplib2.Http()
    client.request(URL)


async def pycurl_perform():
    curl = pycurl.Curl()
    curl.setopt(pycurl.URL, URL)
    curl.setopt(pycurl.WRITEFUNCTION, lambda data: None)
    curl.perform()


async def websocket_create_connection():
    websocket.create_connection(f"ws://127.0.0.1:{SILENT}")


async def websockets_connect():
    websockets.sync.client.connect(f"ws://127.0.0.1:{SILENT}")
