"""Where functions of the project are handed to frameworks that serve requests.

What frameworks are handed, by decorators, calls, base classes, settings and shapes of signatures,
is looked up in the tables by resolved names. Code that cannot be resolved says nothing.

Deliberately not known: whether a URL configuration, router or blueprint is mounted at all, views
that are put together at run time, and routes that are listed in files that are no Python. Calls in
annotations are not part of a summary: `Annotated[User, Depends(f)]` is seen as an alias, but not
where it is written for a parameter. Displays are known by their first elements only, so a long
`MIDDLEWARE` is known in part; middleware is told by its shape as well. Frameworks that no module
imports are not looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from asynclint.index.summary import At, Call, Import, Ref, dotted
from asynclint.knowledge import Knowledge, Role, Serves
from asynclint.program.conditions import argument
from asynclint.program.handlers import Handlers, may_hand
from asynclint.program.hosts import last_names
from asynclint.program.inference import TypeSolver
from asynclint.program.linker import Class, Function, Module
from asynclint.program.types import ClassObject, Instance, Method, ModuleObject

# What a framework calls of a class that is decorated as a view.
_VERBS = "get post put patch delete head options dispatch_request"


class View(msgspec.Struct, frozen=True):
    """A function that a framework calls. The evidence is at `at` in the scope `where`: a call, a
    decorator, or the class whose base says so; the function itself if nothing else has a place."""

    function: Function
    framework: str
    kind: Role
    where: Function
    at: At


class Registrations:
    """One search through modules, and those that they name as holding further views."""

    def __init__(self, modules: Iterable[Module], types: TypeSolver, knowledge: Knowledge) -> None:
        self.types = types
        self.knowledge = knowledge
        self.views: dict[Function, View] = {}
        self._modules = dict.fromkeys(modules)
        packages = {package for module in self._modules for package in _imported(module)}
        conventional = list(self._conventional(packages))
        self._modules.update(dict.fromkeys(conventional))
        packages |= {package for module in conventional for package in _imported(module)}
        serves = self._serves = {
            name: rows
            for name, rows in knowledge.serves.items()
            if "." not in name or name.partition(".")[0] in packages
        }
        self.handlers = Handlers(types, knowledge, serves)
        self._settings = {name for name in serves if name.isidentifier()}
        self._shapes = {_last_parameter(name) for name in serves if name.endswith(")")}
        bases = [row for rows in serves.values() for row in rows if _is_base(row)]
        self._bases = last_names(row.name for row in bases)
        self._hooks = {name for row in bases for name in row.methods.split()}
        queue = self._queue = list(self._modules)
        for module in queue:  # grows while it is read
            self._registered(module)
        for module in queue:
            self._inherited(module)
        for module in queue:
            self._shaped(module)

    def _conventional(self, packages: set[str]) -> Iterator[Module]:
        """Modules beside and above these in which their framework looks for views."""
        conventions = self.knowledge.conventions
        used = {name for package in packages for name in conventions.get(package, "").split()}
        asked: set[tuple[str, str]] = set()
        for module in self._modules if used else ():
            parts = module.name.split(".")
            for size in range(len(parts) + 1):
                for last in sorted(used):
                    name = ".".join((*parts[:size], last))
                    if (module.folder, name) in asked:
                        continue
                    asked.add((module.folder, name))
                    found = self.types.modules.get(name, module)
                    if found is not None:
                        yield found

    # ------------------------------------------------------------ registrations

    def _registered(self, module: Module) -> None:
        """What is handed over by decorators, calls and settings."""
        for function in module.functions:
            scope = function.parent
            for decorator in function.info.decorators:
                assert scope is not None  # a module has no decorators
                at, callee = function.at, decorator
                if type(decorator) is Ref:
                    call = scope.body.calls[decorator.index]
                    at, callee = call.at, call.func
                rows = self.handlers.rows(callee, scope)
                if not rows and type(decorator) is Ref:
                    rows = self.handlers.guessed(scope.body.calls[decorator.index], scope)
                for row in rows:
                    if _is_decorator(row):
                        self._add(function, row, scope, at)
            calls = function.body.calls
            applied = [i for i, call in enumerate(calls) if type(call.func) is Ref]
            for index in sorted([*function.called(self.handlers.last), *applied]):
                self._called(calls[index], function)
        for cls in module.classes:
            for decorator in cls.info.decorators:
                callee = decorator
                if type(decorator) is Ref:
                    callee = cls.scope.body.calls[decorator.index].func
                for row in self.handlers.rows(callee, cls.scope):
                    if _is_decorator(row):
                        self._methods(cls, _VERBS, row, cls.scope, cls.info.at)
        self._set(module)

    def _called(self, call: Call, function: Function) -> None:
        """A call that hands over handlers, or a decorator that is called like a function."""
        callee, applied = call.func, False
        if type(callee) is Ref:  # `app.route("/")(view)`
            callee, applied = function.body.calls[callee.index].func, True
        values = list(call.given)
        if not may_hand(values, function):
            return
        for row in self.handlers.rows(callee, function):
            if row.takes and not applied:
                for where in row.takes:
                    for one in self.handlers.handed(argument(call, where), function):
                        self._hand(one, row, function, call.at)
            elif _is_decorator(row):
                for one in self.handlers.handed(argument(call, 0), function):
                    if isinstance(one, Method):
                        self._hand(one, row, function, call.at)

    def _set(self, module: Module) -> None:
        """Handlers, and modules that hold them, named by variables of a settings module."""
        top = module.functions[0]
        for name in self._settings & top.names.keys():
            for value in top.names[name]:
                for one in self.handlers.handed(value, top):
                    for row in self._serves[name]:
                        if isinstance(one, Method) and row.methods:
                            self._made(one.function, row)
                        else:
                            self._hand(one, row, None, None)

    # ------------------------------------------------------------ classes and shapes

    def _inherited(self, module: Module) -> None:
        """The methods that a framework calls of the subclasses of its classes."""
        for cls in module.classes:
            bases = {dotted(base).rpartition(".")[2] for base in cls.info.bases}
            if not cls.info.bases or not (bases & self._bases or self._hooks & cls.methods.keys()):
                continue
            for row in self.handlers.inherited(cls):
                if _is_base(row):
                    self._methods(cls, row.methods, row, cls.scope, cls.info.at)

    def _shaped(self, module: Module) -> None:
        """Functions whose signature says what calls them."""
        for function in module.functions:
            params = [param.name for param in function.info.params]
            if not params or params[-1] not in self._shapes or function.info.is_stub:
                continue
            name, owner = function.info.name, function.owner
            shape = f"({', '.join(params if owner is None else params[1:])})"
            known = shape if owner is None or name == "__init__" else name + shape
            for row in self._serves.get(known, []):
                if owner is None:
                    (self._made if row.methods else self._add)(function, row)
                elif name != "__init__":
                    self._add(function, row)
                elif row.methods:
                    self._methods(owner, row.methods, row, function, function.at)

    def _made(self, function: Function, row: Serves) -> None:
        """The inner functions that a function returns as handlers."""
        for value in function.body.returns:
            for one in self.types.of(value, function):
                if isinstance(one, Method) and one.function.parent is function:
                    self._add(one.function, row, function, function.at)

    # ------------------------------------------------------------ what is found

    def _hand(
        self,
        one: Method | ClassObject | Instance | ModuleObject,
        row: Serves,
        where: Function | None,
        at: At | None,
    ) -> None:
        match one:
            case Method(function):
                self._add(function, row, where, at)
            case ClassObject(cls):
                self._methods(cls, row.methods, row, where, at)
            case Instance(Class() as cls):
                methods = row.methods.replace("__init__", "") + " __call__"
                self._methods(cls, methods, row, where, at)
            case ModuleObject(module) if module not in self._modules:
                self._modules[module] = None
                self._queue.append(module)

    def _methods(
        self, cls: Class, names: str, row: Serves, where: Function | None, at: At | None
    ) -> None:
        """The methods of a class and of its bases in the project that have these names."""
        for base in self.types.mro(cls):
            if isinstance(base, Class):
                for name in names.split():
                    if name in base.methods:
                        self._add(base.methods[name], row, where or cls.scope, at or cls.info.at)

    def _add(
        self,
        function: Function,
        row: Serves,
        where: Function | None = None,
        at: At | None = None,
    ) -> None:
        """The first evidence of a function counts."""
        if function not in self.views:
            place = where or function.parent or function
            self.views[function] = View(function, row.framework, row.role, place, at or function.at)


def _is_decorator(row: Serves) -> bool:
    return not row.takes and not row.methods


def _is_base(row: Serves) -> bool:
    return bool(row.methods) and not row.takes and "." in row.name


def _imported(module: Module) -> set[str]:
    """The top packages that a module imports, in functions as well."""
    found = {name.partition(".")[0] for name, level in module.summary.stars if not level}
    for function in module.functions:
        for bind in function.body.binds:
            if type(bind.value) is Import and not bind.value.level:
                found.add(bind.value.module.partition(".")[0])
    return found


def _last_parameter(shape: str) -> str:
    return shape.rpartition("(")[2].rstrip(")").rpartition(", ")[2]
