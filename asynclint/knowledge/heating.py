"""Heating, energy, water and weather of homes, by clients that wait in the calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, asking, methods
from asynclint.knowledge.library import Library, asked

_PROJECT = "https://pypi.org/project/"
_TADO = "https://wmalgadey.github.io/PyTado/"
_NEST = "https://github.com/jkoelker/python-nest"
_NUHEAT = "https://github.com/broox/python-nuheat"
_RADIO = "https://github.com/mhrivnak/radiotherm"
_COMFO = "https://github.com/michaelarnauts/comfoconnect"
_GROWATT = "https://github.com/indykoning/PyPi_GrowattServer"
_IAMMETER = "https://github.com/lewei50/iammeter_pip_lib"
_FLUME = "https://github.com/ChrisMandich/PyFlume"
_DWD = "https://github.com/stephan192/dwdwfsapi"
_METEO = "https://meteofrance-api.readthedocs.io"

_DEVICE = "asks the device and waits for its answer"
_SERVICE = "asks the service and waits for its answer"
_SEARCH = "asks the network who is there, and waits for answers"

_THERMOSTAT = (
    "change_presence get_air_comfort get_auto_geofencing_supported get_capabilities"
    " get_device_info get_devices get_eiq_meter_readings get_eiq_tariffs get_heating_circuits"
    " get_historic get_home_state get_me get_mobile_devices get_open_window_detected get_schedule"
    " get_state get_timetable get_users get_weather get_window_state get_zone_control"
    " get_zone_overlay_default get_zone_state get_zone_states get_zones reset_open_window"
    " reset_zone_overlay set_auto set_away set_eiq_meter_readings set_eiq_tariff set_home"
    " set_open_window set_schedule set_temp_offset set_timetable set_zone_heating_circuit"
    " set_zone_overlay"
)
_ECOBEE_CALLS = (
    "create_vacation delete_vacation get_thermostats refresh_tokens request_pin request_tokens"
    " resume_program send_message set_aux_cutover_threshold set_climate_hold set_dst_mode"
    " set_fan_min_on_time set_fan_mode set_hold_temp set_humidity set_hvac_mode set_mic_mode"
    " set_occupancy_modes set_vent_mode set_ventilator_min_on_time set_ventilator_timer update"
    " update_climate_sensors"
)
_VENSTAR_CALLS = (
    "get_alerts get_runtimes get_settings login set_away set_control set_dehum_setpoint set_fan"
    " set_hum_setpoint set_mode set_schedule set_security set_setpoint_limits set_setpoints"
    " set_settings set_tempunits update update_alerts update_info update_runtimes update_sensors"
)
_NUHEAT_CALLS = (
    "NuHeatThermostat NuHeatThermostat.get_data NuHeatThermostat.resume_schedule"
    " NuHeatThermostat.set_data NuHeatThermostat.set_target_celsius"
    " NuHeatThermostat.set_target_fahrenheit NuHeatThermostat.set_target_temperature"
)
_SPIDER_CALLS = (
    "get_power_plug get_power_plugs get_thermostat get_thermostats set_fan_speed"
    " set_operation_mode set_temperature turn_power_plug_off turn_power_plug_on update"
    " update_power_plugs update_thermostats"
)
_COMFO_COMMANDS = (
    "cmd_close_session cmd_deregister_app cmd_keepalive cmd_list_registered_apps cmd_register_app"
    " cmd_rmi_request cmd_rpdo_request cmd_start_session cmd_time_request cmd_version_request"
    " connect register_sensor unregister_sensor"
)
_RENSON_CALLS = (
    "connect get_all_data get_latest_firmware_version is_firmware_up_to_date reset_filter"
    " restart_device set_breeze set_day_time set_filter_days set_manual_level set_night_time"
    " set_pollution set_remaining_filter_days set_timer_level sync_time"
)
_GROWATT_CALLS = (
    "dashboard_data device_list inverter_data inverter_detail inverter_detail_two inverter_list"
    " login mix_detail mix_info mix_system_status mix_totals plant_detail plant_energy_data"
    " plant_info plant_list plant_list_two plant_settings storage_detail storage_energy_overview"
    " storage_params tlx_data tlx_detail update_plant_settings"
)
_GROWATT_V1_CALLS = (
    "device_list min_detail min_energy min_energy_history min_read_parameter min_settings"
    " min_write_parameter min_write_time_segment plant_details plant_energy_history"
    " plant_energy_overview plant_list plant_power_overview"
)
_SOLAREDGE_CALLS = (
    "get_current_power_flow get_energy get_energy_details get_inventory get_overview get_power"
    " get_power_details get_storage_data get_time_frame_energy"
)
_EAGLE_CALLS = (
    "get_current_summation get_demand_peaks get_history_data get_instantaneous_demand get_message"
    " get_network_info get_network_status get_price get_schedule post_cmd"
)
_FORECASTS = (
    "get_forecast get_forecast_for_place get_observation get_observation_for_place"
    " get_picture_of_the_day get_rain get_warning_current_phenomenons"
    " get_warning_dictionary get_warning_full search_places"
)
_FLIPR_CALLS = (
    "get_hub_state get_pool_measure_latest search_all_ids search_flipr_ids search_hub_ids"
    " set_hub_mode set_hub_state"
)
_ISTA_CALLS = (
    "consum_raw demo_user_login get_consumption_data get_consumption_unit_details login logout"
    " userinfo"
)
_SMARTY_CALLS = (
    "disable_boost enable_boost reset_filters_timer set_fan_speed turn_off turn_on update"
)
_STREAMLABS_CALLS = "get_location get_locations get_water_usage_summary update_location"
_SUNWEG_CALLS = (
    "authenticate complete_inverter inverter listPlants month_stats_production"
    " month_stats_production_by_id plant"
)
_ZEVERSOLAR_CALLS = "ctrl_power get_data get_power_limit power_off power_on"

# Of one class or module and one kind of question: distribution, owner, question, names, and how
# else the owner is spelled.
_SINGLE = (
    ("justnimbus", "justnimbus.JustNimbusClient", _SERVICE, "get_data"),
    ("python-ecobee-api", "pyecobee.Ecobee", _SERVICE, _ECOBEE_CALLS),
    ("renson-endura-delta", "renson_endura_delta.renson.RensonVentilation", _DEVICE, _RENSON_CALLS),
    ("sanix", "sanix.Sanix", _SERVICE, "fetch_data"),
    ("spiderpy", "spiderpy.spiderapi.SpiderApi", _SERVICE, _SPIDER_CALLS),
    ("srpenergy", "srpenergy.client.SrpEnergyClient", _SERVICE, "usage validate"),
    (
        "streamlabswater",
        "streamlabswater.streamlabswater.StreamlabsClient",
        _SERVICE,
        _STREAMLABS_CALLS,
    ),
    ("sunweg", "sunweg.api.APIHelper", _SERVICE, _SUNWEG_CALLS),
    ("youless-api", "youless_api.YoulessAPI", _DEVICE, "initialize update"),
    ("zeversolar", "zeversolar.ZeverSolarClient", _DEVICE, _ZEVERSOLAR_CALLS),
    ("eagle100", "eagle100.eagle100.Eagle", _DEVICE, _EAGLE_CALLS, "eagle100.Eagle"),
    ("epion", "epion.epion.Epion", _SERVICE, "get_current", "epion.Epion"),
    (
        *("flipr-api", "flipr_api.client.FliprAPIRestClient", _SERVICE, _FLIPR_CALLS),
        "flipr_api.FliprAPIRestClient",
    ),
    (
        *("pyecotrend-ista", "pyecotrend_ista.pyecotrend_ista.PyEcotrendIsta", _SERVICE),
        *(_ISTA_CALLS, "pyecotrend_ista.PyEcotrendIsta"),
    ),
    (
        *("pymeteoclimatic", "meteoclimatic.client.MeteoclimaticClient", _SERVICE),
        *("weather_at_station", "meteoclimatic.MeteoclimaticClient"),
    ),
    ("pysmarty2", "pysmarty2.smarty.Smarty", _DEVICE, _SMARTY_CALLS, "pysmarty2.Smarty"),
    (
        *("venstarcolortouch", "venstarcolortouch.venstarcolortouch.VenstarColorTouch", _DEVICE),
        *(_VENSTAR_CALLS, "venstarcolortouch.VenstarColorTouch"),
    ),
)

LIBRARIES: tuple[Library, ...] = (
    *(asked(*row) for row in _SINGLE),
    Library(
        distribution="python-tado",
        packages=("PyTado",),
        blocks=(
            *asking("PyTado.interface", "Tado Tado.device_activation", _TADO, _SERVICE),
            *asking("PyTado.interface.api.Tado", _THERMOSTAT, _TADO, _SERVICE),
        ),
        aliases={
            "PyTado.interface.interface.Tado": "PyTado.interface.Tado",
            "PyTado.interface.api.my_tado.Tado": "PyTado.interface.api.Tado",
        },
        # No real base: an attribute that it does not have is that of the other.
        bases={"PyTado.interface.Tado": ("PyTado.interface.api.Tado",)},
    ),
    Library(
        distribution="python-nest",
        packages=("nest",),
        blocks=asking(
            "nest.nest",
            "Nest.invalid_access_token.__get__ Nest.request_token NestAuth.login"
            " Structure.cancel_eta Structure.set_eta",
            _NEST,
            _SERVICE,
        ),
        aliases={"nest.Nest": "nest.nest.Nest"},
    ),
    Library(
        distribution="nuheat",
        packages=("nuheat",),
        blocks=(
            *asking("nuheat.api.NuHeat", "authenticate get_thermostat request", _NUHEAT, _SERVICE),
            *asking("nuheat.thermostat", _NUHEAT_CALLS, _NUHEAT, _SERVICE),
        ),
        aliases={
            "nuheat.NuHeat": "nuheat.api.NuHeat",
            "nuheat.NuHeatThermostat": "nuheat.thermostat.NuHeatThermostat",
        },
        returns={"nuheat.api.NuHeat.get_thermostat": "nuheat.thermostat.NuHeatThermostat"},
    ),
    Library(
        distribution="radiotherm",
        packages=("radiotherm",),
        blocks=(
            *asking("radiotherm", "discover.discover_address", _RADIO, _SEARCH),
            *asking("radiotherm", "get_thermostat", _RADIO, _DEVICE),
            *asking("radiotherm.thermostat.Thermostat", "get post", _RADIO, _DEVICE),
            *asking(
                "radiotherm.thermostat.CommonThermostat", "reboot set_day_program", _RADIO, _DEVICE
            ),
        ),
        aliases={
            "radiotherm.Thermostat": "radiotherm.thermostat.Thermostat",
            "radiotherm.CommonThermostat": "radiotherm.thermostat.CommonThermostat",
        },
        bases={
            "radiotherm.thermostat.CommonThermostat": ("radiotherm.thermostat.Thermostat",),
        },
        returns={"radiotherm.get_thermostat": "radiotherm.thermostat.CommonThermostat | None"},
    ),
    Library(
        distribution="ultraheat-api",
        packages=("ultraheat_api",),
        blocks=methods(
            "ultraheat_api",
            "ultraheat_reader.UltraheatReader.read service.HeatMeterService.read",
            Kind.WAIT,
            "waits for the device at the port",
            why="https://github.com/vpathuis/ultraheat",
        ),
        aliases={
            "ultraheat_api.UltraheatReader": "ultraheat_api.ultraheat_reader.UltraheatReader",
            "ultraheat_api.HeatMeterService": "ultraheat_api.service.HeatMeterService",
        },
    ),
    Library(
        distribution="pycomfoconnect",
        packages=("pycomfoconnect",),
        blocks=(
            *asking("pycomfoconnect.comfoconnect.ComfoConnect", _COMFO_COMMANDS, _COMFO, _DEVICE),
            Blocks(
                "pycomfoconnect.comfoconnect.ComfoConnect.disconnect",
                Kind.WAIT,
                "waits for the thread that talks to the device",
                why=_COMFO,
            ),
            *asking("pycomfoconnect.bridge.Bridge", "discover", _COMFO, _SEARCH),
            *asking("pycomfoconnect.bridge.Bridge", "connect read_message", _COMFO, _DEVICE),
        ),
        aliases={
            "pycomfoconnect.ComfoConnect": "pycomfoconnect.comfoconnect.ComfoConnect",
            "pycomfoconnect.Bridge": "pycomfoconnect.bridge.Bridge",
        },
        returns={"pycomfoconnect.bridge.Bridge.discover": "list[pycomfoconnect.bridge.Bridge]"},
    ),
    Library(
        distribution="growattserver",
        packages=("growattServer",),
        blocks=(
            *asking("growattServer.GrowattApi", _GROWATT_CALLS, _GROWATT, _SERVICE),
            *asking("growattServer.OpenApiV1", _GROWATT_V1_CALLS, _GROWATT, _SERVICE),
        ),
        aliases={
            "growattServer.base_api.GrowattApi": "growattServer.GrowattApi",
            "growattServer.open_api_v1.OpenApiV1": "growattServer.OpenApiV1",
        },
        bases={"growattServer.OpenApiV1": ("growattServer.GrowattApi",)},
    ),
    Library(
        distribution="solaredge",
        packages=("solaredge",),
        blocks=(
            *asking(
                "solaredge.Solaredge",
                f"{_SOLAREDGE_CALLS} get_data_period get_details get_list get_timezone",
                f"{_PROJECT}solaredge/",
                _SERVICE,
                when="<1",
            ),
            *asking(
                "solaredge.monitoring.MonitoringClient",
                f"{_SOLAREDGE_CALLS} get_site_details get_site_list",
                f"{_PROJECT}solaredge/",
                _SERVICE,
                twin="solaredge.AsyncMonitoringClient.{}",
            ),
        ),
        aliases={"solaredge.MonitoringClient": "solaredge.monitoring.MonitoringClient"},
    ),
    Library(
        distribution="iammeter",
        packages=("iammeter",),
        blocks=asking("iammeter.client", "IamMeter Client.get_data", _IAMMETER, _DEVICE),
    ),
    Library(
        distribution="pyflume",
        packages=("pyflume",),
        blocks=(
            Blocks(
                "pyflume.FlumeData",
                Kind.NETWORK,
                _SERVICE,
                unless=(Unless("update_on_init", 4, (False,), later=True),),
                why=_FLUME,
            ),
            *asking(
                "pyflume",
                "FlumeAuth.refresh_token FlumeAuth.retrieve_token FlumeData.update"
                " FlumeData.update_force FlumeDeviceList FlumeDeviceList.get_devices FlumeLeakList"
                " FlumeLeakList.get_leaks FlumeNotificationList"
                " FlumeNotificationList.get_notifications FlumeUsageAlertList"
                " FlumeUsageAlertList.get_usage_alerts",
                _FLUME,
                _SERVICE,
            ),
        ),
        aliases={
            "pyflume.auth.FlumeAuth": "pyflume.FlumeAuth",
            "pyflume.data.FlumeData": "pyflume.FlumeData",
            "pyflume.devices.FlumeDeviceList": "pyflume.FlumeDeviceList",
            "pyflume.leak.FlumeLeakList": "pyflume.FlumeLeakList",
            "pyflume.notifications.FlumeNotificationList": "pyflume.FlumeNotificationList",
            "pyflume.usage.FlumeUsageAlertList": "pyflume.FlumeUsageAlertList",
        },
    ),
    Library(
        distribution="hydrawiser",
        packages=("hydrawiser",),
        blocks=asking(
            "hydrawiser.core",
            "Hydrawiser Hydrawiser.is_zone_running Hydrawiser.list_running_zones"
            " Hydrawiser.run_zone Hydrawiser.suspend_zone Hydrawiser.time_remaining"
            " Hydrawiser.update_controller_info",
            "https://github.com/ptcryan/hydrawiser",
            _SERVICE,
        ),
    ),
    Library(
        distribution="tami4edgeapi",
        packages=("Tami4EdgeAPI",),
        blocks=asking(
            "Tami4EdgeAPI",
            "Tami4EdgeAPI Tami4EdgeAPI.boil_water Tami4EdgeAPI.get_device"
            " Tami4EdgeAPI.prepare_drink Tami4EdgeAPI.request_otp Tami4EdgeAPI.submit_otp",
            "https://github.com/Guy293/Tami4EdgeAPI",
            _SERVICE,
        ),
    ),
    Library(
        distribution="dwdwfsapi",
        packages=("dwdwfsapi",),
        blocks=asking(
            "dwdwfsapi",
            "DwdBioWeatherAPI DwdBioWeatherAPI.update DwdPollenFlightAPI DwdPollenFlightAPI.update"
            " DwdWeatherWarningsAPI DwdWeatherWarningsAPI.update",
            _DWD,
            _SERVICE,
        ),
        aliases={
            "dwdwfsapi.bioweather.DwdBioWeatherAPI": "dwdwfsapi.DwdBioWeatherAPI",
            "dwdwfsapi.pollenflight.DwdPollenFlightAPI": "dwdwfsapi.DwdPollenFlightAPI",
            "dwdwfsapi.weatherwarnings.DwdWeatherWarningsAPI": "dwdwfsapi.DwdWeatherWarningsAPI",
        },
    ),
    Library(
        distribution="meteofrance-api",
        packages=("meteofrance_api",),
        blocks=(
            *asking("meteofrance_api.client.MeteoFranceClient", _FORECASTS, _METEO, _SERVICE),
            *asking(
                "meteofrance_api.client.MeteoFranceClient",
                "get_warning_current_phenomenoms",
                _METEO,
                _SERVICE,
                when="<1.4",
            ),
        ),
        aliases={"meteofrance_api.MeteoFranceClient": "meteofrance_api.client.MeteoFranceClient"},
    ),
)
