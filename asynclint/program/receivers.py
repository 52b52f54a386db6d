"""What objects have beyond what their class says: by tests in front of a call such as `isinstance`,
and what a class lacks that its subclasses have.

The part of `inference` that knows of what a method is called, apart from what an expression is.
"""

from __future__ import annotations

from asynclint.index.summary import Attr, Call, Expr, Narrowed, Need, Sort, dotted
from asynclint.program.linker import Class, Function
from asynclint.program.overrides import Subclasses
from asynclint.program.solving import Solving
from asynclint.program.types import UNKNOWN, ClassObject, Instance, Method, Type, Types, join


class Receivers(Solving):
    """Answers about objects and what is called of them; `inference` says what calling gives."""

    subclasses: Subclasses

    def callees(self, call: Call, scope: Function) -> Types:
        """What a call may call: if need be, by what a test in front of it has found out."""
        found = self.of(call.func, scope)
        if not call.needs or type(call.func) is not Attr:
            return found
        found = self.fitting(found, call.func.value, call.needs, scope)
        return found or self._narrowed(call.func, call.needs, scope)

    def fitting(self, found: Types, owner: Expr, needs: tuple[Need, ...], scope: Function) -> Types:
        """Of the methods or instances that these are for an owner, those that tests in front of it
        do not exclude: an instance of another class of the project."""
        if not needs:
            return found
        asked, others = self._asked(dotted(owner), needs, scope)
        if not asked and not others:
            return found
        return tuple(one for one in found if self._may_be(one, asked, others))

    def _may_be(self, one: Type, asked: Types, others: Types) -> bool:
        receiver = one.receiver if isinstance(one, Method) else one
        if not isinstance(receiver, Instance) or not isinstance(cls := receiver.cls, Class):
            return True
        bases = self.mro(cls)
        if any(isinstance(other, ClassObject) and other.cls in bases for other in others):
            return False
        return not asked or any(
            not isinstance(wanted, ClassObject) or self.subclasses.may_be_both(cls, wanted.cls)
            for wanted in asked
        )

    def _asked(self, name: str, needs: tuple[Need, ...], scope: Function) -> tuple[Types, Types]:
        """The classes of one of which tests have found something to be, and those of none of which
        it is."""
        asked, others = UNKNOWN, UNKNOWN
        for need in needs if name else ():
            if (type(need) is Narrowed and need.name == name) or (
                type(need) is Sort and need.name == name not in scope.names
            ):
                classes = join([self.of(cls, scope) for cls in need.classes])
                if need.fits:
                    asked = classes
                else:
                    others = join([others, classes])
        return tuple(cls for cls in asked if cls not in others), others

    def _narrowed(self, expr: Expr, needs: tuple[Need, ...], scope: Function) -> Types:
        """What an attribute is whose owner, or its owner, has been asked for its class."""
        parts = dotted(expr).split(".")
        sizes = {need.name.count(".") + 1 for need in needs if isinstance(need, Narrowed | Sort)}
        for size in sorted(sizes, reverse=True):
            asked, _ = self._asked(".".join(parts[:size]), needs, scope)
            if asked and size < len(parts):
                found = join([self.called(cls) for cls in asked])
                for attr in parts[size:]:
                    found = self.attribute(found, attr)
                return found
        return UNKNOWN

    def _supplied_result(self, owners: Types, attr: str) -> Types:
        """What a method gives that a class lacks and its subclasses have, if all give the same."""
        for one in owners:
            if isinstance(one, Instance) and isinstance(one.cls, Class):
                methods = self.subclasses.supplied(one.cls, attr)
                found = {self.values(self.result(method, one)) for method in methods}
                if len(found) == 1:
                    return found.pop()
        return UNKNOWN

    def _supplied(self, cls: Class, attr: str) -> Types:
        def solved() -> Types:
            below = self.subclasses.supplying(cls, attr)
            having = [sub for sub in below if self._has(sub, attr)]
            found = {self.class_attribute(sub, attr, Instance(sub)) for sub in having}
            made = found.pop() if len(found) == 1 else UNKNOWN
            return UNKNOWN if any(isinstance(one, Method) for one in made) else made

        return self._answers.once(cls.memory, f"{attr} below", solved, UNKNOWN)

    def _has(self, cls: Class, attr: str) -> bool:
        """Whether a class of the project gives its objects an attribute, or a base of it does."""
        own = (base for base in self.mro(cls) if isinstance(base, Class))
        return any(attr in base.fields or attr in base.methods for base in own)
