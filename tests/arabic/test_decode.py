"""Bytes to text: whatever the labels say, the letters decide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import masdar.arabic.decode as decode

_SAID = "أعلنت وزارة المالية أن الميزانية الجديدة تتضمن زيادة في الإنفاق على التعليم والصحة، «وهذا مهم»."
_PAGE = '<html><head><meta charset="{label}"></head><body><p>{said}</p></body></html>'


@pytest.mark.parametrize(
    "encoding", ["utf-8", "windows-1256", "iso-8859-6", "utf-16-le", "utf-16-be", "cp720"]
)
@pytest.mark.parametrize("label", ["utf-8", "windows-1256", "iso-8859-1", "nonsense"])
def test_a_label_does_not_beat_the_letters(encoding: str, label: str) -> None:
    # the older encodings have no guillemets, cp720 no Arabic comma
    said = _SAID.translate(dict.fromkeys(map(ord, "«»،")))

    assert said in decode.text(_PAGE.format(label=label, said=said).encode(encoding))


@pytest.mark.parametrize("header", ["text/html; charset=iso-8859-1", "text/html;charset=UTF-8", "text/html"])
def test_a_header_does_not_beat_the_letters(header: str) -> None:
    assert decode.text(_SAID.encode("windows-1256"), headers={"content-type": header}) == _SAID


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_believed_and_goes(mark: str) -> None:
    assert decode.text(_SAID.encode(mark)) == _SAID


def test_one_bad_byte_does_not_change_the_encoding() -> None:
    data = _SAID.encode()

    found = decode.read(data[:21] + b"\xff" + data[21:])

    assert (found.encoding, found.repaired) == ("utf-8", True)
    assert found.text.replace("\ufffd", "") == _SAID


def test_a_text_cut_within_a_letter_stays_utf8() -> None:
    assert decode.text(_SAID.encode()[1:-4]).strip("\ufffd") in _SAID


@pytest.mark.parametrize("wrong", ["cp1256", "latin-1"])
def test_text_encoded_twice_is_repaired_and_noted(wrong: str) -> None:
    said = _SAID.replace("«", "").replace("»", "")
    twice = said.encode().decode(wrong, "replace").encode()

    found = decode.read(twice)

    assert found.repaired
    assert found.text[:30] == said[:30]
    assert decode.text(twice) == twice.decode()


def test_quotation_marks_after_letters_are_no_double_encoding() -> None:
    said = "قال «نعم» وقال «لا» في «القاهرة» و«دمشق»"

    assert decode.read(said.encode()) == decode.Decoded(text=said, encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "encoding", "label"),
    [
        ("Le président a déclaré à l'étranger", "windows-1252", "iso-8859-1"),
        ("Święto Niepodległości będzie w całym kraju", "iso-8859-2", "iso-8859-2"),
        ("Министр заявил о переговорах", "windows-1251", "windows-1251"),
        ("Forsætisráðherra sagði að þing kæmi saman", "windows-1252", "iso-8859-1"),
    ],
)
def test_a_plausible_label_is_believed(said: str, encoding: str, label: str) -> None:
    assert said in decode.text(_PAGE.format(label=label, said=said).encode(encoding))


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("رئيس جمهور گفت که پيشرفت کشور در گرو همکاري است", "windows-1256"),
        ("عاجل", "windows-1256"),
        ("ראש הממשלה אמר היום כי הממשלה תדון בתקציב", "windows-1255"),
        ("Министр иностранных дел заявил о начале переговоров", "koi8-r"),
        ("Ο πρωθυπουργός δήλωσε ότι η κυβέρνηση θα συζητήσει", "windows-1253"),
        ("Cumhurbaşkanı açıklamasında ülkenin güçlü olduğunu söyledi", "windows-1254"),
        ("Die Maßnahmen für größere Städte", "windows-1252"),
    ],
)
def test_without_a_label_the_letters_tell_the_encoding(said: str, encoding: str) -> None:
    assert decode.text(said.encode(encoding)) == said


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\x06\ufeff")))
def test_utf8_is_read_as_it_is(said: str) -> None:
    assert decode.text(said.encode()) == said


@given(
    st.binary(), st.sampled_from(["", "text/html; charset=utf-16", "text/html; charset=hex", "charset=rot13"])
)
def test_any_bytes_give_text(data: bytes, header: str) -> None:
    assert isinstance(decode.read(data, headers={"Content-Type": header}), decode.Decoded)


@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
def test_quotation_marks_encoded_twice_are_read_twice(codec: str) -> None:
    said = "<p>" + "It\u2019s the minister\u2019s caf\u00e9, isn\u2019t it? " * 3 + "</p>"

    found = decode.read(said.encode().decode(codec).encode())

    assert (found.text, found.repaired) == (said, True)


def test_french_with_a_capital_a_circumflex_stays_as_it_is() -> None:
    said = "À l\u2019âge de l\u2019Âge, « Âne » et « pâte » : ça a été très tôt, Ângela. " * 3

    assert decode.read(said.encode()).text == said
