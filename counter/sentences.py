"""Sentences: what a clerk is told when something was done or not, and what to do then."""

from waiting_room.words import Catalogue, message, phrases

REFUSALS = {
    "nobody_waiting": message("Nobody is waiting for this counter now."),
    "still_called": message("{number} is still called here. Start, hold or mark a no-show first."),
    "counter_not_open": message("The counter is not open. Open it first."),
    "busy": message("{number} is still here. Finish, hold or send on first."),
    "more_here": message("{number} has one more service here. Finish this one first."),
    "more_to_do": message("{number} has one more service elsewhere. Finish this one first."),
    "called_enough": message("{number} was called often enough. Mark a no-show, or hold it."),
    "conflict": message("Somebody else was faster. Look at the number, then decide again."),
    "not_now": message("This is not possible any more. Look at the number, then decide again."),
    "nobody_here": message("Nobody is called to this counter. Call the next visitor first."),
    "no_answer": message("No answer came. Look at the number, then try again."),
    "expired": message("This came too late and was not done. Please try again."),
    "not_allowed": message("This device may not do that. Please tell your IT."),
    "no_link": message(
        "Not connected: nothing was sent. Calling works again once the link is back."
    ),
    "no_time": message("Choose after how many minutes the visitor comes back."),
    "unknown_ticket": message("There is no such number today. Please check it."),
    "unknown_counter": message("This counter is not known here. Choose another one."),
    "unknown_service": message("This service is not offered here. Choose another one."),
    "unknown_clerk": message("This name is not known here. Choose another one."),
    "sits_elsewhere": message(
        "This clerk has another counter open. Close it there first, or choose another name."
    ),
    "same_counter": message("The visitor is at this counter already."),
    "target_closed": message("Nobody serves there now. Choose somewhere else."),
    "sent_here": message("Visitors wait for you alone. Call them first."),
    "no_target": message("Choose a service, a counter or a clerk first."),
    "sent_on": message("This visitor is expected at one counter and cannot let others go first."),
    "nobody_behind": message("Nobody waits behind this visitor who could go first."),
    "nothing_to_undo": message(
        "There is nothing to undo here. A number can be called again under “Held”."
    ),
    "too_late_to_undo": message(
        "Only the last ten minutes can be undone. A number can be called again under “Held”."
    ),
    "changed_since": message(
        "The visitor has moved on since. Look at the number, then decide again."
    ),
}
"""By the code of the refusal, in the source language."""

NOT_DONE = message("This was not done ({code}). Please try again, or tell your IT.")

DONE = {
    "transferred": message("{number} was sent on to {target}. The time of arrival is kept."),
    "comes_back": message("{number} was sent on to {target} and comes back here after."),
    "held": message("{number} is on hold."),
    "to_be_reminded": message("{number} is on hold. You will be reminded at {time}."),
    "back_by_itself": message("{number} is on hold. It is back in line by itself at {time}."),
    "missed": message("{number} did not come. It can be called again under “Held”."),
    "returned": message("{number} is back in line, at its old place."),
    "added": message("{target} is now part of the visit of {number}."),
    "goes_on": message("{number} goes on here with: {target}"),
    "waits_again": message("{number} waits now for: {target}"),
    "delayed": message("{number} lets others go first."),
    "removed": message("{number} has left the line."),
    "undone": message("The last step with {number} was taken back."),
}
"""What was done and is not to be seen at once."""

PRINTER = {
    "paper_end": message("{device}: the paper has run out."),
    "paper_low": message("{device}: the paper is running low."),
    "cover_open": message("{device}: the printer is open."),
    "cutter": message("{device}: the printer has a fault."),
    "fault": message("{device}: the printer has a fault."),
    "offline": message("{device}: the printer does not answer."),
    "silent": message("{device}: the printer does not answer."),
    "unreachable": message("{device}: the printer does not answer."),
    "wrong_address": message("{device}: the printer does not answer."),
}
SCANNER = {
    "unreachable": message("{device}: the scanner does not answer."),
    "wrong_address": message("{device}: the scanner does not answer."),
}
CODES = {
    "garbled": message("{device}: the scanner reads nothing but noise. Please check its cable."),
}
NUMBERS = {
    "failed": message(
        "{device} gives out no numbers: its disk does not work. Please tell your IT."
    ),
    "full": message("{device} gives out no numbers: its disk is full. Please tell your IT."),
    "taken": message(
        "{device} gives out no numbers: another program uses its journal. Please tell your IT."
    ),
    "refused": message(
        "A number from {device} is not in line. Please ask its visitors for their numbers."
    ),
    "labels": message(
        "{device} gives out only numbers that begin with X: it gets no others. Please tell your IT."
    ),
}
NOT_IN_LINE = message("Not in line: {numbers} ({device}). Please ask who holds such a number.")
"""Said instead where the kiosk names what was refused."""

PARTS = {"numbers": NUMBERS, "printer": PRINTER, "scanner": SCANNER, "codes": CODES}
"""By what a kiosk reports of each of its parts; whatever is not here is well."""

NOTES = {
    "no_show": message("Did not come before"),
    "same_number": message("There is another slip with this number"),
    "other_service": message("Its service is not offered any more: please ask"),
}
"""By the code of a note that no clerk wrote."""

NEEDS = {
    "interpreter": message("Interpreter"),
    "wheelchair": message("Wheelchair"),
    "hearing_loop": message("Hearing loop"),
}

PAUSE_REASONS = (
    message("Break"),
    message("Back office"),
    message("Meeting"),
    message("Technical problem"),
)
HOLD_REASONS = (
    message("Without a reason"),
    message("Fills in a form"),
    message("Fetches documents"),
    message("Waits for an interpreter"),
    message("Is outside for a moment"),
)
"""They travel in the source language, so that each colleague reads them in their own."""


def tell(words: Catalogue, code: str, number: str = "", **more: str) -> str:
    """Say what was done, or why not, by its code; `more` are further fields of its sentence."""
    text = DONE.get(code) or REFUSALS.get(code) or NOT_DONE
    return words.say(text, number=shown_number(number) if number else "–", code=code, **more)


def shown_number(number: str) -> str:
    """Write a number as it stands in a sentence of any direction."""
    return phrases.left_to_right(phrases.spaced(number))


def stopwatch(seconds: float) -> str:
    """Write a time that runs: "04:12", and "1:04:12" after an hour; never below zero."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes = f"{rest // 60:02}:{rest % 60:02}"
    return f"{hours}:{minutes}" if hours else minutes
