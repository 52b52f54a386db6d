"""Machines on networks, file servers and archives."""

from __future__ import annotations

from asynclint.knowledge.entry import IN_MEMORY, Blocks, Kind, Unless, methods, names
from asynclint.knowledge.entry import returning as _returning
from asynclint.knowledge.library import Library

_DEVICE = "waits for the device to answer"
_NETCONF = "sends the request to the device and waits for its reply"
_CLUSTER = "sends the request to the cluster and waits for the answer"
_NODE = "asks the OPC UA server and waits for the answer"
_SHARE = "asks the file server and waits for the answer"
_PACK = "packs or unpacks files"
_TAGS = "reads or writes the file's tags"

_NETMIKO = "https://ktbyers.github.io/netmiko/docs/netmiko/index.html"
_NCCLIENT = "https://ncclient.readthedocs.io/en/latest/manager.html"
_PYMODBUS = "https://pymodbus.readthedocs.io/en/stable/source/client.html"
_OPCUA = "https://python-opcua.readthedocs.io/en/latest/"
_ASYNCUA = "https://github.com/FreeOpcUa/opcua-asyncio/blob/master/asyncua/sync.py"
_SNAP7 = "https://python-snap7.readthedocs.io/en/latest/API/client.html"
_PROXMOXER = "https://proxmoxer.github.io/docs/latest/basic_usage/"
_PYVMOMI = "https://github.com/vmware/pyvmomi/tree/master/pyVim"
_SMB = "https://github.com/jborean93/smbprotocol#examples"
_PY7ZR = "https://py7zr.readthedocs.io/en/latest/api.html"
_RARFILE = "https://rarfile.readthedocs.io/api.html"
_MUTAGEN = "https://mutagen.readthedocs.io/en/latest/api/base.html"

