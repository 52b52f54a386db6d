"""The language server: findings in editors while one types.

Three processes, so that nobody waits for anybody: this one speaks the protocol and analyses
nothing (`server`); one checks open files and remembers what they lead to (`asynclint.nearby`); one
comes and goes to check whole projects (`asynclint.session`). A check that crashes takes its
process with it, and no more.
"""
