"""Figures, sound, music services, film, speech, and models that run on the spot."""

from __future__ import annotations

from asynclint.knowledge.entry import (
    IN_MEMORY,
    Blocks,
    Kind,
    Unless,
    asking,
    methods,
    returning,
)
from asynclint.knowledge.library import Library

_FFMPEG = "runs ffmpeg and waits for it"
_LOAD = "reads the model from disk, after downloading it the first time"
_COMPUTE = "computes with the model"

_TORCH = "https://docs.pytorch.org/docs/stable/generated/"
_SENTENCES = (
    "https://sbert.net/docs/package_reference/sentence_transformer/SentenceTransformer.html"
)
_DEEZER = "https://pypi.org/project/deezer-py/"
_HEIF = "https://pillow-heif.readthedocs.io/en/latest/reference/index.html"
_PYDUB = "https://github.com/jiaaro/pydub/blob/master/API.markdown"
_JIEBA = "https://github.com/fxsjy/jieba"
_LIBROSA = "https://librosa.org/doc/latest/generated/librosa.load.html"


LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="matplotlib",
        packages=("matplotlib",),
        blocks=methods(
            "matplotlib",
            "pyplot.savefig figure.Figure.savefig",
            Kind.CPU,
            "draws the figure and encodes it",
            why="https://matplotlib.org/stable/api/_as_gen/matplotlib.pyplot.savefig.html",
        ),
        returns={"matplotlib.pyplot.figure": "matplotlib.figure.Figure"},
    ),
    Library(
        distribution="nltk",
        packages=("nltk",),
        blocks=(
            Blocks(
                "nltk.download",
                Kind.NETWORK,
                "downloads the corpus, unless it is up to date",
                why="https://www.nltk.org/data.html",
            ),
        ),
    ),
    Library(
        distribution="jieba",
        packages=("jieba",),
        blocks=(
            *methods(
                "jieba",
                "initialize Tokenizer.initialize",
                Kind.FILE,
                "reads the dictionary, unless it has been read before",
                why=_JIEBA,
            ),
            *methods(
                "jieba",
                "load_userdict Tokenizer.load_userdict",
                Kind.FILE,
                "reads the dictionary, and the one that all words are in before the first time",
                unless=(Unless("f", 0, IN_MEMORY),),
                why=_JIEBA,
            ),
        ),
    ),
    Library(
        distribution="tiktoken",
        packages=("tiktoken",),
        blocks=methods(
            "tiktoken",
            "get_encoding encoding_for_model",
            Kind.FILE,
            "reads its vocabulary, or downloads it, the first time",
            why="https://github.com/openai/tiktoken/blob/main/tiktoken/registry.py",
        ),
        aliases={
            "tiktoken.registry.get_encoding": "tiktoken.get_encoding",
            "tiktoken.model.encoding_for_model": "tiktoken.encoding_for_model",
        },
        returns=returning("tiktoken.Encoding", "tiktoken", "get_encoding encoding_for_model"),
    ),
    Library(
        distribution="ffmpeg-python",
        packages=("ffmpeg",),
        blocks=methods(
            "ffmpeg",
            "run probe",
            Kind.SUBPROCESS,
            _FFMPEG,
            twin="asyncio.create_subprocess_exec",
            why="https://kkroening.github.io/ffmpeg-python/",
        ),
    ),
    Library(
        distribution="pydub",
        packages=("pydub",),
        # What is uncompressed is read and written without the program.
        blocks=(
            *methods(
                "pydub.AudioSegment",
                "from_mp3 from_ogg from_flv",
                Kind.SUBPROCESS,
                _FFMPEG,
                why=_PYDUB,
            ),
            Blocks(
                "pydub.AudioSegment.from_file",
                Kind.SUBPROCESS,
                _FFMPEG,
                unless=(Unless("format", 1, ("wav", "raw", "pcm"), later=True),),
                why=_PYDUB,
            ),
            Blocks(
                "pydub.AudioSegment.export",
                Kind.SUBPROCESS,
                _FFMPEG,
                unless=(Unless("format", 1, ("wav", "raw"), without=("codec", "parameters")),),
                why=_PYDUB,
            ),
            Blocks(
                "pydub.AudioSegment.from_wav",
                Kind.FILE,
                "reads the whole file",
                unless=(Unless("file", 0, IN_MEMORY),),
                why=_PYDUB,
            ),
        ),
        aliases={"pydub.audio_segment.AudioSegment": "pydub.AudioSegment"},
        returns=returning(
            "pydub.AudioSegment",
            "pydub.AudioSegment",
            "from_file from_mp3 from_wav from_ogg from_flv empty silent",
        ),
    ),
    Library(
        distribution="pyffmpeg",
        packages=("pyffmpeg",),
        blocks=methods(
            "pyffmpeg.FFmpeg",
            "convert run",
            Kind.SUBPROCESS,
            _FFMPEG,
            twin="asyncio.create_subprocess_exec",
            why="https://github.com/deuteronomy-works/pyffmpeg",
        ),
    ),
    Library(
        distribution="silk-python",
        packages=("pysilk",),
        blocks=methods(
            "pysilk",
            "encode decode",
            Kind.CPU,
            "computes the whole of the sound",
            why="https://github.com/synodriver/pysilk",
        ),
    ),
    Library(
        distribution="moviepy",
        packages=("moviepy",),
        blocks=methods(
            "moviepy",
            "VideoFileClip AudioFileClip VideoFileClip.write_videofile"
            " AudioFileClip.write_audiofile",
            Kind.SUBPROCESS,
            _FFMPEG,
            when=">=2",
            why="https://zulko.github.io/moviepy/",
        ),
    ),
    Library(
        distribution="pyttsx3",
        packages=("pyttsx3",),
        blocks=(
            Blocks(
                "pyttsx3.engine.Engine.runAndWait",
                Kind.WAIT,
                "waits until everything has been said",
                why="https://pyttsx3.readthedocs.io/en/latest/engine.html",
            ),
        ),
        aliases={"pyttsx3.Engine": "pyttsx3.engine.Engine"},
        returns={"pyttsx3.init": "pyttsx3.engine.Engine"},
    ),
    Library(
        distribution="soundfile",
        packages=("soundfile",),
        blocks=methods(
            "soundfile",
            "read write",
            Kind.FILE,
            "reads or writes the samples",
            computes="encodes or decodes the samples",
            unless=(Unless("file", 0, IN_MEMORY),),
            why="https://python-soundfile.readthedocs.io/en/latest/",
        ),
    ),
    Library(
        distribution="librosa",
        packages=("librosa",),
        blocks=(
            Blocks("librosa.load", Kind.FILE, "reads the file and resamples it", why=_LIBROSA),
        ),
    ),
    Library(
        distribution="torch",
        packages=("torch",),
        blocks=(
            Blocks(
                "torch.load",
                Kind.FILE,
                "reads the tensors",
                unless=(Unless("f", 0, IN_MEMORY),),
                why=_TORCH + "torch.load.html",
            ),
            Blocks(
                "torch.save",
                Kind.FILE,
                "writes the tensors",
                unless=(Unless("f", 1, IN_MEMORY),),
                why=_TORCH + "torch.save.html",
            ),
            Blocks(
                "torch.hub.load",
                Kind.NETWORK,
                _LOAD,
                why="https://docs.pytorch.org/docs/stable/hub.html",
            ),
        ),
    ),
    Library(
        distribution="sentence-transformers",
        packages=("sentence_transformers",),
        blocks=(
            *methods(
                "sentence_transformers",
                "SentenceTransformer CrossEncoder",
                Kind.FILE,
                _LOAD,
                why=_SENTENCES,
            ),
            *methods(
                "sentence_transformers",
                "SentenceTransformer.encode CrossEncoder.predict CrossEncoder.rank",
                Kind.CPU,
                _COMPUTE,
                why=_SENTENCES,
            ),
        ),
    ),
    Library(
        distribution="openai-whisper",
        packages=("whisper",),
        blocks=(
            Blocks(
                "whisper.load_model",
                Kind.FILE,
                _LOAD,
                why="https://github.com/openai/whisper#python-usage",
            ),
            *methods(
                "whisper.model.Whisper",
                "transcribe decode",
                Kind.CPU,
                _COMPUTE,
                why="https://github.com/openai/whisper#python-usage",
            ),
        ),
        aliases={"whisper.Whisper": "whisper.model.Whisper"},
        returns={"whisper.load_model": "whisper.model.Whisper"},
    ),
    Library(
        distribution="faster-whisper",
        packages=("faster_whisper",),
        blocks=(
            Blocks(
                "faster_whisper.WhisperModel",
                Kind.FILE,
                _LOAD,
                why="https://github.com/SYSTRAN/faster-whisper#usage",
            ),
            Blocks(
                "faster_whisper.WhisperModel.transcribe",
                Kind.CPU,
                _COMPUTE,
                why="https://github.com/SYSTRAN/faster-whisper#usage",
            ),
        ),
    ),
    Library(
        distribution="deezer-py",
        packages=("deezer",),
        blocks=(
            *asking("deezer.Deezer", "login login_via_arl get_track_url get_tracks_url", _DEEZER),
            *asking("deezer.api.API", "*", _DEEZER),
            *asking("deezer.gw.GW", "*", _DEEZER),
        ),
        aliases={"deezer.API": "deezer.api.API", "deezer.GW": "deezer.gw.GW"},
        returns={"deezer.Deezer.api": "deezer.api.API", "deezer.Deezer.gw": "deezer.gw.GW"},
    ),
    Library(
        distribution="pillow-heif",
        packages=("pillow_heif",),
        blocks=(
            Blocks(
                "pillow_heif.open_heif",
                Kind.FILE,
                "reads the whole file",
                unless=(Unless("fp", 0, (*IN_MEMORY, "builtins.bytes")),),
                why=_HEIF,
            ),
            Blocks("pillow_heif.read_heif", Kind.CPU, "decodes every image of the file", why=_HEIF),
            *methods(
                "pillow_heif",
                "HeifFile.to_pillow HeifImage.to_pillow HeifImage.load",
                Kind.CPU,
                "decodes the image, unless that was done before",
                why=_HEIF,
            ),
            *methods(
                "pillow_heif",
                "HeifFile.save encode",
                Kind.CPU,
                "encodes the image and writes it",
                why=_HEIF,
            ),
        ),
        aliases={
            "pillow_heif.heif.HeifFile": "pillow_heif.HeifFile",
            "pillow_heif.heif.HeifImage": "pillow_heif.HeifImage",
        },
        returns={
            **returning(
                "pillow_heif.HeifFile", "pillow_heif", "open_heif read_heif from_pillow from_bytes"
            ),
            "pillow_heif.HeifFile.__iter__": "collections.abc.Iterator[pillow_heif.HeifImage]",
            "pillow_heif.HeifFile.__getitem__": "pillow_heif.HeifImage",
            **returning("PIL.Image.Image", "pillow_heif", "HeifFile.to_pillow HeifImage.to_pillow"),
        },
    ),
)
