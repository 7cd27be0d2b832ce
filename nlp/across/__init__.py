"""What lies between documents and is no claim, story or answer itself.

:mod:`nlp.resolve` says in which order the modules here and beside it work.
"""
