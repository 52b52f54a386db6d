"""The rules. One rule is one file; `listed` says what there is without loading any of them."""
