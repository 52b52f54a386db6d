"""Messages, tasks, calendars and mail of offices, by clients that wait in the calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, asking, returning
from asynclint.knowledge.library import Library

_FCM = "https://github.com/olucurious/PyFCM"
_KEYCLOAK = "https://python-keycloak.readthedocs.io/en/latest/"
_TODOIST = "https://doist.github.io/todoist-api-python/"
_TRELLO = "https://py-trello-dev.readthedocs.io/en/latest/trello.html"
_ASANA = "https://developers.asana.com/docs/python"
_YAGMAIL = "https://yagmail.readthedocs.io/en/latest/api.html"
_O365 = "https://o365.github.io/python-o365/latest/"

_OPENID = (
    "well_known auth_url token refresh_token exchange_token userinfo logout certs public_key"
    " entitlement introspect get_policies get_permissions uma_permissions has_uma_access"
    " register_client device update_client"
)
_ADMIN = (
    "get_users get_user get_user_id users_count create_user update_user delete_user"
    " set_user_password enable_user disable_user user_logout get_user_groups get_sessions"
    " send_update_account send_verify_email get_credentials delete_credential get_groups get_group"
    " get_group_by_path get_subgroups get_group_members groups_count create_group update_group"
    " delete_group group_user_add group_user_remove get_clients get_client get_client_id"
    " create_client update_client delete_client get_client_secrets generate_client_secrets"
    " get_client_roles get_client_role create_client_role delete_client_role assign_client_role"
    " get_client_roles_of_user delete_client_roles_of_user get_client_scopes get_realm_roles"
    " get_realm_role create_realm_role update_realm_role delete_realm_role assign_realm_roles"
    " get_realm_roles_of_user delete_realm_roles_of_user get_realm_role_members get_realms"
    " get_realm create_realm update_realm delete_realm import_realm export_realm get_events"
    " get_admin_events get_idps create_idp delete_idp get_components create_component"
    " get_server_info get_keys get_organizations create_organization organization_user_add"
)
_TASKS = (
    "get_task add_task update_task delete_task get_project add_project update_project"
    " delete_project get_section add_section update_section delete_section get_comment add_comment"
    " update_comment delete_comment get_label add_label update_label delete_label"
    " rename_shared_label remove_shared_label"
)
_TASK_LISTS = "get_tasks get_projects get_sections get_comments get_labels get_collaborators"
_LISTS = "list_lists get_lists all_lists open_lists closed_lists"
_CARDS = "get_cards all_cards open_cards closed_cards visible_cards"
_BOARD = (
    f"fetch save set_name set_description close open delete get_list {_LISTS} {_CARDS}"
    " get_labels get_checklists add_list add_label delete_label get_card all_members get_members"
    " add_member remove_member fetch_actions"
)
_CARD = (
    "fetch fetch_comments fetch_checklists fetch_attachments fetch_actions get_list get_comments"
    " get_attachments set_name set_description set_due set_due_complete set_pos set_closed delete"
    " assign unassign comment update_comment delete_comment add_label create_label remove_label"
    " add_member remove_member attach remove_attachment change_pos change_list change_board"
    " add_checklist"
)
_ASANA_CALLS = {
    "TasksApi": (
        "get_task create_task update_task delete_task duplicate_task create_subtask_for_task"
        " add_project_for_task add_tag_for_task add_followers_for_task set_parent_for_task"
        " add_dependencies_for_task remove_tag_for_task remove_project_for_task"
    ),
    "ProjectsApi": "get_project create_project update_project delete_project",
    "StoriesApi": "get_story create_story_for_task update_story delete_story",
    "SectionsApi": "get_section add_task_for_section create_section_for_project",
    "UsersApi": "get_user",
    "WorkspacesApi": "get_workspace",
}
_ASANA_LISTS = {
    "TasksApi": "get_tasks get_tasks_for_project get_tasks_for_section get_subtasks_for_task",
    "ProjectsApi": "get_projects get_projects_for_workspace",
    "StoriesApi": "get_stories_for_task",
    "UsersApi": "get_users get_users_for_workspace",
    "WorkspacesApi": "get_workspaces",
}
_OFFICE = {
    "account.Account": "authenticate request_token get_current_user_data",
    "mailbox.Folder": (
        "get_messages get_message get_folders get_folder create_child_folder refresh_folder"
        " update_folder_name delete copy_folder move_folder delete_message"
    ),
    "mailbox.MailBox": "set_automatic_reply set_disable_reply get_settings",
    "message.Message": (
        "send reply forward delete mark_as_read mark_as_unread move copy save_message save_draft"
        " get_event get_mime_content save_as_eml"
    ),
    "calendar.Schedule": (
        "list_calendars new_calendar get_calendar get_default_calendar get_events get_availability"
    ),
    "calendar.Calendar": "get_events get_event update delete",
    "calendar.Event": "save delete accept_event decline_event cancel_event get_occurrences",
    "drive.Storage": "get_drive get_drives",
    "drive.Drive": (
        "get_root_folder get_items get_child_folders get_recent get_shared_with_me get_item"
        " get_item_by_path get_special_folder search refresh"
    ),
    "drive.DriveItem": "update delete move copy share_with_link get_versions",
    "drive.Folder": (
        "get_items get_child_folders create_child_folder download_contents search upload_file"
    ),
    "drive.DownloadableMixin": "download",
}

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="pyfcm",
        packages=("pyfcm",),
        blocks=asking("pyfcm.FCMNotification", "notify async_notify_multiple_devices", _FCM),
        aliases={"pyfcm.fcm.FCMNotification": "pyfcm.FCMNotification"},
    ),
    Library(
        distribution="python-keycloak",
        packages=("keycloak",),
        blocks=(
            *asking(
                "keycloak.KeycloakOpenID", _OPENID, _KEYCLOAK, twin="keycloak.KeycloakOpenID.a_{}"
            ),
            *asking(
                "keycloak.KeycloakAdmin", _ADMIN, _KEYCLOAK, twin="keycloak.KeycloakAdmin.a_{}"
            ),
        ),
        aliases={
            "keycloak.keycloak_admin.KeycloakAdmin": "keycloak.KeycloakAdmin",
            "keycloak.keycloak_openid.KeycloakOpenID": "keycloak.KeycloakOpenID",
        },
    ),
    # From 3.0 on, the lists are asked for page by page.
    Library(
        distribution="todoist-api-python",
        packages=("todoist_api_python",),
        blocks=(
            *asking(
                "todoist_api_python.api.TodoistAPI",
                _TASKS,
                _TODOIST,
                twin="todoist_api_python.api_async.TodoistAPIAsync.{}",
            ),
            *asking(
                "todoist_api_python.api.TodoistAPI",
                "complete_task uncomplete_task move_task add_task_quick",
                _TODOIST,
                twin="todoist_api_python.api_async.TodoistAPIAsync.{}",
                when=">=3",
            ),
            *asking(
                "todoist_api_python.api.TodoistAPI",
                f"{_TASK_LISTS} close_task reopen_task quick_add_task",
                _TODOIST,
                twin="todoist_api_python.api_async.TodoistAPIAsync.{}",
                when="<3",
            ),
            *asking(
                "todoist_api_python.api.ResultsPaginator",
                "__iter__ __next__",
                _TODOIST,
                twin="todoist_api_python.api_async.AsyncResultsPaginator",
                when=">=3",
            ),
        ),
        returns=returning(
            "todoist_api_python.api.ResultsPaginator",
            "todoist_api_python.api.TodoistAPI",
            _TASK_LISTS,
        ),
    ),
    Library(
        distribution="py-trello",
        packages=("trello",),
        blocks=(
            *asking(
                "trello.TrelloClient",
                "list_boards list_organizations get_organization get_board add_board get_member"
                " get_card get_list get_label fetch_json list_hooks create_hook search",
                _TRELLO,
            ),
            *asking("trello.Board", _BOARD, _TRELLO),
            *asking(
                "trello.List",
                "fetch list_cards list_cards_iter.__iter__ add_card archive_all_cards"
                " move_all_cards fetch_actions close open move set_name set_pos",
                _TRELLO,
            ),
            *asking("trello.Card", _CARD, _TRELLO),
        ),
        aliases={
            "trello.board.Board": "trello.Board",
            "trello.card.Card": "trello.Card",
            "trello.trelloclient.TrelloClient": "trello.TrelloClient",
            "trello.trellolist.List": "trello.List",
        },
        returns={
            "trello.TrelloClient.list_boards": "list[trello.Board]",
            **returning("trello.Board", "trello.TrelloClient", "get_board add_board"),
            "trello.TrelloClient.get_card": "trello.Card",
            "trello.TrelloClient.get_list": "trello.List",
            **returning("list[trello.List]", "trello.Board", _LISTS),
            **returning("list[trello.Card]", "trello.Board", _CARDS),
            **returning("trello.List", "trello", "Board.get_list Board.add_list Card.get_list"),
            "trello.List.list_cards": "list[trello.Card]",
            "trello.List.list_cards_iter": "trello.List.list_cards_iter",
            "trello.List.add_card": "trello.Card",
        },
    ),
    # Lists are iterators that ask for one page after the other.
    Library(
        distribution="asana",
        packages=("asana",),
        blocks=(
            *(
                Blocks(
                    f"asana.{owner}.{name}",
                    Kind.NETWORK,
                    "sends the request to the service and waits for the response",
                    unless=(Unless("async_req", None, (True,)),),
                    why=_ASANA,
                )
                for owner, members in _ASANA_CALLS.items()
                for name in members.split()
            ),
            *asking("asana.pagination.page_iterator.PageIterator", "items.__iter__", _ASANA),
        ),
        returns={
            f"asana.{owner}.{name}": "asana.pagination.page_iterator.PageIterator.items"
            for owner, members in _ASANA_LISTS.items()
            for name in members.split()
        },
    ),
    Library(
        distribution="yagmail",
        packages=("yagmail",),
        blocks=(
            Blocks(
                "yagmail.SMTP.send",
                Kind.NETWORK,
                "connects to the mail server and sends the message",
                twin="yagmail.AsyncSMTP.send",
                unless=(Unless("preview_only", 6, (True,)),),
                why=_YAGMAIL,
            ),
            *asking("yagmail.SMTP", "login send_unsent", _YAGMAIL, "talks to the mail server"),
        ),
        aliases={"yagmail.sender.SMTP": "yagmail.SMTP"},
        asynchronous=("yagmail.AsyncSMTP",),
    ),
    Library(
        distribution="O365",
        packages=("O365",),
        blocks=tuple(
            row
            for owner, members in _OFFICE.items()
            for row in asking(f"O365.{owner}", members, _O365)
        ),
        aliases={
            "O365.Account": "O365.account.Account",
            "O365.Message": "O365.message.Message",
        },
        bases={
            "O365.mailbox.MailBox": ("O365.mailbox.Folder",),
            "O365.drive.Folder": ("O365.drive.DriveItem",),
            "O365.drive.File": ("O365.drive.DriveItem", "O365.drive.DownloadableMixin"),
        },
        returns={
            "O365.account.Account.mailbox": "O365.mailbox.MailBox",
            "O365.account.Account.schedule": "O365.calendar.Schedule",
            "O365.account.Account.storage": "O365.drive.Storage",
            **returning(
                "O365.message.Message",
                "O365",
                "account.Account.new_message mailbox.Folder.new_message mailbox.Folder.get_message"
                " message.Message.reply message.Message.forward",
            ),
            "O365.mailbox.Folder.get_messages": "collections.abc.Iterator[O365.message.Message]",
            **returning(
                "O365.mailbox.Folder",
                "O365.mailbox",
                "MailBox.inbox_folder MailBox.sent_folder MailBox.drafts_folder Folder.get_folder",
            ),
            **returning(
                "O365.calendar.Calendar",
                "O365.calendar.Schedule",
                "get_calendar get_default_calendar new_calendar",
            ),
            **returning(
                "O365.calendar.Event",
                "O365.calendar",
                "Calendar.new_event Schedule.new_event Calendar.get_event",
            ),
            **returning("O365.drive.Drive", "O365.drive.Storage", "get_default_drive get_drive"),
            **returning(
                "O365.drive.Folder",
                "O365.drive",
                "Drive.get_root_folder Drive.get_special_folder Folder.create_child_folder",
            ),
            "O365.drive.Folder.upload_file": "O365.drive.File",
        },
    ),
)
