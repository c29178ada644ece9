"""Rules on training, monitoring, NaN, tuning and hardware: codes SCV5xx.

In: Trained, HistoryRead, Queried and graph events. Out: settings that are refused or ignored,
history that was never recorded, models asked before they were trained.
"""
