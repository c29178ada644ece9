"""The two prompts: what a user picks from a menu."""

from __future__ import annotations

from typing import NamedTuple

from scvi_lint.answers.failure import Failure
from scvi_lint.escaping import cut, for_code_span

_MOST_WORDS = 4_000


class Prompt(NamedTuple):
    """`arguments` are names, what they are, and whether they must be given."""

    name: str
    title: str
    about: str
    arguments: tuple[tuple[str, str, bool], ...]
    text: str


PROMPTS = (
    Prompt(
        "review_my_analysis",
        "Review my analysis",
        "Check an analysis with scvi-tools, explain what is wrong, and propose the repair.",
        (("path", "The script or notebook.", True),),
        "Review the scvi-tools analysis in {path}.\n\n"
        "1. Call check_file on it with severity info. For each data file that it reads call "
        "inspect_data, and hold what the program assumes against what the file holds.\n"
        "2. Call inspect_program and look for what no rule lists: is batch_key what was processed "
        "together, and not what is to be compared? Are counts registered? Is what is reported what "
        "was asked?\n"
        "3. For each finding call explain with its code. Tell it in the user's own names: what is "
        "wrong, what happens, what to do, which page says so. Errors first; say what is only "
        "possible as such.\n"
        "4. Propose the repaired program. Check it with check_code before you show it, and say "
        "which changes change numbers. Write nothing to disk unless asked.\n"
        "5. Say plainly what you could not judge.",
    ),
    Prompt(
        "why_nan",
        "Why NaN?",
        "Find out why training ended in NaN.",
        (
            ("path", "The script or notebook.", True),
            ("error", "The error or the last lines of the traceback.", False),
        ),
        "Training in {path} ended in NaN{error}. Find out why.\n\n"
        "1. Call explain with the words of the error.\n"
        "2. Call check_file on the program, and inspect_data on the file that it trains on: does "
        "the registered matrix hold counts? Are there NaN, negative values, cells without counts?\n"
        "3. Go through the causes in the order that explain gives, and say for each what speaks "
        "for it and against it in this program and this data.\n"
        "4. Propose the least change that removes the cause, not the sign of it: clipping "
        "gradients or a lower learning rate help only where the data is right. Check the repaired "
        "program with check_code.",
    ),
)


def text_of(name: str, given: dict[str, str]) -> str:
    """The prompt with its arguments in it. Raises Failure."""
    prompt = next((one for one in PROMPTS if one.name == name), None)
    if prompt is None:
        raise Failure(f"there is no prompt {cut(name)!r}")
    words: dict[str, str] = {}
    for argument, _, required in prompt.arguments:
        value = given.get(argument, "")
        if required and not value.strip():
            raise Failure(f"{name} needs {argument!r}")
        words[argument] = for_code_span(value) if value and argument == "path" else ""
        if value and argument == "error":
            words[argument] = f": {for_code_span(cut(' '.join(value.split()), _MOST_WORDS))}"
    return prompt.text.format_map(words)
