"""Azure's clients: storage, identity, vault, databases, queues, search and models."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, methods, names, returning
from asynclint.knowledge.library import Library

_REQUEST = "sends the request to the service and waits for the response"

_AZURE = "https://learn.microsoft.com/en-us/python/api/overview/azure/"
_BLOB = _AZURE + "storage-blob-readme"
_PAGED = "azure.core.paging.ItemPaged"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="azure-storage-blob",
        packages=("azure.storage.blob",),
        blocks=(
            *methods(
                "azure.storage.blob.BlobServiceClient",
                "create_container delete_container get_account_information get_service_properties"
                " get_user_delegation_key",
                Kind.NETWORK,
                _REQUEST,
                twin="azure.storage.blob.aio.BlobServiceClient.{}",
                why=_BLOB,
            ),
            *methods(
                "azure.storage.blob.ContainerClient",
                "create_container delete_container upload_blob download_blob delete_blob"
                " delete_blobs exists get_container_properties",
                Kind.NETWORK,
                _REQUEST,
                twin="azure.storage.blob.aio.ContainerClient.{}",
                why=_BLOB,
            ),
            *methods(
                "azure.storage.blob.BlobClient",
                "upload_blob download_blob delete_blob exists get_blob_properties"
                " set_blob_metadata start_copy_from_url append_block stage_block"
                " commit_block_list acquire_lease",
                Kind.NETWORK,
                _REQUEST,
                twin="azure.storage.blob.aio.BlobClient.{}",
                why=_BLOB,
            ),
            *methods(
                "azure.storage.blob.StorageStreamDownloader",
                "readall readinto read content_as_bytes content_as_text",
                Kind.NETWORK,
                "waits for the rest of the blob",
                twin="azure.storage.blob.aio.StorageStreamDownloader.{}",
                why=_BLOB,
            ),
        ),
        returns={
            "azure.storage.blob.BlobServiceClient.get_blob_client": "azure.storage.blob.BlobClient",
            **returning(
                "azure.storage.blob.ContainerClient",
                "azure.storage.blob.BlobServiceClient",
                "get_container_client create_container",
            ),
            "azure.storage.blob.ContainerClient.get_blob_client": "azure.storage.blob.BlobClient",
            **{
                f"{client}.from_connection_string": client
                for client in names(
                    "azure.storage.blob", "BlobServiceClient ContainerClient BlobClient"
                )
            },
            **returning(
                "azure.storage.blob.StorageStreamDownloader",
                "azure.storage.blob",
                "BlobClient.download_blob ContainerClient.download_blob",
            ),
            **returning(
                _PAGED,
                "azure.storage.blob",
                "BlobServiceClient.list_containers BlobServiceClient.find_blobs_by_tags"
                " ContainerClient.list_blobs ContainerClient.list_blob_names"
                " ContainerClient.walk_blobs ContainerClient.find_blobs_by_tags",
            ),
        },
        asynchronous=names(
            "azure.storage.blob.aio", "BlobServiceClient ContainerClient BlobClient"
        ),
    ),
    Library(
        distribution="azure-ai-inference",
        packages=("azure.ai.inference",),
        blocks=(
            *methods(
                "azure.ai.inference",
                "ChatCompletionsClient.complete ChatCompletionsClient.get_model_info"
                " EmbeddingsClient.embed ImageEmbeddingsClient.embed",
                Kind.NETWORK,
                _REQUEST,
                twin="azure.ai.inference.aio.{}",
                why=_AZURE + "ai-inference-readme",
            ),
        ),
        asynchronous=names(
            "azure.ai.inference.aio", "ChatCompletionsClient EmbeddingsClient ImageEmbeddingsClient"
        ),
    ),
    Library(
        distribution="azure-search-documents",
        packages=("azure.search.documents",),
        blocks=(
            *methods(
                "azure.search.documents.SearchClient",
                "search.__iter__ get_document get_document_count upload_documents merge_documents"
                " merge_or_upload_documents delete_documents index_documents suggest autocomplete",
                Kind.NETWORK,
                _REQUEST,
                why=_AZURE + "search-documents-readme",
            ),
            *methods(
                "azure.search.documents.indexes.SearchIndexClient",
                "create_index create_or_update_index delete_index get_index get_index_statistics",
                Kind.NETWORK,
                _REQUEST,
                twin="azure.search.documents.indexes.aio.SearchIndexClient.{}",
                why=_AZURE + "search-documents-readme",
            ),
        ),
        returns={
            "azure.search.documents.SearchClient.search": (
                "azure.search.documents.SearchClient.search"
            ),
            "azure.search.documents.indexes.SearchIndexClient.get_search_client": (
                "azure.search.documents.SearchClient"
            ),
        },
        asynchronous=(
            "azure.search.documents.aio.SearchClient",
            "azure.search.documents.indexes.aio.SearchIndexClient",
        ),
    ),
    Library(
        distribution="azure-data-tables",
        packages=("azure.data.tables",),
        blocks=(
            *methods(
                "azure.data.tables.TableClient",
                "create_entity create_table delete_entity delete_table get_entity update_entity"
                " upsert_entity submit_transaction list_entities.__iter__ query_entities.__iter__",
                Kind.NETWORK,
                _REQUEST,
                why=_AZURE + "data-tables-readme",
            ),
            *methods(
                "azure.data.tables.TableServiceClient",
                "create_table create_table_if_not_exists delete_table get_service_properties",
                Kind.NETWORK,
                _REQUEST,
                twin="azure.data.tables.aio.TableServiceClient.{}",
                why=_AZURE + "data-tables-readme",
            ),
        ),
        returns={
            **{
                f"{client}.from_connection_string": client
                for client in names("azure.data.tables", "TableClient TableServiceClient")
            },
            **returning(
                "azure.data.tables.TableClient",
                "azure.data.tables.TableServiceClient",
                "get_table_client create_table create_table_if_not_exists",
            ),
            **{
                method: method
                for method in names("azure.data.tables.TableClient", "list_entities query_entities")
            },
            **returning(_PAGED, "azure.data.tables.TableServiceClient", "list_tables query_tables"),
        },
        asynchronous=names("azure.data.tables.aio", "TableClient TableServiceClient"),
    ),
    Library(
        distribution="azure-storage-queue",
        packages=("azure.storage.queue",),
        blocks=methods(
            "azure.storage.queue.QueueClient",
            "clear_messages create_queue delete_message delete_queue get_queue_properties"
            " peek_messages receive_message receive_messages.__iter__ send_message update_message",
            Kind.NETWORK,
            _REQUEST,
            why=_AZURE + "storage-queue-readme",
        ),
        returns={
            "azure.storage.queue.QueueClient.from_connection_string": (
                "azure.storage.queue.QueueClient"
            ),
            "azure.storage.queue.QueueServiceClient.get_queue_client": (
                "azure.storage.queue.QueueClient"
            ),
            "azure.storage.queue.QueueClient.receive_messages": (
                "azure.storage.queue.QueueClient.receive_messages"
            ),
            "azure.storage.queue.QueueServiceClient.list_queues": _PAGED,
        },
        asynchronous=names("azure.storage.queue.aio", "QueueClient QueueServiceClient"),
    ),
    Library(
        distribution="azure-eventhub",
        packages=("azure.eventhub",),
        blocks=(
            *methods(
                "azure.eventhub.EventHubProducerClient",
                "send_batch create_batch get_eventhub_properties get_partition_ids",
                Kind.NETWORK,
                _REQUEST,
                twin="azure.eventhub.aio.EventHubProducerClient.{}",
                why=_AZURE + "eventhub-readme",
            ),
            *methods(
                "azure.eventhub.EventHubConsumerClient",
                "receive receive_batch get_eventhub_properties get_partition_ids",
                Kind.NETWORK,
                _REQUEST,
                twin="azure.eventhub.aio.EventHubConsumerClient.{}",
                why=_AZURE + "eventhub-readme",
            ),
        ),
        returns={
            f"{client}.from_connection_string": client
            for client in names("azure.eventhub", "EventHubProducerClient EventHubConsumerClient")
        },
        asynchronous=names("azure.eventhub.aio", "EventHubProducerClient EventHubConsumerClient"),
    ),
    Library(
        distribution="azure-identity",
        packages=("azure.identity",),
        blocks=methods(
            "azure.identity",
            "DefaultAzureCredential.get_token ClientSecretCredential.get_token"
            " ManagedIdentityCredential.get_token AzureCliCredential.get_token",
            Kind.NETWORK,
            "asks for a token and waits for it",
            twin="azure.identity.aio.DefaultAzureCredential.get_token",
            why=_AZURE + "identity-readme",
        ),
    ),
    Library(
        distribution="azure-keyvault-secrets",
        packages=("azure.keyvault.secrets",),
        blocks=methods(
            "azure.keyvault.secrets.SecretClient",
            "get_secret set_secret",
            Kind.NETWORK,
            _REQUEST,
            twin="azure.keyvault.secrets.aio.SecretClient.{}",
            why=_AZURE + "keyvault-secrets-readme",
        ),
        returns=returning(
            _PAGED,
            "azure.keyvault.secrets.SecretClient",
            "list_properties_of_secrets list_properties_of_secret_versions list_deleted_secrets",
        ),
    ),
    Library(
        distribution="azure-cosmos",
        packages=("azure.cosmos",),
        blocks=(
            *methods(
                "azure.cosmos.ContainerProxy",
                "create_item read_item upsert_item replace_item delete_item patch_item read",
                Kind.DATABASE,
                _REQUEST,
                twin="azure.cosmos.aio.ContainerProxy.{}",
                why=_AZURE + "cosmos-readme",
            ),
            *methods(
                "azure.cosmos",
                "CosmosClient.create_database CosmosClient.create_database_if_not_exists"
                " CosmosClient.delete_database DatabaseProxy.read DatabaseProxy.create_container"
                " DatabaseProxy.create_container_if_not_exists DatabaseProxy.delete_container",
                Kind.DATABASE,
                _REQUEST,
                twin="azure.cosmos.aio.{}",
                why=_AZURE + "cosmos-readme",
            ),
            *methods(
                "azure.cosmos",
                "CosmosClient CosmosClient.from_connection_string",
                Kind.DATABASE,
                "asks the service about the account and waits for the response",
                twin="azure.cosmos.aio.CosmosClient",
                why=_AZURE + "cosmos-readme",
            ),
        ),
        returns={
            "azure.cosmos.CosmosClient.from_connection_string": "azure.cosmos.CosmosClient",
            **returning(
                "azure.cosmos.DatabaseProxy",
                "azure.cosmos.CosmosClient",
                "get_database_client create_database create_database_if_not_exists",
            ),
            **returning(
                "azure.cosmos.ContainerProxy",
                "azure.cosmos.DatabaseProxy",
                "get_container_client create_container create_container_if_not_exists",
            ),
            **returning(
                _PAGED,
                "azure.cosmos",
                "CosmosClient.list_databases CosmosClient.query_databases"
                " DatabaseProxy.list_containers DatabaseProxy.query_containers"
                " ContainerProxy.query_items ContainerProxy.read_all_items"
                " ContainerProxy.query_items_change_feed",
            ),
        },
        asynchronous=names("azure.cosmos.aio", "CosmosClient DatabaseProxy ContainerProxy"),
    ),
    Library(
        distribution="azure-servicebus",
        packages=("azure.servicebus",),
        blocks=(
            Blocks(
                "azure.servicebus.ServiceBusSender.send_messages",
                Kind.NETWORK,
                _REQUEST,
                twin="azure.servicebus.aio.ServiceBusSender.send_messages",
                why=_AZURE + "servicebus-readme",
            ),
            *methods(
                "azure.servicebus.ServiceBusReceiver",
                "receive_messages complete_message abandon_message peek_messages",
                Kind.NETWORK,
                _REQUEST,
                twin="azure.servicebus.aio.ServiceBusReceiver.{}",
                why=_AZURE + "servicebus-readme",
            ),
        ),
        returns={
            **returning(
                "azure.servicebus.ServiceBusSender",
                "azure.servicebus.ServiceBusClient",
                "get_queue_sender get_topic_sender",
            ),
            **returning(
                "azure.servicebus.ServiceBusReceiver",
                "azure.servicebus.ServiceBusClient",
                "get_queue_receiver get_subscription_receiver",
            ),
        },
    ),
)
