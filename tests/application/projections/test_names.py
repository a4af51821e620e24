"""The directory of names: Polish order as ICU has it, search without diacritics, nothing left of whoever is removed."""

import threading
from itertools import pairwise, product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.projections.names import NameDirectory, PersonName, folded, polish_sort_key

# Sorted by ICU 78 (CLDR 48): new Intl.Collator("pl").compare over "family name" + U+FFFE + "given name".
IN_ICU_ORDER = """
, Ewa < Aberg, Nils < Åberg, Nils < Ãberg, Nils < Aevar, Jón < Ævar, Jón < Atek, Jan < Azor, Jan < Ątek, Jan
< Cáceres, Ana < Capla, Karel < Čapla, Karel < Celik, Ayse < Çelik, Ayşe < Chmiel, Ola < Cwik, Jan
< Czarnecka, Maria < Czarnecki, Marian < Ćwik, Jan < d'Ark, Ewa < de Silva, Rui < De Silva, Rui < Desilva, Rui
< Dordevic, Ana < Đorđević, Ana < Dzik, Ala < Édouard, Luc < Edward, Jan < Ezop, Jan < Ędward, Jan < Əmrów, Ali
< Kowalska, < Kowalska, Ewa < Kowalska, Ewa Maria < Kowalska, Ewa-Maria < Kowalska, Ewą < Kowalska - Nowak, Ewa
< Kowalska 2, Ewa < Kowalska-Nowak, Ewa < Kowalska–Nowak, Ewa < Kowalskanowak, Ewa < Lęcki, Adam < Lis, Ewa
< Los, Ewa < Lôs, Ewa < Lös, Ewa < Loś, Ewa < Lós, Ewa < Łecki, Adam < Łęcki, Adam < Łoś, Ewa < Łoza, Iga
< ŁOZA, Iga < Mueller, Jan < Muller, Adam < Müller, Jan < Muller, Zofia < Nguyen, Van An < Nguyễn, Văn An
< Novak, Zoe < Nowák, Adam < Nowak, Ania < nowak, Anna < Nowak, anna < Nowak, Anna < Nowak, Lucja < Nowak, Łucja
< Nowak, Zenon < Nowak Zet, Adam < Nowak-Zet, Adam < Nowaka, Adam < NowakZet, Adam < Nówak, Adam < Ńowak, Adam
< O Brien, Sean < O-Brien, Sean < O'Brien, Sean < O’Brien, Sean < Obrien, Sean < OBrien, Sean < Osmy, Jan
< Øsmy, Jan < Östmy, Jan < Ozóg, Jan < Ożóg, Jan < Ó Brien, Sean < Ósmy, Jan < Şahin, Can < Sliwa, Ida
< Šliwa, Ida < St. Nowak, Ewa < Strass, Uwe < Straß, Uwe < Strasz, Uwe < Straśs, Uwe < Szliwa, Ida < Śliwa, Ida
< Tran, Lan < Trân, Lan < Trần, Lan < Yilmaz, Can < Yılmaz, Can < Yzmaz, Can < Zajac, Iza < Zajaç, Iza
< Zając, Iza < Zak, Iza < Žak, Iza < Zżak, Iza < Źak, Iza < Żak, Iza < Żółć, Iza < Þór, Jón < Гава, Оля
< Ґава, Оля < Еліна, Оля < Їжак, Оля < Йосип, Оля
"""
NAMES = [
    (family.strip(), given.strip())
    for family, _, given in (name.partition(",") for name in " ".join(IN_ICU_ORDER.split()).split(" < "))
]


def id_of(number: int) -> UUID:
    return UUID(int=number)


def directory_of(*people: tuple[str, str]) -> NameDirectory:
    """Return a directory in which the first of `people` has id 0, the next 1, and so on."""
    directory = NameDirectory()
    directory.fill((id_of(number), *name) for number, name in enumerate(people))
    return directory


def found(directory: NameDirectory, text: str, limit: int = 200) -> list[int]:
    return [participant.int for participant in directory.search(text, limit)]


