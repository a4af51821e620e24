"""The roster: who is in the club, in which episode, in which programmes: on any day, as known at any time.

Its rows have two clocks (docs/decisions/0016). The rooms: `tables`; `rows`, what a life adds up to; `view`, which
keeps the rows as facts come in; `asking`, whom a filter lets through; `order`, Polish order page by page; `reading`,
people as a list shows them; `differences` between what was known at two times, and `explaining` these by facts.
Names come from the directory of names. No group, no referral source and no kind of exit stands here: a list is
seen by everybody at the desk. A record that is linked to another one as its duplicate is on no list.
"""
