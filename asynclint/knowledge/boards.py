"""What hangs on a computer or a small board: buses, pins, radios, by clients that wait in the
calling thread."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, Unless, asking, methods, names, returning
from asynclint.knowledge.library import Library

_SMBUS = "https://www.kernel.org/doc/html/latest/i2c/smbus-protocol.html"
_SPIDEV = "https://github.com/doceme/py-spidev"
_GPIO = "https://sourceforge.net/p/raspberry-gpio-python/wiki/Inputs/"
_USB = "https://github.com/pyusb/pyusb/blob/master/docs/tutorial.rst"
_HID = "https://trezor.github.io/cython-hidapi/api.html"
_PYHIDAPI = "https://github.com/apmorton/pyhidapi"
_FTDI = "https://pylibftdi.readthedocs.io/en/latest/basic_usage.html"
_BLUEPY = "https://ianharvey.github.io/bluepy-doc/"
_PYGATT = "https://github.com/peplin/pygatt"
_CAN = "https://python-can.readthedocs.io/en/stable/"
_PIGPIO = "https://abyz.me.uk/rpi/pigpio/python.html"
_FIRMATA = "https://github.com/tino/pyFirmata"

_DEVICE = "talks to the device and waits for it"
_BUS = "talks to the device on the bus"
_DAEMON = "asks the pigpio daemon and waits for its answer"
_SMBUS_CALLS = (
    "read_byte read_byte_data read_word_data read_block_data read_i2c_block_data write_byte"
    " write_byte_data write_word_data write_block_data write_i2c_block_data write_quick"
    " process_call block_process_call"
)
_PERIPHERAL = (
    "connect disconnect getState getServices getServiceByUUID getCharacteristics getDescriptors"
    " readCharacteristic writeCharacteristic setMTU pair unpair setSecurityLevel"
)
_BLE = (
    "bond get_rssi char_read char_read_handle char_read_long char_read_long_handle char_write"
    " char_write_handle char_write_long char_write_long_handle subscribe unsubscribe"
    " subscribe_handle unsubscribe_handle exchange_mtu disconnect"
)
_PI = (
    "set_mode get_mode set_pull_up_down read write set_PWM_dutycycle get_PWM_dutycycle"
    " set_PWM_range set_PWM_frequency set_servo_pulsewidth get_servo_pulsewidth hardware_clock"
    " hardware_PWM get_current_tick set_watchdog set_glitch_filter gpio_trigger read_bank_1"
    " wave_clear wave_add_generic wave_create wave_delete wave_send_once wave_send_repeat"
    " wave_tx_busy wave_tx_stop i2c_open i2c_close i2c_read_byte i2c_read_byte_data"
    " i2c_read_word_data i2c_read_i2c_block_data i2c_read_device i2c_write_byte"
    " i2c_write_byte_data i2c_write_word_data i2c_write_device spi_open spi_close spi_read"
    " spi_write spi_xfer serial_open serial_close serial_read serial_write serial_data_available"
)
_BOARDS = "Board Arduino ArduinoMega ArduinoDue ArduinoNano"
_PERIPHERALS = "bluepy.btle.Peripheral"

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="smbus",
        packages=("smbus",),
        blocks=methods("smbus.SMBus", _SMBUS_CALLS, Kind.FILE, _BUS, why=_SMBUS),
    ),
    Library(
        distribution="spidev",
        packages=("spidev",),
        blocks=methods(
            "spidev.SpiDev",
            "readbytes writebytes writebytes2 xfer xfer2 xfer3",
            Kind.FILE,
            _BUS,
            why=_SPIDEV,
        ),
    ),
    Library(
        distribution="RPi.GPIO",
        packages=("RPi.GPIO",),
        blocks=(
            Blocks(
                "RPi.GPIO.wait_for_edge",
                Kind.WAIT,
                "waits until the pin changes",
                why=_GPIO,
            ),
        ),
    ),
    Library(
        distribution="pyusb",
        packages=("usb",),
        blocks=(
            *methods(
                "usb.core",
                "Device.read Device.write Device.ctrl_transfer Device.set_configuration"
                " Device.set_interface_altsetting Device.reset Device.clear_halt"
                " Device.detach_kernel_driver Device.attach_kernel_driver"
                " Endpoint.read Endpoint.write Endpoint.clear_halt",
                Kind.OTHER,
                _DEVICE,
                why=_USB,
            ),
            *methods(
                "usb.util",
                "get_string get_langids claim_interface release_interface dispose_resources",
                Kind.OTHER,
                _DEVICE,
                why=_USB,
            ),
            Blocks(
                "usb.core.find",
                Kind.OTHER,
                "looks for the device on all buses",
                unless=(Unless("find_all", 0, (True,), later=True),),
                why=_USB,
            ),
        ),
        returns={
            "usb.core.find": "usb.core.Device",
            "usb.core.Device.get_active_configuration": "usb.core.Configuration",
            "usb.core.Configuration.__getitem__": "usb.core.Interface",
            "usb.core.Interface.__getitem__": "usb.core.Endpoint",
        },
    ),
    # Without a timeout, reading may be told not to wait.
    Library(
        distribution="hidapi",
        packages=("hid",),
        blocks=(
            *methods(
                "hid.device",
                "open open_path write send_feature_report get_feature_report get_input_report",
                Kind.OTHER,
                _DEVICE,
                why=_HID,
            ),
            Blocks(
                "hid.device.read",
                Kind.OTHER,
                "waits until the device sends something",
                unless=(Unless("timeout_ms", 1, (0,), by_default=True),),
                why=_HID,
            ),
            Blocks("hid.enumerate", Kind.OTHER, "looks for devices on all buses", why=_HID),
        ),
    ),
    Library(
        distribution="hid",
        packages=("hid",),
        blocks=(
            Blocks("hid.Device", Kind.OTHER, "opens the device", why=_PYHIDAPI),
            *methods(
                "hid.Device",
                "write send_feature_report get_feature_report get_input_report get_indexed_string",
                Kind.OTHER,
                _DEVICE,
                why=_PYHIDAPI,
            ),
            Blocks(
                "hid.Device.read",
                Kind.OTHER,
                "waits until the device sends something",
                unless=(Unless("timeout", 1, (0,), by_default=True),),
                why=_PYHIDAPI,
            ),
        ),
    ),
    Library(
        distribution="pylibftdi",
        packages=("pylibftdi",),
        blocks=(
            *(
                Blocks(
                    f"pylibftdi.{cls}",
                    Kind.OTHER,
                    "opens the device",
                    unless=(Unless("lazy_open", position, (True,), later=True),),
                    why=_FTDI,
                )
                for cls, position in (("Device", None), ("BitBangDevice", 2))
            ),
            *methods(
                "pylibftdi.Device",
                "open read readline readlines write writelines flush flush_input flush_output",
                Kind.OTHER,
                _DEVICE,
                why=_FTDI,
            ),
            *methods("pylibftdi.BitBangDevice", "read_pins", Kind.OTHER, _DEVICE, why=_FTDI),
            Blocks(
                "pylibftdi.Driver.list_devices",
                Kind.OTHER,
                "looks for devices on all buses",
                why=_FTDI,
            ),
        ),
        aliases={
            "pylibftdi.device.Device": "pylibftdi.Device",
            "pylibftdi.bitbang.BitBangDevice": "pylibftdi.BitBangDevice",
            "pylibftdi.driver.Driver": "pylibftdi.Driver",
        },
        bases=dict.fromkeys(
            names("pylibftdi", "BitBangDevice SerialDevice"), ("pylibftdi.Device",)
        ),
    ),
    Library(
        distribution="bluepy",
        packages=("bluepy",),
        blocks=(
            Blocks(
                _PERIPHERALS,
                Kind.OTHER,
                "connects to the device",
                unless=(Unless("deviceAddr", 0, (None,), by_default=True, later=True),),
                why=_BLUEPY,
            ),
            *methods(_PERIPHERALS, _PERIPHERAL, Kind.OTHER, _DEVICE, why=_BLUEPY),
            Blocks(
                f"{_PERIPHERALS}.waitForNotifications",
                Kind.OTHER,
                "waits until the device sends something",
                why=_BLUEPY,
            ),
            *methods(
                "bluepy.btle",
                "Characteristic.read Characteristic.write Characteristic.getDescriptors"
                " Descriptor.read Descriptor.write",
                Kind.OTHER,
                _DEVICE,
                why=_BLUEPY,
            ),
            *methods(
                "bluepy.btle.Scanner",
                "scan process",
                Kind.OTHER,
                "listens to the radio for as long as it is told",
                twin="bleak.BleakScanner.discover",
                why=_BLUEPY,
            ),
        ),
        returns={
            f"{_PERIPHERALS}.getServiceByUUID": "bluepy.btle.Service",
            f"{_PERIPHERALS}.getCharacteristics": "list[bluepy.btle.Characteristic]",
            f"{_PERIPHERALS}.getDescriptors": "list[bluepy.btle.Descriptor]",
            "bluepy.btle.Service.getCharacteristics": "list[bluepy.btle.Characteristic]",
            **returning("Self", "bluepy.btle", "Peripheral.withDelegate Scanner.withDelegate"),
        },
    ),
    Library(
        distribution="pygatt",
        packages=("pygatt",),
        blocks=(
            *methods("pygatt.BLEDevice", _BLE, Kind.OTHER, _DEVICE, why=_PYGATT),
            *methods(
                "pygatt",
                "GATTToolBackend.connect GATTToolBackend.scan BGAPIBackend.connect"
                " BGAPIBackend.scan BGAPIBackend.start",
                Kind.OTHER,
                "talks to the radio and waits for it",
                why=_PYGATT,
            ),
            *methods(
                "pygatt.GATTToolBackend",
                "start reset",
                Kind.SUBPROCESS,
                "starts gatttool and waits for it",
                why=_PYGATT,
            ),
        ),
        aliases={
            "pygatt.device.BLEDevice": "pygatt.BLEDevice",
            "pygatt.backends.GATTToolBackend": "pygatt.GATTToolBackend",
            "pygatt.backends.BGAPIBackend": "pygatt.BGAPIBackend",
        },
        returns=returning(
            "pygatt.BLEDevice", "pygatt", "GATTToolBackend.connect BGAPIBackend.connect"
        ),
    ),
    Library(
        distribution="python-can",
        packages=("can",),
        blocks=(
            Blocks(
                "can.BusABC.recv",
                Kind.WAIT,
                "waits for a message",
                twin="can.AsyncBufferedReader.get_message",
                unless=(Unless("timeout", 0, (0, 0.0)),),
                why=_CAN + "bus.html#can.BusABC.recv",
            ),
            Blocks(
                "can.BusABC.__iter__",
                Kind.WAIT,
                "waits for messages",
                twin="can.AsyncBufferedReader",
                why=_CAN + "bus.html",
            ),
            Blocks(
                "can.BusABC.send",
                Kind.WAIT,
                "waits until there is room for the message",
                unless=(Unless("timeout", 1, (None, 0, 0.0), by_default=True),),
                why=_CAN + "bus.html#can.BusABC.send",
            ),
            Blocks(
                "can.BufferedReader.get_message",
                Kind.WAIT,
                "waits for a message",
                twin="can.AsyncBufferedReader.get_message",
                unless=(Unless("timeout", 0, (0, 0.0)),),
                why=_CAN + "listeners.html#can.BufferedReader.get_message",
            ),
            Blocks("can.LogReader", Kind.FILE, "opens the file", why=_CAN + "file_io.html"),
        ),
        aliases={
            "can.bus.BusABC": "can.BusABC",
            "can.interface.Bus": "can.Bus",
            "can.listener.BufferedReader": "can.BufferedReader",
        },
        bases={"can.ThreadSafeBus": ("can.BusABC",)},
        returns={"can.Bus": "can.BusABC"},
    ),
    Library(
        distribution="pigpio",
        packages=("pigpio",),
        blocks=(
            Blocks("pigpio.pi", Kind.NETWORK, "connects to the pigpio daemon", why=_PIGPIO),
            *asking("pigpio.pi", _PI, _PIGPIO, _DAEMON),
            *(
                Blocks(
                    f"pigpio.pi.{name}",
                    Kind.WAIT,
                    "waits until it happens, or a minute",
                    unless=(Unless("wait_timeout", position, (0, 0.0)),),
                    why=_PIGPIO,
                )
                for name, position in (("wait_for_edge", 2), ("wait_for_event", 1))
            ),
        ),
    ),
    Library(
        distribution="pyFirmata",
        packages=("pyfirmata",),
        blocks=(
            *methods(
                "pyfirmata",
                _BOARDS,
                Kind.OTHER,
                "waits five seconds for the board to start",
                why=_FIRMATA,
            ),
            *methods(
                "pyfirmata",
                "Board.pass_time util.get_the_board",
                Kind.SLEEP,
                "waits in a loop",
                why=_FIRMATA,
            ),
        ),
        aliases={"pyfirmata.pyfirmata.Board": "pyfirmata.Board"},
        bases={
            f"pyfirmata.{name}": ("pyfirmata.Board",) for name in _BOARDS.split() if name != "Board"
        },
        returns={"pyfirmata.util.get_the_board": "pyfirmata.Board"},
    ),
)
