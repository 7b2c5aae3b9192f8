"""Who is next: one pure function per policy, all with the same signature."""

from collections.abc import Callable
from datetime import datetime

from waiting_room.rules.calling.due_date import due_date
from waiting_room.rules.calling.fifo import fifo
from waiting_room.rules.service import Service
from waiting_room.rules.ticket import Ticket

Rank = tuple[int, datetime, datetime, str]
"""Where a ticket stands: the smallest rank is called first, and no two ranks are equal."""

Policy = Callable[[Ticket, Service], Rank]

POLICIES: dict[str, Policy] = {"due-date": due_date, "fifo": fifo}
