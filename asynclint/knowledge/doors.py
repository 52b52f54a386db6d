"""Doors: sign-in by PAM or by accounts elsewhere, keyrings, and menus that wait for a choice."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, asking, methods, names
from asynclint.knowledge.library import Library

_PAM = "https://github.com/minrk/pamela"
_SOCIAL = "https://python-social-auth.readthedocs.io/en/latest/backends/implementation.html"
_MENU = "https://github.com/IngoMeyer441/simple-term-menu"
_KEYRINGS = "https://keyring.readthedocs.io/en/latest/"

_KEYRING = "asks the keyring of the system, which may ask the user to open it"
_MODULES = "waits for PAM's modules, which may ask a server and delay a refusal"
_PROVIDER = "sends requests to the provider of accounts and waits for the answers"
_OAUTH = "social_core.backends.oauth"
_BACKENDS = (
    "auth0.Auth0OAuth2 azuread.AzureADOAuth2 discord.DiscordOAuth2 facebook.FacebookOAuth2"
    " github.GithubOAuth2 gitlab.GitLabOAuth2 google.GoogleOAuth2 keycloak.KeycloakOAuth2"
    " linkedin.LinkedinOAuth2 oauth.BaseOAuth2PKCE okta.OktaOAuth2"
    " open_id_connect.OpenIdConnectAuth"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="pamela",
        packages=("pamela",),
        blocks=methods(
            "pamela",
            "authenticate open_session close_session check_account change_password"
            " PamHandle.open_session PamHandle.close_session",
            Kind.OTHER,
            _MODULES,
            why=_PAM,
        ),
        returns={"pamela.authenticate": "pamela.PamHandle | None"},
    ),
    Library(
        distribution="social-auth-core",
        packages=("social_core",),
        blocks=(
            *asking(
                "social_core.backends.base.BaseAuth",
                "request get_json get_querystring",
                _SOCIAL,
            ),
            *asking(
                f"{_OAUTH}.BaseOAuth1",
                "unauthorized_token access_token oauth_request auth_complete do_auth complete",
                _SOCIAL,
                _PROVIDER,
            ),
            *asking(
                f"{_OAUTH}.BaseOAuth2",
                "request_access_token refresh_token user_data auth_complete do_auth complete",
                _SOCIAL,
                _PROVIDER,
            ),
        ),
        bases={
            f"{_OAUTH}.BaseOAuth1": ("social_core.backends.base.BaseAuth",),
            f"{_OAUTH}.BaseOAuth2": ("social_core.backends.base.BaseAuth",),
            "social_core.backends.twitter.TwitterOAuth": (f"{_OAUTH}.BaseOAuth1",),
            **dict.fromkeys(names("social_core.backends", _BACKENDS), (f"{_OAUTH}.BaseOAuth2",)),
        },
    ),
    Library(
        distribution="keyring",
        packages=("keyring",),
        blocks=(
            *methods(
                "keyring",
                "get_password set_password delete_password get_credential",
                Kind.OTHER,
                _KEYRING,
                why=_KEYRINGS,
            ),
            *methods(
                "keyring.backend.KeyringBackend",
                "get_password set_password delete_password get_credential",
                Kind.OTHER,
                _KEYRING,
                why=_KEYRINGS,
            ),
        ),
        aliases={"keyring.core": "keyring"},
        returns={"keyring.get_keyring": "keyring.backend.KeyringBackend"},
    ),
    Library(
        distribution="simple-term-menu",
        packages=("simple_term_menu",),
        blocks=(
            Blocks(
                "simple_term_menu.TerminalMenu.show",
                Kind.INPUT,
                "waits until the user has chosen",
                why=_MENU,
            ),
        ),
    ),
)
