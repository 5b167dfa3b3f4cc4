"""Measures -> one ReportData -> html, docx, xlsx, json, tables."""
