"""LangChain: models and stores that are asked in the calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Library, methods, names, returning

_ASK = "sends the request to the model's service and waits for the answer"
_PART = "waits for the next part of the model's answer"
_EMBED = "asks the embedding model and waits for the vectors"
_SEARCH = "asks the embedding model and the store, and waits for both"
_RETRIEVE = "searches for documents and waits for the result"
_AGENT = "runs the agent, which asks models and tools, until it is done"
_LOAD = "reads the model from disk, after downloading it the first time"
_COMPUTE = "computes with the model"
_CHAT_MODEL = "langchain_core.language_models.chat_models.BaseChatModel"
_LLM = "langchain_core.language_models.llms.BaseLLM"
_EMBEDDINGS = "langchain_core.embeddings.Embeddings"
_STORE = "langchain_core.vectorstores.VectorStore"
_RETRIEVER = "langchain_core.retrievers.BaseRetriever"
_COMPILED = "langgraph.graph.state.CompiledStateGraph"
_COMMUNITY = "langchain_community."
_LANGCHAIN = "https://reference.langchain.com/python/langchain_core/"
_INTEGRATIONS = "https://github.com/langchain-ai/langchain-community"
_HUGGING = "https://docs.langchain.com/oss/python/integrations/embeddings/huggingfacehub"
_SEARCHES = (
    "add_texts add_documents search similarity_search similarity_search_with_score"
    " similarity_search_with_relevance_scores max_marginal_relevance_search from_texts"
    " from_documents"
)
_MADE = "from_texts from_documents afrom_texts afrom_documents"
_COMMUNITY_STORES = (
    "FAISS Chroma PGVector Redis OpenSearchVectorSearch SupabaseVectorStore AzureSearch"
    " ElasticsearchStore LanceDB Clickhouse"
)

LIBRARIES: tuple[Library, ...] = (
    # What langchain-core itself has, except for chat models.
    Library(
        distribution="langchain",
        packages=("langchain",),
        blocks=(
            Blocks(
                f"{_CHAT_MODEL}.stream.__iter__",
                Kind.NETWORK,
                _PART,
                twin=f"{_CHAT_MODEL}.astream",
                why=_LANGCHAIN + "language_models/",
            ),
            *methods(
                _LLM,
                "invoke batch generate",
                Kind.NETWORK,
                _ASK,
                twin=f"{_LLM}.a{{}}",
                why=_LANGCHAIN + "language_models/",
            ),
            Blocks(
                f"{_LLM}.stream.__iter__",
                Kind.NETWORK,
                _PART,
                twin=f"{_LLM}.astream",
                why=_LANGCHAIN + "language_models/",
            ),
            *methods(
                _EMBEDDINGS,
                "embed_query embed_documents",
                Kind.NETWORK,
                _EMBED,
                twin=f"{_EMBEDDINGS}.a{{}}",
                why=_LANGCHAIN + "embeddings/",
            ),
            *methods(
                _STORE,
                _SEARCHES,
                Kind.NETWORK,
                _SEARCH,
                twin=f"{_STORE}.a{{}}",
                why=_LANGCHAIN + "vectorstores/",
            ),
            *methods(
                _RETRIEVER,
                "invoke batch",
                Kind.NETWORK,
                _RETRIEVE,
                twin=f"{_RETRIEVER}.a{{}}",
                why=_LANGCHAIN + "retrievers/",
            ),
            *methods(
                "langchain.agents",
                "AgentExecutor.invoke AgentExecutor.run",
                Kind.NETWORK,
                _AGENT,
                twin="langchain.agents.AgentExecutor.ainvoke",
                when="<1",
                why="https://reference.langchain.com/python/langchain_classic/agents/",
            ),
        ),
        aliases={
            "langchain_core.language_models.BaseLLM": _LLM,
            "langchain_core.embeddings.embeddings.Embeddings": _EMBEDDINGS,
            "langchain_core.vectorstores.base.VectorStore": _STORE,
            "langchain_core.vectorstores.base.VectorStoreRetriever": (
                "langchain_core.vectorstores.VectorStoreRetriever"
            ),
            "langchain.chat_models.BaseChatModel": _CHAT_MODEL,
            "langchain.chat_models.base.init_chat_model": "langchain.chat_models.init_chat_model",
            "langchain.agents.factory.create_agent": "langchain.agents.create_agent",
        },
        bases={"langchain_core.vectorstores.VectorStoreRetriever": (_RETRIEVER,)},
        returns={
            **returning(
                "Self",
                _CHAT_MODEL,
                "bind bind_tools with_structured_output with_config with_retry with_fallbacks pipe",
            ),
            f"{_CHAT_MODEL}.stream": f"{_CHAT_MODEL}.stream",
            **returning("Self", _LLM, "bind with_config with_retry with_fallbacks pipe"),
            f"{_LLM}.stream": f"{_LLM}.stream",
            f"{_STORE}.as_retriever": "langchain_core.vectorstores.VectorStoreRetriever",
            "langchain.chat_models.init_chat_model": _CHAT_MODEL,
            "langchain.embeddings.init_embeddings": _EMBEDDINGS,
            "langchain.agents.create_agent": _COMPILED,
        },
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
            **dict.fromkeys(names("langchain_openai", "OpenAI AzureOpenAI"), (_LLM,)),
            **dict.fromkeys(
                names("langchain_openai", "OpenAIEmbeddings AzureOpenAIEmbeddings"),
                (_EMBEDDINGS,),
            ),
        },
    ),
    Library(
        distribution="langchain-anthropic",
        packages=("langchain_anthropic",),
        aliases={"langchain_anthropic.chat_models": "langchain_anthropic"},
        bases={"langchain_anthropic.AnthropicLLM": (_LLM,)},
    ),
    Library(
        distribution="langchain-google-genai",
        packages=("langchain_google_genai",),
        aliases={"langchain_google_genai.chat_models": "langchain_google_genai"},
        bases={
            "langchain_google_genai.GoogleGenerativeAI": (_LLM,),
            "langchain_google_genai.GoogleGenerativeAIEmbeddings": (_EMBEDDINGS,),
        },
    ),
    Library(
        distribution="langchain-google-vertexai",
        packages=("langchain_google_vertexai",),
        bases={
            "langchain_google_vertexai.ChatVertexAI": (_CHAT_MODEL,),
            "langchain_google_vertexai.VertexAI": (_LLM,),
            "langchain_google_vertexai.VertexAIEmbeddings": (_EMBEDDINGS,),
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
                names("langchain_aws", "ChatBedrock ChatBedrockConverse"), (_CHAT_MODEL,)
            ),
            **dict.fromkeys(names("langchain_aws", "BedrockLLM SagemakerEndpoint"), (_LLM,)),
            "langchain_aws.BedrockEmbeddings": (_EMBEDDINGS,),
            **dict.fromkeys(
                names("langchain_aws", "AmazonKendraRetriever AmazonKnowledgeBasesRetriever"),
                (_RETRIEVER,),
            ),
        },
    ),
    Library(
        distribution="langchain-mistralai",
        packages=("langchain_mistralai",),
        aliases={"langchain_mistralai.chat_models": "langchain_mistralai"},
        bases={
            "langchain_mistralai.ChatMistralAI": (_CHAT_MODEL,),
            "langchain_mistralai.MistralAIEmbeddings": (_EMBEDDINGS,),
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
            "langchain_ollama.OllamaLLM": (_LLM,),
            "langchain_ollama.OllamaEmbeddings": (_EMBEDDINGS,),
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
            "langchain_huggingface.HuggingFaceEndpoint": (_LLM,),
            "langchain_huggingface.HuggingFaceEndpointEmbeddings": (_EMBEDDINGS,),
        },
    ),
    Library(
        distribution="langchain-chroma",
        packages=("langchain_chroma",),
        aliases={"langchain_chroma.vectorstores.Chroma": "langchain_chroma.Chroma"},
        bases={"langchain_chroma.Chroma": (_STORE,)},
        returns=returning("langchain_chroma.Chroma", "langchain_chroma.Chroma", _MADE),
    ),
    Library(
        distribution="langchain-pinecone",
        packages=("langchain_pinecone",),
        bases={
            "langchain_pinecone.PineconeVectorStore": (_STORE,),
            "langchain_pinecone.PineconeEmbeddings": (_EMBEDDINGS,),
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
        bases={"langchain_qdrant.QdrantVectorStore": (_STORE,)},
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
            "langchain_postgres.PGVector": (_STORE,),
            "langchain_postgres.PGVectorStore": (_STORE,),
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
            *methods(
                _COMMUNITY + "document_loaders",
                "PyPDFLoader.load PyMuPDFLoader.load TextLoader.load CSVLoader.load JSONLoader.load"
                " DirectoryLoader.load PyPDFDirectoryLoader.load Docx2txtLoader.load"
                " BSHTMLLoader.load UnstructuredFileLoader.load UnstructuredMarkdownLoader.load"
                " UnstructuredWordDocumentLoader.load UnstructuredHTMLLoader.load",
                Kind.FILE,
                "reads the documents",
                twin="langchain_core.document_loaders.BaseLoader.aload",
                why=_LANGCHAIN + "document_loaders/",
            ),
            *methods(
                _COMMUNITY + "document_loaders",
                "WebBaseLoader.load RecursiveUrlLoader.load SitemapLoader.load YoutubeLoader.load",
                Kind.NETWORK,
                "downloads the documents",
                twin="langchain_core.document_loaders.BaseLoader.aload",
                why=_LANGCHAIN + "document_loaders/",
            ),
            *methods(
                _COMMUNITY + "utilities.SQLDatabase",
                "from_uri run run_no_throw",
                Kind.DATABASE,
                "sends statements to the database and waits for the result",
                why=_INTEGRATIONS,
            ),
        ),
        bases={
            **dict.fromkeys(
                names(
                    _COMMUNITY + "chat_models",
                    "ChatTongyi ChatZhipuAI QianfanChatEndpoint ChatSparkLLM ChatYandexGPT"
                    " MoonshotChat MiniMaxChat ChatHunyuan ChatDeepInfra ChatOCIGenAI",
                ),
                (_CHAT_MODEL,),
            ),
            **dict.fromkeys(
                names(
                    _COMMUNITY + "embeddings",
                    "DashScopeEmbeddings OllamaEmbeddings JinaEmbeddings XinferenceEmbeddings"
                    " ZhipuAIEmbeddings HuggingFaceInferenceAPIEmbeddings VoyageEmbeddings",
                ),
                (_EMBEDDINGS,),
            ),
            **dict.fromkeys(names(_COMMUNITY + "vectorstores", _COMMUNITY_STORES), (_STORE,)),
            **dict.fromkeys(
                names(
                    _COMMUNITY + "retrievers",
                    "TavilySearchAPIRetriever WikipediaRetriever ArxivRetriever PubMedRetriever",
                ),
                (_RETRIEVER,),
            ),
        },
        returns={
            _COMMUNITY + "utilities.SQLDatabase.from_uri": _COMMUNITY + "utilities.SQLDatabase",
            _COMMUNITY + "vectorstores.FAISS.load_local": _COMMUNITY + "vectorstores.FAISS",
            **{
                f"{store}.{name}": store
                for store in names(_COMMUNITY + "vectorstores", _COMMUNITY_STORES)
                for name in _MADE.split()
            },
        },
    ),
)
