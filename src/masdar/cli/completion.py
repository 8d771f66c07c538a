"""`masdar completion`: the script that lets a shell complete our commands."""

import click
from click import shell_completion

from masdar.cli import options, show
from masdar.errors import ConfigError


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@options.shared
@click.pass_context
def completion_(context: click.Context, shell: str) -> None:
    """Print the script that lets SHELL complete commands and options.

    \b
    bash:  masdar completion bash > ~/.local/share/bash-completion/completions/masdar
    zsh:   masdar completion zsh > "${fpath[1]}/_masdar"
    fish:  masdar completion fish > ~/.config/fish/completions/masdar.fish
    """
    kind = shell_completion.get_completion_class(shell)
    if kind is None:
        raise ConfigError(f"nothing is known of {shell}; bash, zsh and fish are")
    show.line(kind(context.find_root().command, {}, "masdar", "_MASDAR_COMPLETE").source())
