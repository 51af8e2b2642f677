"""A coarse limit: far above what people do."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from app.core import crowding


def test_whoever_asks_without_end_is_asked_to_wait_and_nobody_else(app: Flask) -> None:
    browser = app.test_client()
    for _ in range(crowding.PER_MINUTE):
        assert browser.get("/healthz").status_code == 200
    refused = browser.get("/healthz")
    assert refused.status_code == 429
    assert "Bitte später noch einmal." in refused.text
    assert browser.get("/help").status_code == 200, "another page is counted apart"
    neighbour = browser.get("/healthz", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert neighbour.status_code == 200


def test_one_household_counts_as_one_however_many_addresses_it_takes(
    app: Flask,
) -> None:
    browser = app.test_client()
    for each in range(crowding.PER_MINUTE):
        here = {"REMOTE_ADDR": f"2001:db8:0:1::{each:x}"}
        assert browser.get("/healthz", environ_base=here).status_code == 200
    for address, status in (("2001:db8:0:1:ffff::1", 429), ("2001:db8:0:2::1", 200)):
        answer = browser.get("/healthz", environ_base={"REMOTE_ADDR": address})
        assert answer.status_code == status


def test_no_crowd_of_addresses_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowding, "_MOST", 10)
    memory = crowding.Memory()
    for each in range(1000):
        memory.incr(f"somebody {each}", 60)
    assert memory.reset() <= 10


def test_hits_at_the_same_moment_are_all_counted_and_none_fails() -> None:
    memory, before = crowding.Memory(), sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads take turns as often as they can
    try:
        with ThreadPoolExecutor(8) as threads:
            counts = list(threads.map(lambda _hit: memory.incr("page", 60), range(4000)))
    finally:
        sys.setswitchinterval(before)
    assert sorted(counts) == list(range(1, 4001))


def test_hits_are_forgotten_after_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowding, "_SWEEP_EVERY", -1)
    memory = crowding.Memory()
    assert [memory.incr("page", 60), memory.incr("page", 60)] == [1, 2]
    assert [memory.incr("other", 0), memory.incr("other", 0)] == [1, 1]
    assert (memory.get("page"), memory.get("other")) == (2, 0)
    memory.incr("page", 60)
    assert memory.reset() == 1, "what is over is not kept"
