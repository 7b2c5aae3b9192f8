"""Sentences: what a clerk is told when something was done or not, and what to do then."""

from waiting_room.words import Catalogue, phrases

REFUSALS = {
    "nobody_waiting": "Nobody is waiting for this counter now.",
    "still_called": "{number} is still called here. Start, hold or mark a no-show first.",
    "counter_not_open": "The counter is not open. Open it first.",
    "busy": "{number} is still here. Finish, hold or send on first.",
    "called_enough": "{number} was called often enough. Mark a no-show, or hold it.",
    "conflict": "Somebody else was faster. Look at the number, then decide again.",
    "not_now": "This is not possible any more. Look at the number, then decide again.",
    "nobody_here": "Nobody is called to this counter. Call the next visitor first.",
    "no_answer": "No answer came. Look at the number, then try again.",
    "expired": "This came too late and was not done. Please try again.",
    "not_allowed": "This device may not do that. Please tell your IT.",
    "no_link": "Not connected: nothing was sent. Calling works again once the link is back.",
    "unknown_ticket": "There is no such number today. Please check it.",
    "unknown_counter": "This counter is not known here. Choose another one.",
    "unknown_service": "This service is not offered here. Choose another one.",
    "same_counter": "The visitor is at this counter already.",
    "no_target": "Choose a service or a counter first.",
}
"""By the code of the refusal, in the source language."""

NOT_DONE = "This was not done ({code}). Please try again, or tell your IT."

DONE = {
    "sent_on": "{number} was sent on to {target}. The time of arrival is kept.",
    "held": "{number} is on hold.",
    "missed": "{number} did not come. It can be called again under “Held”.",
    "returned": "{number} is back in line, at its old place.",
}
"""What was done and is not to be seen at once."""

PRINTER = {
    "paper_end": "{device}: the paper has run out.",
    "paper_low": "{device}: the paper is running low.",
    "cover_open": "{device}: the printer is open.",
    "cutter": "{device}: the printer has a fault.",
    "fault": "{device}: the printer has a fault.",
    "offline": "{device}: the printer does not answer.",
    "silent": "{device}: the printer does not answer.",
    "unreachable": "{device}: the printer does not answer.",
}
"""By what a kiosk reports of its printer; whatever is not here is well."""

NEEDS = {
    "interpreter": "Interpreter",
    "wheelchair": "Wheelchair",
    "hearing_loop": "Hearing loop",
}

PAUSE_REASONS = ("Break", "Back office", "Meeting", "Technical problem")
HOLD_REASONS = (
    "Without a reason",
    "Fills in a form",
    "Fetches documents",
    "Waits for an interpreter",
    "Is outside for a moment",
)
"""They travel in the source language, so that each colleague reads them in their own."""


def tell(words: Catalogue, code: str, number: str = "", target: str = "") -> str:
    """Say what was done, or why not, by its code."""
    message = DONE.get(code) or REFUSALS.get(code) or NOT_DONE
    shown = phrases.left_to_right(phrases.spaced(number)) if number else "–"
    return words.say(message, number=shown, target=target, code=code)


def stopwatch(seconds: float) -> str:
    """Write a time that runs: "04:12", and "1:04:12" after an hour; never below zero."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes = f"{rest // 60:02}:{rest % 60:02}"
    return f"{hours}:{minutes}" if hours else minutes
