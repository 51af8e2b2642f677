import uuid
from datetime import timedelta
from app.core import clock
from app.domain.reminders import ReminderChoice, PushSubscription
from app.domain.sign_in import LoginSession
from app.messages import actions
from app.domain.access import Viewer
from tests import make
from sqlalchemy import select

def viewer(p): return Viewer(p.id, p.role, p.programme_id)

def test_shots(app, session, cast, open_page):
    out="/tmp/rp/"
    def shot(page, path, name):
        page.goto(path); page.wait_for_timeout(300); page.screenshot(path=out+name+".png", full_page=True)
    page=open_page(cast.amira); shot(page,"/messages","m_empty"); shot(page,"/reminders","r_not_yet"); shot(page,"/offline","offline")
    n=clock.now()
    def say(body, by, hours):
        m=make.message(session, of=cast.amira, by=by, body=body); m.sent_at=n-timedelta(hours=hours); return m
    say("Guten Tag, Frau Haddad. Schön, dass Sie da sind. Ich bin Ihr Lotse.", cast.jonas, 300)
    say("Danke. Ich habe eine Frage zum Bus.\nWelche Linie ist es?", cast.amira, 290)
    say("Es ist die Linie 7. Sie fährt alle 20 Minuten.", cast.jonas, 30)
    with app.test_request_context():
        actions.send_phrase(session, viewer(cast.jonas), cast.amira.id, message_id=uuid.uuid4(), phrase_id="E1", now=n-timedelta(hours=5))
        actions.send_phrase(session, viewer(cast.amira), cast.amira.id, message_id=uuid.uuid4(), phrase_id="Q2", now=n-timedelta(minutes=5))
    make.appointment(session, to=cast.amira, by=cast.jonas, at=make.in_days(9))
    session.commit()
    page=open_page(cast.amira); shot(page,"/messages","m_full"); shot(page,"/reminders","r_off")
    page.goto("/reminders"); page.check("[name=wanted][value=yes]"); page.get_by_role("button",name="Speichern").click(); page.wait_for_timeout(300)
    page.screenshot(path=out+"r_wanted.png", full_page=True)
    s=session.scalars(select(LoginSession).where(LoginSession.person_id==cast.amira.id).order_by(LoginSession.created_at.desc())).first()
    page.evaluate("""() => { for (const each of document.querySelectorAll('[data-state]')) each.hidden = !each.dataset.state.split(' ').includes('on') }""")
    page.screenshot(path=out+"r_on.png", full_page=True)
    p=session.merge(cast.amira); p.text_size=26; session.commit()
    page=open_page(cast.amira, dark=True); shot(page,"/messages","m_26_dark"); shot(page,"/reminders","r_26_dark")
    p.text_size=18; p.language="ar"; session.commit()
    page=open_page(cast.amira, language="ar"); shot(page,"/messages","m_ar"); shot(page,"/reminders","r_ar"); shot(page,"/offline","offline_ar")
