"""Data sets, experiments and clusters: what trains and tracks models."""

from __future__ import annotations

from asynclint.knowledge.entry import IN_MEMORY, Blocks, Kind, Unless, methods, returning
from asynclint.knowledge.library import Library

_DOWNLOAD = "downloads from the hub, unless cached"
_TRACK = "asks the tracking server and waits for the answer"
_DATASETS = "https://huggingface.co/docs/datasets/package_reference/"
_MODELSCOPE = "https://github.com/modelscope/modelscope"
_MLFLOW = "https://mlflow.org/docs/latest/api_reference/python_api/mlflow.html"
_MLFLOW_CLIENT = "https://mlflow.org/docs/latest/api_reference/python_api/mlflow.client.html"
_WANDB = "https://docs.wandb.ai/models/ref/python/"
_XARRAY = "https://docs.xarray.dev/en/stable/user-guide/io.html"
_RAY = "https://docs.ray.io/en/latest/ray-core/actors/async_api.html"
_CLIENT_METHODS = (
    "get_run create_run get_metric_history search_experiments get_experiment"
    " get_experiment_by_name create_experiment delete_experiment rename_experiment set_terminated"
    " delete_run search_runs log_artifact log_artifacts log_text log_dict log_figure"
    " list_artifacts download_artifacts create_registered_model get_registered_model"
    " delete_registered_model search_registered_models get_latest_versions create_model_version"
    " get_model_version delete_model_version search_model_versions"
    " transition_model_version_stage set_registered_model_alias get_model_version_by_alias"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="datasets",
        packages=("datasets",),
        blocks=(
            *methods(
                "datasets",
                "load_dataset Dataset.push_to_hub DatasetDict.push_to_hub",
                Kind.NETWORK,
                "asks the hub about the data set, and transfers what is missing",
                why=_DATASETS + "loading_methods",
            ),
            *methods(
                "datasets",
                "load_from_disk Dataset.load_from_disk Dataset.save_to_disk"
                " DatasetDict.load_from_disk DatasetDict.save_to_disk Dataset.from_csv"
                " Dataset.from_json Dataset.from_parquet",
                Kind.FILE,
                "reads or writes the data set",
                why=_DATASETS + "main_classes",
            ),
            *methods(
                "datasets.Dataset",
                "to_csv to_json to_parquet",
                Kind.FILE,
                "writes the data set",
                unless=(Unless("path_or_buf", 0, IN_MEMORY),),
                why=_DATASETS + "main_classes",
            ),
            *methods(
                "datasets",
                "Dataset.map Dataset.filter DatasetDict.map DatasetDict.filter",
                Kind.CPU,
                "calls the function for every example, and writes the results",
                why=_DATASETS + "main_classes",
            ),
            *methods(
                "datasets.IterableDataset",
                "__iter__ iter.__iter__",
                Kind.NETWORK,
                "fetches examples as they are asked for",
                why="https://huggingface.co/docs/datasets/stream",
            ),
        ),
        aliases={
            "datasets.load.load_dataset": "datasets.load_dataset",
            "datasets.load.load_from_disk": "datasets.load_from_disk",
            "datasets.arrow_dataset.Dataset": "datasets.Dataset",
            "datasets.dataset_dict.DatasetDict": "datasets.DatasetDict",
            "datasets.iterable_dataset.IterableDataset": "datasets.IterableDataset",
        },
        returns={
            **returning(
                "datasets.Dataset",
                "datasets.Dataset",
                "from_dict from_list from_pandas from_csv from_json from_parquet load_from_disk map"
                " filter select shuffle",
            ),
            **returning("datasets.DatasetDict", "datasets.DatasetDict", "load_from_disk map"),
            **returning(
                "Self",
                "datasets.IterableDataset",
                "batch cast_column filter map remove_columns rename_column select_columns shuffle"
                " skip take",
            ),
            "datasets.IterableDataset.iter": "datasets.IterableDataset.iter",
        },
    ),
    Library(
        distribution="modelscope",
        packages=("modelscope",),
        blocks=methods(
            "modelscope",
            "snapshot_download dataset_snapshot_download",
            Kind.NETWORK,
            _DOWNLOAD,
            why=_MODELSCOPE,
        ),
        aliases={
            "modelscope.hub.snapshot_download.snapshot_download": "modelscope.snapshot_download",
        },
    ),
    Library(
        distribution="mlflow",
        packages=("mlflow",),
        blocks=(
            *methods(
                "mlflow",
                "start_run end_run get_run search_runs search_experiments set_experiment"
                " create_experiment get_experiment get_experiment_by_name log_artifact"
                " log_artifacts log_text log_dict log_figure log_image log_table register_model",
                Kind.NETWORK,
                _TRACK,
                why=_MLFLOW,
            ),
            *methods(
                "mlflow",
                "log_metric",
                Kind.NETWORK,
                _TRACK,
                unless=(Unless("synchronous", 3, (False,)),),
                why=_MLFLOW,
            ),
            *methods(
                "mlflow",
                "log_metrics log_param set_tag",
                Kind.NETWORK,
                _TRACK,
                unless=(Unless("synchronous", 2, (False,)),),
                why=_MLFLOW,
            ),
            *methods(
                "mlflow",
                "log_params set_tags",
                Kind.NETWORK,
                _TRACK,
                unless=(Unless("synchronous", 1, (False,)),),
                why=_MLFLOW,
            ),
            Blocks(
                "mlflow.pyfunc.load_model",
                Kind.NETWORK,
                "downloads the model, unless it is on disk, and reads it",
                why="https://mlflow.org/docs/latest/api_reference/python_api/mlflow.pyfunc.html",
            ),
            *methods(
                "mlflow.MlflowClient", _CLIENT_METHODS, Kind.NETWORK, _TRACK, why=_MLFLOW_CLIENT
            ),
            *methods(
                "mlflow.MlflowClient",
                "log_param set_tag",
                Kind.NETWORK,
                _TRACK,
                unless=(Unless("synchronous", 3, (False,)),),
                why=_MLFLOW_CLIENT,
            ),
            Blocks(
                "mlflow.MlflowClient.log_metric",
                Kind.NETWORK,
                _TRACK,
                unless=(Unless("synchronous", 5, (False,)),),
                why=_MLFLOW_CLIENT,
            ),
            Blocks(
                "mlflow.MlflowClient.log_batch",
                Kind.NETWORK,
                _TRACK,
                unless=(Unless("synchronous", 4, (False,)),),
                why=_MLFLOW_CLIENT,
            ),
        ),
        aliases={
            "mlflow.tracking.fluent": "mlflow",
            "mlflow.tracking.MlflowClient": "mlflow.MlflowClient",
            "mlflow.tracking.client.MlflowClient": "mlflow.MlflowClient",
            "mlflow.client.MlflowClient": "mlflow.MlflowClient",
        },
    ),
    Library(
        distribution="wandb",
        packages=("wandb",),
        blocks=(
            Blocks(
                "wandb.init",
                Kind.NETWORK,
                "starts the service process, which asks the server, and waits for both",
                unless=(Unless("mode", 13, ("disabled",)),),
                why=_WANDB,
            ),
            *methods(
                "wandb",
                "finish Run.finish",
                Kind.NETWORK,
                "waits until everything has been sent",
                why=_WANDB,
            ),
            *methods(
                "wandb",
                "Run.use_artifact Api.run Api.artifact Api.artifact_exists",
                Kind.NETWORK,
                "asks the server and waits for the answer",
                why=_WANDB,
            ),
        ),
        aliases={"wandb.sdk.wandb_run.Run": "wandb.Run", "wandb.apis.public.Api": "wandb.Api"},
        returns={"wandb.init": "wandb.Run"},
    ),
    Library(
        distribution="ray",
        packages=("ray",),
        blocks=(
            Blocks(
                "ray.init",
                Kind.NETWORK,
                "starts a cluster, or connects to one, and waits for it",
                why="https://docs.ray.io/en/latest/ray-core/api/doc/ray.init.html",
            ),
            Blocks(
                "ray.get",
                Kind.WAIT,
                "waits until the tasks are done",
                twin="await the reference",
                unless=(Unless("timeout", None, (0,)),),
                why=_RAY,
            ),
            Blocks(
                "ray.wait",
                Kind.WAIT,
                "waits until some of the tasks are done",
                twin="asyncio.wait",
                unless=(Unless("timeout", None, (0,)),),
                why=_RAY,
            ),
        ),
        aliases={
            "ray._private.worker.init": "ray.init",
            "ray._private.worker.get": "ray.get",
            "ray._private.worker.wait": "ray.wait",
        },
    ),
    Library(
        distribution="xarray",
        packages=("xarray",),
        blocks=(
            *methods(
                "xarray",
                "open_dataset open_dataarray load_dataset load_dataarray",
                Kind.FILE,
                "opens the file and reads what describes its arrays",
                unless=(Unless("filename_or_obj", 0, IN_MEMORY),),
                why=_XARRAY,
            ),
            Blocks("xarray.open_mfdataset", Kind.FILE, "opens every one of the files", why=_XARRAY),
            Blocks(
                "xarray.open_zarr", Kind.FILE, "opens the store and reads its index", why=_XARRAY
            ),
            *methods(
                "xarray",
                "Dataset.to_netcdf DataArray.to_netcdf",
                Kind.FILE,
                "writes the arrays",
                unless=(Unless("path", 0, (None, *IN_MEMORY), by_default=True),),
                why=_XARRAY,
            ),
            *methods(
                "xarray",
                "Dataset.to_zarr DataArray.to_zarr save_mfdataset",
                Kind.FILE,
                "writes the arrays",
                why=_XARRAY,
            ),
        ),
        aliases={
            "xarray.core.dataset.Dataset": "xarray.Dataset",
            "xarray.core.dataarray.DataArray": "xarray.DataArray",
        },
        returns={
            **returning(
                "xarray.Dataset", "xarray", "open_dataset load_dataset open_mfdataset open_zarr"
            ),
            **returning("xarray.DataArray", "xarray", "open_dataarray load_dataarray"),
            **returning("Self", "xarray.Dataset", "sel isel load compute assign_coords"),
            **returning("Self", "xarray.DataArray", "sel isel load compute"),
        },
    ),
)
