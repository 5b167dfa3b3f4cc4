"""What reports look like: page templates, and the Word template with the script that builds it."""
