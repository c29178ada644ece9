"""Who answers for which kind of value."""

from __future__ import annotations

from scvi_lint.interpreter.domain.calls import Nothing
from scvi_lint.interpreter.domain.definitions import Function, ProjectModule, Super, UserClass
from scvi_lint.interpreter.domain.families import Family, PathFamily, PathText, Usual, UsualPath
from scvi_lint.interpreter.domain.masks import Mask, Without
from scvi_lint.interpreter.domain.values import (
    Bound,
    CellCount,
    Data,
    Drawn,
    Literal,
    OpenFile,
    Partial,
    Ref,
    Room,
    Scalar,
    Symbol,
)
from scvi_lint.interpreter.engine.answers.contents import (
    OfBound,
    OfDrawn,
    OfMask,
    OfMatrix,
    OfRoom,
    OfWithout,
)
from scvi_lint.interpreter.engine.answers.kind import Kinds
from scvi_lint.interpreter.engine.answers.names import (
    OfFamily,
    OfFunction,
    OfLiteral,
    OfOpenFile,
    OfPartial,
    OfProjectModule,
    OfSuper,
    OfSymbol,
    OfUserClass,
)
from scvi_lint.interpreter.engine.answers.objects import OfRef
from scvi_lint.interpreter.engine.answers.unseen import OfUnseen
from scvi_lint.interpreter.engine.run import Run

VALUES: Kinds[Run] = {
    Symbol: OfSymbol(),
    Ref: OfRef(),
    Bound: OfBound(),
    Room: OfRoom(),
    Data: OfMatrix(),
    Literal: OfLiteral(),
    PathText: OfLiteral(),
    Usual: OfLiteral(),
    UsualPath: OfLiteral(),
    Nothing: OfLiteral(),
    Function: OfFunction(),
    Partial: OfPartial(),
    UserClass: OfUserClass(),
    Super: OfSuper(),
    ProjectModule: OfProjectModule(),
    Mask: OfMask(),
    Without: OfWithout(),
    Family: OfFamily(),
    PathFamily: OfFamily(),
    OpenFile: OfOpenFile(),
    Drawn: OfDrawn(),
    Scalar: OfUnseen[Scalar](),
    CellCount: OfUnseen[CellCount](),
}
