"""The picture of a program: what happens to its data and models, as boxes and arrows.

    an analysis ─▶ story ─▶ graph ─▶ layout ─▶ svg, page; graph ─▶ mermaid

`story` tells it from events, `states` has the words on arrows, `evidence` what files and saved
outputs add. `graph` is plain data, and all that stands behind it knows nothing of programs.
"""
