"""Callbacks of aiortc's connections and channels."""

import asyncio

from aiortc import RTCPeerConnection
from seen import here, run


async def main() -> None:
    one, other = RTCPeerConnection(), RTCPeerConnection()
    done = asyncio.Event()
    channel = one.createDataChannel("channel")

    @one.on("connectionstatechange")
    def changed() -> None:
        here("RTCPeerConnection.on")

    @channel.on("open")
    def opened() -> None:
        here("RTCDataChannel.on")
        done.set()

    await one.setLocalDescription(await one.createOffer())
    await other.setRemoteDescription(one.localDescription)
    await other.setLocalDescription(await other.createAnswer())
    await one.setRemoteDescription(other.localDescription)
    await done.wait()
    await one.close()
    await other.close()


run(main)
