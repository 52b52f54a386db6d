"""What clouds are managed with: Azure's resource manager and registry, and IBM's Code Engine."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, asking, methods, names
from asynclint.knowledge.library import Library

_CORE = "https://learn.microsoft.com/en-us/python/api/azure-core/azure.core."
_POLLER = _CORE + "polling.lropoller"
_MANAGE = "https://learn.microsoft.com/en-us/azure/developer/python/sdk/azure-sdk-overview"
_ENGINE = "https://github.com/IBM/code-engine-python-sdk"

_PAGED = "azure.core.paging.ItemPaged"
_PAGES = "azure.core.paging.PageIterator"
_LRO = "azure.core.polling.LROPoller"
_REGISTRY = "https://learn.microsoft.com/en-us/python/api/overview/azure/containerregistry-readme"
_LISTS = "azure.containerregistry.ContainerRegistryClient.list"
_LISTED = ("repository_names", "manifest_properties", "tag_properties")
_REQUEST = "sends the request to the service and waits for the response"
_OPERATION = "waits until the operation has ended, for which it asks again and again"

# Of each group of operations: the attribute, the class, what gives pages one after the other, and
# what starts an operation that takes long.
_SET = "begin_create_or_update begin_delete"
_CHANGED = f"{_SET} begin_update"
_RUN = "begin_start begin_restart begin_power_off begin_deallocate begin_redeploy"
_ALL = "list list_all"
_GROUPED = "list list_by_resource_group"
_COMPUTE = (
    (
        *("virtual_machines", "VirtualMachines"),
        "list list_all list_by_location list_available_sizes",
        f"{_CHANGED} {_RUN} begin_run_command",
    ),
    (
        *("virtual_machine_scale_sets", "VirtualMachineScaleSets"),
        "list list_all list_by_location list_skus get_os_upgrade_history",
        f"{_CHANGED} {_RUN}",
    ),
    (
        *("virtual_machine_scale_set_vms", "VirtualMachineScaleSetVMs", "list"),
        f"begin_update begin_delete {_RUN} begin_run_command",
    ),
    ("virtual_machine_extensions", "VirtualMachineExtensions", "", _CHANGED),
    ("virtual_machine_images", "VirtualMachineImages", "", ""),
    ("virtual_machine_sizes", "VirtualMachineSizes", "list", ""),
    (
        *("availability_sets", "AvailabilitySets"),
        *("list list_available_sizes list_by_subscription", ""),
    ),
    ("disks", "Disks", _GROUPED, f"{_CHANGED} begin_grant_access begin_revoke_access"),
    ("snapshots", "Snapshots", _GROUPED, f"{_CHANGED} begin_grant_access begin_revoke_access"),
    ("images", "Images", _GROUPED, _CHANGED),
    ("galleries", "Galleries", _GROUPED, _CHANGED),
    ("gallery_images", "GalleryImages", "list_by_gallery", _CHANGED),
    ("ssh_public_keys", "SshPublicKeys", "list_by_resource_group list_by_subscription", ""),
    ("resource_skus", "ResourceSkus", "list", ""),
    ("usage", "Usage", "list", ""),
)
_NETWORK = (
    (
        *("virtual_networks", "VirtualNetworks"),
        *("list list_all list_usage begin_list_ddos_protection_status", _SET),
    ),
    ("virtual_network_peerings", "VirtualNetworkPeerings", "list", _SET),
    (
        *("virtual_network_gateways", "VirtualNetworkGateways", "list list_connections"),
        f"{_SET} begin_update_tags begin_reset",
    ),
    ("subnets", "Subnets", "list", _SET),
    (
        *("network_interfaces", "NetworkInterfaces"),
        (
            "list list_all list_virtual_machine_scale_set_ip_configurations"
            " list_virtual_machine_scale_set_network_interfaces"
            " list_virtual_machine_scale_set_vm_network_interfaces"
            " list_cloud_service_network_interfaces"
            " list_cloud_service_role_instance_network_interfaces"
        ),
        _SET,
    ),
    (
        *("public_ip_addresses", "PublicIPAddresses"),
        (
            "list list_all list_virtual_machine_scale_set_public_ip_addresses"
            " list_virtual_machine_scale_set_vm_public_ip_addresses"
            " list_cloud_service_public_ip_addresses"
            " list_cloud_service_role_instance_public_ip_addresses"
        ),
        _SET,
    ),
    ("network_security_groups", "NetworkSecurityGroups", _ALL, _SET),
    ("security_rules", "SecurityRules", "list", _SET),
    ("load_balancers", "LoadBalancers", _ALL, _SET),
    ("route_tables", "RouteTables", _ALL, _SET),
    ("routes", "Routes", "list", _SET),
    ("nat_gateways", "NatGateways", _ALL, _SET),
    ("private_endpoints", "PrivateEndpoints", "list list_by_subscription", _SET),
    (
        *("application_gateways", "ApplicationGateways"),
        *("list list_all list_available_ssl_predefined_policies", f"{_SET} begin_start begin_stop"),
    ),
    ("network_watchers", "NetworkWatchers", f"{_ALL} connection_analyzers_list", "begin_delete"),
)
_RESOURCES = (
    ("resource_groups", "ResourceGroups", "list", "begin_delete begin_export_template"),
    ("resources", "Resources", _GROUPED, f"{_CHANGED} begin_move_resources begin_delete_by_id"),
    ("providers", "Providers", "list list_at_tenant_scope", ""),
    ("tags", "Tags", "list", ""),
)
_STORAGE = (
    ("storage_accounts", "StorageAccounts", _GROUPED, "begin_create begin_failover"),
    ("blob_containers", "BlobContainers", "list", ""),
    ("blob_services", "BlobServices", "list", ""),
    ("file_shares", "FileShares", "list", ""),
    ("queue", "Queue", "list", ""),
    ("table", "Table", "list", ""),
    ("management_policies", "ManagementPolicies", "", ""),
)
_CLIENTS = (
    ("compute", "compute", "ComputeManagementClient", _COMPUTE),
    ("network", "network", "NetworkManagementClient", _NETWORK),
    ("resource", "resource.resources", "ResourceManagementClient", _RESOURCES),
    ("storage", "storage", "StorageManagementClient", _STORAGE),
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="azure-core",
        packages=("azure.core",),
        blocks=(
            *asking(
                _PAGED,
                "__iter__ __next__",
                _CORE + "paging.itempaged",
                "sends a request for each page and waits for the responses",
            ),
            *asking(
                _PAGES,
                "__iter__ __next__",
                _CORE + "paging.pageiterator",
                "sends the request for the next page and waits for the response",
            ),
            Blocks(
                f"{_LRO}.result",
                Kind.WAIT,
                _OPERATION,
                twin="azure.core.polling.AsyncLROPoller.result",
                unless=(Unless("timeout", 0, (0,)),),
                why=_POLLER,
            ),
            Blocks(
                f"{_LRO}.wait",
                Kind.WAIT,
                _OPERATION,
                twin="azure.core.polling.AsyncLROPoller.wait",
                unless=(Unless("timeout", 0, (0,)),),
                why=_POLLER,
            ),
        ),
        returns={f"{_PAGED}.by_page": _PAGES},
    ),
    *(
        Library(
            distribution=f"azure-mgmt-{part}",
            packages=(f"azure.mgmt.{package}",),
            blocks=tuple(
                row
                for _, cls, _, _ in groups
                for row in asking(
                    f"azure.mgmt.{package}.operations.{cls}Operations",
                    "*",
                    _MANAGE,
                    twin=f"azure.mgmt.{package}.aio.{client}",
                )
            ),
            # Where it was before its release 25.
            aliases=(
                {"azure.mgmt.resource.ResourceManagementClient": f"azure.mgmt.{package}.{client}"}
                if part == "resource"
                else {}
            ),
            returns={
                **{
                    f"azure.mgmt.{package}.{client}.{attribute}": (
                        f"azure.mgmt.{package}.operations.{cls}Operations"
                    )
                    for attribute, cls, _, _ in groups
                },
                **{
                    f"azure.mgmt.{package}.operations.{cls}Operations.{name}": result
                    for _, cls, pages, started in groups
                    for listed, result in ((pages, _PAGED), (started, _LRO))
                    for name in listed.split()
                },
            },
            safe=tuple(
                name
                for _, cls, pages, _ in groups
                for name in names(f"azure.mgmt.{package}.operations.{cls}Operations", pages)
            ),
        )
        for part, package, client, groups in _CLIENTS
    ),
    Library(
        distribution="azure-containerregistry",
        packages=("azure.containerregistry",),
        blocks=(
            *methods(
                "azure.containerregistry.ContainerRegistryClient",
                "delete_repository get_repository_properties update_repository_properties"
                " get_manifest_properties update_manifest_properties get_manifest set_manifest"
                " delete_manifest get_tag_properties update_tag_properties delete_tag upload_blob"
                " download_blob delete_blob",
                Kind.NETWORK,
                _REQUEST,
                twin="azure.containerregistry.aio.ContainerRegistryClient.{}",
                why=_REGISTRY,
            ),
            *methods(
                "azure.containerregistry.ContainerRegistryClient",
                "list_repository_names.__iter__ list_manifest_properties.__iter__"
                " list_tag_properties.__iter__",
                Kind.NETWORK,
                _REQUEST,
                why=_REGISTRY,
            ),
            Blocks(
                "azure.containerregistry.DownloadBlobStream.__next__",
                Kind.NETWORK,
                "waits for the next part of the blob",
                why=_REGISTRY,
            ),
        ),
        returns={
            **{f"{_LISTS}_{part}": f"{_LISTS}_{part}" for part in _LISTED},
            "azure.containerregistry.ContainerRegistryClient.download_blob": (
                "azure.containerregistry.DownloadBlobStream"
            ),
        },
        asynchronous=("azure.containerregistry.aio.ContainerRegistryClient",),
    ),
    Library(
        distribution="ibm-code-engine-sdk",
        packages=("ibm_code_engine_sdk",),
        blocks=(
            *asking("ibm_code_engine_sdk.code_engine_v2.CodeEngineV2", "*", _ENGINE),
            *(
                row
                for pager in names(
                    "ibm_code_engine_sdk.code_engine_v2",
                    "ProjectsPager AppsPager AppRevisionsPager AppInstancesPager BuildsPager"
                    " BuildRunsPager JobsPager JobRunsPager FunctionsPager BindingsPager"
                    " ConfigMapsPager SecretsPager DomainMappingsPager",
                )
                for row in asking(pager, "get_next get_all", _ENGINE)
            ),
        ),
        safe=names(
            "ibm_code_engine_sdk.code_engine_v2.CodeEngineV2",
            "new_instance enable_retries disable_retries configure_service set_http_config"
            " set_disable_ssl_verification set_service_url get_http_client set_http_client"
            " get_authenticator set_default_headers set_enable_gzip_compression"
            " get_enable_gzip_compression prepare_request encode_path_vars",
        ),
        returns={
            "ibm_code_engine_sdk.code_engine_v2.CodeEngineV2.new_instance": (
                "ibm_code_engine_sdk.code_engine_v2.CodeEngineV2"
            )
        },
    ),
)
