"""Readers and writers of documents, tables and media, and of file systems behind an interface.

What computes for less than some twenty milliseconds has no row (Page.get_text of PyMuPDF,
from_bytes of charset-normalizer), nor has what writes to a file that its constructor was told of,
which may be one in memory (Canvas of ReportLab).
"""

from __future__ import annotations

from asynclint.knowledge.entry import IN_MEMORY, Blocks, Kind, Unless, methods, names, returning
from asynclint.knowledge.library import Library

_READ = "reads the file and parses it"
_WRITE = "encodes the data and writes the file"
_OPEN = "opens the file and reads the beginning"
_PDF = "lays out the document and draws its pages"

_DOTENV = "https://saurabh-kumar.com/python-dotenv/reference/"
_ARROW = "https://arrow.apache.org/docs/python/api/formats.html"
_POLARS = "https://docs.pola.rs/api/python/stable/reference/io.html"
_DOCX = "https://python-docx.readthedocs.io/en/latest/api/document.html"
_PPTX = "https://python-pptx.readthedocs.io/en/latest/api/presentation.html"
_PDFPLUMBER = "https://github.com/jsvine/pdfplumber#python-library"
_PYMUPDF = "https://pymupdf.readthedocs.io/en/latest/document.html"
_WEASYPRINT = "https://doc.courtbouillon.org/weasyprint/stable/api_reference.html"

