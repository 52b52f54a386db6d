"""Integrations of LangChain: models and stores that are asked in the calling thread."""

from __future__ import annotations

from asynclint.knowledge.chains import CHAT_MODEL, DOCS, EMBEDDINGS, LLM, RETRIEVER, STORE
from asynclint.knowledge.entry import Blocks, Kind, methods, names, returning
from asynclint.knowledge.library import Library

_LOAD = "reads the model from disk, after downloading it the first time"
_COMPUTE = "computes with the model"
_COMMUNITY = "langchain_community."
_LOADERS = _COMMUNITY + "document_loaders"
_OF_FILES = (
    "BSHTMLLoader CSVLoader DirectoryLoader Docx2txtLoader EverNoteLoader JSONLoader MHTMLLoader"
    " NotebookLoader NotionDirectoryLoader ObsidianLoader OutlookMessageLoader PDFMinerLoader"
    " PDFMinerPDFasHTMLLoader PDFPlumberLoader PyMuPDFLoader PyPDFDirectoryLoader PyPDFLoader"
    " PyPDFium2Loader ReadTheDocsLoader SRTLoader TextLoader TomlLoader UnstructuredFileLoader"
)
_OF_PAGES = (
    "ArxivLoader AsyncChromiumLoader AsyncHtmlLoader AzureBlobStorageContainerLoader"
    " AzureBlobStorageFileLoader ConfluenceLoader FireCrawlLoader GCSDirectoryLoader GCSFileLoader"
    " GitHubIssuesLoader GitbookLoader GithubFileLoader GoogleDriveLoader NewsURLLoader"
    " NotionDBLoader OnlinePDFLoader PubMedLoader RSSFeedLoader RecursiveUrlLoader"
    " S3DirectoryLoader S3FileLoader SeleniumURLLoader UnstructuredURLLoader WebBaseLoader"
    " WikipediaLoader YoutubeLoader"
)
_UNSTRUCTURED = (
    "CHM CSV EPub Email Excel HTML Image Markdown ODT OrgMode PDF PowerPoint RST RTF TSV"
    " WordDocument XML"
)
_LOADER_MODULES = (
    "confluence csv_loader directory email epub excel html html_bs json_loader markdown pdf"
    " powerpoint python recursive_url_loader sitemap text unstructured url web_base word_document"
    " xml youtube"
)
_INTEGRATIONS = "https://github.com/langchain-ai/langchain-community"
_HUGGING = "https://docs.langchain.com/oss/python/integrations/embeddings/huggingfacehub"
_MADE = "from_texts from_documents afrom_texts afrom_documents"
_COMMUNITY_STORES = (
    "FAISS Chroma PGVector Redis OpenSearchVectorSearch SupabaseVectorStore AzureSearch"
    " ElasticsearchStore LanceDB Clickhouse"
)

# Packages with nothing but their classes: models, embeddings, stores and retrievers.
_SMALL: tuple[tuple[str, str, str, str, str], ...] = (
    ("langchain_cerebras", "ChatCerebras", "", "", ""),
    ("langchain_cohere", "ChatCohere", "CohereEmbeddings", "", "CohereRagRetriever"),
    ("langchain_deepseek", "ChatDeepSeek", "", "", ""),
    (
        *("langchain_elasticsearch", "", "ElasticsearchEmbeddings", "ElasticsearchStore"),
        "ElasticsearchRetriever",
    ),
    ("langchain_fireworks", "ChatFireworks", "FireworksEmbeddings", "", ""),
    (
        *("langchain_google_community", "", "", "BigQueryVectorStore VertexFSVectorStore"),
        "VertexAISearchRetriever VertexAIMultiTurnSearchRetriever",
    ),
    ("langchain_ibm", "ChatWatsonx", "WatsonxEmbeddings", "", ""),
    ("langchain_litellm", "ChatLiteLLM ChatLiteLLMRouter", "LiteLLMEmbeddings", "", ""),
    ("langchain_milvus", "", "", "Milvus", "MilvusCollectionHybridSearchRetriever"),
    ("langchain_mongodb", "", "", "MongoDBAtlasVectorSearch", ""),
    ("langchain_nvidia_ai_endpoints", "ChatNVIDIA", "NVIDIAEmbeddings", "", "NVIDIARAGRetriever"),
    ("langchain_openrouter", "ChatOpenRouter", "", "", ""),
    (
        *("langchain_perplexity", "ChatPerplexity", "PerplexityEmbeddings", ""),
        "PerplexitySearchRetriever",
    ),
    ("langchain_redis", "", "", "RedisVectorStore", ""),
    ("langchain_sambanova", "ChatSambaNova", "SambaNovaEmbeddings", "", ""),
    ("langchain_together", "ChatTogether", "TogetherEmbeddings", "", ""),
    ("langchain_upstage", "ChatUpstage", "UpstageEmbeddings", "", ""),
    ("langchain_voyageai", "", "VoyageAIEmbeddings", "", ""),
    ("langchain_weaviate", "", "", "WeaviateVectorStore", ""),
    ("langchain_xai", "ChatXAI", "", "", ""),
)

