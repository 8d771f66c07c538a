"""Mail addresses, and what protection leaves of them."""

import pytest

from masdar.extract import mail


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[email protected]", True),
        ("[email\u00a0protected]", True),
        ("desk@nawras.example", True),
        ("mailto:desk@nawras.example", True),
        ("راسلونا على desk@nawras.example", False),
        ("البريد", False),
    ],
)
def test_a_line_that_is_only_an_address(line: str, expected: bool) -> None:
    assert mail.alone(line) is expected


def test_a_protected_address_is_decoded() -> None:
    address = "leila@nawras.example"
    hidden = "5b" + "".join(f"{ord(sign) ^ 0x5B:02x}" for sign in address)

    assert mail.decode(hidden) == address


@pytest.mark.parametrize("hidden", ["", "5b", "zz11", "5b1", "00ff"])
def test_what_hides_no_address_gives_nothing(hidden: str) -> None:
    assert mail.decode(hidden) == ""


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("info@x.example", True),
        ("news@x.example", True),
        ("news.desk@x.example", True),
        ("leila@x.example", False),
    ],
)
def test_the_address_of_a_desk_names_nobody(address: str, expected: bool) -> None:
    assert mail.role(address) is expected
