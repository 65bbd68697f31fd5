"""signals.toml, read into values or refused with every fault named."""
