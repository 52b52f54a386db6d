"""What a wheel holds besides the sources: the joined tables, which take long to make."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TablesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the joined tables to a wheel; not to an editable one, whose tables change."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the file, outside of the sources."""
        self.folder = Path(tempfile.mkdtemp())
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from asynclint.knowledge import joined, tables

        file = self.folder / joined.BUILT.name
        file.write_bytes(joined.dump(joined.join(tables.ALL)))
        place = joined.BUILT.relative_to(self.root).as_posix()
        build_data["force_include"][str(file)] = place

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the file away, once it is in the wheel."""
        shutil.rmtree(self.folder)
