"""Is the city meant, and which summit? Names in a text, told from namesakes, links, datelines and people."""
