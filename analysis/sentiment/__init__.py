"""How an article feels about the city."""
