"""Who said it: quotes word for word, with speaker, title, organization and voice."""