def contents(directory: NameDirectory) -> dict[str, object]:
    return {name: value for name, value in vars(directory).items() if name != "_lock"}


def test_names_stand_in_the_order_of_icu():
    assert len(NAMES) == 118
    for name, next_name in pairwise(NAMES):
        assert polish_sort_key(*name) < polish_sort_key(*next_name)


@pytest.mark.parametrize("alphabet", ["aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż", "AĄBCĆDEĘFGHIJKLŁMNŃOÓPQRSŚTUVWXYZŹŻ"])
def test_every_polish_letter_follows_its_plain_one_and_precedes_the_next(alphabet):
    for letter, next_letter in pairwise(alphabet):
        assert polish_sort_key(letter + "z", "") < polish_sort_key(next_letter + "a", "")


@pytest.mark.parametrize(
    ("composed", "apart"),
    [
        ("Łęcki", "Łe\u0328cki"),
        ("Żółć", "Z\u0307o\u0301łc\u0301"),
        ("Müller", "Mu\u0308ller"),
        ("Йосип", "И\u0306осип"),
    ],
)
def test_a_name_typed_in_pieces_has_the_same_place_and_is_found_alike(composed, apart):
    assert polish_sort_key(composed, "Ewa") == polish_sort_key(apart, "Ewa")
    assert folded(composed) == folded(apart)


def test_a_mark_that_is_not_polish_does_not_become_a_letter_behind_another_mark_of_its_kind():
    # ố is o, circumflex, acute: the acute belongs to the circumflex, so this is no ó; ọ́ is ó with a dot below.
    assert polish_sort_key("ốa", "") < polish_sort_key("oz", "") < polish_sort_key("o\u0323\u0301a", "")


def test_a_stroke_ends_a_letter_so_no_accent_behind_it_makes_another():
    assert polish_sort_key("ø", "") < polish_sort_key("ǿ", "") < polish_sort_key("oz", "")


def test_nothing_precedes_something_whatever_the_marks():
    assert polish_sort_key("Ö", "") < polish_sort_key("O", " -")


def test_letters_of_no_known_alphabet_follow_the_known_ones_by_code_point():
    keys = [polish_sort_key(name, "") for name in ("Żyła", "Ящук", "ა", "ბ", "王", "𐌰")]

    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_invisible_characters_do_not_move_a_name():
    assert polish_sort_key("No\u00adwak\u200b", "Jan") == polish_sort_key("Nowak", "Jan")


@given(st.text(), st.text(), st.text(), st.text(), st.binary(min_size=16, max_size=16))
def test_a_key_is_never_the_beginning_of_another_so_an_id_behind_it_disturbs_no_order(family, given_name, f, g, tail):
    one, other = polish_sort_key(family, given_name), polish_sort_key(f, g)

    assert one == other or (one < other) == (one + tail < other + bytes(16))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Łęcki", "lecki"),
        ("ŻÓŁĆ", "zolc"),
        ("Źdźbło-Śnięty", "zdzblo-sniety"),
        ("Straße", "strasse"),
        ("Ærø", "aero"),
        ("Ǽrǿ", "aero"),
        ("Ŧuŋ", "tun"),
        ("Œuvre", "oeuvre"),
        ("Đorđević", "dordevic"),
        ("Þór", "thor"),
        ("Yılmaz İnci", "yilmaz inci"),
        ("Nguyễn Văn", "nguyen van"),
        ("Ħal Għaxaq", "hal ghaxaq"),
        ("Əmrów", "emrow"),
        ("Їжак Ґава", "іжак гава"),
    ],
)
def test_folding_gives_what_somebody_in_a_hurry_types(text, plain):
    assert folded(text) == plain
    assert folded(plain) == plain


