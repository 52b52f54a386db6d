"""Markets, shops, maps, weather, translators, papers and social networks, by clients that wait in
the calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import asking, names, returning
from asynclint.knowledge.library import Library

_INSTAGRAM = "https://subzeroid.github.io/instagrapi/"
_FACEBOOK = "https://facebook-sdk.readthedocs.io/en/latest/api.html"
_COINGECKO = "https://github.com/man-c/pycoingecko"
_ALPACA = "https://github.com/alpacahq/alpaca-trade-api-python"
_PANDAS = "https://pydata.github.io/pandas-datareader/"
_TUSHARE = "https://tushare.pro/document/1?doc_id=131"
_AKSHARE = "https://akshare.akfamily.xyz/"
_MAPS = "https://googlemaps.github.io/google-maps-services-python/docs/"
_WEATHER = "https://pyowm.readthedocs.io/en/latest/"
_TRANSLATOR = "https://deep-translator.readthedocs.io/en/latest/"
_PYTUBE = "https://pytube.io/en/latest/api.html"
_ARXIV = "https://lukasschwab.me/arxiv.py/arxiv.html"
_SCHOLARLY = "https://scholarly.readthedocs.io/en/stable/"
_WOLFRAM = "https://wolframalpha.readthedocs.io/en/latest/"
_SERPAPI = "https://github.com/serpapi/google-search-results-python"
_WOO = "https://github.com/woocommerce/wc-api-python"
_EBAY = "https://github.com/timotheus/ebaysdk-python"
_AMAZON = "https://python-amazon-sp-api.readthedocs.io/en/latest/"
_MIXPANEL = "https://mixpanel.github.io/mixpanel-python/"

_DOWNLOAD = "downloads the video and waits for it"
_INSTAGRAM_CALLS = (
    "login login_by_sessionid relogin logout account_info get_timeline_feed search_users"
    " user_id_from_username user_info user_info_by_username user_medias user_followers"
    " user_following user_follow user_unfollow user_stories media_info media_comments"
    " media_comment media_like media_unlike media_likers photo_upload photo_upload_to_story"
    " video_upload video_upload_to_story album_upload clip_upload photo_download video_download"
    " clip_download album_download story_download direct_send direct_threads direct_messages"
    " direct_answer hashtag_info hashtag_medias_top hashtag_medias_recent location_search"
)
_GRAPH = (
    "get_object get_objects get_permissions get_connections search put_object put_comment put_like"
    " put_photo delete_object delete_request get_version request get_app_access_token"
    " get_access_token_from_code extend_access_token debug_access_token"
    " get_all_connections.__iter__"
)
_COINS = (
    "ping get_price get_token_price get_supported_vs_currencies get_coins get_coins_list"
    " get_coins_markets get_coin_by_id get_coin_ticker_by_id get_coin_history_by_id"
    " get_coin_market_chart_by_id get_coin_market_chart_range_by_id get_coin_ohlc_by_id"
    " get_coin_info_from_contract_address_by_id get_asset_platforms get_coins_categories"
    " get_exchanges_list get_exchanges_by_id get_exchanges_tickers_by_id get_exchange_rates search"
    " get_search_trending get_global"
)
_TRADES = (
    "get_trades_iter get_quotes_iter get_bars_iter get_crypto_trades_iter get_crypto_quotes_iter"
    " get_crypto_bars_iter get_news_iter"
)
_TRADING = (
    "get_account list_orders submit_order get_order get_order_by_client_order_id replace_order"
    " cancel_order cancel_all_orders list_positions get_position close_position"
    " close_all_positions list_assets get_asset get_trades get_quotes get_bars get_latest_bar"
    " get_latest_bars get_latest_trade get_latest_trades get_latest_quote get_latest_quotes"
    " get_snapshot get_snapshots get_crypto_trades get_crypto_quotes get_crypto_bars get_news"
    " get_clock get_activities get_calendar get_watchlists get_watchlist create_watchlist"
    " get_portfolio_history"
)
_OLD_READERS = (
    "get_data_yahoo get_quote_yahoo get_data_stooq get_data_quandl get_data_tiingo"
    " get_data_alphavantage get_data_moex"
)
_QUOTES = (
    "get_hist_data get_k_data get_today_all get_realtime_quotes get_tick_data get_today_ticks"
    " get_index get_stock_basics get_report_data get_profit_data realtime_quote realtime_list"
    " realtime_tick pro_bar"
)
_CHINA = (
    "stock_zh_a_hist stock_zh_a_spot_em stock_zh_a_spot stock_zh_a_daily stock_zh_a_minute"
    " stock_zh_a_hist_min_em stock_hk_spot_em stock_hk_hist stock_us_spot_em stock_us_hist"
    " stock_us_daily stock_individual_info_em stock_news_em stock_financial_abstract"
    " stock_individual_fund_flow stock_lhb_detail_em stock_zt_pool_em fund_etf_hist_em"
    " fund_etf_spot_em fund_open_fund_info_em fund_name_em futures_zh_daily_sina futures_zh_spot"
    " index_zh_a_hist stock_zh_index_daily stock_zh_index_spot_em bond_zh_hs_daily macro_china_cpi"
    " macro_china_gdp news_cctv tool_trade_date_hist_sina"
)
_MAP_CALLS = (
    "directions distance_matrix elevation elevation_along_path geocode reverse_geocode geolocate"
    " timezone snap_to_roads nearest_roads speed_limits snapped_speed_limits find_place places"
    " places_nearby place places_photo places_autocomplete places_autocomplete_query static_map"
    " addressvalidation"
)
_FORECASTS = {
    "weatherapi30.weather_manager.WeatherManager": (
        "weather_at_place weather_at_coords weather_at_zip_code weather_at_id weather_at_ids"
        " weather_at_places weather_around_coords forecast_at_place forecast_at_coords"
        " forecast_at_id one_call one_call_history"
    ),
    "airpollutionapi30.airpollution_manager.AirPollutionManager": (
        "air_quality_at_coords air_quality_forecast_at_coords air_quality_history_at_coords"
    ),
    "geocodingapi10.geocoding_manager.GeocodingManager": "geocode reverse_geocode",
}
_TRANSLATORS = (
    "GoogleTranslator DeeplTranslator MyMemoryTranslator MicrosoftTranslator LibreTranslator"
    " PapagoTranslator YandexTranslator QcriTranslator ChatGptTranslator BaiduTranslator"
)
_DICTIONARIES = "PonsTranslator LingueeTranslator"
_PAPERS = (
    "search_pubs search_single_pub search_citedby search_author_id search_pubs_custom_url"
    " search_org fill bibtex citedby get_related_articles get_journals"
)
_AUTHORS = (
    "search_author search_keyword search_keywords search_author_custom_url"
    " search_author_by_organization"
)
_SCHOLAR = "scholarly._scholarly._Scholarly"
_ENGINES = (
    "GoogleSearch BingSearch BaiduSearch YahooSearch YandexSearch GoogleScholarSearch EbaySearch"
    " HomeDepotSearch YoutubeSearch DuckDuckGoSearch WalmartSearch NaverSearch AppleAppStoreSearch"
)
_SELLING = {
    "OrdersV0": (
        "get_orders get_order get_order_items get_order_address get_order_buyer_info"
        " confirm_shipment update_shipment_status"
    ),
    "Reports": (
        "get_reports create_report cancel_report get_report get_report_schedules"
        " create_report_schedule get_report_document"
    ),
    "FeedsV20210630": (
        "get_feeds submit_feed create_feed cancel_feed get_feed create_feed_document"
        " get_feed_document get_feed_result_document"
    ),
    "CatalogItemsV20201201": "search_catalog_items get_catalog_item",
    "CatalogItemsV20220401": "search_catalog_items get_catalog_item",
    "ListingsItemsV20210801": (
        "get_listings_item search_listings_items patch_listings_item put_listings_item"
        " delete_listings_item"
    ),
    "Inventories": "get_inventory_summary_marketplace",
    "ProductsV0": (
        "get_product_pricing_for_skus get_product_pricing_for_asins"
        " get_competitive_pricing_for_skus get_competitive_pricing_for_asins get_listings_offer"
        " get_item_offers"
    ),
    "FinancesV0": "list_financial_events get_financial_events_for_order",
    "Sellers": "get_marketplace_participation get_account",
}
_TRACKING = (
    "track import_data alias merge people_set people_set_once people_increment people_append"
    " people_union people_unset people_remove people_delete people_track_charge"
    " people_clear_charges people_update group_set group_set_once group_union group_unset"
    " group_remove group_delete group_update"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="instagrapi",
        packages=("instagrapi",),
        blocks=asking("instagrapi.Client", _INSTAGRAM_CALLS, _INSTAGRAM),
    ),
    Library(
        distribution="facebook-sdk",
        packages=("facebook",),
        blocks=asking("facebook.GraphAPI", _GRAPH, _FACEBOOK),
        returns={"facebook.GraphAPI.get_all_connections": "facebook.GraphAPI.get_all_connections"},
    ),
    Library(
        distribution="pycoingecko",
        packages=("pycoingecko",),
        blocks=asking("pycoingecko.CoinGeckoAPI", _COINS, _COINGECKO),
        aliases={"pycoingecko.api.CoinGeckoAPI": "pycoingecko.CoinGeckoAPI"},
    ),
    Library(
        distribution="alpaca-trade-api",
        packages=("alpaca_trade_api",),
        blocks=(
            *asking("alpaca_trade_api.REST", _TRADING, _ALPACA),
            *asking(
                "alpaca_trade_api.REST",
                " ".join(f"{name}.__iter__" for name in _TRADES.split()),
                _ALPACA,
            ),
        ),
        aliases={"alpaca_trade_api.rest.REST": "alpaca_trade_api.REST"},
        returns={name: name for name in names("alpaca_trade_api.REST", _TRADES)},
    ),
    Library(
        distribution="pandas-datareader",
        packages=("pandas_datareader",),
        blocks=(
            *asking(
                "pandas_datareader.data",
                "DataReader get_data_fred get_data_famafrench",
                _PANDAS,
            ),
            *asking("pandas_datareader.data", _OLD_READERS, _PANDAS, when="<0.11"),
        ),
        aliases={
            f"pandas_datareader.{name}": f"pandas_datareader.data.{name}"
            for name in ("DataReader", "get_data_fred", "get_data_famafrench")
        },
        returns={"pandas_datareader.data.DataReader": "pandas.DataFrame"},
    ),
    Library(
        distribution="tushare",
        packages=("tushare",),
        blocks=(
            *asking("tushare", _QUOTES, _TUSHARE),
            *asking("tushare.pro.client.DataApi", "*", _TUSHARE),
        ),
        returns={"tushare.pro_api": "tushare.pro.client.DataApi"},
    ),
    Library(
        distribution="akshare",
        packages=("akshare",),
        blocks=asking("akshare", _CHINA, _AKSHARE),
    ),
    Library(
        distribution="googlemaps",
        packages=("googlemaps",),
        blocks=asking("googlemaps.Client", _MAP_CALLS, _MAPS),
        aliases={"googlemaps.client.Client": "googlemaps.Client"},
    ),
    Library(
        distribution="pyowm",
        packages=("pyowm",),
        blocks=tuple(
            row
            for owner, members in _FORECASTS.items()
            for row in asking(f"pyowm.{owner}", members, _WEATHER)
        ),
        aliases={"pyowm.owm.OWM": "pyowm.OWM"},
        returns={
            "pyowm.OWM": "pyowm.OWM",
            **{f"pyowm.OWM.{owner.split('.')[1]}": f"pyowm.{owner}" for owner in _FORECASTS},
        },
    ),
    Library(
        distribution="deep-translator",
        packages=("deep_translator",),
        blocks=(
            *(
                row
                for owner in _TRANSLATORS.split()
                for row in asking(
                    f"deep_translator.{owner}",
                    "translate translate_batch translate_file",
                    _TRANSLATOR,
                )
            ),
            *(
                row
                for owner in _DICTIONARIES.split()
                for row in asking(
                    f"deep_translator.{owner}", "translate translate_words", _TRANSLATOR
                )
            ),
            *asking(
                "deep_translator",
                "MicrosoftTranslator single_detection batch_detection",
                _TRANSLATOR,
            ),
        ),
        aliases={
            "deep_translator.google.GoogleTranslator": "deep_translator.GoogleTranslator",
            "deep_translator.deepl.DeeplTranslator": "deep_translator.DeeplTranslator",
        },
    ),
    Library(
        distribution="pytube",
        packages=("pytube",),
        blocks=(
            *asking("pytube.Stream", "download stream_to_buffer", _PYTUBE, _DOWNLOAD),
            *asking("pytube.YouTube", "streams.__get__ check_availability", _PYTUBE),
        ),
        aliases={
            "pytube.__main__.YouTube": "pytube.YouTube",
            "pytube.query.StreamQuery": "pytube.StreamQuery",
            "pytube.streams.Stream": "pytube.Stream",
        },
        returns={
            "pytube.YouTube.streams": "pytube.StreamQuery",
            **returning("Self", "pytube.StreamQuery", "filter order_by asc desc"),
            **returning(
                "pytube.Stream",
                "pytube.StreamQuery",
                "first last get_by_itag get_by_resolution get_lowest_resolution"
                " get_highest_resolution get_audio_only __getitem__",
            ),
        },
    ),
    Library(
        distribution="arxiv",
        packages=("arxiv",),
        blocks=(
            *asking("arxiv.Client", "results.__iter__", _ARXIV),
            *asking("arxiv.Result", "download_pdf download_source", _ARXIV, when="<4"),
            *asking("arxiv.Search", "results.__iter__", _ARXIV, when="<4"),
        ),
        returns={
            "arxiv.Client.results": "arxiv.Client.results",
            "arxiv.Client.results.__iter__": "collections.abc.Iterator[arxiv.Result]",
            "arxiv.Search.results": "arxiv.Search.results",
            "arxiv.Search.results.__iter__": "collections.abc.Iterator[arxiv.Result]",
        },
    ),
    Library(
        distribution="scholarly",
        packages=("scholarly",),
        blocks=(
            *asking(_SCHOLAR, _PAPERS, _SCHOLARLY),
            *asking(
                _SCHOLAR,
                " ".join(f"{name}.__iter__" for name in _AUTHORS.split()),
                _SCHOLARLY,
            ),
        ),
        returns={
            "scholarly.scholarly": _SCHOLAR,
            **{name: name for name in names(_SCHOLAR, _AUTHORS)},
        },
    ),
    Library(
        distribution="wolframalpha",
        packages=("wolframalpha",),
        blocks=asking("wolframalpha.Client", "query", _WOLFRAM, twin="wolframalpha.Client.aquery"),
    ),
    Library(
        distribution="google-search-results",
        packages=("serpapi",),
        blocks=asking(
            "serpapi.SerpApiClient",
            "get_response get_results get_html get_json get_raw_json get_dictionary get_dict"
            " get_object get_search_archive get_account get_location",
            _SERPAPI,
        ),
        aliases={
            "serpapi.google_search.GoogleSearch": "serpapi.GoogleSearch",
            "serpapi.serp_api_client.SerpApiClient": "serpapi.SerpApiClient",
        },
        bases={f"serpapi.{name}": ("serpapi.SerpApiClient",) for name in _ENGINES.split()},
    ),
    Library(
        distribution="WooCommerce",
        packages=("woocommerce",),
        blocks=asking("woocommerce.API", "get post put delete options", _WOO),
        aliases={"woocommerce.api.API": "woocommerce.API"},
    ),
    Library(
        distribution="ebaysdk",
        packages=("ebaysdk",),
        blocks=asking("ebaysdk.connection.BaseConnection", "execute", _EBAY),
        bases={
            f"ebaysdk.{name}.Connection": ("ebaysdk.connection.BaseConnection",)
            for name in ("trading", "finding", "shopping", "merchandising")
        },
    ),
    Library(
        distribution="python-amazon-sp-api",
        packages=("sp_api",),
        blocks=tuple(
            row
            for owner, members in _SELLING.items()
            for row in asking(
                f"sp_api.api.{owner}", members, _AMAZON, twin=f"sp_api.asyncio.api.{owner}.{{}}"
            )
        ),
        bases={
            f"sp_api.api.{owner.partition('V')[0]}": (f"sp_api.api.{owner}",)
            for owner in _SELLING
            if "V" in owner and owner != "CatalogItemsV20220401"
        },
    ),
    # What is buffered is sent now and then.
    Library(
        distribution="mixpanel",
        packages=("mixpanel",),
        blocks=asking("mixpanel.Mixpanel", _TRACKING, _MIXPANEL)
        + asking("mixpanel.BufferedConsumer", "flush", _MIXPANEL),
        variants={
            "mixpanel.Mixpanel": (
                *("consumer", 1, "mixpanel.BufferedConsumer"),
                "mixpanel.BufferedConsumer",
            )
        },
    ),
)
