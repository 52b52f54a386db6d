"""Who somebody is: tokens, keys and credentials, asked for over the network."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, names, returning
from asynclint.knowledge.library import Library

_TOKEN = "asks the authorization server for a token and waits for it"
_REFRESH = "asks for a new token and waits for it"
_KEY_FILE = "reads the key from its file"
_KEYS = "fetches the keys that the token may be signed with, unless cached"
_REQUEST = "sends the request and waits for the response"
_VERBS = "get options head post put patch delete request"

_GOOGLE_AUTH = "https://googleapis.dev/python/google-auth/latest/reference/"
_OAUTHLIB = "https://googleapis.dev/python/google-auth-oauthlib/latest/reference/"
_PYJWT = "https://pyjwt.readthedocs.io/en/stable/api.html#jwt.PyJWKClient"
_AUTHLIB = "https://docs.authlib.org/en/latest/client/api.html"
_MSAL = "https://msal-python.readthedocs.io/en/latest/#msal."
_EMAIL = "https://github.com/JoshData/python-email-validator#usage"
_FIREBASE = "https://firebase.google.com/docs/reference/admin/python/"
_WEBPUSH = "https://github.com/web-push-libs/pywebpush"

_AUTHLIB_TOKENS = {
    "1": "fetch_request_token fetch_access_token",
    "2": "fetch_token refresh_token revoke_token introspect_token",
}

_GOOGLE_CREDENTIALS = (
    "google.oauth2.credentials.Credentials",
    "google.oauth2.credentials.UserAccessTokenCredentials",
    "google.oauth2.service_account.Credentials",
    "google.oauth2.service_account.IDTokenCredentials",
    "google.auth.compute_engine.Credentials",
    "google.auth.compute_engine.IDTokenCredentials",
    "google.auth.impersonated_credentials.Credentials",
    "google.auth.impersonated_credentials.IDTokenCredentials",
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="google-auth",
        packages=("google.auth", "google.oauth2"),
        blocks=(
            Blocks(
                "google.auth.default",
                Kind.NETWORK,
                "looks for credentials in files and by asking the metadata server",
                why=_GOOGLE_AUTH + "google.auth.html#google.auth.default",
            ),
            Blocks(
                "google.auth.credentials.Credentials.refresh",
                Kind.NETWORK,
                _REFRESH,
                why=_GOOGLE_AUTH + "google.auth.credentials.html",
            ),
            *methods(
                "google.auth",
                "impersonated_credentials.Credentials.sign_bytes iam.Signer.sign",
                Kind.NETWORK,
                "sends what is to be signed and waits for the signature",
                why=_GOOGLE_AUTH + "google.auth.iam.html",
            ),
            *methods(
                "google.auth.transport",
                "requests.Request.__call__ urllib3.Request.__call__",
                Kind.NETWORK,
                _REQUEST,
                twin="google.auth.aio.transport.aiohttp.Request",
                why=_GOOGLE_AUTH + "google.auth.transport.html",
            ),
            Blocks(
                "google.auth.transport.urllib3.AuthorizedHttp.urlopen",
                Kind.NETWORK,
                _REQUEST,
                twin="google.auth.aio.transport.sessions.AsyncAuthorizedSession.request",
                why=_GOOGLE_AUTH + "google.auth.transport.urllib3.html",
            ),
            *methods(
                "google.auth.transport.requests.AuthorizedSession",
                "get post put patch delete request",
                Kind.NETWORK,
                _REQUEST,
                twin="google.auth.aio.transport.sessions.AsyncAuthorizedSession.{}",
                why=_GOOGLE_AUTH + "google.auth.transport.requests.html",
            ),
            *methods(
                "google.oauth2.id_token",
                "verify_token verify_oauth2_token verify_firebase_token",
                Kind.NETWORK,
                "fetches Google's public keys",
                why=_GOOGLE_AUTH + "google.oauth2.id_token.html",
            ),
            Blocks(
                "google.oauth2.id_token.fetch_id_token",
                Kind.NETWORK,
                "asks for a token that tells who runs this and waits for it",
                why=_GOOGLE_AUTH + "google.oauth2.id_token.html",
            ),
            *methods(
                "google",
                "auth.load_credentials_from_file"
                " oauth2.service_account.Credentials.from_service_account_file"
                " oauth2.service_account.IDTokenCredentials.from_service_account_file"
                " oauth2.credentials.Credentials.from_authorized_user_file",
                Kind.FILE,
                _KEY_FILE,
                why=_GOOGLE_AUTH + "google.oauth2.service_account.html",
            ),
        ),
        aliases={
            "google.auth._default": "google.auth",
            "google.auth.compute_engine.credentials": "google.auth.compute_engine",
        },
        bases={
            **dict.fromkeys(_GOOGLE_CREDENTIALS, ("google.auth.credentials.Credentials",)),
            "google.auth.transport.requests.AuthorizedSession": ("requests.Session",),
        },
        returns={
            **returning(
                "tuple[google.auth.credentials.Credentials, str]",
                "google.auth",
                "default load_credentials_from_file load_credentials_from_dict",
            ),
            **{
                f"google.oauth2.{name}": f"google.oauth2.{name.rpartition('.')[0]}"
                for name in (
                    "service_account.Credentials.from_service_account_file",
                    "service_account.Credentials.from_service_account_info",
                    "service_account.IDTokenCredentials.from_service_account_file",
                    "service_account.IDTokenCredentials.from_service_account_info",
                    "credentials.Credentials.from_authorized_user_file",
                    "credentials.Credentials.from_authorized_user_info",
                )
            },
            **returning(
                "Self",
                "google.oauth2.service_account.Credentials",
                "with_scopes with_subject with_claims with_quota_project with_token_uri",
            ),
        },
        asynchronous=(
            "google.auth.aio.credentials.Credentials",
            "google.auth.aio.transport.aiohttp.Request",
            "google.auth.aio.transport.sessions.AsyncAuthorizedSession",
        ),
    ),
    Library(
        distribution="google-auth-oauthlib",
        packages=("google_auth_oauthlib",),
        blocks=(
            Blocks(
                "google_auth_oauthlib.flow.Flow.fetch_token",
                Kind.NETWORK,
                _TOKEN,
                why=_OAUTHLIB,
            ),
            Blocks(
                "google_auth_oauthlib.flow.Flow.from_client_secrets_file",
                Kind.FILE,
                _KEY_FILE,
                why=_OAUTHLIB,
            ),
            Blocks(
                "google_auth_oauthlib.flow.InstalledAppFlow.run_local_server",
                Kind.WAIT,
                "waits until the user has agreed in a browser",
                why=_OAUTHLIB,
            ),
        ),
        bases={
            "google_auth_oauthlib.flow.InstalledAppFlow": ("google_auth_oauthlib.flow.Flow",),
        },
        returns={
            **returning(
                "google_auth_oauthlib.flow.Flow",
                "google_auth_oauthlib.flow.Flow",
                "from_client_config from_client_secrets_file",
            ),
            **returning(
                "google_auth_oauthlib.flow.InstalledAppFlow",
                "google_auth_oauthlib.flow.InstalledAppFlow",
                "from_client_config from_client_secrets_file",
            ),
            "google_auth_oauthlib.flow.Flow.credentials": "google.oauth2.credentials.Credentials",
            "google_auth_oauthlib.flow.InstalledAppFlow.run_local_server": (
                "google.oauth2.credentials.Credentials"
            ),
        },
    ),
    Library(
        distribution="pyjwt",
        packages=("jwt",),
        blocks=(
            *methods(
                "jwt.PyJWKClient",
                "get_signing_key_from_jwt get_signing_key get_signing_keys get_jwk_set",
                Kind.NETWORK,
                _KEYS,
                why=_PYJWT,
            ),
            Blocks(
                "jwt.PyJWKClient.fetch_data", Kind.NETWORK, "downloads the set of keys", why=_PYJWT
            ),
        ),
        aliases={"jwt.jwks_client.PyJWKClient": "jwt.PyJWKClient"},
    ),
    Library(
        distribution="authlib",
        packages=("authlib",),
        blocks=(
            *(
                row
                for version, tokens in _AUTHLIB_TOKENS.items()
                for client in ("requests_client.OAuth{}Session", "httpx_client.OAuth{}Client")
                for verbs, does in ((tokens, _TOKEN), (_VERBS, _REQUEST))
                for row in methods(
                    f"authlib.integrations.{client.format(version)}",
                    verbs,
                    Kind.NETWORK,
                    does,
                    twin=f"authlib.integrations.httpx_client.AsyncOAuth{version}Client.{{}}",
                    why=_AUTHLIB,
                )
            ),
        ),
        aliases={
            "authlib.integrations.requests_client.oauth1_session": (
                "authlib.integrations.requests_client"
            ),
            "authlib.integrations.requests_client.oauth2_session": (
                "authlib.integrations.requests_client"
            ),
            "authlib.integrations.httpx_client.oauth1_client": "authlib.integrations.httpx_client",
            "authlib.integrations.httpx_client.oauth2_client": "authlib.integrations.httpx_client",
        },
        bases=dict.fromkeys(
            names("authlib.integrations.requests_client", "OAuth1Session OAuth2Session"),
            ("requests.Session",),
        ),
        asynchronous=names(
            "authlib.integrations.httpx_client",
            "AsyncOAuth1Client AsyncOAuth2Client AsyncAssertionClient",
        ),
    ),
    Library(
        distribution="msal",
        packages=("msal",),
        blocks=(
            *methods(
                "msal",
                "ClientApplication PublicClientApplication ConfidentialClientApplication",
                Kind.NETWORK,
                "asks the authority where its endpoints are",
                why=_MSAL + "{}",
            ),
            *methods(
                "msal",
                "ClientApplication.acquire_token_by_auth_code_flow"
                " ClientApplication.acquire_token_by_authorization_code"
                " ClientApplication.acquire_token_by_refresh_token"
                " ClientApplication.acquire_token_by_username_password"
                " PublicClientApplication.initiate_device_flow",
                Kind.NETWORK,
                _TOKEN,
                why=_MSAL + "{}",
            ),
            *methods(
                "msal",
                "ConfidentialClientApplication.acquire_token_for_client"
                " ConfidentialClientApplication.acquire_token_on_behalf_of"
                " ManagedIdentityClient.acquire_token_for_client",
                Kind.NETWORK,
                "asks for a token, unless one is cached",
                why=_MSAL + "{}",
            ),
            *methods(
                "msal.PublicClientApplication",
                "acquire_token_by_device_flow acquire_token_interactive",
                Kind.WAIT,
                "waits until the user has signed in elsewhere",
                why=_MSAL + "PublicClientApplication.{}",
            ),
        ),
        aliases={
            "msal.application": "msal",
            "msal.managed_identity.ManagedIdentityClient": "msal.ManagedIdentityClient",
        },
        bases=dict.fromkeys(
            names("msal", "PublicClientApplication ConfidentialClientApplication"),
            ("msal.ClientApplication",),
        ),
    ),
    Library(
        distribution="email-validator",
        packages=("email_validator",),
        blocks=(
            Blocks(
                "email_validator.validate_email",
                Kind.NETWORK,
                "asks the DNS whether the domain takes mail",
                unless=(
                    Unless("check_deliverability", None, (False,)),
                    Unless("test_environment", None, (True,)),
                ),
                why=_EMAIL,
            ),
        ),
        aliases={"email_validator.validate_email.validate_email": "email_validator.validate_email"},
    ),
    Library(
        distribution="firebase-admin",
        packages=("firebase_admin",),
        blocks=(
            *methods(
                "firebase_admin",
                "auth.verify_id_token auth.verify_session_cookie app_check.verify_token",
                Kind.NETWORK,
                _KEYS,
                why=_FIREBASE + "firebase_admin.auth",
            ),
            *methods(
                "firebase_admin.auth",
                "create_session_cookie revoke_refresh_tokens get_user get_user_by_email"
                " get_user_by_phone_number get_users list_users create_user update_user"
                " set_custom_user_claims delete_user delete_users import_users"
                " generate_password_reset_link generate_email_verification_link"
                " generate_sign_in_with_email_link",
                Kind.NETWORK,
                _REQUEST,
                why=_FIREBASE + "firebase_admin.auth",
            ),
            *methods(
                "firebase_admin.messaging",
                "send_each send_each_for_multicast",
                Kind.NETWORK,
                "sends the messages and waits until they are accepted",
                twin="firebase_admin.messaging.{}_async",
                why=_FIREBASE + "firebase_admin.messaging",
            ),
            *methods(
                "firebase_admin.messaging",
                "send subscribe_to_topic unsubscribe_from_topic",
                Kind.NETWORK,
                _REQUEST,
                why=_FIREBASE + "firebase_admin.messaging",
            ),
            *methods(
                "firebase_admin.db.Reference",
                "get get_if_changed set set_if_unchanged push update delete transaction listen",
                Kind.DATABASE,
                "sends the command to the database and waits for the answer",
                why=_FIREBASE + "firebase_admin.db",
            ),
            Blocks(
                "firebase_admin.db.Query.get",
                Kind.DATABASE,
                "sends the query and waits for the result",
                why=_FIREBASE + "firebase_admin.db",
            ),
        ),
        returns={
            "firebase_admin.firestore.client": "google.cloud.firestore.Client",
            "firebase_admin.firestore_async.client": "google.cloud.firestore.AsyncClient",
            "firebase_admin.storage.bucket": "google.cloud.storage.Bucket",
            **returning(
                "firebase_admin.db.Reference",
                "firebase_admin.db",
                "reference Reference.child Reference.parent Reference.push",
            ),
            **returning(
                "firebase_admin.db.Query",
                "firebase_admin.db.Reference",
                "order_by_child order_by_key order_by_value",
            ),
            **returning(
                "Self",
                "firebase_admin.db.Query",
                "limit_to_first limit_to_last start_at end_at equal_to",
            ),
        },
    ),
    Library(
        distribution="pywebpush",
        packages=("pywebpush",),
        blocks=(
            Blocks(
                "pywebpush.webpush",
                Kind.NETWORK,
                "sends the notification to the push service and waits for the answer",
                twin="pywebpush.webpush_async",
                unless=(Unless("curl", 5, (True,)),),
                why=_WEBPUSH,
            ),
        ),
    ),
)
