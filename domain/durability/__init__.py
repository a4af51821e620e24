"""Does it last? What evaluation reads of a life, and the arithmetic of trwałość on it.

Nothing here opens a seal, asks a clock or writes: it takes what was known of people up to a position of the log, and
the day of that knowledge. Silence is neither success nor failure: what is due and unanswered is UNKNOWN, what is not
due yet is PENDING, and no rate counts a person who has not been away long enough.
"""
