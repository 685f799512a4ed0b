"""Where plans rest between ingest and question: catalog, vectors, words, opened as one by index.

Importing this package opens nothing and imports neither chromadb nor tantivy.
"""
