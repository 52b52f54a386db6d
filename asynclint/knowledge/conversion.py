"""What reads documents and images with models: conversion and text recognition."""

from __future__ import annotations

from asynclint.knowledge.entry import IN_MEMORY, Blocks, Kind, Unless, methods
from asynclint.knowledge.library import Library

_LOAD = "reads the model from disk, after downloading it the first time"
_READ_MODEL = "reads the model from disk"
_RECOGNISE = "looks for text in the image"
_CONVERT = "reads the document and converts it"
_DOCLING = "https://docling-project.github.io/docling/reference/document_converter/"
_MARKITDOWN = "https://github.com/microsoft/markitdown#python-api"
_UNSTRUCTURED = "https://docs.unstructured.io/open-source/core-functionality/partitioning"
_EASYOCR = "https://www.jaided.ai/easyocr/documentation/"
_PADDLE = "https://github.com/PaddlePaddle/PaddleOCR"
_RAPID = "https://github.com/RapidAI/RapidOCR"
_TESSERACT = "https://github.com/madmaze/pytesseract#usage"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="docling",
        packages=("docling",),
        blocks=methods(
            "docling.document_converter.DocumentConverter",
            "convert convert_string",
            Kind.CPU,
            _CONVERT,
            why=_DOCLING,
        ),
    ),
    Library(
        distribution="markitdown",
        packages=("markitdown",),
        blocks=(
            *methods(
                "markitdown.MarkItDown",
                "convert convert_local",
                Kind.FILE,
                _CONVERT,
                unless=(Unless("source", 0, IN_MEMORY),),
                why=_MARKITDOWN,
            ),
            *methods(
                "markitdown.MarkItDown",
                "convert_url convert_uri",
                Kind.NETWORK,
                "downloads the document and converts it",
                why=_MARKITDOWN,
            ),
        ),
        aliases={"markitdown._markitdown.MarkItDown": "markitdown.MarkItDown"},
    ),
    Library(
        distribution="unstructured",
        packages=("unstructured",),
        blocks=(
            *methods(
                "unstructured.partition",
                "auto.partition pdf.partition_pdf image.partition_image docx.partition_docx"
                " pptx.partition_pptx xlsx.partition_xlsx doc.partition_doc",
                Kind.CPU,
                "reads the document and divides it into its elements",
                why=_UNSTRUCTURED,
            ),
            *methods(
                "unstructured.partition.api",
                "partition_via_api partition_multiple_via_api",
                Kind.NETWORK,
                "sends the document to the service and waits for its elements",
                why=_UNSTRUCTURED,
            ),
        ),
    ),
    Library(
        distribution="easyocr",
        packages=("easyocr",),
        blocks=(
            Blocks("easyocr.Reader", Kind.FILE, _LOAD, why=_EASYOCR),
            *methods(
                "easyocr.Reader",
                "readtext readtextlang readtext_batched",
                Kind.CPU,
                _RECOGNISE,
                why=_EASYOCR,
            ),
        ),
        aliases={"easyocr.easyocr.Reader": "easyocr.Reader"},
    ),
    Library(
        distribution="paddleocr",
        packages=("paddleocr",),
        blocks=(
            Blocks("paddleocr.PaddleOCR", Kind.FILE, _LOAD, why=_PADDLE),
            *methods("paddleocr.PaddleOCR", "predict ocr", Kind.CPU, _RECOGNISE, why=_PADDLE),
        ),
    ),
    Library(
        distribution="rapidocr-onnxruntime",
        packages=("rapidocr_onnxruntime",),
        blocks=(
            Blocks("rapidocr_onnxruntime.RapidOCR", Kind.FILE, _READ_MODEL, why=_RAPID),
            Blocks("rapidocr_onnxruntime.RapidOCR.__call__", Kind.CPU, _RECOGNISE, why=_RAPID),
        ),
        aliases={"rapidocr_onnxruntime.main.RapidOCR": "rapidocr_onnxruntime.RapidOCR"},
    ),
    # Its constructor leaves the models for the first call.
    Library(
        distribution="rapidocr",
        packages=("rapidocr",),
        blocks=(Blocks("rapidocr.RapidOCR.__call__", Kind.CPU, _RECOGNISE, why=_RAPID),),
        aliases={"rapidocr.main.RapidOCR": "rapidocr.RapidOCR"},
    ),
    Library(
        distribution="pytesseract",
        packages=("pytesseract",),
        blocks=methods(
            "pytesseract",
            "image_to_string image_to_data image_to_boxes image_to_osd image_to_pdf_or_hocr"
            " image_to_alto_xml run_and_get_output run_and_get_multiple_output",
            Kind.SUBPROCESS,
            "runs tesseract and waits for it",
            twin="asyncio.create_subprocess_exec",
            why=_TESSERACT,
        ),
        aliases={"pytesseract.pytesseract": "pytesseract"},
    ),
)
