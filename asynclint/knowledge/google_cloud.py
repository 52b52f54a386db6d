"""Google's other clouds: speech, words, pictures, tasks, logs, secrets, and what runs code.

Most have a client that waits and one that is awaited, with the same methods.
"""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, asking, methods, names, returning
from asynclint.knowledge.library import Library

_GOOGLE = "https://cloud.google.com/python/docs/reference/"
_REQUEST = "sends the request to the service and waits for the response"
_OPERATION = "google.api_core.operation.Operation"

# Distribution, package, client without `Client`, methods, methods that start an operation.
_SERVICES = (
    (
        *("speech", "speech", "Speech"),
        "recognize",
        "long_running_recognize",
    ),
    (
        *("speech", "speech_v2", "Speech"),
        "recognize create_recognizer get_recognizer list_recognizers",
        "batch_recognize",
    ),
    ("texttospeech", "texttospeech", "TextToSpeech", "synthesize_speech list_voices", ""),
    (
        *("translate", "translate", "TranslationService"),
        (
            "translate_text detect_language get_supported_languages translate_document get_glossary"
            " list_glossaries adaptive_mt_translate"
        ),
        "batch_translate_text batch_translate_document create_glossary delete_glossary",
    ),
    (
        *("vision", "vision", "ImageAnnotator"),
        (
            "annotate_image batch_annotate_images batch_annotate_files text_detection"
            " label_detection document_text_detection face_detection object_localization"
            " safe_search_detection logo_detection landmark_detection web_detection"
            " image_properties"
        ),
        "async_batch_annotate_images async_batch_annotate_files",
    ),
    (
        *("language", "language_v1", "LanguageService"),
        (
            "analyze_sentiment analyze_entities analyze_entity_sentiment analyze_syntax"
            " classify_text moderate_text annotate_text"
        ),
        "",
    ),
    (
        *("language", "language_v2", "LanguageService"),
        "analyze_sentiment analyze_entities classify_text moderate_text annotate_text",
        "",
    ),
    (
        *("dlp", "dlp", "DlpService"),
        (
            "inspect_content redact_image deidentify_content reidentify_content list_info_types"
            " create_inspect_template get_inspect_template create_deidentify_template"
            " create_dlp_job get_dlp_job list_dlp_jobs"
        ),
        "",
    ),
    (
        *("tasks", "tasks", "CloudTasks"),
        (
            "create_task get_task list_tasks delete_task run_task create_queue get_queue"
            " list_queues update_queue delete_queue purge_queue pause_queue resume_queue"
        ),
        "",
    ),
    (
        *("scheduler", "scheduler", "CloudScheduler"),
        "create_job get_job list_jobs update_job delete_job pause_job resume_job run_job",
        "",
    ),
    (
        *("monitoring", "monitoring_v3", "MetricService"),
        (
            "create_time_series list_time_series create_metric_descriptor get_metric_descriptor"
            " list_metric_descriptors delete_metric_descriptor"
        ),
        "",
    ),
    (
        *("run", "run_v2", "Services"),
        "get_service list_services",
        "create_service update_service delete_service",
    ),
    (
        *("run", "run_v2", "Jobs"),
        "get_job list_jobs",
        "create_job update_job delete_job run_job",
    ),
    (
        *("functions", "functions_v2", "FunctionService"),
        "get_function list_functions generate_upload_url generate_download_url",
        "create_function update_function delete_function",
    ),
    (
        *("documentai", "documentai", "DocumentProcessorService"),
        "process_document get_processor list_processors create_processor",
        "batch_process_documents delete_processor enable_processor disable_processor",
    ),
)
_OTHERS = {
    "translate": asking(
        "google.cloud.translate_v2.Client",
        "translate detect_language get_languages",
        _GOOGLE + "translate",
    )
}
_VERSIONS = {
    "google.cloud.speech_v1.SpeechClient": "google.cloud.speech.SpeechClient",
    "google.cloud.texttospeech_v1.TextToSpeechClient": (
        "google.cloud.texttospeech.TextToSpeechClient"
    ),
    "google.cloud.translate_v3.TranslationServiceClient": (
        "google.cloud.translate.TranslationServiceClient"
    ),
    "google.cloud.vision_v1.ImageAnnotatorClient": "google.cloud.vision.ImageAnnotatorClient",
    "google.cloud.language.LanguageServiceClient": "google.cloud.language_v1.LanguageServiceClient",
    "google.cloud.dlp_v2.DlpServiceClient": "google.cloud.dlp.DlpServiceClient",
    "google.cloud.tasks_v2.CloudTasksClient": "google.cloud.tasks.CloudTasksClient",
    "google.cloud.scheduler_v1.CloudSchedulerClient": (
        "google.cloud.scheduler.CloudSchedulerClient"
    ),
    "google.cloud.translate_v2.client.Client": "google.cloud.translate_v2.Client",
    "google.cloud.documentai_v1.DocumentProcessorServiceClient": (
        "google.cloud.documentai.DocumentProcessorServiceClient"
    ),
}

