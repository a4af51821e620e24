"""The witness: what is stored, judged by code that shares nothing with the program that stored it.

The standard library and the files of this package, nothing else (tests/test_architecture.py): what it shared with
the writer it could not check. `python -m interface.witness DIRECTORY` runs it with a bare Python.
"""
