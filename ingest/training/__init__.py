"""The shipped embedding, made from state documents: ``python -m ingest.training --text DIR``.

texts (articles, pairs) <- variants (everyday words, slips) ; vocabulary ; negatives (look-alikes)
-> __main__ (training, the folder written).
"""
