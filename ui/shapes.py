"""The JSON shape of a whole report, as `wenbao show`, the API and the MCP tools give it."""

from __future__ import annotations

from typing import Any

from index.types import Report


def report_json(report: Report) -> dict[str, Any]:
    """The contract's `show` object, with the glossary's `entries` added."""
    return {
        "id": report.id,
        "file": report.file,
        "title": report.metadata.title,
        "text": report.text,
        "outline": [
            {
                "heading": section.heading,
                "level": section.level,
                "start": section.start,
                "end": section.end,
                "period": section.period.to_json() if section.period else None,
            }
            for section in report.sections
            if not section.entry
        ],
        "entries": [
            {"term": section.heading, "start": section.start, "end": section.end}
            for section in report.sections
            if section.entry
        ],
    }
