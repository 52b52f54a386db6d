"""Services with an HTTP interface, through the client library that each of them brings."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, names, returning
from asynclint.knowledge.library import Library

_REQUEST = "sends the request to the service and waits for the response"
_MODEL = "sends the request to the model's service and waits for the answer"
_JOB = "starts the job, or asks for it, and waits for the answer"
_SANDBOX = "sends the command to the sandbox and waits for the answer"
_STREAMED = (Unless("stream", None, (True,)),)  # gives a generator that does nothing yet

_GOOGLE = "https://googleapis.github.io/google-api-python-client/docs/epy/googleapiclient."
_TAVILY = "https://docs.tavily.com/sdk/python/reference"
_EXA = "https://github.com/exa-labs/exa-py"
_FIRECRAWL = "https://docs.firecrawl.dev/sdks/python"
_VOYAGE = "https://docs.voyageai.com/docs/embeddings"
_E2B = "https://e2b.dev/docs"
_DASHSCOPE = "https://github.com/dashscope/dashscope-sdk-python"
_ZHIPU = "https://github.com/MetaGLM/zhipuai-sdk-python-v4"
_TOGETHER = "https://github.com/togethercomputer/together-py"
_REPLICATE = "https://github.com/replicate/replicate-python"
_YOUTUBE = "https://github.com/jdepoix/youtube-transcript-api"

_DASHSCOPE_TASKS = ("Generation", "MultiModalConversation", "MultiModalEmbedding", "TextReRank")
_E2B_FILES = "e2b.sandbox_sync.filesystem.filesystem.Filesystem"
_E2B_COMMANDS = "e2b.sandbox_sync.commands.command"
_E2B_METHODS = "create connect kill set_timeout is_running get_info get_metrics pause"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="google-api-python-client",
        packages=("googleapiclient",),
        blocks=(
            Blocks(
                "googleapiclient.discovery.build",
                Kind.FILE,
                "reads the service's description and makes its methods",
                why=_GOOGLE + "discovery-module.html#build",
            ),
            *methods(
                "googleapiclient.http",
                "HttpRequest.execute BatchHttpRequest.execute",
                Kind.NETWORK,
                _REQUEST,
                why=_GOOGLE + "http-module.html",
            ),
            *methods(
                "googleapiclient.http",
                "HttpRequest.next_chunk MediaIoBaseDownload.next_chunk",
                Kind.NETWORK,
                "transfers the next part of the file",
                why=_GOOGLE + "http-module.html",
            ),
        ),
        # The methods of a service come from its description: those that open a collection and
        # those that make a request cannot be told apart by their names.
        bases={"googleapiclient.discovery.Resource": ("googleapiclient.http.HttpRequest",)},
        returns={
            **returning(
                "googleapiclient.discovery.Resource",
                "googleapiclient.discovery",
                "build build_from_document Resource.*",
            ),
            "googleapiclient.http.HttpRequest.execute": "typing.Any",
        },
    ),
    Library(
        distribution="tavily-python",
        packages=("tavily",),
        blocks=methods(
            "tavily.TavilyClient",
            "search extract crawl map get_search_context qna_search get_research",
            Kind.NETWORK,
            _REQUEST,
            twin="tavily.AsyncTavilyClient.{}",
            why=_TAVILY,
        ),
        aliases={
            "tavily.tavily.TavilyClient": "tavily.TavilyClient",
            "tavily.async_tavily.AsyncTavilyClient": "tavily.AsyncTavilyClient",
        },
        bases={"tavily.Client": ("tavily.TavilyClient",)},
        asynchronous=("tavily.AsyncTavilyClient",),
    ),
    Library(
        distribution="exa-py",
        packages=("exa_py",),
        blocks=methods(
            "exa_py.Exa",
            "search search_and_contents stream_search get_contents find_similar"
            " find_similar_and_contents answer stream_answer",
            Kind.NETWORK,
            _REQUEST,
            twin="exa_py.AsyncExa.{}",
            why=_EXA,
        ),
        aliases={"exa_py.api.Exa": "exa_py.Exa", "exa_py.api.AsyncExa": "exa_py.AsyncExa"},
        asynchronous=("exa_py.AsyncExa",),
    ),
    Library(
        distribution="firecrawl-py",
        packages=("firecrawl",),
        blocks=(
            Blocks(
                "firecrawl.v2.client.FirecrawlClient.*",
                Kind.NETWORK,
                _REQUEST,
                twin="firecrawl.AsyncFirecrawl",
                why=_FIRECRAWL,
            ),
        ),
        aliases={
            "firecrawl.FirecrawlApp": "firecrawl.Firecrawl",
            "firecrawl.AsyncFirecrawlApp": "firecrawl.AsyncFirecrawl",
        },
        bases={"firecrawl.Firecrawl": ("firecrawl.v2.client.FirecrawlClient",)},
        safe=("firecrawl.v2.client.FirecrawlClient.watcher",),
        asynchronous=("firecrawl.AsyncFirecrawl",),
    ),
    Library(
        distribution="voyageai",
        packages=("voyageai",),
        blocks=methods(
            "voyageai.Client",
            "embed contextualized_embed multimodal_embed rerank",
            Kind.NETWORK,
            _MODEL,
            twin="voyageai.AsyncClient.{}",
            why=_VOYAGE,
        ),
        aliases={
            "voyageai.client.Client": "voyageai.Client",
            "voyageai.client_async.AsyncClient": "voyageai.AsyncClient",
        },
        asynchronous=("voyageai.AsyncClient",),
    ),
    Library(
        distribution="e2b",
        packages=("e2b",),
        blocks=(
            Blocks("e2b.Sandbox", Kind.NETWORK, _SANDBOX, "e2b.AsyncSandbox", when="<2", why=_E2B),
            *methods(
                "e2b.Sandbox",
                _E2B_METHODS,
                Kind.NETWORK,
                _SANDBOX,
                twin="e2b.AsyncSandbox.{}",
                why=_E2B,
            ),
            *methods(
                _E2B_COMMANDS,
                "Commands.run Commands.list Commands.kill Commands.connect Commands.send_stdin",
                Kind.NETWORK,
                _SANDBOX,
                twin="e2b.AsyncSandbox.commands",
                why=_E2B,
            ),
            Blocks(
                "e2b.CommandHandle.wait",
                Kind.WAIT,
                "waits until the command has ended",
                twin="e2b.AsyncCommandHandle.wait",
                why=_E2B,
            ),
            *methods(
                _E2B_FILES,
                "read write list exists get_info remove rename make_dir watch_dir",
                Kind.NETWORK,
                _SANDBOX,
                twin="e2b.AsyncSandbox.files",
                why=_E2B,
            ),
        ),
        aliases={
            "e2b.sandbox_sync.main.Sandbox": "e2b.Sandbox",
            "e2b.sandbox_async.main.AsyncSandbox": "e2b.AsyncSandbox",
            "e2b.sandbox_sync.commands.command_handle.CommandHandle": "e2b.CommandHandle",
        },
        returns={
            **returning("e2b.Sandbox", "e2b.Sandbox", "create connect"),
            "e2b.Sandbox.commands": _E2B_COMMANDS + ".Commands",
            "e2b.Sandbox.files": _E2B_FILES,
            _E2B_COMMANDS + ".Commands.connect": "e2b.CommandHandle",
            _E2B_COMMANDS + ".Commands.run": "e2b.CommandHandle",
        },
        asynchronous=("e2b.AsyncSandbox",),
    ),
    Library(
        distribution="e2b-code-interpreter",
        packages=("e2b_code_interpreter",),
        blocks=(
            Blocks("e2b_code_interpreter.Sandbox", Kind.NETWORK, _SANDBOX, when="<2", why=_E2B),
            *methods(
                "e2b_code_interpreter.Sandbox",
                _E2B_METHODS + " run_code",
                Kind.NETWORK,
                _SANDBOX,
                twin="e2b_code_interpreter.AsyncSandbox.{}",
                why=_E2B,
            ),
        ),
        bases={"e2b_code_interpreter.Sandbox": ("e2b.Sandbox",)},
        returns=returning(
            "e2b_code_interpreter.Sandbox", "e2b_code_interpreter.Sandbox", "create connect"
        ),
        asynchronous=("e2b_code_interpreter.AsyncSandbox",),
    ),
    Library(
        distribution="dashscope",
        packages=("dashscope",),
        blocks=(
            *(
                Blocks(
                    f"dashscope.{name}.call",
                    Kind.NETWORK,
                    _MODEL,
                    twin=f"dashscope.Aio{name}.call",
                    unless=_STREAMED,
                    why=_DASHSCOPE,
                )
                for name in _DASHSCOPE_TASKS
            ),
            Blocks("dashscope.TextEmbedding.call", Kind.NETWORK, _MODEL, why=_DASHSCOPE),
            *methods(
                "dashscope.audio",
                "tts.SpeechSynthesizer.call qwen_tts.SpeechSynthesizer.call asr.Recognition.call"
                " tts_v2.SpeechSynthesizer.call tts_v2.SpeechSynthesizer.streaming_complete",
                Kind.NETWORK,
                _MODEL,
                why=_DASHSCOPE,
            ),
            *methods(
                "dashscope",
                " ".join(
                    f"{name}.{method}"
                    for name in ("ImageSynthesis", "VideoSynthesis", "Transcription")
                    for method in ("call", "async_call", "fetch", "wait")
                ),
                Kind.NETWORK,
                _JOB,
                why=_DASHSCOPE,
            ),
        ),
        aliases={
            "dashscope.embeddings.text_embedding.TextEmbedding": "dashscope.TextEmbedding",
            "dashscope.embeddings.multimodal_embedding": "dashscope",
            "dashscope.embeddings": "dashscope",
            "dashscope.audio.asr.Transcription": "dashscope.Transcription",
            "dashscope.aigc.generation": "dashscope",
            "dashscope.aigc.multimodal_conversation": "dashscope",
            "dashscope.aigc.image_synthesis.ImageSynthesis": "dashscope.ImageSynthesis",
            "dashscope.aigc.video_synthesis.VideoSynthesis": "dashscope.VideoSynthesis",
        },
        asynchronous=names(
            "dashscope",
            "AioGeneration AioMultiModalConversation AioMultiModalEmbedding AioTextReRank",
        ),
    ),
    Library(
        distribution="together",
        packages=("together",),
        blocks=methods(
            "together.resources",
            "chat.CompletionsResource.create CompletionsResource.create EmbeddingsResource.create"
            " ImagesResource.generate RerankResource.create",
            Kind.NETWORK,
            _MODEL,
            twin="together.AsyncTogether",
            why=_TOGETHER,
        ),
        returns={
            "together.Together.chat": "together.resources.ChatResource",
            "together.resources.ChatResource.completions": (
                "together.resources.chat.CompletionsResource"
            ),
            "together.Together.completions": "together.resources.CompletionsResource",
            "together.Together.embeddings": "together.resources.EmbeddingsResource",
            "together.Together.images": "together.resources.ImagesResource",
            "together.Together.rerank": "together.resources.RerankResource",
        },
        asynchronous=("together.AsyncTogether",),
    ),
    Library(
        distribution="zhipuai",
        packages=("zhipuai",),
        blocks=methods(
            "zhipuai.api_resource",
            "chat.completions.Completions.create embeddings.Embeddings.create"
            " images.Images.generations chat.async_completions.AsyncCompletions.create"
            " files.Files.create",
            Kind.NETWORK,
            _MODEL,
            why=_ZHIPU,
        ),
        returns={
            "zhipuai.ZhipuAI.embeddings": "zhipuai.api_resource.embeddings.Embeddings",
            "zhipuai.ZhipuAI.images": "zhipuai.api_resource.images.Images",
            "zhipuai.ZhipuAI.files": "zhipuai.api_resource.files.Files",
            "zhipuai.api_resource.chat.chat.Chat.asyncCompletions": (
                "zhipuai.api_resource.chat.async_completions.AsyncCompletions"
            ),
            "zhipuai.ZhipuAI.chat": "zhipuai.api_resource.chat.chat.Chat",
            "zhipuai.api_resource.chat.chat.Chat.completions": (
                "zhipuai.api_resource.chat.completions.Completions"
            ),
        },
    ),
    Library(
        distribution="replicate",
        packages=("replicate",),
        blocks=methods(
            "replicate",
            "run client.Client.run prediction.Predictions.create prediction.Predictions.get"
            " prediction.Prediction.wait prediction.Prediction.reload",
            Kind.NETWORK,
            _MODEL,
            twin="the same with `async_` before its name",
            why=_REPLICATE,
        ),
        aliases={"replicate.Client": "replicate.client.Client"},
        returns={
            "replicate.predictions": "replicate.prediction.Predictions",
            "replicate.client.Client.predictions": "replicate.prediction.Predictions",
            **returning(
                "replicate.prediction.Prediction", "replicate.prediction.Predictions", "create get"
            ),
        },
    ),
    Library(
        distribution="youtube-transcript-api",
        packages=("youtube_transcript_api",),
        blocks=(
            *methods(
                "youtube_transcript_api",
                "YouTubeTranscriptApi.fetch YouTubeTranscriptApi.list Transcript.fetch",
                Kind.NETWORK,
                _REQUEST,
                why=_YOUTUBE,
            ),
            *methods(
                "youtube_transcript_api.YouTubeTranscriptApi",
                "get_transcript get_transcripts list_transcripts",
                Kind.NETWORK,
                _REQUEST,
                when="<1.2",
                why=_YOUTUBE,
            ),
        ),
        returns={
            **returning(
                "youtube_transcript_api.TranscriptList",
                "youtube_transcript_api.YouTubeTranscriptApi",
                "list list_transcripts",
            ),
            **returning(
                "youtube_transcript_api.Transcript",
                "youtube_transcript_api.TranscriptList",
                "find_transcript find_generated_transcript find_manually_created_transcript",
            ),
        },
    ),
    Library(
        distribution="gtts",
        packages=("gtts",),
        blocks=methods(
            "gtts.gTTS",
            "save write_to_fp",
            Kind.NETWORK,
            "asks the service for the speech and waits for it",
            why="https://gtts.readthedocs.io/en/latest/module.html",
        ),
        aliases={"gtts.tts.gTTS": "gtts.gTTS"},
    ),
    Library(
        distribution="apprise",
        packages=("apprise",),
        blocks=methods(
            "apprise.Apprise",
            "notify",
            Kind.NETWORK,
            "sends the notification to every service and waits for them",
            twin="apprise.Apprise.async_{}",
            why="https://github.com/caronc/apprise#developers",
        ),
        aliases={"apprise.apprise.Apprise": "apprise.Apprise"},
    ),
)
