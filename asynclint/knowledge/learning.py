"""Search servers, brokers, speech, pictures and models that are trained."""

from __future__ import annotations

from asynclint.knowledge.entry import IN_MEMORY, Blocks, Kind, Unless, methods, names
from asynclint.knowledge.entry import returning as _returning
from asynclint.knowledge.library import Library

_CLUSTER = "sends the request to the cluster and waits for the answer"
_COMMAND = "sends the request to the server and waits for the response"
_BROKER = "talks to the message broker and waits for it"
_BROWSER = "waits for the browser"
_SPEECH = "sends the recording to the service and waits for the text"
_IMAGE = "reads or writes the image"
_TRAIN = "trains the model"

_COUCHBASE = "https://docs.couchbase.com/sdk-api/couchbase-python-client/couchbase_api/"
_MEILI_TWIN = "meilisearch_python_sdk.AsyncClient"
_MEILI = "https://github.com/meilisearch/meilisearch-python"
_ALGOLIA = "https://github.com/algolia/algoliasearch-client-python"
_PYSOLR = "https://github.com/django-haystack/pysolr#usage"
_KOMBU = "https://docs.celeryq.dev/projects/kombu/en/stable/reference/"
_DRISSION = "https://drissionpage.cn/browser_control/intro/"
_RECOGNIZER = "https://github.com/Uberi/speech_recognition/tree/master/reference"
_IMAGEIO = "https://imageio.readthedocs.io/en/stable/reference/userapi.html"
_SKLEARN = "https://scikit-learn.org/stable/modules/ensemble.html"
_XGBOOST = "https://xgboost.readthedocs.io/en/stable/python/python_api.html"
_LIGHTGBM = "https://lightgbm.readthedocs.io/en/stable/Python-API.html"
_GENSIM = "https://radimrehurek.com/gensim/apiref.html"

