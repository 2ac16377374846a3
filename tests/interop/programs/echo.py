"""The same behaviour as answer.ts, with the websockets package."""

import asyncio
import re
import sys

import websockets


async def serve_one(socket):
    async for message in socket:
        close = re.fullmatch(r"close (\d+) (.*)", message) if isinstance(message, str) else None
        if close:
            await socket.close(int(close[1]), close[2])
        else:
            await socket.send("pong" if message == "ping" else message)


async def main():
    async with websockets.serve(serve_one, "127.0.0.1", int(sys.argv[1]), subprotocols=["interop.v2"], max_size=1_000_000):
        await asyncio.Future()


asyncio.run(main())
