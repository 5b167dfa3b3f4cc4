"""Deals: what an article tells of firms and their projects, piece by piece."""
