"""Gerai without a screen: the rules, the storage, the sync, the desk and the server."""

VERSION = "0.1.0"
