"""The hubs of homes and what they switch, by clients that wait in the calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, asking, methods, names
from asynclint.knowledge.library import Library

_BOSCH = "https://github.com/tschamm/boschshcpy"
_DEVOLO = "https://github.com/2Fake/devolo_home_control_api"
_IHC = "https://github.com/dingusdk/PythonIhcSdk"
_SWITCHER = "https://github.com/tomerfi/aioswitcher"
_MICLOUD = "https://github.com/squachen/micloud"
_HAP = "https://github.com/ikalchev/HAP-python"
_HOMEWORKS = "https://github.com/dubnom/pyhomeworks"
_LUTRON = "https://github.com/thecynic/pylutron"
_SMAPPEE = "https://github.com/smappee/pysmappee"
_VERA = "https://github.com/maximvelichko/pyvera"
_TUYA = "https://github.com/tuya/tuya-iot-app-sdk-python"
_TUYA_SHARING = "https://github.com/tuya/tuya-device-sharing-sdk"
_XIAOMI = "https://github.com/Danielhiversen/PyXiaomiGateway"

_DEVICE = "asks the device and waits for its answer"
_JOIN = "waits until its thread has ended"
_SEARCH = "asks the network who is there, and waits for answers"
_VERA_DEVICE = (
    "vera_request set_service_value set_door_code_values call_service poll_device refresh"
    " refresh_complex_value"
)
_VERA_THERMOSTAT = (
    "set_temperature set_hvac_mode turn_off turn_cool_on turn_heat_on turn_auto_on set_fan_mode"
    " fan_on fan_off fan_auto fan_cycle"
)
_TUYA_DEVICES = (
    "update_device_list_in_smart_home update_device_caches get_device_info get_device_list_info"
    " remove_device remove_device_list get_factory_info factory_reset get_device_status"
    " get_device_list_status get_device_functions get_category_functions get_device_specification"
    " send_commands get_device_stream_allocate"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="aioswitcher",
        packages=("aioswitcher",),
        blocks=methods(
            "aioswitcher.api.remotes.SwitcherBreezeRemoteManager",
            "get_remote",
            Kind.FILE,
            "reads the file of all remotes, the first time",
            why=_SWITCHER,
        ),
    ),
    Library(
        distribution="boschshcpy",
        packages=("boschshcpy",),
        blocks=(
            Blocks(
                "boschshcpy.session.SHCSession",
                Kind.NETWORK,
                "asks the controller for all of its devices",
                "boschshcpy.SHCSessionAsync",
                unless=(Unless("lazy", 3, (True,)),),
                why=_BOSCH,
            ),
            *asking(
                "boschshcpy.session.SHCSession",
                "authenticate mdns_info rawscan create_automation_rule delete_automation_rule"
                " create_userdefinedstate delete_userdefinedstate get_zigbee_routing_info",
                _BOSCH,
                _DEVICE,
                twin="boschshcpy.SHCSessionAsync",
            ),
            Blocks("boschshcpy.session.SHCSession.stop_polling", Kind.WAIT, _JOIN, why=_BOSCH),
            *asking("boschshcpy.register_client.SHCRegisterClient", "register", _BOSCH, _DEVICE),
            *asking("boschshcpy.scenario.SHCScenario", "trigger", _BOSCH, _DEVICE),
            *asking(
                "boschshcpy.domain_impl.SHCIntrusionSystem",
                "arm arm_full_protection arm_partial_protection arm_individual_protection disarm"
                " mute short_poll",
                _BOSCH,
                _DEVICE,
            ),
        ),
        aliases={
            "boschshcpy.SHCSession": "boschshcpy.session.SHCSession",
            "boschshcpy.SHCRegisterClient": "boschshcpy.register_client.SHCRegisterClient",
            "boschshcpy.SHCScenario": "boschshcpy.scenario.SHCScenario",
            "boschshcpy.SHCIntrusionSystem": "boschshcpy.domain_impl.SHCIntrusionSystem",
        },
        returns={
            "boschshcpy.session.SHCSession.intrusion_system": (
                "boschshcpy.domain_impl.SHCIntrusionSystem"
            ),
            "boschshcpy.session.SHCSession.scenario": "boschshcpy.scenario.SHCScenario",
            "boschshcpy.session.SHCSession.scenarios": (
                "collections.abc.Sequence[boschshcpy.scenario.SHCScenario]"
            ),
        },
    ),
    Library(
        distribution="devolo-home-control-api",
        packages=("devolo_home_control_api",),
        blocks=(
            *asking(
                "devolo_home_control_api.mydevolo.Mydevolo",
                "credentials_valid get_gateway_ids get_gateway get_full_url get_timezone"
                " get_zwave_products maintenance uuid",
                _DEVOLO,
            ),
            *asking(
                "devolo_home_control_api.homecontrol",
                "HomeControl HomeControl.refresh_session HomeControl.get_all_devices"
                " HomeControl.get_all_zones HomeControl.get_data_from_uid_list"
                " HomeControl.set_binary_switch HomeControl.set_multi_level_switch"
                " HomeControl.set_remote_control HomeControl.set_setting",
                _DEVOLO,
                _DEVICE,
            ),
            *asking(
                "devolo_home_control_api.properties",
                "binary_switch_property.BinarySwitchProperty.set"
                " multi_level_switch_property.MultiLevelSwitchProperty.set",
                _DEVOLO,
                _DEVICE,
            ),
        ),
    ),
    Library(
        distribution="hap-python",
        packages=("pyhap",),
        blocks=(
            *methods(
                "pyhap.accessory_driver.AccessoryDriver",
                "add_accessory config_changed load persist",
                Kind.FILE,
                "reads or writes the file of the accessory's state",
                why=_HAP,
            ),
            Blocks(
                "pyhap.accessory_driver.AccessoryDriver.start",
                Kind.LOOP,
                "runs the event loop until the accessory is stopped",
                "pyhap.accessory_driver.AccessoryDriver.async_start",
                why=_HAP,
            ),
            *methods(
                "pyhap.loader",
                "Loader get_loader",
                Kind.FILE,
                "reads the files of all services and characteristics",
                why=_HAP,
            ),
        ),
        returns={"pyhap.loader.get_loader": "pyhap.loader.Loader"},
    ),
    Library(
        distribution="ihcsdk",
        packages=("ihcsdk",),
        blocks=(
            *asking(
                "ihcsdk.ihccontroller.IHCController",
                "is_ihc_controller authenticate re_authenticate get_project get_runtime_value"
                " get_runtime_values cycle_bool_value set_runtime_value_bool set_runtime_value_int"
                " set_runtime_value_float set_runtime_value_timer set_runtime_value_time",
                _IHC,
                _DEVICE,
            ),
            Blocks("ihcsdk.ihccontroller.IHCController.disconnect", Kind.WAIT, _JOIN, why=_IHC),
        ),
    ),
    Library(
        distribution="micloud",
        packages=("micloud",),
        blocks=(
            *asking(
                "micloud.micloud.MiCloud", "login get_devices request_country request", _MICLOUD
            ),
            *asking(
                "micloud.miotspec.MiotSpec",
                "get_specs get_spec_for_urn get_standard_types get_standard_type_spec",
                _MICLOUD,
            ),
        ),
        aliases={"micloud.MiCloud": "micloud.micloud.MiCloud"},
    ),
    Library(
        distribution="pyhomeworks",
        packages=("pyhomeworks",),
        blocks=(
            Blocks(
                "pyhomeworks.pyhomeworks.Homeworks.connect",
                Kind.NETWORK,
                "connects to the controller and waits for its prompt",
                when=">=1",
                why=_HOMEWORKS,
            ),
            Blocks(
                "pyhomeworks.pyhomeworks.Homeworks.stop",
                Kind.WAIT,
                _JOIN,
                when=">=1",
                why=_HOMEWORKS,
            ),
        ),
    ),
    Library(
        distribution="pylutron",
        packages=("pylutron",),
        blocks=(
            Blocks(
                "pylutron.Lutron.load_xml_db",
                Kind.NETWORK,
                "reads the database of the repeater, or its copy in a file",
                why=_LUTRON,
            ),
            *asking("pylutron.Lutron", "connect", _LUTRON, "connects to the repeater"),
            *asking("pylutron", "Output.level.__get__ Led.state.__get__", _LUTRON, _DEVICE),
        ),
        bases=dict.fromkeys(names("pylutron", "Shade Motor"), ("pylutron.Output",)),
    ),
    Library(
        distribution="pysmappee",
        packages=("pysmappee",),
        blocks=(
            *asking(
                "pysmappee.smappee.Smappee",
                "load_service_locations load_local_service_location"
                " update_trends_and_appliance_states",
                _SMAPPEE,
            ),
            *asking(
                "pysmappee.api.SmappeeApi",
                "get_service_locations get_metering_configuration get_service_location_info"
                " get_consumption get_sensor_consumption get_switch_consumption get_events"
                " get_actuator_state set_actuator_state get_actuator_connection_state"
                " request_token refresh_tokens",
                _SMAPPEE,
            ),
            *asking(
                "pysmappee.api.SmappeeLocalApi",
                "logon load_advanced_config load_channels_config load_config"
                " load_command_control_config load_instantaneous active_power set_actuator_state"
                " on_command_control off_command_control",
                _SMAPPEE,
                _DEVICE,
            ),
            *asking(
                "pysmappee.mqtt",
                "SmappeeMqtt.start SmappeeLocalMqtt.start SmappeeLocalMqtt.start_attempt"
                " SmappeeLocalMqtt.start_and_wait_for_config SmappeeLocalMqtt.is_config_ready",
                _SMAPPEE,
                "connects to the MQTT broker",
            ),
            *methods(
                "pysmappee.mqtt",
                "SmappeeMqtt.stop SmappeeLocalMqtt.stop",
                Kind.WAIT,
                _JOIN,
                why=_SMAPPEE,
            ),
        ),
        aliases={"pysmappee.Smappee": "pysmappee.smappee.Smappee"},
    ),
    Library(
        distribution="pyvera",
        packages=("pyvera",),
        blocks=(
            *asking(
                "pyvera.VeraController",
                "data_request get_simple_devices_info get_scenes get_device_by_name"
                " get_device_by_id get_devices refresh_data map_services get_changed_devices"
                " get_alerts",
                _VERA,
                _DEVICE,
            ),
            *methods(
                "pyvera",
                "VeraController.stop SubscriptionRegistry.stop SubscriptionRegistry.join",
                Kind.WAIT,
                _JOIN,
                why=_VERA,
            ),
            *asking("pyvera.VeraDevice", _VERA_DEVICE, _VERA, _DEVICE),
            *asking("pyvera.VeraSwitch", "set_switch_state switch_on switch_off", _VERA, _DEVICE),
            *asking("pyvera.VeraDimmer", "set_brightness set_color", _VERA, _DEVICE),
            *asking(
                "pyvera.VeraArmableDevice", "set_armed_state switch_on switch_off", _VERA, _DEVICE
            ),
            *asking("pyvera.VeraCurtain", "open close stop set_level", _VERA, _DEVICE),
            *asking(
                "pyvera.VeraLock",
                "set_lock_state lock unlock set_new_pin clear_slot_pin",
                _VERA,
                _DEVICE,
            ),
            *asking("pyvera.VeraThermostat", _VERA_THERMOSTAT, _VERA, _DEVICE),
            *asking("pyvera.VeraScene", "vera_request activate refresh", _VERA, _DEVICE),
        ),
        bases={
            **dict.fromkeys(
                names(
                    "pyvera",
                    "VeraSwitch VeraSensor VeraBinarySensor VeraLock VeraThermostat"
                    " VeraSceneController",
                ),
                ("pyvera.VeraDevice",),
            ),
            **dict.fromkeys(
                names("pyvera", "VeraDimmer VeraArmableDevice VeraCurtain VeraGarageDoor"),
                ("pyvera.VeraSwitch",),
            ),
        },
        returns={
            "pyvera.VeraController.get_devices": "list[pyvera.VeraDevice]",
            "pyvera.VeraController.get_device_by_id": "pyvera.VeraDevice",
            "pyvera.VeraController.get_device_by_name": "pyvera.VeraDevice",
            "pyvera.VeraController.get_scenes": "list[pyvera.VeraScene]",
        },
    ),
    Library(
        distribution="pyxiaomigateway",
        packages=("xiaomi_gateway",),
        blocks=(
            *asking(
                "xiaomi_gateway",
                "XiaomiGateway XiaomiGateway.write_to_hub XiaomiGateway.get_from_hub",
                _XIAOMI,
                _DEVICE,
            ),
            *asking("xiaomi_gateway.XiaomiGatewayDiscovery", "discover_gateways", _XIAOMI, _SEARCH),
        ),
    ),
    Library(
        distribution="tuya-device-sharing-sdk",
        packages=("tuya_sharing",),
        blocks=(
            *asking("tuya_sharing.user.LoginControl", "qr_code login_result", _TUYA_SHARING),
            *asking(
                "tuya_sharing.manager.Manager",
                "update_device_cache report_version send_commands get_device_stream_allocate"
                " query_scenes trigger_scene unload",
                _TUYA_SHARING,
            ),
            *asking("tuya_sharing.customerapi.CustomerApi", "get post put delete", _TUYA_SHARING),
        ),
        aliases={
            "tuya_sharing.LoginControl": "tuya_sharing.user.LoginControl",
            "tuya_sharing.Manager": "tuya_sharing.manager.Manager",
            "tuya_sharing.CustomerApi": "tuya_sharing.customerapi.CustomerApi",
        },
    ),
    Library(
        distribution="tuya-iot-py-sdk",
        packages=("tuya_iot",),
        blocks=(
            *asking("tuya_iot.openapi.TuyaOpenAPI", "connect get post put delete", _TUYA),
            *asking(
                "tuya_iot.home.TuyaHomeManager",
                "update_device_cache query_scenes trigger_scene query_infrared_devices"
                " trigger_infrared_commands",
                _TUYA,
            ),
            *asking("tuya_iot.device.TuyaDeviceManager", _TUYA_DEVICES, _TUYA),
            *asking(
                "tuya_iot.asset.TuyaAssetManager",
                "get_device_list get_asset_info get_asset_list",
                _TUYA,
            ),
        ),
        aliases={
            "tuya_iot.TuyaOpenAPI": "tuya_iot.openapi.TuyaOpenAPI",
            "tuya_iot.TuyaHomeManager": "tuya_iot.home.TuyaHomeManager",
            "tuya_iot.TuyaDeviceManager": "tuya_iot.device.TuyaDeviceManager",
            "tuya_iot.TuyaAssetManager": "tuya_iot.asset.TuyaAssetManager",
        },
    ),
)
