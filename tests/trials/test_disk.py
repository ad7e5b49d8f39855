"""R3, R4: a disk that is full, and a disk that gives errors, under the real program."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import uuid4

import pytest

from tests.served import ROOT, Served, environment
from tests.trials.conftest import Told, many
from tests.trials.test_canaries import opened_again
from tests.trials.test_kills import begun_without_passphrase, catching

pytestmark = pytest.mark.trials
SIZE, MOMENTS = "12m", 40
STRACE = ["strace", "-f", "--seccomp-bpf", "-o", "/dev/null"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of a few megabytes. Only root can make one."""
    folder = tmp_path / "small"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def filled(folder: Path, leave: int) -> Path:
    """Fill the disk up, but for so many bytes."""
    filler, chunk = folder / "filler", 4096
    free = shutil.disk_usage(folder).free - leave
    with filler.open("wb") as file:
        for _ in range(max(0, free // chunk)):
            file.write(b"f" * chunk)
    return filler


def test_r3_full_disk(small_disk: Path, tmp_path: Path, told: Told) -> None:
    with Served(small_disk / "home", tmp_path / "log") as served:
        browser = begun_without_passphrase(served)
        form, kept, refused = catching(browser), list[str](), list[str]()
        for spare in (400_000, 100_000, 20_000, 0):
            filler = filled(small_disk, spare)
            for _ in range(120):
                id = uuid4().hex
                words = f"words that need a place {id} " * 30
                answer = browser.post(form.action, form.values({"id": id, "did": "alone", "text": words}))
                if answer.status == 302:
                    kept.append(id)
                    continue
                refused.append(id)
                assert answer.status == 503, answer.text
                assert "The disk is full, so this was not kept." in answer.text
                assert id in answer.text
            for address in ("/name/", "/", "/privacy/", f"/name/{kept[-1]}/"):
                assert browser.get(address).status == 200, address
            filler.unlink()
            answer = browser.post(form.action, form.values({"id": uuid4().hex, "did": "asked"}))
            assert answer.status == 302, answer.text
        served.stop()
    found = json.loads(opened_again(small_disk / "home"))
    ids = {body["id"] for body in found["records"]["moment"]}
    told(
        "R3 full disk, four times",
        f"{len(set(kept) - ids)} of {len(kept)} acknowledged lost; {len(refused)} refused with their text, "
        f"{len(ids & set(refused))} of them kept",
        "0 lost",
    )
    assert refused
    assert not set(kept) - ids
    assert not ids & set(refused)
    assert found["integrity"] == "ok"
    assert not found["altered"]


FAULTS = {
    "R3 ENOSPC on the n-th write and all after": ("pwrite64", "ENOSPC", "+"),
    "R3 ENOSPC on the n-th write alone": ("pwrite64", "ENOSPC", ""),
    "R4 EIO on the n-th fsync and all after": ("fdatasync,fsync", "EIO", "+"),
    "R4 EIO on the n-th fsync alone": ("fdatasync,fsync", "EIO", ""),
    "R4 EINTR on the n-th write alone": ("pwrite64", "EINTR", ""),
}


@pytest.mark.parametrize("name", FAULTS)
def test_r3_r4_faults_at_every_call(tmp_path: Path, told: Told, name: str) -> None:
    """A process keeps moments while the n-th call of it fails; what it was told is kept must be there after."""
    if not shutil.which("strace"):
        pytest.skip("strace is not here")
    calls, error, after = FAULTS[name]
    every = 200 // min(200, many("TRIAL_FAULTS", 20))
    kept = lost = refused = there_unasked = 0
    ready = tmp_path / "ready"
    kept_by(ready, 0)
    for n in range(1, 201, every):
        home = tmp_path / f"{n}"
        shutil.copytree(ready, home)
        inject = f"inject={calls}:error={error}:when={n}{after}"
        said = kept_by(home, MOMENTS, before=[*STRACE, "-e", f"trace={calls}", "-e", inject])
        told_kept = {line.split()[1] for line in said.splitlines() if line.startswith("kept ")}
        found = json.loads(opened_again(home))
        ids = {body["id"] for body in found["records"]["moment"]}
        kept, lost = kept + len(told_kept), lost + len(told_kept - ids)
        refused, there_unasked = refused + said.count("refused "), there_unasked + len(ids - told_kept)
        assert len(said.splitlines()) == MOMENTS, said
        assert (found["integrity"], found["altered"]) == ("ok", False)
        shutil.rmtree(home)
    told(
        name,
        f"{lost} of {kept} acknowledged lost; {refused} refused, {there_unasked} of them there",
        "0 lost",
    )
    assert lost == 0
    assert kept


def kept_by(home: Path, count: int, before: Sequence[str] = ()) -> str:
    done = subprocess.run(
        [*before, sys.executable, "-m", "tests.trials.keep", str(home), str(count)],
        cwd=ROOT,
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