_NOTHING = (None, *IN_MEMORY)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="python-dotenv",
        packages=("dotenv",),
        blocks=(
            *methods(
                "dotenv",
                "load_dotenv dotenv_values",
                Kind.FILE,
                "reads the file, which it looks for if it is not told which",
                unless=(Unless("stream", 1, IN_MEMORY),),
                why=_DOTENV,
            ),
            *methods(
                "dotenv",
                "set_key unset_key get_key",
                Kind.FILE,
                "reads the file, or writes it anew",
                why=_DOTENV,
            ),
        ),
        aliases={"dotenv.main": "dotenv"},
    ),
    Library(
        distribution="importlib-resources",
        packages=("importlib_resources",),
        aliases={"importlib_resources": "importlib.resources"},
    ),
    Library(
        distribution="importlib-metadata",
        packages=("importlib_metadata",),
        aliases={"importlib_metadata": "importlib.metadata"},
    ),
    Library(
        distribution="pyarrow",
        packages=("pyarrow",),
        blocks=(
            *methods(
                "pyarrow",
                "parquet.read_table feather.read_table feather.read_feather orc.read_table",
                Kind.FILE,
                _READ,
                computes="decodes the whole table",
                unless=(Unless("source", 0, (*IN_MEMORY, "pyarrow.BufferReader")),),
                why=_ARROW,
            ),
            Blocks(
                "pyarrow.parquet.ParquetFile",
                Kind.FILE,
                "opens the file and reads what describes it",
                unless=(Unless("source", 0, (*IN_MEMORY, "pyarrow.BufferReader")),),
                why=_ARROW,
            ),
            *methods(
                "pyarrow",
                "csv.read_csv json.read_json",
                Kind.FILE,
                _READ,
                computes="parses the whole table",
                unless=(Unless("input_file", 0, (*IN_MEMORY, "pyarrow.BufferReader")),),
                why=_ARROW,
            ),
            *methods(
                "pyarrow",
                "parquet.write_table orc.write_table",
                Kind.FILE,
                _WRITE,
                unless=(Unless("where", 1, (*IN_MEMORY, "pyarrow.BufferOutputStream")),),
                why=_ARROW,
            ),
            *methods(
                "pyarrow",
                "feather.write_feather parquet.write_to_dataset dataset.write_dataset"
                " dataset.Dataset.to_table dataset.Dataset.count_rows dataset.Dataset.head",
                Kind.FILE,
                "reads or writes the files of a data set",
                why=_ARROW,
            ),
        ),
        aliases={
            "pyarrow.parquet.core": "pyarrow.parquet",
            "pyarrow._dataset.Dataset": "pyarrow.dataset.Dataset",
        },
        returns={"pyarrow.dataset.dataset": "pyarrow.dataset.Dataset"},
    ),
    Library(
        distribution="polars",
        packages=("polars",),
        blocks=(
            *methods(
                "polars",
                "read_csv read_parquet read_json read_ndjson read_ipc read_excel read_avro"
                " read_delta",
                Kind.FILE,
                _READ,
                computes="parses the whole table",
                unless=(Unless("source", 0, IN_MEMORY),),
                why=_POLARS,
            ),
            *methods(
                "polars",
                "read_database_uri DataFrame.write_database",
                Kind.DATABASE,
                "sends the statement to the database and waits for it",
                why=_POLARS,
            ),
            *methods(
                "polars.DataFrame",
                "write_csv write_json write_ndjson",
                Kind.FILE,
                _WRITE,
                unless=(Unless("file", 0, _NOTHING, by_default=True),),
                why=_POLARS,
            ),
            *methods(
                "polars.DataFrame",
                "write_parquet write_ipc write_avro",
                Kind.FILE,
                _WRITE,
                unless=(Unless("file", 0, _NOTHING),),
                why=_POLARS,
            ),
            Blocks(
                "polars.DataFrame.write_excel",
                Kind.FILE,
                _WRITE,
                unless=(Unless("workbook", 0, IN_MEMORY),),
                why=_POLARS,
            ),
        ),
        aliases={"polars.dataframe.frame.DataFrame": "polars.DataFrame"},
        returns=returning(
            "polars.DataFrame",
            "polars",
            "read_csv read_parquet read_json read_ndjson read_ipc read_avro LazyFrame.collect"
            " DataFrame.filter DataFrame.select DataFrame.with_columns DataFrame.sort",
        )
        | returning(
            "polars.LazyFrame",
            "polars",
            "scan_csv scan_parquet DataFrame.lazy LazyFrame.filter LazyFrame.select"
            " LazyFrame.with_columns",
        ),
    ),
    Library(
        distribution="nbformat",
        packages=("nbformat",),
        blocks=(
            Blocks(
                "nbformat.read",
                Kind.FILE,
                "reads the notebook and checks it",
                unless=(Unless("fp", 0, IN_MEMORY),),
                why="https://nbformat.readthedocs.io/en/latest/api.html",
            ),
            Blocks(
                "nbformat.write",
                Kind.FILE,
                "checks the notebook and writes it",
                unless=(Unless("fp", 1, IN_MEMORY),),
                why="https://nbformat.readthedocs.io/en/latest/api.html",
            ),
        ),
    ),
    Library(
        distribution="python-pptx",
        packages=("pptx",),
        blocks=(
            Blocks(
                "pptx.Presentation",
                Kind.FILE,
                _READ,
                computes="parses the whole file",
                unless=(Unless("pptx", 0, IN_MEMORY),),
                why=_PPTX,
            ),
            Blocks(
                "pptx.presentation.Presentation.save",
                Kind.FILE,
                _WRITE,
                unless=(Unless("file", 0, IN_MEMORY),),
                why=_PPTX,
            ),
        ),
        aliases={"pptx.api.Presentation": "pptx.Presentation"},
        returns={"pptx.Presentation": "pptx.presentation.Presentation"},
    ),
    Library(
        distribution="python-docx",
        packages=("docx",),
        blocks=(
            Blocks(
                "docx.Document",
                Kind.FILE,
                _READ,
                computes="parses the whole file",
                unless=(Unless("docx", 0, IN_MEMORY),),
                why=_DOCX,
            ),
            Blocks(
                "docx.document.Document.save",
                Kind.FILE,
                _WRITE,
                unless=(Unless("path_or_stream", 0, IN_MEMORY),),
                why=_DOCX,
            ),
        ),
        returns={"docx.Document": "docx.document.Document"},
    ),
    Library(
        distribution="xlrd",
        packages=("xlrd",),
        blocks=(
            Blocks(
                "xlrd.open_workbook",
                Kind.FILE,
                _READ,
                unless=(Unless("filename", 0, (None,), by_default=True),),
                why="https://xlrd.readthedocs.io/en/latest/api.html#xlrd.open_workbook",
            ),
        ),
    ),
    Library(
        distribution="pdfplumber",
        packages=("pdfplumber",),
        blocks=(
            Blocks(
                "pdfplumber.open",
                Kind.FILE,
                _OPEN,
                unless=(Unless("path_or_fp", 0, IN_MEMORY),),
                why=_PDFPLUMBER,
            ),
            *methods(
                "pdfplumber.page.Page",
                "extract_text extract_words extract_table extract_tables to_image",
                Kind.CPU,
                "parses the page and sorts out its characters",
                why=_PDFPLUMBER,
            ),
        ),
        aliases={"pdfplumber.PDF": "pdfplumber.pdf.PDF"},
        returns={
            "pdfplumber.open": "pdfplumber.pdf.PDF",
            "pdfplumber.pdf.PDF.pages": "list[pdfplumber.page.Page]",
        },
    ),
    Library(
        distribution="pymupdf",
        packages=("pymupdf",),
        blocks=(
            Blocks(
                "pymupdf.Document",
                Kind.FILE,
                _OPEN,
                unless=(Unless("filename", 0, (None, "pdf"), by_default=True, later=True),),
                why=_PYMUPDF,
            ),
            *methods("pymupdf.Document", "save ez_save saveIncr", Kind.FILE, _WRITE, why=_PYMUPDF),
        ),
        aliases={"fitz": "pymupdf", "pymupdf.open": "pymupdf.Document"},
    ),
    Library(
        distribution="pdfkit",
        packages=("pdfkit",),
        blocks=methods(
            "pdfkit",
            "from_url from_string from_file",
            Kind.SUBPROCESS,
            "runs wkhtmltopdf and waits for it",
            twin="asyncio.create_subprocess_exec",
            why="https://github.com/JazzCore/python-pdfkit#usage",
        ),
        aliases={"pdfkit.api": "pdfkit"},
    ),
    Library(
        distribution="weasyprint",
        packages=("weasyprint",),
        blocks=methods("weasyprint", "HTML.write_pdf HTML.render", Kind.CPU, _PDF, why=_WEASYPRINT),
    ),
    Library(
        distribution="chardet",
        packages=("chardet",),
        blocks=methods(
            "chardet",
            "detect detect_all",
            Kind.CPU,
            "tries one encoding after the other on all of the text",
            why="https://chardet.readthedocs.io/en/latest/usage.html",
        ),
    ),
    Library(
        distribution="graphviz",
        packages=("graphviz",),
        blocks=methods(
            "graphviz",
            "render pipe Digraph.render Digraph.pipe Digraph.view Graph.render Graph.pipe"
            " Graph.view Source.render Source.pipe Source.view",
            Kind.SUBPROCESS,
            "runs dot and waits for it",
            twin="asyncio.create_subprocess_exec",
            why="https://graphviz.readthedocs.io/en/stable/api.html",
        ),
    ),
    Library(
        distribution="watchdog",
        packages=("watchdog",),
        bases=dict.fromkeys(
            names("watchdog.observers", "Observer polling.PollingObserver"), ("threading.Thread",)
        ),
    ),
)
