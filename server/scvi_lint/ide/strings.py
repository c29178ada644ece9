"""A hover on a string, or on the attribute that stands for one: what it names for scvi-tools.

Keys of a model's history, of `plan_kwargs` and its like, monitored values, columns of a result,
choices such as `gene_likelihood="nb"`, categories such as `transform_batch="stim"`, and what else
is given to an argument, such as `batch_key="sample"`.
"""

from __future__ import annotations

from scvi_lint.escaping import for_code_span, for_markdown
from scvi_lint.ide import reference
from scvi_lint.ide.at_hand import at_hand, data_of
from scvi_lint.ide.insight import Insight
from scvi_lint.ide.moments import Spot
from scvi_lint.ide.resolve import Callee
from scvi_lint.ide.telling import counts_of, thousands
from scvi_lint.interpreter.events.kinds import ApiUsed, HistoryRead, ResultRead
from scvi_lint.knowledge.words import Word, chosen, column, entry, logged, meaning
from scvi_lint.knowledge.words.entry import TRAINING
from scvi_lint.semantic.categories import COLUMN_OF, GROUPS, categories_of
from scvi_lint.source.documents.span import Span
from scvi_lint.source.parser import nodes

Lines = tuple[list[str], int, int]

# Arguments whose value is a key of what is logged.
_MONITORS = frozenset(
    """monitor early_stopping_monitor checkpointing_monitor lr_scheduler_metric metrics
    """.split()
)
# Dictionaries whose keys are settings of a training, wherever they are made.
_DICTIONARIES = frozenset(
    """plan_kwargs trainer_kwargs train_kwargs datasplitter_kwargs training_kwargs
    early_stopping_kwargs vae_plan_kwargs""".split()
)
# Pages that every release has.
_ANYWHERE = ("user_guide/background/variational_inference",)
# Columns that other tables have, too: only where it is known whose table it is.
_COMMON_COLUMNS = frozenset("comparison delta group1 group2 doublet singlet effect_size".split())


def explained(insight: Insight, around: list[nodes.Node], spot: Spot) -> Lines | None:
    """The lines of the hover and the characters that they are about; None for any other string."""
    node = around[-1] if around else None
    if isinstance(node, nodes.Constant) and isinstance(node.value, str):
        place = Span(insight.document.path, spot[0], node.start, node.end)
        lines = (
            _read(insight, place)
            or _nested(insight, place)
            or _given(insight, around, node, spot)
            or _by_name(insight, around, node.value)
        )
        return (lines, node.start, node.end) if lines else None
    if isinstance(node, nodes.Attribute) and spot[1] >= node.name_start:
        place = Span(insight.document.path, spot[0], node.name_start, node.end)
        lines = _read(insight, place) or _column_by_name(insight, node.attr)
        return (lines, node.name_start, node.end) if lines else None
    return None


def _told(
    name: str, word: Word, cls: str, insight: Insight, *more: str, otherwise: tuple[str, ...] = ()
) -> list[str]:
    """A name, its text, what holds here, and the page; `otherwise` where the text names none."""
    lines = [f"{for_code_span(name)}: {word.text}", *more]
    page = reference.page_among((*word.pages, *otherwise, *_ANYWHERE), cls, insight.release)
    return [*lines, page] if page else lines


def _read(insight: Insight, place: Span) -> list[str]:
    """A key of `history`, or a column of a table that a model returned."""
    for event in () if insight.analysis is None else insight.analysis.events:
        if isinstance(event, HistoryRead) and _within(event.item, place):
            key = event.key.text
            word = None if key is None else logged(key)
            if key is not None and word is not None:
                return _told(key, word, event.class_name, insight, *_whether_logged(event, key))
        elif isinstance(event, ResultRead) and _within(event.item, place):
            word = column(event.column)
            if word is not None:
                return _told(event.column, word, event.model.class_name, insight)
    return []


