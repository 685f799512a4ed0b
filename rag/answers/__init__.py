"""Query -> Draft: one file a kind of question; each statement carries its slices.

agencies   who does it, what an agency does       dates      deadlines, reports, to whom
events     when and where something takes place   figures    targets, counts, what was reached
money      sums, sources, years                   plans      which plans, side by side
documents  header, basis, papers they name        contents   parts, rows, definitions
premises   what a question takes for granted

routing decides which of them takes a question; general and refusals take what is left. ``shape`` is
what all share, ``gate`` and ``like_work`` whether an answer speaks of what was asked; ``halves``,
``other_half`` and ``asked_together`` put the answers to the parts of one question together.
"""
