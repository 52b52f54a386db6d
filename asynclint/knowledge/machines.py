"""Other machines: containers, clusters, SSH, and objects on them."""

from __future__ import annotations

from asynclint.knowledge.entry import Blocks, Kind, asking, methods, names, returning
from asynclint.knowledge.library import Library

_DAEMON = "asks the Docker daemon and waits for the answer"
_START = "starts the container, after pulling its image, and waits for it"
_CLUSTER = "asks the cluster's API server and waits for the answer"
_REMOTE = "waits for the remote machine"

_DOCKER = "https://docker-py.readthedocs.io/en/stable/"
_CONTAINERS = "https://testcontainers-python.readthedocs.io/en/latest/core/README.html"
_KUBERNETES = "https://github.com/kubernetes-client/python"
_PARAMIKO = "https://docs.paramiko.org/en/stable/api/"
_FABRIC = "https://docs.fabfile.org/en/latest/api/connection.html"
_PYRO = "https://pyro5.readthedocs.io/en/latest/clientcode.html"

_CONTAINER = "testcontainers.core.container.DockerContainer"
_CONTAINER_CLASSES = (
    "postgres.PostgresContainer mysql.MySqlContainer redis.RedisContainer kafka.KafkaContainer"
    " elasticsearch.ElasticSearchContainer qdrant.QdrantContainer nats.NatsContainer"
    " mssql.SqlServerContainer ollama.OllamaContainer"
)
_KUBERNETES_APIS = (
    "CoreV1Api AppsV1Api BatchV1Api NetworkingV1Api RbacAuthorizationV1Api CustomObjectsApi"
    " AutoscalingV1Api AutoscalingV2Api StorageV1Api PolicyV1Api ApiextensionsV1Api EventsV1Api"
    " CoordinationV1Api AuthenticationV1Api AuthorizationV1Api VersionApi"
)

