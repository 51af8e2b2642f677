"""One page, and the addresses it links to."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.bench.django_site import views


def elsewhere(_request: HttpRequest, **_arguments: object) -> HttpResponse:
    """Answer the links of the page; nobody follows them here."""
    return HttpResponse()


LINKED = (
    "help", "appointments", "reminders", "settings", "who-sees-what", "goals", "letters",
    "messages",
)  # fmt: skip
urlpatterns = [
    path("", views.home, name="home"),
    path("appointments/<uuid:id>", elsewhere, name="appointment"),
    path("letters/<uuid:id>", elsewhere, name="letter"),
    path("steps/<uuid:id>/completion", elsewhere, name="completion"),
    path("steps/<uuid:id>/later", elsewhere, name="later"),
    *(path(name, elsewhere, name=name) for name in LINKED),
]
