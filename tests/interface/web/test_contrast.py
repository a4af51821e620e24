"""Every pair of colours that a page sets beside each other can be read, by day, in the dark and on paper (WCAG 2.2)."""

import re

import pytest

from interface.web import STYLE

TEXT, LINES = 4.5, 3.0
TOKENS = [dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})\b", said)) for said in re.findall(r":root \{(.*?)\}", STYLE)]
PAIRS = [("ink", "paper", TEXT), ("quiet", "paper", TEXT), ("accent", "paper", TEXT), ("ink", "shade", TEXT)]
PAIRS += [("quiet", "shade", TEXT), ("accent", "paper", LINES)]


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_a_contrast_is_reckoned_as_wcag_does():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


def test_there_are_three_sets_of_colours():
    assert [set(tokens) >= {"paper", "ink", "quiet", "accent", "shade"} for tokens in TOKENS] == [True] * 3


@pytest.mark.parametrize("tokens", TOKENS, ids=["day", "dark", "paper"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_what_stands_on_a_ground_can_be_read(tokens, front, back, least):
    assert contrast(tokens[front], tokens[back]) >= least
