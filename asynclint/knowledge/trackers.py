"""Trackers: what teams plan, write down and build, by Atlassian's interfaces."""

from __future__ import annotations

from asynclint.knowledge.entry import asking, names
from asynclint.knowledge.library import Library

_ATLASSIAN = "https://atlassian-python-api.readthedocs.io/"
_REST = "atlassian.rest_client.AtlassianRestAPI"

# All methods send a request, but for these.
_LOCAL = "close log_curl_debug raise_for_status resource_url session url_joiner"
_LOCAL_TOO = (
    *names("atlassian", "Jira.get_agile_resource_url JiraCloud.endpoint"),
    *names("atlassian.Bitbucket", "get_data get_time"),
    *names("atlassian.ConfluenceServer", "create_restricts_from_from_user get_data get_link"),
)

# Generators: they send when they are iterated.
_GENERATORS = (
    "atlassian.Jira.project_leaders",
    *names(
        "atlassian.ConfluenceServer",
        "get_all_blog_posts_by_label get_all_blog_posts_from_space"
        " get_all_blog_posts_from_space_trash get_all_draft_blog_posts_from_space"
        " get_all_draft_pages_from_space get_all_pages_by_label get_all_pages_from_space"
        " get_all_pages_from_space_as_generator get_all_pages_from_space_trash"
        " get_child_pages get_page_child_by_type get_trash_content iter_cql"
        " iter_page_tree_as_pdf iter_page_versions iter_space_exports",
    ),
    *names(
        "atlassian.Bitbucket",
        "all_branches_permissions all_project_administrators all_project_repo_hook_settings"
        " all_repo_hook_settings check_inbox_pull_requests get_branch_permission get_branches"
        " get_changelog get_commits get_dashboard_pull_requests get_file_list get_groups"
        " get_project_audit_log get_project_tags get_pull_requests"
        " get_pull_requests_activities get_pull_requests_changes get_pull_requests_commits"
        " get_pull_requests_participants get_repo_audit_log get_tags get_users_info get_webhooks"
        " group_members project_groups project_keys project_list project_users repo_all_list"
        " repo_groups repo_keys repo_list repo_users",
    ),
    *names(
        "atlassian.Bamboo",
        "base_list_call build_latest_result build_result deployment_environment_results"
        " deployment_projects get_deployment_projects_for_plan get_projects get_vcs_branches"
        " latest_results plan_branches plan_results plans project project_latest_results"
        " project_plans projects reports results search_branches",
    ),
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="atlassian-python-api",
        packages=("atlassian",),
        blocks=(
            *asking(_REST, "*", _ATLASSIAN),
            *(row for name in _GENERATORS for row in asking(name, "__iter__", _ATLASSIAN)),
            *asking("atlassian.Crowd", "memberships.__get__", _ATLASSIAN),
        ),
        aliases={
            **dict.fromkeys(
                names("atlassian", "bitbucket confluence crowd jira xray"), "atlassian"
            ),
            "atlassian.Stash": "atlassian.Bitbucket",
            "atlassian.JiraServer": "atlassian.Jira",
            "atlassian.ServiceManagement": "atlassian.ServiceDesk",
            "atlassian.service_desk": "atlassian",
        },
        bases={
            **dict.fromkeys(
                names(
                    "atlassian",
                    "Jira JiraCloud ConfluenceServer Bitbucket Bamboo ServiceDesk Xray Crowd"
                    " MarketPlace Portfolio CloudAdminOrgs CloudAdminUsers",
                ),
                (_REST,),
            ),
            "atlassian.Confluence": ("atlassian.ConfluenceServer",),
            "atlassian.ConfluenceCloud": ("atlassian.ConfluenceServer",),
        },
        returns={
            f"{_REST}.session": "requests.Session",
            f"{_REST}._session": "requests.Session",
            **dict(zip(_GENERATORS, _GENERATORS, strict=True)),
        },
        safe=(*names(_REST, _LOCAL), *_LOCAL_TOO, *_GENERATORS),
    ),
)
