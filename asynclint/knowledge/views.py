"""Who serves requests: what Django, Flask and their kin are handed, and what they call.

One entry for all of them: the rows name their framework, and what else is known of the
distributions stands elsewhere.
"""

from __future__ import annotations

from asynclint.knowledge.entry import Role, Serves, names
from asynclint.knowledge.library import Library

HTTP = "get post put patch delete head options trace"
_VIEW, _HOOK, _LIFESPAN = Role.VIEW, Role.HOOK, Role.LIFESPAN


def decorators(framework: str, owners: str, members: str, role: Role) -> tuple[Serves, ...]:
    """Decorators, as they go by in each of several classes or modules."""
    return tuple(
        Serves(name, framework, role) for owner in owners.split() for name in names(owner, members)
    )


def takers(
    framework: str,
    owners: str,
    members: str,
    role: Role,
    *takes: int | str,
    methods: str = "__call__",
) -> tuple[Serves, ...]:
    """Callables that are handed handlers."""
    return tuple(
        Serves(name, framework, role, takes, methods)
        for owner in owners.split()
        for name in names(owner, members)
    )


def bases(
    framework: str, owners: str, classes: str, methods: str, role: Role = _VIEW
) -> tuple[Serves, ...]:
    """Classes whose subclasses have methods that the framework calls."""
    return tuple(
        Serves(name, framework, role, methods=methods)
        for owner in owners.split()
        for name in names(owner, classes)
    )


# ------------------------------------------------------------ Django

_CBV = (
    f"{HTTP} setup dispatch http_method_not_allowed handle_no_permission test_func"
    " get_queryset get_object get_context_data get_context_object_name get_template_names"
    " render_to_response get_form get_form_class get_form_kwargs get_initial get_prefix form_valid"
    " form_invalid get_success_url get_redirect_url paginate_queryset get_paginate_by get_ordering"
    " get_permission_required has_permission get_login_url"
)
_API = (
    f"{_CBV} initial finalize_response handle_exception permission_denied perform_authentication"
    " check_permissions check_throttles get_serializer get_serializer_class get_serializer_context"
    " filter_queryset get_permissions get_authenticators get_throttles get_parsers get_renderers"
    " get_exception_handler list create retrieve update partial_update destroy perform_create"
    " perform_update perform_destroy"
)
_ADMIN = (
    "add_view change_view delete_view changelist_view history_view get_queryset save_model"
    " delete_model delete_queryset save_formset save_related get_form get_fieldsets get_fields"
    " get_list_display get_list_filter get_search_results get_readonly_fields get_urls"
    " has_add_permission has_change_permission has_delete_permission has_view_permission"
    " response_add response_change response_delete render_change_form formfield_for_dbfield"
    " formfield_for_foreignkey formfield_for_manytomany"
)
_DJANGO_MIDDLEWARE = (
    "__call__ process_request process_view process_response process_exception"
    " process_template_response"
)
_SIGNALS = (
    *names(
        "django.db.models.signals",
        "pre_init post_init pre_save post_save pre_delete post_delete m2m_changed",
    ),
    *names("django.core.signals", "request_started request_finished got_request_exception"),
    *names("django.contrib.auth.signals", "user_logged_in user_login_failed user_logged_out"),
    "django.dispatch.Signal",
    "django.dispatch.dispatcher.Signal",
)

