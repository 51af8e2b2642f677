"""The start page."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tests.bench.django_site.models import Appointment, Letter, Message, Step

NEW_FOR = timedelta(days=7)


def home(request: HttpRequest) -> HttpResponse:
    """Show the next meeting, one step, one letter, a new message and the guide."""
    person = request.user
    if not person.is_authenticated:
        return redirect("help")
    now = timezone.now()
    meeting = (
        Appointment.objects.filter(
            participant=person, starts_at__gte=now, cancelled_at__isnull=True
        )
        .order_by("starts_at")
        .first()
    )
    step = (
        Step.objects.filter(participant=person, done_at__isnull=True, put_away_at__isnull=True)
        .order_by("position")
        .first()
    )
    letters = Letter.objects.filter(
        participant=person, released_at__isnull=False, put_away_at__isnull=True
    ).order_by("-released_at")[:2]
    message = Message.objects.filter(participant=person).order_by("-sent_at").first()
    days = (timezone.localdate(meeting.starts_at) - timezone.localdate()).days if meeting else 0
    return render(
        request,
        "home.html",
        {
            "meeting": meeting,
            "days": days,
            "step": step,
            "letter": letters[0] if letters else None,
            "there_are_more": len(letters) > 1,
            "letter_is_new": bool(letters) and letters[0].released_at > now - NEW_FOR,
            "someone_wrote": message is not None and message.author_id != person.pk,
            "guide": person.guide,
        },
    )
