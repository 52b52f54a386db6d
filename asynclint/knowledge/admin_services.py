"""Services that administrators use: monitoring, builds, clouds, machines and networks, by clients
that wait in the calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, asking, methods, names, returning
from asynclint.knowledge.library import Library

_ZABBIX = "https://github.com/lukecyca/pyzabbix"
_JENKINS = "https://jenkinsapi.readthedocs.io/en/latest/"
_PROMETHEUS = "https://github.com/4n4nd/prometheus-api-client-python"
_MERAKI = "https://developer.cisco.com/meraki/api-v1/python/"
_PAGERDUTY = "https://pagerduty.github.io/pdpyras/"
_NMAP = "https://xael.org/pages/python-nmap-en.html"
_VT = "https://virustotal.github.io/vt-py/api/client.html"
_OPENSTACK = "https://docs.openstack.org/openstacksdk/latest/user/"
_LIBVIRT = "https://libvirt.org/python.html"
_DATADOG = "https://datadogpy.readthedocs.io/en/latest/"

_ASKS = "asks the hypervisor and waits for its answer"
_LOOP = "waits for the answer in an event loop, which cannot be done in one that runs"
_BUILDS = (
    "get_build get_last_build get_last_stable_build get_last_good_build get_last_completed_build"
    " get_first_build"
)
_JOB = (
    f"poll invoke {_BUILDS} delete_build is_running is_queued is_queued_or_running enable disable"
    " update_config wipe_out_workspace"
)
_MERAKI_PARTS = (
    "administered.Administered appliance.Appliance camera.Camera"
    " cellularGateway.CellularGateway devices.Devices insight.Insight licensing.Licensing"
    " networks.Networks organizations.Organizations sensor.Sensor sm.Sm switch.Switch"
    " wireless.Wireless"
)
_ASKED = "get get_data get_json get_object patch patch_object post post_object delete"
_SCANNED = f"{_ASKED} scan_file scan_url download_file download_zip_files"
_CLOUD = (
    "authorize list_servers get_server create_server delete_server wait_for_server rebuild_server"
    " update_server list_flavors get_flavor list_keypairs create_keypair delete_keypair"
    " list_images get_image create_image delete_image list_networks get_network create_network"
    " create_subnet create_floating_ip list_volumes get_volume create_volume attach_volume"
    " list_projects create_project get_user create_user list_containers create_container"
    " create_object get_object list_objects"
)
# Service -> its methods that give an iterator, which asks for one page after the other.
_PAGES = {
    "block_storage.v3._proxy.Proxy": (
        "snapshots manageable_snapshots types default_types volumes manageable_volumes"
        " attachments backend_pools backups clusters groups consistency_groups"
        " consistency_group_snapshots availability_zones group_snapshots group_types messages"
        " qos_specs qos_spec_associations services resource_filters extensions transfers"
    ),
    "compute.v2._proxy.Proxy": (
        "extensions flavors aggregates images keypairs servers server_interfaces server_ips"
        " availability_zones server_groups hypervisors services volume_attachments"
        " server_migrations migrations usages server_actions share_attachments"
    ),
    "dns.v2._proxy.Proxy": (
        "zones zone_nameservers recordsets zone_imports zone_exports floating_ips"
        " zone_transfer_requests zone_transfer_accepts zone_shares limits quotas service_statuses"
        " tlds tsigkeys blacklists"
    ),
    "identity.v3._proxy.Proxy": (
        "credentials domains endpoints endpoint_group_endpoints project_endpoints endpoint_groups"
        " project_endpoint_groups groups policies projects user_projects endpoint_projects"
        " endpoint_group_projects services users trusts regions roles role_assignments_filter"
        " role_assignments registered_limits limits application_credentials federation_protocols"
        " mappings identity_providers access_rules service_providers"
    ),
    "image.v2._proxy.Proxy": (
        "images image_locations image_tasks members metadef_namespaces metadef_objects"
        " metadef_resource_types metadef_resource_type_associations metadef_properties tasks"
        " stores"
    ),
    "network.v2._proxy.Proxy": (
        "address_groups address_scopes agents dhcp_agent_hosting_networks"
        " network_hosting_dhcp_agents availability_zones bgp_peers bgp_speakers bgpvpns"
        " bgpvpn_network_associations bgpvpn_port_associations bgpvpn_router_associations"
        " extensions flavors local_ips local_ip_associations ips port_forwardings health_monitors"
        " listeners load_balancers metering_labels metering_label_rules networks"
        " network_ip_availabilities network_segment_ranges pools pool_members ports port_bindings"
        " qos_bandwidth_limit_rules qos_dscp_marking_rules qos_minimum_bandwidth_rules"
        " qos_minimum_packet_rate_rules qos_packet_rate_limit_rules qos_policies qos_rule_types"
        " quotas rbac_policies routers routers_hosting_l3_agents agent_hosted_routers ndp_proxies"
        " firewall_groups firewall_policies firewall_rules security_groups security_group_rules"
        " default_security_group_rules security_groups_default_statefulness segments"
        " service_providers service_profiles subnets subnet_pools trunks vpn_endpoint_groups"
        " vpn_ipsec_site_connections vpn_ike_policies vpn_ipsec_policies vpn_services"
        " floating_ip_port_forwardings conntrack_helpers tap_flows tap_mirrors tap_services"
        " sfc_flow_classifiers sfc_port_chains sfc_port_pairs sfc_port_pair_groups"
        " sfc_service_graphs"
    ),
}
_ITERATED = tuple(
    f"openstack.{proxy}.{name}" for proxy, lists in _PAGES.items() for name in lists.split()
)
_HYPERVISOR = (
    "close listAllDomains listAllNetworks listAllStoragePools listDomainsID listDefinedDomains"
    " lookupByName lookupByID lookupByUUID lookupByUUIDString createXML defineXML"
    " networkLookupByName storagePoolLookupByName getInfo getCapabilities getHostname getVersion"
    " getLibVersion getAllDomainStats numOfDomains"
)
_DOMAIN = (
    "create createWithFlags shutdown shutdownFlags reboot reset destroy destroyFlags suspend resume"
    " state info isActive XMLDesc undefine undefineFlags save managedSave migrate migrateToURI3"
    " setMemory setVcpus setVcpusFlags setAutostart attachDevice detachDevice updateDeviceFlags"
    " interfaceAddresses getCPUStats memoryStats blockStats interfaceStats snapshotCreateXML"
    " snapshotLookupByName listAllSnapshots revertToSnapshot blockCommit blockCopy jobStats"
    " screenshot"
)
_RESOURCES = {
    "events.Event": "create get query",
    "metrics.Metric": "send list query",
    "monitors.Monitor": "create get get_all update delete mute unmute search",
    "downtimes.Downtime": "create get get_all update delete",
    "dashboards.Dashboard": "create get get_all update delete",
    "service_checks.ServiceCheck": "check",
    "hosts.Host": "mute unmute",
    "hosts.Hosts": "search totals",
    "tags.Tag": "create get get_all update delete",
    "users.User": "create get get_all update delete",
    "synthetics.Synthetics": "get_test get_all_tests create_test",
    "service_level_objectives.ServiceLevelObjective": "create get get_all update delete history",
}

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="pyzabbix",
        packages=("pyzabbix",),
        blocks=(
            *asking(
                "pyzabbix.ZabbixAPI",
                "login do_request check_authentication confimport api_version",
                _ZABBIX,
            ),
            *asking("pyzabbix.ZabbixAPIObject", "*", _ZABBIX),
        ),
        aliases={
            "pyzabbix.api.ZabbixAPI": "pyzabbix.ZabbixAPI",
            "pyzabbix.api.ZabbixAPIObject": "pyzabbix.ZabbixAPIObject",
        },
        returns={
            "pyzabbix.ZabbixAPI.*": "pyzabbix.ZabbixAPIObject",
            **returning("object", "pyzabbix.ZabbixAPI", "login do_request confimport api_version"),
        },
    ),
    Library(
        distribution="jenkinsapi",
        packages=("jenkinsapi",),
        blocks=(
            Blocks(
                "jenkinsapi.jenkins.Jenkins",
                Kind.NETWORK,
                "asks the server for its jobs",
                unless=(Unless("lazy", 4, (True,), later=True),),
                why=_JENKINS,
            ),
            *asking(
                "jenkinsapi.jenkins.Jenkins",
                "poll get_job get_job_by_url __getitem__ create_job copy_job build_job delete_job"
                " rename_job get_node get_nodes create_node delete_node get_queue get_plugins"
                " run_groovy_script safe_restart quiet_down",
                _JENKINS,
            ),
            *asking("jenkinsapi.job.Job", _JOB, _JENKINS),
            *asking(
                "jenkinsapi.build.Build",
                "poll is_running is_good stop get_console get_resultset get_env_vars block",
                _JENKINS,
            ),
            *methods(
                "jenkinsapi",
                "build.Build.block_until_complete queue.QueueItem.block_until_complete"
                " queue.QueueItem.block_until_building",
                Kind.SLEEP,
                "sleeps until the build has come so far",
                why=_JENKINS,
            ),
        ),
        returns={
            **returning(
                "jenkinsapi.job.Job",
                "jenkinsapi.jenkins.Jenkins",
                "get_job get_job_by_url __getitem__ create_job copy_job",
            ),
            **returning("jenkinsapi.build.Build", "jenkinsapi.job.Job", _BUILDS),
            "jenkinsapi.job.Job.invoke": "jenkinsapi.queue.QueueItem",
            "jenkinsapi.queue.QueueItem.get_build": "jenkinsapi.build.Build",
        },
    ),
    Library(
        distribution="prometheus-api-client",
        packages=("prometheus_api_client",),
        blocks=asking(
            "prometheus_api_client.PrometheusConnect",
            "check_prometheus_connection all_metrics get_series get_label_names get_label_values"
            " get_current_metric_value get_metric_range_data custom_query custom_query_range"
            " get_metric_aggregation get_targets get_metric_metadata",
            _PROMETHEUS,
        ),
        aliases={
            "prometheus_api_client.prometheus_connect.PrometheusConnect": (
                "prometheus_api_client.PrometheusConnect"
            )
        },
    ),
    Library(
        distribution="meraki",
        packages=("meraki",),
        blocks=tuple(
            row
            for part in _MERAKI_PARTS.split()
            for row in asking(
                f"meraki.api.{part}", "*", _MERAKI, twin="meraki.aio.AsyncDashboardAPI"
            )
        ),
        returns={
            f"meraki.DashboardAPI.{part.partition('.')[0]}": f"meraki.api.{part}"
            for part in _MERAKI_PARTS.split()
        },
    ),
    Library(
        distribution="pdpyras",
        packages=("pdpyras",),
        blocks=(
            *asking(
                "pdpyras.APISession",
                "rget rpost rput rdelete jget jpost jput list_all dict_all find persist"
                " iter_all.__iter__ iter_cursor.__iter__",
                _PAGERDUTY,
            ),
            *asking(
                "pdpyras.EventsAPISession", "trigger acknowledge resolve send_event", _PAGERDUTY
            ),
            *asking("pdpyras.ChangeEventsAPISession", "submit send_change_event", _PAGERDUTY),
        ),
        bases=dict.fromkeys(
            names("pdpyras", "APISession EventsAPISession ChangeEventsAPISession"),
            ("requests.Session",),
        ),
        returns={
            "pdpyras.APISession.iter_all": "pdpyras.APISession.iter_all",
            "pdpyras.APISession.iter_cursor": "pdpyras.APISession.iter_cursor",
        },
    ),
    Library(
        distribution="python-nmap",
        packages=("nmap",),
        blocks=(
            *methods(
                "nmap",
                "PortScanner PortScanner.scan PortScanner.listscan PortScannerAsync"
                " PortScannerYield PortScannerYield.scan.__iter__",
                Kind.SUBPROCESS,
                "runs nmap and waits for it",
                why=_NMAP,
            ),
            Blocks(
                "nmap.PortScannerAsync.wait",
                Kind.WAIT,
                "waits until the scan has ended",
                why=_NMAP,
            ),
        ),
        aliases={"nmap.nmap": "nmap"},
        returns={"nmap.PortScannerYield.scan": "nmap.PortScannerYield.scan"},
    ),
    Library(
        distribution="vt-py",
        packages=("vt",),
        blocks=(
            *methods("vt.Client", _SCANNED, Kind.LOOP, _LOOP, twin="vt.Client.{}_async", why=_VT),
            Blocks("vt.Client.close", Kind.LOOP, _LOOP, twin="vt.Client.close_async", why=_VT),
            Blocks("vt.Client.__exit__", Kind.LOOP, _LOOP, twin="async with", why=_VT),
            *methods(
                "vt", "Iterator.__iter__ Feed.__iter__", Kind.LOOP, _LOOP, twin="async for", why=_VT
            ),
        ),
        aliases={"vt.client.Client": "vt.Client"},
        returns={"vt.Client.iterator": "vt.Iterator", "vt.Client.feed": "vt.Feed"},
    ),
    Library(
        distribution="libvirt-python",
        packages=("libvirt",),
        blocks=(
            *asking(
                "libvirt", "open openReadOnly openAuth", _LIBVIRT, "connects to the hypervisor"
            ),
            *asking("libvirt.virConnect", _HYPERVISOR, _LIBVIRT, _ASKS),
            *asking("libvirt.virDomain", _DOMAIN, _LIBVIRT, _ASKS),
            *asking(
                "libvirt",
                "virNetwork.create virNetwork.destroy virNetwork.DHCPLeases virStoragePool.create"
                " virStoragePool.refresh virStoragePool.info virStoragePool.createXML"
                " virStoragePool.listAllVolumes virStorageVol.delete virStorageVol.info",
                _LIBVIRT,
                _ASKS,
            ),
        ),
        returns={
            **returning("libvirt.virConnect", "libvirt", "open openReadOnly openAuth"),
            **returning(
                "libvirt.virDomain",
                "libvirt.virConnect",
                "lookupByName lookupByID lookupByUUID lookupByUUIDString createXML defineXML",
            ),
            "libvirt.virConnect.listAllDomains": "list[libvirt.virDomain]",
            "libvirt.virConnect.listAllNetworks": "list[libvirt.virNetwork]",
            "libvirt.virConnect.networkLookupByName": "libvirt.virNetwork",
            "libvirt.virConnect.listAllStoragePools": "list[libvirt.virStoragePool]",
            "libvirt.virConnect.storagePoolLookupByName": "libvirt.virStoragePool",
        },
    ),
    Library(
        distribution="openstacksdk",
        packages=("openstack",),
        blocks=(
            *asking("openstack.connection.Connection", _CLOUD, _OPENSTACK),
            *asking("openstack.proxy.Proxy", "*", _OPENSTACK),
            *(row for name in _ITERATED for row in asking(name, "__iter__", _OPENSTACK)),
        ),
        bases={f"openstack.{proxy}": ("openstack.proxy.Proxy",) for proxy in _PAGES},
        returns={
            **returning("openstack.connection.Connection", "openstack", "connect"),
            **{
                f"openstack.connection.Connection.{proxy.partition('.')[0]}": f"openstack.{proxy}"
                for proxy in _PAGES
            },
            **dict(zip(_ITERATED, _ITERATED, strict=True)),
        },
        safe=(
            *_ITERATED,
            *names("openstack.proxy.Proxy", "invalidate should_skip_resource_cleanup"),
        ),
    ),
    Library(
        distribution="datadog",
        packages=("datadog",),
        blocks=tuple(
            row
            for owner, members in _RESOURCES.items()
            for row in asking(f"datadog.api.{owner}", members, _DATADOG)
        ),
        aliases={
            f"datadog.api.{owner.rpartition('.')[2]}": f"datadog.api.{owner}"
            for owner in _RESOURCES
        },
    ),
)
