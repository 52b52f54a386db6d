"""Language models and other networks: hosted ones over HTTP, local ones on the processor."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, methods, names, returning
from asynclint.knowledge.library import Library

_REQUEST = "sends the request to the model's service and waits for the answer"
_DOWNLOAD = "downloads from the hub, unless cached"
_LOAD = "reads the model from disk, after downloading it the first time"
_COMPUTE = "computes with the model"

_OPENAI = "https://github.com/openai/openai-python#async-usage"
_ANTHROPIC = "https://github.com/anthropics/anthropic-sdk-python#async-usage"
_GROQ = "https://github.com/groq/groq-python#async-usage"
_COHERE = "https://github.com/cohere-ai/cohere-python"
_MISTRAL = "https://github.com/mistralai/client-python"
_OLLAMA = "https://github.com/ollama/ollama-python#async-client"
_GENAI = "https://googleapis.github.io/python-genai/"
_GENERATIVE = "https://github.com/google-gemini/deprecated-generative-ai-python"
_LITELLM = "https://docs.litellm.ai/docs/completion/stream#async-completion"
_HUB = "https://huggingface.co/docs/huggingface_hub/package_reference/"
_KERAS = "https://keras.io/api/"
_MODELS = (
    "AutoModel AutoModelForCausalLM AutoModelForSeq2SeqLM AutoModelForSequenceClassification"
    " AutoModelForTokenClassification AutoModelForQuestionAnswering AutoModelForMaskedLM"
    " AutoModelForSpeechSeq2Seq AutoModelForImageClassification"
)
_PARTS = (
    "PreTrainedModel AutoTokenizer AutoProcessor AutoConfig AutoImageProcessor AutoVideoProcessor"
    " AutoFeatureExtractor GenerationConfig PreTrainedTokenizerBase"
)
_TRANSFORMERS = "https://huggingface.co/docs/transformers/main_classes/"

_OPENAI_RESOURCES = (
    "chat.completions.Completions Completions Embeddings Images Files Models Moderations"
    " responses.Responses audio.Transcriptions audio.Translations audio.Speech Batches Uploads"
)
_HUB_METHODS = (
    "hf_hub_download snapshot_download upload_file upload_folder create_repo delete_repo"
    " delete_file create_commit model_info dataset_info space_info repo_info whoami file_exists"
    " repo_exists list_repo_files get_paths_info"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="openai",
        packages=("openai",),
        blocks=(
            *methods(
                "openai.resources",
                " ".join(f"{resource}.*" for resource in _OPENAI_RESOURCES.split()),
                Kind.NETWORK,
                _REQUEST,
                twin="openai.AsyncOpenAI",
                when=">=1",
                why=_OPENAI,
            ),
            *methods(
                "openai",
                "ChatCompletion.create Completion.create Embedding.create Image.create"
                " Moderation.create Audio.transcribe",
                Kind.NETWORK,
                _REQUEST,
                twin="openai.AsyncOpenAI",
                when="<1",
                why="https://github.com/openai/openai-python/discussions/742",
            ),
        ),
        aliases={
            "openai.resources.chat.Completions": "openai.resources.chat.completions.Completions",
            "openai.resources.chat.Chat": "openai.resources.Chat",
            "openai.resources.audio.Audio": "openai.resources.Audio",
            "openai.resources.beta.Beta": "openai.resources.Beta",
        },
        bases={"openai.AzureOpenAI": ("openai.OpenAI",)},
        returns={
            "openai.OpenAI.chat": "openai.resources.Chat",
            "openai.OpenAI.completions": "openai.resources.Completions",
            "openai.OpenAI.embeddings": "openai.resources.Embeddings",
            "openai.OpenAI.images": "openai.resources.Images",
            "openai.OpenAI.files": "openai.resources.Files",
            "openai.OpenAI.models": "openai.resources.Models",
            "openai.OpenAI.moderations": "openai.resources.Moderations",
            "openai.OpenAI.responses": "openai.resources.responses.Responses",
            "openai.OpenAI.audio": "openai.resources.Audio",
            "openai.OpenAI.beta": "openai.resources.Beta",
            "openai.OpenAI.batches": "openai.resources.Batches",
            "openai.OpenAI.uploads": "openai.resources.Uploads",
            **returning("Self", "openai.OpenAI", "with_options copy"),
            "openai.resources.Chat.completions": "openai.resources.chat.completions.Completions",
            "openai.resources.Beta.chat": "openai.resources.Chat",
            "openai.resources.Audio.transcriptions": "openai.resources.audio.Transcriptions",
            "openai.resources.Audio.translations": "openai.resources.audio.Translations",
            "openai.resources.Audio.speech": "openai.resources.audio.Speech",
            "openai.chat": "openai.resources.Chat",
            "openai.completions": "openai.resources.Completions",
            "openai.embeddings": "openai.resources.Embeddings",
            "openai.images": "openai.resources.Images",
            "openai.moderations": "openai.resources.Moderations",
            "openai.responses": "openai.resources.responses.Responses",
            "openai.audio": "openai.resources.Audio",
        },
        asynchronous=("openai.AsyncOpenAI", "openai.AsyncAzureOpenAI"),
    ),
    Library(
        distribution="anthropic",
        packages=("anthropic",),
        blocks=methods(
            "anthropic.resources",
            "Messages.* beta.Messages.* Models.*",
            Kind.NETWORK,
            _REQUEST,
            twin="anthropic.AsyncAnthropic",
            why=_ANTHROPIC,
        ),
        aliases={
            "anthropic.Client": "anthropic.Anthropic",
            "anthropic.AsyncClient": "anthropic.AsyncAnthropic",
            "anthropic.resources.messages.Messages": "anthropic.resources.Messages",
        },
        bases={"anthropic.AnthropicBedrock": ("anthropic.Anthropic",)},
        returns={
            "anthropic.Anthropic.messages": "anthropic.resources.Messages",
            "anthropic.Anthropic.beta": "anthropic.resources.Beta",
            "anthropic.Anthropic.models": "anthropic.resources.Models",
            "anthropic.resources.Beta.messages": "anthropic.resources.beta.Messages",
            **returning("Self", "anthropic.Anthropic", "with_options copy"),
        },
        asynchronous=names("anthropic", "AsyncAnthropic AsyncAnthropicBedrock"),
    ),
    Library(
        distribution="groq",
        packages=("groq",),
        blocks=methods(
            "groq.resources",
            "chat.Completions.* Embeddings.* audio.Transcriptions.* Models.*",
            Kind.NETWORK,
            _REQUEST,
            twin="groq.AsyncGroq",
            why=_GROQ,
        ),
        returns={
            "groq.Groq.chat": "groq.resources.Chat",
            "groq.Groq.embeddings": "groq.resources.Embeddings",
            "groq.Groq.audio": "groq.resources.Audio",
            "groq.Groq.models": "groq.resources.Models",
            "groq.resources.Chat.completions": "groq.resources.chat.Completions",
            "groq.resources.Audio.transcriptions": "groq.resources.audio.Transcriptions",
        },
        asynchronous=("groq.AsyncGroq",),
    ),
    Library(
        distribution="cohere",
        packages=("cohere",),
        blocks=(
            *methods(
                "cohere.Client",
                "chat embed rerank classify generate summarize tokenize detokenize",
                Kind.NETWORK,
                _REQUEST,
                twin="cohere.AsyncClient.{}",
                why=_COHERE,
            ),
            *methods(
                "cohere.ClientV2",
                "chat embed rerank",
                Kind.NETWORK,
                _REQUEST,
                twin="cohere.AsyncClientV2.{}",
                why=_COHERE,
            ),
        ),
        bases={"cohere.ClientV2": ("cohere.Client",)},
        asynchronous=("cohere.AsyncClient", "cohere.AsyncClientV2"),
    ),
    Library(
        distribution="mistralai",
        packages=("mistralai",),
        blocks=methods(
            "mistralai.client",
            "chat.Chat.complete chat.Chat.stream embeddings.Embeddings.create fim.Fim.complete",
            Kind.NETWORK,
            _REQUEST,
            twin="mistralai.client.{}_async",
            why=_MISTRAL,
        ),
        returns={
            "mistralai.client.Mistral.chat": "mistralai.client.chat.Chat",
            "mistralai.client.Mistral.embeddings": "mistralai.client.embeddings.Embeddings",
            "mistralai.client.Mistral.fim": "mistralai.client.fim.Fim",
        },
        aliases={"mistralai.Mistral": "mistralai.client.Mistral"},
    ),
    Library(
        distribution="ollama",
        packages=("ollama",),
        blocks=tuple(
            row
            for owner in ("ollama", "ollama.Client")
            for row in methods(
                owner,
                "generate chat embed embeddings pull push create delete list copy show ps",
                Kind.NETWORK,
                _REQUEST,
                twin="ollama.AsyncClient.{}",
                why=_OLLAMA,
            )
        ),
        asynchronous=("ollama.AsyncClient",),
    ),
    Library(
        distribution="google-genai",
        packages=("google.genai",),
        blocks=methods(
            "google.genai.models.Models",
            "generate_content embed_content count_tokens generate_images list get",
            Kind.NETWORK,
            _REQUEST,
            twin="google.genai.models.AsyncModels.{}",
            why=_GENAI,
        ),
        returns={
            "google.genai.Client.models": "google.genai.models.Models",
        },
    ),
    Library(
        distribution="google-generativeai",
        packages=("google.generativeai",),
        blocks=(
            *methods(
                "google.generativeai",
                "GenerativeModel.generate_content GenerativeModel.count_tokens"
                " ChatSession.send_message",
                Kind.NETWORK,
                _REQUEST,
                twin="google.generativeai.{}_async",
                why=_GENERATIVE,
            ),
            *methods(
                "google.generativeai",
                "embed_content upload_file get_file",
                Kind.NETWORK,
                _REQUEST,
                why=_GENERATIVE,
            ),
        ),
        returns={
            "google.generativeai.GenerativeModel.start_chat": "google.generativeai.ChatSession",
        },
    ),
    Library(
        distribution="litellm",
        packages=("litellm",),
        blocks=methods(
            "litellm",
            "completion text_completion embedding image_generation transcription moderation",
            Kind.NETWORK,
            _REQUEST,
            twin="litellm.a{}",
            why=_LITELLM,
        ),
    ),
    Library(
        distribution="huggingface-hub",
        packages=("huggingface_hub",),
        blocks=(
            *methods(
                "huggingface_hub",
                "hf_hub_download snapshot_download",
                Kind.NETWORK,
                _DOWNLOAD,
                why=_HUB + "file_download",
            ),
            *methods(
                "huggingface_hub.HfApi",
                _HUB_METHODS,
                Kind.NETWORK,
                "asks the hub and waits for the answer",
                why=_HUB + "hf_api",
            ),
            Blocks(
                "huggingface_hub.InferenceClient.*",
                Kind.NETWORK,
                _REQUEST,
                twin="huggingface_hub.AsyncInferenceClient",
                why=_HUB + "inference_client",
            ),
        ),
        aliases={"huggingface_hub.hf_api.HfApi": "huggingface_hub.HfApi"},
        safe=("huggingface_hub.InferenceClient.close",),
        asynchronous=("huggingface_hub.AsyncInferenceClient",),
    ),
    Library(
        distribution="safetensors",
        packages=("safetensors.torch",),
        blocks=methods(
            "safetensors.torch",
            "load_file save_file load_model save_model",
            Kind.FILE,
            "reads or writes all weights of a model",
            why="https://huggingface.co/docs/safetensors/api/torch",
        ),
    ),
    Library(
        distribution="transformers",
        packages=("transformers",),
        blocks=(
            Blocks("transformers.pipeline", Kind.FILE, _LOAD, why=_TRANSFORMERS + "pipelines"),
            Blocks(
                "transformers.Pipeline.__call__",
                Kind.CPU,
                _COMPUTE,
                why=_TRANSFORMERS + "pipelines",
            ),
            *methods(
                "transformers",
                " ".join(f"{name}.from_pretrained" for name in f"{_MODELS} {_PARTS}".split()),
                Kind.FILE,
                _LOAD,
                why=_TRANSFORMERS + "model",
            ),
            *methods(
                "transformers.PreTrainedModel",
                "generate __call__",
                Kind.CPU,
                _COMPUTE,
                why=_TRANSFORMERS + "text_generation",
            ),
        ),
        returns={
            "transformers.pipeline": "transformers.Pipeline",
            **returning(
                "transformers.PreTrainedModel",
                "transformers",
                " ".join(f"{name}.from_pretrained" for name in _MODELS.split()),
            ),
        },
    ),
    Library(
        distribution="keras",
        packages=("keras",),
        blocks=(
            *methods(
                "keras.models",
                "load_model save_model Model.save Model.save_weights Model.load_weights",
                Kind.FILE,
                "reads or writes the whole model",
                why=_KERAS + "model_saving_apis/",
            ),
            *methods(
                "keras.models.Model",
                "fit evaluate predict train_on_batch predict_on_batch",
                Kind.CPU,
                _COMPUTE,
                why=_KERAS + "models/model_training_apis/",
            ),
        ),
        aliases={
            "keras.saving.load_model": "keras.models.load_model",
            "keras.saving.save_model": "keras.models.save_model",
            "keras.Model": "keras.models.Model",
            "keras.Sequential": "keras.models.Sequential",
            "tensorflow.keras": "keras",
        },
        bases={"keras.models.Sequential": ("keras.models.Model",)},
        returns={"keras.models.load_model": "keras.models.Model"},
    ),
)
