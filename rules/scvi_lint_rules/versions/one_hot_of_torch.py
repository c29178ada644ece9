"""`scvi.nn.one_hot` is another function than it was.

Up to scvi-tools 1.2 `scvi.nn.one_hot(index, n)` took a column of numbers, of shape (cells, 1), and
gave a matrix of floats, (cells, n). In 1.5 the name is torch's own `one_hot`: it adds a dimension,
so the same call gives integers of shape (cells, 1, n), and nothing fails until shapes are compared.

Take `torch.nn.functional.one_hot(index.squeeze(-1), n).float()`.

    # bad: silent: the result has three dimensions (on 1.5.1)
    import torch
    from scvi.nn import one_hot

    codes = torch.tensor([0, 2, 1])
    matrix = one_hot(codes.unsqueeze(1), 3)  # <- finding

    # bad: silent: the result has three dimensions (on 1.5.1)
    import scvi
    import torch

    def encode(codes, n_batch):
        return scvi.nn.one_hot(codes.view(-1, 1), n_batch)  # <- finding

    encode(torch.tensor([0, 1]), 2)

    # good: (on 1.5.1)
    import torch
    from torch.nn.functional import one_hot

    codes = torch.tensor([[0], [2], [1]])
    matrix = one_hot(codes.squeeze(-1), 3).float()

    # good: numbers without a second dimension (on 1.5.1)
    import torch
    from scvi.nn import one_hot

    matrix = one_hot(torch.tensor([0, 2, 1]).squeeze(-1), 3)
"""

from scvi_lint.rule import ApiUsed, cites, regex, rule

# How a program makes a column of a row.
COLUMN = regex(
    r"(?s).*(\.unsqueeze\(\s*(?:dim=)?-?1\s*\)|\[:, None\]|(?:reshape|view)\(\s*-1, 1\s*\))\s*"
)


@rule(
    "SCV025",
    severity="warning",
    versions=">=1.5",
    cites=cites("{changelog}"),
    about={"path": "scvi.nn.one_hot"},
)
def one_hot_of_torch(used: ApiUsed):
    if used.call is None or not used.call.arguments:
        return
    given = next(iter(used.call.arguments.values()))
    if not COLUMN.fullmatch(used.source(given.span)):
        return
    yield used.finding(
        used.call.name_span,
        "scvi.nn.one_hot is torch's now: for a column of numbers the result has three "
        "dimensions. Use torch.nn.functional.one_hot(index.squeeze(-1), n).float().",
    )
