"""Query -> Draft: one file a kind of question; each statement carries its slices.

who, duties        assignments          deadlines, targets      dated and counted facts
records            header, basis, plans money                   funding and events
general            best passages        refusals                what is said when nothing answers
"""