PEOPLE = (
    ("Źdźbło", "Anna Maria"),
    ("Kowalska-Nowak", "Łucja"),
    ("Nowak", "Łukasz"),
    ("Nowacka", "Ludwika"),
    ("O’Brien", "Sean"),
    ("Ćwik", "Anna"),
)


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("zdz", [0]),
        ("zd", [0]),
        ("ŹDŹBŁO", [0]),
        ("anna", [5, 0]),
        ("an ma", [0]),
        ("mar an", [0]),
        ("nowak", [1, 2]),
        ("now", [1, 3, 2]),
        ("lu now", [1, 3, 2]),
        ("nowak luc", [1]),
        ("kowalska-nowak", [1]),
        ("Kowalska – Nowak", [1]),
        ("kowalskanow", [1]),
        ("nowak-kowalska", [1]),
        ("o'brien", [4]),
        ("obrien", [4]),
        ("brien", [4]),
        ("owak", []),
        ("nowak anna", []),
        ("nowakk", []),
        ("x", []),
    ],
)
def test_each_word_typed_begins_some_word_of_the_name_and_the_answer_is_in_polish_order(typed, people):
    assert found(directory_of(*PEOPLE), typed) == people


@pytest.mark.parametrize("typed", ["", "   ", "-", "'", "_ ,"])
def test_nothing_typed_finds_nobody(typed):
    assert found(directory_of(*PEOPLE), typed) == []


def test_a_limit_keeps_the_first_in_polish_order():
    directory = directory_of(*PEOPLE)

    assert found(directory, "now", limit=2) == [1, 3]
    assert found(directory, "now", limit=3) == [1, 3, 2]
    assert found(directory, "now", limit=0) == []


def test_two_people_of_one_name_are_both_there_ordered_by_id():
    directory = directory_of(("Nowak", "Jan"), ("Nowak", "Jan"))
    directory.put(id_of(2), "Nowak", "Jan")

    assert found(directory, "nowak jan") == [0, 1, 2]
    directory.remove(id_of(1))
    assert found(directory, "nowak jan") == [0, 2]


def test_a_name_can_be_asked_for_and_is_unknown_before_and_after():
    directory = NameDirectory()
    assert directory.name(id_of(7)) is None

    directory.put(id_of(7), "Łęcki", "Iwo")
    assert directory.name(id_of(7)) == PersonName("Łęcki", "Iwo")
    assert len(directory) == 1

    directory.remove(id_of(7))
    assert directory.name(id_of(7)) is None
    assert len(directory) == 0


def test_removal_leaves_no_trace():
    never_knew = directory_of(*PEOPLE[:3])
    knew = directory_of(*PEOPLE[:3])
    knew.put(id_of(9), "Nowak-Usunięta", "Łucja")
    assert contents(knew) != contents(never_knew)

    knew.remove(id_of(9))
    assert contents(knew) == contents(never_knew)


def test_a_new_name_replaces_the_old_one_without_trace():
    directory = directory_of(*PEOPLE)
    directory.put(id_of(2), "Zamężna", "Łukasz")

    assert contents(directory) == contents(directory_of(*PEOPLE[:2], ("Zamężna", "Łukasz"), *PEOPLE[3:]))
    assert found(directory, "nowak") == [1]


def test_removing_a_stranger_changes_nothing():
    directory = directory_of(*PEOPLE)
    directory.remove(id_of(99))

    assert contents(directory) == contents(directory_of(*PEOPLE))


def test_filling_again_keeps_who_was_there_and_takes_the_newer_name():
    directory = directory_of(*PEOPLE)
    directory.fill([(id_of(0), "Źdźbło-Łęcka", "Anna"), (id_of(6), "Ósmy", "Jan")])

    assert contents(directory) == contents(directory_of(("Źdźbło-Łęcka", "Anna"), *PEOPLE[1:], ("Ósmy", "Jan")))


def test_neither_the_directory_nor_a_name_tells_names_in_its_text_form():
    directory = directory_of(*PEOPLE)

    assert repr(directory) == "<NameDirectory: 6>"
    assert str(directory) == repr(directory)
    for part in ("Nowak", "Łukasz"):
        assert part not in repr(directory.name(id_of(2))) + str(directory.name(id_of(2)))


