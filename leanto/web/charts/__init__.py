"""Charts as geometry and words: a template draws them, so that nothing here writes markup."""
