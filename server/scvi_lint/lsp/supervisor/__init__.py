"""The process that an editor starts: it passes messages on, and sees to it that somebody serves.

The server proper – everything that reads, analyses and answers – is a child of it. No program
that a user opens is looked at here, so nothing that is opened can hold this process up: it notices
within moments when the editor has gone, and ends the server and all that the server started,
whatever these are busy with. When the server itself hangs, dies or takes too much memory, another
one takes its place: it is told what is open, is asked again what was not answered, and leaves the
document that did it alone for a while.

In: frames from the editor and from the server. Out: the same frames, and one reply to each request
of the editor. Between the two processes a frame's `Note` says what it is (see `private`).
"""
