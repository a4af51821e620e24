import json
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.ledger import Frontier, access_leaf, fact_leaf, leaf_hash, node_hash, redacted

STREAM = UUID("2f0c5a9e-8b1d-4c3e-9f77-0a1b2c3d4e5f")
TOPIC = "journey.hours-recorded.1"

# The inputs and tree hashes that Certificate Transparency publishes for testing RFC 6962 logs.
CT_INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
CT_ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)

tokens = st.from_regex(r"[A-Za-z0-9_-]{1,60}", fullmatch=True)
# What a person may type, the characters of a seal among it.
texts = st.text() | st.sampled_from(['{"$sealed":"x"}', '"{"$sealed":"', "{", '\\"$sealed\\":', '"}'])
documents = st.dictionaries(
    st.from_regex("[a-z_]{1,8}", fullmatch=True),
    st.recursive(
        texts | st.integers() | st.none() | tokens.map(lambda token: {"$sealed": token}),
        lambda inside: st.lists(inside) | st.dictionaries(texts, inside, max_size=3),
        max_leaves=6,
    ),
)


def written(document, *, ascii_only=False):
    return json.dumps(document, separators=(",", ":"), ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")


def withheld(value):
    """What redaction means, said on the values instead of the bytes."""
    if isinstance(value, list):
        return [withheld(one) for one in value]
    if isinstance(value, dict):
        token = value.get("$sealed")
        if len(value) == 1 and isinstance(token, str) and token.replace("-", "a").replace("_", "a").isalnum():
            return {"$sealed-sha256": sha256(token.encode()).hexdigest()} if token.isascii() else value
        return {key: withheld(one) for key, one in value.items()}
    return value


def tree_hash(leaves):
    """The definition of RFC 6962 section 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01" + tree_hash(leaves[:split]) + tree_hash(leaves[split:])).digest()


def grown(leaves):
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf_hash(leaf))
    return frontier


def test_the_roots_are_those_of_certificate_transparency():
    frontier = Frontier()
    for text, root in zip(CT_INPUTS, CT_ROOTS, strict=True):
        frontier.append(leaf_hash(bytes.fromhex(text)))
        assert frontier.root().hex() == root


def test_the_root_of_no_leaves_is_the_hash_of_nothing():
    assert Frontier().root().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_frontier_agrees_with_the_recursive_definition_up_to_300_leaves():
    leaves = [b"leaf %d" % number for number in range(300)]
    frontier = Frontier()
    assert frontier.root() == tree_hash([])
    for size in range(1, 301):
        frontier.append(leaf_hash(leaves[size - 1]))
        assert frontier.size == size
        assert frontier.root() == tree_hash(leaves[:size])


def test_a_frontier_keeps_one_hash_for_each_full_subtree_the_largest_first():
    leaves = [b"%d" % number for number in range(7)]
    expected = [tree_hash(leaves[:4]), tree_hash(leaves[4:6]), tree_hash(leaves[6:])]
    assert grown(leaves).hashes == tuple(expected)
    assert node_hash(expected[0], node_hash(expected[1], expected[2])) == tree_hash(leaves)


@given(st.integers(0, 200), st.integers(0, 40))
def test_a_stored_frontier_grows_on_as_if_it_had_never_been_stored(size, more):
    leaves = [b"%d" % number for number in range(size + more)]
    stored = grown(leaves[:size])
    loaded = Frontier.from_bytes(stored.size, stored.to_bytes())
    for leaf in leaves[size:]:
        loaded.append(leaf_hash(leaf))
    assert (loaded.size, loaded.to_bytes()) == (size + more, grown(leaves).to_bytes())
    assert loaded.root() == grown(leaves).root()


@given(st.integers(-3, 70), st.integers(0, 200))
@example(-1, 32)
@example(3, 64)
@example(3, 63)
def test_bytes_that_cannot_be_the_frontier_of_that_size_are_refused(size, length):
    if size >= 0 and length == 32 * size.bit_count():
        assert Frontier.from_bytes(size, bytes(length)).size == size
    else:
        with pytest.raises(ValueError, match="subtree roots"):
            Frontier.from_bytes(size, bytes(length))


def test_a_copy_grows_without_moving_what_is_committed():
    committed = grown([b"a", b"b", b"c"])
    before = committed.size, committed.root(), committed.hashes
    staged = committed.copy()
    staged.append(leaf_hash(b"d"))
    assert (committed.size, committed.root(), committed.hashes) == before
    assert staged.root() == tree_hash([b"a", b"b", b"c", b"d"])


def test_leaf_v1_of_a_fact_never_changes():
    state = b'{"note":{"$sealed":"AQID_-"},"role":"caseworker"}'
    leaf = fact_leaf(41, STREAM, 7, TOPIC, state)
    assert leaf == (
        b'{"a":"2f0c5a9e-8b1d-4c3e-9f77-0a1b2c3d4e5f","c":"fact","i":41,"n":7,'
        b'"s":"' + sha256(redacted(state)).hexdigest().encode() + b'","t":"journey.hours-recorded.1","v":1}'
    )
    assert leaf_hash(leaf).hex() == "a7e36475f96cadc2eb951c817f8422ec4094ff349a3e95aec7cf2aa773bf8971"


def test_leaf_v1_of_an_access_record_never_changes():
    leaf = access_leaf(3, sha256(b'{"action":"R"}').digest())
    assert leaf == (
        b'{"c":"access","i":3,"s":"826678f214fa29b0b837ef376074ab84021193d2ce078d9b325b02bbd422543c","v":1}'
    )


@given(
    st.integers(0, 2**40), st.uuids(), st.integers(1, 2**31), documents, st.from_regex("[a-z.-]{1,40}", fullmatch=True)
)
def test_a_leaf_is_canonical_json(index, stream, version, document, topic):
    state = written(document)
    digest = sha256(redacted(state)).hexdigest()
    fields = {"v": 1, "c": "fact", "i": index, "a": str(stream), "n": version, "t": topic, "s": digest}
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
    assert fact_leaf(index, stream, version, topic, state) == canonical
    fields = {"v": 1, "c": "access", "i": index, "s": digest}
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
    assert access_leaf(index, bytes.fromhex(digest)) == canonical


@pytest.mark.parametrize("topic", ['a"b', "a\\b", "a\nb", "zażółć", "a\x7fb", ""])
def test_a_topic_that_json_would_escape_makes_no_leaf(topic):
    with pytest.raises(ValueError, match="topic"):
        fact_leaf(0, STREAM, 1, topic, b"{}")


@given(documents, st.booleans())
def test_redaction_replaces_tokens_and_leaves_everything_else_alone(document, ascii_only):
    assert redacted(written(document, ascii_only=ascii_only)) == written(withheld(document), ascii_only=ascii_only)


@given(documents)
def test_redacting_twice_is_redacting_once(document):
    once = redacted(written(document))
    assert redacted(once) == once


def test_a_purged_token_leaves_the_leaf_as_it_was():
    purged = b'{"name":{"$sealed-sha256":"' + sha256(b"tok-1_A").hexdigest().encode() + b'"},"role":"caseworker"}'
    stored = b'{"name":{"$sealed":"tok-1_A"},"role":"caseworker"}'
    assert fact_leaf(0, STREAM, 1, TOPIC, stored) == fact_leaf(0, STREAM, 1, TOPIC, purged)


def test_a_seal_that_a_person_typed_is_text_and_stays():
    state = written({"objective": 'see {"$sealed":"x"}', "{": "$sealed", "name": {"$sealed": "x"}})
    digest = sha256(b"x").hexdigest()
    assert redacted(state) == (
        b'{"objective":"see {\\"$sealed\\":\\"x\\"}","{":"$sealed","name":{"$sealed-sha256":"'
        + digest.encode()
        + b'"}}'
    )


@pytest.mark.parametrize(
    "state",
    [
        b'{"a":{"$sealed":""}}',
        b'{"a":{"$sealed":"x=="}}',
        b'{"a":{"$sealed":"x","b":1}}',
        b'{"a":{"$sealed-sha256":"00"}}',
        b'{"a":null}',
    ],
)
def test_what_is_no_token_is_not_redacted(state):
    assert redacted(state) == state