def _whether_logged(read: HistoryRead, key: str) -> list[str]:
    logs = read.logs
    if logs is None or key in logs.keys:
        return []
    return [f"{read.class_name} does not log it."]


def _nested(insight: Insight, place: Span) -> list[str]:
    """A key of a dictionary that a call hands on: `lr` in `plan_kwargs`."""
    for event in () if insight.analysis is None else insight.analysis.events:
        if not isinstance(event, ApiUsed):
            continue
        for keyword in event.keywords():
            # A key of `**settings` is an argument of the call itself.
            written = keyword.place if keyword.inside else keyword.argument.key
            if not isinstance(written, Span) or not _within(written, place):
                continue
            owner, _, function = keyword.function.rpartition(".")
            cls = owner.rpartition(".")[2]
            word = meaning(function, keyword.name, cls)
            if word is not None:
                what = "A setting in" if keyword.inside else "An argument of"
                taken = f"{what} {for_code_span(keyword.receiver)}."
                return _told(keyword.name, word, cls, insight, taken, otherwise=(TRAINING,))
    return []


def _within(item: Span | None, place: Span) -> bool:
    """Whether the place of a string and the place that an event names are one."""
    return (
        item is not None
        and (item.path, item.cell) == (place.path, place.cell)
        and item.start <= place.end
        and place.start <= item.end
    )


def _given(
    insight: Insight, around: list[nodes.Node], node: nodes.Constant, spot: Spot
) -> list[str]:
    """A string that is given to an argument: a monitored value, a choice, a category, a name."""
    found = _argument_of(insight, around, spot)
    value = node.value if isinstance(node.value, str) else ""
    if found is None:
        return _monitored(insight, around, value)
    callee, call, name = found
    word = logged(value) if name in _MONITORS else chosen(name, value)
    if word is not None:
        page = reference.page_for(word.pages, callee, insight.release)
        return [f"{for_code_span(value)}: {word.text}", *([page] if page else [])]
    if name in COLUMN_OF or name in GROUPS:
        lines = _category(insight, callee, call, name, value, spot)
        if lines:
            return lines
    lines = reference.argument(callee, name, insight.release)
    if not lines:
        return []
    one = nodes.Argument(node.start, node.end, name, node, 0)
    here = at_hand(insight, callee, call, one, spot)
    return [f"{for_code_span(value)} as {lines[0]}", *here, *lines[1:]]


def _argument_of(
    insight: Insight, around: list[nodes.Node], spot: Spot
) -> tuple[Callee, nodes.Call, str] | None:
    """The call that a string is given to, perhaps in a list, and the argument's name."""
    node, call = _argument_around(around)
    if node is None or call is None:
        return None
    callee = insight.callee(call, spot)
    if callee is None:
        return None
    name = node.keyword or _positional(callee, call, node)
    return (callee, call, name) if name else None


def _argument_around(
    around: list[nodes.Node],
) -> tuple[nodes.Argument | None, nodes.Call | None]:
    """The innermost argument that holds the place, with its call; a key of a dictionary, or what
    stands in brackets behind a name, is given to nobody."""
    for index in range(len(around) - 2, 0, -1):
        node, call = around[index], around[index - 1]
        if isinstance(node, nodes.Argument) and isinstance(call, nodes.Call):
            return node, call
        if isinstance(node, (nodes.DictExpr, nodes.Subscript, nodes.Lambda, nodes.Comprehension)):
            break
    return None, None


def _monitored(insight: Insight, around: list[nodes.Node], value: str) -> list[str]:
    """A logged value that a callback of another library watches: `EarlyStopping(monitor=…)`."""
    node, _ = _argument_around(around)
    word = logged(value) if node is not None and node.keyword in _MONITORS else None
    return [] if word is None else _told(value, word, "", insight)


# --- where the program does not tell whose it is ----------------------------------------------


