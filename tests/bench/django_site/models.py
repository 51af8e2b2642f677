"""The same things as ours; texts in clear, which spares Django the opening of sealed ones."""

import uuid

from django.contrib.auth.models import AbstractBaseUser
from django.db import models


class Person(AbstractBaseUser):
    """A participant or a guide."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    handle = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100)
    hours = models.CharField(max_length=100, default="")
    guide = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    office_phone = models.CharField(max_length=40, default="")
    USERNAME_FIELD = "handle"


class Thing(models.Model):
    """What all of them share."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    participant = models.ForeignKey(Person, on_delete=models.CASCADE)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Appointment(Thing):
    """A meeting."""

    starts_at = models.DateTimeField()
    kind = models.CharField(max_length=20, default="walk")
    place = models.TextField()
    reply = models.CharField(max_length=20, null=True)  # noqa: DJ001
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["participant", "starts_at"])]


class Step(Thing):
    """A small step."""

    text = models.TextField()
    position = models.IntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    put_away_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["participant", "done_at", "position"])]


class Letter(Thing):
    """A letter."""

    sender = models.CharField(max_length=40, default="jobcenter")
    released_at = models.DateTimeField(null=True)
    put_away_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["participant", "released_at"])]


class Message(Thing):
    """A line in the conversation."""

    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    body = models.TextField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["participant", "sent_at"])]
