"""Webs of hard cases, made in memory for the benchmark and the tests; never recorded or committed.

A *world* (a folder of ``worlds/``) has texts, names, a brand and summits of its own; a *seed* gives one web
of it. What is planted comes from the plot and from marks in the texts (:mod:`tests.demoweb.hard.pen`); no
truth is found by searching an article for words. Worlds ``a``, ``c``, ``d`` and ``e`` are there to
learn from. Nobody who writes rules reads world ``b``: only its scores are told.
"""
