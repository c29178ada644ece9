"""The protocol: requests in, one answer each. All that is known of the SDK is here."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypedDict

import anyio
import mcp_types as types
from jsonschema import Draft202012Validator
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from mcp_types.version import MODERN_PROTOCOL_VERSIONS

from scvi_lint.answers.failure import Failure
from scvi_lint.cli.about import version
from scvi_lint.cli.failure import defect
from scvi_lint.escaping import cut, json_text, visible
from scvi_lint.json_values import text
from scvi_lint.knowledge import catalogue
from scvi_lint.mcp import library, prompts
from scvi_lint.mcp.confined import Roots, folder_of
from scvi_lint.mcp.desk import LONGEST, Desk
from scvi_lint.mcp.tools import TOOLS, Tool
from scvi_lint.mcp.working import Worker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scvi_lint.json_values import Table

logger = logging.getLogger(__name__)

INSTRUCTIONS = (
    "scvi-lint reads programs that use scvi-tools and tells what is wrong before they run. Call "
    "check_code on each draft before you show it, recommend_setup or inspect_data before you write "
    "one for a data file, explain on each code, argument or error that you are not sure of. A "
    "clean check means that no rule found a fault, not that the analysis answers the question. It "
    "opens files only in the folders that the client names, or below the working directory where "
    "it names none; it writes nothing and runs nothing."
)
# A client that says it has folders, and does not name them, has none for us.
_PATIENCE = 5.0
_ROOTS = "roots"

Context = ServerRequestContext[dict[str, object], object]


class _Told(TypedDict):
    name: str
    description: str
    mime_type: str


class Front:
    """Answers the requests of one client."""

    def __init__(self) -> None:
        self._desk = Desk()
        self._worker = Worker()
        self._checks = {tool.name: Draft202012Validator(tool.takes) for tool in TOOLS}
        self._tools = {tool.name: tool for tool in TOOLS}

    def server(self) -> Server[dict[str, object]]:
        """The server of the SDK, with all that it is asked answered here."""
        return Server(
            "scvi-lint",
            version=version(),
            instructions=INSTRUCTIONS,
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=self._list_resources,
            on_list_resource_templates=self._list_templates,
            on_read_resource=self._read_resource,
            on_list_prompts=self._list_prompts,
            on_get_prompt=self._get_prompt,
        )

    # --- tools --------------------------------------------------------------------------------

    async def _list_tools(self, _: Context, __: object) -> types.ListToolsResult:
        reading = types.ToolAnnotations(
            read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        )
        return types.ListToolsResult(
            tools=[
                types.Tool(
                    name=tool.name,
                    title=tool.title,
                    description=tool.about,
                    input_schema=tool.takes,
                    output_schema=tool.gives,
                    annotations=reading,
                )
                for tool in TOOLS
            ]
        )

    async def _call_tool(
        self, context: Context, asked: types.CallToolRequestParams
    ) -> types.CallToolResult | types.InputRequiredResult:
        tool = self._tools.get(asked.name)
        if tool is None:
            names = ", ".join(self._tools)
            raise MCPError(types.INVALID_PARAMS, f"no tool {cut(asked.name)!r}; there are {names}")
        given = asked.arguments or {}
        try:
            self._refuse(tool, given)
            roots = await self._roots(context, asked)
            if roots is None:
                wanted: dict[str, types.InputRequest] = {_ROOTS: types.ListRootsRequest()}
                return types.InputRequiredResult(input_requests=wanted)

            def work() -> Mapping[str, object]:
                self._desk.roots = roots
                return tool.answer(self._desk, given)

            return _answer(await self._worker.run(work, tool.seconds))
        except Failure as failure:
            return _failed(str(failure))
        except Exception as error:
            logger.exception("%s failed", tool.name)
            return _failed(defect(error))

    def _refuse(self, tool: Tool, given: Table) -> None:
        """Raises Failure for arguments that do not fit."""
        wrong = next(iter(self._checks[tool.name].iter_errors(given)), None)  # pyright: ignore[reportUnknownMemberType]
        if wrong is not None:
            where = f"{'.'.join(map(str, wrong.path))}: " if wrong.path else ""
            raise Failure(f"{tool.name} cannot take this: {where}{cut(wrong.message, 300)}")
        asked = text(given.get("scvi_version"))
        objection = catalogue().objection(asked) if asked else ""
        if objection:
            raise Failure(f"scvi_version: {objection}")

    async def _roots(self, context: Context, asked: types.CallToolRequestParams) -> Roots | None:
        """The client's folders; None where it must be asked first, as newer protocols have it."""
        able = context.session.client_capabilities
        if able is None or able.roots is None:
            return Roots(None)
        if context.protocol_version in MODERN_PROTOCOL_VERSIONS:
            answer = (asked.input_responses or {}).get(_ROOTS)
            if answer is None and asked.input_responses is None:
                return None
        else:
            answer = await _ask_for_roots(context)
        listed = answer.roots if isinstance(answer, types.ListRootsResult) else []
        folders = [folder_of(str(one.uri)) for one in listed]
        return Roots([one for one in folders if one is not None])

    # --- resources ----------------------------------------------------------------------------

    async def _list_resources(self, _: Context, __: object) -> types.ListResourcesResult:
        shelves = [types.Resource(uri=one.address, **_told(one)) for one in library.SHELVES]
        return types.ListResourcesResult(resources=shelves)

    async def _list_templates(self, _: Context, __: object) -> types.ListResourceTemplatesResult:
        found = [
            types.ResourceTemplate(uri_template=one.address, **_told(one))
            for one in library.TEMPLATES
        ]
        return types.ListResourceTemplatesResult(resource_templates=found)

    async def _read_resource(
        self, _: Context, asked: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        address = str(asked.uri)
        try:
            text = await self._worker.run(lambda: library.read(address), LONGEST)
        except Failure as failure:
            raise MCPError(types.INVALID_PARAMS, str(failure)) from None
        return types.ReadResourceResult(
            contents=[types.TextResourceContents(uri=address, text=text, mime_type="text/markdown")]
        )

    # --- prompts ------------------------------------------------------------------------------

    async def _list_prompts(self, _: Context, __: object) -> types.ListPromptsResult:
        return types.ListPromptsResult(
            prompts=[
                types.Prompt(
                    name=one.name,
                    title=one.title,
                    description=one.about,
                    arguments=[
                        types.PromptArgument(name=name, description=about, required=required)
                        for name, about, required in one.arguments
                    ],
                )
                for one in prompts.PROMPTS
            ]
        )

    async def _get_prompt(
        self, _: Context, asked: types.GetPromptRequestParams
    ) -> types.GetPromptResult:
        try:
            text = prompts.text_of(asked.name, asked.arguments or {})
        except Failure as failure:
            raise MCPError(types.INVALID_PARAMS, str(failure)) from None
        said = types.PromptMessage(role="user", content=types.TextContent(text=text))
        return types.GetPromptResult(messages=[said])


def _told(one: library.Shelf) -> _Told:
    """What is told of something to read, or of many of one form."""
    return {"name": one.name, "description": one.about, "mime_type": "text/markdown"}


async def _ask_for_roots(context: Context) -> types.ListRootsResult | None:
    """What the client says its folders are, None if it does not say."""
    try:
        with anyio.fail_after(_PATIENCE):
            return await context.session.send_request(
                types.ListRootsRequest(), types.ListRootsResult
            )
    except (TimeoutError, MCPError):
        return None


def _answer(found: Mapping[str, object]) -> types.CallToolResult:
    return types.CallToolResult(
        content=[types.TextContent(text=json_text(found))], structured_content=found
    )


def _failed(why: str) -> types.CallToolResult:
    said = visible(cut(why, 4_000), "\n")
    return types.CallToolResult(content=[types.TextContent(text=said)], is_error=True)


async def _serve() -> None:
    server = Front().server()
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def serve() -> None:
    """Serve one client until it closes our standard input."""
    logging.basicConfig(level=logging.WARNING)
    anyio.run(_serve)