def _by_name(insight: Insight, around: list[nodes.Node], value: str) -> list[str]:
    """A string that can hardly be another library's: `history["elbo_train"]`, `lfc_mean`."""
    owner = next((one for one in reversed(around) if isinstance(one, nodes.Subscript)), None)
    if owner is not None:
        behind = insight.resolver.behind(owner.value)
        word = logged(value)
        if word is not None and isinstance(behind, nodes.Attribute) and behind.attr == "history":
            return _told(value, word, "", insight)
    above = around[-2] if len(around) > 1 else None
    if isinstance(above, nodes.DictExpr) and any(key is around[-1] for key, _ in above.pairs):
        return _key_by_name(insight, around[:-2], value)
    known = entry(value)
    if known is not None:
        return _told(value, known, "", insight)
    return _column_by_name(insight, value)


def key_of_dict(insight: Insight, around: list[nodes.Node], name: str) -> list[str]:
    """A keyword of `dict(lr=…)`, where that makes settings of a training; `around` ends in the
    call."""
    call = around[-1] if around else None
    maker = call.function if isinstance(call, nodes.Call) else None
    if not isinstance(maker, nodes.Name) or maker.id != "dict":
        return []
    return _key_by_name(insight, around[:-1], name)


def _key_by_name(insight: Insight, around: list[nodes.Node], key: str) -> list[str]:
    """A key of a dictionary that is called, or given as, `plan_kwargs` and the like."""
    above = around[-1] if around else None
    names: list[str | None] = []
    if isinstance(above, nodes.Argument):
        names = [above.keyword]
    elif isinstance(above, nodes.Assign):
        names = [one.id for one in above.targets if isinstance(one, nodes.Name)]
    if _DICTIONARIES.isdisjoint(names):
        return []
    word = meaning("train", key)
    return [] if word is None else _told(key, word, "", insight, otherwise=(TRAINING,))


def _column_by_name(insight: Insight, name: str) -> list[str]:
    """A column of a comparison, where the program makes one somewhere."""
    word = None if name in _COMMON_COLUMNS else column(name)
    if word is None:
        return []
    cells = insight.document.cells
    if not any("differential_" in cell.text for cell in cells):
        return []
    return _told(name, word, "", insight)


def _positional(callee: Callee, call: nodes.Call, node: nodes.Argument) -> str:
    """The name of the parameter that an argument without a keyword goes to."""
    before = call.arguments[: next(n for n, one in enumerate(call.arguments) if one is node)]
    if node.stars or any(one.stars for one in before):
        return ""
    return callee.positional(len(before)) or ""


def _category(
    insight: Insight, callee: Callee, call: nodes.Call, name: str, value: str, spot: Spot
) -> list[str]:
    """Which cells a category stands for, and how many they are where the file tells."""
    found = data_of(insight, callee, call, spot)
    data = None if found is None else found.data
    levels = categories_of(name, callee.model, data, _column_named(call, name))
    if levels is None or value not in levels.names:
        return []
    count = counts_of(levels.column).get(value)
    cells = "The cells" if count is None else f"**{thousands(count)}** cells"
    key = for_code_span(levels.key)
    lines = [f"{for_code_span(value)}: {cells} whose {key} is {for_markdown(value)}."]
    word = meaning(callee.name, name, "" if callee.cls is None else callee.cls.name)
    if word is not None:
        lines.append(f"{for_code_span(name)}: {word.text}")
        lines += [word.caveat] if word.caveat else []
        page = reference.page_for(word.pages, callee, insight.release)
        lines += [page] if page else []
    return lines


def _column_named(call: nodes.Call, name: str) -> str | None:
    """The column that a call itself says the categories of an argument are of."""
    wanted = "labels_key" if name == "unlabeled_category" else "groupby"
    for argument in call.arguments:
        if argument.keyword == wanted and isinstance(argument.value, nodes.Constant):
            value = argument.value.value
            return value if isinstance(value, str) else None
    return None
