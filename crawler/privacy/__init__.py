"""What may be kept of people: numbers and addresses masked, authors of posts counted and never named.

:mod:`crawler.privacy.masking` and :mod:`crawler.privacy.shield` are what the crawl uses;
:mod:`crawler.privacy.daykey` owns the day's secret. Nothing is re-exported: a worker that only masks starts
without the archive.
"""
