"""Makes the packaged knowledge from scvi-tools' own distributions; a maintainer's command.

In: source distributions of scvi-tools, as pip downloads them, and `curated.toml`. Out: the shards
in `knowledge/data`. Sources are parsed, never imported or run. Each release is read on its own
into plain records; `shards` encodes the records of all releases together and decodes them again,
so that one release can be rebuilt without the others, to the same bytes.

Nothing of this is imported by the linter.
"""