_DJANGO = (
    *takers("django", "django.urls", "path re_path", _VIEW, 1, "view", methods=_CBV),
    *takers("django", "django.conf.urls", "url", _VIEW, 1, "view", methods=_CBV),
    *takers("django", "django.conf.urls", "include", _VIEW, 0, "arg"),
    *takers("django", "django.urls", "include", _VIEW, 0, "arg"),
    Serves("ROOT_URLCONF", "django", _VIEW),
    Serves("handler400", "django", _HOOK),
    Serves("handler403", "django", _HOOK),
    Serves("handler404", "django", _HOOK),
    Serves("handler500", "django", _HOOK),
    Serves("MIDDLEWARE", "django", Role.MIDDLEWARE, methods=_DJANGO_MIDDLEWARE),
    Serves("(get_response)", "django", Role.MIDDLEWARE, methods=_DJANGO_MIDDLEWARE),
    Serves(
        "django.utils.deprecation.MiddlewareMixin",
        "django",
        Role.MIDDLEWARE,
        methods=_DJANGO_MIDDLEWARE,
    ),
    Serves("django.dispatch.receiver", "django", Role.SIGNAL),
    *(
        Serves(f"{signal}.connect", "django", Role.SIGNAL, (0, "receiver"), "__call__")
        for signal in _SIGNALS
    ),
    *takers("django", "django.db.transaction", "on_commit", Role.ON_COMMIT, 0, "func"),
    *bases(
        "django",
        "django.views.generic",
        "BaseCreateView BaseDeleteView BaseDetailView BaseFormView BaseListView BaseUpdateView"
        " BaseDateListView ProcessFormView View TemplateView RedirectView ListView DetailView"
        " FormView CreateView UpdateView DeleteView ArchiveIndexView YearArchiveView"
        " MonthArchiveView WeekArchiveView DayArchiveView TodayArchiveView DateDetailView",
        _CBV,
    ),
    *bases("django", "django.views", "View", _CBV),
    *bases(
        "django",
        "django.contrib.auth.views",
        "LoginView LogoutView PasswordChangeView PasswordChangeDoneView PasswordResetView"
        " PasswordResetDoneView PasswordResetConfirmView PasswordResetCompleteView",
        _CBV,
    ),
    *bases("django", "django.views.i18n", "JavaScriptCatalog JSONCatalog", _CBV),
    *bases("django", "django.contrib.sitemaps", "Sitemap", "items location lastmod"),
    *bases("django", "django.contrib.syndication.views", "Feed", "__call__ get_object items"),
    *bases(
        "django",
        "django.contrib.admin django.contrib.admin.options",
        "ModelAdmin StackedInline TabularInline",
        _ADMIN,
    ),
    *decorators("django", "django.contrib.admin", "action display", _VIEW),
    # Django REST framework
    *bases(
        "djangorestframework",
        "rest_framework.generics",
        "GenericAPIView CreateAPIView ListAPIView RetrieveAPIView DestroyAPIView UpdateAPIView"
        " ListCreateAPIView RetrieveUpdateAPIView RetrieveDestroyAPIView"
        " RetrieveUpdateDestroyAPIView",
        _API,
    ),
    *bases("djangorestframework", "rest_framework.views", "APIView", _API),
    *bases(
        "djangorestframework",
        "rest_framework.viewsets",
        "ViewSet GenericViewSet ReadOnlyModelViewSet ModelViewSet ViewSetMixin",
        _API,
    ),
    *decorators(
        "djangorestframework",
        "rest_framework.decorators",
        "api_view action detail_route list_route",
        _VIEW,
    ),
    *takers(
        "djangorestframework",
        "rest_framework.routers.SimpleRouter rest_framework.routers.DefaultRouter"
        " rest_framework.routers.BaseRouter",
        "register",
        _VIEW,
        1,
        "viewset",
        methods=_API,
    ),
    *bases(
        "djangorestframework",
        "rest_framework.permissions",
        "BasePermission IsAuthenticated IsAdminUser AllowAny IsAuthenticatedOrReadOnly"
        " DjangoModelPermissions DjangoObjectPermissions",
        "has_permission has_object_permission",
        Role.DEPENDENCY,
    ),
    *bases(
        "djangorestframework",
        "rest_framework.authentication",
        "BaseAuthentication TokenAuthentication SessionAuthentication BasicAuthentication",
        "authenticate authenticate_credentials authenticate_header enforce_csrf",
        Role.DEPENDENCY,
    ),
    *bases(
        "djangorestframework",
        "rest_framework.throttling",
        "BaseThrottle SimpleRateThrottle UserRateThrottle AnonRateThrottle ScopedRateThrottle",
        "allow_request wait get_cache_key",
        Role.DEPENDENCY,
    ),
    # Django Ninja
    *decorators(
        "django-ninja",
        "ninja.NinjaAPI ninja.main.NinjaAPI ninja.Router ninja.router.Router",
        "get post put patch delete api_operation",
        _VIEW,
    ),
    *decorators("django-ninja", "ninja.NinjaAPI", "exception_handler", _HOOK),
    *takers(
        "django-ninja",
        "ninja.NinjaAPI ninja.Router",
        "add_api_operation",
        _VIEW,
        2,
        "view_func",
    ),
    *decorators(
        "django-ninja-extra",
        "ninja_extra ninja_extra.route",
        "http_get http_post http_put http_patch http_delete http_generic",
        _VIEW,
    ),
    # Channels
    *bases(
        "channels",
        "channels.generic.websocket",
        "WebsocketConsumer JsonWebsocketConsumer AsyncWebsocketConsumer AsyncJsonWebsocketConsumer",
        "connect receive disconnect receive_json websocket_connect websocket_receive"
        " websocket_disconnect",
        Role.WEBSOCKET,
    ),
    *bases("channels", "channels.generic.http", "AsyncHttpConsumer", "handle http_request"),
)

