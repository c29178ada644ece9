"""What happens in a program that a rule can care about.

An event is plain data: its place, the calls and conditions that led there, and the objects as
they were before. `kinds` lists all of them; `remarks` is what rules make of them.
"""
