"""Whoever came first is called first, whatever the service."""

from datetime import datetime

from waiting_room.rules.service import Service
from waiting_room.rules.ticket import Ticket


def fifo(ticket: Ticket, service: Service) -> tuple[int, datetime, datetime, str]:
    """Rank a ticket by its arrival alone."""
    return 0, ticket.arrived_at, ticket.arrived_at, ticket.number
