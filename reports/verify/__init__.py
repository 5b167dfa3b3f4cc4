"""Whether a report still follows from the archive: its proof, made with it, and the checking of it."""
