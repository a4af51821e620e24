"""Views report: what people read, one question, one table, one file. No rule imports them."""
