"""The report as data: ledger, intervals of printed numbers, checks, the user's own copy."""

from . import intervals as intervals
