"""Tidy tables for analysts: what their columns are, how rows are made, one writer a file format."""
