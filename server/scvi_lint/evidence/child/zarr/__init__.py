"""Zarr stores (formats 2 and 3), read by ourselves: neither zarr nor a registry of codecs is asked.

A store names its codecs, and a library that looks such names up runs what it finds: numcodecs has
one that unpickles, and any installed package may register more. So the node files are parsed here
(`nodes`), element types, chunk grids, keys and codecs are those of short lists (`elements`,
`codecs`), and chunks are taken apart by decoders that are named in this program, into memory whose
size is known before (`chunks`). That is less code than guarding a library that trusts its input,
and an array with a name that stands in no list is not looked at.
"""
