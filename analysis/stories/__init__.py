"""Stories: items that carry one text, and who copied whom."""
