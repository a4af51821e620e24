"""Project durability (trwałość projektu): is the service that a project left behind still there, year by year?

This is not the durability of employment or of a result for a person (domain page 4.4): what is counted here are days
of a service, and people only as a number. The rooms: `definition` (what excuses a closed day), `owed` (what, from when
to when), `days` (open, closed and why, or no word), `gaps`, `promises` (each against its number), `years`,
`published` (what evaluators see), `words`.
"""
