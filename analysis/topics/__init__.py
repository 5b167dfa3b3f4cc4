"""What the articles are about: topics found by factors, named by words, kept when articles come."""
