"""How the writer says not now: nothing is wrong with the request, and its key makes a repeat safe."""


class Unavailable(Exception):
    """Nothing is wrong with the request; it was not recorded, or nobody knows. To be repeated with the same key."""

    code = "unavailable"
    pl = "Nie udało się zapisać. Nic nie zostało zapisane; powtórz za chwilę z tym samym kluczem Idempotency-Key."
    en = "It could not be recorded. Nothing was written; repeat in a moment with the same Idempotency-Key."


class QueueFull(Unavailable):
    """More commands wait than the queue holds."""

    code = "busy"
    pl = "Serwer ma chwilowo za dużo zapisów naraz. Nic nie zostało zapisane; powtórz za chwilę z tym samym kluczem."
    en = "Too many writes are waiting. Nothing was written; repeat in a moment with the same key."


class Stopping(Unavailable):
    """The server is being stopped."""

    code = "stopping"
    pl = "Serwer jest właśnie zatrzymywany. Nic nie zostało zapisane; powtórz po ponownym uruchomieniu."
    en = "The server is stopping. Nothing was written; repeat once it runs again."


class OutcomeUnknown(Unavailable):
    """The commit itself failed: it may or may not be on disk."""

    code = "outcome-unknown"
    pl = "Nie wiadomo, czy zapis się udał. Powtórz z tym samym kluczem Idempotency-Key: nic nie zapisze się dwa razy."
    en = "Nobody knows whether it was recorded. Repeat with the same Idempotency-Key: nothing is recorded twice."


class NotAnchored(Unavailable):
    """The anchor file does not take its records, and what is not anchored is not signed."""

    code = "not-anchored"
    pl = (
        "Plik „anchor” nie przyjmuje zapisu (pełny dysk?), więc niczego nie podpisano. Fakty są zapisane. Zrób miejsce "
        "i powtórz."
    )
    en = "The file “anchor” takes no record (a full disk?), so nothing was signed. The facts stand. Make room, repeat."
