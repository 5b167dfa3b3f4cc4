"""A recorded web of invented outlets, written anew from a seed.

Run as ``python -m tests.demoweb --seed 1 --out DIR``. The cities, counties and summits are real; every
outlet, person, firm, sentence and event told of them is invented. The plot plans stories
(:mod:`tests.demoweb.plot`), the spread decides who carries them and how edited (:mod:`tests.demoweb.spread`),
the web turns them into pages, lists, feeds and sitemaps (:mod:`tests.demoweb.web`), and ``truth.json`` tells
what was planted (:mod:`tests.demoweb.truth`).
"""
