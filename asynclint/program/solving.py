"""What the parts of the type solver ask each other for; `inference` puts them together."""

from __future__ import annotations

from asynclint.index.summary import Expr, Import
from asynclint.knowledge import Knowledge
from asynclint.program.callers import Callers
from asynclint.program.hints import Hints
from asynclint.program.linker import Class, Function, Module, Modules
from asynclint.program.memory import Answers
from asynclint.program.types import ClassObject, Instance, Type, Types


class Solving:
    """The questions that more than one part has, each answered in one of them."""

    modules: Modules
    knowledge: Knowledge
    hints: Hints
    callers: Callers
    _answers: Answers

    def of(self, expr: Expr | None, scope: Function) -> Types:
        """What an expression evaluated in the scope of a function may be."""
        raise NotImplementedError

    def name(self, name: str, scope: Function) -> Types:
        """What a name read in a function may be."""
        raise NotImplementedError

    def values(self, types: Types) -> Types:
        """The alternatives as values: external attributes replaced by their known types."""
        raise NotImplementedError

    def attribute(self, owners: Types, attr: str) -> Types:
        """What reading an attribute of any of these may give."""
        raise NotImplementedError

    def called(self, callee: Type) -> Types:
        """What calling this may give."""
        raise NotImplementedError

    def operated(self, left: Types, right: Types, operator: str) -> Types | None:
        """What an operator gives where the project or the tables say so; else None."""
        raise NotImplementedError

    def result(self, function: Function, receiver: Instance | ClassObject | None) -> Types:
        """What a function of the project gives when it is called of a receiver."""
        raise NotImplementedError

    def imported(self, target: Import, module: Module) -> Types:
        """What an import binds."""
        raise NotImplementedError

    def mro(self, cls: Class) -> list[Class | str]:
        """The class and its bases in the order in which Python asks them."""
        raise NotImplementedError

    def class_attribute(
        self,
        cls: Class,
        attr: str,
        receiver: Instance | ClassObject,
        skip: Class | None = None,
    ) -> Types:
        """An attribute looked up along the class's bases, starting behind `skip`."""
        raise NotImplementedError

    def _parameter(self, name: str, function: Function) -> Types:
        raise NotImplementedError

    def _supplied(self, cls: Class, attr: str) -> Types:
        """What objects are that a class lacks as an attribute and its subclasses have, if these are
        all the same; methods are for who calls them."""
        raise NotImplementedError

    def _attribute(self, owner: Type, attr: str) -> Types:
        raise NotImplementedError

    def _yielded(self, function: Function) -> Types:
        raise NotImplementedError
