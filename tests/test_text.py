"""Decoding as Python does it, and positions that agree in all three ways of counting."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asynclint.text import Position, Source, UndecodableError, decode

texts = st.text(
    st.one_of(
        st.sampled_from("ab\t\f\n\r é\u2028\x85\U0001f600\u200d"), st.characters(codec="utf-8")
    )
).filter(lambda text: "\0" not in text)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"x = 1\r\ny = 2\r", "x = 1\r\ny = 2\r"),
        (b"\xef\xbb\xbfx = 1", "x = 1"),
        (b"\xef\xbb\xbf# coding: utf-8\n", "# coding: utf-8\n"),
        (b"\xef\xbb\xbf# coding: utf-8-sig\n", "# coding: utf-8-sig\n"),
        (b"# -*- coding: latin-1 -*-\n\xe9", "# -*- coding: latin-1 -*-\n\xe9"),
        (b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n\x80", None),
        (b"# coding: utf-8-unix\n\xc3\xa9", "# coding: utf-8-unix\n\xe9"),
        (b"\n\n# coding: latin-1\n", "\n\n# coding: latin-1\n"),
        (b"x = 1\n# coding: latin-1\n\xc3\xa9", "x = 1\n# coding: latin-1\n\xe9"),
        (b"# coding: latin-1\r# x\r\xe9", "# coding: latin-1\r# x\r\xe9"),
    ],
)
def test_decodes_as_python_does(data: bytes, text: str | None) -> None:
    assert decode(data) == (data.decode("cp1252") if text is None else text)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"\xe9", "is not valid utf-8 text: byte 0xe9 at offset 0"),
        (b"# coding: nonsense\n", "declares an unknown encoding, `nonsense`"),
        (b"# coding: rot13\n", "declares `rot13`, which is not a text encoding"),
        (
            b"\xef\xbb\xbf# coding: latin-1\n",
            "has a UTF-8 byte order mark but declares `iso8859-1`",
        ),
        (b"x = '\0'", "contains a NUL character"),
        (b"# coding: undefined\n", "is not valid undefined text"),
        (b"# coding: unicode-escape\n'\\ud800'", "is not valid unicode-escape text"),
    ],
)
def test_says_why_bytes_are_not_text(data: bytes, complaint: str) -> None:
    with pytest.raises(UndecodableError) as caught:
        decode(data)
    assert str(caught.value) == complaint


@given(texts)
def test_decode_undoes_encode(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()) == text


def test_lines_end_where_python_ends_them() -> None:
    source = Source("a.py", "a\r\nb\rc\nd\fe\u2028f\x85g\x0bh")
    assert [source.line(number) for number in range(6)] == [
        *("", "a", "b", "c"),
        *("d\fe\u2028f\x85g\x0bh", ""),
    ]


@given(texts)
def test_offsets_and_positions_are_inverse(text: str) -> None:
    source = Source("a.py", text)
    for offset in range(len(text) + 1):
        assert source.offset(source.position(offset)) == offset


@given(texts)
def test_lines_are_the_text(text: str) -> None:
    source = Source("a.py", text)
    lines = [source.line(number) for number in range(1, len(source.starts) + 1)]
    assert "\n".join(lines) == text.replace("\r\n", "\n").replace("\r", "\n")


@given(texts)
def test_byte_columns_round_trip(text: str) -> None:
    source = Source("a.py", text)
    for line in range(1, len(source.starts) + 1):
        for column in range(1, len(source.line(line)) + 2):
            position = Position(line, column)
            assert source.at_utf8(line, source.utf8(position)) == position


@given(texts)
def test_utf16_columns_are_those_of_the_encoded_line(text: str) -> None:
    source = Source("a.py", text)
    line = source.line(1)
    for column in range(1, len(line) + 2):
        units = len(line[: column - 1].encode("utf-16-le")) // 2
        assert source.utf16(Position(1, column)) == units


@pytest.mark.parametrize(
    "before", ["", "\t", "x = 1; ", "'é'; ", "'\U0001f600'; ", "'\u2028'; ", "\f", "if 1:\r    "]
)
def test_spans_of_the_parser_point_at_the_text(before: str) -> None:
    indented = f"if 1:\n{before}call()" if before == "\t" else f"{before}call()"
    source = Source("a.py", indented)
    call = next(node for node in ast.walk(ast.parse(indented)) if isinstance(node, ast.Call))
    assert call.end_lineno is not None
    assert call.end_col_offset is not None
    span = source.span_utf8(call.lineno, call.col_offset, call.end_lineno, call.end_col_offset)
    assert indented[source.offset(span.start) : source.offset(span.end)] == "call()"


def test_positions_past_the_end_are_clipped() -> None:
    source = Source("a.py", "ab\n")
    assert source.offset(Position(9, 1)) == 3
    assert source.offset(Position(2, 9)) == 3
