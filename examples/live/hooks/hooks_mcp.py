"""Tools, resources and prompts of FastMCP that are plain functions."""

from mcp.server.fastmcp import FastMCP
from seen import here, run

server = FastMCP("hooks")


@server.tool()
def tool() -> str:
    here("tool")
    return ""


@server.resource("hooks://resource")
def resource() -> str:
    here("resource")
    return ""


@server.prompt()
def prompt() -> str:
    here("prompt")
    return ""


def added() -> str:
    here("add_tool")
    return ""


async def main() -> None:
    server.add_tool(added)
    await server.call_tool("tool", {})
    await server.call_tool("added", {})
    await server.read_resource("hooks://resource")
    await server.get_prompt("prompt", {})


run(main)
