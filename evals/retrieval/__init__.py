"""The search measured on retrieval benchmarks: ``python -m evals.retrieval --bench DIR``.

benches (a folder's documents, questions, what is relevant) -> texts (documents cut as the project
cuts a plan) -> systems, peers (rankings) -> scores (measures, intervals) -> __main__ (the table).
"""
