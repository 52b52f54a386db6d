"""The screen, keys and mouse of a desktop, its charts and pages, and the keys of certificates."""

from __future__ import annotations

from asynclint.knowledge.entry import IN_MEMORY, Blocks, Kind, Unless, methods, returning
from asynclint.knowledge.library import Library

_AUTOGUI = "https://pyautogui.readthedocs.io/en/latest/"
_MSS = "https://python-mss.readthedocs.io/api.html"
_KEYBOARD = "https://github.com/boppreh/keyboard#api"
_MOUSE = "https://github.com/boppreh/mouse#api"
_OPENSSL = "https://www.pyopenssl.org/en/latest/api/"
_YARA = "https://yara.readthedocs.io/en/stable/yarapython.html"
_GEOIP = "https://geoip2.readthedocs.io/en/latest/"
_MAXMIND = "https://maxminddb.readthedocs.io/en/latest/"
_PLOTLY = "https://plotly.com/python-api-reference/generated/plotly.io."
_KALEIDO = "https://github.com/plotly/Kaleido"
_PYPDF2 = "https://pypdf2.readthedocs.io/en/3.0.0/"
_PAGE = _PYPDF2 + "modules/PageObject.html"

_PAUSE = "pauses for `pyautogui.PAUSE` seconds after what it does"
_PAUSING = (
    "click leftClick rightClick middleClick doubleClick tripleClick mouseDown mouseUp moveTo"
    " moveRel dragTo dragRel scroll hscroll vscroll press keyDown keyUp typewrite hotkey hold"
)
_LOOKING = "locate locateOnScreen locateCenterOnScreen locateOnWindow"
_CHART = "draws the figure in a browser that it starts, and waits for it"
_WRITE = "writes the file"
_READ = "reads the file and parses it"
_TEXT = "parses the page and sorts out its characters"
_FIGURE = "plotly.basedatatypes.BaseFigure"
_CHARTS = (
    "scatter line area bar timeline histogram violin box strip scatter_3d line_polar choropleth"
    " scatter_geo scatter_map scatter_matrix pie sunburst treemap funnel density_heatmap imshow"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="PyAutoGUI",
        packages=("pyautogui",),
        blocks=(
            *methods(
                "pyautogui",
                _PAUSING,
                Kind.SLEEP,
                _PAUSE,
                unless=(Unless("_pause", None, (False,)),),
                why=_AUTOGUI + "introduction.html",
            ),
            *methods(
                "pyautogui",
                "sleep countdown displayMousePosition run",
                Kind.SLEEP,
                "sleeps for as long as it is told",
                why=_AUTOGUI,
            ),
            *methods(
                "pyautogui",
                "screenshot locateAllOnScreen",
                Kind.OTHER,
                "waits for a picture of the screen",
                why=_AUTOGUI + "screenshot.html",
            ),
            *methods(
                "pyautogui",
                _LOOKING,
                Kind.CPU,
                "compares the image with every place of the other, or of the screen",
                why=_AUTOGUI + "screenshot.html",
            ),
            *methods(
                "pyautogui",
                "alert confirm prompt password",
                Kind.INPUT,
                "waits until somebody answers the message box",
                why=_AUTOGUI + "msgbox.html",
            ),
        ),
        aliases={
            "pyautogui.write": "pyautogui.typewrite",
            "pyautogui.shortcut": "pyautogui.hotkey",
            "pyautogui.move": "pyautogui.moveRel",
            "pyautogui.drag": "pyautogui.dragRel",
        },
    ),
    Library(
        distribution="mss",
        packages=("mss",),
        blocks=(
            *methods(
                "mss.MSS",
                "grab shot save.__iter__",
                Kind.OTHER,
                "waits for a picture of the screen",
                why=_MSS,
            ),
            Blocks(
                "mss.tools.to_png",
                Kind.FILE,
                "compresses the picture and writes the file",
                unless=(Unless("output", None, (None,), by_default=True),),
                why=_MSS,
            ),
        ),
        aliases={"mss.base.MSS": "mss.MSS", "mss.factory.mss": "mss.mss"},
        returns={"mss.mss": "mss.MSS", "mss.MSS.save": "mss.MSS.save"},
    ),
    Library(
        distribution="keyboard",
        packages=("keyboard",),
        blocks=(
            *methods(
                "keyboard",
                "wait record read_event read_key read_hotkey",
                Kind.INPUT,
                "waits until somebody presses a key",
                why=_KEYBOARD,
            ),
            Blocks(
                "keyboard.play",
                Kind.SLEEP,
                "sleeps between the events that it replays",
                unless=(Unless("speed_factor", 1, (0,)),),
                why=_KEYBOARD,
            ),
            Blocks(
                "keyboard.write",
                Kind.SLEEP,
                "sleeps after every key",
                unless=(Unless("delay", 1, (0, 0.0), by_default=True),),
                why=_KEYBOARD,
            ),
        ),
    ),
    Library(
        distribution="mouse",
        packages=("mouse",),
        blocks=(
            *methods(
                "mouse",
                "wait record",
                Kind.INPUT,
                "waits until somebody clicks",
                why=_MOUSE,
            ),
            Blocks(
                "mouse.play",
                Kind.SLEEP,
                "sleeps between the events that it replays",
                unless=(Unless("speed_factor", 1, (0,)),),
                why=_MOUSE,
            ),
            Blocks(
                "mouse.move",
                Kind.SLEEP,
                "sleeps while it moves the pointer",
                unless=(Unless("duration", 3, (0, 0.0), by_default=True),),
                why=_MOUSE,
            ),
        ),
    ),
    Library(
        distribution="pyOpenSSL",
        packages=("OpenSSL",),
        blocks=(
            Blocks(
                "OpenSSL.crypto.PKey.generate_key",
                Kind.CPU,
                "searches for large primes",
                unless=(Unless("bits", 1, (), below=1024),),
                why=_OPENSSL + "crypto.html#OpenSSL.crypto.PKey.generate_key",
            ),
            *methods(
                "OpenSSL.SSL.Context",
                "load_verify_locations use_certificate_file use_certificate_chain_file"
                " use_privatekey_file load_client_ca load_tmp_dh set_default_verify_paths",
                Kind.FILE,
                _READ,
                why=_OPENSSL + "ssl.html#OpenSSL.SSL.Context.{}",
            ),
        ),
    ),
    Library(
        distribution="rsa",
        packages=("rsa",),
        blocks=(
            Blocks(
                "rsa.newkeys",
                Kind.CPU,
                "searches for large primes",
                unless=(Unless("nbits", 0, (), below=512),),
                why="https://stuvel.eu/python-rsa-doc/usage.html#generating-keys",
            ),
        ),
        aliases={"rsa.key.newkeys": "rsa.newkeys"},
    ),
    Library(
        distribution="yara-python",
        packages=("yara",),
        blocks=(
            Blocks(
                "yara.compile",
                Kind.FILE,
                "reads the rules from files",
                unless=(Unless("filepath", 0, (None,), by_default=True, without=("filepaths",)),),
                why=_YARA,
            ),
            Blocks(
                "yara.Rules.match",
                Kind.FILE,
                "reads and searches all of the file",
                unless=(Unless("filepath", 0, (None,), by_default=True, without=("pid",)),),
                why=_YARA,
            ),
            Blocks("yara.load", Kind.FILE, "reads the rules from the file", why=_YARA),
            Blocks("yara.Rules.save", Kind.FILE, _WRITE, why=_YARA),
        ),
        returns={"yara.compile": "yara.Rules", "yara.load": "yara.Rules"},
    ),
    Library(
        distribution="geoip2",
        packages=("geoip2",),
        blocks=(
            Blocks("geoip2.database.Reader", Kind.FILE, "opens the database file", why=_GEOIP),
            *methods(
                "geoip2.webservice.Client",
                "city country insights",
                Kind.NETWORK,
                "asks the service and waits for its answer",
                twin="geoip2.webservice.AsyncClient.{}",
                why=_GEOIP,
            ),
        ),
    ),
    Library(
        distribution="maxminddb",
        packages=("maxminddb",),
        blocks=methods(
            "maxminddb",
            "open_database reader.Reader",
            Kind.FILE,
            "opens the database file",
            why=_MAXMIND,
        ),
        aliases={"maxminddb.Reader": "maxminddb.reader.Reader"},
        returns={"maxminddb.open_database": "maxminddb.reader.Reader"},
    ),
    Library(
        distribution="plotly",
        packages=("plotly",),
        blocks=(
            *methods(
                _FIGURE, "write_image to_image", Kind.SUBPROCESS, _CHART, why=_PLOTLY + "{}.html"
            ),
            *methods(
                "plotly.io",
                "write_image write_images to_image",
                Kind.SUBPROCESS,
                _CHART,
                why=_PLOTLY + "{}.html",
            ),
            *methods(
                _FIGURE,
                "write_html write_json",
                Kind.FILE,
                _WRITE,
                unless=(Unless("file", 0, IN_MEMORY),),
                why=_PLOTLY + "{}.html",
            ),
            *methods(
                "plotly.io",
                "write_html write_json",
                Kind.FILE,
                _WRITE,
                unless=(Unless("file", 1, IN_MEMORY),),
                why=_PLOTLY + "{}.html",
            ),
            Blocks(
                "plotly.io.read_json",
                Kind.FILE,
                _READ,
                unless=(Unless("file", 0, IN_MEMORY),),
                why=_PLOTLY + "read_json.html",
            ),
            Blocks(
                "plotly.offline.plot",
                Kind.FILE,
                _WRITE,
                unless=(Unless("output_type", 2, ("div",)),),
                why="https://plotly.com/python/interactive-html-export/",
            ),
        ),
        aliases={
            "plotly.graph_objects": "plotly.graph_objs",
            "plotly.graph_objs._figure.Figure": "plotly.graph_objs.Figure",
            "plotly.offline.offline.plot": "plotly.offline.plot",
        },
        bases={"plotly.graph_objs.Figure": (_FIGURE,)},
        returns={
            **returning("plotly.graph_objs.Figure", "plotly.express", _CHARTS),
            "plotly.subplots.make_subplots": "plotly.graph_objs.Figure",
            **returning("Self", _FIGURE, "update_layout update_traces add_trace for_each_trace"),
        },
    ),
    Library(
        distribution="kaleido",
        packages=("kaleido",),
        blocks=tuple(
            Blocks(
                f"kaleido.{name}_sync",
                Kind.SUBPROCESS,
                _CHART,
                twin=f"kaleido.{name}",
                why=_KALEIDO,
            )
            for name in ("calc_fig", "write_fig", "write_fig_from_object")
        ),
    ),
    Library(
        distribution="PyPDF2",
        packages=("PyPDF2",),
        blocks=(
            Blocks(
                "PyPDF2.PdfReader",
                Kind.FILE,
                _READ,
                unless=(Unless("stream", 0, IN_MEMORY),),
                why=_PYPDF2 + "modules/PdfReader.html",
            ),
            Blocks(
                "PyPDF2.PdfFileReader",
                Kind.FILE,
                _READ,
                unless=(Unless("stream", 0, IN_MEMORY),),
                when="<3",
                why=_PYPDF2 + "modules/PdfReader.html",
            ),
            Blocks(
                "PyPDF2.PdfWriter.write",
                Kind.FILE,
                _WRITE,
                unless=(Unless("stream", 0, IN_MEMORY),),
                why=_PYPDF2 + "modules/PdfWriter.html",
            ),
            *methods(
                "PyPDF2.PdfMerger",
                "write append",
                Kind.FILE,
                "reads or writes the file",
                unless=(Unless("fileobj", 0, (*IN_MEMORY, "PyPDF2.PdfReader")),),
                why=_PYPDF2 + "modules/PdfMerger.html",
            ),
            Blocks("PyPDF2.PageObject.extract_text", Kind.CPU, _TEXT, why=_PAGE),
            Blocks("PyPDF2.PageObject.extractText", Kind.CPU, _TEXT, when="<3", why=_PAGE),
        ),
        aliases={
            "PyPDF2._merger.PdfMerger": "PyPDF2.PdfMerger",
            "PyPDF2._page.PageObject": "PyPDF2.PageObject",
            "PyPDF2._reader.PdfReader": "PyPDF2.PdfReader",
            "PyPDF2._writer.PdfWriter": "PyPDF2.PdfWriter",
        },
        bases={"PyPDF2.PdfFileMerger": ("PyPDF2.PdfMerger",)},
        returns={
            "PyPDF2.PdfReader.pages": "list[PyPDF2.PageObject]",
            "PyPDF2.PdfWriter.pages": "list[PyPDF2.PageObject]",
            **returning("PyPDF2.PageObject", "PyPDF2", "PdfReader.getPage PdfWriter.getPage"),
            "PyPDF2.PdfFileReader.pages": "list[PyPDF2.PageObject]",
            "PyPDF2.PdfFileReader.getPage": "PyPDF2.PageObject",
            "PyPDF2.PdfFileWriter.getPage": "PyPDF2.PageObject",
        },
    ),
)
