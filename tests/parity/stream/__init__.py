"""Pairs of small programs, one for real Node and one for us, whose outputs have to be equal line by line.

``<name>.js`` and ``<name>.py`` are run as they are; ``helper`` prints alike in both languages. The outputs of real Node
are kept in ``goldens/<version>/<name>.txt``.
"""
