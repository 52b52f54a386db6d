"""Services on the web, by their own client libraries."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, names, returning
from asynclint.knowledge.library import Library

_REQUEST = "sends the request to the service and waits for the response"
_PAGE = "fetches the next page from the service"
_DOWNLOAD = "downloads from the network"

_STRIPE = "https://github.com/stripe/stripe-python#async"
_SLACK = "https://docs.slack.dev/tools/python-slack-sdk/web"
_GITLAB = "https://python-gitlab.readthedocs.io/en/stable/api-usage.html"
_GITHUB = "https://pygithub.readthedocs.io/en/stable/"
_JIRA = "https://jira.readthedocs.io/api.html"
_TWEEPY = "https://docs.tweepy.org/en/stable/"
_YFINANCE = "https://ranaroussi.github.io/yfinance/"
_WIKIPEDIA = "https://wikipedia.readthedocs.io/en/latest/code.html"
_DDGS = "https://pypi.org/project/ddgs/"
_FEEDPARSER = "https://feedparser.readthedocs.io/en/latest/"
_YT_DLP = "https://github.com/yt-dlp/yt-dlp#embedding-yt-dlp"

_STRIPE_CLASSES = (
    "Customer PaymentIntent PaymentMethod SetupIntent Subscription Invoice Price Product Charge"
    " Refund Account Transfer Payout Coupon checkout.Session"
)
_GITHUB_GETTERS = (
    "get_issue get_pull get_contents get_readme get_branch get_commit get_release get_label"
    " get_latest_release create_issue create_pull create_file update_file delete_file create_fork"
    " create_git_ref create_git_release create_label create_hook merge edit delete compare"
    " get_git_ref get_git_tree get_workflow"
)
_JIRA_METHODS = (
    "issue search_issues create_issue create_issues add_comment comments comment add_attachment"
    " transition_issue transitions assign_issue project projects create_version add_watcher"
    " add_worklog worklogs boards sprints sprint issue_types fields myself server_info user"
    " search_users create_issue_link add_issues_to_sprint"
)
_WEB3 = "https://web3py.readthedocs.io/en/stable/"
_NODE = "asks the node and waits for the answer"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="stripe",
        packages=("stripe",),
        blocks=(
            *methods(
                "stripe",
                " ".join(
                    f"{name}.{method}"
                    for name in _STRIPE_CLASSES.split()
                    for method in ("create", "retrieve", "list")
                ),
                Kind.NETWORK,
                _REQUEST,
                twin="stripe.{}_async",
                why=_STRIPE,
            ),
            *methods(
                "stripe",
                "Customer.modify PaymentIntent.modify Subscription.modify Invoice.modify"
                " Price.modify Product.modify Customer.delete Subscription.cancel"
                " PaymentIntent.confirm PaymentIntent.capture PaymentIntent.cancel"
                " checkout.Session.expire billing_portal.Session.create Customer.search"
                " Subscription.search",
                Kind.NETWORK,
                _REQUEST,
                twin="stripe.{}_async",
                why=_STRIPE,
            ),
        ),
    ),
    Library(
        distribution="slack-sdk",
        packages=("slack_sdk",),
        blocks=(
            Blocks(
                "slack_sdk.WebClient.*",
                Kind.NETWORK,
                _REQUEST,
                twin="slack_sdk.web.async_client.AsyncWebClient",
                why=_SLACK,
            ),
            *methods(
                "slack_sdk.webhook.WebhookClient",
                "send send_dict",
                Kind.NETWORK,
                _REQUEST,
                twin="slack_sdk.webhook.async_client.AsyncWebhookClient.{}",
                why="https://docs.slack.dev/tools/python-slack-sdk/webhook",
            ),
        ),
        aliases={
            "slack_sdk.web.WebClient": "slack_sdk.WebClient",
            "slack_sdk.web.client.WebClient": "slack_sdk.WebClient",
            "slack_sdk.WebhookClient": "slack_sdk.webhook.WebhookClient",
            "slack_sdk.webhook.client.WebhookClient": "slack_sdk.webhook.WebhookClient",
        },
        safe=names("slack_sdk.WebClient", "validate_slack_signature"),
        asynchronous=(
            "slack_sdk.web.async_client.AsyncWebClient",
            "slack_sdk.webhook.async_client.AsyncWebhookClient",
        ),
    ),
    Library(
        distribution="sendgrid",
        packages=("sendgrid",),
        blocks=(
            Blocks(
                "sendgrid.SendGridAPIClient.send",
                Kind.NETWORK,
                _REQUEST,
                why="https://github.com/sendgrid/sendgrid-python",
            ),
        ),
        aliases={"sendgrid.sendgrid.SendGridAPIClient": "sendgrid.SendGridAPIClient"},
    ),
    Library(
        distribution="python-gitlab",
        packages=("gitlab",),
        blocks=(
            *methods(
                "gitlab.Gitlab",
                "auth version http_get http_list http_post http_put http_delete http_request"
                " markdown search",
                Kind.NETWORK,
                _REQUEST,
                why=_GITLAB,
            ),
            *methods(
                "gitlab.v4.objects",
                "ProjectManager.get ProjectManager.create ProjectManager.delete GroupManager.get"
                " GroupManager.create GroupManager.delete UserManager.get UserManager.create",
                Kind.NETWORK,
                _REQUEST,
                why=_GITLAB,
            ),
        ),
        aliases={"gitlab.client.Gitlab": "gitlab.Gitlab"},
        returns={
            "gitlab.Gitlab.projects": "gitlab.v4.objects.ProjectManager",
            "gitlab.Gitlab.groups": "gitlab.v4.objects.GroupManager",
            "gitlab.Gitlab.users": "gitlab.v4.objects.UserManager",
        },
    ),
    Library(
        distribution="pygithub",
        packages=("github",),
        blocks=(
            *methods(
                "github.Github",
                "get_repo get_organization get_rate_limit get_gist get_emojis",
                Kind.NETWORK,
                _REQUEST,
                why=_GITHUB + "github.html",
            ),
            *methods(
                "github.Repository.Repository",
                _GITHUB_GETTERS,
                Kind.NETWORK,
                _REQUEST,
                why=_GITHUB + "github_objects/Repository.html",
            ),
            Blocks(
                "github.PaginatedList.PaginatedList.__iter__",
                Kind.NETWORK,
                _PAGE,
                why=_GITHUB + "utilities.html",
            ),
        ),
        aliases={"github.MainClass.Github": "github.Github"},
        returns={
            "github.Github.get_repo": "github.Repository.Repository",
            **returning(
                "github.PaginatedList.PaginatedList",
                "github.Github",
                "search_repositories search_issues search_code search_users",
            ),
            **returning(
                "github.PaginatedList.PaginatedList",
                "github.Repository.Repository",
                "get_issues get_pulls get_commits get_branches get_releases get_tags get_labels",
            ),
        },
    ),
    Library(
        distribution="jira",
        packages=("jira",),
        blocks=(
            Blocks(
                "jira.JIRA",
                Kind.NETWORK,
                "asks the server for its version and waits for the answer",
                unless=(Unless("get_server_info", None, (False,), strict=True, later=True),),
                why=_JIRA,
            ),
            *methods("jira.JIRA", _JIRA_METHODS, Kind.NETWORK, _REQUEST, why=_JIRA),
        ),
        aliases={"jira.client.JIRA": "jira.JIRA"},
    ),
    Library(
        distribution="tweepy",
        packages=("tweepy",),
        blocks=(
            *methods(
                "tweepy.Client",
                "create_tweet delete_tweet get_me get_tweet get_tweets get_user get_users like"
                " retweet follow_user get_users_tweets get_users_mentions get_users_followers"
                " search_recent_tweets search_all_tweets get_home_timeline",
                Kind.NETWORK,
                _REQUEST,
                twin="tweepy.asynchronous.AsyncClient.{}",
                why=_TWEEPY + "client.html",
            ),
            *methods(
                "tweepy.API",
                "update_status verify_credentials media_upload user_timeline home_timeline"
                " search_tweets get_user get_status",
                Kind.NETWORK,
                _REQUEST,
                why=_TWEEPY + "api.html",
            ),
        ),
        asynchronous=("tweepy.asynchronous.AsyncClient",),
    ),
    Library(
        distribution="yfinance",
        packages=("yfinance",),
        blocks=methods(
            "yfinance",
            "download Ticker.history Ticker.get_info Ticker.get_news Ticker.option_chain"
            " Ticker.get_dividends Ticker.get_earnings_dates Ticker.get_calendar",
            Kind.NETWORK,
            _DOWNLOAD,
            why=_YFINANCE,
        ),
        aliases={"yfinance.ticker.Ticker": "yfinance.Ticker"},
    ),
    Library(
        distribution="wikipedia",
        packages=("wikipedia",),
        blocks=methods(
            "wikipedia",
            "page summary search suggest random geosearch",
            Kind.NETWORK,
            _REQUEST,
            why=_WIKIPEDIA,
        ),
    ),
    Library(
        distribution="ddgs",
        packages=("ddgs",),
        blocks=methods(
            "ddgs.DDGS", "text images news videos books", Kind.NETWORK, _REQUEST, why=_DDGS
        ),
    ),
    Library(
        distribution="duckduckgo-search",
        packages=("duckduckgo_search",),
        blocks=methods(
            "duckduckgo_search.DDGS",
            "text images news videos",
            Kind.NETWORK,
            _REQUEST,
            why="https://pypi.org/project/duckduckgo-search/",
        ),
    ),
    Library(
        distribution="feedparser",
        packages=("feedparser",),
        blocks=(
            # Most callers pass text that they have fetched; only a URL in plain sight is certain.
            Blocks(
                "feedparser.parse",
                Kind.NETWORK,
                "downloads the feed",
                unless=(Unless("url_file_stream_or_string", 0, (), strict=True),),
                why=_FEEDPARSER,
            ),
        ),
    ),
    Library(
        distribution="newspaper3k",
        packages=("newspaper",),
        blocks=(
            Blocks(
                "newspaper.Article.download",
                Kind.NETWORK,
                _DOWNLOAD,
                why="https://newspaper.readthedocs.io/en/latest/",
            ),
            *methods(
                "newspaper.Article",
                "parse nlp",
                Kind.CPU,
                "analyses the article's text",
                why="https://newspaper.readthedocs.io/en/latest/",
            ),
        ),
    ),
    Library(
        distribution="yt-dlp",
        packages=("yt_dlp",),
        blocks=methods(
            "yt_dlp.YoutubeDL", "extract_info download", Kind.NETWORK, _DOWNLOAD, why=_YT_DLP
        ),
        aliases={"yt_dlp.YoutubeDL.YoutubeDL": "yt_dlp.YoutubeDL"},
    ),
    Library(
        distribution="youtube-dl",
        packages=("youtube_dl",),
        blocks=methods(
            "youtube_dl.YoutubeDL",
            "extract_info download",
            Kind.NETWORK,
            _DOWNLOAD,
            why="https://github.com/ytdl-org/youtube-dl#embedding-youtube-dl",
        ),
        aliases={"youtube_dl.YoutubeDL.YoutubeDL": "youtube_dl.YoutubeDL"},
    ),
    Library(
        distribution="web3",
        packages=("web3",),
        blocks=(
            *methods(
                "web3.eth.Eth",
                "get_balance get_block get_transaction get_transaction_receipt get_code get_logs"
                " get_transaction_count get_storage_at call estimate_gas fee_history"
                " send_transaction send_raw_transaction",
                Kind.NETWORK,
                _NODE,
                twin="web3.eth.AsyncEth.{}",
                why=_WEB3 + "web3.eth.html",
            ),
            *methods(
                "web3.eth.Eth",
                "block_number.__get__ gas_price.__get__ chain_id.__get__ accounts.__get__"
                " max_priority_fee.__get__ syncing.__get__ blob_base_fee.__get__",
                Kind.NETWORK,
                _NODE,
                why=_WEB3 + "web3.eth.html",
            ),
            Blocks(
                "web3.eth.Eth.wait_for_transaction_receipt",
                Kind.WAIT,
                "waits until the transaction is part of a block",
                twin="web3.eth.AsyncEth.wait_for_transaction_receipt",
                why=_WEB3 + "web3.eth.html",
            ),
        ),
        aliases={"web3.main.Web3": "web3.Web3", "web3.main.AsyncWeb3": "web3.AsyncWeb3"},
        returns={"web3.Web3.eth": "web3.eth.Eth"},
        asynchronous=("web3.AsyncWeb3", "web3.eth.AsyncEth"),
    ),
)
