"""Models that run on this machine, what is searched in its memory, and servers of models."""

from __future__ import annotations

from asynclint.knowledge.entry import IN_MEMORY, Blocks, Kind, Unless, methods, names, returning
from asynclint.knowledge.library import Library

_LOAD = "reads the model from disk, after downloading it the first time"
_READ_MODEL = "reads the model from disk"
_COMPUTE = "computes with the model"
_LLAMA = "https://llama-cpp-python.readthedocs.io/en/latest/api-reference/"
_FASTEMBED = "https://qdrant.github.io/fastembed/Getting%20Started/"
_TORCHAUDIO = "https://docs.pytorch.org/audio/stable/torchaudio.html"
_DIFFUSERS = "https://huggingface.co/docs/diffusers/api/pipelines/overview"
_ONNX = "https://onnxruntime.ai/docs/api/python/api_summary.html"
_FAISS = (
    "https://github.com/facebookresearch/faiss/wiki/Index-IO,-cloning-and-hyper-parameter-tuning"
)
_FAISS_METHODS = "https://github.com/facebookresearch/faiss/wiki/Getting-started"
_KOKORO = "https://github.com/thewh1teagle/kokoro-onnx"
_PIPER = "https://github.com/OHF-Voice/piper1-gpl/blob/main/docs/API_PYTHON.md"
_PIPELINES = (
    "StableDiffusionPipeline StableDiffusionImg2ImgPipeline"
    " StableDiffusionInpaintPipeline StableDiffusionXLPipeline StableDiffusion3Pipeline"
    " FluxPipeline"
)
_AUTO_PIPELINES = "AutoPipelineForText2Image AutoPipelineForImage2Image AutoPipelineForInpainting"
_MODEL = "sends the request to the model's service and waits for the answer"
_PATCHED = "https://python.useinstructor.com/api/"
_META = "https://github.com/meta-llama/llama-api-python"
_TRITON = "https://github.com/triton-inference-server/client"
_INSTRUCTOR = "instructor.Instructor"
_PATCHING = {
    "from_openai": "openai.OpenAI",
    "from_anthropic": "anthropic.Anthropic",
    "from_groq": "groq.Groq",
}
_HTTP = "tritonclient.http.InferenceServerClient"
_GRPC = "tritonclient.grpc.InferenceServerClient"
_ASYNC_LLAMA = "llama_api_client.AsyncLlamaAPIClient"
_AIO_HTTP = "tritonclient.http.aio.InferenceServerClient.{}"
_AIO_GRPC = "tritonclient.grpc.aio.InferenceServerClient.{}"
_LLAMA_API = "llama_api_client.resources"
_CREATES = "chat.CompletionsResource.create ModerationsResource.create"
_INFERENCE = (
    "infer is_server_live is_server_ready is_model_ready get_server_metadata get_model_metadata"
    " get_model_config get_model_repository_index load_model unload_model get_inference_statistics"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="llama-cpp-python",
        packages=("llama_cpp",),
        blocks=(
            Blocks("llama_cpp.Llama", Kind.FILE, _READ_MODEL, why=_LLAMA),
            Blocks("llama_cpp.Llama.from_pretrained", Kind.FILE, _LOAD, why=_LLAMA),
            *methods(
                "llama_cpp.Llama",
                "__call__ create_completion",
                Kind.CPU,
                _COMPUTE,
                unless=(Unless("stream", 14, (True,)),),
                why=_LLAMA,
            ),
            Blocks(
                "llama_cpp.Llama.create_chat_completion",
                Kind.CPU,
                _COMPUTE,
                unless=(Unless("stream", 10, (True,)),),
                why=_LLAMA,
            ),
            *methods("llama_cpp.Llama", "embed create_embedding", Kind.CPU, _COMPUTE, why=_LLAMA),
        ),
        aliases={"llama_cpp.llama.Llama": "llama_cpp.Llama"},
        returns={"llama_cpp.Llama.from_pretrained": "llama_cpp.Llama"},
    ),
    Library(
        distribution="fastembed",
        packages=("fastembed",),
        blocks=(
            *methods(
                "fastembed",
                "TextEmbedding SparseTextEmbedding ImageEmbedding"
                " rerank.cross_encoder.TextCrossEncoder",
                Kind.FILE,
                _LOAD,
                unless=(Unless("lazy_load", 6, (True,), later=True),),
                why=_FASTEMBED,
            ),
            *methods(
                "fastembed",
                "TextEmbedding.embed.__iter__ TextEmbedding.query_embed.__iter__"
                " TextEmbedding.passage_embed.__iter__ SparseTextEmbedding.embed.__iter__"
                " SparseTextEmbedding.query_embed.__iter__ ImageEmbedding.embed.__iter__"
                " rerank.cross_encoder.TextCrossEncoder.rerank.__iter__",
                Kind.CPU,
                _COMPUTE,
                why=_FASTEMBED,
            ),
        ),
        aliases={
            "fastembed.text.text_embedding.TextEmbedding": "fastembed.TextEmbedding",
            "fastembed.text.TextEmbedding": "fastembed.TextEmbedding",
            "fastembed.sparse.SparseTextEmbedding": "fastembed.SparseTextEmbedding",
            "fastembed.image.ImageEmbedding": "fastembed.ImageEmbedding",
        },
        returns={
            f"fastembed.{name}": f"fastembed.{name}"
            for name in (
                "TextEmbedding.embed",
                "TextEmbedding.query_embed",
                "TextEmbedding.passage_embed",
                "SparseTextEmbedding.embed",
                "SparseTextEmbedding.query_embed",
                "ImageEmbedding.embed",
                "rerank.cross_encoder.TextCrossEncoder.rerank",
            )
        },
    ),
    Library(
        distribution="torchaudio",
        packages=("torchaudio",),
        blocks=methods(
            "torchaudio",
            "load save",
            Kind.FILE,
            "reads or writes the samples",
            unless=(Unless("uri", 0, IN_MEMORY),),
            why=_TORCHAUDIO,
        ),
    ),
    Library(
        distribution="diffusers",
        packages=("diffusers",),
        blocks=(
            *methods(
                "diffusers",
                "DiffusionPipeline.from_pretrained"
                " AutoPipelineForText2Image.from_pretrained"
                " AutoPipelineForImage2Image.from_pretrained"
                " AutoPipelineForInpainting.from_pretrained",
                Kind.FILE,
                _LOAD,
                why=_DIFFUSERS,
            ),
            Blocks("diffusers.DiffusionPipeline.__call__", Kind.CPU, _COMPUTE, why=_DIFFUSERS),
        ),
        bases=dict.fromkeys(names("diffusers", _PIPELINES), ("diffusers.DiffusionPipeline",)),
        returns={
            "diffusers.DiffusionPipeline.from_pretrained": "diffusers.DiffusionPipeline",
            **{
                f"{pipeline}.{name}": "diffusers.DiffusionPipeline"
                for pipeline in names("diffusers", _AUTO_PIPELINES)
                for name in ("from_pretrained", "from_pipe")
            },
            "diffusers.DiffusionPipeline.to": "Self",
        },
    ),
    Library(
        distribution="onnxruntime",
        packages=("onnxruntime",),
        blocks=(
            Blocks("onnxruntime.InferenceSession", Kind.FILE, _READ_MODEL, why=_ONNX),
            *methods(
                "onnxruntime.InferenceSession",
                "run run_with_ort_values run_with_iobinding",
                Kind.CPU,
                _COMPUTE,
                why=_ONNX,
            ),
        ),
        aliases={
            "onnxruntime.capi.onnxruntime_inference_collection.InferenceSession": (
                "onnxruntime.InferenceSession"
            ),
        },
    ),
    # What searches lists or a graph takes no time, and neither does what only appends.
    Library(
        distribution="faiss-cpu",
        packages=("faiss",),
        blocks=(
            *methods(
                "faiss",
                "read_index write_index read_index_binary write_index_binary",
                Kind.FILE,
                "reads or writes the index",
                why=_FAISS,
            ),
            *methods(
                "faiss",
                "Index.train IndexIVF.add IndexHNSW.add IndexIVF.add_with_ids Kmeans.train",
                Kind.CPU,
                "sorts the vectors, for longer the more there are",
                why=_FAISS_METHODS,
            ),
            *methods(
                "faiss.Index",
                "search range_search",
                Kind.CPU,
                "compares the query with every vector of the index",
                why=_FAISS_METHODS,
            ),
        ),
        bases={
            **dict.fromkeys(
                names("faiss", "IndexFlat IndexIVF IndexHNSW IndexIDMap IndexPQ IndexLSH"),
                ("faiss.Index",),
            ),
            **dict.fromkeys(names("faiss", "IndexFlatL2 IndexFlatIP"), ("faiss.IndexFlat",)),
            **dict.fromkeys(names("faiss", "IndexIVFFlat IndexIVFPQ"), ("faiss.IndexIVF",)),
            "faiss.IndexHNSWFlat": ("faiss.IndexHNSW",),
            "faiss.IndexIDMap2": ("faiss.IndexIDMap",),
        },
        returns=returning("faiss.Index", "faiss", "read_index index_factory"),
        safe=names(
            "faiss",
            "IndexFlat.train IndexHNSW.train IndexIVF.search IndexHNSW.search",
        ),
    ),
    Library(
        distribution="rank-bm25",
        packages=("rank_bm25",),
        blocks=methods(
            "rank_bm25",
            "BM25Okapi BM25L BM25Plus",
            Kind.CPU,
            "counts the words of every document",
            why="https://github.com/dorianbrown/rank_bm25",
        ),
    ),
    Library(
        distribution="tokenizers",
        packages=("tokenizers",),
        blocks=methods(
            "tokenizers.Tokenizer",
            "from_pretrained from_file",
            Kind.FILE,
            "reads the tokenizer from disk, after downloading it the first time",
            why="https://huggingface.co/docs/tokenizers/api/tokenizer",
        ),
    ),
    Library(
        distribution="kokoro-onnx",
        packages=("kokoro_onnx",),
        blocks=(
            Blocks("kokoro_onnx.Kokoro", Kind.FILE, _READ_MODEL, why=_KOKORO),
            Blocks(
                "kokoro_onnx.Kokoro.create",
                Kind.CPU,
                _COMPUTE,
                twin="kokoro_onnx.Kokoro.create_stream",
                why=_KOKORO,
            ),
        ),
    ),
    Library(
        distribution="piper-tts",
        packages=("piper",),
        blocks=(
            Blocks("piper.PiperVoice.load", Kind.FILE, _READ_MODEL, why=_PIPER),
            *methods(
                "piper.PiperVoice",
                "synthesize.__iter__ synthesize_wav",
                Kind.CPU,
                _COMPUTE,
                when=">=1.3",
                why=_PIPER,
            ),
        ),
        aliases={"piper.voice.PiperVoice": "piper.PiperVoice"},
        returns={
            "piper.PiperVoice.load": "piper.PiperVoice",
            "piper.PiperVoice.synthesize": "piper.PiperVoice.synthesize",
        },
    ),
    Library(
        distribution="instructor",
        packages=("instructor",),
        blocks=methods(
            _INSTRUCTOR, "create create_with_completion", Kind.NETWORK, _MODEL, why=_PATCHED
        ),
        returns=returning("Self", _INSTRUCTOR, "chat completions messages"),
        variants={
            f"instructor.{name}": ("client", 0, client, _INSTRUCTOR)
            for name, client in _PATCHING.items()
        },
        asynchronous=("instructor.AsyncInstructor",),
    ),
    Library(
        distribution="llama-api-client",
        packages=("llama_api_client",),
        blocks=methods(_LLAMA_API, _CREATES, Kind.NETWORK, _MODEL, twin=_ASYNC_LLAMA, why=_META),
        returns={
            "llama_api_client.LlamaAPIClient.chat": f"{_LLAMA_API}.ChatResource",
            "llama_api_client.LlamaAPIClient.moderations": f"{_LLAMA_API}.ModerationsResource",
            f"{_LLAMA_API}.ChatResource.completions": f"{_LLAMA_API}.chat.CompletionsResource",
        },
    ),
    Library(
        distribution="tritonclient",
        packages=("tritonclient",),
        blocks=(
            *methods(_HTTP, _INFERENCE, Kind.NETWORK, _MODEL, twin=_AIO_HTTP, why=_TRITON),
            *methods(_GRPC, _INFERENCE, Kind.NETWORK, _MODEL, twin=_AIO_GRPC, why=_TRITON),
        ),
    ),
)
