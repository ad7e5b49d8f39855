"""How fast, against what: ``python -m bench`` prints one line a measure."""
