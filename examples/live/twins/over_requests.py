"""Calls of requests, of which each shows something that httpx does otherwise by default."""

import requests


async def moved(url):
    response = requests.get(f"{url}/moved")
    response.raise_for_status()
    return [response.status_code, response.json()]


async def slow(url):
    return requests.get(f"{url}/slow").text


async def form(url):
    return requests.post(f"{url}/echo", data={"name": "a b"}).text


async def body(url):
    return requests.put(f"{url}/echo", data="text").text


async def query(url):
    return requests.get(f"{url}/echo", {"q": "a b"}).json()


async def head(url):
    return requests.head(f"{url}/moved").status_code


async def missing(url):
    try:
        response = requests.get(f"{url}/missing")
        response.raise_for_status()
    except requests.HTTPError:
        return "handled"
    return response.ok


async def refused(url):
    try:
        return requests.get("http://127.0.0.1:9/", timeout=5).text
    except requests.RequestException:
        return "handled"


async def late(url):
    try:
        return requests.get(f"{url}/slow", timeout=0.2).text
    except requests.exceptions.Timeout:
        return "handled"


ALL = [moved, slow, form, body, query, head, missing, refused, late]
