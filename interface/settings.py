"""Settings: environment variables that begin with `KIS_`, or a file `.env` beside the command."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where the data lie and where the server listens."""

    model_config = SettingsConfigDict(env_prefix="KIS_", env_file=".env", extra="ignore")

    data: Path = Field(default=Path("kis-data"), description="Katalog danych / data directory")
    host: str = Field(default="127.0.0.1", description="Adres, na którym słucha serwer / listening address")
    port: int = Field(default=8000, ge=1, le=65535, description="Port serwera / listening port")
    queue: int = Field(default=256, ge=1, le=100_000, description="Ile zapisów może czekać / waiting writes at most")
    token: str | None = Field(default=None, description="Token użytkownika dla poleceń / token for commands")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="Dziennik / log")

    @property
    def database(self) -> Path:
        """The record."""
        return self.data / "kis.db"

    @property
    def keys(self) -> Path:
        """The wrapped keys: a database of their own, with their own short backup retention."""
        return self.data / "keys.db"

    @property
    def master_key(self) -> Path:
        """The key over the keys, a file only its owner reads."""
        return self.data / "master.key"

    @property
    def anchor(self) -> Path:
        """Committed sizes of the logs, outside the database."""
        return self.data / "anchor"

    @property
    def fences(self) -> Path:
        """Who was forgotten, outside the database: it goes where the anchor goes."""
        return self.data / "fences"

    @property
    def restored(self) -> Path:
        """A file that says: a backup was put here, and no new epoch has begun since."""
        return self.data / "restored"

    @property
    def socket(self) -> Path:
        """Where commands speak to a running server."""
        return self.data / "kis.sock"
