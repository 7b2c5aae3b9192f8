"""Telling: what was answered and announced, before anybody asks whether it was right."""

import json
from collections.abc import Iterator
from itertools import pairwise

from tests.checker.complaint import Complaint
from tests.checker.evidence import Evidence


def answers(evidence: Evidence) -> Iterator[Complaint]:
    """Everything is answered, and whatever is sent again gets its first answer again.

    Only the life of the hub that tells it is another one after a kill.
    """
    for client, reply in evidence.history.strays:
        yield Complaint("nobody asked", f"{client} hears {reply}")
    for operation in evidence.history.operations.values():
        if operation.reply is None:
            yield Complaint("no answer", f"{operation}")
        for before, again in pairwise(operation.replies):
            if again != before | {"generation": again["generation"]}:
                yield Complaint("another answer", f"{operation}: {before}, then {again}")
            if again["generation"] < before["generation"]:
                yield Complaint("an older life", f"{operation}: {before}, then {again}")


def announcements(evidence: Evidence) -> Iterator[Complaint]:
    """Every call is announced once, in order, as it stands in the journal.

    A hub that was killed may have saved a call and not announced it; screens show it all the same.
    """
    saved = {row.seq: json.loads(row.body) for row in evidence.rows if row.event == "ticket_called"}
    heard = [call["seq"] for call in evidence.calls]
    if heard != sorted(set(heard)):
        yield Complaint("announcement", "calls are announced twice, or not in their order")
    for call in evidence.calls:
        if call != {"seq": call["seq"], "at": call["at"]} | saved.pop(call["seq"], {}):
            yield Complaint("announcement", f"{call} is not in the journal")
    if saved and not evidence.kills:
        yield Complaint("announcement", f"never made: {saved}")
