"""Faults: what is wrong with data that a person wrote, one sentence each: where, and what to write.

The place is given as the file says it: `service "advice" → booking → slot_min`.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

WHOLE = "write a whole number"
NUMBER = "write a number"
CLOCK = 'write a time of day such as "11:30"'
DATE = 'write a date such as "2026-12-24"'
INSTANT = 'write a date and time with its time zone, such as "2026-11-23T09:00:00+01:00"'
ADVICE = {
    "int_parsing": WHOLE,
    "int_type": WHOLE,
    "int_from_float": WHOLE,
    "float_parsing": NUMBER,
    "float_type": NUMBER,
    "bool_parsing": "write true or false",
    "bool_type": "write true or false",
    "string_type": "write a text",
    "tuple_type": 'write a list, such as ["08:00-12:30"]',
    "dict_type": 'write a table, such as { en = "Question" }',
    "model_type": "write a table with the fields of this part",
    "time_parsing": CLOCK,
    "time_type": CLOCK,
    "date_parsing": DATE,
    "date_type": DATE,
    "date_from_datetime_parsing": DATE,
    "date_from_datetime_inexact": DATE,
    "datetime_parsing": INSTANT,
    "datetime_type": INSTANT,
    "datetime_from_date_parsing": INSTANT,
    "timezone_aware": INSTANT,
}
"""What would be right, by the kind of the mistake."""

PATTERNS = {
    r"^[a-z0-9-]{1,32}$": "use lower-case letters, digits and dashes, at most 32",
    r"^[a-z]{2,3}$": 'write a language as its code, such as "de"',
    r"^[A-WYZ]$": "write one capital letter, but not X",
    r"^(https?://\S+)?$": 'write a whole address, such as "https://warten.example.org"',
    r"^[0-9A-Z]{4}-[0-9A-Z]{4}$": "write a code as four signs, a dash and four signs: 7K2M-9QXA",
}
"""What fits a pattern, in words."""

PARTS = {
    "services": "service",
    "counters": "counter",
    "clerks": "clerk",
    "devices": "device",
}
"""How a zone's file names what the zone has many of."""


def what_is_wrong(error: ValidationError) -> str:
    """Put a validation error into one sentence per fault."""
    return "; ".join(faults(error))


def faults(
    error: ValidationError, shape: type[BaseModel] | None = None, raw: Any = None
) -> list[str]:
    """Give a sentence for each fault.

    Of the `shape` that was read its fields are named where one is unknown; from the `raw` file one
    of many gets its id.
    """
    return [_fault(fault, shape, raw) for fault in error.errors()]


def _fault(fault: ErrorDetails, shape: type[BaseModel] | None, raw: Any) -> str:
    where = " → ".join(_place(fault, raw))
    if fault["type"] == "extra_forbidden":
        text = f"there is no such field{_fields_like(fault, shape)}"
    else:
        text = _text(fault)
    return f"{where}: {text}" if where else text


def _place(fault: ErrorDetails, raw: Any) -> Iterator[str]:
    """Name the steps to a fault; one of many is `service "advice"`, or `service no. 5`."""
    before: str | None = None
    for depth, step in enumerate(fault["loc"]):
        if isinstance(step, int):
            yield _one_of_many(before or "", step, raw if depth == 1 else None)
            before = None
        else:
            if before is not None:
                yield before
            before = step
    if before in PARTS and len(fault["loc"]) == 1:
        yield f"[[{PARTS[before]}]]"
    elif before is not None:
        yield before


def _one_of_many(many: str, index: int, raw: Any) -> str:
    single = PARTS.get(many, many)
    if isinstance(raw, dict) and many in PARTS:
        match raw.get(single, raw.get(many)):
            case list() as ones if isinstance(ones[index], dict) and "id" in ones[index]:
                return f'{single} "{ones[index]["id"]}"'
    return f"{single} no. {index + 1}".lstrip()


def _fields_like(fault: ErrorDetails, shape: type[BaseModel] | None) -> str:
    """Name the field that was meant, or else all that there are."""
    *path, wrong = fault["loc"]
    for step in path:
        if shape is not None and isinstance(step, str):
            shape = _shape_in(shape.model_fields[step].annotation)
    if shape is None:
        return ""
    fields = [name if path else PARTS.get(name, name) for name in shape.model_fields]
    near = get_close_matches(str(wrong), fields, 1)
    return f'; is "{near[0]}" meant?' if near else f"; there are {', '.join(fields)}"


def _shape_in(kind: Any) -> type[BaseModel] | None:
    """Find what a field holds, one or many or perhaps none of it."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    return next((found for part in get_args(kind) if (found := _shape_in(part))), None)


def _text(fault: ErrorDetails) -> str:
    context = fault.get("ctx", {})
    match fault["type"]:
        case "missing":
            return "this is missing"
        case "greater_than_equal":
            return f"at least {context['ge']}, not {fault['input']}"
        case "greater_than":
            return f"more than {context['gt']}, not {fault['input']}"
        case "less_than_equal":
            return f"at most {context['le']}, not {fault['input']}"
        case "too_short":
            return f"name at least {context['min_length']}"
        case "string_too_long":
            return f"at most {context['max_length']} letters"
        case "literal_error" | "enum":
            return f'write {context["expected"]}, not "{fault["input"]}"'
        case "string_pattern_mismatch":
            pattern = context["pattern"]
            return f'{PATTERNS.get(pattern, f"this must fit {pattern}")}, not "{fault["input"]}"'
        case kind if kind in ADVICE:
            return f'{ADVICE[kind]}, not "{fault["input"]}"'
        case _:
            return fault["msg"].removeprefix("Value error, ")
