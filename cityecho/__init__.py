"""What belongs to no stage: the values that pass between stages, the archive, the watch list, the command line."""
