"""Browsers, directories, vaults, name servers, serial ports, the machine itself."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, methods, returning
from asynclint.knowledge.library import Library

_REQUEST = "sends the request to the server and waits for the response"
_BROWSER = "sends the command to the browser and waits for the answer"
_PORT = "waits for the device at the port"
_BUS = "talks to the device on the bus"

_SELENIUM = "https://www.selenium.dev/selenium/docs/api/py/"
_PLAYWRIGHT = "https://playwright.dev/python/docs/library"
_LDAP3 = "https://ldap3.readthedocs.io/en/latest/connection.html"
_HVAC = "https://python-hvac.org/en/stable/"
_CONSUL = "https://python-consul.readthedocs.io/en/latest/"
_DNS = "https://dnspython.readthedocs.io/en/stable/"
_SERIAL = "https://pyserial.readthedocs.io/en/latest/pyserial_api.html"
_PSUTIL = "https://psutil.readthedocs.io/en/latest/"

_DRIVERS = "Chrome Firefox Edge Safari Ie Remote"
_DRIVER = "selenium.webdriver.remote.webdriver.WebDriver"
_ELEMENT = "selenium.webdriver.remote.webelement.WebElement"
_INTERVAL = (Unless("interval", 0, (None, 0, 0.0), by_default=True),)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="selenium",
        packages=("selenium",),
        blocks=(
            *methods(
                "selenium.webdriver",
                _DRIVERS,
                Kind.SUBPROCESS,
                "starts the browser and waits until it answers",
                twin="playwright.async_api",
                why=_SELENIUM,
            ),
            *methods(
                _DRIVER,
                "get find_element find_elements execute_script execute_async_script refresh back"
                " forward quit close get_cookies add_cookie save_screenshot get_screenshot_as_png"
                " get_screenshot_as_base64 get_screenshot_as_file set_window_size maximize_window",
                Kind.NETWORK,
                _BROWSER,
                twin="playwright.async_api.Page",
                why=_SELENIUM,
            ),
            *methods(
                _ELEMENT,
                "click send_keys clear submit find_element find_elements get_attribute is_displayed"
                " is_enabled is_selected screenshot",
                Kind.NETWORK,
                _BROWSER,
                twin="playwright.async_api.Locator",
                why=_SELENIUM,
            ),
            *methods(
                _DRIVER,
                "current_url.__get__ title.__get__ page_source.__get__ window_handles.__get__"
                " current_window_handle.__get__",
                Kind.NETWORK,
                _BROWSER,
                twin="playwright.async_api.Page",
                why=_SELENIUM,
            ),
            *methods(
                _ELEMENT,
                "text.__get__ tag_name.__get__ size.__get__ location.__get__ rect.__get__"
                " screenshot_as_png.__get__ screenshot_as_base64.__get__",
                Kind.NETWORK,
                _BROWSER,
                twin="playwright.async_api.Locator",
                why=_SELENIUM,
            ),
            *methods(
                "selenium.webdriver.support.wait.WebDriverWait",
                "until until_not",
                Kind.SLEEP,
                "asks the browser again and again, sleeping in between",
                twin="playwright.async_api.Page.wait_for_selector",
                why=_SELENIUM,
            ),
        ),
        aliases={
            "selenium.webdriver.support.ui.WebDriverWait": (
                "selenium.webdriver.support.wait.WebDriverWait"
            ),
        },
        bases={f"selenium.webdriver.{driver}": (_DRIVER,) for driver in _DRIVERS.split()},
        returns={
            f"{_DRIVER}.find_element": _ELEMENT,
            f"{_DRIVER}.find_elements": f"list[{_ELEMENT}]",
            f"{_ELEMENT}.find_element": _ELEMENT,
            f"{_ELEMENT}.find_elements": f"list[{_ELEMENT}]",
        },
    ),
    Library(
        distribution="playwright",
        packages=("playwright",),
        blocks=(
            Blocks(
                "playwright.sync_api.sync_playwright",
                Kind.LOOP,
                "runs an event loop of its own; with one running, it raises Error",
                twin="playwright.async_api.async_playwright",
                why=_PLAYWRIGHT,
            ),
        ),
    ),
    Library(
        distribution="ldap3",
        packages=("ldap3",),
        blocks=methods(
            "ldap3.Connection",
            "bind rebind search add modify delete compare modify_dn extended start_tls",
            Kind.NETWORK,
            _REQUEST,
            why=_LDAP3,
        ),
        aliases={"ldap3.core.connection.Connection": "ldap3.Connection"},
    ),
    Library(
        distribution="hvac",
        packages=("hvac",),
        blocks=(
            *methods(
                "hvac.Client",
                "read write write_data list delete is_authenticated login lookup_token renew_token"
                " revoke_token",
                Kind.NETWORK,
                _REQUEST,
                why=_HVAC,
            ),
            *methods(
                "hvac.api.secrets_engines",
                "KvV1.read_secret KvV1.create_or_update_secret KvV1.list_secrets"
                " KvV1.delete_secret KvV2.read_secret KvV2.read_secret_version KvV2.list_secrets"
                " KvV2.create_or_update_secret KvV2.read_secret_metadata",
                Kind.NETWORK,
                _REQUEST,
                why=_HVAC,
            ),
        ),
        aliases={"hvac.v1.Client": "hvac.Client"},
        returns={
            "hvac.Client.secrets": "hvac.api.SecretsEngines",
            "hvac.api.SecretsEngines.kv": "hvac.api.secrets_engines.Kv",
            "hvac.api.secrets_engines.Kv.v1": "hvac.api.secrets_engines.KvV1",
            "hvac.api.secrets_engines.Kv.v2": "hvac.api.secrets_engines.KvV2",
        },
    ),
    Library(
        distribution="python-consul",
        packages=("consul",),
        blocks=methods(
            "consul.base.Consul.KV", "get put delete", Kind.NETWORK, _REQUEST, why=_CONSUL
        ),
        returns={"consul.Consul.kv": "consul.base.Consul.KV"},
    ),
    Library(
        distribution="dnspython",
        packages=("dns",),
        blocks=(
            *methods(
                "dns.resolver",
                "resolve resolve_address Resolver.resolve Resolver.resolve_address zone_for_name",
                Kind.NETWORK,
                "asks the name server and waits for the answer",
                twin="dns.asyncresolver.{}",
                why=_DNS + "resolver.html",
            ),
            *methods(
                "dns.resolver",
                "query Resolver.query",
                Kind.NETWORK,
                "asks the name server and waits for the answer",
                twin="dns.asyncresolver.resolve",
                why=_DNS + "resolver.html",
            ),
            *methods(
                "dns.query",
                "udp tcp tls https udp_with_fallback",
                Kind.NETWORK,
                "asks the name server and waits for the answer",
                twin="dns.asyncquery.{}",
                why=_DNS + "query.html",
            ),
        ),
        asynchronous=("dns.asyncresolver.Resolver",),
    ),
    Library(
        distribution="python-whois",
        packages=("whois",),
        blocks=(
            Blocks(
                "whois.whois",
                Kind.NETWORK,
                "asks the registry's server and waits for the answer",
                why="https://pypi.org/project/python-whois/",
            ),
        ),
    ),
    Library(
        distribution="pyserial",
        packages=("serial",),
        blocks=(
            *methods(
                "serial.Serial",
                "read readline readlines read_until readall flush",
                Kind.WAIT,
                _PORT,
                twin="serial_asyncio.open_serial_connection",
                why=_SERIAL,
            ),
            Blocks(
                "serial.Serial",
                Kind.OTHER,
                "opens the port",
                twin="serial_asyncio.open_serial_connection",
                unless=(Unless("port", 0, (None,), by_default=True, later=True),),
                why=_SERIAL,
            ),
            Blocks(
                "serial.serial_for_url",
                Kind.OTHER,
                "opens the port, or connects to a remote one",
                twin="serial_asyncio.open_serial_connection",
                unless=(Unless("do_not_open", None, (True,)),),
                why="https://pyserial.readthedocs.io/en/latest/pyserial_api.html#serial.serial_for_url",
            ),
            *methods(
                "serial.Serial",
                "open write writelines",
                Kind.OTHER,
                "talks to the device at the port, and waits until that takes what is written",
                twin="serial_asyncio.open_serial_connection",
                why=_SERIAL,
            ),
            *methods(
                "serial.tools.list_ports",
                "comports",
                Kind.METADATA,
                "asks the system about all ports",
                why="https://pyserial.readthedocs.io/en/latest/tools.html",
            ),
        ),
        aliases={"serial.serialposix.Serial": "serial.Serial"},
        returns={"serial.serial_for_url": "serial.Serial"},
    ),
    Library(
        distribution="smbus2",
        packages=("smbus2",),
        blocks=methods(
            "smbus2.SMBus",
            "read_byte read_byte_data read_word_data read_block_data read_i2c_block_data write_byte"
            " write_byte_data write_word_data write_block_data write_i2c_block_data i2c_rdwr",
            Kind.FILE,
            _BUS,
            why="https://smbus2.readthedocs.io/en/latest/",
        ),
        aliases={"smbus2.smbus2.SMBus": "smbus2.SMBus"},
    ),
    Library(
        distribution="psutil",
        packages=("psutil",),
        blocks=(
            *methods(
                "psutil",
                "cpu_percent cpu_times_percent Process.cpu_percent",
                Kind.SLEEP,
                "sleeps for the interval to measure it",
                twin="psutil.cpu_percent(interval=None) before and after asyncio.sleep",
                unless=_INTERVAL,
                why=_PSUTIL + "#psutil.cpu_percent",
            ),
            Blocks(
                "psutil.Process.wait",
                Kind.WAIT,
                "waits until the process has ended",
                twin="asyncio.subprocess.Process.wait",
                unless=(Unless("timeout", 0, (0,)),),
                why=_PSUTIL + "#psutil.Process.wait",
            ),
            Blocks(
                "psutil.wait_procs",
                Kind.WAIT,
                "waits until the processes have ended",
                twin="asyncio.subprocess.Process.wait",
                unless=(Unless("timeout", 1, (0,)),),
                why=_PSUTIL + "#psutil.wait_procs",
            ),
        ),
        bases={"psutil.Popen": ("psutil.Process",)},
        returns={
            "psutil.process_iter": "collections.abc.Iterator[psutil.Process]",
            "psutil.Process.parent": "psutil.Process",
            **returning("list[psutil.Process]", "psutil.Process", "children parents"),
        },
    ),
)
