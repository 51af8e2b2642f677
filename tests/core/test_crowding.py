"""A coarse limit: far above what people do."""

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