LIBRARIES: tuple[Library, ...] = (
    *(
        Library(
            distribution=package.replace("_", "-"),
            packages=(package,),
            aliases={
                **({f"{package}.chat_models": package} if models else {}),
                **({f"{package}.embeddings": package} if embeddings else {}),
            },
            bases={
                **dict.fromkeys(names(package, models), (CHAT_MODEL,)),
                **dict.fromkeys(names(package, embeddings), (EMBEDDINGS,)),
                **dict.fromkeys(names(package, stores), (STORE,)),
                **dict.fromkeys(names(package, retrievers), (RETRIEVER,)),
            },
            returns={
                f"{store}.{name}": store
                for store in names(package, stores)
                for name in _MADE.split()
            },
        )
        for package, models, embeddings, stores, retrievers in _SMALL
    ),
    Library(
        distribution="langchain-openai",
        packages=("langchain_openai",),
        aliases={
            "langchain_openai.chat_models": "langchain_openai",
            "langchain_openai.chat_models.base": "langchain_openai",
            "langchain_openai.embeddings": "langchain_openai",
            "langchain_openai.embeddings.base": "langchain_openai",
        },
        bases={
            **dict.fromkeys(names("langchain_openai", "OpenAI AzureOpenAI"), (LLM,)),
            **dict.fromkeys(
                names("langchain_openai", "OpenAIEmbeddings AzureOpenAIEmbeddings"),
                (EMBEDDINGS,),
            ),
        },
    ),
    Library(
        distribution="langchain-anthropic",
        packages=("langchain_anthropic",),
        aliases={"langchain_anthropic.chat_models": "langchain_anthropic"},
        bases={"langchain_anthropic.AnthropicLLM": (LLM,)},
    ),
    Library(
        distribution="langchain-google-genai",
        packages=("langchain_google_genai",),
        aliases={"langchain_google_genai.chat_models": "langchain_google_genai"},
        bases={
            "langchain_google_genai.GoogleGenerativeAI": (LLM,),
            "langchain_google_genai.GoogleGenerativeAIEmbeddings": (EMBEDDINGS,),
        },
    ),
    Library(
        distribution="langchain-google-vertexai",
        packages=("langchain_google_vertexai",),
        bases={
            "langchain_google_vertexai.ChatVertexAI": (CHAT_MODEL,),
            "langchain_google_vertexai.VertexAI": (LLM,),
            "langchain_google_vertexai.VertexAIEmbeddings": (EMBEDDINGS,),
        },
    ),
    Library(
        distribution="langchain-aws",
        packages=("langchain_aws",),
        aliases={
            "langchain_aws.chat_models": "langchain_aws",
            "langchain_aws.embeddings": "langchain_aws",
            "langchain_aws.retrievers": "langchain_aws",
        },
        bases={
            **dict.fromkeys(
                names("langchain_aws", "ChatBedrock ChatBedrockConverse"), (CHAT_MODEL,)
            ),
            **dict.fromkeys(names("langchain_aws", "BedrockLLM SagemakerEndpoint"), (LLM,)),
            "langchain_aws.BedrockEmbeddings": (EMBEDDINGS,),
            **dict.fromkeys(
                names("langchain_aws", "AmazonKendraRetriever AmazonKnowledgeBasesRetriever"),
                (RETRIEVER,),
            ),
        },
    ),
    Library(
        distribution="langchain-mistralai",
        packages=("langchain_mistralai",),
        aliases={"langchain_mistralai.chat_models": "langchain_mistralai"},
        bases={
            "langchain_mistralai.ChatMistralAI": (CHAT_MODEL,),
            "langchain_mistralai.MistralAIEmbeddings": (EMBEDDINGS,),
        },
    ),
    Library(
        distribution="langchain-ollama",
        packages=("langchain_ollama",),
        aliases={
            "langchain_ollama.chat_models": "langchain_ollama",
            "langchain_ollama.llms": "langchain_ollama",
        },
        bases={
            "langchain_ollama.OllamaLLM": (LLM,),
            "langchain_ollama.OllamaEmbeddings": (EMBEDDINGS,),
        },
    ),
    Library(
        distribution="langchain-huggingface",
        packages=("langchain_huggingface",),
        blocks=(
            Blocks("langchain_huggingface.HuggingFaceEmbeddings", Kind.FILE, _LOAD, why=_HUGGING),
            *methods(
                "langchain_huggingface.HuggingFaceEmbeddings",
                "embed_query embed_documents",
                Kind.CPU,
                _COMPUTE,
                why=_HUGGING,
            ),
        ),
        bases={
            "langchain_huggingface.HuggingFaceEndpoint": (LLM,),
            "langchain_huggingface.HuggingFaceEndpointEmbeddings": (EMBEDDINGS,),
        },
    ),
    Library(
        distribution="langchain-chroma",
        packages=("langchain_chroma",),
        aliases={"langchain_chroma.vectorstores.Chroma": "langchain_chroma.Chroma"},
        bases={"langchain_chroma.Chroma": (STORE,)},
        returns=returning("langchain_chroma.Chroma", "langchain_chroma.Chroma", _MADE),
    ),
    Library(
        distribution="langchain-pinecone",
        packages=("langchain_pinecone",),
        bases={
            "langchain_pinecone.PineconeVectorStore": (STORE,),
            "langchain_pinecone.PineconeEmbeddings": (EMBEDDINGS,),
        },
        returns=returning(
            "langchain_pinecone.PineconeVectorStore",
            "langchain_pinecone.PineconeVectorStore",
            _MADE + " from_existing_index",
        ),
    ),
    Library(
        distribution="langchain-qdrant",
        packages=("langchain_qdrant",),
        bases={"langchain_qdrant.QdrantVectorStore": (STORE,)},
        returns=returning(
            "langchain_qdrant.QdrantVectorStore",
            "langchain_qdrant.QdrantVectorStore",
            _MADE + " from_existing_collection",
        ),
    ),
    Library(
        distribution="langchain-postgres",
        packages=("langchain_postgres",),
        blocks=(
            Blocks(
                "langchain_postgres.PGVectorStore.create_sync",
                Kind.DATABASE,
                "asks the database about the table and waits for the answer",
                twin="langchain_postgres.PGVectorStore.create",
                why="https://github.com/langchain-ai/langchain-postgres",
            ),
            *methods(
                "langchain_postgres.PGEngine",
                "init_vectorstore_table drop_table",
                Kind.DATABASE,
                "changes the tables and waits for the database",
                twin="langchain_postgres.PGEngine.a{}",
                why="https://github.com/langchain-ai/langchain-postgres",
            ),
        ),
        aliases={
            "langchain_postgres.vectorstores.PGVector": "langchain_postgres.PGVector",
            "langchain_postgres.v2.vectorstores.PGVectorStore": "langchain_postgres.PGVectorStore",
            "langchain_postgres.v2.engine.PGEngine": "langchain_postgres.PGEngine",
        },
        bases={
            "langchain_postgres.PGVector": (STORE,),
            "langchain_postgres.PGVectorStore": (STORE,),
        },
        returns={
            **returning("langchain_postgres.PGVector", "langchain_postgres.PGVector", _MADE),
            **returning(
                "langchain_postgres.PGVectorStore",
                "langchain_postgres.PGVectorStore",
                "create create_sync " + _MADE,
            ),
            **returning(
                "langchain_postgres.PGEngine",
                "langchain_postgres.PGEngine",
                "from_engine from_connection_string",
            ),
        },
    ),
    Library(
        distribution="langchain-community",
        packages=("langchain_community",),
        blocks=(
            *methods(
                _COMMUNITY + "vectorstores",
                "FAISS.save_local FAISS.load_local",
                Kind.FILE,
                "reads or writes the index",
                why=_INTEGRATIONS,
            ),
            *(
                row
                for loaders, kind, does in (
                    (_OF_FILES, Kind.FILE, "reads the documents"),
                    (_OF_PAGES, Kind.NETWORK, "downloads the documents"),
                )
                for loader in names(_LOADERS, loaders)
                for row in methods(
                    loader,
                    "load load_and_split lazy_load.__iter__",
                    kind,
                    does,
                    twin="langchain_core.document_loaders.BaseLoader.aload",
                    why=DOCS + "document_loaders/",
                )
            ),
            *methods(
                _COMMUNITY + "utilities.SQLDatabase",
                "from_uri run run_no_throw",
                Kind.DATABASE,
                "sends statements to the database and waits for the result",
                why=_INTEGRATIONS,
            ),
        ),
        aliases={
            **dict.fromkeys(names(_LOADERS, _LOADER_MODULES), _LOADERS),
            "langchain.document_loaders": _LOADERS,
            _COMMUNITY + "vectorstores.VectorStore": STORE,
        },
        bases={
            **dict.fromkeys(
                (f"{_LOADERS}.Unstructured{kind}Loader" for kind in _UNSTRUCTURED.split()),
                (f"{_LOADERS}.UnstructuredFileLoader",),
            ),
            f"{_LOADERS}.PythonLoader": (f"{_LOADERS}.TextLoader",),
            f"{_LOADERS}.SitemapLoader": (f"{_LOADERS}.WebBaseLoader",),
            **dict.fromkeys(
                names(
                    _COMMUNITY + "chat_models",
                    "ChatTongyi ChatZhipuAI QianfanChatEndpoint ChatSparkLLM ChatYandexGPT"
                    " MoonshotChat MiniMaxChat ChatHunyuan ChatDeepInfra ChatOCIGenAI",
                ),
                (CHAT_MODEL,),
            ),
            **dict.fromkeys(
                names(
                    _COMMUNITY + "embeddings",
                    "DashScopeEmbeddings OllamaEmbeddings JinaEmbeddings XinferenceEmbeddings"
                    " ZhipuAIEmbeddings HuggingFaceInferenceAPIEmbeddings VoyageEmbeddings",
                ),
                (EMBEDDINGS,),
            ),
            **dict.fromkeys(names(_COMMUNITY + "vectorstores", _COMMUNITY_STORES), (STORE,)),
            **dict.fromkeys(
                names(
                    _COMMUNITY + "retrievers",
                    "TavilySearchAPIRetriever WikipediaRetriever ArxivRetriever PubMedRetriever",
                ),
                (RETRIEVER,),
            ),
        },
        returns={
            _COMMUNITY + "utilities.SQLDatabase.from_uri": _COMMUNITY + "utilities.SQLDatabase",
            _COMMUNITY + "vectorstores.FAISS.load_local": _COMMUNITY + "vectorstores.FAISS",
            **{
                f"{loader}.lazy_load": f"{loader}.lazy_load"
                for loader in names(_LOADERS, f"{_OF_FILES} {_OF_PAGES}")
            },
            **{
                f"{store}.{name}": store
                for store in names(_COMMUNITY + "vectorstores", _COMMUNITY_STORES)
                for name in _MADE.split()
            },
        },
    ),
)
