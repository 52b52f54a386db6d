"""Media players, televisions, amplifiers, input devices and messages to phones, by clients that
wait in the calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, asking, methods
from asynclint.knowledge.library import Library

_EVDEV = "https://python-evdev.readthedocs.io/en/latest/"
_SOUNDTOUCH = "https://libsoundtouch.readthedocs.io"
_ANDROID_TV = "https://github.com/engrbm87/notifications_android_tv"
_VIERA = "https://github.com/florianholzapfel/panasonic-viera"
_DUNE = "https://github.com/valentinalexeev/pdunehd"
_PUSHBULLET = "https://github.com/rbrcsk/pushbullet.py"
_LAST = "https://github.com/pylast/pylast"
_NETCAST = "https://github.com/Drafteed/python-lgnetcast"
_MONOPRICE = "https://github.com/OnFreund/pymonoprice"
_PS4 = "https://github.com/ktnrg45/pyps4-2ndscreen"
_WS66I = "https://github.com/ssaenger/pyws66i"

_DEVICE = "asks the device and waits for its answer"
_SEARCH = "asks the network who is there, and waits for answers"
_PAGES = "asks the service for page after page"
_SPEAKER = (
    "refresh_status refresh_volume refresh_presets refresh_zone_status select_preset"
    " select_content_item select_source_aux select_source_bluetooth create_zone add_zone_slave"
    " remove_zone_slave play_media play_url set_volume mute volume_up volume_down next_track"
    " previous_track pause play play_pause repeat_off repeat_one repeat_all shuffle power_on"
    " power_off snapshot"
)
_NETWORK = (
    "get_top_artists get_top_tracks get_top_tags get_geo_top_artists get_geo_top_tracks"
    " get_track_by_mbid get_artist_by_mbid get_album_by_mbid update_now_playing scrobble"
    " scrobble_many"
)
_USER = (
    "get_now_playing get_country is_subscriber get_playcount get_registered"
    " get_unixtime_registered get_tagged_albums get_tagged_artists get_tagged_tracks"
    " get_top_albums get_top_artists get_top_tags get_image"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="evdev",
        packages=("evdev",),
        blocks=(
            Blocks(
                "evdev.util.list_devices",
                Kind.METADATA,
                "asks the system about all input devices",
                why=_EVDEV,
            ),
            Blocks(
                "evdev.eventio.EventIO.read_loop.__iter__",
                Kind.WAIT,
                "waits until somebody uses the device",
                "evdev.InputDevice.async_read_loop",
                why=_EVDEV,
            ),
        ),
        aliases={
            "evdev.list_devices": "evdev.util.list_devices",
            "evdev.InputDevice": "evdev.device.InputDevice",
        },
        bases={"evdev.device.InputDevice": ("evdev.eventio.EventIO",)},
        returns={"evdev.eventio.EventIO.read_loop": "evdev.eventio.EventIO.read_loop"},
    ),
    Library(
        distribution="libsoundtouch",
        packages=("libsoundtouch",),
        blocks=(
            *asking("libsoundtouch", "soundtouch_device", _SOUNDTOUCH, _DEVICE),
            *asking("libsoundtouch", "discover_devices", _SOUNDTOUCH, _SEARCH),
            *asking("libsoundtouch.device", "SoundTouchDevice", _SOUNDTOUCH, _DEVICE),
            *asking("libsoundtouch.device.SoundTouchDevice", _SPEAKER, _SOUNDTOUCH, _DEVICE),
            *methods(
                "libsoundtouch.device.SoundTouchDevice",
                "status volume zone_status presets",
                Kind.NETWORK,
                _DEVICE,
                unless=(Unless("refresh", 0, (False,)),),
                why=_SOUNDTOUCH,
            ),
        ),
        returns={
            "libsoundtouch.soundtouch_device": "libsoundtouch.device.SoundTouchDevice",
            "libsoundtouch.discover_devices": "list[libsoundtouch.device.SoundTouchDevice]",
        },
    ),
    Library(
        distribution="notifications-android-tv",
        packages=("notifications_android_tv",),
        blocks=asking(
            "notifications_android_tv.notifications",
            "Notifications Notifications.send",
            _ANDROID_TV,
            _DEVICE,
            twin="notifications-android-tv>=1",
            when="<1",
        ),
        aliases={
            "notifications_android_tv.Notifications": (
                "notifications_android_tv.notifications.Notifications"
            )
        },
    ),
    Library(
        distribution="panasonic-viera",
        packages=("panasonic_viera",),
        blocks=(
            *asking("panasonic_viera.remote_control", "RemoteControl", _VIERA, _DEVICE),
            *asking(
                "panasonic_viera.remote_control.RemoteControl",
                "soap_request request_pin_code authorize_pin_code get_device_info open_webpage"
                " get_apps get_vector_info get_volume set_volume get_mute set_mute send_key"
                " launch_app turn_off turn_on volume_up volume_down mute_volume media_play"
                " media_pause media_next_track media_previous_track",
                _VIERA,
                _DEVICE,
            ),
        ),
        aliases={"panasonic_viera.RemoteControl": "panasonic_viera.remote_control.RemoteControl"},
    ),
    Library(
        distribution="pdunehd",
        packages=("pdunehd",),
        blocks=asking(
            "pdunehd.DuneHDPlayer",
            "launch_media_url play pause ffwd rwd stop update_state turn_on turn_off"
            " previous_track next_track volumeUp volumeDown mute",
            _DUNE,
            _DEVICE,
        ),
    ),
    Library(
        distribution="pushbullet.py",
        packages=("pushbullet",),
        blocks=(
            *asking("pushbullet.pushbullet", "Pushbullet", _PUSHBULLET),
            *asking(
                "pushbullet.pushbullet.Pushbullet",
                "refresh new_device new_chat edit_device edit_chat remove_device remove_chat"
                " get_pushes dismiss_push delete_push delete_pushes upload_file push_file push_note"
                " push_link push_sms",
                _PUSHBULLET,
            ),
            *asking("pushbullet.device.Device", "push_note push_link push_file", _PUSHBULLET),
            *asking("pushbullet.channel.Channel", "push_note push_link push_file", _PUSHBULLET),
            *asking(
                "pushbullet.listener.Listener",
                "run run_forever",
                _PUSHBULLET,
                "receives messages until the connection is closed",
            ),
        ),
        aliases={
            "pushbullet.Pushbullet": "pushbullet.pushbullet.Pushbullet",
            "pushbullet.PushBullet": "pushbullet.pushbullet.Pushbullet",
            "pushbullet.Device": "pushbullet.device.Device",
            "pushbullet.Listener": "pushbullet.listener.Listener",
        },
        bases={"pushbullet.chat.Chat": ("pushbullet.device.Device",)},
        returns={
            "pushbullet.pushbullet.Pushbullet.get_channel": "pushbullet.channel.Channel",
            "pushbullet.pushbullet.Pushbullet.get_device": "pushbullet.device.Device",
            "pushbullet.pushbullet.Pushbullet.new_chat": "pushbullet.chat.Chat",
            "pushbullet.pushbullet.Pushbullet.new_device": "pushbullet.device.Device",
        },
    ),
    Library(
        distribution="pushover-complete",
        packages=("pushover_complete",),
        blocks=asking(
            "pushover_complete.pushover_api.PushoverAPI",
            "send_message send_messages get_sounds validate check_receipt cancel_receipt"
            " migrate_to_subscription migrate_multiple_to_subscription group_info group_add_user"
            " group_delete_user group_disable_user group_enable_user group_rename assign_license",
            "https://github.com/scolby33/pushover_complete",
        ),
        aliases={"pushover_complete.PushoverAPI": "pushover_complete.pushover_api.PushoverAPI"},
    ),
    Library(
        distribution="pylast",
        packages=("pylast",),
        blocks=(
            *asking("pylast._Network", _NETWORK, _LAST),
            *asking(
                "pylast.SessionKeyGenerator",
                "get_web_auth_url get_web_auth_session_key get_web_auth_session_key_username"
                " get_session_key",
                _LAST,
            ),
            *asking("pylast.User", _USER, _LAST),
            *methods(
                "pylast",
                "User.get_friends User.get_loved_tracks Artist.get_top_albums"
                " Artist.get_top_tracks Tag.get_top_tracks Library.get_artists",
                Kind.NETWORK,
                _PAGES,
                unless=(Unless("stream", 2, (True,), later=True),),
                why=_LAST,
            ),
            *methods(
                "pylast.User",
                "get_top_tracks get_track_scrobbles",
                Kind.NETWORK,
                _PAGES,
                unless=(Unless("stream", 3, (True,), later=True),),
                why=_LAST,
            ),
            *methods(
                "pylast.User",
                "get_recent_tracks",
                Kind.NETWORK,
                _PAGES,
                unless=(Unless("stream", 4, (True,), later=True),),
                why=_LAST,
            ),
            *asking(
                "pylast",
                "Artist.get_correction Artist.get_playcount Artist.get_bio Artist.get_bio_summary"
                " Artist.get_bio_content Artist.get_similar Track.get_correction"
                " Track.get_duration Track.get_similar Track.love Track.unlove Album.get_tracks",
                _LAST,
            ),
            *asking("pylast.AlbumSearch", "get_next_page get_total_result_count", _LAST),
            *asking("pylast.ArtistSearch", "get_next_page get_total_result_count", _LAST),
            *asking("pylast.TrackSearch", "get_next_page get_total_result_count", _LAST),
        ),
        bases={
            "pylast.LastFMNetwork": ("pylast._Network",),
            "pylast.LibreFMNetwork": ("pylast._Network",),
            "pylast.AuthenticatedUser": ("pylast.User",),
        },
        returns={
            "pylast._Network.get_album": "pylast.Album",
            "pylast._Network.get_artist": "pylast.Artist",
            "pylast._Network.get_authenticated_user": "pylast.AuthenticatedUser",
            "pylast._Network.get_tag": "pylast.Tag",
            "pylast._Network.get_track": "pylast.Track",
            "pylast._Network.get_user": "pylast.User",
            "pylast._Network.search_for_album": "pylast.AlbumSearch",
            "pylast._Network.search_for_artist": "pylast.ArtistSearch",
            "pylast._Network.search_for_track": "pylast.TrackSearch",
            "pylast.User.get_library": "pylast.Library",
            "pylast.User.get_now_playing": "pylast.Track",
        },
    ),
    Library(
        distribution="pylgnetcast",
        packages=("pylgnetcast",),
        blocks=asking(
            "pylgnetcast.pylgnetcast.LgNetCastClient",
            "__enter__ send_command query_device_info change_input_source change_channel query_data"
            " get_volume set_volume",
            _NETCAST,
            _DEVICE,
        ),
        aliases={"pylgnetcast.LgNetCastClient": "pylgnetcast.pylgnetcast.LgNetCastClient"},
    ),
    Library(
        distribution="pymonoprice",
        packages=("pymonoprice",),
        blocks=(
            Blocks(
                "pymonoprice.get_monoprice",
                Kind.WAIT,
                "opens the serial port of the amplifier",
                "pymonoprice.get_async_monoprice",
                why=_MONOPRICE,
            ),
            *methods(
                "pymonoprice.Monoprice",
                "zone_status all_zone_status set_power set_mute set_volume set_treble set_bass"
                " set_balance set_source restore_zone",
                Kind.WAIT,
                "waits for the amplifier at the serial port",
                twin="pymonoprice.MonopriceAsync.{}",
                why=_MONOPRICE,
            ),
        ),
        returns={"pymonoprice.get_monoprice": "pymonoprice.Monoprice"},
    ),
    Library(
        distribution="pyps4-2ndscreen",
        packages=("pyps4_2ndscreen",),
        blocks=(
            *asking(
                "pyps4_2ndscreen.helpers.Helper",
                "has_devices link get_creds save_creds",
                _PS4,
                _SEARCH,
            ),
            *asking("pyps4_2ndscreen.credential.Credentials", "listen", _PS4, _SEARCH),
            *asking("pyps4_2ndscreen.ddp", "search get_status", _PS4, _SEARCH),
            *asking(
                "pyps4_2ndscreen.ps4.Ps4Legacy",
                "get_status open login standby start_title remote_control",
                _PS4,
                _DEVICE,
                twin="pyps4_2ndscreen.ps4.Ps4Async",
            ),
        ),
        aliases={"pyps4_2ndscreen.Helper": "pyps4_2ndscreen.helpers.Helper"},
    ),
    Library(
        distribution="pyws66i",
        packages=("pyws66i",),
        blocks=asking(
            "pyws66i.WS66i",
            "open zone_status set_power set_mute set_volume set_treble set_bass set_balance"
            " set_source restore_zone",
            _WS66I,
            _DEVICE,
        ),
        returns={"pyws66i.get_ws66i": "pyws66i.WS66i"},
    ),
)
