"""The same application; tells when a request has come to its end, whichever."""

import django_app


async def application(scope, receive, send):
    try:
        await django_app.application(scope, receive, send)
    finally:
        print("left", flush=True)
