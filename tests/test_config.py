"""Settings come from the environment; a wrong one is refused in a sentence that says what it takes."""

import pytest

from config import ROOT, SETTINGS, read_config
from errors import SettingError


@pytest.fixture(autouse=True)
def clear_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)


def test_nothing_set_means_the_embedded_store_in_the_projects_own_folder() -> None:
    config = read_config()
    assert config.neo4j_uri == ""
    assert config.home == ROOT / "var"
    assert config.language == "zh"


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_GRAPH_QUERY_ROWS", " ")
    assert read_config().query_rows == 1000


def test_an_absolute_folder_stays_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("POLICY_GRAPH_HOME", str(tmp_path))
    assert read_config().home == tmp_path


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("POLICY_GRAPH_LANG", "fr"),
        ("POLICY_GRAPH_QUERY_SECONDS", "0"),
        ("POLICY_GRAPH_QUERY_ROWS", "-5"),
        ("POLICY_GRAPH_MAX_FILE_MB", "二十"),
    ],
)
def test_a_wrong_value_is_named_with_what_the_setting_takes(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError) as caught:
        read_config()
    assert name in str(caught.value) and value in str(caught.value)
