"""Chat servers, telephony, mailings and webhooks by the libraries of the services."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, asking, methods, names, returning
from asynclint.knowledge.library import Library

_EVENTS = "waits for the next events"
_LOOP = "runs an event loop of its own until the bot ends"
_WAITS = "waits for messages until the bot ends"
_VK = "https://vk-api.readthedocs.io/en/latest/"
_MATTERMOST = "https://vaelor.github.io/python-mattermost-driver/"
_ZULIP = "https://zulip.com/api/"
_ROCKET = "https://github.com/jadolg/rocketchat_API"
_TDLIB = "https://python-telegram.readthedocs.io/"
_PYWA = "https://pywa.readthedocs.io/en/latest/content/client/api_reference.html"
_VONAGE = "https://github.com/Vonage/vonage-python-sdk"
_PLIVO = "https://github.com/plivo/plivo-python"
_RESEND = "https://github.com/resend/resend-python"
_POSTMARK = "https://postmarker.readthedocs.io/en/latest/"
_WEBHOOK = "https://github.com/lovvskillz/python-discord-webhook"
_ONESIGNAL = "https://github.com/zeyneloz/onesignal_sdk"
_ICLOUD = "https://github.com/timlaing/pyicloud"

_MATTERMOST_PARTS = (
    *(("channels", "Channels"), ("commands", "Commands"), ("emoji", "Emoji")),
    *(("files", "Files"), ("posts", "Posts"), ("preferences", "Preferences"), ("teams", "Teams")),
    *(("reactions", "Reactions"), ("roles", "Roles"), ("status", "Status"), ("users", "Users")),
    *(("system", "System"), ("webhooks", "Webhooks")),
)
_VONAGE_PARTS = (
    ("sms", "Sms", "send submit_sms_conversion"),
    ("messages", "Messages", "send mark_whatsapp_message_read revoke_rcs_message"),
    ("verify", "Verify", "start_verification check_code cancel_verification trigger_next_workflow"),
    ("verify_legacy", "VerifyLegacy", "start_verification check_code search cancel_verification"),
    ("number_insight", "NumberInsight", "get_basic_info get_standard_info get_advanced_info_sync"),
    ("account", "Account", "get_balance top_up list_secrets create_secret get_secret"),
    (
        *("voice", "Voice"),
        "create_call list_calls get_call transfer_call_ncco hangup mute unmute download_recording",
    ),
)
_RESEND_PARTS = (
    ("ApiKeys", "create list remove"),
    ("Audiences", "create get list remove"),
    ("Batch", "send"),
    ("Broadcasts", "create get list remove send update"),
    ("Contacts", "create get list remove update"),
    ("Domains", "create get list remove update verify"),
    ("Emails", "cancel get list send update"),
)
_MAILCHIMP_PARTS = (
    *(("automations", "Automations"), ("batches", "Batches"), ("campaigns", "Campaigns")),
    *(("ecommerce", "Ecommerce"), ("lists", "Lists"), ("ping", "Ping"), ("reports", "Reports")),
    *(("searchMembers", "SearchMembers"), ("templates", "Templates")),
)


LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="vk_api",
        packages=("vk_api",),
        blocks=(
            *asking("vk_api.VkApi", "auth method code_auth server_auth", _VK + "vk_api.html"),
            *asking("vk_api.vk_api.VkApiMethod", "*", _VK + "vk_api.html"),
            *asking("vk_api.VkUpload", "*", _VK + "upload.html"),
            *asking("vk_api.VkTools", "get_all get_all_slow", _VK + "tools.html"),
            *methods(
                "vk_api",
                "bot_longpoll.VkBotLongPoll.check longpoll.VkLongPoll.check"
                " bot_longpoll.VkBotLongPoll.listen.__iter__ longpoll.VkLongPoll.listen.__iter__",
                Kind.NETWORK,
                _EVENTS,
                why=_VK,
            ),
            *asking(
                "vk_api",
                "bot_longpoll.VkBotLongPoll longpoll.VkLongPoll",
                _VK,
                does="asks the service for a server of its own and waits for the answer",
            ),
        ),
        aliases={
            "vk_api.vk_api.VkApi": "vk_api.VkApi",
            "vk_api.vk_api.VkApiGroup": "vk_api.VkApiGroup",
            "vk_api.upload.VkUpload": "vk_api.VkUpload",
            "vk_api.tools.VkTools": "vk_api.VkTools",
        },
        bases={"vk_api.VkApiGroup": ("vk_api.VkApi",)},
        returns={
            "vk_api.VkApi.get_api": "vk_api.vk_api.VkApiMethod",
            "vk_api.vk_api.VkApiMethod.*": "vk_api.vk_api.VkApiMethod",
            "vk_api.bot_longpoll.VkBotLongPoll.listen": "vk_api.bot_longpoll.VkBotLongPoll.listen",
            "vk_api.longpoll.VkLongPoll.listen": "vk_api.longpoll.VkLongPoll.listen",
        },
    ),
    Library(
        distribution="viberbot",
        packages=("viberbot",),
        blocks=asking(
            "viberbot.Api",
            "set_webhook unset_webhook get_online get_user_details get_account_info send_messages"
            " post_messages_to_public_account",
            "https://github.com/Viber/viber-bot-python",
        ),
        aliases={"viberbot.api.api.Api": "viberbot.Api"},
    ),
    Library(
        distribution="mattermostdriver",
        packages=("mattermostdriver",),
        blocks=(
            *asking("mattermostdriver.Driver", "login logout", _MATTERMOST),
            Blocks("mattermostdriver.Driver.init_websocket", Kind.LOOP, _LOOP, why=_MATTERMOST),
            *(
                row
                for module, cls in _MATTERMOST_PARTS
                for row in asking(f"mattermostdriver.endpoints.{module}.{cls}", "*", _MATTERMOST)
            ),
        ),
        aliases={"mattermostdriver.driver.Driver": "mattermostdriver.Driver"},
        returns={
            f"mattermostdriver.Driver.{module}": f"mattermostdriver.endpoints.{module}.{cls}"
            for module, cls in _MATTERMOST_PARTS
        },
    ),
    Library(
        distribution="zulip",
        packages=("zulip",),
        blocks=(
            *asking("zulip", "Client", _ZULIP, does="asks the server for its settings"),
            *methods(
                "zulip.Client",
                "call_on_each_event call_on_each_message",
                Kind.WAIT,
                _WAITS,
                why=_ZULIP + "real-time-events",
            ),
            *asking("zulip.Client", "*", _ZULIP),
        ),
        safe=names("zulip.Client", "get_user_agent ensure_session"),
    ),
    Library(
        distribution="rocketchat_API",
        packages=("rocketchat_API",),
        blocks=(
            Blocks(
                "rocketchat_API.rocketchat.RocketChat",
                Kind.NETWORK,
                "logs in to the server",
                unless=(Unless("user", 0, (None,), by_default=True),),
                why=_ROCKET,
            ),
            *asking(
                "rocketchat_API.rocketchat.RocketChat",
                "login logout info me call_api_get call_api_post chat_post_message"
                " chat_send_message chat_get_message chat_update chat_delete chat_react"
                " channels_info channels_create channels_invite channels_kick channels_rename"
                " channels_set_topic groups_info groups_create groups_invite groups_kick"
                " users_info users_create users_update users_delete dm_create rooms_info"
                " rooms_leave teams_create teams_info",
                _ROCKET,
            ),
        ),
    ),
    Library(
        distribution="python-telegram",
        packages=("telegram",),
        blocks=(
            Blocks(
                "telegram.utils.AsyncResult.wait",
                Kind.WAIT,
                "waits for the answer of the server",
                why=_TDLIB,
            ),
            Blocks(
                "telegram.client.Telegram.login",
                Kind.NETWORK,
                "logs in, asking the user for the code",
                why=_TDLIB,
            ),
            Blocks(
                "telegram.client.Telegram.idle",
                Kind.WAIT,
                "waits for a signal to end",
                why=_TDLIB,
            ),
        ),
        returns=returning(
            "telegram.utils.AsyncResult",
            "telegram.client.Telegram",
            "send_message import_contacts get_chat get_me get_user get_user_full_info get_chats"
            " load_chats get_chat_history get_message delete_messages call_method",
        ),
    ),
    Library(
        distribution="pywa",
        packages=("pywa",),
        blocks=asking(
            "pywa.WhatsApp",
            "send_message send_image send_video send_document send_audio send_sticker"
            " send_reaction remove_reaction send_location request_location send_contact"
            " send_catalog send_product send_products send_template mark_message_as_read"
            " indicate_typing upload_media get_media_url download_media delete_media"
            " get_business_profile update_business_profile create_template get_template"
            " create_flow update_flow_json publish_flow get_flow block_users unblock_users",
            _PYWA,
            twin="pywa_async.WhatsApp.{}",
        ),
        aliases={"pywa.client.WhatsApp": "pywa.WhatsApp"},
    ),
    Library(
        distribution="vonage",
        packages=("vonage",),
        blocks=tuple(
            row
            for part, cls, members in _VONAGE_PARTS
            for row in asking(f"vonage_{part}.{cls}", members, _VONAGE)
        ),
        aliases={"vonage.vonage.Vonage": "vonage.Vonage"},
        returns={f"vonage.Vonage.{part}": f"vonage_{part}.{cls}" for part, cls, _ in _VONAGE_PARTS},
    ),
    Library(
        distribution="plivo",
        packages=("plivo",),
        blocks=asking(
            "plivo.resources",
            "messages.Messages.create messages.Messages.get messages.Messages.list"
            " calls.Calls.create calls.Calls.get calls.Calls.list calls.Calls.update"
            " calls.Calls.transfer calls.Calls.hangup calls.Calls.delete calls.Calls.play"
            " calls.Calls.speak calls.Calls.record calls.Calls.start_recording"
            " numbers.Numbers.buy numbers.Numbers.search numbers.Numbers.list"
            " numbers.Numbers.get lookup.Lookup.get verify.Sessions.create"
            " verify.Sessions.validate verify.Sessions.get recordings.Recordings.list"
            " recordings.Recordings.get recordings.Recordings.delete",
            _PLIVO,
        ),
        aliases={"plivo.rest.client.Client": "plivo.RestClient"},
        returns={
            "plivo.RestClient.messages": "plivo.resources.messages.Messages",
            "plivo.RestClient.calls": "plivo.resources.calls.Calls",
            "plivo.RestClient.numbers": "plivo.resources.numbers.Numbers",
            "plivo.RestClient.lookup": "plivo.resources.lookup.Lookup",
            "plivo.RestClient.verify_session": "plivo.resources.verify.Sessions",
            "plivo.RestClient.recordings": "plivo.resources.recordings.Recordings",
        },
    ),
    Library(
        distribution="mailchimp-marketing",
        packages=("mailchimp_marketing",),
        blocks=tuple(
            row
            for _, cls in _MAILCHIMP_PARTS
            for row in asking(
                f"mailchimp_marketing.{cls}Api", "*", "https://mailchimp.com/developer/"
            )
        ),
        returns={
            f"mailchimp_marketing.Client.{part}": f"mailchimp_marketing.{cls}Api"
            for part, cls in _MAILCHIMP_PARTS
        },
    ),
    Library(
        distribution="postmarker",
        packages=("postmarker",),
        blocks=(
            *asking("postmarker.core.PostmarkClient", "call spamcheck", _POSTMARK),
            *asking(
                "postmarker.models",
                "emails.EmailManager.send emails.EmailManager.send_with_template"
                " emails.EmailManager.send_batch emails.EmailManager.send_template_batch"
                " emails.Email.send emails.EmailTemplate.send emails.EmailBatch.send",
                _POSTMARK,
            ),
        ),
        returns={
            "postmarker.core.PostmarkClient.emails": "postmarker.models.emails.EmailManager",
            "postmarker.models.emails.EmailManager.Email": "postmarker.models.emails.Email",
            "postmarker.models.emails.EmailManager.EmailTemplate": (
                "postmarker.models.emails.EmailTemplate"
            ),
            "postmarker.models.emails.EmailManager.EmailBatch": (
                "postmarker.models.emails.EmailBatch"
            ),
        },
    ),
    Library(
        distribution="mailjet-rest",
        packages=("mailjet_rest",),
        blocks=asking(
            "mailjet_rest.client.Endpoint",
            "get create update delete",
            "https://github.com/mailjet/mailjet-apiv3-python",
        ),
        aliases={
            "mailjet_rest.client.Client": "mailjet_rest.Client",
            "mailjet_rest.endpoint.Endpoint": "mailjet_rest.client.Endpoint",
        },
        returns={"mailjet_rest.Client.*": "mailjet_rest.client.Endpoint"},
    ),
    Library(
        distribution="resend",
        packages=("resend",),
        blocks=asking(
            "resend",
            " ".join(
                f"{owner}.{method}"
                for owner, members in _RESEND_PARTS
                for method in members.split()
            ),
            _RESEND,
            twin="resend.{}_async",
        ),
        aliases={
            "resend.emails._emails.Emails": "resend.Emails",
            "resend.emails._batch.Batch": "resend.Batch",
        },
    ),
    Library(
        distribution="onesignal-sdk",
        packages=("onesignal_sdk",),
        blocks=asking(
            "onesignal_sdk.client.Client", "*", _ONESIGNAL, twin="onesignal_sdk.client.AsyncClient"
        ),
        asynchronous=("onesignal_sdk.client.AsyncClient",),
    ),
    Library(
        distribution="discord-webhook",
        packages=("discord_webhook",),
        blocks=asking(
            "discord_webhook.DiscordWebhook",
            "execute edit delete api_post_request",
            _WEBHOOK,
            twin="discord_webhook.AsyncDiscordWebhook.{}",
        ),
        aliases={
            "discord_webhook.webhook.DiscordWebhook": "discord_webhook.DiscordWebhook",
            "discord_webhook.async_webhook.AsyncDiscordWebhook": (
                "discord_webhook.AsyncDiscordWebhook"
            ),
        },
        bases={
            "discord_webhook.AsyncDiscordWebhook": ("discord_webhook.DiscordWebhook",),
        },
        asynchronous=("discord_webhook.AsyncDiscordWebhook",),
    ),
    Library(
        distribution="slackweb",
        packages=("slackweb",),
        blocks=asking(
            "slackweb.Slack", "notify send", "https://github.com/satoshi03/slack-python-webhook"
        ),
        aliases={"slackweb.slackweb.Slack": "slackweb.Slack"},
    ),
    Library(
        distribution="pymsteams",
        packages=("pymsteams",),
        blocks=asking(
            "pymsteams.connectorcard",
            "send",
            "https://github.com/rveachkc/pymsteams",
            twin="pymsteams.async_connectorcard.{}",
        ),
        bases={"pymsteams.async_connectorcard": ("pymsteams.connectorcard",)},
        asynchronous=("pymsteams.async_connectorcard",),
    ),
    Library(
        distribution="pyicloud",
        packages=("pyicloud",),
        blocks=(
            Blocks(
                "pyicloud.PyiCloudService",
                Kind.NETWORK,
                "logs in to iCloud",
                unless=(Unless("authenticate", None, (False,)),),
                why=_ICLOUD,
            ),
            *asking(
                "pyicloud.PyiCloudService",
                "authenticate send_verification_code validate_verification_code validate_2fa_code"
                " trust_session",
                _ICLOUD,
            ),
        ),
        aliases={"pyicloud.base.PyiCloudService": "pyicloud.PyiCloudService"},
    ),
)
