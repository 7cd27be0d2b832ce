"""The recipe that turns the open corpora into the model that ships.

``python -m nlp.training --data DIR`` does everything; nothing here is needed at run time.
"""
