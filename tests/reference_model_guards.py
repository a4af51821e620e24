"""What stands against each dated record of a life, beyond its day and the item that it is about: a line for a rule."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.reference_model import NOT_FOUND, Person, Reason, against_closed_file
from tests.reference_model_fold import ANSWERS, FOR_EVER, Item

if TYPE_CHECKING:
    from tests.reference_model_life import Club

Reasons = Iterator[Reason]
NAMES = ("family_name", "given_name", "birth_date", "sex", "pesel")
REACHED = ("phone", "email", "preferred")
ON_BIRTH = ("birth_date", "birth-date-contradicts-pesel"), ("sex", "sex-contradicts-pesel")


def when(*reasons: tuple[bool, int, str]) -> Reasons:
    """Yield each reason whose condition holds."""
    yield from ((status, code) for stands, status, code in reasons if stands)


def referral_ends(club: "Club", person: Person, body: Item, episode: Item, day: str) -> Reasons:
    begun = episode["exited_on"] is not None or bool(person.life.within("enrolments", episode))
    yield from when((begun, 409, "referral-over"), (day < episode["referred_on"], 409, "ended-before-referral"))


def consent(club: "Club", person: Person, body: Item, _: Any, day: str) -> Reasons:
    held = any(c["kind"] == body["kind"] and c["withdrawn_on"] is None for c in person.life["consents"])
    yield from when((held, 409, "consent-held-already"))


def status(club: "Club", person: Person, body: Item, _: Any, day: str) -> Reasons:
    since = body["without_work_since"]
    yield from club.against_future(since)
    silent = all(body[name] is None for name in ANSWERS.split())
    yield from when((silent, 422, "nothing-said"), ((since or "") > day, 422, "without-work-after-status"))


def group(club: "Club", person: Person, body: Item, _: Any, day: str) -> Reasons:
    issued, until = body["evidence_issued_on"], body["evidence_valid_until"]
    yield from club.against_future(issued)
    yield from when(((until or FOR_EVER) < (issued or ""), 422, "evidence-ends-before-it-starts"))


def decision(club: "Club", person: Person, body: Item, _: Any, day: str) -> Reasons:
    yield from when(
        ((body["valid_until"] or FOR_EVER) < body["valid_from"], 422, "evidence-ends-before-it-starts"),
        (
            body["granted_minutes"] is not None and not 1 <= body["granted_minutes"] <= 366 * 1440,
            422,
            "impossible-grant",
        ),
        (body["programme"] is not None and body["granted_minutes"] is None, 422, "programme-without-grant"),
    )


def finding(club: "Club", person: Person, body: Item, episode: Item, day: str) -> Reasons:
    yield from when((day < episode["referred_on"], 409, "found-before-referral"))
    yield from club.against_finding(person, body, episode, day)


def relate(club: "Club", person: Person, body: Item, _: Any, day: str) -> Reasons:
    known, names = body["person"], (body["family_name"], body["given_name"])
    yield from when((None in names if known is None else any(names), 422, "name-or-known-person"))
    yield from [] if known is None or known in club.people else [NOT_FOUND]
    yield from when((known == person.id, 422, "related-to-oneself"))
    for link in person.life["related"]:
        same = (link["person"], link["relation"]) == (known, body["relation"])
        yield from when((same and link["until"] is None, 409, "related-already"))


def before_a_later_change(person: Person, body: Item, names: list[str]) -> Reasons:
    later = any(body["since"] < person.since.get(name, "") for name in names)
    yield from when((later, 409, "changed-before-later-change"))


def reach(club: "Club", person: Person, body: Item, _: Any, day: str) -> Reasons:
    given = [name for name in REACHED if body[name] is not None]
    yield from when((not given, 422, "nothing-to-reach"))
    yield from before_a_later_change(person, body, given)


def details(club: "Club", person: Person, body: Item, _: Any, day: str) -> Reasons:
    given = {name: body[name] for name in NAMES if body.get(name) is not None}
    new = [name for name, said in given.items() if said != person.said[name]]
    will_be = {**person.said, **given}
    yield from when((not new, 409, "nothing-changed"))
    taken = any(given.get("pesel") in other.numbers for other in club.people.values() if other is not person)
    yield from when((taken, 409, "already-registered"))
    if "birth_date" in given:
        yield from club.against_future(given["birth_date"])
        yield from when((given["birth_date"] > person.registered_on, 422, "born-after-registration"))
    if (pesel := will_be["pesel"]) is not None:
        says = {"birth_date": f"19{pesel[:2]}-{pesel[2:4]}-{pesel[4:6]}", "sex": "M" if int(pesel[9]) % 2 else "F"}
        for name, code in ON_BIRTH:
            alone = name in given and "pesel" not in given
            yield from when((will_be[name] != says[name], 422, "contradicts-known-pesel" if alone else code))
    if "since" in body:
        yield from when((day < person.registered_on, 409, "changed-before-registration"))
        yield from before_a_later_change(person, body, new)


def amendment(club: "Club", person: Person, body: Item, contract: Item, day: str) -> Reasons:
    until = body["valid_until"]
    yield from when(
        (day < contract["signed_on"], 409, "before-signing"),
        (contract["terminated_on"] is not None, 409, "contract-terminated-already"),
        (
            (until or FOR_EVER) < max(contract["signed_on"], contract["valid_from"]),
            422,
            "contract-ends-before-it-starts",
        ),
        (until is not None and day < (contract["amended_on"] or ""), 409, "later-annex-known"),
        (day > contract["valid_until"], 409, "amended-after-it-ended"),
    )


def evaluation(club: "Club", person: Person, body: Item, contract: Item, day: str) -> Reasons:
    yield from when((day < contract["signed_on"], 409, "before-signing"))


def termination(club: "Club", person: Person, body: Item, contract: Item, day: str) -> Reasons:
    yield from evaluation(club, person, body, contract, day)
    yield from when(
        (contract["terminated_on"] is not None, 409, "contract-terminated-already"),
        (day > contract["valid_until"], 409, "terminated-after-it-ends"),
    )


def certificate(club: "Club", person: Person, body: Item, contract: Item, day: str) -> Reasons:
    yield from evaluation(club, person, body, contract, day)
    there = {paper["item"] for paper in person.life["certificates"]}
    numbers = [fact.body["number"].casefold() for fact in person.done if fact.item in there]
    yield from when(
        (not person.life.achieved(contract["item"], day), 409, "not-completed"),
        (body["number"].casefold() in numbers, 409, "certificate-number-taken"),
    )


def agreement(club: "Club", person: Person, body: Item, episode: Item, day: str) -> Reasons:
    known, is_change = person.life.agreed_until(episode["item"]), "reason" in body
    yield from when(
        (body["until"] < episode["referred_on"], 422, "agreed-before-referral"),
        (is_change and known is None, 409, "nothing-agreed"),
        (known is not None and (not is_change or known == body["until"]), 409, "agreed-already"),
    )


def end_of_enrolment(club: "Club", person: Person, body: Item, place: Item, day: str) -> Reasons:
    yield from when(
        (place["ended_on"] is not None, 409, "enrolment-ended-already"),
        (day < max([place["enrolled_on"], *person.life.days_of([place])]), 409, "enrolment-over"),
        (day > place["closes_on"], 409, "ends-after-edition"),
    )


def checked(club: "Club", person: Person, body: Item, _: Any, day: str) -> Reasons:
    refused = ("RETURNED", "returned-already") if "reason" in body else ("APPROVED", "approved-already")
    entries = [person.life.find("hours", item) for item in body["entries"]]
    there = [entry for entry in entries if entry is not None]
    yield from [] if len(there) == len(entries) else [NOT_FOUND]
    yield from when((len({entry["item"] for entry in there}) < len(there), 422, "no-entries"))
    for entry in there:
        yield from when((entry["state"] == "VOIDED", 409, "voided-already"))
        yield from when((entry["state"] == refused[0], 409, refused[1]))


def absence(club: "Club", person: Person, body: Item, _: Any, day: str) -> Reasons:
    yield from club.against_day(person, person.life.find("enrolments", body["enrolment"]), day)
    yield from against_closed_file(person, body["enrolment"])
    entries = person.life.present() + person.life["absences"]
    mine = [entry for entry in entries if entry["enrolment"] == body["enrolment"]]
    known = any(entry["day"] <= day <= entry["until"] for entry in mine)
    yield from when((known, 409, "present-that-day"))


def resumption(club: "Club", person: Person, body: Item, pause: Item, day: str) -> Reasons:
    episode = person.life.find("episodes", pause["episode"])
    yield from when((pause["resumed_on"] is not None or day <= pause["since"], 409, "not-suspended"))
    yield from when((episode is not None and episode["exited_on"] is not None, 409, "episode-over"))


def closing(club: "Club", person: Person, body: Item, episode: Item, day: str) -> Reasons:
    yield from when(
        (body["retention_class"] not in {"B10", "BE50", "A"}, 422, "no-such-retention-class"),
        (episode["exited_on"] is None, 409, "episode-open"),
        (episode["closed_on"] is not None, 409, "case-closed-already"),
        (day < (episode["exited_on"] or ""), 409, "closed-too-early"),
    )


def job(body: Item) -> Reasons:
    part = body["fte_hundredths"]
    yield from when((part is not None and not 1 <= part <= 100, 422, "impossible-fte"))
    yield from when(((body["agreed_until"] or FOR_EVER) < body["started_on"], 422, "agreed-until-before-start"))


def end_of_job(club: "Club", person: Person, body: Item, known: Item, day: str) -> Reasons:
    yield from when((known["ended_on"] is not None, 409, "employment-ended-already"))
    yield from when((day < known["started_on"], 409, "employment-ends-before-it-starts"))


def corrected_job(club: "Club", person: Person, body: Item, known: Item, day: str) -> Reasons:
    started = body["started_on"]
    yield from club.against_future(started)
    yield from job(body)
    died = any(started > death["died_on"] for death in person.life["deaths"])
    late = started > (known["ended_on"] or FOR_EVER)
    yield from when((late, 409, "employment-starts-after-it-ends"), (died, 409, "after-death"))


def follow_up(club: "Club", person: Person, body: Item, episode: Item, day: str) -> Reasons:
    as_of = body.get("as_of", day)
    left = episode["exited_on"] if episode["ended_as"] == "EXITED" else FOR_EVER
    yield from when(
        (episode["kind"] != "KIS", 409, "not-asked-about-work"),
        (min(day, as_of) < left, 409, "not-left-yet"),
        (as_of > day, 422, "answer-of-the-future"),
    )


def attempt(club: "Club", person: Person, body: Item, episode: Item, day: str) -> Reasons:
    yield from follow_up(club, person, body, episode, day)
    four_weeks_before = (date.fromisoformat(day) - timedelta(days=28)).isoformat()
    recent = body["point"] == "WEEKS_4" and (episode["exited_on"] or FOR_EVER) >= four_weeks_before
    allowed = recent and "AKTYWNY-KIS" in {p["programme"] for p in person.life.within("enrolments", episode)}
    yield from when((not allowed and body["override"] is None, 409, "no-basis-for-contact"))
    yield from when((allowed and body["override"] is not None, 422, "basis-is-there"))


def inference(club: "Club", person: Person, body: Item, episode: Item, day: str) -> Reasons:
    yield from follow_up(club, person, body, episode, day)
    yield from when((body["situation"] == "WOULD_NOT_SAY", 422, "nothing-inferred"))


def link(club: "Club", person: Person, body: Item, _: Any, day: str) -> Reasons:
    survivor = club.people.get(body["survivor"])
    has_duplicates = any(club.survivor(p) is person for p in club.people.values() if p is not person)
    yield from [NOT_FOUND] if survivor is None else []
    yield from when(
        (survivor is person, 422, "duplicate-of-itself"),
        (club.survivor(person) is not person, 409, "linked-already"),
        (survivor is not None and club.survivor(survivor) is not survivor, 409, "survivor-is-a-duplicate"),
        (has_duplicates, 409, "has-duplicates"),
    )


def over(ended: str, began: str, code: str) -> Any:
    """Return what stands against ending something twice, or before it began."""

    def against(club: "Club", person: Person, body: Item, known: Item, day: str) -> Reasons:
        yield from when((known[ended] is not None or day < known[began], 409, code))

    return against


AGAINST = {
    "reject": referral_ends,
    "withdraw": referral_ends,
    "consent": consent,
    "revoke": over("withdrawn_on", "given_on", "consent-over"),
    "take_status": status,
    "join_group": group,
    "leave_group": over("ended_on", "since", "membership-over"),
    "decide": decision,
    "confirm": finding,
    "deny": finding,
    "relate": relate,
    "unrelate": over("until", "since", "link-over"),
    "reach": reach,
    "change_details": details,
    "correct_details": details,
    "amend": amendment,
    "evaluate": evaluation,
    "terminate": termination,
    "certify": certificate,
    "agree": agreement,
    "reagree": agreement,
    "end_enrolment": end_of_enrolment,
    "approve": checked,
    "send_back": checked,
    "be_absent": absence,
    "refuse_work": absence,
    "resume": resumption,
    "close_case": closing,
    "unemploy": end_of_job,
    "reemploy": corrected_job,
    "observe": lambda club, person, body, it, day: when((day < it["referred_on"], 409, "observed-before-referral")),
    "attempt": attempt,
    "answer": follow_up,
    "infer": inference,
    "link": link,
    "unlink": lambda club, person, body, known, day: when((known["unlinked"], 409, "not-linked")),
}
