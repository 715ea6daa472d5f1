import random


# --8<-- [start:delay]
def delay(attempt, base=0.1, most=10.0):
    """Seconds to wait before a retry: full jitter, bounded."""
    return random.uniform(0, min(most, base * 2**attempt))
# --8<-- [end:delay]
