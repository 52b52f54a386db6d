"""LlamaIndex: engines, retrievers, models and indices that are asked in the calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, methods, names
from asynclint.knowledge.library import Library

_ASK = "sends the request to the model's service and waits for the answer"
_PART = "waits for the next part of the model's answer"
_EMBED = "asks the embedding model and waits for the vectors"
_SEARCH = "asks the embedding model and the store, and waits for both"
_RETRIEVE = "searches for documents and waits for the result"
_LOAD = "reads the model from disk, after downloading it the first time"
_COMPUTE = "computes with the model"
_LLAMA = "llama_index.core."
_QUERY_ENGINE = _LLAMA + "base.base_query_engine.BaseQueryEngine"
_CHAT_ENGINE = _LLAMA + "chat_engine.types.BaseChatEngine"
_INDEX = "https://developers.llamaindex.ai/python/framework-api-reference/"
_INDICES = "VectorStoreIndex SummaryIndex PropertyGraphIndex KnowledgeGraphIndex TreeIndex"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="llama-index-core",
        packages=("llama_index.core",),
        blocks=(
            *methods(
                _LLAMA + "llms.LLM",
                "complete chat predict structured_predict predict_and_call",
                Kind.NETWORK,
                _ASK,
                twin=_LLAMA + "llms.LLM.a{}",
                why=_INDEX + "llms/",
            ),
            *methods(
                _LLAMA + "llms.LLM",
                "stream_complete.__iter__ stream_chat.__iter__",
                Kind.NETWORK,
                _PART,
                twin=_LLAMA + "llms.LLM.astream_complete",
                why=_INDEX + "llms/",
            ),
            *methods(
                _LLAMA + "embeddings.BaseEmbedding",
                "get_text_embedding get_query_embedding get_text_embedding_batch"
                " get_agg_embedding_from_queries",
                Kind.NETWORK,
                _EMBED,
                twin=_LLAMA + "embeddings.BaseEmbedding.a{}",
                why=_INDEX + "embeddings/",
            ),
            *(
                Blocks(
                    f"{_LLAMA}embeddings.BaseEmbedding._get_{asked}",
                    Kind.NETWORK,
                    _EMBED,
                    twin=f"{_LLAMA}embeddings.BaseEmbedding._aget_{asked}",
                    why=_INDEX + "embeddings/",
                )
                for asked in ("text_embedding", "text_embeddings", "query_embedding")
            ),
            Blocks(
                _QUERY_ENGINE + ".query",
                Kind.NETWORK,
                "searches the index, asks the model and waits for the answer",
                twin=_QUERY_ENGINE + ".aquery",
                why=_INDEX + "query_engine/",
            ),
            Blocks(
                _LLAMA + "retrievers.BaseRetriever.retrieve",
                Kind.NETWORK,
                _RETRIEVE,
                twin=_LLAMA + "retrievers.BaseRetriever.aretrieve",
                why=_INDEX + "retrievers/",
            ),
            Blocks(
                _CHAT_ENGINE + ".chat",
                Kind.NETWORK,
                "searches the index, asks the model and waits for the answer",
                twin=_CHAT_ENGINE + ".achat",
                why=_INDEX + "chat_engines/",
            ),
            *methods(
                _LLAMA + "indices.base.BaseIndex",
                "insert insert_nodes",
                Kind.NETWORK,
                _SEARCH,
                twin=_LLAMA + "indices.base.BaseIndex.a{}",
                why=_INDEX + "indices/",
            ),
            Blocks(
                _LLAMA + "indices.base.BaseIndex.from_documents",
                Kind.NETWORK,
                "asks models about every document, and waits for the answers",
                why=_INDEX + "indices/",
            ),
            Blocks(
                _LLAMA + "ingestion.IngestionPipeline.run",
                Kind.NETWORK,
                "transforms the documents, most often with models, until all are done",
                twin=_LLAMA + "ingestion.IngestionPipeline.arun",
                why=_INDEX + "ingestion/",
            ),
            Blocks(
                _LLAMA + "SimpleDirectoryReader.load_data",
                Kind.FILE,
                "reads the documents",
                twin=_LLAMA + "SimpleDirectoryReader.aload_data",
                why=_INDEX + "readers/simple_directory_reader/",
            ),
            Blocks(
                _LLAMA + "StorageContext.persist",
                Kind.FILE,
                "writes the stores to disk",
                why=_INDEX + "storage/storage_context/",
            ),
        ),
        aliases={
            _LLAMA + "llms.llm.LLM": _LLAMA + "llms.LLM",
            _LLAMA + "base.embeddings.base.BaseEmbedding": _LLAMA + "embeddings.BaseEmbedding",
            _LLAMA + "query_engine.BaseQueryEngine": _QUERY_ENGINE,
            _LLAMA + "base.base_retriever.BaseRetriever": _LLAMA + "retrievers.BaseRetriever",
            _LLAMA + "indices.VectorStoreIndex": _LLAMA + "VectorStoreIndex",
            _LLAMA + "ingestion.pipeline.IngestionPipeline": (
                _LLAMA + "ingestion.IngestionPipeline"
            ),
            _LLAMA + "readers.SimpleDirectoryReader": _LLAMA + "SimpleDirectoryReader",
            "llama_index.llms.openai.base.OpenAI": "llama_index.llms.openai.OpenAI",
        },
        bases={
            **dict.fromkeys(
                names("llama_index.core", _INDICES), ("llama_index.core.indices.base.BaseIndex",)
            ),
            **dict.fromkeys(
                names(
                    "llama_index.core",
                    "query_engine.RetrieverQueryEngine query_engine.SubQuestionQueryEngine"
                    " query_engine.RouterQueryEngine query_engine.CitationQueryEngine",
                ),
                (_QUERY_ENGINE,),
            ),
            **dict.fromkeys(
                names(
                    _LLAMA + "retrievers",
                    "VectorIndexRetriever AutoMergingRetriever QueryFusionRetriever",
                ),
                (_LLAMA + "retrievers.BaseRetriever",),
            ),
            **dict.fromkeys(
                names(
                    _LLAMA + "chat_engine",
                    "SimpleChatEngine ContextChatEngine CondenseQuestionChatEngine"
                    " CondensePlusContextChatEngine",
                ),
                (_CHAT_ENGINE,),
            ),
            **dict.fromkeys(
                names(
                    "llama_index.llms",
                    "openai.OpenAI anthropic.Anthropic ollama.Ollama",
                ),
                (_LLAMA + "llms.LLM",),
            ),
            "llama_index.embeddings.openai.OpenAIEmbedding": (_LLAMA + "embeddings.BaseEmbedding",),
        },
        returns={
            _LLAMA + "llms.LLM.stream_complete": _LLAMA + "llms.LLM.stream_complete",
            _LLAMA + "llms.LLM.stream_chat": _LLAMA + "llms.LLM.stream_chat",
            **{f"{index}.from_documents": index for index in names("llama_index.core", _INDICES)},
            _LLAMA + "indices.base.BaseIndex.as_query_engine": _QUERY_ENGINE,
            _LLAMA + "indices.base.BaseIndex.as_chat_engine": _CHAT_ENGINE,
            _LLAMA + "indices.base.BaseIndex.as_retriever": _LLAMA + "retrievers.BaseRetriever",
            _LLAMA + "load_index_from_storage": _LLAMA + "indices.base.BaseIndex",
            _LLAMA + "VectorStoreIndex.from_vector_store": _LLAMA + "VectorStoreIndex",
            _LLAMA + "StorageContext.from_defaults": _LLAMA + "StorageContext",
            _LLAMA + "query_engine.RetrieverQueryEngine.from_args": _QUERY_ENGINE,
        },
    ),
    Library(
        distribution="llama-index-embeddings-huggingface",
        packages=("llama_index.embeddings.huggingface",),
        blocks=(
            Blocks(
                "llama_index.embeddings.huggingface.HuggingFaceEmbedding",
                Kind.FILE,
                _LOAD,
                why=_INDEX + "embeddings/huggingface/",
            ),
            *methods(
                "llama_index.embeddings.huggingface.HuggingFaceEmbedding",
                "get_text_embedding get_query_embedding get_text_embedding_batch",
                Kind.CPU,
                _COMPUTE,
                why=_INDEX + "embeddings/huggingface/",
            ),
        ),
    ),
)
