"""The limits under which the child works, as far as the system has them."""

from __future__ import annotations

from scvi_lint.evidence.child.bounds import CPU_SECONDS, MEMORY


def apply() -> None:
    """No file written, no core left behind, memory and processor time bounded."""
    try:
        import resource
    except ImportError:  # Windows has none; the client's clock still holds
        return
    for kind, most in (
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CPU", CPU_SECONDS),
        ("RLIMIT_AS", MEMORY),
    ):
        try:
            _, hard = resource.getrlimit(getattr(resource, kind))
            if hard != resource.RLIM_INFINITY:
                most = min(most, hard)
            resource.setrlimit(getattr(resource, kind), (most, most))
        except (AttributeError, OSError, ValueError):
            continue
