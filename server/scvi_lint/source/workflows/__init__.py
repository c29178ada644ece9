"""Files that say how programs are run: Snakemake rules, shell scripts, Nextflow processes.

In comes the text of such a file, out go the programs that it runs, with what it gives them and
where that is written. Nothing is executed, and nothing here opens a file.
"""
