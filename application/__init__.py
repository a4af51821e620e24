"""What the club does: commands, the one writer, what it remembers and what it shows; no protocol, no page."""
