"""What the register holds of customers: every confirmed complaint once, as it was told."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.customers import Customer
from tickets.register import Register


def broken(register: Register, customers: Sequence[Customer]) -> list[str]:
    """Return what is wrong with the tickets of customers, a line each: lost, doubled, another number, other words."""
    return [problem for customer in customers for problem in _problems(register, customer)]


def count(register: Register) -> int:
    """Return how many tickets there are in all."""
    return register.tickets({}, 1, 1)[1]


def _problems(register: Register, customer: Customer) -> list[str]:
    numbers = [receipt.number for receipt in register.filed_in(customer.sender)]
    if len(numbers) != 1:
        return [f"{'lost' if not numbers else 'doubled'}: {customer.sender} was told {customer.number}, has {numbers}"]
    if numbers != [customer.number]:
        return [f"wrong number: {customer.sender} was told {customer.number}, has {numbers}"]
    ticket, unseal = register.ticket(numbers[0]), register.cipher.open
    kept = {
        "complaint_facts": unseal(ticket.sealed_facts).splitlines()[0],
        "complainant_name": unseal(ticket.sealed_name),
        "complainant_phone": unseal(ticket.sealed_phone),
        "complaint_amount": f"{ticket.amount_fen // 100}元" if ticket.amount_fen else None,
    }
    return [
        f"other words: {numbers[0]} {slot} {value!r} for {customer.words[slot]!r}"
        for slot, value in kept.items()
        if value != customer.words[slot]
    ]
