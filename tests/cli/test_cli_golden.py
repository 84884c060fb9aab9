import pytest
from golden_commands import COMMANDS, GOLDEN, output


@pytest.mark.parametrize("name", COMMANDS)
def test_the_output_is_what_it_was(name: str) -> None:
    assert output(COMMANDS[name]) == (GOLDEN / name).read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(COMMANDS)
