"""Models for language, arrays in files, sound, and documents."""

from __future__ import annotations

from asynclint.knowledge.entry import IN_MEMORY, Blocks, Kind, Unless, methods
from asynclint.knowledge.library import Library

_LOAD = "reads the model from disk, after downloading it the first time"
_COMPUTE = "computes with the model"
_ARRAYS = "reads or writes the arrays"
_SAMPLES = "waits until the sound card has taken or given the samples"
_PARSE = "reads a file to its end and parses it"

_SPACY = "https://spacy.io/api/language"
_GLINER = "https://github.com/urchade/GLiNER"
_VLLM = "https://docs.vllm.ai/en/latest/api/vllm/entrypoints/llm/"
_MLX = "https://github.com/ml-explore/mlx-lm"
_H5PY = "https://docs.h5py.org/en/stable/high/"
_ZARR = "https://zarr.readthedocs.io/en/stable/api/zarr/"
_SCIPY = "https://docs.scipy.org/doc/scipy/reference/io.html"
_SOUND = "https://python-sounddevice.readthedocs.io/en/latest/api/"
_REPORTLAB = "https://docs.reportlab.com/reportlab/userguide/ch5_platypus/"
_DEFUSED = "https://github.com/tiran/defusedxml"
_LXML = "https://lxml.de/parsing.html"


def _file(keyword: str, position: int = 0) -> tuple[Unless, ...]:
    return (Unless(keyword, position, IN_MEMORY),)


def _blocking(position: int) -> tuple[Unless, ...]:
    return (Unless("blocking", position, (False,), strict=True, by_default=True),)


def _store(*defaults: None) -> tuple[Unless, ...]:
    values = (*defaults, "zarr.storage.MemoryStore")
    return (Unless("store", 0, values, by_default=bool(defaults)),)


LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="spacy",
        packages=("spacy",),
        blocks=(
            Blocks("spacy.load", Kind.FILE, "reads the pipeline from disk", why=_SPACY),
            Blocks("spacy.language.Language.__call__", Kind.CPU, _COMPUTE, why=_SPACY),
            Blocks("spacy.language.Language.pipe.__iter__", Kind.CPU, _COMPUTE, why=_SPACY),
            *methods(
                "spacy.language.Language",
                "from_disk to_disk",
                Kind.FILE,
                "reads or writes the pipeline",
                why=_SPACY,
            ),
            Blocks(
                "spacy.cli.download",
                Kind.SUBPROCESS,
                "runs pip and waits for it",
                why="https://spacy.io/api/cli#download",
            ),
        ),
        aliases={"spacy.Language": "spacy.language.Language"},
        returns={
            "spacy.load": "spacy.language.Language",
            "spacy.language.Language.pipe": "spacy.language.Language.pipe",
        },
    ),
    Library(
        distribution="gliner",
        packages=("gliner",),
        blocks=(
            Blocks("gliner.GLiNER.from_pretrained", Kind.FILE, _LOAD, why=_GLINER),
            *methods(
                "gliner.model.BaseEncoderGLiNER",
                "predict_entities batch_predict_entities inference",
                Kind.CPU,
                _COMPUTE,
                why=_GLINER,
            ),
        ),
        aliases={"gliner.model.GLiNER": "gliner.GLiNER"},
        bases={"gliner.GLiNER": ("gliner.model.BaseEncoderGLiNER",)},
        returns={"gliner.GLiNER.from_pretrained": "gliner.GLiNER"},
    ),
    Library(
        distribution="vllm",
        packages=("vllm",),
        blocks=(
            Blocks("vllm.LLM", Kind.FILE, _LOAD, twin="vllm.AsyncLLMEngine", why=_VLLM),
            *methods(
                "vllm.LLM",
                "generate chat beam_search embed encode classify score wait_for_completion",
                Kind.CPU,
                _COMPUTE,
                twin="vllm.AsyncLLMEngine",
                why=_VLLM,
            ),
        ),
        aliases={"vllm.entrypoints.llm.LLM": "vllm.LLM"},
    ),
    Library(
        distribution="mlx-lm",
        packages=("mlx_lm",),
        blocks=(
            Blocks("mlx_lm.load", Kind.FILE, _LOAD, why=_MLX),
            *methods(
                "mlx_lm",
                "generate batch_generate stream_generate.__iter__",
                Kind.CPU,
                _COMPUTE,
                why=_MLX,
            ),
        ),
        aliases={
            "mlx_lm.utils.load": "mlx_lm.load",
            "mlx_lm.generate.generate": "mlx_lm.generate",
            "mlx_lm.generate.stream_generate": "mlx_lm.stream_generate",
        },
        returns={"mlx_lm.stream_generate": "mlx_lm.stream_generate"},
    ),
    Library(
        distribution="h5py",
        packages=("h5py",),
        blocks=(
            Blocks(
                "h5py.File",
                Kind.FILE,
                "opens the file and reads its header",
                unless=(*_file("name"), Unless("driver", 2, ("core",))),
                why=_H5PY + "file.html",
            ),
            *methods(
                "h5py.Dataset",
                "read_direct write_direct",
                Kind.FILE,
                _ARRAYS,
                why=_H5PY + "dataset.html",
            ),
        ),
    ),
    Library(
        distribution="zarr",
        packages=("zarr",),
        blocks=(
            *methods(
                "zarr",
                "load save save_array save_group create_array create_group consolidate_metadata",
                Kind.FILE,
                _ARRAYS,
                twin="zarr.api.asynchronous.{}",
                unless=_store(),
                why=_ZARR,
            ),
            *methods(
                "zarr",
                "open open_group open_array",
                Kind.FILE,
                _ARRAYS,
                twin="zarr.api.asynchronous.{}",
                unless=_store(None),
                why=_ZARR,
            ),
        ),
        aliases={"zarr.api.synchronous": "zarr"},
    ),
    Library(
        distribution="scipy",
        packages=("scipy",),
        blocks=(
            *methods(
                "scipy.io.wavfile",
                "read write",
                Kind.FILE,
                "reads or writes the samples",
                unless=_file("filename"),
                why=_SCIPY,
            ),
            *methods(
                "scipy.io",
                "loadmat savemat readsav",
                Kind.FILE,
                _ARRAYS,
                unless=_file("file_name"),
                why=_SCIPY,
            ),
        ),
    ),
    Library(
        distribution="sounddevice",
        packages=("sounddevice",),
        blocks=(
            Blocks(
                "sounddevice.wait",
                Kind.WAIT,
                "waits until everything has been played or recorded",
                why=_SOUND + "convenience-functions.html",
            ),
            *(
                Blocks(
                    f"sounddevice.{name}",
                    Kind.WAIT,
                    "waits until everything has been played or recorded",
                    unless=_blocking(position),
                    why=_SOUND + "convenience-functions.html",
                )
                for name, position in (("play", 3), ("rec", 6), ("playrec", 7))
            ),
            Blocks(
                "sounddevice._initialize",
                Kind.OTHER,
                "looks for all sound devices and asks each what it can do",
                why="https://portaudio.com/docs/v19-doxydocs/initializing_portaudio.html",
            ),
            Blocks(
                "sounddevice.sleep",
                Kind.SLEEP,
                "sleeps for that many milliseconds",
                twin="asyncio.sleep",
                why=_SOUND + "misc.html",
            ),
            *methods(
                "sounddevice",
                "InputStream.read RawInputStream.read OutputStream.write RawOutputStream.write",
                Kind.WAIT,
                _SAMPLES,
                why=_SOUND + "streams.html",
            ),
        ),
        bases={
            "sounddevice.Stream": ("sounddevice.InputStream", "sounddevice.OutputStream"),
            "sounddevice.RawStream": ("sounddevice.RawInputStream", "sounddevice.RawOutputStream"),
        },
    ),
    Library(
        distribution="pyaudio",
        packages=("pyaudio",),
        blocks=methods(
            "pyaudio.PyAudio.Stream",
            "read write",
            Kind.WAIT,
            _SAMPLES,
            why="https://people.csail.mit.edu/hubert/pyaudio/docs/",
        ),
        bases={"pyaudio.Stream": ("pyaudio.PyAudio.Stream",)},
        returns={"pyaudio.PyAudio.open": "pyaudio.PyAudio.Stream"},
    ),
    Library(
        distribution="reportlab",
        packages=("reportlab",),
        blocks=methods(
            "reportlab.platypus.BaseDocTemplate",
            "build multiBuild",
            Kind.CPU,
            "lays out the pages of the document",
            why=_REPORTLAB,
        ),
        aliases={"reportlab.platypus.doctemplate": "reportlab.platypus"},
        bases={"reportlab.platypus.SimpleDocTemplate": ("reportlab.platypus.BaseDocTemplate",)},
    ),
    Library(
        distribution="defusedxml",
        packages=("defusedxml",),
        blocks=(
            Blocks(
                "defusedxml.ElementTree.parse",
                Kind.FILE,
                _PARSE,
                twin="aiofiles.open and defusedxml.ElementTree.fromstring",
                unless=_file("source"),
                why=_DEFUSED,
            ),
            Blocks(
                "defusedxml.minidom.parse",
                Kind.FILE,
                _PARSE,
                twin="aiofiles.open and defusedxml.minidom.parseString",
                unless=_file("file"),
                why=_DEFUSED,
            ),
            Blocks(
                "defusedxml.sax.parse",
                Kind.FILE,
                _PARSE,
                twin="aiofiles.open and defusedxml.sax.parseString",
                unless=_file("source"),
                why=_DEFUSED,
            ),
        ),
        returns={"defusedxml.ElementTree.parse": "xml.etree.ElementTree.ElementTree"},
    ),
    Library(
        distribution="lxml",
        packages=("lxml",),
        blocks=(
            Blocks(
                "lxml.etree.parse",
                Kind.FILE,
                _PARSE,
                twin="aiofiles.open and lxml.etree.fromstring",
                unless=_file("source"),
                why=_LXML,
            ),
            Blocks(
                "lxml.html.parse",
                Kind.FILE,
                _PARSE,
                twin="aiofiles.open and lxml.html.fromstring",
                unless=_file("filename_or_url"),
                why=_LXML,
            ),
            Blocks(
                "lxml.objectify.parse",
                Kind.FILE,
                _PARSE,
                twin="aiofiles.open and lxml.objectify.fromstring",
                unless=_file("f"),
                why=_LXML,
            ),
            Blocks(
                "lxml.etree._ElementTree.write",
                Kind.FILE,
                "writes the file",
                unless=_file("file"),
                why="https://lxml.de/tutorial.html#serialisation",
            ),
        ),
        returns={
            "lxml.etree.ElementTree": "lxml.etree._ElementTree",
            "lxml.etree.parse": "lxml.etree._ElementTree",
            "lxml.html.parse": "lxml.etree._ElementTree",
            "lxml.objectify.parse": "lxml.etree._ElementTree",
        },
    ),
)
