"""Figures for those who may not see people: no two answers differ by one to four of them."""

LEAST = 5
"""Fewer people than these are nobody's business: no group of fewer is told of, and no difference of fewer."""


def rounded(count: int) -> int:
    """Return a count as it is published: the nearest multiple of LEAST, so that sums and differences are such too."""
    return (count + LEAST // 2) // LEAST * LEAST
