"""Frameworks for agents, and what runs one to its end in the calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, names, returning
from asynclint.knowledge.library import Library

_ASK = "sends the request to the model's service and waits for the answer"
_EMBED = "asks the embedding model and waits for the vectors"
_RETRIEVE = "searches for documents and waits for the result"
_GRAPH = "runs the graph, whose nodes ask models and tools, until it is done"
_AGENT = "runs the agent, which asks models and tools, until it is done"
_LOOP = "runs the agent in an event loop of its own"
_MEMORY = "asks the models and the store of the memory, and waits for them"
_PREGEL = "langgraph.pregel.Pregel"
_ENGINES = "vertexai._genai.agent_engines.AgentEngines"
_COMPILED = "langgraph.graph.state.CompiledStateGraph"
_LANGGRAPH = "https://reference.langchain.com/python/langgraph/graphs/"
_CREWAI = "https://docs.crewai.com/en/learn/kickoff-async"
_OPENAI_AGENTS = "https://openai.github.io/openai-agents-python/running_agents/"
_PYDANTIC = "https://pydantic.dev/docs/ai/core-concepts/agent/"
_ADK = "https://adk.dev/runtime/"
_SMOLAGENTS = "https://huggingface.co/docs/smolagents/reference/agents"
_DSPY = "https://dspy.ai/tutorials/async/"
_HAYSTACK = "https://docs.haystack.deepset.ai/docs/pipelines"
_MEM0 = "https://docs.mem0.ai/open-source/features/async-memory"
_VERTEX = "https://docs.cloud.google.com/python/docs/reference/vertexai/latest"
_WATSONX = "https://ibm.github.io/watsonx-ai-python-sdk/fm_model_inference.html"
_STREAMING = (Unless("stream", None, (True,)),)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="langgraph",
        packages=("langgraph",),
        blocks=(
            Blocks(
                f"{_PREGEL}.invoke",
                Kind.NETWORK,
                _GRAPH,
                twin=f"{_PREGEL}.ainvoke",
                why=_LANGGRAPH,
            ),
            Blocks(
                f"{_PREGEL}.batch",
                Kind.NETWORK,
                _GRAPH,
                twin=f"{_PREGEL}.abatch",
                why=_LANGGRAPH,
            ),
            Blocks(
                f"{_PREGEL}.stream.__iter__",
                Kind.NETWORK,
                "runs the graph's nodes until there is something to give",
                twin=f"{_PREGEL}.astream",
                why=_LANGGRAPH,
            ),
            *methods(
                "langgraph.pregel.remote.RemoteGraph",
                "invoke get_state update_state",
                Kind.NETWORK,
                "asks the server that runs the graph, and waits for the answer",
                twin="langgraph.pregel.remote.RemoteGraph.a{}",
                why="https://reference.langchain.com/python/langgraph/pregel/",
            ),
        ),
        aliases={
            "langgraph.pregel.main.Pregel": _PREGEL,
            "langgraph.graph.graph.CompiledGraph": _PREGEL,
            "langgraph.graph.state.StateGraph": "langgraph.graph.StateGraph",
            "langgraph.prebuilt.chat_agent_executor.create_react_agent": (
                "langgraph.prebuilt.create_react_agent"
            ),
        },
        bases={_COMPILED: (_PREGEL,)},
        returns={
            "langgraph.graph.StateGraph.compile": _COMPILED,
            "langgraph.prebuilt.create_react_agent": _COMPILED,
            f"{_PREGEL}.stream": f"{_PREGEL}.stream",
            f"{_PREGEL}.with_config": "Self",
            **returning(
                "Self",
                "langgraph.graph.StateGraph",
                "add_node add_edge add_conditional_edges add_sequence set_entry_point"
                " set_finish_point",
            ),
        },
    ),
    Library(
        distribution="crewai",
        packages=("crewai",),
        blocks=(
            *methods(
                "crewai.Crew",
                "kickoff kickoff_for_each",
                Kind.NETWORK,
                "runs the crew, whose agents ask models and tools, until it is done",
                twin="crewai.Crew.{}_async",
                why=_CREWAI,
            ),
            Blocks(
                "crewai.Flow.kickoff",
                Kind.NETWORK,
                "runs the flow in another event loop and waits until it is done",
                twin="crewai.Flow.kickoff_async",
                why=_CREWAI,
            ),
            Blocks(
                "crewai.LLM.call",
                Kind.NETWORK,
                _ASK,
                twin="crewai.LLM.acall",
                why="https://docs.crewai.com/en/concepts/llms",
            ),
        ),
        aliases={
            "crewai.crew.Crew": "crewai.Crew",
            "crewai.flow.Flow": "crewai.Flow",
            "crewai.flow.flow.Flow": "crewai.Flow",
            "crewai.llm.LLM": "crewai.LLM",
        },
    ),
    Library(
        distribution="openai-agents",
        packages=("agents",),
        blocks=(
            Blocks(
                "agents.Runner.run_sync",
                Kind.LOOP,
                _LOOP,
                twin="agents.Runner.run",
                why=_OPENAI_AGENTS,
            ),
        ),
        aliases={"agents.run.Runner": "agents.Runner"},
    ),
    Library(
        distribution="pydantic-ai-slim",
        packages=("pydantic_ai",),
        blocks=(
            Blocks(
                "pydantic_ai.Agent.run_sync",
                Kind.LOOP,
                _LOOP,
                twin="pydantic_ai.Agent.run",
                why=_PYDANTIC,
            ),
            Blocks(
                "pydantic_ai.direct.model_request_sync",
                Kind.LOOP,
                "asks the model in an event loop of its own",
                twin="pydantic_ai.direct.model_request",
                why="https://pydantic.dev/docs/ai/advanced-features/direct/",
            ),
        ),
        aliases={"pydantic_ai.agent.Agent": "pydantic_ai.Agent"},
    ),
    Library(
        distribution="google-adk",
        packages=("google.adk",),
        blocks=(
            Blocks(
                "google.adk.runners.Runner.run.__iter__",
                Kind.WAIT,
                "waits for the next event of the agent, which runs in a thread",
                twin="google.adk.runners.Runner.run_async",
                why=_ADK,
            ),
        ),
        aliases={"google.adk.Runner": "google.adk.runners.Runner"},
        bases={"google.adk.runners.InMemoryRunner": ("google.adk.runners.Runner",)},
        returns={"google.adk.runners.Runner.run": "google.adk.runners.Runner.run"},
    ),
    Library(
        distribution="smolagents",
        packages=("smolagents",),
        blocks=(
            Blocks(
                "smolagents.MultiStepAgent.run",
                Kind.NETWORK,
                _AGENT,
                unless=(Unless("stream", 1, (True,)),),
                why=_SMOLAGENTS,
            ),
            *methods(
                "smolagents",
                "OpenAIModel.generate LiteLLMModel.generate InferenceClientModel.generate"
                " AzureOpenAIModel.generate AmazonBedrockModel.generate",
                Kind.NETWORK,
                _ASK,
                why="https://huggingface.co/docs/smolagents/reference/models",
            ),
        ),
        aliases={"smolagents.agents": "smolagents", "smolagents.models": "smolagents"},
        bases=dict.fromkeys(
            names("smolagents", "CodeAgent ToolCallingAgent"), ("smolagents.MultiStepAgent",)
        ),
    ),
    Library(
        distribution="dspy",
        packages=("dspy",),
        blocks=(
            Blocks(
                "dspy.Module.__call__",
                Kind.NETWORK,
                "asks the model as often as the program needs, and waits for the answers",
                twin="dspy.Module.acall",
                why=_DSPY,
            ),
            Blocks("dspy.LM.__call__", Kind.NETWORK, _ASK, twin="dspy.LM.acall", why=_DSPY),
        ),
        aliases={
            "dspy.primitives.module.Module": "dspy.Module",
            "dspy.primitives.Module": "dspy.Module",
            "dspy.predict": "dspy",
            "dspy.clients.lm.LM": "dspy.LM",
            "dspy.utils.asyncify.asyncify": "dspy.asyncify",
        },
        bases=dict.fromkeys(
            names("dspy", "Predict ChainOfThought ReAct ProgramOfThought CodeAct Refine BestOfN"),
            ("dspy.Module",),
        ),
        offloads={"dspy.asyncify": 0},
    ),
    Library(
        distribution="haystack-ai",
        packages=("haystack",),
        blocks=(
            Blocks(
                "haystack.Pipeline.run",
                Kind.NETWORK,
                "runs the pipeline, whose components ask models and stores, until it is done",
                twin="haystack.Pipeline.run_async",
                why=_HAYSTACK,
            ),
            Blocks(
                "haystack.components.agents.Agent.run",
                Kind.NETWORK,
                _AGENT,
                twin="haystack.components.agents.Agent.run_async",
                why="https://docs.haystack.deepset.ai/docs/agent",
            ),
            *methods(
                "haystack.components",
                "generators.chat.OpenAIChatGenerator.run embedders.OpenAITextEmbedder.run"
                " embedders.OpenAIDocumentEmbedder.run",
                Kind.NETWORK,
                _ASK,
                twin="haystack.components.{}_async",
                why="https://docs.haystack.deepset.ai/docs/openaichatgenerator",
            ),
        ),
        aliases={
            "haystack.core.pipeline.Pipeline": "haystack.Pipeline",
            "haystack.core.pipeline.pipeline.Pipeline": "haystack.Pipeline",
        },
    ),
    Library(
        distribution="mem0ai",
        packages=("mem0",),
        blocks=(
            *methods(
                "mem0.Memory",
                "add search get get_all update delete delete_all",
                Kind.NETWORK,
                _MEMORY,
                twin="mem0.AsyncMemory.{}",
                why=_MEM0,
            ),
            *methods(
                "mem0",
                "MemoryClient AsyncMemoryClient",
                Kind.NETWORK,
                "asks the server whether the key is valid",
                why="https://github.com/mem0ai/mem0/blob/main/mem0/client/main.py",
            ),
            *methods(
                "mem0.MemoryClient",
                "add search get get_all update delete delete_all history users batch_update"
                " batch_delete",
                Kind.NETWORK,
                "sends the request and waits for the response",
                twin="mem0.AsyncMemoryClient.{}",
                why="https://docs.mem0.ai/platform/features/async-client",
            ),
        ),
        aliases={
            "mem0.memory.main": "mem0",
            "mem0.client.main": "mem0",
        },
        returns={"mem0.Memory.from_config": "mem0.Memory"},
    ),
    Library(
        distribution="google-cloud-aiplatform",
        packages=("vertexai",),
        blocks=(
            *methods(
                "vertexai.generative_models",
                "GenerativeModel.generate_content ChatSession.send_message",
                Kind.NETWORK,
                _ASK,
                twin="vertexai.generative_models.{}_async",
                unless=_STREAMING,
                why=_VERTEX,
            ),
            Blocks(
                "vertexai.generative_models.GenerativeModel.count_tokens",
                Kind.NETWORK,
                _ASK,
                twin="vertexai.generative_models.GenerativeModel.count_tokens_async",
                why=_VERTEX,
            ),
            *methods(
                "vertexai.language_models",
                "TextEmbeddingModel.get_embeddings TextGenerationModel.predict",
                Kind.NETWORK,
                _ASK,
                twin="vertexai.language_models.{}_async",
                why=_VERTEX,
            ),
            *methods("vertexai.rag", "retrieval_query", Kind.NETWORK, _RETRIEVE, why=_VERTEX),
            *methods(
                "vertexai.rag",
                "upload_file import_files get_file list_files delete_file create_corpus get_corpus"
                " list_corpora delete_corpus update_corpus",
                Kind.NETWORK,
                _ASK,
                why=_VERTEX,
            ),
            *methods(
                "vertexai._genai",
                "agent_engines.AgentEngines.create agent_engines.AgentEngines.get"
                " agent_engines.AgentEngines.update agent_engines.AgentEngines.delete"
                " memories.Memories.create memories.Memories.get"
                " memories.Memories.list memories.Memories.delete memories.Memories.generate"
                " memories.Memories.retrieve",
                Kind.NETWORK,
                _ASK,
                why=_VERTEX,
            ),
        ),
        aliases={
            "vertexai.preview.generative_models": "vertexai.generative_models",
            "vertexai.preview.rag": "vertexai.rag",
        },
        returns={
            "vertexai.Client.agent_engines": _ENGINES,
            f"{_ENGINES}.memories": "vertexai._genai.memories.Memories",
            "vertexai.generative_models.GenerativeModel.start_chat": (
                "vertexai.generative_models.ChatSession"
            ),
            "vertexai.language_models.TextEmbeddingModel.from_pretrained": (
                "vertexai.language_models.TextEmbeddingModel"
            ),
            "vertexai.language_models.TextGenerationModel.from_pretrained": (
                "vertexai.language_models.TextGenerationModel"
            ),
        },
    ),
    Library(
        distribution="ibm-watsonx-ai",
        packages=("ibm_watsonx_ai",),
        blocks=(
            *methods(
                "ibm_watsonx_ai.foundation_models.ModelInference",
                "chat generate",
                Kind.NETWORK,
                _ASK,
                twin="ibm_watsonx_ai.foundation_models.ModelInference.a{}",
                why=_WATSONX,
            ),
            *methods(
                "ibm_watsonx_ai.foundation_models.ModelInference",
                "generate_text tokenize",
                Kind.NETWORK,
                _ASK,
                why=_WATSONX,
            ),
            *methods(
                "ibm_watsonx_ai.foundation_models.Embeddings",
                "generate embed_documents embed_query",
                Kind.NETWORK,
                _EMBED,
                twin="ibm_watsonx_ai.foundation_models.Embeddings.a{}",
                why="https://ibm.github.io/watsonx-ai-python-sdk/fm_embeddings.html",
            ),
        ),
    ),
)
