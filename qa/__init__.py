"""From a question to an answer that stands on quoted words: understand, retrieve, read, compose."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.library import Library

__all__ = ["Library"]


def __getattr__(name: str) -> Any:
    """Import `Library` on first use, so that `import qa` stays free of numpy and faiss."""
    if name == "Library":
        from qa.library import Library

        return Library
    raise AttributeError(f"module 'qa' has no attribute {name!r}")
