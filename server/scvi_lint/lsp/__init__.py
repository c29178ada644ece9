"""The editor front: what editors ask, what they are shown, in the words of the protocol.

In: messages of the Language Server Protocol on stdin, and the analyses of `linting`. Out:
messages on stdout. Two processes share the work: a `supervisor` that the editor starts, and the
server proper, which it watches. Protocol types live here and nowhere else, and only `convert`
makes ranges and diagnostics of our own places and findings. One file a method, in `api`; they
work on snapshots, so that no request waits for another.
"""


def serve() -> None:
    """Be a language server on stdin and stdout until the conversation is over."""
    from scvi_lint.lsp.wire.transport import claim_stdio

    # Before anything else is imported: whatever prints, prints to stderr.
    source, sink = claim_stdio()

    from scvi_lint.lsp.supervisor.relay import relay

    relay(source, sink)


def converse() -> None:
    """Be the server proper, below a supervisor."""
    import gc

    from scvi_lint.lsp.children.orphans import die_with_parent
    from scvi_lint.lsp.wire.transport import claim_stdio

    die_with_parent()
    source, sink = claim_stdio()
    # Importing the protocol's types makes a hundred thousand objects, none of them garbage.
    gc.disable()

    import os
    import sys

    from scvi_lint.lsp.server.starting import load_protocol_types

    load_protocol_types()

    from scvi_lint.cli.about import version
    from scvi_lint.lsp.server.main import run, tune

    tune()
    code = run(source, sink, version())
    sys.stderr.flush()
    os._exit(code)