LIBRARIES: tuple[Library, ...] = (
    Library(
        distribution="pyro5",
        packages=("Pyro5",),
        blocks=(
            *asking(
                "Pyro5.api",
                "locate_ns resolve",
                _PYRO,
                "looks for the name server on the network, and waits for its answer",
            ),
            *asking("Pyro5.api.Proxy", "*", _PYRO, "calls the remote object and waits for it"),
            Blocks(
                "Pyro5.api.Daemon.requestLoop", Kind.WAIT, "serves until it is shut down", why=_PYRO
            ),
            *methods(
                "Pyro5.api",
                "serve start_ns_loop",
                Kind.WAIT,
                "serves until it is shut down",
                why=_PYRO,
            ),
        ),
        aliases=dict.fromkeys(names("Pyro5", "client core server nameserver"), "Pyro5.api"),
        returns={"Pyro5.api.locate_ns": "Pyro5.api.Proxy"},
    ),
    Library(
        distribution="docker",
        packages=("docker",),
        blocks=(
            *methods(
                "docker.DockerClient",
                "ping info version df login events.__iter__",
                Kind.NETWORK,
                _DAEMON,
                twin="aiodocker.Docker",
                why=_DOCKER + "client.html",
            ),
            *methods(
                "docker.models",
                "containers.ContainerCollection.* images.ImageCollection.*"
                " networks.NetworkCollection.* volumes.VolumeCollection.*"
                " services.ServiceCollection.* nodes.NodeCollection.*",
                Kind.NETWORK,
                _DAEMON,
                twin="aiodocker.Docker",
                why=_DOCKER,
            ),
            Blocks(
                "docker.models.containers.Container.*",
                Kind.NETWORK,
                _DAEMON,
                twin="aiodocker.containers.DockerContainer",
                why=_DOCKER + "containers.html#container-objects",
            ),
        ),
        aliases={
            "docker.client.DockerClient": "docker.DockerClient",
            "docker.client.from_env": "docker.from_env",
        },
        returns={
            "docker.from_env": "docker.DockerClient",
            "docker.DockerClient.from_env": "docker.DockerClient",
            "docker.DockerClient.containers": "docker.models.containers.ContainerCollection",
            "docker.DockerClient.images": "docker.models.images.ImageCollection",
            "docker.DockerClient.networks": "docker.models.networks.NetworkCollection",
            "docker.DockerClient.volumes": "docker.models.volumes.VolumeCollection",
            "docker.DockerClient.services": "docker.models.services.ServiceCollection",
            "docker.DockerClient.nodes": "docker.models.nodes.NodeCollection",
            "docker.DockerClient.events": "docker.DockerClient.events",
            **returning(
                "docker.models.containers.Container",
                "docker.models.containers.ContainerCollection",
                "run get create",
            ),
            "docker.models.containers.ContainerCollection.list": (
                "list[docker.models.containers.Container]"
            ),
        },
        safe=names(
            "docker.models",
            "containers.ContainerCollection.prepare_model images.ImageCollection.prepare_model"
            " networks.NetworkCollection.prepare_model volumes.VolumeCollection.prepare_model"
            " services.ServiceCollection.prepare_model nodes.NodeCollection.prepare_model",
        ),
    ),
    Library(
        distribution="kubernetes",
        packages=("kubernetes",),
        blocks=(
            *methods(
                "kubernetes.client",
                " ".join(f"{api}.*" for api in _KUBERNETES_APIS.split()),
                Kind.NETWORK,
                _CLUSTER,
                twin="kubernetes_asyncio.client",
                why=_KUBERNETES,
            ),
            Blocks(
                "kubernetes.watch.Watch.stream.__iter__",
                Kind.WAIT,
                "waits for the next event of the cluster",
                twin="kubernetes_asyncio.watch.Watch.stream",
                why=_KUBERNETES,
            ),
            *methods(
                "kubernetes.config",
                "load_kube_config load_incluster_config load_config",
                Kind.FILE,
                "reads the configuration, and may run a helper to log in",
                twin="kubernetes_asyncio.config.{}",
                why=_KUBERNETES,
            ),
        ),
        aliases={"kubernetes.watch.watch.Watch": "kubernetes.watch.Watch"},
        returns={"kubernetes.watch.Watch.stream": "kubernetes.watch.Watch.stream"},
        safe=names("kubernetes.client", " ".join(f"{a}.close" for a in _KUBERNETES_APIS.split())),
    ),
    Library(
        distribution="paramiko",
        packages=("paramiko",),
        blocks=(
            *methods(
                "paramiko",
                "SSHClient.connect SSHClient.exec_command SSHClient.invoke_shell"
                " SSHClient.open_sftp Transport.connect Transport.open_session"
                " Transport.auth_password Transport.auth_publickey Transport.start_client"
                " SFTPClient.from_transport Channel.exec_command",
                Kind.NETWORK,
                _REMOTE,
                twin="asyncssh.connect",
                why=_PARAMIKO + "client.html",
            ),
            *methods(
                "paramiko.Channel",
                "recv recv_stderr send sendall",
                Kind.NETWORK,
                _REMOTE,
                twin="asyncssh.SSHClientProcess",
                why=_PARAMIKO + "channel.html",
            ),
            Blocks(
                "paramiko.Channel.recv_exit_status",
                Kind.NETWORK,
                _REMOTE,
                twin="asyncssh.SSHClientProcess",
                why=_PARAMIKO + "channel.html",
                asks="exit_status_ready",
            ),
            *methods(
                "paramiko.SFTPClient",
                "get put getfo putfo open file listdir listdir_attr mkdir rmdir remove unlink"
                " rename posix_rename stat lstat chdir chmod chown truncate readlink normalize",
                Kind.NETWORK,
                _REMOTE,
                twin="asyncssh.SFTPClient",
                why=_PARAMIKO + "sftp.html",
            ),
            *methods(
                "paramiko.channel.ChannelFile",
                "read readline readlines write __iter__",
                Kind.NETWORK,
                _REMOTE,
                twin="asyncssh.SSHReader",
                why=_PARAMIKO + "channel.html#paramiko.channel.ChannelFile",
            ),
        ),
        aliases={
            "paramiko.client.SSHClient": "paramiko.SSHClient",
            "paramiko.transport.Transport": "paramiko.Transport",
            "paramiko.sftp_client.SFTPClient": "paramiko.SFTPClient",
            "paramiko.channel.Channel": "paramiko.Channel",
        },
        returns={
            "paramiko.SSHClient.open_sftp": "paramiko.SFTPClient",
            "paramiko.SSHClient.invoke_shell": "paramiko.Channel",
            "paramiko.SSHClient.get_transport": "paramiko.Transport",
            "paramiko.SSHClient.exec_command": (
                "tuple[paramiko.channel.ChannelFile, paramiko.channel.ChannelFile,"
                " paramiko.channel.ChannelFile]"
            ),
            "paramiko.channel.ChannelFile.channel": "paramiko.Channel",
            "paramiko.Transport.open_session": "paramiko.Channel",
            "paramiko.SFTPClient.from_transport": "paramiko.SFTPClient",
        },
    ),
    Library(
        distribution="fabric",
        packages=("fabric",),
        blocks=methods(
            "fabric.Connection",
            "run sudo local open get put",
            Kind.NETWORK,
            _REMOTE,
            twin="asyncssh.SSHClientConnection.run",
            why=_FABRIC,
        ),
        aliases={"fabric.connection.Connection": "fabric.Connection"},
    ),
    Library(
        distribution="testcontainers",
        packages=("testcontainers",),
        blocks=(
            *methods(_CONTAINER, "start __enter__", Kind.NETWORK, _START, why=_CONTAINERS),
            *methods(_CONTAINER, "stop exec", Kind.NETWORK, _DAEMON, why=_CONTAINERS),
        ),
        bases=dict.fromkeys(names("testcontainers", _CONTAINER_CLASSES), (_CONTAINER,)),
        returns=returning("Self", _CONTAINER, "start with_env with_exposed_ports with_command"),
    ),
)
