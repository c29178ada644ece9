"""Names of genes that the program spells out are the same wherever they are spelled alike."""

from __future__ import annotations

import pytest
from following import follow

from scvi_lint.interpreter.domain.genes import Genes

MADE = """
    def made(n=80, prefix="g"):
        var = pd.DataFrame(index={names})
        return ad.AnnData(np.ones((10, n)), var=var)
    a = made()
    b = made({other})
"""
SPELLED = (
    '[f"{prefix}{i:03d}" for i in range(n)]',
    "[prefix + str(i) for i in range(n)]",
    "pd.Index([prefix + str(i) for i in np.arange(n)])",
    '["CD3E", "MS4A1", prefix]',
)
UNKNOWN = (
    "genes_of(n)",
    "np.random.permutation(n)",
    '[f"{prefix}{next(counter)}" for i in range(n)]',
    "list(set(LISTED))",
)


def genes(text: str, *names: str) -> list[Genes]:
    done = follow(text)
    known = [done.data(name).genes for name in names]
    return [one.value for one in known if one is not None]


@pytest.mark.parametrize("names", SPELLED)
def test_two_objects_that_one_function_makes_have_the_same_genes(names: str) -> None:
    a, b = genes(MADE.replace("{names}", names).replace("{other}", ""), "a", "b")
    assert a == b


@pytest.mark.parametrize("names", SPELLED)
def test_other_constants_are_other_genes(names: str) -> None:
    a, b = genes(MADE.replace("{names}", names).replace("{other}", 'prefix="h"'), "a", "b")
    assert a != b


@pytest.mark.parametrize("names", UNKNOWN)
def test_what_may_differ_from_call_to_call_is_not_told(names: str) -> None:
    a, b = genes(MADE.replace("{names}", names).replace("{other}", ""), "a", "b")
    assert a != b
    assert a.names is None


def test_a_part_of_one_is_a_part_of_the_other() -> None:
    a, b = genes(
        """
        def made():
            return ad.AnnData(np.ones((9, 5)), var=pd.DataFrame({"mt": 0}, index=list("abcde")))
        a = made()
        b = made()[:, :3].copy()
        """,
        "a",
        "b",
    )
    assert b.since(a) == ["part"]


def test_names_that_are_given_later_are_the_same_too() -> None:
    a, b = genes(
        """
        a = ad.AnnData(np.ones((9, 5)))
        a.var_names = [f"g{i}" for i in range(5)]
        b = ad.AnnData(np.ones((9, 5)))
        b.var_names = [f"g{i}" for i in range(5)]
        """,
        "a",
        "b",
    )
    assert a.since(b) == []


def test_rows_that_are_asked_for_a_column_stay_rows() -> None:
    a, b = genes(
        """
        def made():
            var = pd.DataFrame(index=[f"g{i}" for i in range(5)])
            var["mt"] = 0
            for column in ["mt", unknown]:
                print(var[column])
            return ad.AnnData(np.ones((9, 5)), var=var)
        a = made()
        b = made()
        """,
        "a",
        "b",
    )
    assert a == b
