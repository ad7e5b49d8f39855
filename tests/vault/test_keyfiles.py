"""The key files: made once, private, never made again under a name that something was sealed with."""

import os
import stat
from pathlib import Path

import pytest

from leanto.vault.keyfiles import KeyFileRefused, loaded, made, problems

NAMES = ("device", "django", "instance", "pepper-1")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made(tmp_path)
    return tmp_path


def replaced(path: Path, content: bytes) -> None:
    path.chmod(0o600)
    path.write_bytes(content)
    path.chmod(0o400)


def test_the_first_start_makes_four_that_only_the_owner_can_read(home: Path) -> None:
    folder = home / "keys"
    assert sorted(path.name for path in folder.iterdir()) == sorted(NAMES)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE((folder / name).stat().st_mode) for name in NAMES} == {0o400}
    assert {(folder / name).stat().st_size for name in NAMES} == {32}
    assert len({(folder / name).read_bytes() for name in NAMES}) == 4
    assert problems(home) == []


def test_a_second_start_leaves_them_as_they_are(home: Path) -> None:
    before = loaded(home)
    assert made(home) == made(home, above=1) == before


def test_a_group_may_not_read_them_even_under_a_loose_umask(tmp_path: Path) -> None:
    usual = os.umask(0)
    try:
        made(tmp_path)
    finally:
        os.umask(usual)
    assert problems(tmp_path) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("mode", [0o644, 0o440, 0o404, 0o420])
def test_a_file_that_others_may_read_is_refused_with_its_mend(home: Path, name: str, mode: int) -> None:
    path = home / "keys" / name
    path.chmod(mode)
    with pytest.raises(KeyFileRefused, match=f"chmod 0400 {path}$"):
        made(home)
    assert problems(home) == [
        f"{path} can be read by others on this computer. Mend it with: chmod 0400 {path}"
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("length", [0, 1, 31, 33, 64])
def test_a_file_of_another_length_is_no_key(home: Path, name: str, length: int) -> None:
    path = home / "keys" / name
    replaced(path, bytes(length))
    with pytest.raises(KeyFileRefused, match=f"it has {length} bytes, not 32"):
        loaded(home)
    assert problems(home) == [f"{path} is not a key: it has {length} bytes, not 32. Put the right file back."]


@pytest.mark.parametrize("name", ["device", "django", "instance"])
def test_a_missing_file_is_named(home: Path, name: str) -> None:
    path = home / "keys" / name
    path.unlink()
    with pytest.raises(KeyFileRefused, match=r"cannot be read \(No such file or directory\)"):
        loaded(home)
    assert problems(home) == [
        f"{path} cannot be read (No such file or directory). Put it back from where you keep it."
    ]


def test_a_folder_in_place_of_a_key_is_named(home: Path) -> None:
    path = home / "keys" / "instance"
    path.unlink()
    path.mkdir(mode=0o700)
    with pytest.raises(KeyFileRefused, match="Is a directory"):
        loaded(home)


def test_without_any_key_every_one_is_named(tmp_path: Path) -> None:
    assert len(problems(tmp_path)) == 4
    assert problems(tmp_path)[-1].startswith("No pepper file in ")


def test_a_lost_pepper_is_never_made_again_under_its_number(home: Path) -> None:
    (home / "keys" / "pepper-1").unlink()
    assert set(made(home, above=1).peppers) == {2}
    assert set(made(home, above=1).peppers) == {2}


def test_old_and_new_peppers_stand_beside_each_other(home: Path) -> None:
    path = home / "keys" / "pepper-2"
    path.write_bytes(bytes(32))
    path.chmod(0o400)
    assert set(made(home, above=1).peppers) == {1, 2}


@pytest.mark.parametrize(
    "name", ["pepper-", "pepper-0", "pepper-01", "pepper-1.bak", "pepper-x", "pepper-12345"]
)
def test_a_file_that_is_only_named_alike_is_no_pepper(home: Path, name: str) -> None:
    (home / "keys" / name).write_bytes(b"anything")
    assert set(loaded(home).peppers) == {1}


def test_a_start_that_was_cut_off_leaves_no_half_a_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Cut(BaseException):
        """The computer is switched off."""

    def cut(_: int) -> bytes:
        raise Cut

    with monkeypatch.context() as patched:
        patched.setattr(os, "urandom", cut)
        with pytest.raises(Cut):
            made(tmp_path)
    made(tmp_path)
    assert problems(tmp_path) == []


def test_they_show_no_key(home: Path) -> None:
    assert repr(loaded(home)) == "<KeyFiles>"
