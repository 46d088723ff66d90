"""A person who takes over knows what was told already, with contacts masked."""

from sqlalchemy import select

from tickets.models import ServiceRequest


def test_the_call_back_request_says_what_is_known_so_far(brain, customer):
    customer.say("我要投诉")
    customer.fill("complaint_confirmed", complainant_phone="13900002345")
    customer.say("转人工")
    register = brain._services.register
    with register._database.transaction() as session:
        rows = session.scalars(select(ServiceRequest).where(ServiceRequest.kind == "callback")).all()
        notes = [register.cipher.open(row.sealed_note) for row in rows]
    note = next(note for note in notes if "139****2345" in note)
    assert "业务：银行卡" in note
    assert "换存折收了工本费" in note
    assert "13900002345" not in note
