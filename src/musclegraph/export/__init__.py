"""
What others read: reference managers, fact checkers, nanopublication servers, data frames.

Each module of `formats` is one format with `MEDIA_TYPE`, `SUFFIX`, `KINDS` (what it can be of) and
`render(selection)`; the command and the routes find it by its name. Harms go with every claim
about a treatment, the notice with everything.
"""
