"""The slots of an object's state: every key that there is, and what it holds a fact of.

What is registered with an object, and what was saved on the disk, have slots beside their classes
(`semantic.views`, `objects.saved`, `objects.stored`).
"""

from __future__ import annotations

from typing import Any, TypeGuard

from scvi_lint.interpreter.domain.calls import Call
from scvi_lint.interpreter.domain.contents import Cells, Column, Content, File, LeftOut, Matrix
from scvi_lint.interpreter.domain.genes import Genes
from scvi_lint.interpreter.domain.keys import Key, Room
from scvi_lint.interpreter.domain.results import Embedding, Graph, Table
from scvi_lint.knowledge.api import ClassSymbol

# Of any object: that code which nobody sees had it.
UNSEEN: Key[str] = Key("unseen")

# Data: its matrices and tables.
X: Key[Matrix] = Key("X")
RAW: Key[Matrix] = Key("raw")
LAYERS: Room[Matrix] = Room("layers")
OBS: Room[Column] = Room("obs")
VAR: Room[Content | None] = Room("var")
OBSM: Room[Embedding | Table] = Room("obsm")
MOD: Room[int] = Room("mod")  # a modality is an object of its own
GRAPH: Room[Graph] = Room("graph")
ATTRIBUTE: Room[None] = Room("attribute")

# Data: which cells and genes, and where it is from.
CELLS: Key[Cells] = Key("cells")
GENES: Key[Genes] = Key("genes")
MOST_CELLS: Key[int] = Key("most cells")
LEFT_OUT: Key[LeftOut] = Key("left out")
FILLED_IN: Key[bool] = Key("filled in")
GENES_BY: Key[str] = Key("genes by")
RENAMED: Key[bool] = Key("renamed")
MADE: Key[str] = Key("made")
VIEW: Key[int] = Key("view")
FILE: Key[str] = Key("file")
SOURCE: Key[tuple[object, ...]] = Key("source")
# Either tells where the measurements come from.
SOURCES: tuple[Key[Any], ...] = (FILE, SOURCE)
SEEN: Key[File] = Key("seen")
# Modalities that were put into the whole since it was last updated: whether the name is new.
PUT_IN: Room[bool] = Room("put in")
LISTED: Key[object] = Key("listed")
REFUSED: Key[str] = Key("refused")

# Models.
CLASS: Key[ClassSymbol] = Key("class")
SUBCLASS: Key[str] = Key("subclass")
MADE_BY: Key[str] = Key("made_by")
CONSTRUCTION: Key[Call] = Key("construction")
ORIGIN: Key[int] = Key("origin")
DATA: Key[int] = Key("data")
TRAINED: Key[bool] = Key("trained")
TRAININGS: Key[int] = Key("trainings")
TRAINING: Key[Call] = Key("training")
MINIFIED: Key[str] = Key("minified")  # of data, too
FOLDER: Key[str] = Key("folder")  # that a hub entry was made of
NEW_BATCHES: Key[tuple[object, ...]] = Key("new batches")  # that a query brought along
FULL_DATA: Key[int] = Key("full data")  # before it was minified
OWN: Room[bool] = Room("own")  # attributes that the program itself set


def _is_room(name: str) -> TypeGuard[Room[Any]]:
    return isinstance(name, Room)


def room(name: str) -> Room[Any]:
    """A room of which only the name is known, that of an attribute of AnnData."""
    return name if _is_room(name) else Room(name)


def held(room: str, entry: str) -> Key[Any]:
    """The key of an entry of a room that is only known by its name; X has no entries."""
    return X if room == "X" else Key(f"{room}/{entry}")
