"""Panels in the world: widgets as data, laid out and painted on the CPU, and the theme they share."""

from vr_client.ui.cards import error_page, name_plate
from vr_client.ui.panel import UiPanel
from vr_client.ui.theme import EASY, NORMAL, Theme, theme_for

__all__ = ["EASY", "NORMAL", "Theme", "UiPanel", "error_page", "name_plate", "theme_for"]
