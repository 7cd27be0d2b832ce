"""A small transformer that reads English: run-time part, without torch.

::

    words ─▶ pieces and shapes ─▶ windows ─▶ ONNX Runtime (int8) ─▶ trees, tags, names ─▶ Doc

:mod:`nlp.transformer.components` registers the spaCy components; the network is trained by
``python -m nlp.training``.
"""
