"""redis-py and its servers: replies that go to the wrong caller, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from live.conftest import Record
from live.environments import environment
from live.processes import run_program
from live.verdicts import project, verdict

RELEASES = ("4.4.0", "4.5.3", "4.5.4", "4.5.5", "8.1.0")
AFFECTED = ("4.4.0", "4.5.3")
FORMS = ("task_cancel", "wait_for", "timeout_block", "task_group", "first_completed")
RIGHT = {"k1": "v1", "k2": "v2", "k3": "v3"}
SHIFTED = {"k1": "v0", "k2": "v1", "k3": "v2"}


def described(answers: dict[str, str]) -> str:
    """The answers in the words of the evidence."""
    if answers == RIGHT:
        return "right replies"
    return ", ".join(f"{key} → {reply}" for key, reply in answers.items())


@pytest.mark.parametrize("release", RELEASES)
def test_cancelled_command(release: str, redis_port: int, tmp_path: Path, record: Record) -> None:
    """Five ways to cancel a GET, over one connection and over a pool."""
    redis = environment(f"redis=={release}")
    seen = {
        single: run_program(
            redis,
            "redis_cancel/drive.py",
            *FORMS,
            env={"TARGET_PORT": str(redis_port), "SINGLE": single},
        )
        for single in "10"
    }
    names = [f"redis_cancel/{form}.py" for form in FORMS]
    requirements = {"requirements.txt": f"redis=={release}\n"}
    said = project(tmp_path / "forms", names, requirements).findings("ASL3")
    affected = release in AFFECTED
    for form, name in zip(FORMS, names, strict=True):
        answers = seen["1"][form]
        assert seen["0"][form] == answers
        assert answers == (SHIFTED if affected else RIGHT), form
        of_form = verdict(finding for finding in said if finding.path == f"{form}.py")
        assert of_form == ("error ASL301" if affected else "silent"), form
        record("ASL301", name, f"redis {release}", of_form, described(answers))
    of_release = verdict(finding for finding in said if finding.path == "requirements.txt")
    assert of_release == ("error ASL302" if affected else "silent")
    assert len(said) == (len(FORMS) + 1 if affected else 0)


@pytest.mark.parametrize("release", RELEASES)
def test_first_report(release: str, redis_port: int, tmp_path: Path, record: Record) -> None:
    """The script of the incident, without a proxy, over one connection."""
    name = "redis_cancel/seed.py"
    env = {"REDIS_PORT": str(redis_port)}
    replies = run_program(environment(f"redis=={release}"), name, env=env)
    affected = release in AFFECTED
    assert replies == (["foo", "bar"] if affected else ["bar", "foo"])
    requirements = {"requirements.txt": f"redis=={release}\n"}
    said = verdict(project(tmp_path / "seed", [name], requirements).findings("ASL3"))
    assert said == ("error ASL301, error ASL302" if affected else "silent")
    shown = f"bar → {replies[0]}, foo → {replies[1]}" if affected else "right replies"
    record("ASL301", name, f"redis {release}", said, shown)
