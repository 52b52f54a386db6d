"""Cloud providers: AWS (boto3) and Google Cloud."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, methods, names, returning
from asynclint.knowledge.library import Library

_REQUEST = "sends the request to the service and waits for the response"
_PAGE = "fetches the next page from the service"
_JOB = "waits until the job has run"

_BOTO3 = "https://boto3.amazonaws.com/v1/documentation/api/latest/guide/"
_STORAGE = "https://cloud.google.com/python/docs/reference/storage/latest"
_PUBSUB = "https://cloud.google.com/python/docs/reference/pubsub/latest"
_BIGQUERY = "https://cloud.google.com/python/docs/reference/bigquery/latest"

_CLIENT = "botocore.client.BaseClient"
_BODY = "botocore.response.StreamingBody"
_STREAMED = ("get_object", "synthesize_speech", "invoke", "invoke_model", "invoke_endpoint")
_RESOURCE = "boto3.resources.base.ServiceResource"
_COLLECTION = "boto3.resources.collection.CollectionManager"
# What a resource makes of an identifier, without asking the service.
_SUBRESOURCES = (
    "AccessKey Account Acl Address Alarm Archive Association Bucket BucketAcl BucketCors"
    " BucketLifecycle BucketLifecycleConfiguration BucketLogging BucketNotification BucketPolicy"
    " BucketRequestPayment BucketTagging BucketVersioning BucketWebsite Event Group Image Instance"
    " InternetGateway Job KeyPair Message Metric MultipartUpload MultipartUploadPart NetworkAcl"
    " NetworkInterface Notification Object ObjectAcl ObjectSummary ObjectVersion PlacementGroup"
    " PlatformApplication PlatformEndpoint Policy PolicyVersion Queue Role RolePolicy Route"
    " RouteTable SecurityGroup Snapshot Stack StackResource Subnet Subscription Table Tag Topic"
    " User UserPolicy Vault Version Volume Vpc"
)
_COLLECTIONS = (
    "buckets objects object_versions multipart_uploads parts queues topics subscriptions tables"
    " instances images volumes snapshots security_groups subnets vpcs key_pairs stacks events"
    " alarms metrics users groups roles policies vaults jobs versions"
)
# Services by module of the type stubs, and what the name of their client begins with.
_STUBS = {
    "athena": "Athena",
    "autoscaling": "AutoScaling",
    "batch": "Batch",
    "bedrock": "Bedrock",
    "bedrock_agent": "AgentsforBedrock",
    "bedrock_agent_runtime": "AgentsforBedrockRuntime",
    "bedrock_agentcore": "BedrockAgentCore",
    "bedrock_runtime": "BedrockRuntime",
    "cloudformation": "CloudFormation",
    "cloudfront": "CloudFront",
    "cloudwatch": "CloudWatch",
    "cognito_idp": "CognitoIdentityProvider",
    "comprehend": "Comprehend",
    "dynamodb": "DynamoDB",
    "ec2": "EC2",
    "ecr": "ECR",
    "ecs": "ECS",
    "eks": "EKS",
    "events": "EventBridge",
    "firehose": "Firehose",
    "glue": "Glue",
    "iam": "IAM",
    "kinesis": "Kinesis",
    "kms": "KMS",
    "lambda": "Lambda",
    "logs": "CloudWatchLogs",
    "opensearch": "OpenSearchService",
    "polly": "Polly",
    "rds": "RDS",
    "rds_data": "RDSDataService",
    "redshift_data": "RedshiftDataAPIService",
    "rekognition": "Rekognition",
    "route53": "Route53",
    "s3": "S3",
    "s3control": "S3Control",
    "sagemaker": "SageMaker",
    "sagemaker_runtime": "SageMakerRuntime",
    "scheduler": "EventBridgeScheduler",
    "secretsmanager": "SecretsManager",
    "ses": "SES",
    "sesv2": "SESV2",
    "sns": "SNS",
    "sqs": "SQS",
    "ssm": "SSM",
    "stepfunctions": "SFN",
    "sts": "STS",
    "textract": "Textract",
    "transcribe": "TranscribeService",
    "translate": "Translate",
}

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="boto3",
        packages=("boto3", "botocore"),
        blocks=(
            Blocks(_CLIENT + ".*", Kind.NETWORK, _REQUEST, "aioboto3", why=_BOTO3 + "clients.html"),
            *methods(
                "boto3",
                "client resource Session.client Session.resource",
                Kind.FILE,
                "reads the description of the service, the first time",
                why=_BOTO3 + "session.html",
            ),
            *methods(
                "boto3",
                "Session.get_credentials",
                Kind.FILE,
                "reads the credentials, or asks the metadata service for them, the first time",
                why=_BOTO3 + "credentials.html",
            ),
            *methods(
                _BODY,
                "read readinto iter_lines.__iter__ iter_chunks.__iter__",
                Kind.NETWORK,
                "waits for the rest of the response",
                twin="aioboto3",
                why="https://botocore.amazonaws.com/v1/documentation/api/latest/reference/response.html",
            ),
            *methods(
                "botocore.paginate.PageIterator",
                "__iter__ build_full_result search.__iter__",
                Kind.NETWORK,
                _PAGE,
                twin="aioboto3",
                why=_BOTO3 + "paginators.html",
            ),
            Blocks(
                "botocore.waiter.Waiter.wait",
                Kind.SLEEP,
                "asks the service again and again, sleeping in between",
                twin="aioboto3",
                why=_BOTO3 + "clients.html#waiters",
            ),
            Blocks(
                _RESOURCE + ".*",
                Kind.NETWORK,
                _REQUEST,
                twin="aioboto3",
                why=_BOTO3 + "resources.html",
            ),
            Blocks(
                "boto3.resources.collection.ResourceCollection.__iter__",
                Kind.NETWORK,
                _PAGE,
                twin="aioboto3",
                why=_BOTO3 + "collections.html",
            ),
        ),
        aliases={
            "boto3.session.Session": "boto3.Session",
            "boto3.resources.factory.ServiceResource": _RESOURCE,
        },
        returns={
            **returning(_CLIENT, "boto3", "client Session.client"),
            **returning(_RESOURCE, "boto3", "resource Session.resource"),
            "botocore.session.get_session": "botocore.session.Session",
            "botocore.session.Session.create_client": _CLIENT,
            # What is streamed is one of the values of a dictionary.
            **{f"{_CLIENT}.{name}": f"{_CLIENT}.{name}" for name in _STREAMED},
            **{f"{_CLIENT}.{name}.__getitem__": _BODY for name in _STREAMED},
            **{f"{_CLIENT}.{name}.get": _BODY for name in _STREAMED},
            **{f"{_BODY}.{name}": f"{_BODY}.{name}" for name in ("iter_lines", "iter_chunks")},
            _CLIENT + ".get_paginator": "botocore.paginate.Paginator",
            _CLIENT + ".get_waiter": "botocore.waiter.Waiter",
            "botocore.paginate.Paginator.paginate": "botocore.paginate.PageIterator",
            "botocore.paginate.PageIterator.search": "botocore.paginate.PageIterator.search",
            _RESOURCE + ".meta": "boto3.resources.base.ResourceMeta",
            "boto3.resources.base.ResourceMeta.client": _CLIENT,
            **returning(_RESOURCE, _RESOURCE, _SUBRESOURCES),
            **returning(_COLLECTION, _RESOURCE, _COLLECTIONS),
            **returning(
                "boto3.resources.collection.ResourceCollection",
                _COLLECTION,
                "all filter limit page_size",
            ),
            **returning(
                "Self", "boto3.resources.collection.ResourceCollection", "all filter limit"
            ),
        },
        safe=(
            *names(_CLIENT, "generate_presigned_url generate_presigned_post can_paginate"),
            *names(_CLIENT, "get_paginator get_waiter close"),
            *names(_RESOURCE, _SUBRESOURCES + " get_available_subresources"),
        ),
    ),
    *(
        Library(
            distribution=distribution,
            packages=tuple(f"{prefix}_{module}" for module in _STUBS),
            aliases={
                f"{prefix}_{module}.{name}Client": f"{prefix}_{module}.client.{name}Client"
                for module, name in _STUBS.items()
            },
            bases={
                f"{prefix}_{module}.client.{name}Client": (_CLIENT,)
                for module, name in _STUBS.items()
            },
        )
        for distribution, prefix in (("boto3-stubs", "mypy_boto3"), ("types-boto3", "types_boto3"))
    ),
    Library(
        distribution="aioboto3",
        packages=("aioboto3", "aiobotocore"),
        aliases={"aioboto3.session.Session": "aioboto3.Session"},
        returns={
            "aiobotocore.session.get_session": "aiobotocore.session.AioSession",
            "aiobotocore.session.AioSession.create_client": (
                "contextlib.AbstractAsyncContextManager[aiobotocore.client.AioBaseClient]"
            ),
        },
        asynchronous=(
            *names("aiobotocore", "client.AioBaseClient session.AioSession"),
            "aioboto3.Session",
        ),
    ),
    Library(
        distribution="google-cloud-storage",
        packages=("google.cloud.storage",),
        blocks=(
            *methods(
                "google.cloud.storage.Client",
                "get_bucket lookup_bucket create_bucket download_blob_to_file",
                Kind.NETWORK,
                _REQUEST,
                why=_STORAGE,
            ),
            *methods(
                "google.cloud.storage.Bucket",
                "get_blob delete_blob delete_blobs copy_blob rename_blob exists create delete"
                " reload patch update make_public",
                Kind.NETWORK,
                _REQUEST,
                why=_STORAGE,
            ),
            *methods(
                "google.cloud.storage.Blob",
                "upload_from_string upload_from_file upload_from_filename download_as_bytes"
                " download_as_string download_as_text download_to_file download_to_filename exists"
                " delete reload patch update rewrite compose make_public make_private",
                Kind.NETWORK,
                _REQUEST,
                why=_STORAGE,
            ),
            Blocks(
                "google.api_core.page_iterator.Iterator.__iter__", Kind.NETWORK, _PAGE, why=_STORAGE
            ),
        ),
        aliases={
            "google.cloud.storage.client.Client": "google.cloud.storage.Client",
            "google.cloud.storage.bucket.Bucket": "google.cloud.storage.Bucket",
            "google.cloud.storage.blob.Blob": "google.cloud.storage.Blob",
        },
        returns={
            **returning(
                "google.cloud.storage.Bucket",
                "google.cloud.storage.Client",
                "bucket get_bucket lookup_bucket create_bucket",
            ),
            **returning(
                "google.cloud.storage.Client",
                "google.cloud.storage.Client",
                "from_service_account_json from_service_account_info create_anonymous_client",
            ),
            **returning(
                "google.cloud.storage.Blob", "google.cloud.storage.Bucket", "blob get_blob"
            ),
            **returning(
                "google.api_core.page_iterator.Iterator[google.cloud.storage.Blob]",
                "google.cloud.storage",
                "Client.list_blobs Bucket.list_blobs",
            ),
        },
    ),
    Library(
        distribution="google-cloud-pubsub",
        packages=("google.cloud.pubsub_v1",),
        blocks=(
            *methods(
                "google.cloud.pubsub_v1.PublisherClient",
                "create_topic get_topic delete_topic",
                Kind.NETWORK,
                _REQUEST,
                why=_PUBSUB,
            ),
            *methods(
                "google.cloud.pubsub_v1.SubscriberClient",
                "pull acknowledge create_subscription get_subscription delete_subscription",
                Kind.NETWORK,
                _REQUEST,
                why=_PUBSUB,
            ),
            *methods(
                "google.cloud.pubsub_v1",
                "publisher.futures.Future.result subscriber.futures.StreamingPullFuture.result",
                Kind.WAIT,
                "waits for the service",
                twin="asyncio.wrap_future",
                why=_PUBSUB,
            ),
        ),
        returns={
            "google.cloud.pubsub_v1.PublisherClient.publish": (
                "google.cloud.pubsub_v1.publisher.futures.Future"
            ),
            "google.cloud.pubsub_v1.SubscriberClient.subscribe": (
                "google.cloud.pubsub_v1.subscriber.futures.StreamingPullFuture"
            ),
        },
    ),
    Library(
        distribution="google-cloud-bigquery",
        packages=("google.cloud.bigquery",),
        blocks=(
            *methods(
                "google.cloud.bigquery.Client",
                "query get_table get_dataset create_table create_dataset delete_table"
                " delete_dataset update_table insert_rows insert_rows_json get_job"
                " load_table_from_uri load_table_from_file load_table_from_json"
                " load_table_from_dataframe extract_table copy_table",
                Kind.NETWORK,
                _REQUEST,
                why=_BIGQUERY,
            ),
            Blocks(
                "google.cloud.bigquery.Client.query_and_wait", Kind.NETWORK, _JOB, why=_BIGQUERY
            ),
            *methods(
                "google.cloud.bigquery.QueryJob",
                "result to_dataframe to_arrow __iter__",
                Kind.NETWORK,
                _JOB,
                why=_BIGQUERY,
            ),
            *methods(
                "google.cloud.bigquery",
                "LoadJob.result ExtractJob.result CopyJob.result",
                Kind.NETWORK,
                _JOB,
                why=_BIGQUERY,
            ),
        ),
        aliases={"google.cloud.bigquery.client.Client": "google.cloud.bigquery.Client"},
        returns={
            "google.cloud.bigquery.Client.query": "google.cloud.bigquery.QueryJob",
            **returning(
                "google.cloud.bigquery.LoadJob",
                "google.cloud.bigquery.Client",
                "load_table_from_uri load_table_from_file load_table_from_json"
                " load_table_from_dataframe",
            ),
        },
    ),
)
