"""Hosters, content networks and stores of files beside the big clouds."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, asking, methods, names, returning
from asynclint.knowledge.library import Library

_OPERATION = "asks the service again and again until the operation has ended"

_BOX = "https://github.com/box/box-python-sdk"
_LINODE = "https://linode-api4.readthedocs.io/en/latest/"
_OCEAN = "https://github.com/koalalorenzo/python-digitalocean"
_HETZNER = "https://hcloud-python.readthedocs.io/en/stable/"
_SCALEWAY = "https://github.com/scaleway/scaleway-sdk-python"
_CLOUDFLARE = "https://github.com/cloudflare/cloudflare-python"
_STORAGES = "https://github.com/smithyhq/fastapi-storages"
_IBM = "https://ibm.github.io/ibm-cos-sdk-python/"

_BOX_MANAGERS = (
    *(("files", "Files"), ("folders", "Folders"), ("uploads", "Uploads"), ("users", "Users")),
    *(("downloads", "Downloads"), ("search", "Search"), ("comments", "Comments")),
    *(("events", "Events"), ("webhooks", "Webhooks"), ("groups", "Groups"), ("ai", "Ai")),
    *(("file_metadata", "FileMetadata"), ("sign_requests", "SignRequests")),
    *(("shared_links_files", "SharedLinksFiles"), ("user_collaborations", "UserCollaborations")),
)
_DROPLETS = (
    "Account Action Balance Certificate Domain Droplet Firewall FloatingIP Image LoadBalancer"
    " Manager Project Record SSHKey Snapshot Tag VPC Volume"
)
_DROPLET_LISTS = (
    *(("droplets", "Droplet"), ("domains", "Domain"), ("sshkeys", "SSHKey"), ("images", "Image")),
    *(("volumes", "Volume"), ("snapshots", "Snapshot"), ("floating_ips", "FloatingIP")),
    *(("firewalls", "Firewall"), ("load_balancers", "LoadBalancer"), ("tags", "Tag")),
)
_HETZNER_RESOURCES = (
    *(("servers", "Servers", "Server"), ("volumes", "Volumes", "Volume")),
    *(("networks", "Networks", "Network"), ("firewalls", "Firewalls", "Firewall")),
    *(("ssh_keys", "SSHKeys", "SSHKey"), ("images", "Images", "Image")),
    *(("floating_ips", "FloatingIPs", "FloatingIP"), ("isos", "Isos", "Iso")),
    *(("load_balancers", "LoadBalancers", "LoadBalancer"), ("actions", "Actions", "Action")),
    *(("primary_ips", "PrimaryIPs", "PrimaryIP"), ("locations", "Locations", "Location")),
    *(("server_types", "ServerTypes", "ServerType"),),
    *(("certificates", "Certificates", "Certificate"),),
    *(("placement_groups", "PlacementGroups", "PlacementGroup"),),
)
_BOUND_SERVER = "hcloud.servers.client.BoundServer"
_BOUND_ACTION = "hcloud.actions.client.BoundAction"
_CREATED = "hcloud.servers.domain.CreateServerResponse"
_SCALEWAY_APIS = (
    "instance.v1.InstanceV1API k8s.v1.K8SV1API rdb.v1.RdbV1API secret.v1beta1.SecretV1Beta1API"
    " function.v1beta1.FunctionV1Beta1API container.v1beta1.ContainerV1Beta1API"
    " registry.v1.RegistryV1API domain.v2beta1.DomainV2Beta1API iam.v1alpha1.IamV1Alpha1API"
    " lb.v1.LbV1ZonedAPI block.v1.BlockV1API vpc.v2.VpcV2API redis.v1.RedisV1API"
    " account.v3.AccountV3ProjectAPI tem.v1alpha1.TemV1Alpha1API"
)
_CLOUDFLARE_RESOURCES = (
    ("zones", "zones.zones.ZonesResource", "create delete edit get list"),
    ("dns.records", "dns.records.RecordsResource", "create delete edit get list update"),
    ("cache", "cache.cache.CacheResource", "purge"),
    ("accounts", "accounts.accounts.AccountsResource", "get list update"),
    ("kv.namespaces", "kv.namespaces.namespaces.NamespacesResource", "create delete list update"),
    ("kv.namespaces.values", "kv.namespaces.values.ValuesResource", "delete get update"),
    ("d1.database", "d1.database.database.DatabaseResource", "create delete get list query"),
    ("r2.buckets", "r2.buckets.buckets.BucketsResource", "create delete get list"),
    ("images.v1", "images.v1.v1.V1Resource", "create delete edit get list"),
    ("rulesets", "rulesets.rulesets.RulesetsResource", "create delete get list update"),
    ("stream", "stream.stream.StreamResource", "create delete get list"),
    ("ai", "ai.ai.AIResource", "run"),
    (
        *("workers.scripts", "workers.scripts.scripts.ScriptsResource"),
        "delete get list update",
    ),
)
_CLOUDFLARE_PARTS = {
    "Cloudflare.zones": "zones.zones.ZonesResource",
    "Cloudflare.dns": "dns.dns.DNSResource",
    "Cloudflare.cache": "cache.cache.CacheResource",
    "Cloudflare.accounts": "accounts.accounts.AccountsResource",
    "Cloudflare.kv": "kv.kv.KVResource",
    "Cloudflare.d1": "d1.d1.D1Resource",
    "Cloudflare.r2": "r2.r2.R2Resource",
    "Cloudflare.images": "images.images.ImagesResource",
    "Cloudflare.rulesets": "rulesets.rulesets.RulesetsResource",
    "Cloudflare.stream": "stream.stream.StreamResource",
    "Cloudflare.ai": "ai.ai.AIResource",
    "Cloudflare.workers": "workers.workers.WorkersResource",
    "resources.dns.dns.DNSResource.records": "dns.records.RecordsResource",
    "resources.kv.kv.KVResource.namespaces": "kv.namespaces.namespaces.NamespacesResource",
    "resources.kv.namespaces.namespaces.NamespacesResource.values": (
        "kv.namespaces.values.ValuesResource"
    ),
    "resources.d1.d1.D1Resource.database": "d1.database.database.DatabaseResource",
    "resources.r2.r2.R2Resource.buckets": "r2.buckets.buckets.BucketsResource",
    "resources.images.images.ImagesResource.v1": "images.v1.v1.V1Resource",
    "resources.workers.workers.WorkersResource.scripts": "workers.scripts.scripts.ScriptsResource",
}
_IBM_CLIENT = "ibm_botocore.client.BaseClient"


LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="boxsdk",
        packages=("boxsdk",),
        blocks=asking(
            "boxsdk",
            "client.client.Client.make_request client.client.Client.create_user"
            " client.client.Client.create_group client.client.Client.get_shared_item"
            " client.client.Client.download_zip object.folder.Folder.upload"
            " object.folder.Folder.upload_stream object.folder.Folder.create_subfolder"
            " object.folder.Folder.delete object.folder.Folder.get object.file.File.get"
            " object.file.File.content object.file.File.download_to object.file.File.delete"
            " object.file.File.update_contents object.file.File.update_contents_with_stream"
            " object.file.File.get_download_url object.file.File.copy object.user.User.get",
            _BOX,
        ),
        aliases={"boxsdk.Client": "boxsdk.client.client.Client"},
        returns={
            **returning("boxsdk.object.folder.Folder", "boxsdk.client.client.Client", "folder"),
            **returning(
                "boxsdk.object.folder.Folder", "boxsdk.client.client.Client", "root_folder"
            ),
            **returning("boxsdk.object.file.File", "boxsdk.client.client.Client", "file"),
            **returning("boxsdk.object.user.User", "boxsdk.client.client.Client", "user"),
        },
    ),
    Library(
        distribution="box-sdk-gen",
        packages=("box_sdk_gen",),
        blocks=tuple(
            row
            for module, cls in _BOX_MANAGERS
            for row in asking(f"box_sdk_gen.managers.{module}.{cls}Manager", "*", _BOX)
        ),
        aliases={"box_sdk_gen.client.BoxClient": "box_sdk_gen.BoxClient"},
        returns={
            f"box_sdk_gen.BoxClient.{module}": f"box_sdk_gen.managers.{module}.{cls}Manager"
            for module, cls in _BOX_MANAGERS
        },
        safe=names(
            "box_sdk_gen.managers",
            "events.EventsManager.get_event_stream webhooks.WebhooksManager.validate_message",
        ),
    ),
    Library(
        distribution="linode-api4",
        packages=("linode_api4",),
        blocks=(
            *asking(
                "linode_api4.LinodeClient",
                "load get post put delete image_create image_upload nodebalancer_create"
                " domain_create tag_create volume_create",
                _LINODE,
            ),
            *asking(
                "linode_api4.groups.linode.LinodeGroup",
                "types instances kernels instance_create",
                _LINODE,
            ),
            *asking(
                "linode_api4.objects.linode.Instance",
                "save delete boot reboot shutdown rebuild resize",
                _LINODE,
            ),
        ),
        aliases={
            "linode_api4.linode_client.LinodeClient": "linode_api4.LinodeClient",
            "linode_api4.Instance": "linode_api4.objects.linode.Instance",
        },
        returns={"linode_api4.LinodeClient.linode": "linode_api4.groups.linode.LinodeGroup"},
    ),
    Library(
        distribution="python-digitalocean",
        packages=("digitalocean",),
        blocks=(
            *asking("digitalocean.baseapi.BaseAPI", "*", _OCEAN),
            Blocks("digitalocean.Action.wait", Kind.SLEEP, _OPERATION, why=_OCEAN),
        ),
        aliases={
            "digitalocean.Manager.Manager": "digitalocean.Manager",
            "digitalocean.Droplet.Droplet": "digitalocean.Droplet",
        },
        bases=dict.fromkeys(names("digitalocean", _DROPLETS), ("digitalocean.baseapi.BaseAPI",)),
        returns={
            **{
                f"digitalocean.Manager.get_{cls.lower()}": f"digitalocean.{cls}"
                for cls in ("Account", "Action", "Domain", "Droplet", "Image", "Volume", "Snapshot")
            },
            "digitalocean.Manager.get_ssh_key": "digitalocean.SSHKey",
            **{
                f"digitalocean.Manager.get_all_{one}": f"list[digitalocean.{cls}]"
                for one, cls in _DROPLET_LISTS
            },
            "digitalocean.Droplet.get_actions": "list[digitalocean.Action]",
            "digitalocean.Droplet.get_action": "digitalocean.Action",
            "digitalocean.Droplet.get_snapshots": "list[digitalocean.Image]",
            "digitalocean.Domain.get_records": "list[digitalocean.Record]",
            **{
                f"digitalocean.{cls}.get_object": f"digitalocean.{cls}"
                for cls in ("Action", "Domain", "Droplet", "Image", "Volume")
            },
        },
        safe=("digitalocean.baseapi.BaseAPI.get_timeout",),
    ),
    Library(
        distribution="hcloud",
        packages=("hcloud",),
        blocks=(
            *(
                row
                for module, cls, one in _HETZNER_RESOURCES
                for row in (
                    *asking(f"hcloud.{module}.client.{cls}Client", "*", _HETZNER),
                    *asking(f"hcloud.{module}.client.Bound{one}", "*", _HETZNER),
                )
            ),
            Blocks(
                f"{_BOUND_ACTION}.wait_until_finished",
                Kind.SLEEP,
                _OPERATION,
                why=_HETZNER,
            ),
        ),
        aliases={"hcloud._client.Client": "hcloud.Client"},
        returns={
            **{
                f"hcloud.Client.{module}": f"hcloud.{module}.client.{cls}Client"
                for module, cls, _ in _HETZNER_RESOURCES
            },
            **{
                f"hcloud.{module}.client.{cls}Client.{name}": result
                for module, cls, one in _HETZNER_RESOURCES
                for name, result in (
                    ("get_by_id", f"hcloud.{module}.client.Bound{one}"),
                    ("get_by_name", f"hcloud.{module}.client.Bound{one} | None"),
                    ("get_all", f"list[hcloud.{module}.client.Bound{one}]"),
                    ("get_list", f"hcloud.{module}.client.{cls}PageResult"),
                )
                if (cls, name) != ("Actions", "get_by_name")
            },
            **{
                f"hcloud.{module}.client.{cls}PageResult.{module}": (
                    f"list[hcloud.{module}.client.Bound{one}]"
                )
                for module, cls, one in _HETZNER_RESOURCES
            },
            "hcloud.servers.client.ServersClient.create": _CREATED,
            f"{_CREATED}.server": _BOUND_SERVER,
            f"{_CREATED}.action": _BOUND_ACTION,
            **returning(
                _BOUND_ACTION,
                _BOUND_SERVER,
                "power_on power_off reboot reset shutdown delete change_type rebuild"
                " enable_backup disable_backup attach_iso detach_iso attach_to_network"
                " detach_from_network change_protection",
            ),
        },
        safe=(f"{_BOUND_SERVER}.private_net_for",),
    ),
    Library(
        distribution="scaleway",
        packages=("scaleway",),
        blocks=asking("scaleway_core.api.API", "*", _SCALEWAY, twin="scaleway_async"),
        bases={f"scaleway.{name}": ("scaleway_core.api.API",) for name in _SCALEWAY_APIS.split()},
    ),
    Library(
        distribution="cloudflare",
        packages=("cloudflare",),
        blocks=tuple(
            row
            for path, cls, members in _CLOUDFLARE_RESOURCES
            for row in asking(
                f"cloudflare.resources.{cls}",
                members,
                _CLOUDFLARE,
                twin="cloudflare.AsyncCloudflare",
            )
        ),
        aliases={
            "cloudflare._client.Cloudflare": "cloudflare.Cloudflare",
            "cloudflare.Client": "cloudflare.Cloudflare",
        },
        returns={
            f"cloudflare.{part}": f"cloudflare.resources.{cls}"
            for part, cls in _CLOUDFLARE_PARTS.items()
        },
        asynchronous=("cloudflare.AsyncCloudflare",),
    ),
    Library(
        distribution="ovh",
        packages=("ovh",),
        blocks=asking(
            "ovh.Client",
            "get put post delete call raw_call request_consumerkey",
            "https://github.com/ovh/python-ovh",
        ),
        aliases={"ovh.client.Client": "ovh.Client"},
    ),
    Library(
        distribution="ibm-cos-sdk",
        packages=("ibm_boto3", "ibm_botocore"),
        blocks=asking(_IBM_CLIENT, "*", _IBM),
        aliases={"ibm_boto3.session.Session": "ibm_boto3.Session"},
        returns=returning(_IBM_CLIENT, "ibm_boto3", "client Session.client"),
        safe=names(
            _IBM_CLIENT,
            "can_paginate close generate_presigned_post generate_presigned_url get_paginator"
            " get_waiter",
        ),
    ),
    Library(
        distribution="fastapi-storages",
        packages=("fastapi_storages",),
        blocks=(
            *asking(
                "fastapi_storages.S3Storage",
                "get_size write delete generate_new_filename",
                _STORAGES,
            ),
            *methods(
                "fastapi_storages.FileSystemStorage",
                "open write",
                Kind.FILE,
                "opens the file, or writes it",
                why=_STORAGES,
            ),
            *methods(
                "fastapi_storages.FileSystemStorage",
                "get_size delete generate_new_filename",
                Kind.METADATA,
                "asks the file system",
                why=_STORAGES,
            ),
            Blocks(
                "fastapi_storages.base.BaseStorage.write",
                Kind.FILE,
                "writes the file, or sends it",
                why=_STORAGES,
            ),
            *methods(
                "fastapi_storages.StorageFile",
                "open write",
                Kind.FILE,
                "opens the file in its storage, or writes it",
                why=_STORAGES,
            ),
        ),
        aliases={
            "fastapi_storages.base.StorageFile": "fastapi_storages.StorageFile",
            "fastapi_storages.base.StorageImage": "fastapi_storages.StorageImage",
            "fastapi_storages.filesystem.FileSystemStorage": "fastapi_storages.FileSystemStorage",
            "fastapi_storages.s3.S3Storage": "fastapi_storages.S3Storage",
        },
        bases={"fastapi_storages.StorageImage": ("fastapi_storages.StorageFile",)},
    ),
)
