"""The rules, in code order. One rule is one file; this list is the only registration."""

from __future__ import annotations

from asynclint.rules.asl101_blocking_call import BlockingCall
from asynclint.rules.asl102_blocking_network import BlockingNetwork
from asynclint.rules.asl103_blocking_database import BlockingDatabase
from asynclint.rules.asl104_blocking_subprocess import BlockingSubprocess
from asynclint.rules.asl105_blocking_file_io import BlockingFileIO
from asynclint.rules.asl106_blocking_file_metadata import BlockingFileMetadata
from asynclint.rules.asl107_blocking_wait import BlockingWait
from asynclint.rules.asl108_blocking_lock import BlockingLock
from asynclint.rules.asl109_blocking_cpu import BlockingCPU
from asynclint.rules.asl110_nested_event_loop import NestedEventLoop
from asynclint.rules.asl111_blocking_import import BlockingImport
from asynclint.rules.asl201_cleanup_skipped import CleanupSkipped
from asynclint.rules.asl202_swallowed_cancellation import SwallowedCancellation
from asynclint.rules.asl203_replaced_cancellation import ReplacedCancellation
from asynclint.rules.asl204_cancelled_cleanup import CancelledCleanup
from asynclint.rules.asl205_timeout_leaves_work import TimeoutLeavesWork
from asynclint.rules.asl206_discarded_errors import DiscardedErrors
from asynclint.rules.asl207_uncaught_timeout import UncaughtTimeout
from asynclint.rules.asl301_cancelled_command import CancelledCommand
from asynclint.rules.asl302_affected_release import AffectedRelease
from asynclint.rules.asl303_cancelled_take import CancelledTake
from asynclint.rules.asl304_cancelled_write import CancelledWrite
from asynclint.rules.asl305_concurrent_use import ConcurrentUse
from asynclint.rules.asl306_cancelled_task_in_use import CancelledTaskInUse
from asynclint.rules.asl307_interrupted_command import InterruptedCommand
from asynclint.rules.asl308_read_outlasts_socket import ReadOutlastsSocket
from asynclint.rules.asl309_interrupt_keeps_connection import InterruptKeepsConnection
from asynclint.rules.asl401_dropped_task import DroppedTask
from asynclint.rules.asl402_dropped_future import DroppedFuture
from asynclint.rules.asl403_work_left_by_request import WorkLeftByRequest
from asynclint.rules.asl404_task_left_by_request import TaskLeftByRequest
from asynclint.rules.asl405_pool_per_request import PoolPerRequest
from asynclint.rules.asl406_threads_before_fork import ThreadsBeforeFork
from asynclint.rules.asl407_futile_exit_hook import FutileExitHook
from asynclint.rules.asl501_handler_outlasts_client import HandlerOutlastsClient
from asynclint.rules.asl502_slow_disconnect import SlowDisconnect
from asynclint.rules.asl503_task_outlives_consumer import TaskOutlivesConsumer
from asynclint.rules.asl504_shared_thread_blocked import SharedThreadBlocked
from asynclint.rules.asl505_pool_deadlock import PoolDeadlock
from asynclint.rules.asl506_starving_loop import StarvingLoop
from asynclint.rules.asl507_one_sided_keepalive import OneSidedKeepalive
from asynclint.rules.asl508_lock_held_in_thread import LockHeldInThread
from asynclint.rules.asl509_keepalive_set_on_connection import KeepaliveSetOnConnection
from asynclint.rules.asl510_keepalive_turned_off import KeepaliveTurnedOff
from asynclint.rules.asl511_called_while_handed_over import CalledWhileHandedOver
from asynclint.rules.asl512_ineffective_thread_setting import IneffectiveThreadSetting
from asynclint.rules.asl513_incompatible_channel_layer import IncompatibleChannelLayer
from asynclint.rules.asl514_in_memory_channel_layer import InMemoryChannelLayer
from asynclint.rules.asl901_invalid_syntax import InvalidSyntax
from asynclint.rules.asl902_unused_suppression import UnusedSuppression
from asynclint.rules.base import Context, Rule

__all__ = ["ALL", "Context", "InvalidSyntax", "Rule", "UnusedSuppression"]

ALL: tuple[type[Rule], ...] = (
    BlockingCall,
    BlockingNetwork,
    BlockingDatabase,
    BlockingSubprocess,
    BlockingFileIO,
    BlockingFileMetadata,
    BlockingWait,
    BlockingLock,
    BlockingCPU,
    NestedEventLoop,
    BlockingImport,
    CleanupSkipped,
    SwallowedCancellation,
    ReplacedCancellation,
    CancelledCleanup,
    TimeoutLeavesWork,
    DiscardedErrors,
    UncaughtTimeout,
    CancelledCommand,
    AffectedRelease,
    CancelledTake,
    CancelledWrite,
    ConcurrentUse,
    CancelledTaskInUse,
    InterruptedCommand,
    ReadOutlastsSocket,
    InterruptKeepsConnection,
    DroppedTask,
    DroppedFuture,
    WorkLeftByRequest,
    TaskLeftByRequest,
    PoolPerRequest,
    ThreadsBeforeFork,
    FutileExitHook,
    HandlerOutlastsClient,
    SlowDisconnect,
    TaskOutlivesConsumer,
    SharedThreadBlocked,
    PoolDeadlock,
    StarvingLoop,
    OneSidedKeepalive,
    LockHeldInThread,
    KeepaliveSetOnConnection,
    KeepaliveTurnedOff,
    CalledWhileHandedOver,
    IneffectiveThreadSetting,
    IncompatibleChannelLayer,
    InMemoryChannelLayer,
    InvalidSyntax,
    UnusedSuppression,
)
