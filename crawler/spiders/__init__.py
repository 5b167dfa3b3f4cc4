"""One file a kind of source: each reads a list page into the addresses it names."""
