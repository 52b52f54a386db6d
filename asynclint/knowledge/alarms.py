"""Alarm systems and locks, by clients that wait in the calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, asking, methods, names
from asynclint.knowledge.library import Library

_ALARM_DECODER = "https://github.com/nutechsoftware/alarmdecoder"
_ABODE = "https://github.com/jaraco/jaraco.abode"
_LUPUSEC = "https://github.com/majuss/lupupy"
_NX584 = "https://github.com/kk7ds/pynx584"
_IALARM = "https://github.com/RyuzakiKK/pyialarm"
_NUKI = "https://github.com/pschmitt/pynuki"
_SCHLAGE = "https://github.com/dknowles2/pyschlage"
_TOTAL = "https://github.com/craigjmidwinter/total-connect-client"
_VERISURE = "https://github.com/persandstrom/python-verisure"
_YALE = "https://github.com/domwillcode/yale-smart-alarm-client"

_DEVICE = "asks the device and waits for its answer"
_LOGIN = "logs in and waits for the answer"
_MODES = "set_mode set_home set_away set_standby switch_on switch_off"
_FRESH = (Unless("refresh", 1, (False,), by_default=True),)
_YALE_CLIENT = (
    "get_all get_information get_all_devices get_cycle get_status get_online get_panel_info"
    " get_history get_auth_check get_locks_status get_doors_status get_armed_status"
    " set_armed_status trigger_panic_button arm_full arm_partial disarm is_armed"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="adext",
        packages=("adext",),
        aliases={"adext.AdExt": "adext.adext.AdExt"},
        bases={"adext.adext.AdExt": ("alarmdecoder.decoder.AlarmDecoder",)},
    ),
    Library(
        distribution="alarmdecoder",
        packages=("alarmdecoder",),
        blocks=asking(
            "alarmdecoder",
            "decoder.AlarmDecoder.open devices.socket_device.SocketDevice.open",
            _ALARM_DECODER,
            "connects to the alarm panel",
        ),
        aliases={
            "alarmdecoder.AlarmDecoder": "alarmdecoder.decoder.AlarmDecoder",
            "alarmdecoder.devices.SocketDevice": "alarmdecoder.devices.socket_device.SocketDevice",
        },
    ),
    Library(
        distribution="jaraco.abode",
        packages=("jaraco.abode",),
        blocks=(
            *methods(
                "jaraco.abode.client",
                "Client",
                Kind.NETWORK,
                _LOGIN,
                unless=(Unless("auto_login", 2, (False,), by_default=True),),
                why=_ABODE,
            ),
            *asking(
                "jaraco.abode.client.Client",
                "login logout refresh set_setting send_request",
                _ABODE,
            ),
            *methods(
                "jaraco.abode.client.Client",
                "get_devices get_automations",
                Kind.NETWORK,
                _DEVICE,
                unless=(Unless("refresh", 0, (False,), by_default=True),),
                why=_ABODE,
            ),
            *methods(
                "jaraco.abode.client.Client",
                "get_device get_automation get_alarm",
                Kind.NETWORK,
                _DEVICE,
                unless=_FRESH,
                why=_ABODE,
            ),
            *asking("jaraco.abode.state.Stateful", "refresh", _ABODE, _DEVICE),
            *asking("jaraco.abode.automation.Automation", "enable trigger", _ABODE, _DEVICE),
            *asking(
                "jaraco.abode.devices",
                "base.Device.set_status base.Device.set_level switch.Switch.switch_on"
                " switch.Switch.switch_off lock.Lock.lock lock.Lock.unlock cover.Cover.open_cover"
                " cover.Cover.close_cover light.Light.set_color light.Light.set_color_temp"
                " camera.Camera.capture camera.Camera.refresh_image camera.Camera.snapshot"
                " camera.Camera.start_kvs_stream",
                _ABODE,
                _DEVICE,
            ),
            *asking("jaraco.abode.devices.alarm.Alarm", _MODES, _ABODE, _DEVICE),
        ),
        aliases={"jaraco.abode.Client": "jaraco.abode.client.Client"},
        bases={
            "jaraco.abode.automation.Automation": ("jaraco.abode.state.Stateful",),
            "jaraco.abode.devices.base.Device": ("jaraco.abode.state.Stateful",),
            **dict.fromkeys(
                names("jaraco.abode.devices", "switch.Switch lock.Lock camera.Camera"),
                ("jaraco.abode.devices.base.Device",),
            ),
            **dict.fromkeys(
                names("jaraco.abode.devices", "alarm.Alarm cover.Cover light.Light"),
                ("jaraco.abode.devices.switch.Switch",),
            ),
        },
        returns={
            "jaraco.abode.client.Client.get_alarm": "jaraco.abode.devices.alarm.Alarm",
            "jaraco.abode.client.Client.get_device": "jaraco.abode.devices.base.Device",
            "jaraco.abode.client.Client.get_devices": "list[jaraco.abode.devices.base.Device]",
            "jaraco.abode.client.Client.get_automation": "jaraco.abode.automation.Automation",
            "jaraco.abode.client.Client.get_automations": (
                "list[jaraco.abode.automation.Automation]"
            ),
        },
    ),
    Library(
        distribution="lupupy",
        packages=("lupupy",),
        blocks=(
            *asking(
                "lupupy",
                "Lupusec Lupusec.get_power_switches Lupusec.get_sensors Lupusec.get_panel"
                " Lupusec.set_mode",
                _LUPUSEC,
                _DEVICE,
            ),
            *methods(
                "lupupy.Lupusec",
                "get_device get_alarm",
                Kind.NETWORK,
                _DEVICE,
                unless=_FRESH,
                why=_LUPUSEC,
            ),
            *asking("lupupy.Lupusec", "refresh", _LUPUSEC, _DEVICE),
            *asking("lupupy.devices.LupusecDevice", "refresh", _LUPUSEC, _DEVICE),
            *asking("lupupy.devices.alarm.LupusecAlarm", _MODES, _LUPUSEC, _DEVICE),
        ),
        bases={
            "lupupy.devices.alarm.LupusecAlarm": ("lupupy.devices.LupusecDevice",),
            "lupupy.devices.binary_sensor.LupusecBinarySensor": ("lupupy.devices.LupusecDevice",),
        },
        returns={"lupupy.Lupusec.get_alarm": "lupupy.devices.alarm.LupusecAlarm"},
    ),
    Library(
        distribution="pyialarm",
        packages=("pyialarm",),
        blocks=asking(
            "pyialarm.pyialarm.IAlarm",
            "ensure_connection_is_open get_mac get_status arm_away arm_stay disarm cancel_alarm",
            _IALARM,
            _DEVICE,
        ),
        aliases={"pyialarm.IAlarm": "pyialarm.pyialarm.IAlarm"},
    ),
    Library(
        distribution="pynuki",
        packages=("pynuki",),
        blocks=(
            Blocks(
                "pynuki.bridge.NukiBridge",
                Kind.NETWORK,
                _LOGIN,
                unless=(Unless("token", 1, (None, ""), by_default=True),),
                why=_NUKI,
            ),
            *asking(
                "pynuki.bridge.NukiBridge",
                "discover auth config_auth list lock_state lock_action unpair callback_add"
                " callback_list callback_remove log clear_log firmware_update reboot factory_reset"
                " update lock unlock lock_n_go unlatch simple_lock simple_unlock devices.__get__"
                " locks.__get__ openers.__get__",
                _NUKI,
                _DEVICE,
            ),
            *asking("pynuki.device.NukiDevice", "update", _NUKI, _DEVICE),
            *asking("pynuki.lock.NukiLock", "lock unlock lock_n_go unlatch", _NUKI, _DEVICE),
            *asking(
                "pynuki.opener.NukiOpener",
                "activate_rto deactivate_rto electric_strike_actuation activate_continuous_mode"
                " deactivate_continuous_mode",
                _NUKI,
                _DEVICE,
            ),
        ),
        aliases={
            "pynuki.NukiBridge": "pynuki.bridge.NukiBridge",
            "pynuki.NukiLock": "pynuki.lock.NukiLock",
            "pynuki.NukiOpener": "pynuki.opener.NukiOpener",
        },
        bases=dict.fromkeys(
            names("pynuki", "lock.NukiLock opener.NukiOpener"), ("pynuki.device.NukiDevice",)
        ),
        returns={
            "pynuki.bridge.NukiBridge.devices": "list[pynuki.device.NukiDevice]",
            "pynuki.bridge.NukiBridge.locks": "list[pynuki.lock.NukiLock]",
            "pynuki.bridge.NukiBridge.openers": "list[pynuki.opener.NukiOpener]",
        },
    ),
    Library(
        distribution="pynx584",
        packages=("nx584",),
        blocks=asking(
            "nx584.client.Client",
            "list_zones list_partitions arm disarm set_bypass get_user put_user get_events"
            " get_version get_info",
            _NX584,
        ),
    ),
    Library(
        distribution="pyschlage",
        packages=("pyschlage",),
        blocks=(
            Blocks(
                "pyschlage.auth.Auth",
                Kind.FILE,
                "makes a client of boto3: reads the models of the service",
                why=_SCHLAGE,
            ),
            *asking("pyschlage.auth.Auth", "authenticate request", _SCHLAGE),
            *asking("pyschlage.api.Schlage", "locks users", _SCHLAGE),
            *asking("pyschlage.device.Device", "send_command", _SCHLAGE),
            *asking(
                "pyschlage.lock.Lock",
                "refresh lock unlock logs refresh_access_codes get_access_codes add_access_code"
                " set_beeper set_lock_and_leave set_auto_lock_time",
                _SCHLAGE,
            ),
            *asking("pyschlage.code.AccessCode", "save delete", _SCHLAGE),
        ),
        aliases={
            "pyschlage.Auth": "pyschlage.auth.Auth",
            "pyschlage.Schlage": "pyschlage.api.Schlage",
            "pyschlage.Lock": "pyschlage.lock.Lock",
        },
        bases={"pyschlage.lock.Lock": ("pyschlage.device.Device",)},
        returns={
            "pyschlage.api.Schlage.locks": "list[pyschlage.lock.Lock]",
            "pyschlage.lock.Lock.get_access_codes": "list[pyschlage.code.AccessCode]",
        },
    ),
    Library(
        distribution="total-connect-client",
        packages=("total_connect_client",),
        blocks=(
            *asking(
                "total_connect_client.client",
                "TotalConnectClient TotalConnectClient.authenticate"
                " TotalConnectClient.load_details TotalConnectClient.log_out"
                " TotalConnectClient.http_request ArmingHelper.arm_away ArmingHelper.arm_stay"
                " ArmingHelper.arm_stay_instant ArmingHelper.arm_away_instant"
                " ArmingHelper.arm_stay_night ArmingHelper.disarm",
                _TOTAL,
            ),
            *asking(
                "total_connect_client.location.TotalConnectLocation",
                "get_panel_meta_data get_zone_details get_partition_details set_usercode"
                " validate_usercode arm disarm zone_bypass zone_bypass_all clear_bypass sync_panel"
                " get_cameras trigger",
                _TOTAL,
            ),
            *asking(
                "total_connect_client",
                "partition.TotalConnectPartition.arm partition.TotalConnectPartition.disarm"
                " zone.TotalConnectZone.bypass",
                _TOTAL,
            ),
        ),
        aliases={
            "total_connect_client.TotalConnectClient": (
                "total_connect_client.client.TotalConnectClient"
            ),
            "total_connect_client.ArmingHelper": "total_connect_client.client.ArmingHelper",
        },
        returns={
            "total_connect_client.client.TotalConnectClient.locations": (
                "dict[int, total_connect_client.location.TotalConnectLocation]"
            )
        },
    ),
    Library(
        distribution="vsure",
        packages=("verisure",),
        blocks=asking(
            "verisure.session.Session",
            "login login_cookie update_cookie request_mfa validate_mfa logout request"
            " get_installations download_image",
            _VERISURE,
        ),
        aliases={"verisure.Session": "verisure.session.Session"},
    ),
    Library(
        distribution="yalesmartalarmclient",
        packages=("yalesmartalarmclient",),
        blocks=(
            *asking(
                "yalesmartalarmclient",
                "client.YaleSmartAlarmClient auth.YaleAuth lock.YaleDoorManAPI",
                _YALE,
                _LOGIN,
            ),
            *asking("yalesmartalarmclient.client.YaleSmartAlarmClient", _YALE_CLIENT, _YALE),
            *asking(
                "yalesmartalarmclient.auth.YaleAuth",
                "get_authenticated post_authenticated put_authenticated",
                _YALE,
            ),
            *asking(
                "yalesmartalarmclient.lock.YaleLock", "open close set_volume set_autolock", _YALE
            ),
        ),
        aliases={
            "yalesmartalarmclient.YaleSmartAlarmClient": (
                "yalesmartalarmclient.client.YaleSmartAlarmClient"
            ),
            "yalesmartalarmclient.YaleAuth": "yalesmartalarmclient.auth.YaleAuth",
            "yalesmartalarmclient.YaleDoorManAPI": "yalesmartalarmclient.lock.YaleDoorManAPI",
            "yalesmartalarmclient.YaleLock": "yalesmartalarmclient.lock.YaleLock",
        },
        returns={
            "yalesmartalarmclient.client.YaleSmartAlarmClient.get_locks": (
                "list[yalesmartalarmclient.lock.YaleLock]"
            )
        },
    ),
)
