"""Cameras, doorbells, robots, plugs, machines of the household and cars, by clients that wait in
the calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, asking, methods, names
from asynclint.knowledge.library import Library

_CANARY = "https://github.com/snjoetw/py-canary"
_DOORBIRD = "https://gitlab.com/klikini/doorbirdpy"
_FOSCAM = "https://github.com/krmarien/python-foscam"
_EZVIZ = "https://github.com/baqs/pyEzviz"
_RING = "https://github.com/python-ring-doorbell/python-ring-doorbell"
_ZONEMINDER = "https://github.com/rohankapoorcom/zm-py"
_HOME_CONNECT = "https://github.com/DavidMStraub/homeconnect"
_EGPS = "https://github.com/gnumpi/pyegps"
_W215 = "https://github.com/linuxchristian/pyW215"
_STARLINE = "https://github.com/Anonym-tsk/starline"
_BOTVAC = "https://github.com/stianaske/pybotvac"
_ROOMBA = "https://github.com/pschmitt/roombapy"

_DEVICE = "asks the device and waits for its answer"
_LOGIN = "logs in and waits for the answer"
_JOIN = "waits until its thread has ended"
_NEW_RING = "ring-doorbell>=0.9"
_FOSCAM_COMMANDS = (
    "send_command execute_command get_ip_info get_port_info get_wifi_list get_wifi_config"
    " get_dev_name get_dev_state get_dev_info get_product_all_info get_system_time"
    " open_infra_led close_infra_led get_infra_led_config set_infra_led_config mirror_video"
    " flip_video ptz_move_up ptz_move_down ptz_move_left ptz_move_right ptz_stop_run ptz_reset"
    " ptz_get_preset ptz_goto_preset get_ptz_preset_point_list ptz_zoom_in ptz_zoom_out"
    " ptz_zoom_stop sleep wake_up is_asleep get_motion_detect_config set_motion_detect_config"
    " set_motion_detection enable_motion_detection disable_motion_detection snap_picture_2 get_log"
)
_EZVIZ_CLIENT = (
    "login logout send_mfa_code get_service_urls get_alarminfo get_device_messages_list"
    " switch_status switch_status_other set_camera_defence set_battery_camera_work_mode"
    " set_detection_mode set_night_vision_mode set_display_mode set_device_config_by_key"
    " upgrade_device get_storage_status sound_alarm get_user_id set_video_enc reboot_camera"
    " get_group_defence_mode cancel_alarm_device load_cameras get_device_infos ptz_control"
    " get_cam_key create_panoramic return_panoramic ptz_control_coordinates"
    " api_set_defence_schedule api_set_defence_mode do_not_disturb set_floodlight_brightness"
    " detection_sensibility get_detection_sensibility alarm_sound get_device get_connection"
    " get_switch"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="doorbirdpy",
        packages=("doorbirdpy",),
        blocks=(
            *asking(
                "doorbirdpy.DoorBird",
                "ready energize_relay turn_light_on schedule get_schedule_entry change_schedule"
                " delete_schedule doorbell_state motion_sensor_state info favorites"
                " change_favorite delete_favorite restart",
                _DOORBIRD,
                _DEVICE,
                twin="doorbirdpy>=3",
                when="<3",
            ),
            Blocks(
                "doorbirdpy.DoorBird.stop_monitoring", Kind.WAIT, _JOIN, when="<3", why=_DOORBIRD
            ),
        ),
    ),
    Library(
        distribution="homeconnect",
        packages=("homeconnect",),
        blocks=(
            *asking(
                "homeconnect.api.HomeConnectAPI",
                "refresh_tokens request get put delete get_appliances",
                _HOME_CONNECT,
            ),
            *asking("homeconnect.api.HomeConnect", "get_token", _HOME_CONNECT),
            *asking(
                "homeconnect.api.HomeConnectAppliance",
                "get put delete get_programs_active get_programs_selected get_programs_available"
                " get_program_options start_program stop_program select_program get_status"
                " get_settings set_setting set_options_active_program"
                " set_options_selected_program execute_command",
                _HOME_CONNECT,
            ),
        ),
        aliases={
            "homeconnect.HomeConnectAPI": "homeconnect.api.HomeConnectAPI",
            "homeconnect.HomeConnect": "homeconnect.api.HomeConnect",
        },
        bases={"homeconnect.api.HomeConnect": ("homeconnect.api.HomeConnectAPI",)},
        returns={
            "homeconnect.api.HomeConnectAPI.get_appliances": (
                "list[homeconnect.api.HomeConnectAppliance]"
            )
        },
    ),
    Library(
        distribution="libpyfoscam",
        packages=("libpyfoscam",),
        blocks=asking("libpyfoscam.foscam.FoscamCamera", _FOSCAM_COMMANDS, _FOSCAM, _DEVICE),
        aliases={"libpyfoscam.FoscamCamera": "libpyfoscam.foscam.FoscamCamera"},
    ),
    Library(
        distribution="py-canary",
        packages=("canary",),
        blocks=(
            *asking("canary", "api.Api live_stream_api.LiveStreamApi", _CANARY, _LOGIN),
            *asking(
                "canary.api.Api",
                "login get_modes get_locations get_location set_location_mode get_readings"
                " get_latest_readings get_entries get_latest_entries get_live_stream_session",
                _CANARY,
            ),
            *asking(
                "canary.live_stream_api.LiveStreamApi",
                "pre_login login start_session renew_session stop_session get_entries",
                _CANARY,
            ),
            *asking(
                "canary.live_stream_api",
                "LiveStreamSession LiveStreamSession.start_renew_session"
                " LiveStreamSession.stop_session",
                _CANARY,
            ),
        ),
        returns={
            "canary.api.Api.get_live_stream_session": "canary.live_stream_api.LiveStreamSession"
        },
    ),
    Library(
        distribution="pybotvac",
        packages=("pybotvac",),
        blocks=(
            *asking(
                "pybotvac.account.Account",
                "refresh_maps refresh_robots refresh_persistent_maps refresh_userdata"
                " get_map_image maps.__get__ persistent_maps.__get__",
                _BOTVAC,
            ),
            *asking("pybotvac.robot", "Robot", _BOTVAC),
            *asking(
                "pybotvac.robot.Robot",
                "start_cleaning start_spot_cleaning pause_cleaning resume_cleaning stop_cleaning"
                " send_to_base get_robot_state enable_schedule disable_schedule get_schedule locate"
                " get_general_info get_local_stats get_preferences get_map_boundaries"
                " get_robot_info dismiss_current_alert state.__get__ schedule_enabled.__get__"
                " available_services.__get__",
                _BOTVAC,
            ),
            *asking(
                "pybotvac.session",
                "PasswordSession PasswordSession.get OAuthSession.get OAuthSession.refresh_tokens"
                " OAuthSession.fetch_token PasswordlessSession.get"
                " PasswordlessSession.send_email_otp"
                " PasswordlessSession.fetch_token_passwordless",
                _BOTVAC,
            ),
        ),
        aliases={
            "pybotvac.Account": "pybotvac.account.Account",
            "pybotvac.Robot": "pybotvac.robot.Robot",
            "pybotvac.PasswordSession": "pybotvac.session.PasswordSession",
            "pybotvac.PasswordlessSession": "pybotvac.session.PasswordlessSession",
            "pybotvac.OAuthSession": "pybotvac.session.OAuthSession",
        },
        returns={"pybotvac.account.Account.robots": "set[pybotvac.robot.Robot]"},
    ),
    Library(
        distribution="pyegps",
        packages=("pyegps",),
        blocks=(
            *methods(
                "pyegps",
                "get_device search_for_devices",
                Kind.WAIT,
                "searches the USB and asks each power strip who it is",
                why=_EGPS,
            ),
            *methods(
                "pyegps.powerstrip.PowerStrip",
                "get_status switch_on switch_off summary",
                Kind.WAIT,
                "waits for the power strip on the USB",
                why=_EGPS,
            ),
        ),
        bases={"pyegps.usb.eg_powerstrip.PowerStripUSB": ("pyegps.powerstrip.PowerStrip",)},
    ),
    Library(
        distribution="pyezviz",
        packages=("pyezviz",),
        blocks=(
            *asking("pyezviz.client.EzvizClient", _EZVIZ_CLIENT, _EZVIZ),
            *asking(
                "pyezviz.camera.EzvizCamera",
                "status move move_coordinates alarm_notify alarm_sound do_not_disturb"
                " alarm_detection_sensibility switch_device_audio switch_device_state_led"
                " switch_device_ir_led switch_privacy_mode switch_sleep_mode switch_follow_move"
                " switch_sound_alarm change_defence_schedule set_battery_camera_work_mode",
                _EZVIZ,
            ),
            *asking("pyezviz.cas.EzvizCAS", "cas_get_encryption set_camera_defence_state", _EZVIZ),
            *asking("pyezviz.test_cam_rtsp.TestRTSPAuth", "main", _EZVIZ, _DEVICE),
        ),
        aliases={
            "pyezviz.EzvizClient": "pyezviz.client.EzvizClient",
            "pyezviz.EzvizCamera": "pyezviz.camera.EzvizCamera",
            "pyezviz.EzvizCAS": "pyezviz.cas.EzvizCAS",
            "pyezviz.TestRTSPAuth": "pyezviz.test_cam_rtsp.TestRTSPAuth",
        },
    ),
    Library(
        distribution="pyw215",
        packages=("pyW215",),
        blocks=asking(
            "pyW215.pyW215",
            "SmartPlug SmartPlug.SOAPAction SmartPlug.get_state SmartPlug.get_temperature"
            " SmartPlug.get_current_consumption SmartPlug.state.__get__"
            " SmartPlug.temperature.__get__ SmartPlug.current_consumption.__get__",
            _W215,
            _DEVICE,
        ),
    ),
    Library(
        distribution="ring-doorbell",
        packages=("ring_doorbell",),
        blocks=(
            *asking(
                "ring_doorbell.auth.Auth",
                "fetch_token refresh_tokens query",
                _RING,
                twin=_NEW_RING,
                when="<0.9",
            ),
            *asking(
                "ring_doorbell.ring.Ring",
                "update_data create_session update_devices update_dings update_groups query",
                _RING,
                twin=_NEW_RING,
                when="<0.9",
            ),
            *asking(
                "ring_doorbell",
                "generic.RingGeneric.history chime.RingChime.update_health_data"
                " chime.RingChime.test_sound doorbot.RingDoorBell.update_health_data"
                " doorbot.RingDoorBell.recording_download doorbot.RingDoorBell.recording_url"
                " doorbot.RingDoorBell.get_snapshot other.RingOther.update_health_data"
                " other.RingOther.open_door other.RingOther.invite_access"
                " other.RingOther.remove_access group.RingLightGroup.update",
                _RING,
                twin=_NEW_RING,
                when="<0.9",
            ),
        ),
        aliases={
            "ring_doorbell.Auth": "ring_doorbell.auth.Auth",
            "ring_doorbell.Ring": "ring_doorbell.ring.Ring",
            "ring_doorbell.RingGeneric": "ring_doorbell.generic.RingGeneric",
            "ring_doorbell.RingChime": "ring_doorbell.chime.RingChime",
            "ring_doorbell.RingDoorBell": "ring_doorbell.doorbot.RingDoorBell",
            "ring_doorbell.RingStickUpCam": "ring_doorbell.stickup_cam.RingStickUpCam",
            "ring_doorbell.RingOther": "ring_doorbell.other.RingOther",
        },
        bases={
            **dict.fromkeys(
                names("ring_doorbell", "chime.RingChime doorbot.RingDoorBell other.RingOther"),
                ("ring_doorbell.generic.RingGeneric",),
            ),
            "ring_doorbell.stickup_cam.RingStickUpCam": ("ring_doorbell.doorbot.RingDoorBell",),
        },
    ),
    Library(
        distribution="roombapy",
        packages=("roombapy",),
        blocks=asking(
            "roombapy",
            "roomba.Roomba.connect discovery.RoombaDiscovery.get discovery.RoombaDiscovery.get_all"
            " getpassword.RoombaPassword.get_password",
            _ROOMBA,
            _DEVICE,
            twin="roombapy>=2",
            when="<2",
        ),
        aliases={
            "roombapy.Roomba": "roombapy.roomba.Roomba",
            "roombapy.RoombaDiscovery": "roombapy.discovery.RoombaDiscovery",
            "roombapy.RoombaPassword": "roombapy.getpassword.RoombaPassword",
        },
        returns={"roombapy.roomba_factory.RoombaFactory.create_roomba": "roombapy.roomba.Roomba"},
    ),
    Library(
        distribution="starline",
        packages=("starline",),
        blocks=(
            *asking("starline.base_api.BaseApi", "get_user_id", _STARLINE),
            *asking(
                "starline.auth_api.StarlineAuth",
                "get_app_code get_app_token get_slid_user_token",
                _STARLINE,
            ),
            *asking(
                "starline.starline_api.StarlineApi",
                "update update_obd get_user_info get_obd_errors set_car_state",
                _STARLINE,
            ),
        ),
        aliases={
            "starline.StarlineAuth": "starline.auth_api.StarlineAuth",
            "starline.StarlineApi": "starline.starline_api.StarlineApi",
        },
        bases={
            "starline.auth_api.StarlineAuth": ("starline.base_api.BaseApi",),
            "starline.starline_api.StarlineApi": ("starline.base_api.BaseApi",),
        },
    ),
    Library(
        distribution="sunwatcher",
        packages=("sunwatcher",),
        blocks=asking(
            "sunwatcher",
            "solarlog.solarlog.SolarLog solarlog.client.Client.get_data ifttt.maker.Maker.trigger",
            "https://pypi.org/project/sunwatcher/",
            _DEVICE,
        ),
    ),
    Library(
        distribution="zm-py",
        packages=("zoneminder",),
        blocks=(
            *asking(
                "zoneminder.zm.ZoneMinder",
                "login get_state change_state update_all_monitors get_monitors get_run_states"
                " get_servers get_active_state set_active_state move_monitor goto_preset goto_home"
                " is_available.__get__",
                _ZONEMINDER,
            ),
            *asking(
                "zoneminder.monitor.Monitor",
                "set_force_alarm_state ptz_control_command preset_command home_command"
                " is_recording.__get__ is_available.__get__",
                _ZONEMINDER,
            ),
            *asking("zoneminder.run_state.RunState", "activate", _ZONEMINDER),
        ),
        returns={
            "zoneminder.zm.ZoneMinder.get_monitors": "list[zoneminder.monitor.Monitor]",
            "zoneminder.zm.ZoneMinder.get_run_states": "list[zoneminder.run_state.RunState]",
        },
    ),
)
