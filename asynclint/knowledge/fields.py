"""Libraries that write classes from fields: what describes a field, and what makes its value."""

from __future__ import annotations

from asynclint.knowledge.entry import names, returning
from asynclint.knowledge.library import Library

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="pydantic",
        packages=("pydantic",),
        transparent=names(
            "pydantic",
            "validate_call field_validator model_validator field_serializer model_serializer"
            " computed_field validator root_validator validate_arguments",
        ),
        provides=dict.fromkeys(
            (
                *names("pydantic", "Field PrivateAttr"),
                *("pydantic.fields.Field", "pydantic.fields.PrivateAttr"),
            ),
            "default_factory",
        ),
        returns=returning(
            "Self",
            "pydantic.BaseModel",
            "model_validate model_validate_json model_validate_strings model_construct model_copy"
            " parse_obj parse_raw parse_file from_orm construct copy",
        ),
        constructors=("model_post_init",),
    ),
    Library(
        distribution="attrs",
        packages=("attr", "attrs"),
        provides={
            **dict.fromkeys(("attrs.field", "attr.field", "attr.ib", "attr.attrib"), "factory"),
            **dict.fromkeys(("attrs.Factory", "attr.Factory"), 0),
        },
        constructors=("__attrs_pre_init__", "__attrs_post_init__"),
    ),
)
