"""One module a format: from bytes to lines of text. Libraries are imported where a document needs them."""
