"""Query -> Draft: one file a kind of question; each statement carries its slices.

who          the dispatcher, and numbered items      numbers, subject   by number, by words
duties       what an agency does                     deadlines, targets dates and figures
records      header, basis, plans                    money              funding, events
documents    other documents named by number         general, refusals  passages, or none
"""
