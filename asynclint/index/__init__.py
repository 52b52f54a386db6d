"""One file -> `ModuleSummary`: what a file says on its own, before anything is linked."""
