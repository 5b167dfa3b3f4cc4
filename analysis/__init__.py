"""Article -> measures: words, mentions, sentiment, stories, topics, exposure."""
