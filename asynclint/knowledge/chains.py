"""langchain-core and langchain: what models, stores and chains of them do in the calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, methods, names, returning
from asynclint.knowledge.library import Library

CHAT_MODEL = "langchain_core.language_models.chat_models.BaseChatModel"
LLM = "langchain_core.language_models.llms.BaseLLM"
EMBEDDINGS = "langchain_core.embeddings.Embeddings"
STORE = "langchain_core.vectorstores.VectorStore"
RETRIEVER = "langchain_core.retrievers.BaseRetriever"
DOCS = "https://reference.langchain.com/python/langchain_core/"
PROMPT = "langchain_core.prompts.BasePromptTemplate"
_SEQUENCE = "langchain_core.runnables.RunnableSequence"
_CHAIN = "langchain.chains.base.Chain"
_ASK = "sends the request to the model's service and waits for the answer"
_PART = "waits for the next part of the model's answer"
_EMBED = "asks the embedding model and waits for the vectors"
_SEARCH = "asks the embedding model and the store, and waits for both"
_RETRIEVE = "searches for documents and waits for the result"
_STEPS = "runs the steps of the chain in the calling thread, and waits for models and stores"
_NEXT = "waits for the next part of what the chain gives"
_AGENT = "runs the agent, which asks models and tools, until it is done"
_OLD_DOCS = "https://reference.langchain.com/python/langchain_classic/"
_SEARCHES = (
    "add_texts add_documents search similarity_search similarity_search_with_score"
    " similarity_search_with_relevance_scores max_marginal_relevance_search from_texts"
    " from_documents"
)
_OPERATORS = "__or__ __ror__ pipe"
_PROMPTS = (
    "PromptTemplate ChatPromptTemplate FewShotPromptTemplate FewShotChatMessagePromptTemplate"
    " FewShotPromptWithTemplates StringPromptTemplate"
)
_FILLED = {
    "PromptTemplate": "from_template from_file from_examples",
    "ChatPromptTemplate": "from_template from_messages",
}
_WRAPPERS = "bind with_config with_retry with_fallbacks"
_CHAINS = (
    "LLMChain ConversationChain RetrievalQA RetrievalQAWithSourcesChain SequentialChain"
    " ConversationalRetrievalChain SimpleSequentialChain StuffDocumentsChain"
    " MapReduceDocumentsChain"
)
_MADE = (
    "langchain.chains.question_answering.load_qa_chain langchain.chains.load_summarize_chain"
    " langchain.chains.summarize.load_summarize_chain"
)
_ASKING = {
    "RetrievalQA": "from_llm from_chain_type",
    "RetrievalQAWithSourcesChain": "from_llm from_chain_type",
    "ConversationalRetrievalChain": "from_llm",
}
_PIPED = (
    "create_retrieval_chain create_history_aware_retriever"
    " combine_documents.create_stuff_documents_chain"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="langchain-core",
        packages=("langchain_core",),
        blocks=(
            *methods(
                CHAT_MODEL,
                "invoke batch generate",
                Kind.NETWORK,
                _ASK,
                twin=f"{CHAT_MODEL}.a{{}}",
                why=DOCS + "language_models/",
            ),
            Blocks(
                f"{CHAT_MODEL}.stream.__iter__",
                Kind.NETWORK,
                _PART,
                twin=f"{CHAT_MODEL}.astream",
                why=DOCS + "language_models/",
            ),
            *methods(
                LLM,
                "invoke batch generate",
                Kind.NETWORK,
                _ASK,
                twin=f"{LLM}.a{{}}",
                why=DOCS + "language_models/",
            ),
            Blocks(
                f"{LLM}.stream.__iter__",
                Kind.NETWORK,
                _PART,
                twin=f"{LLM}.astream",
                why=DOCS + "language_models/",
            ),
            # Of models, retrievers and what stands around them: one without either has no type,
            # unless it begins with a prompt, which is there for a model.
            *methods(
                _SEQUENCE,
                "invoke batch",
                Kind.NETWORK,
                _STEPS,
                twin=f"{_SEQUENCE}.a{{}}",
                why=DOCS + "runnables/",
            ),
            Blocks(
                f"{_SEQUENCE}.stream.__iter__",
                Kind.NETWORK,
                _NEXT,
                twin=f"{_SEQUENCE}.astream",
                why=DOCS + "runnables/",
            ),
            *methods(
                EMBEDDINGS,
                "embed_query embed_documents",
                Kind.NETWORK,
                _EMBED,
                twin=f"{EMBEDDINGS}.a{{}}",
                why=DOCS + "embeddings/",
            ),
            *methods(
                STORE,
                _SEARCHES,
                Kind.NETWORK,
                _SEARCH,
                twin=f"{STORE}.a{{}}",
                why=DOCS + "vectorstores/",
            ),
            *methods(
                RETRIEVER,
                "invoke batch",
                Kind.NETWORK,
                _RETRIEVE,
                twin=f"{RETRIEVER}.a{{}}",
                why=DOCS + "retrievers/",
            ),
        ),
        aliases={
            "langchain_core.language_models.BaseChatModel": CHAT_MODEL,
            "langchain_core.language_models.BaseLLM": LLM,
            "langchain_core.embeddings.embeddings.Embeddings": EMBEDDINGS,
            "langchain_core.vectorstores.base.VectorStore": STORE,
            "langchain_core.vectorstores.base.VectorStoreRetriever": (
                "langchain_core.vectorstores.VectorStoreRetriever"
            ),
            "langchain_core.runnables.base.RunnableSequence": _SEQUENCE,
            "langchain_core.prompts.prompt": "langchain_core.prompts",
            "langchain_core.prompts.chat": "langchain_core.prompts",
            "langchain_core.prompts.few_shot": "langchain_core.prompts",
        },
        bases={
            **dict.fromkeys(names("langchain_core.prompts", _PROMPTS), (PROMPT,)),
            "langchain_core.vectorstores.VectorStoreRetriever": (RETRIEVER,),
            **dict.fromkeys(
                (
                    "langchain_openai.ChatOpenAI",
                    "langchain_openai.AzureChatOpenAI",
                    "langchain_anthropic.ChatAnthropic",
                    "langchain_google_genai.ChatGoogleGenerativeAI",
                    "langchain_ollama.ChatOllama",
                    "langchain_groq.ChatGroq",
                ),
                (CHAT_MODEL,),
            ),
        },
        delegates={
            **dict.fromkeys(names(RETRIEVER, "invoke"), "_get_relevant_documents"),
            **dict.fromkeys(names(CHAT_MODEL, "invoke generate"), "_generate"),
            **dict.fromkeys(names(LLM, "invoke generate"), "_generate"),
        },
        returns={
            **returning("Self", CHAT_MODEL, f"{_WRAPPERS} bind_tools with_structured_output"),
            **returning("Self", LLM, _WRAPPERS),
            **returning("Self", RETRIEVER, _WRAPPERS),
            **returning("Self", _SEQUENCE, f"{_WRAPPERS} with_types assign pick"),
            **returning("Self", PROMPT, f"partial {_WRAPPERS}"),
            **{
                f"langchain_core.prompts.{cls}.{name}": f"langchain_core.prompts.{cls}"
                for cls, made in _FILLED.items()
                for name in made.split()
            },
            **{
                f"{cls}.{name}": _SEQUENCE
                for cls in (CHAT_MODEL, LLM, RETRIEVER, PROMPT, _SEQUENCE)
                for name in _OPERATORS.split()
            },
            **{f"{cls}.stream": f"{cls}.stream" for cls in (CHAT_MODEL, LLM, _SEQUENCE)},
            f"{STORE}.as_retriever": "langchain_core.vectorstores.VectorStoreRetriever",
        },
    ),
    Library(
        distribution="langchain",
        packages=("langchain",),
        blocks=(
            *methods(
                "langchain.agents",
                "AgentExecutor.invoke AgentExecutor.run",
                Kind.NETWORK,
                _AGENT,
                twin="langchain.agents.AgentExecutor.ainvoke",
                when="<1",
                why=_OLD_DOCS + "agents/",
            ),
            *methods(
                _CHAIN,
                "invoke run batch apply __call__",
                Kind.NETWORK,
                _STEPS,
                twin=f"{_CHAIN}.ainvoke",
                when="<1",
                why=_OLD_DOCS + "chains/",
            ),
            *methods(
                "langchain.chains.LLMChain",
                "predict generate predict_and_parse",
                Kind.NETWORK,
                _ASK,
                twin="langchain.chains.LLMChain.a{}",
                when="<1",
                why=_OLD_DOCS + "chains/",
            ),
        ),
        aliases={
            "langchain.chat_models.BaseChatModel": CHAT_MODEL,
            "langchain.chat_models.base.init_chat_model": "langchain.chat_models.init_chat_model",
            "langchain.agents.factory.create_agent": "langchain.agents.create_agent",
            "langchain.agents.initialize.initialize_agent": "langchain.agents.initialize_agent",
            "langchain.chains.llm.LLMChain": "langchain.chains.LLMChain",
            "langchain.LLMChain": "langchain.chains.LLMChain",
            "langchain.prompts": "langchain_core.prompts",
            "langchain.embeddings.base": "langchain_core.embeddings",
            "langchain.PromptTemplate": "langchain_core.prompts.PromptTemplate",
            "langchain.chains.retrieval.create_retrieval_chain": (
                "langchain.chains.create_retrieval_chain"
            ),
            "langchain.chains.history_aware_retriever.create_history_aware_retriever": (
                "langchain.chains.create_history_aware_retriever"
            ),
            # What langchain 1 does no longer hold is the same elsewhere.
            "langchain_classic.chains": "langchain.chains",
            "langchain_classic.agents": "langchain.agents",
        },
        bases={
            **dict.fromkeys(names("langchain.chains", _CHAINS), (_CHAIN,)),
            "langchain.chains.ConversationChain": ("langchain.chains.LLMChain",),
        },
        returns={
            "langchain.chat_models.init_chat_model": CHAT_MODEL,
            "langchain.embeddings.init_embeddings": EMBEDDINGS,
            "langchain.agents.create_agent": "langgraph.graph.state.CompiledStateGraph",
            "langchain.agents.initialize_agent": "langchain.agents.AgentExecutor",
            **dict.fromkeys(_MADE.split(), _CHAIN),
            **dict.fromkeys(names("langchain.chains", _PIPED), _SEQUENCE),
            "langchain.chains.LLMChain.from_string": "langchain.chains.LLMChain",
            **{
                f"langchain.chains.{cls}.{name}": f"langchain.chains.{cls}"
                for cls, made in _ASKING.items()
                for name in made.split()
            },
        },
    ),
)
