"""The recipe that turns the open corpora into the models that ship.

``python -m nlp.training --data DIR`` does everything; nothing here is needed at run time.
"""
