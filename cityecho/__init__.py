"""What belongs to no stage: values that pass between stages, archive, watch list, command line."""
