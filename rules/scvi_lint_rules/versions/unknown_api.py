"""A name that no release of scvi-tools has at this place.

Models live in two packages: the core ones in `scvi.model`, contributed ones such as MRVI, SOLO or
GIMVI in `scvi.external`. A name that is looked for in the wrong one, or is misspelt, raises at the
import or where the attribute is looked up; for a method, that is after the training.

Use the path that the documentation gives. A method that only another model has (the loadings of
LinearSCVI, say) needs that model.

    # bad: raises ImportError
    from scvi.model import MRVI  # <- finding

    build = MRVI

    # bad: raises AttributeError
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SOLO.from_scvi_model(adata)  # <- finding

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    expression = model.get_normalised_expression()  # <- finding

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    loadings = model.get_loadings()  # <- finding

    # bad: raises AttributeError after training
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)

    def embed(model):
        return model.embed_cells()  # <- finding

    latent = embed(model)

    # bad: raises AttributeError
    import scvi

    style = scvi.settings.bar_colour  # <- finding

    # bad: raises ImportError
    from scvi.model import DeepModel, SCVI  # <- finding

    models = [SCVI, DeepModel]

    # bad: raises AttributeError
    import scvi

    class Step:
        def __init__(self, adata):
            self.adata = adata

        def prepare(self):
            scvi.model.SCVI.setup_adata(self.adata, batch_key="batch")  # <- finding

    Step(scvi.data.synthetic_iid()).prepare()

    # bad: raises AttributeError
    import scvi

    class Step:
        def __init__(self, adata):
            self.kind = scvi.model.POISSONVI  # <- finding
            self.kind.setup_anndata(adata)
            self.model = self.kind(adata)

    Step(scvi.data.synthetic_iid())

    # good
    import scvi
    from scvi.external import MRVI, SOLO

    builders = [MRVI, SOLO]
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    expression = model.get_normalized_expression()

    # good: what modules import themselves, and a method that the program adds
    import scvi
    from scvi.data import read_h5ad

    def embed(model):
        return model.get_latent_representation()

    scvi.model.SCVI.embed = embed
    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.train(max_epochs=1)
    latent = model.embed()
    readers = [read_h5ad]
    parameters = list(model.module.parameters())

    # good: an attribute of one's own
    import scvi

    adata = scvi.data.synthetic_iid()
    scvi.model.SCVI.setup_anndata(adata, batch_key="batch")
    model = scvi.model.SCVI(adata)
    model.trains = lambda: model.train(max_epochs=1)
    model.trains()
"""

from scvi_lint.rule import ApiUsed, Fix, cites, nearest, rule, use


@rule(
    "SCV012",
    severity="error",
    covers=("linearscvi-loadings-on-scvi",),
    cites=cites("{symbol}", "{changelog}"),
)
def unknown_api(used: ApiUsed):
    part = used.release.unheard_of(used.path) if used.exact else None
    if part is None:
        return
    place = used.place_of(part)
    if place is None:
        return
    owner, _, name = part.rpartition(".")
    raises = "the import raises ImportError" if used.imported else "this raises AttributeError"
    elsewhere = used.release.elsewhere(part)
    if elsewhere is not None:
        yield used.finding(
            place,
            f"{owner} has no {name}: {raises}. It is {elsewhere}.",
            fixes=[use(used, part, elsewhere, place, safe=True)],
        )
        return
    others = used.release.models_with(part)
    if others:
        yield used.finding(
            place,
            f"{owner.rpartition('.')[2]} has no {name}: {raises}. It is a method of "
            f"{', '.join(others[:3])}{' and others' if len(others) > 3 else ''}.",
        )
        return
    meant = nearest(name, used.release.siblings(part))
    if meant is not None and not _is_slip(name, meant):
        meant = None
    if meant is None:
        if used.release.is_settled(part) and not _is_of_the_program(used, part):
            yield used.finding(
                place,
                f"{owner} has no {name}, in no release since 0.14: {raises}.",
                dated=True,  # what came before 0.14 is not known
            )
        return
    whole = place._replace(start=max(place.start, place.end - len(name)))
    exact = used.source(whole) == name and not used.imported
    yield used.finding(
        place,
        f"{owner} has no {name}: {raises}. Did you mean {meant}?",
        fixes=[Fix(f"Write {meant}", (whole, meant), safe=False)] if exact else [],
    )


def _is_of_the_program(used: ApiUsed, part: str) -> bool:
    """Whether the program may have put the name there: an attribute of a class can be set."""
    owner, _, name = part.rpartition(".")
    called = used.call is not None and part == used.path
    is_class = owner.rpartition(".")[2][:1].isupper()
    return is_class and (not called or used.program.spells(f".{name} =", f".{name}=", "setattr"))


def _is_slip(name: str, meant: str) -> bool:
    """Whether one is a slip of the pen for the other, not merely a word like it."""
    from difflib import SequenceMatcher

    alike = SequenceMatcher(None, name.lower(), meant.lower()).ratio()
    return alike >= 0.85