def test_everybody_is_walked_in_polish_order():
    assert [participant.int for participant in directory_of(*PEOPLE).ordered()] == [5, 1, 3, 2, 4, 0]


@pytest.mark.parametrize("limit", [1, 2, 5, 6, 7])
def test_pages_laid_end_to_end_are_the_whole_order(limit):
    directory = directory_of(*PEOPLE)
    walked: list[UUID] = []
    key = None
    while page := directory.page(key, limit):
        assert len(page) <= limit
        walked += [participant for _, participant in page]
        key = page[-1][0]

    assert walked == list(directory.ordered())


def test_a_key_still_marks_its_place_after_its_owner_was_removed():
    directory = directory_of(*PEOPLE)
    (_, first), (key, second), *rest = directory.page(None, 6)
    directory.remove(first)
    directory.remove(second)

    assert list(directory.after(key)) == rest


def test_a_walk_longer_than_one_breath_skips_nobody_and_repeats_nobody_while_others_come_and_go():
    directory = directory_of(*((f"Nowak{chr(97 + number % 26)}", f"Jan{number:04}") for number in range(1000)))
    expected = list(directory.ordered())
    walked = []
    for number, (_, participant) in enumerate(directory.after(None)):
        if number == 10:
            directory.put(id_of(5000), "Aaa", "Wcześniejszy")
            directory.remove(expected[2])
            directory.remove(expected[900])
            directory.put(id_of(5001), "Żżż", "Późniejszy")
        walked.append(participant)

    assert walked == [participant for participant in expected if participant != expected[900]] + [id_of(5001)]


def test_readers_see_a_whole_directory_while_it_changes():
    directory = directory_of(*(("Stała", f"Osoba{number}") for number in range(50)))
    staying = set(directory.ordered())
    finished = threading.Event()
    faults: list[object] = []

    def read() -> None:
        while not finished.is_set():
            keys = directory.page(None, 200)
            if keys != sorted(keys) or not staying <= {participant for _, participant in keys}:
                faults.append(keys)
            if not staying <= set(directory.search("sta os", 200)):
                faults.append("search")

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for round_, number in product(range(20), range(100, 130)):
        directory.put(id_of(number), "Stawicka", f"Osa{round_}")
        if round_ % 2:
            directory.remove(id_of(number))
    finished.set()
    for reader in readers:
        reader.join()

    assert faults == []
    assert set(directory.ordered()) == staying


PLAIN = str.maketrans("ąćęłńóśźż", "acelnoszz")


def naive_words(text: str) -> list[str]:
    """Return the words of a text, cut at everything that is no letter."""
    return "".join(letter if letter.isalpha() else " " for letter in text.lower().translate(PLAIN)).split()


def naive_match(typed: str, name: tuple[str, str]) -> bool:
    """Look at every word of one name, whole and in parts."""
    written = " ".join(name).split()
    words = [part for word in written for part in [*naive_words(word), "".join(naive_words(word))]]
    return bool(naive_words(typed)) and all(any(word.startswith(t) for word in words) for t in naive_words(typed))


TEXT = st.text("aAbłŁlóo -'", max_size=6)
STEPS = st.lists(st.tuples(st.integers(0, 9), st.tuples(TEXT, TEXT) | st.none()), max_size=30)


@given(st.dictionaries(st.integers(0, 9), st.tuples(TEXT, TEXT)), STEPS, TEXT, st.integers(0, 12))
def test_search_and_order_agree_with_looking_at_everybody(filled, steps, typed, limit):
    directory = NameDirectory()
    directory.fill((id_of(number), *name) for number, name in filled.items())
    known = dict(filled)
    for number, name in steps:
        if name is None:
            directory.remove(id_of(number))
            known.pop(number, None)
        else:
            directory.put(id_of(number), *name)
            known[number] = name

    everybody = sorted(known, key=lambda number: (polish_sort_key(*known[number]), number))
    assert [participant.int for participant in directory.ordered()] == everybody
    assert found(directory, typed, limit) == [n for n in everybody if naive_match(typed, known[n])][:limit]
    assert len(directory) == len(known)