LIBRARIES: tuple[Library, ...] = (
    *(
        Library(
            distribution=f"google-cloud-{distribution}",
            packages=tuple(
                f"google.cloud.{package}" for one, package, *_ in _SERVICES if one == distribution
            ),
            blocks=(
                *_OTHERS.get(distribution, ()),
                *(
                    row
                    for one, package, client, methods, operations in _SERVICES
                    if one == distribution
                    for row in asking(
                        f"google.cloud.{package}.{client}Client",
                        f"{methods} {operations}",
                        _GOOGLE + distribution,
                        twin=f"google.cloud.{package}.{client}AsyncClient",
                    )
                ),
            ),
            aliases={
                alias: name
                for alias, name in _VERSIONS.items()
                if name.startswith(f"google.cloud.{distribution}")
            },
            returns={
                name: result
                for one, package, client, _, operations in _SERVICES
                if one == distribution
                for name, result in returning(
                    _OPERATION, f"google.cloud.{package}.{client}Client", operations
                ).items()
            },
            asynchronous=tuple(
                f"google.cloud.{package}.{client}AsyncClient"
                for one, package, client, *_ in _SERVICES
                if one == distribution
            ),
        )
        for distribution in dict.fromkeys(one for one, *_ in _SERVICES)
    ),
    Library(
        distribution="google-api-core",
        packages=("google.api_core",),
        blocks=(
            Blocks(
                _OPERATION + ".result",
                Kind.SLEEP,
                "asks again and again until the operation has ended",
                twin="the operation of the asynchronous client",
                why="https://googleapis.dev/python/google-api-core/latest/operation.html",
            ),
        ),
    ),
    Library(
        distribution="google-cloud-logging",
        packages=("google.cloud.logging",),
        blocks=asking(
            "google.cloud.logging.Logger",
            "log log_text log_struct log_proto log_empty delete",
            _GOOGLE + "logging",
        ),
        aliases={
            "google.cloud.logging_v2.client.Client": "google.cloud.logging.Client",
            "google.cloud.logging_v2.logger.Logger": "google.cloud.logging.Logger",
            "google.cloud.logging_v2.Client": "google.cloud.logging.Client",
            "google.cloud.logging_v2.Logger": "google.cloud.logging.Logger",
        },
        returns={"google.cloud.logging.Client.logger": "google.cloud.logging.Logger"},
    ),
    Library(
        distribution="google-cloud-firestore",
        packages=("google.cloud.firestore",),
        blocks=(
            *methods(
                "google.cloud.firestore",
                "DocumentReference.get DocumentReference.set DocumentReference.update"
                " DocumentReference.create DocumentReference.delete CollectionReference.add"
                " CollectionReference.get CollectionReference.stream.__iter__ Query.get"
                " Query.stream.__iter__ WriteBatch.commit",
                Kind.DATABASE,
                _REQUEST,
                twin="google.cloud.firestore.AsyncClient",
                why=_GOOGLE + "firestore/latest",
            ),
        ),
        returns={
            "google.cloud.firestore.Client.collection": (
                "google.cloud.firestore.CollectionReference"
            ),
            **returning(
                "google.cloud.firestore.DocumentReference",
                "google.cloud.firestore",
                "Client.document CollectionReference.document",
            ),
            "google.cloud.firestore.DocumentReference.collection": (
                "google.cloud.firestore.CollectionReference"
            ),
            **returning(
                "google.cloud.firestore.Query",
                "google.cloud.firestore.CollectionReference",
                "where order_by limit select",
            ),
            **returning("Self", "google.cloud.firestore.Query", "where order_by limit select"),
            **{
                name: name
                for name in names(
                    "google.cloud.firestore", "CollectionReference.stream Query.stream"
                )
            },
            "google.cloud.firestore.Client.batch": "google.cloud.firestore.WriteBatch",
        },
        asynchronous=("google.cloud.firestore.AsyncClient",),
    ),
    Library(
        distribution="google-cloud-secret-manager",
        packages=("google.cloud.secretmanager",),
        blocks=methods(
            "google.cloud.secretmanager.SecretManagerServiceClient",
            "access_secret_version add_secret_version create_secret get_secret delete_secret"
            " list_secrets",
            Kind.NETWORK,
            _REQUEST,
            twin="google.cloud.secretmanager.SecretManagerServiceAsyncClient.{}",
            why=_GOOGLE + "secretmanager/latest",
        ),
        asynchronous=("google.cloud.secretmanager.SecretManagerServiceAsyncClient",),
    ),
)
