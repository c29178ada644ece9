"""The child process: `python -I -S -c …` of `client` comes here with a search path it was given."""

from scvi_lint.evidence.child.serving import serve

if __name__ == "__main__":
    serve()
