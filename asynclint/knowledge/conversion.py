"""Conversion of documents, templates, compression, text recognition, and programs for these."""

from __future__ import annotations

from asynclint.knowledge.entry import IN_MEMORY, Blocks, Kind, Unless, methods
from asynclint.knowledge.library import Library

_GENERAL = "unstructured_client.general.General"
_LOAD = "reads the model from disk, after downloading it the first time"
_READ_MODEL = "reads the model from disk"
_RECOGNISE = "looks for text in the image"
_CONVERT = "reads the document and converts it"
_DOCLING = "https://docling-project.github.io/docling/reference/document_converter/"
_MARKITDOWN = "https://github.com/microsoft/markitdown#python-api"
_UNSTRUCTURED = "https://docs.unstructured.io/open-source/core-functionality/partitioning"
_EASYOCR = "https://www.jaided.ai/easyocr/documentation/"
_PADDLE = "https://github.com/PaddlePaddle/PaddleOCR"
_EBOOK = "https://docs.sourcefabric.org/projects/ebooklib/en/latest/ebooklib.html"
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
                computes="converts the document",
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
        distribution="markitdown-no-magika",
        packages=("markitdown_no_magika",),
        aliases={
            "markitdown_no_magika.MarkItDown": "markitdown.MarkItDown",
            "markitdown_no_magika._markitdown.MarkItDown": "markitdown.MarkItDown",
        },
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
        distribution="unstructured-client",
        packages=("unstructured_client",),
        blocks=(
            Blocks(
                _GENERAL + ".partition",
                Kind.NETWORK,
                "sends the document to the service and waits for its elements",
                twin=_GENERAL + ".partition_async",
                why="https://github.com/Unstructured-IO/unstructured-python-client",
            ),
        ),
        returns={"unstructured_client.UnstructuredClient.general": _GENERAL},
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
    Library(
        distribution="docx2txt",
        packages=("docx2txt",),
        blocks=(
            Blocks(
                "docx2txt.process",
                Kind.FILE,
                _CONVERT,
                computes="converts the document",
                unless=(Unless("docx", 0, IN_MEMORY),),
                why="https://github.com/ankushshah89/python-docx2txt#usage",
            ),
        ),
        aliases={"docx2txt.docx2txt.process": "docx2txt.process"},
    ),
    Library(
        distribution="mammoth",
        packages=("mammoth",),
        blocks=methods(
            "mammoth",
            "convert_to_html convert_to_markdown convert extract_raw_text",
            Kind.CPU,
            _CONVERT,
            why="https://github.com/mwilliamson/python-mammoth#library",
        ),
    ),
    Library(
        distribution="ebooklib",
        packages=("ebooklib",),
        blocks=(
            Blocks(
                "ebooklib.epub.read_epub",
                Kind.FILE,
                "reads the book and parses it",
                unless=(Unless("name", 0, IN_MEMORY),),
                why=_EBOOK,
            ),
            Blocks(
                "ebooklib.epub.write_epub",
                Kind.CPU,
                "makes the pages of the book and compresses them",
                why=_EBOOK,
            ),
        ),
    ),
    Library(
        distribution="xlsxwriter",
        packages=("xlsxwriter",),
        blocks=methods(
            "xlsxwriter.workbook.Workbook",
            "close __exit__",
            Kind.CPU,
            "makes the sheets of the workbook and compresses them",
            why="https://xlsxwriter.readthedocs.io/workbook.html",
        ),
        aliases={"xlsxwriter.Workbook": "xlsxwriter.workbook.Workbook"},
    ),
    Library(
        distribution="camelot-py",
        packages=("camelot",),
        blocks=(
            Blocks(
                "camelot.read_pdf",
                Kind.CPU,
                "draws the pages and looks for tables",
                why="https://camelot-py.readthedocs.io/en/master/api.html",
            ),
        ),
        aliases={"camelot.io.read_pdf": "camelot.read_pdf"},
    ),
    Library(
        distribution="tabula-py",
        packages=("tabula",),
        blocks=methods(
            "tabula",
            "read_pdf read_pdf_with_template convert_into convert_into_by_batch",
            Kind.SUBPROCESS,
            "runs Java and waits for the tables",
            why="https://tabula-py.readthedocs.io/en/latest/tabula.html",
        ),
        aliases={"tabula.io": "tabula"},
    ),
    Library(
        distribution="textract",
        packages=("textract",),
        blocks=(
            Blocks(
                "textract.process",
                Kind.FILE,
                "reads the document, often with a program of its own, and converts it",
                why="https://textract.readthedocs.io/en/stable/",
            ),
        ),
        aliases={"textract.parsers.process": "textract.process"},
    ),
    Library(
        distribution="pypandoc",
        packages=("pypandoc",),
        blocks=methods(
            "pypandoc",
            "convert_text convert_file",
            Kind.SUBPROCESS,
            "runs pandoc and waits for it",
            twin="asyncio.create_subprocess_exec",
            why="https://github.com/JessicaTegner/pypandoc#usage",
        ),
    ),
    Library(
        distribution="html2image",
        packages=("html2image",),
        blocks=methods(
            "html2image.Html2Image",
            "screenshot screenshot_url screenshot_loaded_file",
            Kind.SUBPROCESS,
            "runs a browser and waits for the picture",
            why="https://github.com/vgalin/html2image#usage",
        ),
        aliases={"html2image.html2image.Html2Image": "html2image.Html2Image"},
    ),
    Library(
        distribution="imgkit",
        packages=("imgkit",),
        blocks=methods(
            "imgkit",
            "from_url from_file from_string",
            Kind.SUBPROCESS,
            "runs wkhtmltoimage and waits for it",
            twin="asyncio.create_subprocess_exec",
            why="https://github.com/jarrekk/imgkit#usage",
        ),
        aliases={"imgkit.api": "imgkit"},
    ),
    Library(
        distribution="toml",
        packages=("toml",),
        blocks=(
            Blocks(
                "toml.load",
                Kind.FILE,
                "reads the file and parses it",
                unless=(Unless("f", 0, IN_MEMORY),),
                why="https://github.com/uiri/toml#api-reference",
            ),
        ),
        aliases={"toml.decoder.load": "toml.load"},
    ),
    Library(
        distribution="ffmpy",
        packages=("ffmpy",),
        blocks=methods(
            "ffmpy",
            "FFmpeg.run FFprobe.run",
            Kind.SUBPROCESS,
            "runs the program and waits for it to exit",
            twin="asyncio.create_subprocess_exec",
            why="https://ffmpy.readthedocs.io/en/stable/ffmpy.html",
        ),
        bases={"ffmpy.FFprobe": ("ffmpy.FFmpeg",)},
    ),
    Library(
        distribution="brotli",
        packages=("brotli",),
        # 60 ms for 50 kB, 1.6 s for a megabyte; below 10 it is 60 ms for a megabyte at most.
        blocks=(
            Blocks(
                "brotli.compress",
                Kind.CPU,
                "compresses at the highest quality, at less than a megabyte a second",
                unless=(Unless("quality", 2, (), strict=True, below=10),),
                why="https://github.com/google/brotli/blob/master/python/brotli.py",
            ),
        ),
    ),
)
