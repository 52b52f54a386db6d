"""A small service whose websocket goes quiet: run `asynclint check examples/orders`."""

from fastapi import FastAPI, WebSocket

from shop import audit, stock

app = FastAPI()


@app.websocket("/orders")
async def orders(socket: WebSocket) -> None:
    await socket.accept()
    while True:
        order = await socket.receive_json()
        reserved = stock.reserve(order["sku"], order["amount"])
        audit.record(order)
        await socket.send_json({"reserved": reserved})


@app.post("/orders/{sku}")
async def order_once(sku: str, amount: int) -> dict[str, bool]:
    return {"reserved": stock.reserve(sku, amount)}


@app.get("/report")
def report() -> str:
    # FastAPI runs `def` endpoints in a thread, so this one may block.
    return audit.read()
