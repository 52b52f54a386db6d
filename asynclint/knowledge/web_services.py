"""Services of the web by their own libraries: records, posts, words, places, videos, files."""

from __future__ import annotations

from asynclint.knowledge.entry import Kind, asking, methods, names, returning
from asynclint.knowledge.library import Library

_GEOCODE = "asks the geocoding service and waits for the answer"
_REMOTE = "sends the command to the server and waits for the answer"

_AIRTABLE = "https://pyairtable.readthedocs.io/en/stable/api.html"
_PRAW = "https://praw.readthedocs.io/en/stable/code_overview/"
_DEEPL = "https://github.com/DeepLcom/deepl-python"
_GOOGLETRANS = "https://py-googletrans.readthedocs.io/en/latest/"
_GEOPY = "https://geopy.readthedocs.io/en/stable/"
_TRAFILATURA = "https://trafilatura.readthedocs.io/en/latest/corefunctions.html"
_PYTUBEFIX = "https://pytubefix.readthedocs.io/en/latest/"
_INSTALOADER = "https://instaloader.github.io/module/"
_WEBDAV = "https://github.com/ezhov-evgeny/webdav-client-python-3"
_PYSFTP = "https://pysftp.readthedocs.io/en/latest/pysftp.html"
_B2SDK = "https://b2-sdk-python.readthedocs.io/en/master/quick_start.html"

_LISTINGS = "hot new top rising controversial"
_VOTES = "reply edit delete upvote downvote clear_vote save unsave report"
_GEOCODERS = (
    *("ArcGIS", "AzureMaps", "Bing", "GeoNames", "GoogleV3", "Here", "HereV7", "MapBox"),
    *("MapQuest", "Nominatim", "OpenCage", "Pelias", "Photon", "TomTom", "Yandex"),
)


LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="pyairtable",
        packages=("pyairtable",),
        blocks=(
            *asking("pyairtable.Api", "whoami request get post patch delete", _AIRTABLE),
            *asking(
                "pyairtable.Table",
                "get all first iterate.__iter__ create batch_create update batch_update"
                " batch_upsert delete batch_delete comments add_comment create_field"
                " upload_attachment",
                _AIRTABLE,
            ),
            *asking(
                "pyairtable.orm.Model",
                "save delete all first fetch batch_save batch_delete",
                "https://pyairtable.readthedocs.io/en/stable/orm.html",
            ),
        ),
        aliases={
            "pyairtable.api.Api": "pyairtable.Api",
            "pyairtable.api.Base": "pyairtable.Base",
            "pyairtable.api.Table": "pyairtable.Table",
            "pyairtable.api.table.Table": "pyairtable.Table",
            "pyairtable.orm.model.Model": "pyairtable.orm.Model",
        },
        returns={
            **returning("pyairtable.Table", "pyairtable", "Api.table Base.table"),
            "pyairtable.Api.base": "pyairtable.Base",
            "pyairtable.Table.iterate": "pyairtable.Table.iterate",
            "pyairtable.orm.Model.all": "list[Self]",
            **returning("Self", "pyairtable.orm.Model", "first from_id"),
        },
    ),
    Library(
        distribution="praw",
        packages=("praw",),
        blocks=(
            *asking(
                "praw.Reddit",
                "request get post put patch delete username_available",
                _PRAW + "reddit_instance.html",
                twin="asyncpraw.Reddit",
            ),
            *asking(
                "praw.models.comment_forest.CommentForest",
                "replace_more",
                _PRAW + "other/commentforest.html",
                twin="asyncpraw.Reddit",
            ),
            *asking(
                "praw.models",
                "ListingGenerator.__iter__ ListingGenerator.__next__ Subreddit.submit"
                " Subreddit.subscribe Subreddit.unsubscribe Subreddit.message Subreddit.traffic"
                " Subreddit.post_requirements Redditor.message Submission.crosspost"
                " Submission.hide Submission.unhide Comment.refresh"
                " " + " ".join(f"Submission.{name} Comment.{name}" for name in _VOTES.split()),
                _PRAW + "praw_models.html",
                twin="asyncpraw.Reddit",
            ),
        ),
        aliases={
            "praw.reddit.Reddit": "praw.Reddit",
            "praw.models.reddit.comment.Comment": "praw.models.Comment",
            "praw.models.reddit.redditor.Redditor": "praw.models.Redditor",
            "praw.models.reddit.submission.Submission": "praw.models.Submission",
        },
        returns={
            # `subreddit(name)`; of the same names, other attributes have methods that do the same.
            "praw.Reddit.*": "praw.models.Subreddit",
            "praw.Reddit.comment": "praw.models.Comment",
            "praw.Reddit.redditor": "praw.models.Redditor",
            "praw.Reddit.submission": "praw.models.Submission",
            **returning("typing.Any", "praw.Reddit", "request get post put patch delete"),
            **returning("typing.Any", "praw.Reddit", "info domain username_available"),
            **returning("praw.models.ListingGenerator", "praw.models.Subreddit", _LISTINGS),
            **returning(
                "praw.models.ListingGenerator", "praw.models.Redditor", "hot new top controversial"
            ),
            "praw.models.Subreddit.search": "praw.models.ListingGenerator",
            **returning("praw.models.Submission", "praw.models", "Subreddit.submit"),
            "praw.models.Submission.comments": "praw.models.comment_forest.CommentForest",
            "praw.models.Submission.reply": "praw.models.Comment",
            "praw.models.Comment.submission": "praw.models.Submission",
        },
    ),
    Library(
        distribution="deepl",
        packages=("deepl",),
        blocks=asking("deepl.Translator", "*", _DEEPL),
        aliases={
            "deepl.translator.Translator": "deepl.Translator",
            "deepl.deepl_client.DeepLClient": "deepl.DeepLClient",
        },
        bases={"deepl.DeepLClient": ("deepl.Translator",)},
        safe=names("deepl.Translator", "close set_app_info"),
    ),
    Library(
        distribution="googletrans",
        packages=("googletrans",),
        blocks=asking(
            "googletrans.Translator", "translate detect", _GOOGLETRANS, when="<=4.0.0rc1"
        ),
        aliases={"googletrans.client.Translator": "googletrans.Translator"},
    ),
    Library(
        distribution="geopy",
        packages=("geopy",),
        blocks=(
            *asking(
                "geopy.geocoders",
                " ".join(f"{name}.geocode {name}.reverse" for name in _GEOCODERS),
                _GEOPY,
                _GEOCODE,
                "geopy.adapters.AioHTTPAdapter",
            ),
            *asking(
                "geopy.extra.rate_limiter.RateLimiter",
                "__call__",
                _GEOPY + "#usage-with-pandas",
                _GEOCODE,
                "geopy.extra.rate_limiter.AsyncRateLimiter",
            ),
        ),
        aliases={f"geopy.{name}": f"geopy.geocoders.{name}" for name in _GEOCODERS},
        # Such a geocoder gives awaitables. It is of no class that has rows.
        variants={
            f"geopy.geocoders.{name}": (
                *("adapter_factory", 99, "geopy.adapters.AioHTTPAdapter"),
                "geopy.adapters.AioHTTPAdapter",
            )
            for name in _GEOCODERS
        },
    ),
    Library(
        distribution="trafilatura",
        packages=("trafilatura",),
        blocks=(
            *asking(
                "trafilatura",
                "fetch_url fetch_response",
                _TRAFILATURA,
                "downloads the page and waits for it",
            ),
            *asking(
                "trafilatura",
                "sitemaps.sitemap_search feeds.find_feed_urls spider.focused_crawler",
                _TRAFILATURA,
                "downloads pages and waits for them",
            ),
            *methods(
                "trafilatura",
                "extract bare_extraction",
                Kind.CPU,
                "parses the page and looks for its text",
                why=_TRAFILATURA,
            ),
        ),
        aliases={
            "trafilatura.core": "trafilatura",
            "trafilatura.downloads": "trafilatura",
        },
    ),
    Library(
        distribution="pytubefix",
        packages=("pytubefix",),
        blocks=asking(
            "pytubefix.Stream",
            "download stream_to_buffer iter_chunks.__iter__",
            _PYTUBEFIX,
            "downloads the video and waits for it",
        ),
        aliases={
            "pytubefix.__main__.YouTube": "pytubefix.YouTube",
            "pytubefix.async_youtube.AsyncYouTube": "pytubefix.AsyncYouTube",
            "pytubefix.query.StreamQuery": "pytubefix.StreamQuery",
            "pytubefix.streams.Stream": "pytubefix.Stream",
        },
        returns={
            "pytubefix.YouTube.streams": "pytubefix.StreamQuery",
            "pytubefix.AsyncYouTube.streams": "pytubefix.StreamQuery",
            "pytubefix.Stream.iter_chunks": "pytubefix.Stream.iter_chunks",
            **returning("Self", "pytubefix.StreamQuery", "filter order_by asc desc"),
            **returning(
                "pytubefix.Stream",
                "pytubefix.StreamQuery",
                "first last get_by_itag get_by_resolution get_lowest_resolution"
                " get_highest_resolution get_audio_only __getitem__",
            ),
        },
    ),
    Library(
        distribution="instaloader",
        packages=("instaloader",),
        blocks=(
            *asking(
                "instaloader.Instaloader",
                "login two_factor_login test_login check_profile_id download_post"
                " download_profile download_profiles download_profilepic download_hashtag"
                " download_stories download_storyitem download_highlights download_feed_posts"
                " download_saved_posts download_tagged download_igtv download_location"
                " posts_download_loop",
                _INSTALOADER + "instaloader.html",
            ),
            *asking(
                "instaloader",
                "Profile.from_username Profile.from_id Profile.own_profile Post.from_shortcode"
                " Post.from_mediaid NodeIterator NodeIterator.__iter__ NodeIterator.__next__",
                _INSTALOADER + "structures.html",
            ),
        ),
        aliases={
            "instaloader.instaloader.Instaloader": "instaloader.Instaloader",
            "instaloader.structures.Post": "instaloader.Post",
            "instaloader.structures.Profile": "instaloader.Profile",
            "instaloader.nodeiterator.NodeIterator": "instaloader.NodeIterator",
        },
        returns={
            **returning("instaloader.Profile", "instaloader.Profile", "from_username from_id"),
            **returning("instaloader.Post", "instaloader.Post", "from_shortcode from_mediaid"),
            **returning(
                "instaloader.NodeIterator",
                "instaloader.Profile",
                "get_posts get_followers get_followees get_saved_posts get_tagged_posts",
            ),
        },
    ),
    Library(
        distribution="webdavclient3",
        packages=("webdav3",),
        blocks=asking(
            "webdav3.client.Client",
            "check list info is_dir free mkdir copy move clean lock get_property set_property"
            " download download_from download_file download_directory download_sync upload"
            " upload_to upload_file upload_directory upload_sync push pull sync execute_request",
            _WEBDAV,
            _REMOTE,
        ),
    ),
    Library(
        distribution="pysftp",
        packages=("pysftp",),
        blocks=(
            *asking("pysftp", "Connection", _PYSFTP, "connects to the server", "asyncssh.connect"),
            *asking(
                "pysftp.Connection",
                "get get_d get_r getfo put put_d put_r putfo execute cd chdir chmod chown listdir"
                " listdir_attr mkdir makedirs isdir isfile normalize readlink remove rmdir rename"
                " stat lstat open exists lexists symlink truncate walktree",
                _PYSFTP,
                _REMOTE,
                "asyncssh.SFTPClient",
            ),
        ),
    ),
    Library(
        distribution="b2sdk",
        packages=("b2sdk",),
        blocks=asking(
            "b2sdk.v3",
            "B2Api.authorize_account B2Api.list_buckets B2Api.create_bucket B2Api.delete_bucket"
            " B2Api.download_file_by_id B2Api.delete_file_version B2Api.get_file_info"
            " Bucket.upload_bytes Bucket.upload_local_file Bucket.upload_unbound_stream"
            " Bucket.download_file_by_id Bucket.download_file_by_name Bucket.ls.__iter__"
            " Bucket.hide_file Bucket.update Bucket.copy Bucket.get_file_info_by_name"
            " Bucket.delete_file_version DownloadedFile.save DownloadedFile.save_to",
            _B2SDK,
        ),
        bases={
            "b2sdk.v2.B2Api": ("b2sdk.v3.B2Api",),
            "b2sdk.v2.Bucket": ("b2sdk.v3.Bucket",),
        },
        aliases={"b2sdk.v2.DownloadedFile": "b2sdk.v3.DownloadedFile"},
        returns={
            **returning("b2sdk.v3.Bucket", "b2sdk.v3.B2Api", "get_bucket_by_name create_bucket"),
            "b2sdk.v3.Bucket.ls": "b2sdk.v3.Bucket.ls",
            **returning(
                "b2sdk.v3.DownloadedFile",
                "b2sdk.v3",
                "Bucket.download_file_by_id Bucket.download_file_by_name B2Api.download_file_by_id",
            ),
        },
    ),
    Library(
        distribution="wikipedia-api",
        packages=("wikipediaapi",),
        blocks=methods(
            "wikipediaapi.WikipediaPage",
            "exists summary.__get__ text.__get__ sections.__get__ links.__get__ langlinks.__get__"
            " categories.__get__ backlinks.__get__ categorymembers.__get__",
            Kind.NETWORK,
            "asks Wikipedia for it, the first time",
            why="https://wikipedia-api.readthedocs.io/en/latest/",
        ),
        returns={"wikipediaapi.Wikipedia.page": "wikipediaapi.WikipediaPage"},
    ),
    Library(
        distribution="auth0-python",
        packages=("auth0",),
        blocks=asking(
            "auth0.authentication",
            "GetToken.authorization_code GetToken.authorization_code_pkce"
            " GetToken.client_credentials GetToken.login GetToken.refresh_token"
            " GetToken.passwordless_login Users.userinfo Database.signup Database.change_password"
            " Passwordless.email Passwordless.sms",
            "https://github.com/auth0/auth0-python",
        ),
        aliases={
            "auth0.authentication.get_token.GetToken": "auth0.authentication.GetToken",
            "auth0.authentication.users.Users": "auth0.authentication.Users",
            "auth0.authentication.database.Database": "auth0.authentication.Database",
            "auth0.authentication.passwordless.Passwordless": "auth0.authentication.Passwordless",
        },
    ),
)
