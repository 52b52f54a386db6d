"""redis-py and its servers: replies that go to the wrong caller, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from live.conftest import Record
from live.environments import environment
from live.processes import free_port, run_program
from live.verdicts import project, verdict

RELEASES = ("4.4.0", "4.5.3", "4.5.4", "4.5.5", "8.1.0")
AFFECTED = ("4.4.0", "4.5.3")
FORMS = ("task_cancel", "wait_for", "timeout_block", "task_group", "first_completed")
# What people try, whether it helps one connection and a pool, and what asynclint says of it.
REMEDIES = (
    ("sleep_first", False, "error ASL301"),
    ("own_client", True, "silent"),
    ("drops_pool", True, "silent"),  # at the cost of what others are waiting for
    ("client_timeout", True, "silent"),
)
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
    for rule in ("ASL301", "ASL302") if affected else ("ASL301",):
        record(rule, name, f"redis {release}", said, shown)


@pytest.mark.parametrize("release", AFFECTED)
def test_remedies(release: str, redis_port: int, tmp_path: Path, record: Record) -> None:
    """What helps with an affected release, and what does not."""
    names = [name for name, _, _ in REMEDIES]
    requirements = {"requirements.txt": f"redis=={release}\n"}
    programs = [f"redis_cancel/{name}.py" for name in names]
    said = project(tmp_path / "remedies", programs, requirements).findings("ASL301")
    for single in "10":
        env = {"TARGET_PORT": str(redis_port), "SINGLE": single}
        program = "redis_cancel/drive.py"
        seen = run_program(environment(f"redis=={release}"), program, *names, env=env)
        for name, helps, says in REMEDIES:
            assert seen[name] == (RIGHT if helps else SHIFTED), (name, single)
            told = verdict(finding for finding in said if finding.path == f"{name}.py")
            assert told == says, name
    for name, helps, says in REMEDIES:
        happened = "right replies" if helps else described(SHIFTED)
        record("ASL301", f"redis_cancel/{name}.py", f"redis {release}", says, happened)


@pytest.mark.parametrize(
    ("release", "single", "works"),
    [("4.4.0", "0", True), ("4.4.0", "1", False), ("4.5.3", "1", True)],
)
def test_shield(release: str, single: str, works: bool, redis_port: int, record: Record) -> None:
    """A shielded command goes on; over one connection 4.4 lets others in meanwhile."""
    env = {"TARGET_PORT": str(redis_port), "SINGLE": single}
    seen = run_program(
        environment(f"redis=={release}"), "redis_cancel/drive.py", "shielded", env=env
    )
    assert (seen["shielded"] == RIGHT) == works, seen


@pytest.mark.parametrize("release", RELEASES)
def test_blocking_pop(release: str, redis_port: int, tmp_path: Path, record: Record) -> None:
    """A job that the server has handed out is lost with the reply, in every release."""
    env = {"TARGET_PORT": str(redis_port)}
    redis = environment(f"redis=={release}")
    has = {
        name: run_program(redis, "redis_cancel/drive_pop.py", name, env=env)
        for name in ("blocking_pop", "blocking_pop_mended")
    }
    assert has == {"blocking_pop": "nobody", "blocking_pop_mended": "program"}
    requirements = {"requirements.txt": f"redis=={release}\n"}
    said = {
        name: verdict(
            project(tmp_path / name, [f"redis_cancel/{name}.py"], requirements).findings("ASL303")
        )
        for name in has
    }
    assert said == {"blocking_pop": "warning ASL303", "blocking_pop_mended": "silent"}
    remedy, after = "blocking_pop_mended.py", "the program has the job"
    program, before = "redis_cancel/blocking_pop.py", "nobody has the job"
    record("ASL303", program, f"redis {release}", said["blocking_pop"], before, remedy, after)


@pytest.mark.parametrize("release", ["4.5.1", "4.5.5", "8.1.0"])
def test_browser_leaves(release: str, redis_port: int, tmp_path: Path, record: Record) -> None:
    """Django cancels the view of a user who leaves; no code of the project cancels anything."""
    needs = environment("django==5.2.19", "uvicorn==0.54.0", f"redis=={release}")
    env = {"TARGET_PORT": str(redis_port)}
    seen = run_program(needs, "redis_cancel/drive_django.py", str(free_port()), env=env)
    affected = release == "4.5.1"
    assert seen == (SHIFTED if affected else RIGHT)
    name = "redis_cancel/django_app.py"
    pins = f"django==5.2.19\nuvicorn==0.54.0\nredis=={release}\n"
    said = verdict(project(tmp_path / "own", [name], {"requirements.txt": pins}).findings("ASL3"))
    assert said == ("error ASL301, error ASL302" if affected else "silent")
    versions = f"Django 5.2.19, uvicorn 0.54.0, redis {release}"
    remedy, after = ("redis 4.5.5", "right replies") if affected else ("", "")
    record("ASL301", name, versions, said, described(seen), remedy, after)
