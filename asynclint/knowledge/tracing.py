"""Traces, metrics and checks: exporters that wait, and decorators that run what they decorate."""

from __future__ import annotations

from asynclint.knowledge.entry import Kind, methods, names, returning
from asynclint.knowledge.library import Library

_EXPORT = "waits until what is left has been sent"
_ASK = "sends the request and waits for the answer"

_OTEL = "https://opentelemetry-python.readthedocs.io/en/latest/sdk/index.html"
_LANGFUSE = "https://langfuse.com/docs/observability/sdk/overview"
_OPIK = "https://www.comet.com/docs/opik/python-sdk-reference/Opik.html"
_SENTRY = "https://docs.sentry.io/platforms/python/configuration/draining/"
_DATADOG = "https://ddtrace.readthedocs.io/en/stable/api.html"
_LOGFIRE = "https://logfire.pydantic.dev/docs/reference/api/logfire/"
_METRICS = "Counter Gauge Summary Histogram Info Enum"
_NEWRELIC = (
    "background_task database_trace datastore_trace error_trace external_trace"
    " function_trace message_trace transaction_name web_transaction"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="sentry-sdk",
        packages=("sentry_sdk",),
        blocks=methods("sentry_sdk", "flush", Kind.NETWORK, _EXPORT, why=_SENTRY),
        aliases={
            "sentry_sdk.api.flush": "sentry_sdk.flush",
            "sentry_sdk.tracing.trace": "sentry_sdk.trace",
            "sentry_sdk.crons.decorator.monitor": "sentry_sdk.crons.monitor",
            "sentry_sdk.monitor": "sentry_sdk.crons.monitor",
        },
        transparent=("sentry_sdk.trace", "sentry_sdk.crons.monitor"),
    ),
    Library(
        distribution="opentelemetry-sdk",
        packages=("opentelemetry.sdk",),
        blocks=methods(
            "opentelemetry.sdk",
            "trace.TracerProvider.shutdown trace.TracerProvider.force_flush"
            " trace.export.BatchSpanProcessor.shutdown trace.export.BatchSpanProcessor.force_flush"
            " metrics.MeterProvider.shutdown metrics.MeterProvider.force_flush"
            " _logs.LoggerProvider.shutdown _logs.LoggerProvider.force_flush",
            Kind.NETWORK,
            _EXPORT,
            why=_OTEL,
        ),
    ),
    Library(
        distribution="opentelemetry-api",
        packages=("opentelemetry.trace",),
        returns={
            "opentelemetry.trace.get_tracer": "opentelemetry.trace.Tracer",
            "opentelemetry.trace.TracerProvider.get_tracer": "opentelemetry.trace.Tracer",
            "opentelemetry.trace.get_tracer_provider": "opentelemetry.trace.TracerProvider",
        },
        transparent=("opentelemetry.trace.Tracer.start_as_current_span",),
    ),
    Library(
        distribution="langfuse",
        packages=("langfuse",),
        blocks=(
            *methods("langfuse.Langfuse", "flush shutdown", Kind.NETWORK, _EXPORT, why=_LANGFUSE),
            *methods(
                "langfuse.Langfuse",
                "auth_check create_prompt get_dataset",
                Kind.NETWORK,
                _ASK,
                why=_LANGFUSE,
            ),
        ),
        aliases={
            "langfuse._client.client.Langfuse": "langfuse.Langfuse",
            "langfuse.decorators.langfuse_decorator.observe": "langfuse.decorators.observe",
        },
        returns={"langfuse.get_client": "langfuse.Langfuse"},
        transparent=("langfuse.observe", "langfuse.decorators.observe"),
    ),
    Library(
        distribution="opik",
        packages=("opik",),
        blocks=methods(
            "opik", "Opik.flush Opik.end flush_tracker", Kind.NETWORK, _EXPORT, why=_OPIK
        ),
        aliases={
            "opik.api_objects.opik_client.Opik": "opik.Opik",
            "opik.decorator.tracker.flush_tracker": "opik.flush_tracker",
            "opik.decorator.tracker.track": "opik.track",
        },
        returns={"opik.get_global_client": "opik.Opik"},
        transparent=("opik.track",),
    ),
    Library(
        distribution="traceroot",
        packages=("traceroot",),
        aliases={
            "traceroot.decorators.observe": "traceroot.observe",
            "traceroot.tracer.trace": "traceroot.trace",
        },
        transparent=("traceroot.observe", "traceroot.trace"),
    ),
    Library(
        distribution="posthog",
        packages=("posthog",),
        blocks=methods(
            "posthog",
            "flush shutdown client.Client.flush client.Client.shutdown client.Client.join",
            Kind.NETWORK,
            _EXPORT,
            why="https://posthog.com/docs/libraries/python",
        ),
        aliases={"posthog.Client": "posthog.client.Client"},
        bases={"posthog.Posthog": ("posthog.client.Client",)},
    ),
    Library(
        distribution="prometheus-client",
        packages=("prometheus_client",),
        blocks=methods(
            "prometheus_client",
            "push_to_gateway pushadd_to_gateway delete_from_gateway",
            Kind.NETWORK,
            _ASK,
            why="https://prometheus.github.io/client_python/exporting/pushgateway/",
        ),
        aliases={
            "prometheus_client.exposition": "prometheus_client",
            **{
                f"prometheus_client.metrics.{c}": f"prometheus_client.{c}" for c in _METRICS.split()
            },
        },
        returns={f"prometheus_client.{c}.labels": "Self" for c in _METRICS.split()},
        transparent=names(
            "prometheus_client",
            "Counter.count_exceptions Gauge.time Gauge.track_inprogress Histogram.time"
            " Summary.time",
        ),
    ),
    Library(
        distribution="ddtrace",
        packages=("ddtrace",),
        blocks=methods(
            "ddtrace.trace.Tracer", "flush shutdown", Kind.NETWORK, _EXPORT, why=_DATADOG
        ),
        aliases={
            "ddtrace.tracer": "ddtrace.trace.tracer",
            "ddtrace._trace.tracer.Tracer": "ddtrace.trace.Tracer",
        },
        returns={"ddtrace.trace.tracer": "ddtrace.trace.Tracer"},
        transparent=("ddtrace.trace.Tracer.wrap",),
    ),
    Library(
        distribution="newrelic",
        packages=("newrelic.agent",),
        blocks=methods(
            "newrelic.agent",
            "shutdown_agent",
            Kind.NETWORK,
            _EXPORT,
            why="https://docs.newrelic.com/docs/apm/agents/python-agent/python-agent-api/",
        ),
        aliases={
            f"newrelic.api.{name}.{name}": f"newrelic.agent.{name}" for name in _NEWRELIC.split()
        },
        transparent=names("newrelic.agent", _NEWRELIC),
    ),
    Library(
        distribution="logfire",
        packages=("logfire",),
        blocks=methods(
            "logfire",
            "force_flush shutdown Logfire.force_flush Logfire.shutdown",
            Kind.NETWORK,
            _EXPORT,
            why=_LOGFIRE,
        ),
        aliases={"logfire._internal.main.Logfire": "logfire.Logfire"},
        returns=returning("logfire.Logfire", "logfire", "configure with_settings with_tags"),
        transparent=names("logfire", "instrument Logfire.instrument"),
    ),
    Library(
        distribution="elastic-apm",
        packages=("elasticapm",),
        aliases={"elasticapm.traces.capture_span": "elasticapm.capture_span"},
        transparent=("elasticapm.capture_span",),
    ),
    Library(
        distribution="aws-xray-sdk",
        packages=("aws_xray_sdk.core",),
        aliases={
            "aws_xray_sdk.core.recorder.AWSXRayRecorder": "aws_xray_sdk.core.AWSXRayRecorder",
        },
        returns={"aws_xray_sdk.core.xray_recorder": "aws_xray_sdk.core.AWSXRayRecorder"},
        transparent=("aws_xray_sdk.core.AWSXRayRecorder.capture",),
    ),
    Library(
        distribution="beartype",
        packages=("beartype",),
        aliases={"beartype._decor.decorcache.beartype": "beartype.beartype"},
        transparent=("beartype.beartype",),
    ),
    Library(
        distribution="typeguard",
        packages=("typeguard",),
        transparent=("typeguard.typechecked",),
    ),
    Library(
        distribution="deprecated",
        packages=("deprecated",),
        aliases={"deprecated.classic.deprecated": "deprecated.deprecated"},
        transparent=names(
            "deprecated",
            "deprecated sphinx.deprecated sphinx.versionadded sphinx.versionchanged",
        ),
    ),
    Library(
        distribution="retrying",
        packages=("retrying",),
        transparent=("retrying.retry",),
    ),
)
