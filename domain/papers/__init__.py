"""Printed papers as facts: what was printed and under which number, who signed it, where the original lies.

Paper with signatures stays the evidence of a club (art. 18(4) and (5a) of the Act on social employment; the template of
the social contract, Dz.U. 2010 nr 218 poz. 1439). Printing numbers a paper before anybody signs it; what was signed is
recorded by the fact that it always was (a contract, a consent), which may bear the paper's number, and the signature
points at it. Numbers run without a gap within a kind and a year and are never reused: a spoiled sheet stays spoiled.
"""

from domain.papers.facts import Paper, PaperCancelled, PaperPrinted, PaperSigned, Signature, Signer
from domain.papers.kinds import KINDS, KindOfPaper, Of, PaperKind, number_of, place_of
from domain.papers.lists import ListCancelled, ListPrinted, ListSigned

__all__ = [
    "KINDS",
    "KindOfPaper",
    "ListCancelled",
    "ListPrinted",
    "ListSigned",
    "Of",
    "Paper",
    "PaperCancelled",
    "PaperKind",
    "PaperPrinted",
    "PaperSigned",
    "Signature",
    "Signer",
    "number_of",
    "place_of",
]
