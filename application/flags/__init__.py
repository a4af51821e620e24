"""Flags: what is to be explained of a person or in an edition, found anew from the record each time, and explained."""

from application.flags.explaining import ExplainFlag
from application.flags.finding import Finder, Found

__all__ = ["ExplainFlag", "Finder", "Found"]
