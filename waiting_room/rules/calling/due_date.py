"""Emergencies first, then whoever is due first: arrival or booked time plus the target wait."""

from datetime import datetime

from waiting_room.rules.service import Service
from waiting_room.rules.ticket import Ticket


def due_date(ticket: Ticket, service: Service) -> tuple[int, datetime, datetime, str]:
    """Rank a ticket once and for all: the order of two tickets never changes while they wait."""
    urgency = 0 if service.emergency else 1
    return urgency, ticket.due_at, ticket.arrived_at, ticket.number
