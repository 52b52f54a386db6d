"""Services that offices keep their things in: tables, files, mail, calendars."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, asking, names, returning
from asynclint.knowledge.library import Library

_LOGIN = "logs in and waits for the answer"
_IMAP = "sends the command to the mail server and waits for the answer"
_CONNECT = "connects to the mail server"
_CALENDAR = "asks the calendar server and waits for the answer"
_EXCHANGE = "sends the request to the Exchange server and waits for the response"

_GSPREAD = "https://docs.gspread.org/en/latest/api/"
_NOTION = "https://ramnes.github.io/notion-sdk-py/reference/client/"
_SALESFORCE = "https://simple-salesforce.readthedocs.io/en/latest/"
_IMAP_TOOLS = "https://github.com/ikvk/imap_tools"
_IMAPCLIENT = "https://imapclient.readthedocs.io/en/master/api.html"
_EXCHANGELIB = "https://ecederstrand.github.io/exchangelib/"
_CALDAV = "https://caldav.readthedocs.io/stable/"
_ZEEP = "https://docs.python-zeep.org/en/master/"


LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="gspread",
        packages=("gspread",),
        blocks=(
            *asking(
                "gspread.Client",
                "open open_by_key open_by_url openall create copy export import_csv"
                " del_spreadsheet list_spreadsheet_files list_permissions insert_permission"
                " remove_permission get_file_drive_metadata",
                _GSPREAD + "client.html",
            ),
            *asking(
                "gspread",
                "Spreadsheet Spreadsheet.* Spreadsheet.__iter__ Spreadsheet.sheet1.__get__",
                _GSPREAD + "models/spreadsheet.html",
            ),
            *asking("gspread.Worksheet", "*", _GSPREAD + "models/worksheet.html"),
            Blocks(
                "gspread.service_account",
                Kind.FILE,
                "reads the file with the credentials",
                why=_GSPREAD + "auth.html",
            ),
        ),
        aliases=dict.fromkeys(names("gspread", "auth client spreadsheet worksheet"), "gspread"),
        returns={
            **returning(
                "gspread.Client",
                "gspread",
                "authorize oauth service_account service_account_from_dict",
            ),
            **returning(
                "gspread.Spreadsheet", "gspread.Client", "open open_by_key open_by_url create copy"
            ),
            "gspread.Client.openall": "list[gspread.Spreadsheet]",
            **returning(
                "gspread.Worksheet",
                "gspread.Spreadsheet",
                "sheet1 worksheet get_worksheet get_worksheet_by_id add_worksheet duplicate_sheet",
            ),
            "gspread.Spreadsheet.worksheets": "list[gspread.Worksheet]",
            "gspread.Spreadsheet.__iter__": "collections.abc.Iterator[gspread.Worksheet]",
            "gspread.Worksheet.spreadsheet": "gspread.Spreadsheet",
        },
        safe=("gspread.Worksheet.get_tab_color",),
    ),
    Library(
        distribution="notion-client",
        packages=("notion_client",),
        blocks=(
            *asking(
                "notion_client.Client", "request search", _NOTION, twin="notion_client.AsyncClient"
            ),
            *asking(
                "notion_client.api_endpoints.Endpoint",
                "*",
                _NOTION,
                twin="notion_client.AsyncClient",
            ),
        ),
        aliases={"notion_client.client": "notion_client"},
        returns={
            "notion_client.Client.request": "typing.Any",
            "notion_client.Client.__enter__": "Self",
            "notion_client.Client.search": "typing.Any",
            "notion_client.Client.*": "notion_client.api_endpoints.Endpoint",
            "notion_client.api_endpoints.Endpoint.children": (
                "notion_client.api_endpoints.Endpoint"
            ),
        },
        asynchronous=("notion_client.AsyncClient",),
    ),
    Library(
        distribution="simple-salesforce",
        packages=("simple_salesforce",),
        blocks=(
            Blocks(
                "simple_salesforce.Salesforce",
                Kind.NETWORK,
                _LOGIN,
                unless=(
                    Unless("password", 1, (None,), by_default=True, without=("consumer_key",)),
                ),
                why=_SALESFORCE + "user_guide/examples.html",
            ),
            *asking(
                "simple_salesforce.Salesforce",
                "describe set_password restful search quick_search query query_more query_all"
                " query_all_iter.__iter__ toolingexecute apexecute limits deploy checkDeployStatus"
                " is_sandbox oauth2",
                _SALESFORCE + "user_guide/queries.html",
            ),
            *asking(
                "simple_salesforce.SFType",
                "metadata describe describe_layout get get_by_custom_id create upsert update"
                " delete deleted updated upload_base64 update_base64 get_base64",
                _SALESFORCE + "user_guide/record_management.html",
            ),
            *asking("simple_salesforce", "SalesforceLogin", _SALESFORCE, _LOGIN),
        ),
        aliases=dict.fromkeys(names("simple_salesforce", "api login"), "simple_salesforce"),
        returns={
            "simple_salesforce.Salesforce.query_all_iter": (
                "simple_salesforce.Salesforce.query_all_iter"
            ),
        },
    ),
    Library(
        distribution="dropbox",
        packages=("dropbox",),
        blocks=asking(
            "dropbox",
            "Dropbox.* DropboxTeam.* DropboxOAuth2Flow.finish DropboxOAuth2FlowNoRedirect.finish",
            "https://dropbox-sdk-python.readthedocs.io/en/latest/api/dropbox.html",
        ),
        aliases=dict.fromkeys(names("dropbox", "dropbox_client oauth"), "dropbox"),
        returns={
            **returning("dropbox.Dropbox", "dropbox.DropboxTeam", "as_admin as_user"),
            **returning("Self", "dropbox.Dropbox", "clone with_path_root"),
        },
        safe=names(
            "dropbox",
            "Dropbox.clone Dropbox.close Dropbox.with_path_root DropboxTeam.as_user"
            " Dropbox.check_and_refresh_access_token Dropbox.raise_dropbox_error_for_resp"
            " DropboxTeam.as_admin DropboxTeam.clone DropboxTeam.close DropboxTeam.with_path_root"
            " DropboxTeam.check_and_refresh_access_token",
        ),
    ),
    Library(
        distribution="imap-tools",
        packages=("imap_tools",),
        blocks=(
            *asking(
                "imap_tools", "MailBox MailBoxUnencrypted MailBoxStartTls", _IMAP_TOOLS, _CONNECT
            ),
            *asking(
                "imap_tools.BaseMailBox",
                "login login_utf8 xoauth2 logout fetch.__iter__ numbers numbers_to_uids uids"
                " expunge delete copy move flag append",
                _IMAP_TOOLS + "#basic",
                _IMAP,
            ),
            *asking(
                "imap_tools.folder.MailBoxFolderManager",
                "set unset exists create rename delete status list subscribe",
                _IMAP_TOOLS + "#actions-with-folders",
                _IMAP,
            ),
            *asking(
                "imap_tools.idle.IdleManager",
                "start stop poll wait",
                _IMAP_TOOLS + "#idle-workflow",
                "waits for news of the mail server",
            ),
        ),
        aliases={"imap_tools.mailbox": "imap_tools"},
        bases=dict.fromkeys(
            names("imap_tools", "MailBox MailBoxUnencrypted MailBoxStartTls"),
            ("imap_tools.BaseMailBox",),
        ),
        returns={
            **returning("Self", "imap_tools.BaseMailBox", "login login_utf8 xoauth2"),
            "imap_tools.BaseMailBox.fetch": "imap_tools.BaseMailBox.fetch",
            "imap_tools.BaseMailBox.folder": "imap_tools.folder.MailBoxFolderManager",
            "imap_tools.BaseMailBox.idle": "imap_tools.idle.IdleManager",
        },
    ),
    Library(
        distribution="imapclient",
        packages=("imapclient",),
        blocks=(
            *asking("imapclient", "IMAPClient", _IMAPCLIENT, _CONNECT),
            *asking("imapclient.IMAPClient", "*", _IMAPCLIENT, _IMAP),
        ),
        aliases={"imapclient.imapclient.IMAPClient": "imapclient.IMAPClient"},
        safe=names("imapclient.IMAPClient", "socket shutdown capabilities has_capability"),
    ),
    Library(
        distribution="exchangelib",
        packages=("exchangelib",),
        blocks=(
            Blocks(
                "exchangelib.Account",
                Kind.NETWORK,
                "asks for the server of the address",
                unless=(Unless("autodiscover", 3, (False,), by_default=True, later=True),),
                why=_EXCHANGELIB + "#setup-and-connecting",
            ),
            *asking(
                "exchangelib",
                "Account.export Account.upload Account.bulk_create Account.bulk_update"
                " Account.bulk_delete Account.bulk_send Account.bulk_copy Account.bulk_move"
                " Account.bulk_archive Folder.get Folder.save Folder.delete Folder.refresh"
                " Folder.empty Folder.wipe Folder.move Folder.bulk_create Folder.test_access"
                " Message.send Message.send_and_save Message.reply Message.reply_all",
                _EXCHANGELIB,
                _EXCHANGE,
            ),
            *asking(
                "exchangelib.items.Item",
                "save refresh copy move move_to_trash soft_delete delete archive forward",
                _EXCHANGELIB,
                _EXCHANGE,
            ),
            *asking(
                "exchangelib.queryset.QuerySet",
                "get count exists delete send copy move archive mark_as_junk __iter__",
                _EXCHANGELIB + "#searching",
                _EXCHANGE,
            ),
        ),
        aliases={
            "exchangelib.account.Account": "exchangelib.Account",
            "exchangelib.items.Message": "exchangelib.Message",
            "exchangelib.items.CalendarItem": "exchangelib.CalendarItem",
            "exchangelib.folders.Folder": "exchangelib.Folder",
        },
        bases=dict.fromkeys(
            names("exchangelib", "Message CalendarItem Contact Task PostItem"),
            ("exchangelib.items.Item",),
        ),
        returns={
            **returning(
                "exchangelib.Folder",
                "exchangelib.Account",
                "inbox sent drafts trash junk outbox calendar contacts tasks notes",
            ),
            **returning(
                "exchangelib.queryset.QuerySet", "exchangelib.Folder", "all filter exclude none"
            ),
            **returning(
                "Self",
                "exchangelib.queryset.QuerySet",
                "all filter exclude none only order_by reverse values values_list depth",
            ),
        },
    ),
    Library(
        distribution="caldav",
        packages=("caldav",),
        blocks=(
            *asking(
                "caldav.DAVClient",
                "principal propfind proppatch report mkcol mkcalendar put post delete options"
                " request",
                _CALDAV,
                _CALENDAR,
                "caldav.aio.AsyncDAVClient",
            ),
            # From 3.0 on, these belong to an asynchronous client as well and give coroutines then.
            *asking(
                "caldav",
                "Principal.calendars Principal.make_calendar Calendar.search Calendar.date_search"
                " Calendar.events Calendar.todos Calendar.journals Calendar.save_event"
                " Calendar.save_todo Calendar.save Calendar.delete Event.save Event.load"
                " Event.delete Todo.save Todo.load Todo.delete",
                _CALDAV,
                _CALENDAR,
                when="<3",
            ),
        ),
        aliases={"caldav.davclient.DAVClient": "caldav.DAVClient"},
        returns={
            "caldav.DAVClient.principal": "caldav.Principal",
            "caldav.Principal.calendars": "list[caldav.Calendar]",
            "caldav.Principal.make_calendar": "caldav.Calendar",
            **returning("list[caldav.Event]", "caldav.Calendar", "events search date_search"),
        },
    ),
    Library(
        distribution="zeep",
        packages=("zeep",),
        blocks=(
            *asking(
                "zeep",
                "Client CachingClient AsyncClient",
                _ZEEP + "client.html",
                "loads the service's description and what that imports",
            ),
            *asking(
                "zeep.proxy",
                "ServiceProxy.* OperationProxy.__call__",
                _ZEEP + "client.html",
                twin="zeep.AsyncClient",
            ),
        ),
        aliases={"zeep.client": "zeep"},
        bases={"zeep.CachingClient": ("zeep.Client",)},
        returns={
            **returning("zeep.proxy.ServiceProxy", "zeep.Client", "service bind create_service"),
            "zeep.proxy.ServiceProxy.__getitem__": "zeep.proxy.OperationProxy",
        },
        asynchronous=("zeep.AsyncClient",),
    ),
    Library(
        distribution="python-jenkins",
        packages=("jenkins",),
        blocks=asking("jenkins.Jenkins", "*", "https://python-jenkins.readthedocs.io/en/latest/"),
        safe=("jenkins.Jenkins.build_job_url",),
    ),
)
