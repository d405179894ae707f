"""The ids read so far: the same answers as a dictionary's, whatever the strings."""

from hypothesis import given
from hypothesis import strategies as st

from dashiji.stages.read.ids import Ids

STRINGS = st.text(st.characters(), max_size=4)  # half surrogates among them: names of files may hold them


@given(st.lists(st.tuples(STRINGS, STRINGS)))
def test_the_first_place_of_each_id_is_kept(uses: list[tuple[str, str]]) -> None:
    first: dict[str, str] = {}
    with Ids() as ids:
        for doc_id, origin in uses:
            assert ids.first_use(doc_id, origin) == first.get(doc_id)
            first.setdefault(doc_id, origin)
