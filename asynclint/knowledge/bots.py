"""Bots and other clients of chat platforms."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, asking, methods, names, returning
from asynclint.knowledge.library import Library

_LOOP = "runs an event loop of its own until the bot ends"
_WAITS = "waits for messages until the bot ends"
_A = "the same with `a` before its name"

_WECHAT = "https://wechatpy.readthedocs.io/zh-cn/stable/"
_WECHAT_PAY = "https://github.com/minibear2021/wechatpayv3"
_ITCHAT = "https://itchat.readthedocs.io/zh/latest/"
_LARK = "https://github.com/larksuite/oapi-sdk-python"
_LINE = "https://github.com/line/line-bot-sdk-python"
_DINGTALK = "https://github.com/open-dingtalk/dingtalk-stream-sdk-python"

_WECHAT_API = "wechatpy.client.api.base.BaseWeChatAPI"
_WECHAT_PARTS = (
    *(("card", "Card"), ("customservice", "CustomService"), ("datacube", "DataCube")),
    *(("group", "Group"), ("material", "Material"), ("media", "Media"), ("menu", "Menu")),
    *(("message", "Message"), ("misc", "Misc"), ("poi", "Poi"), ("qrcode", "QRCode")),
    *(("tag", "Tag"), ("template", "Template"), ("user", "User"), ("wxa", "Wxa")),
)
_WORK_PARTS = (
    *(("agent", "Agent"), ("appchat", "AppChat"), ("batch", "Batch"), ("chat", "Chat")),
    *(("department", "Department"), ("media", "Media"), ("menu", "Menu")),
    *(("message", "Message"), ("tag", "Tag"), ("user", "User")),
)
_WECHAT_ORDERS = "wechatpy.pay.api"
_LARK_PARTS = (
    ("im.v1", "message", "Message", "create delete forward get list patch reply search update"),
    ("im.v1", "chat", "Chat", "create delete get link list search update"),
    ("im.v1", "chat_members", "ChatMembers", "create delete get is_in_chat me_join"),
    ("im.v1", "file", "File", "create get"),
    ("im.v1", "image", "Image", "create get"),
    ("im.v1", "message_reaction", "MessageReaction", "create delete list"),
    ("im.v1", "message_resource", "MessageResource", "get"),
    ("contact.v3", "user", "User", "batch batch_get_id create delete get list patch update"),
    ("contact.v3", "department", "Department", "batch children create delete get list parent"),
    ("bitable.v1", "app", "App", "copy create get update"),
    ("bitable.v1", "app_table", "AppTable", "batch_create batch_delete create delete list patch"),
    (
        *("bitable.v1", "app_table_record", "AppTableRecord"),
        "batch_create batch_delete batch_get batch_update create delete get list search update",
    ),
    ("auth.v3", "app_access_token", "AppAccessToken", "create internal"),
    ("auth.v3", "app_ticket", "AppTicket", "resend"),
    ("auth.v3", "tenant_access_token", "TenantAccessToken", "create internal"),
    ("cardkit.v1", "card", "Card", "batch_update create id_convert settings update"),
    ("cardkit.v1", "card_element", "CardElement", "content create delete patch update"),
    ("authen.v1", "access_token", "AccessToken", "create"),
    ("authen.v1", "oidc_access_token", "OidcAccessToken", "create"),
    ("authen.v1", "oidc_refresh_access_token", "OidcRefreshAccessToken", "create"),
    ("authen.v1", "refresh_access_token", "RefreshAccessToken", "create"),
    ("authen.v1", "user_info", "UserInfo", "get"),
    ("approval.v4", "instance", "Instance", "cancel cc create get list query"),
    ("docx.v1", "document", "Document", "convert create get raw_content"),
    ("docx.v1", "document_block", "DocumentBlock", "batch_update get list patch"),
    ("docx.v1", "document_block_children", "DocumentBlockChildren", "batch_delete create get"),
    ("docx.v1", "document_block_descendant", "DocumentBlockDescendant", "create"),
    ("drive.v1", "export_task", "ExportTask", "create download get"),
    ("drive.v1", "import_task", "ImportTask", "create get"),
    ("drive.v1", "permission_member", "PermissionMember", "batch_create create delete list update"),
    ("sheets.v3", "spreadsheet", "Spreadsheet", "create get patch"),
    ("sheets.v3", "spreadsheet_sheet", "SpreadsheetSheet", "find get query replace"),
    ("task.v2", "task", "Task", "add_members create delete get list patch"),
    ("wiki.v2", "space_node", "SpaceNode", "copy create list move update_title"),
    ("drive.v1", "file", "File", "copy delete download list move upload_all upload_part"),
    ("drive.v1", "media", "Media", "download upload_all upload_part"),
    ("wiki.v2", "space", "Space", "create get get_node list"),
    ("calendar.v4", "calendar_event", "CalendarEvent", "create delete get list patch reply search"),
)
_LARK_SERVICES = (
    *(("auth", "Auth", "v3"), ("authen", "Authen", "v1"), ("approval", "Approval", "v4")),
    *(("cardkit", "Cardkit", "v1"), ("sheets", "Sheets", "v3"), ("task", "Task", "v2")),
    *(("im", "Im", "v1"), ("contact", "Contact", "v3"), ("bitable", "Bitable", "v1")),
    *(("docx", "Docx", "v1"), ("drive", "Drive", "v1"), ("wiki", "Wiki", "v2")),
    *(("calendar", "Calendar", "v4"),),
)
_LINE_TWIN = "linebot.v3.messaging.AsyncMessagingApi"
_LINE_THREAD = (Unless("async_req", None, (True,)),)


LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="wechatpy",
        packages=("wechatpy",),
        blocks=(
            *asking(_WECHAT_API, "* _get _post", _WECHAT),
            *asking(
                "wechatpy.client.base.BaseWeChatClient", "get post fetch_access_token", _WECHAT
            ),
            *asking(
                "wechatpy.WeChatOAuth",
                "fetch_access_token refresh_access_token get_user_info check_access_token",
                _WECHAT,
            ),
            *asking(
                "wechatpy.WeChatComponent",
                "fetch_access_token get post query_auth create_preauthcode get_pre_auth_url"
                " refresh_authorizer_token get_authorizer_info get_authorizer_list",
                _WECHAT,
            ),
            *asking("wechatpy.WeChatPay", "get post", _WECHAT),
            *asking(
                _WECHAT_ORDERS,
                "WeChatOrder.create WeChatOrder.query WeChatOrder.close WeChatOrder.reverse"
                " WeChatRefund.apply WeChatRefund.query WeChatTransfer.transfer"
                " WeChatTransfer.query WeChatRedpack.send WeChatRedpack.query",
                _WECHAT,
            ),
        ),
        aliases={
            "wechatpy.client.WeChatClient": "wechatpy.WeChatClient",
            "wechatpy.enterprise.client.WeChatClient": "wechatpy.enterprise.WeChatClient",
            "wechatpy.oauth.WeChatOAuth": "wechatpy.WeChatOAuth",
            "wechatpy.component.WeChatComponent": "wechatpy.WeChatComponent",
            "wechatpy.pay.WeChatPay": "wechatpy.WeChatPay",
        },
        bases={
            "wechatpy.WeChatClient": ("wechatpy.client.base.BaseWeChatClient",),
            "wechatpy.client.WeChatComponentClient": ("wechatpy.WeChatClient",),
            "wechatpy.enterprise.WeChatClient": ("wechatpy.client.base.BaseWeChatClient",),
            **{f"wechatpy.client.api.WeChat{cls}": (_WECHAT_API,) for _, cls in _WECHAT_PARTS},
            **{
                f"wechatpy.enterprise.client.api.WeChat{cls}": (_WECHAT_API,)
                for _, cls in _WORK_PARTS
            },
        },
        returns={
            f"{_WECHAT_API}._client": "wechatpy.client.base.BaseWeChatClient",
            **{
                f"wechatpy.WeChatClient.{part}": f"wechatpy.client.api.WeChat{cls}"
                for part, cls in _WECHAT_PARTS
            },
            **{
                f"wechatpy.enterprise.WeChatClient.{part}": (
                    f"wechatpy.enterprise.client.api.WeChat{cls}"
                )
                for part, cls in _WORK_PARTS
            },
            "wechatpy.WeChatPay.order": _WECHAT_ORDERS + ".WeChatOrder",
            "wechatpy.WeChatPay.refund": _WECHAT_ORDERS + ".WeChatRefund",
            "wechatpy.WeChatPay.transfer": _WECHAT_ORDERS + ".WeChatTransfer",
            "wechatpy.WeChatPay.redpack": _WECHAT_ORDERS + ".WeChatRedpack",
            **returning(
                "wechatpy.client.WeChatComponentClient",
                "wechatpy.WeChatComponent",
                "get_client_by_appid get_client_by_authorization_code",
            ),
        },
        safe=(
            "wechatpy.client.api.WeChatMessage.get_subscribe_authorize_url",
            "wechatpy.client.api.WeChatQRCode.get_url",
            "wechatpy.client.api.WeChatTag.iter_tag_users",
            "wechatpy.client.api.WeChatUser.iter_followers",
            *names(
                "wechatpy.client.api",
                "WeChatCard.get_redirect_url WeChatMedia.get_url",
            ),
            "wechatpy.enterprise.client.api.WeChatMedia.get_url",
            "wechatpy.enterprise.client.api.WeChatMedia.get_jssdk_url",
        ),
    ),
    Library(
        distribution="wechatpayv3",
        packages=("wechatpayv3",),
        blocks=asking(
            "wechatpayv3.WeChatPay",
            "pay close query refund query_refund trade_bill fundflow_bill download_bill combine_pay"
            " combine_query combine_close transfer_batch mch_transfer_bills"
            " mch_transfer_bills_query image_upload video_upload",
            _WECHAT_PAY,
            twin="wechatpayv3.async_.AsyncWeChatPay.{}",
        ),
        asynchronous=("wechatpayv3.async_.AsyncWeChatPay",),
    ),
    Library(
        distribution="itchat-uos",
        packages=("itchat",),
        blocks=(
            *methods("itchat", "auto_login login run", Kind.WAIT, _WAITS, why=_ITCHAT),
            *asking(
                "itchat",
                "send send_msg send_raw_msg send_file send_image send_video revoke upload_file"
                " logout set_alias set_pinned add_friend get_head_img create_chatroom"
                " add_member_into_chatroom delete_member_from_chatroom set_chatroom_name"
                " update_chatroom update_friend",
                _ITCHAT,
            ),
        ),
    ),
    Library(
        distribution="lark-oapi",
        packages=("lark_oapi",),
        blocks=(
            Blocks("lark_oapi.ws.Client.start", Kind.LOOP, _LOOP, why=_LARK),
            *asking("lark_oapi.Client", "request", _LARK, twin=_A),
            *(
                row
                for version, module, cls, members in _LARK_PARTS
                for row in asking(
                    f"lark_oapi.api.{version}.resource.{module}.{cls}", members, _LARK, twin=_A
                )
            ),
        ),
        aliases={
            "lark_oapi.client.Client": "lark_oapi.Client",
            "lark_oapi.ws.client.Client": "lark_oapi.ws.Client",
        },
        returns={
            "lark_oapi.Client.builder": "lark_oapi.client.ClientBuilder",
            "lark_oapi.client.ClientBuilder.*": "Self",
            "lark_oapi.client.ClientBuilder.build": "lark_oapi.Client",
            **{
                f"lark_oapi.Client.{service}": f"lark_oapi.api.{service}.service.{cls}Service"
                for service, cls, _ in _LARK_SERVICES
            },
            **{
                f"lark_oapi.api.{service}.service.{cls}Service.{version}": (
                    f"lark_oapi.api.{service}.{version}.version.{version.upper()}"
                )
                for service, cls, version in _LARK_SERVICES
            },
            **{
                f"lark_oapi.api.{version}.version.{version[-2:].upper()}.{module}": (
                    f"lark_oapi.api.{version}.resource.{module}.{cls}"
                )
                for version, module, cls, _ in _LARK_PARTS
            },
        },
    ),
    Library(
        distribution="line-bot-sdk",
        packages=("linebot",),
        blocks=(
            *methods(
                "linebot.v3.messaging",
                "MessagingApi.* MessagingApiBlob.*",
                Kind.NETWORK,
                "sends the request to LINE and waits for the response",
                twin=_LINE_TWIN,
                unless=_LINE_THREAD,
                why=_LINE,
            ),
            *asking(
                "linebot.LineBotApi", "*", _LINE, twin="linebot.v3.messaging.AsyncMessagingApi"
            ),
        ),
        aliases={
            "linebot.api.LineBotApi": "linebot.LineBotApi",
            "linebot.v3.messaging.api.messaging_api.MessagingApi": (
                "linebot.v3.messaging.MessagingApi"
            ),
            "linebot.v3.messaging.api.messaging_api_blob.MessagingApiBlob": (
                "linebot.v3.messaging.MessagingApiBlob"
            ),
        },
        asynchronous=names(
            "linebot.v3.messaging", "AsyncMessagingApi AsyncMessagingApiBlob AsyncApiClient"
        ),
    ),
    Library(
        distribution="dingtalk-stream",
        packages=("dingtalk_stream",),
        blocks=(
            Blocks(
                "dingtalk_stream.DingTalkStreamClient.start_forever",
                Kind.LOOP,
                _LOOP,
                twin="dingtalk_stream.DingTalkStreamClient.start",
                why=_DINGTALK,
            ),
            *asking(
                "dingtalk_stream.DingTalkStreamClient",
                "open_connection upload_to_dingtalk",
                _DINGTALK,
            ),
            *asking(
                "dingtalk_stream.ChatbotHandler",
                "reply_text reply_markdown reply_card update_card reply_markdown_card"
                " reply_markdown_button reply_ai_markdown_button reply_carousel_card"
                " reply_rpa_plugin_card ai_markdown_card_start get_image_download_url"
                " extract_image_from_incoming_message",
                _DINGTALK,
            ),
            *asking(
                "dingtalk_stream.CardReplier",
                "create_and_send_card create_and_deliver_card put_card_data",
                _DINGTALK,
                twin="dingtalk_stream.CardReplier.async_{}",
            ),
            *asking(
                "dingtalk_stream.AICardReplier",
                "start finish fail streaming",
                _DINGTALK,
                twin="dingtalk_stream.AICardReplier.async_{}",
            ),
            *asking(
                "dingtalk_stream",
                "MarkdownCardInstance.reply MarkdownCardInstance.update"
                " AIMarkdownCardInstance.ai_start AIMarkdownCardInstance.ai_streaming"
                " AIMarkdownCardInstance.ai_finish AIMarkdownCardInstance.ai_fail"
                " AIMarkdownCardInstance.update",
                _DINGTALK,
            ),
        ),
        aliases={
            "dingtalk_stream.chatbot.ChatbotHandler": "dingtalk_stream.ChatbotHandler",
            "dingtalk_stream.stream.DingTalkStreamClient": "dingtalk_stream.DingTalkStreamClient",
            "dingtalk_stream.card_replier.CardReplier": "dingtalk_stream.CardReplier",
            "dingtalk_stream.card_replier.AICardReplier": "dingtalk_stream.AICardReplier",
        },
        bases={
            "dingtalk_stream.AsyncChatbotHandler": ("dingtalk_stream.ChatbotHandler",),
            "dingtalk_stream.AICardReplier": ("dingtalk_stream.CardReplier",),
            "dingtalk_stream.MarkdownCardInstance": ("dingtalk_stream.CardReplier",),
            "dingtalk_stream.AIMarkdownCardInstance": ("dingtalk_stream.AICardReplier",),
        },
        returns={
            "dingtalk_stream.ChatbotHandler.reply_markdown_card": (
                "dingtalk_stream.MarkdownCardInstance"
            ),
            **returning(
                "dingtalk_stream.AIMarkdownCardInstance",
                "dingtalk_stream.ChatbotHandler",
                "ai_markdown_card_start reply_ai_markdown_button",
            ),
            "dingtalk_stream.ChatbotHandler.dingtalk_client": (
                "dingtalk_stream.DingTalkStreamClient"
            ),
        },
    ),
    Library(
        distribution="qq-botpy",
        packages=("botpy",),
        blocks=(
            Blocks(
                "botpy.Client.run",
                Kind.LOOP,
                _LOOP,
                twin="botpy.Client.start",
                why="https://github.com/tencent-connect/botpy",
            ),
        ),
        aliases={"botpy.client.Client": "botpy.Client"},
    ),
    Library(
        distribution="matrix-nio",
        packages=("nio",),
        blocks=(
            Blocks(
                "nio.Client.load_store",
                Kind.DATABASE,
                "opens the database of keys, makes its tables and reads it",
                why="https://matrix-nio.readthedocs.io/en/latest/nio.html#nio.AsyncClient",
            ),
        ),
        aliases={
            "nio.client.Client": "nio.Client",
            "nio.client.base_client.Client": "nio.Client",
            "nio.client.AsyncClient": "nio.AsyncClient",
            "nio.client.async_client.AsyncClient": "nio.AsyncClient",
        },
        bases={"nio.AsyncClient": ("nio.Client",)},
    ),
)
