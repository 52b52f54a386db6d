"""Workflows that workers run: what hands them over, and what waits for their results."""

from __future__ import annotations

from asynclint.knowledge.entry import Kind, methods, returning
from asynclint.knowledge.library import Library

_ASK = "sends the request to the server and waits for the answer"
_RESULT = "waits until a worker has run it"

_HATCHET = "hatchet_sdk.runnables.workflow"
_HATCHET_DOCS = "https://docs.hatchet.run/sdks/python/client"

# Class -> its methods that wait. Each has a twin that begins with `aio_`.
_AWAITED = {
    "WorkflowRunRef": "result",
    "runnables.workflow.TaskRunRef": "result",
    "runnables.workflow.Workflow": "run run_many",
    "runnables.workflow.Standalone": "run run_many",
}
_ASKED = {
    "runnables.workflow.BaseWorkflow": "list_runs create_filter schedule create_cron delete",
    "runnables.workflow.Workflow": "run_no_wait run_many_no_wait",
    "runnables.workflow.Standalone": "run_no_wait run_many_no_wait get_result",
    "clients.admin.AdminClient": "run_workflow run_workflows put_workflow schedule_workflow",
    "clients.events.EventClient": "push bulk_push list",
    "features.cron.CronClient": "create delete list get",
    "features.filters.FiltersClient": "list get create delete update",
    "features.logs.LogsClient": "list",
    "features.metrics.MetricsClient": "get_queue_metrics get_task_metrics",
    "features.rate_limits.RateLimitsClient": "put",
    "features.runs.RunsClient": (
        "get get_task_run get_status list create replay bulk_replay cancel bulk_cancel get_result"
    ),
    "features.scheduled.ScheduledClient": "create delete update list get",
    "features.workers.WorkersClient": "get list update",
    "features.workflows.WorkflowsClient": "get list get_version delete",
}

LIBRARIES: tuple[Library, ...] = (
    # A function that is made a task cannot be called, only run by a worker.
    Library(
        distribution="hatchet-sdk",
        packages=("hatchet_sdk",),
        blocks=tuple(
            row
            for does, calls_by_owner in ((_ASK, _ASKED), (_RESULT, _AWAITED))
            for owner, calls in calls_by_owner.items()
            for row in methods(
                f"hatchet_sdk.{owner}",
                calls,
                Kind.NETWORK,
                does,
                twin=f"hatchet_sdk.{owner}.aio_{{}}",
                why=_HATCHET_DOCS,
            )
        ),
        aliases={
            "hatchet_sdk.hatchet.Hatchet": "hatchet_sdk.Hatchet",
            "hatchet_sdk.workflow_run.WorkflowRunRef": "hatchet_sdk.WorkflowRunRef",
        },
        bases={
            f"{_HATCHET}.Workflow": (f"{_HATCHET}.BaseWorkflow",),
            f"{_HATCHET}.Standalone": (f"{_HATCHET}.BaseWorkflow",),
        },
        returns={
            "hatchet_sdk.Hatchet.workflow": f"{_HATCHET}.Workflow",
            **returning(f"{_HATCHET}.Standalone", "hatchet_sdk.Hatchet", "task durable_task"),
            **returning(
                "hatchet_sdk.WorkflowRunRef",
                "hatchet_sdk",
                "clients.admin.AdminClient.run_workflow features.runs.RunsClient.get_run_ref"
                " runnables.workflow.Workflow.run_no_wait",
            ),
            f"{_HATCHET}.Standalone.run_no_wait": f"{_HATCHET}.TaskRunRef",
            f"{_HATCHET}.Standalone.get_run_ref": f"{_HATCHET}.TaskRunRef",
            "hatchet_sdk.Hatchet.event": "hatchet_sdk.clients.events.EventClient",
            "hatchet_sdk.features.runs.RunsClient.admin_client": (
                "hatchet_sdk.clients.admin.AdminClient"
            ),
            **{
                f"hatchet_sdk.Hatchet.{name}": f"hatchet_sdk.features.{name}.{cls}"
                for name, cls in (
                    ("cron", "CronClient"),
                    ("filters", "FiltersClient"),
                    ("logs", "LogsClient"),
                    ("metrics", "MetricsClient"),
                    ("rate_limits", "RateLimitsClient"),
                    ("runs", "RunsClient"),
                    ("scheduled", "ScheduledClient"),
                    ("workers", "WorkersClient"),
                    ("workflows", "WorkflowsClient"),
                )
            },
        },
        transparent=("hatchet_sdk.Hatchet.task", "hatchet_sdk.Hatchet.durable_task"),
    ),
)
