"""From a report's file to a searchable index: text, outline, metadata, passages, store."""
