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
    "Droplet.create Droplet.load Droplet.destroy Droplet.power_on Droplet.power_off"
    " Droplet.shutdown Droplet.reboot Droplet.power_cycle Droplet.resize Droplet.rename"
    " Droplet.rebuild Droplet.take_snapshot Droplet.get_actions Droplet.get_snapshots"
    " Droplet.get_object Droplet.create_multiple Action.load Domain.load Domain.create"
    " Domain.destroy Domain.create_new_domain_record Domain.get_records Domain.get_object"
    " Record.create Record.save Record.destroy SSHKey.create SSHKey.load SSHKey.destroy"
    " Volume.create Volume.load Volume.attach Volume.detach Volume.destroy Image.load"
    " Image.destroy Snapshot.load Snapshot.destroy"
)
_HETZNER_RESOURCES = (
    *(("servers", "Servers", "Server"), ("volumes", "Volumes", "Volume")),
    *(("networks", "Networks", "Network"), ("firewalls", "Firewalls", "Firewall")),
    *(("ssh_keys", "SSHKeys", "SSHKey"), ("images", "Images", "Image")),
    *(("floating_ips", "FloatingIPs", "FloatingIP"),),
    *(("load_balancers", "LoadBalancers", "LoadBalancer"),),
)
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
            *asking("digitalocean.Manager", "*", _OCEAN),
            *asking("digitalocean", _DROPLETS, _OCEAN),
            Blocks("digitalocean.Action.wait", Kind.SLEEP, _OPERATION, why=_OCEAN),
        ),
        aliases={
            "digitalocean.Manager.Manager": "digitalocean.Manager",
            "digitalocean.Droplet.Droplet": "digitalocean.Droplet",
        },
        returns={
            "digitalocean.Manager.get_droplet": "digitalocean.Droplet",
            "digitalocean.Manager.get_action": "digitalocean.Action",
            "digitalocean.Manager.get_all_droplets": "list[digitalocean.Droplet]",
        },
        safe=("digitalocean.Manager.get_timeout",),
    ),
    Library(
        distribution="hcloud",
        packages=("hcloud",),
        blocks=(
            *(
                row
                for module, cls, _ in _HETZNER_RESOURCES
                for row in asking(f"hcloud.{module}.client.{cls}Client", "*", _HETZNER)
            ),
            *asking(
                "hcloud.servers.client.BoundServer",
                "update delete power_on power_off reboot reset shutdown rebuild create_image"
                " change_type attach_iso detach_iso enable_rescue disable_rescue reload",
                _HETZNER,
            ),
            Blocks(
                "hcloud.actions.client.BoundAction.wait_until_finished",
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
                f"hcloud.{module}.client.{cls}Client.get_by_id": (
                    f"hcloud.{module}.client.Bound{one}"
                )
                for module, cls, one in _HETZNER_RESOURCES
            },
            **returning(
                "hcloud.actions.client.BoundAction",
                "hcloud.servers.client.BoundServer",
                "power_on power_off reboot reset shutdown delete change_type",
            ),
        },
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
