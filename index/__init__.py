"""From a report's file to an index that can be searched: text, outline, metadata, passages, store."""