_REGISTERS = (
    "read_coils read_discrete_inputs read_holding_registers read_input_registers write_coil"
    " write_register write_coils write_registers mask_write_register readwrite_registers"
    " read_exception_status read_file_record write_file_record read_fifo_queue"
    " read_device_information report_device_id"
)
_MODBUS = "ModbusTcpClient ModbusTlsClient ModbusUdpClient ModbusSerialClient"
_UA = "opcua.Node"
_SYNC_UA = "asyncua.sync.SyncNode"
_UA_PARENTS = (
    "get_parent get_child add_folder add_object add_variable add_property add_method"
    " add_object_type add_data_type"
)
_UA_CLIENT = (
    "connect disconnect __enter__ get_endpoints find_servers create_subscription"
    " connect_and_get_server_endpoints connect_and_find_servers get_namespace_array"
    " get_namespace_index load_type_definitions"
)
_UA_NODES = "get_node get_root_node get_objects_node get_server_node"
_SUBSCRIBE = "subscribe_data_change subscribe_events unsubscribe delete"
_SUBSCRIPTION = "asyncua.common.subscription.Subscription.{}"
_CONNECTS = "connect connect_ssh connect_tls connect_uds connect_libssh call_home"
_VERBS = "get post put delete create set"
_RESOURCE = "proxmoxer.core.ProxmoxResource"
_S7 = "bool byte int uint word dint udint dword real lreal string wstring"
_TAGGED = (
    "mp3.MP3 mp3.EasyMP3 flac.FLAC mp4.MP4 easymp4.EasyMP4 oggvorbis.OggVorbis oggopus.OggOpus"
    " oggflac.OggFLAC wave.WAVE aiff.AIFF asf.ASF"
)
_FILES = (Unless("filething", 0, (None, *IN_MEMORY), by_default=True),)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="netmiko",
        packages=("netmiko",),
        blocks=(
            *methods(
                "netmiko",
                "ConnectHandler TelnetFallback",
                Kind.NETWORK,
                "connects to the device and logs in",
                unless=(Unless("auto_connect", None, (False,), later=True),),
                why=_NETMIKO,
            ),
            *methods(
                "netmiko",
                "ConnUnify ConnLogOnly SSHDetect SSHDetect.autodetect SCPConn file_transfer",
                Kind.NETWORK,
                _DEVICE,
                why=_NETMIKO,
            ),
            *methods(
                "netmiko.BaseConnection",
                "send_command send_command_timing send_command_expect send_multiline"
                " send_multiline_timing send_config_set send_config_from_file save_config commit"
                " enable exit_enable_mode check_enable_mode config_mode exit_config_mode"
                " check_config_mode find_prompt set_base_prompt establish_connection disconnect"
                " read_until_prompt read_until_pattern read_until_prompt_or_pattern"
                " read_channel_timing",
                Kind.NETWORK,
                _DEVICE,
                why=_NETMIKO,
            ),
        ),
        aliases={
            "netmiko.Netmiko": "netmiko.ConnectHandler",
            "netmiko.ssh_dispatcher.ConnectHandler": "netmiko.ConnectHandler",
            "netmiko.base_connection.BaseConnection": "netmiko.BaseConnection",
        },
        returns=_returning(
            "netmiko.BaseConnection", "netmiko", "ConnectHandler TelnetFallback ConnUnify"
        ),
    ),
    Library(
        distribution="ncclient",
        packages=("ncclient",),
        blocks=(
            *methods(
                "ncclient.manager", f"{_CONNECTS} Manager.*", Kind.NETWORK, _NETCONF, why=_NCCLIENT
            ),
            Blocks(
                "ncclient.manager.Manager.take_notification",
                Kind.WAIT,
                "waits for the device's next notification",
                unless=(Unless("block", 0, (False,)),),
                why=_NCCLIENT,
            ),
        ),
        returns=_returning("ncclient.manager.Manager", "ncclient.manager", _CONNECTS),
        safe=names("ncclient.manager.Manager", "locked scp session"),
    ),
    Library(
        distribution="pymodbus",
        packages=("pymodbus",),
        blocks=methods(
            "pymodbus.client",
            "ModbusTcpClient.connect ModbusTlsClient.connect "
            + " ".join(
                f"{client}.{name}" for client in _MODBUS.split() for name in _REGISTERS.split()
            ),
            Kind.NETWORK,
            _DEVICE,
            twin="pymodbus.client.Async{}",
            why=_PYMODBUS,
        ),
        aliases={
            "pymodbus.client.tcp.ModbusTcpClient": "pymodbus.client.ModbusTcpClient",
            "pymodbus.client.tls.ModbusTlsClient": "pymodbus.client.ModbusTlsClient",
            "pymodbus.client.udp.ModbusUdpClient": "pymodbus.client.ModbusUdpClient",
            "pymodbus.client.serial.ModbusSerialClient": "pymodbus.client.ModbusSerialClient",
        },
    ),
    Library(
        distribution="opcua",
        packages=("opcua",),
        blocks=(
            *methods(
                "opcua.Client", _UA_CLIENT, Kind.NETWORK, _NODE, twin="asyncua.Client", why=_OPCUA
            ),
            Blocks("opcua.Node.*", Kind.NETWORK, _NODE, twin="asyncua.Node", why=_OPCUA),
            *methods(
                "opcua.Subscription",
                _SUBSCRIBE,
                Kind.NETWORK,
                _NODE,
                twin=_SUBSCRIPTION,
                why=_OPCUA,
            ),
        ),
        aliases={
            "opcua.client.client.Client": "opcua.Client",
            "opcua.common.node.Node": _UA,
            "opcua.common.subscription.Subscription": "opcua.Subscription",
        },
        returns={
            **_returning(_UA, "opcua.Client", _UA_NODES),
            **_returning(_UA, _UA, _UA_PARENTS),
            **_returning(f"list[{_UA}]", _UA, "get_children get_variables get_properties"),
            "opcua.Client.create_subscription": "opcua.Subscription",
        },
    ),
    Library(
        distribution="asyncua",
        packages=("asyncua",),
        blocks=(
            *methods(
                "asyncua.sync.Client",
                f"{_UA_CLIENT} read_values write_values load_data_type_definitions browse_nodes",
                Kind.NETWORK,
                _NODE,
                twin="asyncua.Client",
                why=_ASYNCUA,
            ),
            Blocks(f"{_SYNC_UA}.*", Kind.NETWORK, _NODE, twin="asyncua.Node", why=_ASYNCUA),
            *methods(
                "asyncua.sync.Subscription",
                _SUBSCRIBE,
                Kind.NETWORK,
                _NODE,
                twin=_SUBSCRIPTION,
                why=_ASYNCUA,
            ),
        ),
        returns={
            **_returning(_SYNC_UA, "asyncua.sync.Client", _UA_NODES),
            **_returning(_SYNC_UA, _SYNC_UA, _UA_PARENTS),
            **_returning(f"list[{_SYNC_UA}]", _SYNC_UA, "get_children get_variables"),
            "asyncua.sync.Client.create_subscription": "asyncua.sync.Subscription",
        },
    ),
    Library(
        distribution="python-snap7",
        packages=("snap7",),
        blocks=methods(
            "snap7.client.Client",
            "connect db_read db_write db_get db_fill read_area write_area read_multi_vars"
            " write_multi_vars list_blocks list_blocks_of_type get_block_info get_cpu_info"
            " get_cpu_state get_cp_info get_order_code get_protection get_plc_datetime"
            " set_plc_datetime upload full_upload download delete plc_stop plc_hot_start"
            " plc_cold_start compress copy_ram_to_rom read_szl ab_read ab_write eb_read eb_write"
            " mb_read mb_write tm_read tm_write ct_read ct_write "
            + " ".join(f"db_{verb}_{kind}" for verb in ("read", "write") for kind in _S7.split()),
            Kind.NETWORK,
            _DEVICE,
            twin="snap7.AsyncClient.{}",
            why=_SNAP7,
        ),
        aliases={
            "snap7.Client": "snap7.client.Client",
            "s7.Client": "snap7.client.Client",
            "s7.client.Client": "snap7.client.Client",
        },
        returns={"snap7.client.Client.connect": "Self"},
    ),
    Library(
        distribution="proxmoxer",
        packages=("proxmoxer",),
        blocks=(
            Blocks(
                "proxmoxer.ProxmoxAPI",
                Kind.NETWORK,
                "logs in to the cluster",
                unless=(Unless("password", None, (None,), by_default=True),),
                why=_PROXMOXER,
            ),
            *methods(_RESOURCE, _VERBS, Kind.NETWORK, _CLUSTER, why=_PROXMOXER),
        ),
        aliases={"proxmoxer.core.ProxmoxAPI": "proxmoxer.ProxmoxAPI"},
        bases={"proxmoxer.ProxmoxAPI": (_RESOURCE,)},
        returns={f"{_RESOURCE}.*": _RESOURCE, **_returning("object", _RESOURCE, _VERBS)},
    ),
    Library(
        distribution="pyvmomi",
        packages=("pyVim", "pyVmomi"),
        blocks=(
            *methods(
                "pyVim",
                "connect.SmartConnect connect.Connect connect.Disconnect"
                " connect.SmartConnection.__enter__ connect.Connection.__enter__"
                " task.WaitForTask task.WaitForTasks",
                Kind.NETWORK,
                _CLUSTER,
                why=_PYVMOMI,
            ),
            *methods(
                "pyVmomi.vim.ServiceInstance",
                "RetrieveContent CurrentTime content.__get__",
                Kind.NETWORK,
                _CLUSTER,
                why=_PYVMOMI,
            ),
        ),
        returns=_returning(
            "pyVmomi.vim.ServiceInstance",
            "pyVim.connect",
            "SmartConnect Connect SmartConnection.__enter__ Connection.__enter__",
        ),
    ),
    Library(
        distribution="smbprotocol",
        packages=("smbclient",),
        blocks=(
            *methods(
                "smbclient",
                "open_file listdir stat lstat stat_volume mkdir makedirs remove removedirs unlink"
                " rename renames replace rmdir copyfile link symlink readlink truncate utime"
                " getxattr setxattr listxattr removexattr register_session delete_session"
                " walk.__iter__ SMBScandirIterator.__iter__"
                " shutil.copy shutil.copy2 shutil.copyfile shutil.copytree shutil.rmtree"
                " path.exists path.isfile path.isdir path.islink path.getsize path.getmtime"
                " _io.SMBFileIO.read _io.SMBFileIO.readall _io.SMBFileIO.readline"
                " _io.SMBFileIO.readlines _io.SMBFileIO.__iter__",
                Kind.NETWORK,
                _SHARE,
                why=_SMB,
            ),
        ),
        returns={
            "smbclient.walk": "smbclient.walk",
            "smbclient.scandir": "smbclient.SMBScandirIterator",
            "smbclient.open_file": "smbclient._io.SMBFileIO",
        },
    ),
    Library(
        distribution="py7zr",
        packages=("py7zr",),
        blocks=(
            Blocks(
                "py7zr.SevenZipFile",
                Kind.FILE,
                "opens the archive",
                unless=(Unless("file", 0, IN_MEMORY),),
                why=_PY7ZR,
            ),
            *methods(
                "py7zr",
                "SevenZipFile.extract SevenZipFile.extractall SevenZipFile.write"
                " SevenZipFile.writeall SevenZipFile.test SevenZipFile.testzip"
                " unpack_7zarchive pack_7zarchive",
                Kind.FILE,
                _PACK,
                why=_PY7ZR,
            ),
            *methods("py7zr.SevenZipFile", "read readall", Kind.FILE, _PACK, when="<1", why=_PY7ZR),
        ),
        aliases={"py7zr.py7zr.SevenZipFile": "py7zr.SevenZipFile"},
        variants={"py7zr.SevenZipFile": ("file", 0, "io.BytesIO", "io.BytesIO")},
    ),
    Library(
        distribution="rarfile",
        packages=("rarfile",),
        blocks=(
            Blocks(
                "rarfile.RarFile",
                Kind.FILE,
                "opens the archive",
                unless=(Unless("file", 0, IN_MEMORY),),
                why=_RARFILE,
            ),
            *methods(
                "rarfile.RarFile", "extract extractall read testrar", Kind.FILE, _PACK, why=_RARFILE
            ),
        ),
        variants={"rarfile.RarFile": ("file", 0, "io.BytesIO", "io.BytesIO")},
    ),
    Library(
        distribution="mutagen",
        packages=("mutagen",),
        blocks=(
            *methods(
                "mutagen", f"File id3.ID3 {_TAGGED}", Kind.FILE, _TAGS, unless=_FILES, why=_MUTAGEN
            ),
            *methods(
                "mutagen",
                "FileType.save FileType.delete FileType.load id3.ID3.save id3.ID3.delete",
                Kind.FILE,
                _TAGS,
                unless=(Unless("filething", 0, IN_MEMORY),),
                why=_MUTAGEN,
            ),
        ),
        aliases={
            "mutagen._file.File": "mutagen.File",
            "mutagen._file.FileType": "mutagen.FileType",
            "mutagen.id3._file.ID3": "mutagen.id3.ID3",
        },
        bases=dict.fromkeys(names("mutagen", _TAGGED), ("mutagen.FileType",)),
        returns={"mutagen.File": "mutagen.FileType"},
    ),
)