_CORPUS = ("corpus_file",)
_SENTENCES = (Unless("sentences", 0, (None,), by_default=True, without=_CORPUS),)
_DOCUMENTS = (Unless("documents", 0, (None,), by_default=True, without=_CORPUS),)
_NOTHING = (Unless("corpus", 0, (None,), by_default=True, later=True),)
_PAGES = "ChromiumPage WebPage items.ChromiumTab items.MixTab"
_ENSEMBLES = (
    "RandomForestClassifier RandomForestRegressor ExtraTreesClassifier ExtraTreesRegressor"
    " GradientBoostingClassifier GradientBoostingRegressor HistGradientBoostingClassifier"
    " HistGradientBoostingRegressor AdaBoostClassifier AdaBoostRegressor BaggingClassifier"
    " BaggingRegressor StackingClassifier StackingRegressor IsolationForest"
)
_PAGE = (
    "get refresh back forward run_js run_js_loaded run_cdp ele eles s_ele s_eles get_frame"
    " get_screenshot handle_alert"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="couchbase",
        packages=("couchbase",),
        blocks=(
            *methods(
                "couchbase.cluster",
                "Cluster Cluster.connect Cluster.bucket Cluster.wait_until_ready Cluster.ping",
                Kind.DATABASE,
                _CLUSTER,
                twin="acouchbase.cluster.Cluster",
                why=_COUCHBASE + "couchbase_core.html",
            ),
            Blocks(
                "couchbase.collection.Collection.*",
                Kind.DATABASE,
                _CLUSTER,
                twin="acouchbase.collection.Collection",
                why=_COUCHBASE + "couchbase_core.html#collection",
            ),
            *methods(
                "couchbase.result",
                "QueryResult.execute QueryResult.__iter__",
                Kind.DATABASE,
                "sends the query to the cluster and waits for its rows",
                twin="acouchbase.cluster.Cluster.query",
                why=_COUCHBASE + "couchbase_n1ql.html",
            ),
        ),
        returns={
            "couchbase.cluster.Cluster.connect": "couchbase.cluster.Cluster",
            "couchbase.cluster.Cluster.bucket": "couchbase.bucket.Bucket",
            **_returning("couchbase.scope.Scope", "couchbase.bucket.Bucket", "scope default_scope"),
            **_returning(
                "couchbase.collection.Collection",
                "couchbase",
                "bucket.Bucket.collection bucket.Bucket.default_collection scope.Scope.collection",
            ),
            **_returning(
                "couchbase.result.QueryResult",
                "couchbase",
                "cluster.Cluster.query scope.Scope.query result.QueryResult.rows",
            ),
        },
        safe=names(
            "couchbase.collection.Collection",
            "name binary couchbase_list couchbase_map couchbase_set couchbase_queue query_indexes"
            " default_name scan",
        ),
    ),
    Library(
        distribution="meilisearch",
        packages=("meilisearch",),
        blocks=(
            Blocks("meilisearch.Client.*", Kind.NETWORK, _COMMAND, twin=_MEILI_TWIN, why=_MEILI),
            Blocks(
                "meilisearch.index.Index.*", Kind.NETWORK, _COMMAND, twin=_MEILI_TWIN, why=_MEILI
            ),
        ),
        aliases={"meilisearch.client.Client": "meilisearch.Client"},
        returns=_returning("meilisearch.index.Index", "meilisearch.Client", "index get_index"),
        safe=names("meilisearch.Client", "index generate_tenant_token create_chat_completion"),
    ),
    Library(
        distribution="algoliasearch",
        packages=("algoliasearch",),
        blocks=methods(
            "algoliasearch",
            "search.client.SearchClientSync.* recommend.client.RecommendClientSync.*",
            Kind.NETWORK,
            _COMMAND,
            twin="algoliasearch.search.client.SearchClient",
            why=_ALGOLIA,
        ),
        returns={"algoliasearch.search.client.SearchClientSync.create_with_config": "Self"},
        safe=names(
            "algoliasearch",
            " ".join(
                f"search.client.SearchClientSync.{name} recommend.client.RecommendClientSync.{name}"
                for name in ("create_with_config", "close", "set_client_api_key", "add_user_agent")
            )
            + " search.client.SearchClientSync.generate_secured_api_key"
            " search.client.SearchClientSync.get_secured_api_key_remaining_validity"
            " search.client.SearchClientSync.create_temporary_name",
        ),
    ),
    Library(
        distribution="pysolr",
        packages=("pysolr",),
        blocks=methods(
            "pysolr",
            "Solr.search Solr.more_like_this Solr.suggest_terms Solr.add Solr.delete Solr.commit"
            " Solr.optimize Solr.extract SolrCoreAdmin.status SolrCoreAdmin.create"
            " SolrCoreAdmin.reload SolrCoreAdmin.rename SolrCoreAdmin.swap SolrCoreAdmin.unload",
            Kind.NETWORK,
            _COMMAND,
            why=_PYSOLR,
        ),
        bases={"pysolr.SolrCloud": ("pysolr.Solr",)},
    ),
    Library(
        distribution="kombu",
        packages=("kombu",),
        blocks=(
            Blocks(
                "kombu.Connection.drain_events",
                Kind.NETWORK,
                "waits for the broker's next message",
                unless=(Unless("timeout", None, (0,)),),
                why=_KOMBU + "kombu.connection.html",
            ),
            *methods(
                "kombu",
                "Connection.connect Connection.ensure_connection Connection.channel"
                " Connection.SimpleQueue Connection.SimpleBuffer Producer.publish Producer.declare"
                " Consumer.consume Consumer.__enter__ Consumer.declare Consumer.purge Consumer.qos"
                " Consumer.flow simple.SimpleBase.get simple.SimpleBase.get_nowait"
                " simple.SimpleBase.put simple.SimpleBase.clear simple.SimpleBase.qsize"
                " common.eventloop.__iter__ mixins.ConsumerMixin.run",
                Kind.NETWORK,
                _BROKER,
                why=_KOMBU,
            ),
        ),
        aliases={
            "kombu.connection.Connection": "kombu.Connection",
            "kombu.BrokerConnection": "kombu.Connection",
            "kombu.messaging.Producer": "kombu.Producer",
            "kombu.messaging.Consumer": "kombu.Consumer",
            "kombu.eventloop": "kombu.common.eventloop",
        },
        bases=dict.fromkeys(
            ("kombu.simple.SimpleQueue", "kombu.simple.SimpleBuffer"), ("kombu.simple.SimpleBase",)
        ),
        returns={
            "kombu.Connection.Producer": "kombu.Producer",
            "kombu.Connection.Consumer": "kombu.Consumer",
            **_returning("kombu.simple.SimpleBase", "kombu.Connection", "SimpleQueue SimpleBuffer"),
            "kombu.common.eventloop": "kombu.common.eventloop",
        },
    ),
    Library(
        distribution="drissionpage",
        packages=("DrissionPage",),
        blocks=(
            *methods(
                "DrissionPage",
                "Chromium ChromiumPage WebPage Chromium.new_tab Chromium.get_tab Chromium.quit",
                Kind.NETWORK,
                "starts the browser or asks it, and waits until it answers",
                twin="playwright.async_api",
                why=_DRISSION,
            ),
            *methods(
                "DrissionPage",
                " ".join(f"{page}.{name}" for page in _PAGES.split() for name in _PAGE.split()),
                Kind.NETWORK,
                _BROWSER,
                twin="playwright.async_api.Page",
                why=_DRISSION,
            ),
            *methods(
                "DrissionPage.items.ChromiumElement",
                "click input clear hover drag check focus attr ele eles s_ele s_eles run_js"
                " get_screenshot property parent next prev child children",
                Kind.NETWORK,
                _BROWSER,
                twin="playwright.async_api.Locator",
                why=_DRISSION,
            ),
            *methods("DrissionPage.SessionPage", "get post", Kind.NETWORK, _COMMAND, why=_DRISSION),
        ),
        aliases={
            "DrissionPage._pages.mix_tab.MixTab": "DrissionPage.items.MixTab",
            "DrissionPage._pages.chromium_tab.ChromiumTab": "DrissionPage.items.ChromiumTab",
        },
        returns={
            **_returning(
                "DrissionPage.items.MixTab", "DrissionPage.Chromium", "latest_tab new_tab get_tab"
            ),
            **_returning(
                "DrissionPage.items.ChromiumElement",
                "DrissionPage",
                " ".join(f"{page}.ele" for page in _PAGES.split())
                + " items.ChromiumElement.ele items.ChromiumElement.parent",
            ),
            **_returning(
                "list[DrissionPage.items.ChromiumElement]",
                "DrissionPage",
                " ".join(f"{page}.eles" for page in _PAGES.split()),
            ),
        },
    ),
    Library(
        distribution="speechrecognition",
        packages=("speech_recognition",),
        blocks=(
            *methods(
                "speech_recognition.Recognizer",
                "listen adjust_for_ambient_noise",
                Kind.INPUT,
                "listens until somebody has spoken",
                why=_RECOGNIZER,
            ),
            Blocks(
                "speech_recognition.Recognizer.record",
                Kind.FILE,
                "reads the recording to its end, or listens for as long",
                why=_RECOGNIZER,
            ),
            *methods(
                "speech_recognition.Recognizer",
                "recognize_google recognize_google_cloud recognize_openai recognize_groq"
                " recognize_cohere_api recognize_wit recognize_azure recognize_houndify"
                " recognize_ibm recognize_lex recognize_amazon recognize_assemblyai",
                Kind.NETWORK,
                _SPEECH,
                why=_RECOGNIZER,
            ),
            *methods(
                "speech_recognition.Recognizer",
                "recognize_sphinx recognize_vosk recognize_whisper recognize_faster_whisper",
                Kind.CPU,
                "computes the text of the recording",
                why=_RECOGNIZER,
            ),
        ),
    ),
    Library(
        distribution="imageio",
        packages=("imageio",),
        blocks=(
            *methods(
                "imageio",
                "imread v2.imread v2.mimread v2.volread v3.imread v2.imwrite v2.mimwrite"
                " v2.volwrite v3.imwrite",
                Kind.FILE,
                _IMAGE,
                unless=(Unless("uri", 0, ("<bytes>", *IN_MEMORY)),),
                why=_IMAGEIO,
            ),
        ),
        aliases={
            "imageio.imwrite": "imageio.v2.imwrite",
            "imageio.mimread": "imageio.v2.mimread",
            "imageio.mimwrite": "imageio.v2.mimwrite",
            "imageio.imsave": "imageio.v2.imwrite",
            "imageio.mimsave": "imageio.v2.mimwrite",
        },
    ),
    Library(
        distribution="scikit-learn",
        packages=("sklearn",),
        blocks=methods(
            "sklearn",
            " ".join(f"ensemble.{name}.fit" for name in _ENSEMBLES.split())
            + " model_selection.GridSearchCV.fit model_selection.RandomizedSearchCV.fit"
            " model_selection.cross_val_score model_selection.cross_validate"
            " model_selection.cross_val_predict model_selection.learning_curve"
            " neural_network.MLPClassifier.fit neural_network.MLPRegressor.fit"
            " decomposition.LatentDirichletAllocation.fit manifold.TSNE.fit_transform",
            Kind.CPU,
            _TRAIN,
            why=_SKLEARN,
        ),
    ),
    Library(
        distribution="xgboost",
        packages=("xgboost",),
        blocks=methods(
            "xgboost",
            "train cv XGBClassifier.fit XGBRegressor.fit XGBRanker.fit XGBRFClassifier.fit"
            " XGBRFRegressor.fit",
            Kind.CPU,
            _TRAIN,
            why=_XGBOOST,
        ),
    ),
    Library(
        distribution="lightgbm",
        packages=("lightgbm",),
        blocks=methods(
            "lightgbm",
            "train cv LGBMClassifier.fit LGBMRegressor.fit LGBMRanker.fit",
            Kind.CPU,
            _TRAIN,
            why=_LIGHTGBM,
        ),
    ),
    Library(
        distribution="gensim",
        packages=("gensim",),
        blocks=(
            *methods(
                "gensim.models",
                "Word2Vec FastText",
                Kind.CPU,
                _TRAIN,
                unless=_SENTENCES,
                why=_GENSIM,
            ),
            Blocks("gensim.models.Doc2Vec", Kind.CPU, _TRAIN, unless=_DOCUMENTS, why=_GENSIM),
            *methods(
                "gensim.models",
                "LdaModel LdaMulticore LsiModel Nmf",
                Kind.CPU,
                _TRAIN,
                unless=_NOTHING,
                why=_GENSIM,
            ),
            *methods(
                "gensim.models",
                "Word2Vec.train FastText.train Doc2Vec.train LdaModel.update"
                " CoherenceModel.get_coherence",
                Kind.CPU,
                _TRAIN,
                why=_GENSIM,
            ),
            *methods(
                "gensim",
                "models.KeyedVectors.load models.KeyedVectors.load_word2vec_format"
                " models.Word2Vec.load models.FastText.load models.Doc2Vec.load"
                " models.LdaModel.load",
                Kind.FILE,
                "reads the model from disk",
                why=_GENSIM,
            ),
            Blocks(
                "gensim.downloader.load",
                Kind.NETWORK,
                "downloads the model the first time, and reads it from disk",
                why="https://radimrehurek.com/gensim/downloader.html",
            ),
        ),
        aliases={
            "gensim.models.word2vec.Word2Vec": "gensim.models.Word2Vec",
            "gensim.models.fasttext.FastText": "gensim.models.FastText",
            "gensim.models.doc2vec.Doc2Vec": "gensim.models.Doc2Vec",
            "gensim.models.ldamodel.LdaModel": "gensim.models.LdaModel",
            "gensim.models.keyedvectors.KeyedVectors": "gensim.models.KeyedVectors",
        },
        returns=_returning("Self", "gensim.models", "Word2Vec.load FastText.load Doc2Vec.load"),
    ),
)
