"""The recipe that turns the open corpora into the shipped language model.

``python -m nlp.training --data DIR --out DIR`` does everything; nothing here is needed at run time.
"""
