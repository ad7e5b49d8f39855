""" "No one is coming" and "it will cost me" as arithmetic: what happens, what is expected, how beliefs move.

Nothing here knows of pages or of chance: records in, numbers with their uncertainty out. Each model is a
few array functions with leading batch axes, which the lab calls for many people and a page for one.
"""
