"""Django: the ORM, transactions, cache, mail, authentication, files, management commands; Pulp."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, names, returning
from asynclint.knowledge.library import Library

_MODEL = "django.db.models.Model"
_QUERYSET = "django.db.models.QuerySet"
_MANAGER = "django.db.models.Manager"
# Made for each relation; the type stubs call it that.
_RELATED = "django.db.models.fields.related_descriptors.ManyRelatedManager"
_ROW = "Of[django.db.models.Model]"
_RAW = "django.db.models.query.RawQuerySet"
_CACHE = "django.core.cache.backends.base.BaseCache"
_SESSION = "django.contrib.sessions.backends.base.SessionBase"
_STORAGE = "django.core.files.storage.Storage"
_WRAPPER = "django.db.backends.base.base.BaseDatabaseWrapper"
_CURSOR = "django.db.backends.utils.CursorWrapper"

_QUERY = "queries the database, which Django refuses on a running event loop"
_ROWS = "fetches the rows from the database, which Django refuses on a running event loop"
_HASH = "computes the password's hash, which is made to be slow"
_MAIL = "connects to the mail server and waits until it takes the message"
_ENTRY = "asks the cache's server and waits for the answer"
_FILE = "reads or changes the file in the storage"
_SENT = "sends the command to the database and waits for the answer"

_DOCS = "https://docs.djangoproject.com/en/stable/"
_QUERYSET_DOCS = _DOCS + "ref/models/querysets/"
_ASYNC = _DOCS + "topics/async/"

_LAZY = (
    "filter exclude all none order_by reverse distinct annotate alias select_related"
    " prefetch_related defer only using extra union"
    " intersection difference select_for_update complex_filter"
)
_PLAIN = {
    "values": "dict",
    "values_list": "tuple",
    "dates": "datetime.date",
    "datetimes": "datetime.datetime",
}

_PULP = "pulpcore.plugin.models"
_PULP_DOCS = "https://pulpproject.org/pulpcore/docs/dev/"
_PULP_MODELS = (
    "AlternateContentSource Artifact BaseModel Content ContentArtifact ContentGuard"
    " CreatedResource Distribution Domain Export Exporter GroupProgressReport Import Importer"
    " MasterModel ProgressReport Publication PublishedArtifact PublishedMetadata"
    " PulpTemporaryFile Remote RemoteArtifact Repository RepositoryContent RepositoryVersion"
    " RepositoryVersionDistribution SigningService Task TaskGroup Upload UploadChunk"
)
_FIELDS = (
    "AutoField BigAutoField BigIntegerField BinaryField BooleanField CharField DateField"
    " DateTimeField DecimalField DurationField EmailField FileField FilePathField FloatField"
    " ForeignKey GenericIPAddressField ImageField IntegerField JSONField ManyToManyField"
    " OneToOneField PositiveBigIntegerField PositiveIntegerField PositiveSmallIntegerField"
    " SlugField SmallAutoField SmallIntegerField TextField TimeField URLField UUIDField"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="django",
        packages=("django",),
        shelves=("settings.*",),
        request_loops={"django": "wsgi", "djangorestframework": "wsgi", "django-ninja": "wsgi"},
        blocks=(
            *methods(
                _MODEL,
                "save delete refresh_from_db",
                Kind.DATABASE,
                _QUERY,
                twin=_MODEL + ".a{}",
                why=_DOCS + "ref/models/instances/",
            ),
            *methods(
                _QUERYSET,
                "get create get_or_create update_or_create bulk_create bulk_update count exists"
                " contains first last earliest latest in_bulk aggregate update delete explain",
                Kind.DATABASE,
                _QUERY,
                twin=_QUERYSET + ".a{}",
                why=_QUERYSET_DOCS,
            ),
            *methods(
                _RELATED,
                "add remove set clear",
                Kind.DATABASE,
                _QUERY,
                twin=_RELATED + ".a{}",
                why=_DOCS + "ref/models/relations/",
            ),
            *methods(
                _QUERYSET,
                "__iter__ __len__ __bool__",
                Kind.DATABASE,
                _ROWS,
                twin="async for over the QuerySet",
                why=_QUERYSET_DOCS + "#when-querysets-are-evaluated",
            ),
            Blocks(
                _QUERYSET + ".iterator.__iter__",
                Kind.DATABASE,
                _ROWS,
                twin=_QUERYSET + ".aiterator",
                why=_QUERYSET_DOCS + "#iterator",
            ),
            Blocks(
                _RAW + ".__iter__",
                Kind.DATABASE,
                _ROWS,
                why=_DOCS + "topics/db/sql/",
            ),
            *methods(
                "django.shortcuts",
                "get_object_or_404 get_list_or_404",
                Kind.DATABASE,
                _QUERY,
                twin="django.shortcuts.a{}",
                why=_DOCS + "topics/http/shortcuts/",
            ),
            Blocks(
                "django.forms.ModelForm.save",
                Kind.DATABASE,
                _QUERY,
                unless=(Unless("commit", 0, (False,), strict=True),),
                why=_DOCS + "topics/forms/modelforms/#the-save-method",
            ),
            Blocks(
                "django.db.transaction.Atomic.__enter__",
                Kind.DATABASE,
                "begins a transaction, which Django refuses on a running event loop",
                twin="sync_to_async around the whole transaction",
                why=_ASYNC + "#queries-the-orm",
            ),
            *methods(
                "django.db.transaction",
                "commit rollback savepoint savepoint_commit savepoint_rollback",
                Kind.DATABASE,
                _SENT,
                twin="sync_to_async around the whole transaction",
                why=_DOCS + "topics/db/transactions/",
            ),
            *methods(
                _WRAPPER,
                "cursor connect ensure_connection commit rollback",
                Kind.DATABASE,
                _SENT,
                why=_DOCS + "topics/db/sql/#executing-custom-sql-directly",
            ),
            *methods(
                _CURSOR,
                "execute executemany callproc",
                Kind.DATABASE,
                "sends the statement to the database and waits for the result",
                why=_DOCS + "topics/db/sql/#executing-custom-sql-directly",
            ),
            *methods(
                _CACHE,
                "get set add delete get_or_set get_many set_many delete_many touch incr decr"
                " has_key clear",
                Kind.NETWORK,
                _ENTRY,
                twin=_CACHE + ".a{}",
                why=_DOCS + "topics/cache/#asynchronous-support",
            ),
            *methods(
                "django.core.mail",
                "send_mail send_mass_mail mail_admins mail_managers EmailMessage.send",
                Kind.NETWORK,
                _MAIL,
                why=_DOCS + "topics/email/",
            ),
            *methods(
                "django.core.mail.backends.base.BaseEmailBackend",
                "send_messages open",
                Kind.NETWORK,
                _MAIL,
                why=_DOCS + "topics/email/#email-backends",
            ),
            *methods(
                "django.contrib.auth",
                "authenticate login logout get_user",
                Kind.DATABASE,
                "reads or writes the user and the session in the database",
                twin="django.contrib.auth.a{}",
                why=_DOCS + "topics/auth/default/",
            ),
            *methods(
                "django.contrib.auth.hashers",
                "make_password check_password",
                Kind.CPU,
                _HASH,
                why=_DOCS + "topics/auth/passwords/",
            ),
            *methods(
                "django.contrib.auth.base_user.AbstractBaseUser",
                "check_password set_password",
                Kind.CPU,
                _HASH,
                why=_DOCS + "ref/contrib/auth/",
            ),
            *methods(
                "django.contrib.auth.models.UserManager",
                "create_user create_superuser",
                Kind.DATABASE,
                _QUERY,
                twin="django.contrib.auth.models.UserManager.a{}",
                why=_DOCS + "ref/contrib/auth/",
            ),
            *methods(
                _SESSION,
                "save load create delete flush cycle_key",
                Kind.DATABASE,
                "reads or writes the session in its store",
                twin=_SESSION + ".a{}",
                why=_DOCS + "topics/http/sessions/",
            ),
            *methods(
                _STORAGE,
                "open save delete exists listdir size",
                Kind.FILE,
                _FILE,
                why=_DOCS + "ref/files/storage/",
            ),
            *methods(
                "django.db.models.fields.files.FieldFile",
                "open save delete",
                Kind.FILE,
                _FILE,
                why=_DOCS + "ref/models/fields/#filefield-and-fieldfile",
            ),
            Blocks(
                "django.core.management.call_command",
                Kind.OTHER,
                "runs the management command to its end",
                why=_DOCS + "ref/django-admin/#running-management-commands-from-your-code",
            ),
        ),
        aliases={
            "django.db.models.base.Model": _MODEL,
            "django.db.models.query.QuerySet": _QUERYSET,
            "django.db.models.manager.Manager": _MANAGER,
            "django.db.models.manager.RelatedManager": _RELATED,
            "django.db.models.manager.ManyToManyRelatedManager": _RELATED,
            "django.db.models.fields.related_descriptors.RelatedManager": _RELATED,
            "django.db.models.fields.related.ForeignKey": "django.db.models.ForeignKey",
            "django.db.models.fields.related.OneToOneField": "django.db.models.OneToOneField",
            "django.db.models.fields.related.ManyToManyField": "django.db.models.ManyToManyField",
            "django.forms.models.ModelForm": "django.forms.ModelForm",
            "django.core.mail.message": "django.core.mail",
            "django.core.files.storage.base.Storage": _STORAGE,
            "django.db.models.fields.files.FileField": "django.db.models.FileField",
            "django.contrib.auth.models.AbstractBaseUser": (
                "django.contrib.auth.base_user.AbstractBaseUser"
            ),
        },
        bases={
            _MANAGER: (_QUERYSET,),
            _RELATED: (_MANAGER,),
            "django.contrib.auth.models.UserManager": (_MANAGER,),
            "django.contrib.auth.base_user.AbstractBaseUser": (_MODEL,),
            "django.contrib.auth.models.AbstractUser": (
                "django.contrib.auth.base_user.AbstractBaseUser",
            ),
            "django.contrib.auth.models.User": ("django.contrib.auth.models.AbstractUser",),
            "django.contrib.auth.models.Group": (_MODEL,),
            "django.contrib.auth.models.Permission": (_MODEL,),
            "django.core.mail.EmailMultiAlternatives": ("django.core.mail.EmailMessage",),
            "django.core.files.storage.FileSystemStorage": (_STORAGE,),
        },
        implies=returning(_MODEL, "django.db.models", _FIELDS),
        returns={
            **returning(f"{_MANAGER}[Self]", _MODEL, "objects _default_manager _base_manager"),
            "django.contrib.auth.models.AbstractUser.objects": (
                "django.contrib.auth.models.UserManager[Self]"
            ),
            "django.contrib.auth.get_user_model": "type[django.contrib.auth.models.AbstractUser]",
            **returning("Self", _QUERYSET, _LAZY),
            **returning(f"{_QUERYSET}[{_ROW}]", _MANAGER, _LAZY + " get_queryset"),
            **{f"{_QUERYSET}.{name}": f"{_QUERYSET}[{row}]" for name, row in _PLAIN.items()},
            **returning(_RAW, "django.db.models", "QuerySet.raw Manager.raw"),
            _QUERYSET + ".as_manager": _MANAGER,
            _MANAGER + ".from_queryset": f"type[{_MANAGER}]",
            _QUERYSET + ".iterator": _QUERYSET + ".iterator",
            **returning(
                _ROW,
                _QUERYSET,
                "get create first last earliest latest aget acreate afirst alast aearliest alatest",
            ),
            **returning(
                f"tuple[{_ROW}, bool]",
                _QUERYSET,
                "get_or_create update_or_create aget_or_create aupdate_or_create",
            ),
            _QUERYSET + ".__iter__": f"collections.abc.Iterator[{_ROW}]",
            _QUERYSET + ".__aiter__": f"collections.abc.AsyncIterator[{_ROW}]",
            **returning(_ROW, "django.shortcuts", "get_object_or_404 aget_object_or_404"),
            **returning(f"list[{_ROW}]", "django.shortcuts", "get_list_or_404 aget_list_or_404"),
            # What the attribute of an instance is, not that of its class.
            **returning(_ROW, "django.db.models", "ForeignKey OneToOneField"),
            "django.db.models.ManyToManyField": f"{_RELATED}[{_ROW}]",
            "django.db.transaction.atomic": "django.db.transaction.Atomic",
            "django.db.connection": _WRAPPER,
            "django.db.connections": "django.db.utils.ConnectionHandler",
            "django.db.utils.ConnectionHandler.__getitem__": _WRAPPER,
            "django.db.transaction.get_connection": _WRAPPER,
            _WRAPPER + ".cursor": _CURSOR,
            "django.core.cache.cache": _CACHE,
            "django.core.cache.caches": "django.core.cache.CacheHandler",
            "django.core.cache.CacheHandler.__getitem__": _CACHE,
            "django.core.mail.get_connection": "django.core.mail.backends.base.BaseEmailBackend",
            "django.core.files.storage.default_storage": _STORAGE,
            _STORAGE + ".open": "django.core.files.File",
            "django.http.HttpRequest.session": _SESSION,
        },
        owned={_MANAGER: _MODEL},
        named=returning("models", "django.db.models", "ForeignKey OneToOneField ManyToManyField"),
        brief=(_CACHE,),
        transparent=(
            "django.db.transaction.atomic",
            "django.dispatch.receiver",
            *names(
                "django.contrib.auth.decorators",
                "login_required permission_required user_passes_test",
            ),
            *names(
                "django.views.decorators",
                "csrf.csrf_exempt csrf.csrf_protect csrf.ensure_csrf_cookie http.require_GET"
                " http.require_POST http.require_safe http.require_http_methods"
                " cache.never_cache cache.cache_page cache.cache_control",
            ),
        ),
    ),
    Library(
        distribution="pulpcore",
        packages=("pulpcore",),
        blocks=methods(
            _PULP + ".ProgressReport",
            "increment increase_by __enter__ __exit__",
            Kind.DATABASE,
            _QUERY,
            twin=_PULP + ".ProgressReport.a{}",
            why=_PULP_DOCS,
        ),
        bases={f"{_PULP}.{name}": (_MODEL,) for name in _PULP_MODELS.split()},
    ),
)
