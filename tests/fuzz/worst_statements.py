"""One kind of statement, as often as asked, for whoever measures how the cost grows."""

from __future__ import annotations

from worst_paths import MODEL

STATEMENTS = {
    "assign": "x = {n}",
    "assign_names": "x{n} = {n}",
    "assign_objects": "x{n} = sc.read_h5ad('{n}.h5ad')",
    "assign_lists": "x{n} = [{n}]",
    "append": "x.append({n})",
    "append_objects": "x.append(adata)",
    "extend": "x.extend([{n}])",
    "insert": "x.insert(0, {n})",
    "list_sum": "x = x + [{n}]",
    "list_item": "x[0] = {n}",
    "dict_items": "d['{n}'] = {n}",
    "dict_same_item": "d['a'] = {n}",
    "dict_union": "d = d | {{'{n}': 1}}",
    "dict_display": "d = {{**d, '{n}': 1}}",
    "dict_update": "d.update({{'{n}': 1}})",
    "dict_setdefault": "d.setdefault('{n}', [])",
    "dict_get": "print(d.get('{n}'))",
    "dict_pop": "d.pop('{n}', None)",
    "set_add": "s.add('{n}')",
    "text_sum": "t = t + '{n}'",
    "obs_same": "adata.obs['k'] = 1",
    "obs": "adata.obs['k{n}'] = 1",
    "obs_attribute": "adata.obs.k{n} = 1",
    "obs_loc": "adata.obs.loc[:, 'k{n}'] = 1",
    "obs_column": "adata.obs['k{n}'] = adata.obs['k'].astype('category')",
    "obs_read": "print(adata.obs['k{n}'])",
    "var": "adata.var['k{n}'] = 1",
    "layers": "adata.layers['k{n}'] = adata.X.copy()",
    "layers_same": "adata.layers['k'] = adata.X.copy()",
    "obsm": "adata.obsm['k{n}'] = model.get_latent_representation()",
    "obsm_same": "adata.obsm['k'] = model.get_latent_representation()",
    "uns": "adata.uns['k{n}'] = {n}",
    "uns_delete": "del adata.uns['k{n}']",
    "x_written": "adata.X = adata.layers['counts']",
    "raw": "adata.raw = adata",
    "copy": "adata = adata.copy()",
    "copies": "adata{n} = adata.copy()",
    "subset": "adata = adata[adata.obs['a'] == '{n}']",
    "subsets": "adata{n} = adata[:, :{n}].copy()",
    "mask": "m = m & (adata.obs['k{n}'] == 'a')",
    "concat": "adata = ad.concat([adata, adata])",
    "read": "adata = sc.read_h5ad('{n}.h5ad')",
    "write": "adata.write_h5ad('{n}.h5ad')",
    "log1p": "sc.pp.log1p(adata)",
    "normalize": "sc.pp.normalize_total(adata, layer='k{n}')",
    "genes": "sc.pp.highly_variable_genes(adata, n_top_genes={n})",
    "neighbors": "sc.pp.neighbors(adata, use_rep='X_scVI')",
    "neighbors_keys": "sc.pp.neighbors(adata, use_rep='k{n}', key_added='n{n}')",
    "leiden": "sc.tl.leiden(adata, key_added='k{n}')",
    "umap": "sc.tl.umap(adata)",
    "plot": "sc.pl.umap(adata, color='k{n}')",
    "matplotlib": "plt.plot([{n}])",
    "setup": "scvi.model.SCVI.setup_anndata(adata)",
    "setup_keys": "scvi.model.SCVI.setup_anndata(adata, batch_key='k{n}')",
    "setup_and_model": "scvi.model.SCVI.setup_anndata(adata)\nmodel = scvi.model.SCVI(adata)",
    "model": "model = scvi.model.SCVI(adata)",
    "models": "model{n} = scvi.model.SCVI(adata, n_latent={n})",
    "models_of_models": "model = scvi.model.SCANVI.from_scvi_model(model, 'Unknown')",
    "query_models": "model = scvi.model.SCVI.load_query_data(adata, model)",
    "train": "model.train()",
    "train_new": "model{n} = scvi.model.SCVI(adata)\nmodel{n}.train()",
    "latent": "model.get_latent_representation()",
    "latent_kept": "latent{n} = model.get_latent_representation()",
    "expression": "model.get_normalized_expression(adata)",
    "differential": "model.differential_expression(groupby='a', group1='{n}')",
    "differential_idx": "model.differential_expression(idx1=m, idx2=~m)",
    "history": "model.history['elbo_train'].plot()",
    "is_trained": "print(model.is_trained)",
    "save": "model.save('{n}')",
    "save_same": "model.save('a', overwrite=True)",
    "load": "model = scvi.model.SCVI.load('{n}', adata)",
    "save_and_load": "model.save('{n}')\nmodel = scvi.model.SCVI.load('{n}', adata)",
    "solo": "scvi.external.SOLO.from_scvi_model(model).train()",
    "totalvi": "scvi.model.TOTALVI.setup_anndata(adata, protein_expression_obsm_key='k{n}')",
    "mudata": "scvi.model.MULTIVI.setup_mudata(adata, modalities={{'rna_layer': 'rna'}})",
    "deprecated": "scvi.data.setup_anndata(adata, batch_key='k{n}')",
    "missing": "scvi.model.Missing{n}(adata)",
    "wrong_argument": "model.train(wrong{n}=1)",
    "seed": "scvi.settings.seed = {n}",
    "setting": "scvi.settings.batch_size = {n}",
    "random": "np.random.seed({n})",
    "import": "import module{n}",
    "import_scvi": "import scvi",
    "import_from": "from scvi.model import SCVI as S{n}",
    "import_star": "from scvi.model import *",
    "function": "def f{n}(a):\n    return a",
    "function_same": "def f(a):\n    return a",
    "function_of_data": "def f{n}(adata):\n    sc.pp.log1p(adata)",
    "function_of_model": "def f{n}(adata):\n    model = scvi.model.SCVI(adata)\n    model.train()",
    "class": "class C{n}:\n    a = 1",
    "class_with_methods": "class C{n}:\n    def __init__(self, a):\n        self.a = a",
    "class_of_model": "class C{n}(scvi.model.SCVI):\n    def f(self):\n        self.train()",
    "helper": "helper(adata)",
    "helper_value": "x{n} = helper(adata)",
    "unknown_call": "unknown(adata)",
    "unknown_call_model": "unknown(model)",
    "unknown_call_keyword": "unknown(k{n}=adata)",
    "method_of_object": "thing.method({n})",
    "attribute_of_object": "thing.a{n} = {n}",
    "attribute_of_object_same": "thing.a = {n}",
    "lambda": "x{n} = lambda a: a",
    "decorated": "@helper\ndef f{n}(a):\n    return a",
    "with": "with open('{n}') as stream:\n    stream.read()",
    "try": "try:\n    x = {n}\nexcept ValueError:\n    x = None",
    "try_data": "try:\n    sc.pp.log1p(adata)\nexcept ValueError:\n    pass",
    "if": "if a:\n    x = {n}",
    "if_else": "if a:\n    x = {n}\nelse:\n    x = []",
    "if_names": "if a:\n    x{n} = {n}",
    "if_data": "if a:\n    sc.pp.log1p(adata)",
    "if_objects": "if a:\n    adata = adata.copy()",
    "if_in": "if 'k{n}' in adata.obs:\n    adata.obs['k{n}'] = 1",
    "conditional": "x = {n} if a else x",
    "for": "for a in b:\n    x = a",
    "for_data": "for a in b:\n    sc.pp.log1p(adata)",
    "for_short": "for a in (1, 2, 3):\n    x = a",
    "for_append": "for a in b:\n    x.append(a)",
    "while": "while a:\n    x = {n}",
    "match": "match x:\n    case 1:\n        x = 2",
    "comprehension": "x = [a for a in b if a]",
    "generator": "x{n} = (a for a in b)",
    "print": "print(x)",
    "print_data": "print(adata)",
    "print_f": "print(f'{{x}} {{adata}} {n}')",
    "expression_statement": "adata",
    "constant_statement": "'text {n}'",
    "delete": "del x{n}",
    "global": "def f{n}():\n    global x\n    x = {n}",
    "nonlocal": "def f{n}():\n    y = 1\n    def g():\n        nonlocal y\n        y = 2\n    g()",
    "assert": "assert x == {n}",
    "assert_data": "assert 'k{n}' in adata.obs",
    "raise": "if a:\n    raise ValueError({n})",
    "pass": "pass",
    "augmented": "n += {n}",
    "subscript": "x[{n}]",
    "slice": "x = x[:{n}]",
    "walrus": "(x := {n})",
    "star": "x, *y = x, {n}",
    "await": "await x",
    "docstring": "'''text\n{n}\n'''",
    "semicolon": "x = 1; y = {n}",
    "path": "p = Path('{n}') / 'a.h5ad'",
    "f_string": "p = f'{{p}}{n}'[-9:]",
    "dataframe": "df{n} = adata.obs.copy()",
    "dataframe_column": "df['k{n}'] = df['a']",
    "crosstab": "pd.crosstab(adata.obs['a'], adata.obs['k{n}'])",
    "suppressed": "model.train()  # scvi-lint: ignore[SCV501]",
}  # fmt: skip

_REPEATED = f"""\
import anndata as ad
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import scanpy as sc
import scvi
from pathlib import Path

adata = sc.read_h5ad("a.h5ad")
{MODEL}
a, b, d, m, n, p, s, t, x = 1, open("b"), {{}}, adata.obs["a"] == "b", 0, "p", set(), "", []
df = adata.obs.copy()


def helper(a):
    return a


class Thing:
    def method(self, a):
        self.a = a


thing = Thing()
"""


def repeated(name: str, many: int) -> str:
    """A program of so many statements of one kind."""
    statement = STATEMENTS[name]
    return _REPEATED + "\n".join(statement.format(n=n) for n in range(many)) + "\n"
