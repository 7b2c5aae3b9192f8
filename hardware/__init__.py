"""Printers and scanners of a reception area, real and virtual, that know nothing of queues."""
