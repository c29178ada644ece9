"""What lies on disk: data files and saved models that a program reads, seen without running it.

In: wants – a module's path and the file that it names. Out: plain facts (`facts`), or a short
reason why a file was not looked at. `client` talks to a child process that does the reading
(`child`), since the files are hostile until proven otherwise: nothing is unpickled, no code of
the user's is imported, and a child that hangs is killed and left behind.
"""
