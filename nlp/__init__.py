"""Language work: from the text of one revision to its mentions, dates and statements, and across
documents to claims, origins, responses and stories.

Nothing heavy is imported here; :mod:`nlp.pipeline` loads the language model when it is asked to.
"""
