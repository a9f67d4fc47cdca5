//! stageline for Python.