# ------------------------------------------------------------ Flask and its kin

_FLASKS = (
    "flask.Flask flask.Blueprint flask.app.Flask flask.blueprints.Blueprint"
    " apiflask.APIFlask apiflask.APIBlueprint flask_openapi3.OpenAPI flask_openapi3.APIBlueprint"
    " flask_smorest.Blueprint"
)
_QUARTS = "quart.Quart quart.Blueprint quart.app.Quart quart.blueprints.Blueprint"
_FLASK_HOOKS = (
    "before_request after_request teardown_request teardown_appcontext before_app_request"
    " after_app_request teardown_app_request errorhandler app_errorhandler context_processor"
    " app_context_processor url_value_preprocessor url_defaults before_first_request"
    " before_websocket after_websocket teardown_websocket"
)

_FLASK = (
    *(
        row
        for framework, owners in (("flask", _FLASKS), ("quart", _QUARTS))
        for row in (
            *decorators(framework, owners, "route get post put patch delete endpoint", _VIEW),
            *decorators(framework, owners, _FLASK_HOOKS, _HOOK),
            *takers(
                framework,
                owners,
                "add_url_rule",
                _VIEW,
                2,
                "view_func",
                methods=HTTP + " dispatch_request",
            ),
            *takers(framework, owners, "register_error_handler", _HOOK, 1, "f"),
        )
    ),
    *decorators("quart", _QUARTS, "websocket", Role.WEBSOCKET),
    *decorators("quart", _QUARTS, "before_serving after_serving while_serving", _LIFESPAN),
    *takers("quart", _QUARTS, "add_background_task", Role.BACKGROUND, 0, "func"),
    *takers("quart", _QUARTS, "add_websocket", Role.WEBSOCKET, 2, "view_func"),
    *bases("flask", "flask.views", "View MethodView", HTTP + " dispatch_request"),
    *bases("quart", "quart.views", "View MethodView", HTTP + " dispatch_request"),
    *bases("flask-restful", "flask_restful", "Resource", HTTP + " dispatch_request"),
    *takers(
        "flask-restful",
        "flask_restful.Api",
        "add_resource",
        _VIEW,
        0,
        "resource",
        methods=HTTP + " dispatch_request",
    ),
    *bases(
        "flask-restx",
        "flask_restx flask_restx.resource flask_restplus",
        "Resource",
        HTTP + " dispatch_request",
    ),
    *takers(
        "flask-restx",
        "flask_restx.Api flask_restx.Namespace",
        "add_resource",
        _VIEW,
        0,
        "resource",
        methods=HTTP,
    ),
    *bases("flasgger", "flasgger", "SwaggerView", HTTP + " dispatch_request"),
    *decorators("flask-admin", "flask_admin flask_admin.base", "expose expose_plugview", _VIEW),
    *bases(
        "flask-admin",
        "flask_admin.contrib.sqla flask_admin.contrib.mongoengine flask_admin.contrib.peewee",
        "ModelView",
        "create_model update_model delete_model get_query get_count_query get_list on_model_change"
        " on_model_delete is_accessible inaccessible_callback create_form edit_form",
    ),
    *bases(
        "flask-admin",
        "flask_admin",
        "BaseView AdminIndexView",
        "is_accessible inaccessible_callback",
        Role.DEPENDENCY,
    ),
    *decorators("flask-appbuilder", "flask_appbuilder flask_appbuilder.api", "expose", _VIEW),
    *decorators("flask-socketio", "flask_socketio.SocketIO", "on event", Role.WEBSOCKET),
    *decorators(
        "flask-login", "flask_login.LoginManager", "user_loader request_loader", Role.DEPENDENCY
    ),
    *decorators("flask-login", "flask_login.LoginManager", "unauthorized_handler", _HOOK),
    *takers(
        "flask",
        "flask.request_started flask.request_finished flask.got_request_exception"
        " flask.request_tearing_down flask.appcontext_tearing_down flask.template_rendered",
        "connect",
        Role.SIGNAL,
        0,
    ),
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="web frameworks, Django and Flask",
        packages=(),
        aliases={
            "django.urls.conf": "django.urls",
            "django.views.generic.base": "django.views.generic",
            "django.views.generic.detail": "django.views.generic",
            "django.views.generic.edit": "django.views.generic",
            "django.views.generic.list": "django.views.generic",
            "django.views.generic.dates": "django.views.generic",
            "django.dispatch.dispatcher": "django.dispatch",
        },
        conventions={"django": "urls settings", "rest_framework": "urls settings"},
        serves=(*_DJANGO, *_FLASK),
    ),
)
