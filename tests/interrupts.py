"""A process that a test interrupts must heed interrupts even where the tests themselves run in the background."""

import signal


def heed_interrupts() -> None:
    """Give Ctrl-C its usual effect; a shell's background job passes on that it is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
