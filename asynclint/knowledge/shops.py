"""Shops, payments, wallets, brokers and customers: business by the services' own libraries."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, asking, methods, names
from asynclint.knowledge.library import Library

_REQUEST = "sends the request to the service and waits for the response"
_RUNS = "runs an event loop of its own until the stream is stopped"

_THREAD = (Unless("async_req", None, (True,)),)  # gives the result of a thread to come

_ALPACA = "https://alpaca.markets/sdks/python/"
_BINANCE = "https://python-binance.readthedocs.io/en/latest/"
_SHOPIFY = "https://github.com/Shopify/shopify_python_api"
_BRAINTREE = "https://developer.paypal.com/braintree/docs/start/hello-server/python"
_HUBSPOT = "https://github.com/HubSpot/hubspot-api-python"
_B2SDK = "https://b2-sdk-python.readthedocs.io/en/master/quick_start.html"
_LIGHTNING = "https://docs.corelightning.org/docs/app-development"

_SOLD = (
    "Product Variant Order Customer Shop Image Metafield Webhook Fulfillment InventoryLevel"
    " InventoryItem Collect CustomCollection SmartCollection DraftOrder Location"
)
_GATEWAYS = {
    "transaction": ("Transaction", "sale credit find refund void submit_for_settlement search"),
    "customer": ("Customer", "create find update delete search"),
    "payment_method": ("PaymentMethod", "create find update delete"),
    "subscription": ("Subscription", "create find update cancel retry_charge search"),
    "client_token": ("ClientToken", "generate"),
}
_CRM = ("contacts", "companies", "deals", "tickets", "products", "line_items", "quotes")
_ALPACA_CLIENTS = names(
    "alpaca",
    "trading.client.TradingClient data.historical.stock.StockHistoricalDataClient"
    " data.historical.crypto.CryptoHistoricalDataClient data.historical.news.NewsClient"
    " data.historical.option.OptionHistoricalDataClient data.historical.screener.ScreenerClient",
)


LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="pyln-client",
        packages=("pyln.client",),
        blocks=asking(
            "pyln.client.LightningRpc",
            "*",
            _LIGHTNING,
            "sends the command to the daemon's socket and waits for the answer",
        ),
        aliases={"pyln.client.lightning.LightningRpc": "pyln.client.LightningRpc"},
        safe=names("pyln.client.LightningRpc", "get_json_id notify reply_filter"),
    ),
    Library(
        distribution="mnemonic",
        packages=("mnemonic",),
        blocks=(
            Blocks(
                "mnemonic.Mnemonic",
                Kind.FILE,
                "reads the list of words, unless it is given one",
                why="https://github.com/trezor/python-mnemonic",
            ),
        ),
        aliases={"mnemonic.mnemonic.Mnemonic": "mnemonic.Mnemonic"},
    ),
    Library(
        distribution="alpaca-py",
        packages=("alpaca",),
        blocks=(
            *(Blocks(f"{n}.*", Kind.NETWORK, _REQUEST, why=_ALPACA) for n in _ALPACA_CLIENTS),
            *methods(
                "alpaca",
                "data.live.websocket.DataStream.run trading.stream.TradingStream.run",
                Kind.LOOP,
                _RUNS,
                why=_ALPACA,
            ),
        ),
        aliases={
            **{
                f"alpaca.data.historical.{name.rpartition('.')[2]}": name
                for name in _ALPACA_CLIENTS[1:]
            },
            "alpaca.data.live.StockDataStream": "alpaca.data.live.stock.StockDataStream",
            "alpaca.data.live.CryptoDataStream": "alpaca.data.live.crypto.CryptoDataStream",
            "alpaca.trading.TradingClient": _ALPACA_CLIENTS[0],
            "alpaca.trading.TradingStream": "alpaca.trading.stream.TradingStream",
        },
        bases=dict.fromkeys(
            names("alpaca.data.live", "stock.StockDataStream crypto.CryptoDataStream"),
            ("alpaca.data.live.websocket.DataStream",),
        ),
        safe=tuple(f"{name}.response_wrapper" for name in _ALPACA_CLIENTS),
    ),
    Library(
        distribution="python-binance",
        packages=("binance",),
        blocks=(
            Blocks(
                "binance.Client",
                Kind.NETWORK,
                "asks the exchange whether it is there",
                twin="binance.AsyncClient.create",
                unless=(Unless("ping", None, (False,), later=True),),
                why=_BINANCE + "overview.html",
            ),
            *asking("binance.Client", "*", _BINANCE + "binance.html", twin="binance.AsyncClient"),
        ),
        aliases={
            "binance.client.Client": "binance.Client",
            "binance.async_client.AsyncClient": "binance.AsyncClient",
        },
        asynchronous=("binance.AsyncClient",),
        safe=names(
            "binance.Client",
            "close_connection convert_to_dict encode_uri_component uuid22 aggregate_trade_iter"
            " get_historical_klines_generator futures_historical_klines_generator",
        ),
    ),
    Library(
        distribution="ShopifyAPI",
        packages=("shopify",),
        blocks=(
            *asking(
                "shopify.ShopifyResource",
                "find find_first find_one create save destroy reload exists count",
                _SHOPIFY,
            ),
            *asking("shopify", "Shop.current GraphQL.execute Session.request_token", _SHOPIFY),
        ),
        aliases={
            "shopify.base.ShopifyResource": "shopify.ShopifyResource",
            "shopify.session.Session": "shopify.Session",
        },
        bases=dict.fromkeys(names("shopify", _SOLD), ("shopify.ShopifyResource",)),
        returns={
            **{
                f"shopify.{name}.{method}": f"shopify.{name}"
                for name in _SOLD.split()
                for method in ("find", "find_first", "find_one", "create")
            },
            "shopify.Shop.current": "shopify.Shop",
        },
    ),
    Library(
        distribution="plaid-python",
        packages=("plaid",),
        blocks=(
            Blocks(
                "plaid.api.plaid_api.PlaidApi.*",
                Kind.NETWORK,
                _REQUEST,
                unless=_THREAD,
                why="https://github.com/plaid/plaid-python",
            ),
        ),
    ),
    Library(
        distribution="braintree",
        packages=("braintree",),
        blocks=asking(
            "braintree",
            " ".join(
                f"{owner}.{method}"
                for attribute, (cls, members) in _GATEWAYS.items()
                for owner in (cls, f"{attribute}_gateway.{cls}Gateway")
                for method in members.split()
            ),
            _BRAINTREE,
        ),
        returns={
            f"braintree.BraintreeGateway.{attribute}": f"braintree.{attribute}_gateway.{cls}Gateway"
            for attribute, (cls, _) in _GATEWAYS.items()
        },
    ),
    Library(
        distribution="hubspot-api-client",
        packages=("hubspot",),
        blocks=tuple(
            Blocks(
                f"hubspot.crm.{name}.{api}", Kind.NETWORK, _REQUEST, unless=_THREAD, why=_HUBSPOT
            )
            for name in _CRM
            for api in ("BasicApi.*", "BatchApi.*", "SearchApi.*")
        ),
        bases={"hubspot.HubSpot": ("hubspot.Client",)},
        returns={
            "hubspot.Client.crm": "hubspot.discovery.crm.discovery.Discovery",
            **{
                f"hubspot.discovery.crm.discovery.Discovery.{name}": (
                    f"hubspot.discovery.crm.{name}.discovery.Discovery"
                )
                for name in _CRM
            },
            **{
                f"hubspot.discovery.crm.{name}.discovery.Discovery.{kind.lower()}_api": (
                    f"hubspot.crm.{name}.{kind}Api"
                )
                for name in _CRM
                for kind in ("Basic", "Batch", "Search")
            },
        },
    ),
)
