"""Printed papers as facts: what was printed and under which number, who signed it, where the original lies.

Paper with signatures stays the evidence of a club (art. 18(4) and (5a) of the Act on social employment; the template of
the social contract, Dz.U. 2010 nr 218 poz. 1439). Printing numbers a paper before anybody signs it; what was signed is
recorded by the fact that it always was (a contract, a consent), which may bear the paper's number, and the signature
points at it. Numbers run without a gap within a kind and a year and are never reused: a spoiled sheet stays spoiled.
"""

from domain.papers.facts import Paper, PaperCancelled, PaperPrinted, PaperSigned, Signature, Signer
from domain.papers.kinds import KINDS, SETTLES, KindOfPaper, Of, PaperKind, number_of, place_of
from domain.papers.lists import ListCancelled, ListPrinted, ListSigned
from domain.papers.rules import (
    paper_of,
    refuse_about,
    refuse_entry_of_another,
    refuse_impossible_signature,
    refuse_list_of_a_cancelled_session,
    refuse_month_outside,
    refuse_no_guardian,
    refuse_not_of_own_will,
    refuse_other_type,
    refuse_paper_of_another,
    refuse_signing_guardian,
    refuse_spoiling,
    refuse_void_of_a_paper,
)

__all__ = [
    "KINDS",
    "SETTLES",
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
    "paper_of",
    "place_of",
    "refuse_about",
    "refuse_entry_of_another",
    "refuse_impossible_signature",
    "refuse_list_of_a_cancelled_session",
    "refuse_month_outside",
    "refuse_no_guardian",
    "refuse_not_of_own_will",
    "refuse_other_type",
    "refuse_paper_of_another",
    "refuse_signing_guardian",
    "refuse_spoiling",
    "refuse_void_of_a_paper",
]
