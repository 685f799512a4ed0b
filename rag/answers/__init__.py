"""Query -> Draft: one file a kind of question; each statement carries its slices.

who          the dispatcher, and numbered items      numbers, subject   by number, by words
duties       what an agency does                     deadlines, targets dates and figures
records      header, basis, plans                    money              funding, events
documents    other documents named by number         named_documents    those a passage names
mentions     which plans speak of something          general, refusals  passages, or none
rows, shape  what the others share
"""
