"""Source -> capture -> article: a Scrapy project whose frontier is the archive."""
