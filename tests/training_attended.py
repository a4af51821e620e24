"""A journey event that the house does not have, as somebody would add it: what is written into which file."""

from typing import NamedTuple

TOPIC = "journey.training-attended.1"


class Written(NamedTuple):
    """What is written into a file: texts that take the place of others, and what is added to its end."""

    instead: dict[str, str]
    at_the_end: str


FACT = '''

class TrainingAttended(Fact, frozen=True, kw_only=True):
    """The person attended a training that ended on `occurred_on`: so many minutes, and what it gave."""

    TOPIC: ClassVar[str] = "journey.training-attended.1"

    episode: int
    kind: Statistical[OutcomeKind]
    minutes: int

    def apply(self, aggregate: "Participant") -> None:
        """Add what it gave."""
        item = self.originator_version
        aggregate.outcomes[item] = Outcome(
            item=item, episode=self.episode, observed_on=self.occurred_on, evidence=EvidenceGrade.NONE
        )
'''

METHOD = '''
    def attend_training(
        self, stamp: Stamp, today: date, *, episode: int, kind: outcomes.OutcomeKind, minutes: int, observed_on: date
    ) -> None:
        """Record that the person attended a training."""
        self.refuse_going_on(observed_on, "/observed_on")
        known = referral.episode_of(self.episodes, episode)
        participation.refuse_closed_file(known, "/episode")
        hours.refuse_impossible_minutes(minutes)
        outcomes.refuse_impossible_outcome(known, observed_on, today)
        self.record(
            outcomes.TrainingAttended, stamp, observed_on, episode=known.item, kind=Statistical(kind), minutes=minutes
        )
'''

COMMAND = '''

class AttendTraining(JourneyStep, frozen=True, kw_only=True):
    """Record a training that the person attended in an episode."""

    episode: int
    kind: OutcomeKind
    minutes: int
    observed_on: date

    def act(self, participant: Participant, work: Work) -> None:
        """Take the step."""
        participant.attend_training(work.stamp, work.today, **self.said())
'''

ROUTE = '''

class TrainingIn(Body):
    """A training in an episode: until when, how long, and what it gave."""

    episode: Item
    kind: OutcomeKind
    minutes: StrictInt
    observed_on: Day

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"episode": 2, "kind": "COMPETENCE", "minutes": 480, "observed_on": "2026-05-27"}]
        }
    )


@router.post("/trainings", status_code=201, responses={**WRITING}, operation_id="attendTraining")
async def attend(
    participant_id: UUID,
    body: TrainingIn,
    response: Response,
    caller: Annotated[Caller, Depends(Permitted(Action.RECORD_JOURNEY))],
) -> Recorded:
    """Record a training that the person attended."""
    command = AttendTraining(participant_id=participant_id, **body.model_dump())
    return recorded(await caller.record(command), response)
'''

SENTENCE = """

def _trained(fact: TrainingAttended, opened: Opener) -> Sentence:
    day, within, how_long = day_of(fact.occurred_on), episode(opened, fact.episode), duration(fact.minutes)
    gave = opened("kind") or PROTECTED
    return sentence(
        f"Szkolenie zakończone {day[0]}, {how_long[0]} ({within[0]}): {gave[0]}",
        f"Training that ended on {day[1]}, {how_long[1]} ({within[1]}): {gave[1]}",
    )
"""

TEST = """

def attend(person, on, minutes=480):
    kind = OutcomeKind.COMPETENCE
    person.attend_training(STAMP, TODAY, episode=2, kind=kind, minutes=minutes, observed_on=on)
    return person.version


def test_a_training_is_attended_from_the_referral_to_today(anna):
    said = {"occurred_on": TUESDAY, "episode": 2, "kind": OutcomeKind.COMPETENCE, "minutes": 480}
    item = attend(anna, TUESDAY)
    assert last_fact(anna) == (TrainingAttended, said)
    assert (anna.outcomes[item].episode, anna.outcomes[item].observed_on) == (2, TUESDAY)
    attend(anna, TODAY)
    with refused(ObservedBeforeReferral, "/observed_on", referred_on=TUESDAY):
        attend(anna, TUESDAY - DAY)
    with refused(DateInTheFuture, "/observed_on", today=TODAY):
        attend(anna, TODAY + DAY)
    with refused(ImpossibleMinutes, "/minutes", most=1440):
        attend(anna, TUESDAY, minutes=0)
"""

BY_HAND = {
    "domain/outcomes.py": Written({}, FACT),
    "domain/participant/leaving.py": Written({}, METHOD),
    "application/outcomes.py": Written({}, COMMAND),
    "interface/api/outcomes.py": Written(
        {
            "import ObserveOutcome": "import AttendTraining, ObserveOutcome",
            "from pydantic import ConfigDict": "from pydantic import ConfigDict, StrictInt",
        },
        ROUTE,
    ),
    "application/projections/timeline/leaving.py": Written(
        {
            "import OutcomeObserved": "import OutcomeObserved, TrainingAttended",
            "    day_of,\n": "    day_of,\n    duration,\n",
            "    OutcomeObserved: _observed,\n": "    OutcomeObserved: _observed,\n    TrainingAttended: _trained,\n",
            "\n\nLEAVING: ": f"{SENTENCE}\n\nLEAVING: ",
        },
        "",
    ),
    "tests/domain/test_outcomes.py": Written(
        {
            "OutcomeKind, OutcomeObserved": "OutcomeKind, OutcomeObserved, TrainingAttended",
            "from domain.outcomes": "from domain.hours import ImpossibleMinutes\nfrom domain.outcomes",
            "def in_a_whole_life(anna):\n": "def in_a_whole_life(anna):\n    attend(anna, TUESDAY)\n",
        },
        TEST,
    ),
}
"""The six files of `design.md` section 2: fact, method, command, route, sentence, test."""
GENERATED = {f"tests/stored_events/{TOPIC}.json", "docs/events.md"}
"""What `make events` writes: the golden bytes and the page."""
