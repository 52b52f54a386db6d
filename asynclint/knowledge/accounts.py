"""Accounts, cars, trains, health, cloud services and network devices, by clients that wait in the
calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, asking, methods, returning
from asynclint.knowledge.library import Library, asked

_NUT = "https://github.com/mezz64/python-nut2"
_SUCKS = "https://github.com/mib1185/py-sucks"
_FITBIT = "https://github.com/orcasgit/python-fitbit"
_HABITICA = "https://github.com/ASMfreaK/habitipy"
_OAUTH = "https://oauth2client.readthedocs.io/en/latest/"
_LEAF = "https://github.com/filcole/pycarwings2"
_DEXCOM = "https://github.com/gagebenne/pydexcom"
_ONE_WIRE = "https://github.com/miccoli/pyownet"
_PICNIC = "https://github.com/codesalatdev/python-picnic-api"
_VESYNC = "https://github.com/webdjoe/pyvesync"
_VOLTAGE = "https://github.com/shenxn/rpi-bad-power"
_SWITCHBOT = "https://github.com/sblibs/pySwitchbot"
_TELLDUS = "https://github.com/molobrakos/tellduslive"
_UPCLOUD = "https://github.com/UpCloudLtd/upcloud-python-api"
_WITHINGS = "https://github.com/vangorra/python_withings_api"

_DEVICE = "asks the device and waits for its answer"
_SERVICE = "asks the service and waits for its answer"
_TOKENS = "fitbit.api.FitbitOauth2Client"
_STORE = "reads or writes the file of credentials"
_LOGIN = (Unless("username", 0, (None,), by_default=True, later=True),)
_UNKEPT = (Unless("persistent", 5, (False,), later=True),)

_OFFERS = (
    "fetch_catalog fetch_catalog_tags fetch_feed fetch_media fetch_multiple_media_files"
    " fetch_prerequisites fetch_promotions fetch_store_games get_addons_by_namespace"
    " get_collection get_epic_store_status get_free_games get_offers_data get_product_reviews"
)
_SPEED = "download_test fast_com fast_com_download fast_com_ping_unloaded get_fast_token"
_FIREFIGHTERS = (
    "get_availability get_incident_response get_incidents get_pagers get_schedules get_skills"
    " get_standby_function get_user refresh_tokens request_tokens send_pager_message"
    " set_incident_response"
)
_PHONE = (
    "call_reboot check_account get_call_direction get_device_mac get_device_serial"
    " get_hardware_version get_line_state get_model_name get_software_version get_state"
)
_STORAGE = (
    "get_bandwidth get_firmware_update get_smart_disk_health get_system_health get_system_stats"
    " get_volumes"
)
_ROUTER = (
    "commit_failsafe_configuration get_arp_devices get_associated_devices get_devices"
    " get_hotspot_devices get_interface_info get_interfaces get_router_info save_configuration"
    " set_interface_state"
)
_PRINTER = (
    "Dremel3DPrinter Dremel3DPrinter.pause_print Dremel3DPrinter.refresh"
    " Dremel3DPrinter.resume_print Dremel3DPrinter.start_print_from_file"
    " Dremel3DPrinter.start_print_from_url Dremel3DPrinter.stop_print"
)
_DISH = (
    "get_history get_id get_location get_obstruction_map get_sleep_config get_status location_data"
    " obstruction_map reboot reset_obstruction_map set_gps_config set_sleep_config set_stow_state"
    " status_data"
)
_TOOTS = (
    "account account_follow account_followers account_following account_lookup account_mute"
    " account_search account_statuses account_unfollow account_update_credentials"
    " account_verify_credentials app_verify_credentials bookmarks conversations create_account"
    " favourites fetch_next fetch_previous fetch_remaining instance instance_v1 instance_v2 lists"
    " log_in me media_post media_update notifications poll poll_vote preferences report search"
    " status status_bookmark status_context status_delete status_favourite status_post"
    " status_reblog status_reply status_update stream_hashtag stream_list stream_public"
    " stream_user tag timeline timeline_hashtag timeline_home timeline_list timeline_local"
    " timeline_public toot trending_links trending_statuses trending_tags"
)

# Of one class or module and one kind of question: distribution, owner, question, names, and how
# else the owner is spelled.
_SINGLE = (
    ("apcaccess", "apcaccess.status", _SERVICE, "get"),
    ("dremel3dpy", "dremel3dpy", _DEVICE, _PRINTER),
    ("fastdotcom", "fastdotcom", _SERVICE, _SPEED),
    ("mullvad-api", "mullvad_api", _SERVICE, "MullvadAPI MullvadAPI.update"),
    ("pyfireservicerota", "pyfireservicerota.FireServiceRota", _SERVICE, _FIREFIGHTERS),
    ("pyobihai", "pyobihai.PyObihai", _DEVICE, _PHONE),
    (
        *("pytankerkoenig", "pytankerkoenig", _SERVICE),
        "getNearbyStations getPriceList getStationData",
    ),
    ("rova", "rova.rova.Rova", _SERVICE, "get_calendar_items is_rova_area"),
    ("starlink-grpc-core", "starlink_grpc", _DEVICE, _DISH),
    (
        *("epicstore-api", "epicstore_api.api.EpicGamesStoreAPI", _SERVICE, _OFFERS),
        "epicstore_api.EpicGamesStoreAPI",
    ),
    (
        *("israel-rail-api", "israelrailapi.schedule.TrainSchedule", _SERVICE, "query"),
        "israelrailapi.TrainSchedule",
    ),
    ("mastodon-py", "mastodon.Mastodon", _SERVICE, _TOOTS, "mastodon.Mastodon.Mastodon"),
    (
        "prayer-times-calculator",
        "prayer_times_calculator.pray_times_calculator.PrayerTimesCalculator",
        *(_SERVICE, "fetch_prayer_times"),
        "prayer_times_calculator.PrayerTimesCalculator",
    ),
    ("ndms2-client", "ndms2_client.client.Client", _DEVICE, _ROUTER, "ndms2_client.Client"),
    ("qnapstats", "qnapstats.qnap_stats.QNAPStats", _DEVICE, _STORAGE, "qnapstats.QNAPStats"),
)

_UPS = (
    "command_description description fsd get get_var help list_clients list_commands list_enum"
    " list_range list_rw_vars list_ups list_vars num_logins run_command set_var var_description"
    " var_type ver"
)
_STEPS = (
    "accept_invite activities_daily_goal activities_list activities_weekly_goal activity_detail"
    " activity_stats add_alarm add_favorite_activity add_favorite_food body_fat_goal"
    " body_weight_goal create_food delete_alarm delete_favorite_activity delete_favorite_food"
    " food_detail food_goal food_units get_alarms get_badges get_bodyfat get_bodyweight"
    " get_devices get_friends get_friends_leaderboard get_meals get_sleep intraday_time_series"
    " invite_friend list_subscriptions log_activity log_sleep make_request reject_invite"
    " search_foods subscription time_series update_alarm user_profile_get user_profile_update"
    " water_goal"
)
_CAR = (
    "cancel_scheduled_climate_control get_climate_control_schedule get_driving_analysis"
    " get_electric_rate_simulation get_latest_battery_status get_latest_hvac_status"
    " get_start_climate_control_result get_status_from_location get_status_from_update"
    " get_stop_climate_control_result request_location request_update schedule_climate_control"
    " start_charging start_climate_control stop_climate_control update_scheduled_climate_control"
)
_GROCERIES = (
    "add_product clear_cart get_cart get_current_deliveries get_deliveries get_delivery"
    " get_delivery_position get_delivery_scenario get_delivery_slots get_user login"
    " remove_product search"
)
_CLOUD = (
    "attach_ip authenticate create_firewall_rule create_floating_ip create_network create_router"
    " create_server create_storage create_storage_backup create_tag delete_firewall_rule"
    " delete_network delete_router delete_server delete_storage delete_tag get_account"
    " get_firewall_rules get_hosts get_ip get_ips get_loadbalancers get_network get_networks"
    " get_prices get_routers get_server get_server_by_ip get_server_data get_server_plans"
    " get_server_sizes get_servers get_storage get_storages get_tag get_tags get_templates"
    " get_timezones get_zones modify_ip modify_network modify_server modify_storage modify_tag"
    " release_ip"
)
_SERVER = (
    "add_firewall_rule add_ip add_storage add_tags configure_firewall destroy ensure_started"
    " get_firewall_rules populate remove_ip remove_storage remove_tags restart save shutdown start"
    " stop stop_and_destroy"
)
_SWITCHES = (
    "Device.dim Device.down Device.info Device.stop Device.turn_off Device.turn_on Device.up"
    " Session.authorize Session.authorize_url.__get__ Session.execute Session.get_clients"
    " Session.request_info Session.update"
)
_HEALTH = (
    "heart_get heart_list measure_get_activity measure_get_meas notify_get notify_list"
    " notify_revoke notify_subscribe notify_update request sleep_get sleep_get_summary"
    " user_get_device"
)

LIBRARIES: tuple[Library, ...] = (
    *(asked(*row) for row in _SINGLE),
    Library(
        distribution="pynut2",
        packages=("pynut2",),
        blocks=(
            Blocks("pynut2.nut2.PyNUTClient", Kind.NETWORK, _DEVICE, unless=_UNKEPT, why=_NUT),
            *asking("pynut2.nut2.PyNUTClient", _UPS, _NUT, _DEVICE),
        ),
    ),
    Library(
        distribution="py-sucks",
        packages=("sucks",),
        blocks=(
            *asking("sucks", "EcoVacsAPI EcoVacsAPI.devices", _SUCKS, _SERVICE),
            *asking(
                "sucks.VacBot", "connect_and_wait_until_ready run send_command", _SUCKS, _DEVICE
            ),
        ),
    ),
    Library(
        distribution="fitbit",
        packages=("fitbit",),
        blocks=(
            *asking("fitbit.api.Fitbit", _STEPS, _FITBIT, _SERVICE),
            *asking(_TOKENS, "fetch_access_token make_request refresh_token", _FITBIT),
        ),
        aliases={
            "fitbit.Fitbit": "fitbit.api.Fitbit",
            "fitbit.FitbitOauth2Client": _TOKENS,
        },
    ),
    Library(
        distribution="habitipy",
        packages=("habitipy",),
        blocks=(
            *methods(
                "habitipy",
                "aio.HabitipyAsync api.Habitipy",
                Kind.FILE,
                "reads and parses the description of the API",
                why=_HABITICA,
            ),
            *asking("habitipy.api", "download_api", _HABITICA, _SERVICE),
        ),
        aliases={"habitipy.Habitipy": "habitipy.api.Habitipy"},
    ),
    Library(
        distribution="oauth2client",
        packages=("oauth2client",),
        blocks=(
            *asking(
                "oauth2client.client",
                "OAuth2Credentials.refresh OAuth2Credentials.retrieve_scopes"
                " OAuth2Credentials.revoke OAuth2WebServerFlow.step1_get_device_and_user_codes"
                " OAuth2WebServerFlow.step2_exchange credentials_from_clientsecrets_and_code"
                " credentials_from_code",
                _OAUTH,
            ),
            *methods("oauth2client.file.Storage", "delete get put", Kind.FILE, _STORE, why=_OAUTH),
            Blocks(
                "oauth2client.tools.run_flow",
                Kind.INPUT,
                "waits until the user has agreed in the browser",
                why=_OAUTH,
            ),
        ),
        returns={
            **returning(
                "oauth2client.client.OAuth2Credentials",
                "oauth2client",
                "client.OAuth2WebServerFlow.step2_exchange client.credentials_from_code"
                " client.credentials_from_clientsecrets_and_code tools.run_flow",
            ),
            "oauth2client.file.Storage.get": "oauth2client.client.OAuth2Credentials | None",
        },
    ),
    Library(
        distribution="pycarwings2",
        packages=("pycarwings2",),
        blocks=(
            *asking("pycarwings2.pycarwings2.Session", "connect get_leaf", _LEAF, _SERVICE),
            *asking("pycarwings2.pycarwings2.Leaf", _CAR, _LEAF, _SERVICE),
        ),
        aliases={
            "pycarwings2.Session": "pycarwings2.pycarwings2.Session",
            "pycarwings2.Leaf": "pycarwings2.pycarwings2.Leaf",
        },
        returns={"pycarwings2.pycarwings2.Session.get_leaf": "pycarwings2.pycarwings2.Leaf"},
    ),
    Library(
        distribution="pydexcom",
        packages=("pydexcom",),
        blocks=asking(
            "pydexcom",
            "Dexcom Dexcom.get_current_glucose_reading Dexcom.get_glucose_readings"
            " Dexcom.get_latest_glucose_reading",
            _DEXCOM,
            _SERVICE,
        ),
        aliases={"pydexcom.dexcom.Dexcom": "pydexcom.Dexcom"},
    ),
    Library(
        distribution="pyownet",
        packages=("pyownet",),
        blocks=asking(
            "pyownet.protocol",
            "proxy _Proxy.dir _Proxy.ping _Proxy.present _Proxy.read _Proxy.write",
            _ONE_WIRE,
            "asks the server of the bus and waits for its answer",
        ),
        returns={"pyownet.protocol.proxy": "pyownet.protocol._Proxy"},
    ),
    *(
        Library(
            distribution=distribution,
            packages=(package,),
            blocks=(
                Blocks(f"{package}.PicnicAPI", Kind.NETWORK, _SERVICE, unless=_LOGIN, why=_PICNIC),
                *asking(f"{package}.PicnicAPI", _GROCERIES, _PICNIC, _SERVICE),
            ),
            aliases={f"{package}.client.PicnicAPI": f"{package}.PicnicAPI"},
        )
        for distribution, package in (
            ("python-picnic-api", "python_picnic_api"),
            ("python-picnic-api2", "python_picnic_api2"),
        )
    ),
    Library(
        distribution="pyvesync",
        packages=("pyvesync",),
        blocks=asking(
            "pyvesync.vesync.VeSync",
            "get_devices login update update_all_devices update_energy",
            _VESYNC,
            _SERVICE,
            when="<3",
        ),
        aliases={"pyvesync.VeSync": "pyvesync.vesync.VeSync"},
    ),
    Library(
        distribution="rpi-bad-power",
        packages=("rpi_bad_power",),
        blocks=methods(
            "rpi_bad_power",
            "new_under_voltage UnderVoltage.get",
            Kind.FILE,
            "reads what the kernel says in files",
            why=_VOLTAGE,
        ),
        returns={"rpi_bad_power.new_under_voltage": "rpi_bad_power.UnderVoltage | None"},
    ),
    Library(
        distribution="pyswitchbot",
        packages=("switchbot",),
        blocks=methods(
            "switchbot",
            "SwitchbotEncryptedDevice.retrieve_encryption_key"
            " SwitchbotLock.retrieve_encryption_key",
            Kind.LOOP,
            "runs an event loop of its own; with one running, it raises RuntimeError",
            twin="switchbot.SwitchbotLock.async_retrieve_encryption_key",
            when=">=0.46",
            why=_SWITCHBOT,
        ),
        aliases={
            "switchbot.devices.device.SwitchbotEncryptedDevice": (
                "switchbot.SwitchbotEncryptedDevice"
            ),
            "switchbot.devices.lock.SwitchbotLock": "switchbot.SwitchbotLock",
        },
    ),
    Library(
        distribution="tellduslive",
        packages=("tellduslive",),
        blocks=asking("tellduslive", _SWITCHES, _TELLDUS, _SERVICE),
        returns={"tellduslive.Session.device": "tellduslive.Device"},
    ),
    Library(
        distribution="upcloud-api",
        packages=("upcloud_api",),
        blocks=(
            *asking("upcloud_api.CloudManager", _CLOUD, _UPCLOUD),
            *asking("upcloud_api.Server", _SERVER, _UPCLOUD),
        ),
        aliases={
            "upcloud_api.cloud_manager.CloudManager": "upcloud_api.CloudManager",
            "upcloud_api.server.Server": "upcloud_api.Server",
        },
        returns={
            "upcloud_api.CloudManager.get_servers": "list[upcloud_api.Server]",
            **returning(
                "upcloud_api.Server",
                "upcloud_api.CloudManager",
                "create_server get_server get_server_by_ip modify_server",
            ),
        },
    ),
    Library(
        distribution="withings-api",
        packages=("withings_api",),
        blocks=(
            *asking("withings_api.AbstractWithingsApi", _HEALTH, _WITHINGS, _SERVICE),
            *asking("withings_api.WithingsApi", "refresh_token", _WITHINGS, _SERVICE),
            *asking("withings_api.WithingsAuth", "get_credentials", _WITHINGS, _SERVICE),
        ),
        bases={"withings_api.WithingsApi": ("withings_api.AbstractWithingsApi",)},
    ),
)
