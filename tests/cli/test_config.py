"""What a host may set, and what is refused with a sentence before anything is touched."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leanto.web.config import SETTINGS, ConfigRefused, on_loopback, read

HTTPS = "https://leanto.example"


def test_without_any_setting_it_listens_on_this_computer_alone() -> None:
    config = read({"XDG_DATA_HOME": "/data"})
    assert (config.host, config.port, config.origin) == ("127.0.0.1", 8765, "")
    assert config.address == "http://127.0.0.1:8765"
    assert config.home.is_absolute()


def test_an_empty_setting_is_none() -> None:
    assert read({setting.name: "" for setting in SETTINGS}) == read({})


@pytest.mark.parametrize("name", ["LEANTO_PROT", "LEANTO_", "LEANTO_HOME2", "LEANTO_SECRET_KEY"])
def test_a_name_we_do_not_know_is_refused_and_named(name: str) -> None:
    with pytest.raises(ConfigRefused, match=rf"^{name} is not a setting Leanto knows\. It knows LEANTO_HOME"):
        read({name: "x"})


def test_names_of_others_are_none_of_ours() -> None:
    read({"PATH": "x", "leanto_home": "x", "DJANGO_LEANTO_PORT": "x"})


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", " 80", "8.0", "1e3", "0x50", "²"])
def test_what_is_no_port_is_refused(port: str) -> None:
    with pytest.raises(ConfigRefused, match="a number from 1 to 65535"):
        read({"LEANTO_PORT": port})


@pytest.mark.parametrize("port", ["1", "65535", "8080"])
def test_what_is_a_port_is_taken(port: str) -> None:
    assert read({"LEANTO_PORT": port}).port == int(port)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_loopback_needs_nothing_more(host: str) -> None:
    assert on_loopback(read({"LEANTO_HOST": host}).host)


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "192.168.1.5", "10.0.0.1", "8.8.8.8", "localhost.example", "example.org", "[::1]", "*"],
)
def test_off_loopback_is_refused_without_tls_in_front(host: str) -> None:
    with pytest.raises(ConfigRefused, match="Put a TLS proxy in front"):
        read({"LEANTO_HOST": host})
    assert read({"LEANTO_HOST": host, "LEANTO_ORIGIN": HTTPS}).address == HTTPS


def test_an_address_of_version_six_is_in_brackets() -> None:
    assert read({"LEANTO_HOST": "::1"}).address == "http://[::1]:8765"


@pytest.mark.parametrize(
    "origin",
    [
        "http://leanto.example",
        "leanto.example",
        "https:",
        "https:///",
        "https://a/b",
        "https://[",
        "https://a:x",
        "ftp://a",
    ],
)
def test_an_origin_that_is_not_https_and_bare_is_refused(origin: str) -> None:
    with pytest.raises(ConfigRefused, match=r"LEANTO_ORIGIN is .+ it needs to begin with https://"):
        read({"LEANTO_ORIGIN": origin})


def test_an_origin_may_end_in_a_stroke_and_have_a_port() -> None:
    assert read({"LEANTO_ORIGIN": f"{HTTPS}:8443/"}).origin == f"{HTTPS}:8443"


@pytest.mark.parametrize(
    "site", ["javascript:alert(1)", "data:text/html,x", "//bbc.co.uk", "weather", "https://", "http:///x"]
)
def test_leaving_goes_to_a_web_address_only(site: str) -> None:
    with pytest.raises(ConfigRefused, match="it needs to be a web address"):
        read({"LEANTO_EXIT_SITE": site})


def test_the_home_may_be_named_from_the_persons_own() -> None:
    assert read({"LEANTO_HOME": "~/elsewhere"}).home == Path.home() / "elsewhere"
    assert read({"LEANTO_HOME": "here"}).home == Path.cwd() / "here"


def test_the_home_of_nobody_is_refused() -> None:
    with pytest.raises(ConfigRefused, match="there is no such person"):
        read({"LEANTO_HOME": "~no-such-person/leanto"})


@given(st.dictionaries(st.sampled_from([setting.name for setting in SETTINGS]), st.text(max_size=30)))
def test_any_text_is_taken_or_refused_and_nothing_else(environ: dict[str, str]) -> None:
    with suppress(ConfigRefused):
        read(environ)
