"""Does it last: `answering` for those who may see people, `published` for those who may not, `moved` says why."""
