def load_ipython_extension(shell: object) -> None:
    """What IPython calls for `%load_ext scvi_lint`."""
    from scvi_lint.notebook.magics import load

    load(shell)
