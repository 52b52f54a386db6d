"""Methods of AsyncSSH's servers, clients and sessions that are plain functions."""

import asyncssh
from seen import here, run


class Session(asyncssh.SSHServerSession[str]):
    def connection_made(self, chan: asyncssh.SSHServerChannel[str]) -> None:
        here("SSHServerSession.connection_made")
        self.chan = chan

    def shell_requested(self) -> bool:
        here("SSHServerSession.shell_requested")
        return True

    def data_received(self, data: str, datatype: object) -> None:
        here("SSHServerSession.data_received")
        self.chan.write("answer\n")
        self.chan.exit(0)


class Server(asyncssh.SSHServer):
    def connection_made(self, conn: object) -> None:
        here("SSHServer.connection_made")

    def begin_auth(self, username: str) -> bool:
        here("SSHServer.begin_auth")
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        here("SSHServer.validate_password")
        return True

    def session_requested(self) -> Session:
        here("SSHServer.session_requested")
        return Session()


class Client(asyncssh.SSHClient):
    def validate_host_public_key(self, *of: object) -> bool:
        here("SSHClient.validate_host_public_key")
        return True

    def password_auth_requested(self) -> str:
        here("SSHClient.password_auth_requested")
        return "password"


async def main() -> None:
    key = asyncssh.generate_private_key("ssh-ed25519")
    server = await asyncssh.listen("127.0.0.1", 0, server_host_keys=[key], server_factory=Server)
    connection, _ = await asyncssh.create_connection(
        Client, "127.0.0.1", server.get_port(), username="user", known_hosts=b"", client_keys=None
    )
    process = await connection.create_process()
    process.stdin.write("question\n")
    await process.wait()
    connection.close()
    await connection.wait_closed()
    server.close()


run(main)
