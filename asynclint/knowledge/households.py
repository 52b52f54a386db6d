"""What homes run: speakers, televisions, media servers, downloads, routers and lights, by clients
that wait in the calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, asking, methods, names, returning
from asynclint.knowledge.library import Library

_SOCO = "https://docs.python-soco.com/en/latest/api/soco.core.html"
_CAST = "https://github.com/home-assistant-libs/pychromecast"
_PLEX = "https://python-plexapi.readthedocs.io/en/latest/modules/server.html"
_TRANSMISSION = "https://transmission-rpc.readthedocs.io/en/stable/client.html"
_QBITTORRENT = "https://qbittorrent-api.readthedocs.io/en/latest/"
_DELUGE = "https://github.com/JohnDoee/deluge-client"
_FRITZ = "https://fritzconnection.readthedocs.io/en/latest/"
_FRITZHOME = "https://github.com/hthiery/python-fritzhome"
_BROADLINK = "https://github.com/mjg59/python-broadlink"
_WEMO = "https://github.com/pywemo/pywemo"
_MOTION = "https://github.com/starkillerOG/motion-blinds"
_STATUS = "https://mcstatus.readthedocs.io/en/stable/"
_NETGEAR = "https://github.com/MatMaul/pynetgear"
_MIIO = "https://python-miio.readthedocs.io/en/latest/"
_ASSIST = "https://github.com/tronikos/gassist_text"
_SNMP = "https://docs.lextudio.com/pysnmp/"
_OPENRGB = "https://openrgb-python.readthedocs.io/en/latest/"

_UPNP = "asks the speaker and waits for its answer"
_DEVICE = "asks the device and waits for its answer"
_ASK = "sends the request to the server and waits for the answer"
_SEARCH = "asks the network who is there, and waits for answers"
_SPEAKER = (
    "add_to_queue add_uri_to_queue clear_queue get_battery_info get_current_media_info"
    " get_current_track_info get_current_transport_info get_queue get_sonos_favorites"
    " get_sonos_playlists get_speaker_info join next partymode pause play play_from_queue play_uri"
    " previous ramp_to_volume remove_from_queue seek set_relative_volume set_sleep_timer stop"
    " switch_to_line_in switch_to_tv unjoin"
)
_SERVICES = (
    "avTransport renderingControl contentDirectory deviceProperties zoneGroupTopology alarmClock"
    " musicServices systemProperties"
)
_TORRENTS = (
    "add_torrent change_torrent free_space get_recently_active_torrents get_session get_torrent"
    " get_torrents move_torrent_data port_test reannounce_torrent remove_torrent"
    " rename_torrent_path session_stats set_session start_all start_torrent stop_torrent"
    " verify_torrent"
)
_FRITZ_DEVICE = (
    "get_device_by_ain get_devices get_device_elements get_device_present get_switch_state"
    " get_target_temperature get_temperature has_templates login logout set_color"
    " set_color_temp set_level set_state_off set_state_on set_switch_state_off"
    " set_switch_state_on set_target_temperature update_devices update_templates"
)
_ROUTER = (
    "allow_block_device check_ethernet_link get_attached_devices get_attached_devices_2 get_info"
    " get_new_speed_test_result get_system_info get_traffic_meter login reboot"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="openrgb-python",
        packages=("openrgb",),
        blocks=(
            Blocks(
                "openrgb.OpenRGBClient",
                Kind.NETWORK,
                "connects to the server and asks for all devices",
                why=_OPENRGB,
            ),
            *asking(
                "openrgb.OpenRGBClient",
                "update update_profiles update_plugins load_profile save_profile delete_profile"
                " connect set_color clear show",
                _OPENRGB,
                _ASK,
            ),
            *asking(
                "openrgb.orgb.Device",
                "set_color set_colors set_mode set_custom_mode save_mode off clear show update",
                _OPENRGB,
                _ASK,
            ),
        ),
        aliases={"openrgb.orgb.OpenRGBClient": "openrgb.OpenRGBClient"},
        returns={
            "openrgb.OpenRGBClient.devices": "list[openrgb.orgb.Device]",
            **returning(
                "list[openrgb.orgb.Device]",
                "openrgb.OpenRGBClient",
                "get_devices_by_type get_devices_by_name",
            ),
        },
    ),
    Library(
        distribution="soco",
        packages=("soco",),
        blocks=(
            *asking("soco.core.SoCo", _SPEAKER, _SOCO, _UPNP),
            Blocks("soco.services.Service.*", Kind.NETWORK, _UPNP, why=_SOCO),
            *asking("soco.discovery", "discover any_soco by_name scan_network", _SOCO, _SEARCH),
        ),
        aliases={
            "soco.SoCo": "soco.core.SoCo",
            "soco.discover": "soco.discovery.discover",
        },
        returns={
            "soco.discovery.any_soco": "soco.core.SoCo",
            **dict.fromkeys(names("soco.core.SoCo", _SERVICES), "soco.services.Service"),
        },
        safe=names("soco.services.Service", "wrap_arguments unwrap_arguments iter_actions"),
    ),
    Library(
        distribution="pychromecast",
        packages=("pychromecast",),
        blocks=(
            *asking(
                "pychromecast",
                "discover_chromecasts get_chromecasts get_listed_chromecasts",
                _CAST,
                _SEARCH,
            ),
            *methods(
                "pychromecast.Chromecast",
                "wait join disconnect",
                Kind.WAIT,
                "waits for the device, or for the thread that talks to it",
                why=_CAST,
            ),
        ),
    ),
    Library(
        distribution="plexapi",
        packages=("plexapi",),
        blocks=(
            *asking(
                "plexapi.server",
                "PlexServer PlexServer.query PlexServer.sessions PlexServer.clients"
                " PlexServer.client PlexServer.search PlexServer.history PlexServer.playlists"
                " PlexServer.playlist PlexServer.fetchItem PlexServer.fetchItems"
                " PlexServer.canInstallUpdate PlexServer.checkForUpdate PlexServer.systemAccounts",
                _PLEX,
                _ASK,
            ),
            *asking(
                "plexapi.myplex",
                "MyPlexAccount MyPlexAccount.query MyPlexAccount.resources MyPlexAccount.resource"
                " MyPlexAccount.devices MyPlexAccount.users MyPlexAccount.watchlist",
                _PLEX,
                _ASK,
            ),
        ),
    ),
    Library(
        distribution="transmission-rpc",
        packages=("transmission_rpc",),
        blocks=(
            Blocks("transmission_rpc.Client", Kind.NETWORK, _ASK, why=_TRANSMISSION),
            *asking("transmission_rpc.Client", _TORRENTS, _TRANSMISSION, _ASK),
        ),
        aliases={"transmission_rpc.client.Client": "transmission_rpc.Client"},
    ),
    Library(
        distribution="qbittorrent-api",
        packages=("qbittorrentapi",),
        blocks=asking(
            "qbittorrentapi.Client",
            "auth_log_in auth_log_out app_version torrents_info torrents_add torrents_delete"
            " torrents_properties sync_maindata transfer_info transfer_speed_limits_mode",
            _QBITTORRENT,
            _ASK,
        ),
    ),
    Library(
        distribution="deluge-client",
        packages=("deluge_client",),
        blocks=asking(
            "deluge_client.client.DelugeRPCClient", "connect call reconnect", _DELUGE, _ASK
        ),
        aliases={"deluge_client.DelugeRPCClient": "deluge_client.client.DelugeRPCClient"},
    ),
    Library(
        distribution="fritzconnection",
        packages=("fritzconnection",),
        blocks=(
            Blocks("fritzconnection.FritzConnection", Kind.NETWORK, _DEVICE, why=_FRITZ),
            *asking(
                "fritzconnection.FritzConnection",
                "call_action call_http reboot reconnect",
                _FRITZ,
                _DEVICE,
            ),
        ),
        aliases={
            "fritzconnection.core.fritzconnection.FritzConnection": (
                "fritzconnection.FritzConnection"
            )
        },
    ),
    Library(
        distribution="pyfritzhome",
        packages=("pyfritzhome",),
        blocks=asking("pyfritzhome.Fritzhome", _FRITZ_DEVICE, _FRITZHOME, _DEVICE),
        aliases={"pyfritzhome.fritzhome.Fritzhome": "pyfritzhome.Fritzhome"},
    ),
    Library(
        distribution="broadlink",
        packages=("broadlink",),
        blocks=(
            *asking("broadlink", "discover hello", _BROADLINK, _SEARCH),
            *asking(
                "broadlink.Device",
                "auth get_fwversion hello ping send_packet set_lock set_name",
                _BROADLINK,
                _DEVICE,
            ),
        ),
        aliases={"broadlink.device.Device": "broadlink.Device"},
        returns={"broadlink.hello": "broadlink.Device"},
    ),
    Library(
        distribution="pywemo",
        packages=("pywemo",),
        blocks=(
            *asking("pywemo", "discover_devices", _WEMO, _SEARCH),
            *asking("pywemo", "device_from_description setup_url_for_address", _WEMO, _DEVICE),
        ),
    ),
    Library(
        distribution="motionblinds",
        packages=("motionblinds",),
        blocks=asking("motionblinds.MotionGateway", "GetDeviceList Update", _MOTION, _DEVICE),
        aliases={
            "motionblinds.motion_blinds.MotionGateway": "motionblinds.MotionGateway",
        },
    ),
    Library(
        distribution="mcstatus",
        packages=("mcstatus",),
        blocks=(
            *asking(
                "mcstatus.JavaServer",
                "lookup ping status query",
                _STATUS,
                _DEVICE,
                twin="mcstatus.JavaServer.async_{}",
            ),
            *asking(
                "mcstatus.BedrockServer",
                "status",
                _STATUS,
                _DEVICE,
                twin="mcstatus.BedrockServer.async_{}",
            ),
        ),
        aliases={
            "mcstatus.server.JavaServer": "mcstatus.JavaServer",
            "mcstatus.server.BedrockServer": "mcstatus.BedrockServer",
        },
        returns=dict.fromkeys(names("mcstatus", "JavaServer.lookup"), "mcstatus.JavaServer"),
    ),
    Library(
        distribution="pynetgear",
        packages=("pynetgear",),
        blocks=asking("pynetgear.Netgear", _ROUTER, _NETGEAR, _DEVICE),
        aliases={"pynetgear.router.Netgear": "pynetgear.Netgear"},
    ),
    Library(
        distribution="python-miio",
        packages=("miio",),
        blocks=asking(
            "miio.Device",
            "info send send_handshake raw_command get_properties configure_wifi update",
            _MIIO,
            _DEVICE,
        ),
        aliases={"miio.device.Device": "miio.Device"},
    ),
    Library(
        distribution="gassist-text",
        packages=("gassist_text",),
        blocks=asking("gassist_text.TextAssistant", "assist", _ASSIST, _ASK),
        aliases={"gassist_text.textinput.TextAssistant": "gassist_text.TextAssistant"},
    ),
    Library(
        distribution="pysnmp",
        packages=("pysnmp",),
        blocks=(
            Blocks(
                "pysnmp.entity.engine.SnmpEngine",
                Kind.FILE,
                "reads and compiles the modules of its MIBs",
                why=_SNMP,
            ),
        ),
        aliases=dict.fromkeys(
            names("pysnmp.hlapi", "asyncio.SnmpEngine v3arch.asyncio.SnmpEngine"),
            "pysnmp.entity.engine.SnmpEngine",
        ),
    ),
)
