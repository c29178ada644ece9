"""One module for each way to show what was found, imported when it is chosen.

In: a `Report` of located findings. Out: text, through `write(report, out)`; `out` takes strings.
A reporter decides nothing: what is shown, and in which order, is settled before.
"""
