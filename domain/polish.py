"""Numbers with their nouns in Polish: each number asks for one of three forms."""

Forms = tuple[str, str, str]
"""The forms for one, for two to four, and for many: osoba, osoby, osób."""


def counted(number: int, forms: Forms) -> str:
    """Return a number with its noun in the Polish form that it asks for: 1 osoba, 2 osoby, 5 osób, 22 osoby."""
    one, few, many = forms
    if number == 1:
        return f"{number} {one}"
    teens = number % 100 in (12, 13, 14)
    return f"{number} {few if number % 10 in (2, 3, 4) and not teens else many}"
