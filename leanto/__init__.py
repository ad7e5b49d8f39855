"""Leanto: a private companion for people who do everything alone."""

__version__ = "0.1.0"
