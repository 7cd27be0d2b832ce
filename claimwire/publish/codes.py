"""Names for the codes of languages (ISO 639-1) and countries (ISO 3166-1) that a reader meets.

Only those that are common in the sources; any other code is shown as it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from claimwire.publish import text

_LANGUAGES: Mapping[str, str] = {
    "ar": "Arabic",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}

_COUNTRIES: Mapping[str, str] = {
    "AT": "Austria",
    "AU": "Australia",
    "BE": "Belgium",
    "BR": "Brazil",
    "CA": "Canada",
    "CH": "Switzerland",
    "CN": "China",
    "DE": "Germany",
    "ES": "Spain",
    "EU": "European Union",
    "FR": "France",
    "GB": "United Kingdom",
    "HK": "Hong Kong",
    "IE": "Ireland",
    "IL": "Israel",
    "IN": "India",
    "IT": "Italy",
    "JP": "Japan",
    "KR": "South Korea",
    "LU": "Luxembourg",
    "NL": "Netherlands",
    "NZ": "New Zealand",
    "RU": "Russia",
    "SE": "Sweden",
    "SG": "Singapore",
    "SM": "San Marino",
    "TW": "Taiwan",
    "UK": "United Kingdom",
    "US": "United States",
}


def language(code: str | None) -> str:
    """Return the name of a language, with its region as given; an unknown code as it is."""
    shown = text.name(code)
    base, dash, region = shown.partition("-")
    named = _LANGUAGES.get(base.lower())
    if named is None:
        return shown
    return f"{named} ({region})" if dash and region else named


def country(code: str | None) -> str:
    """Return the name of a country; an unknown code as it is."""
    shown = text.name(code)
    return _COUNTRIES.get(shown.upper(), shown)
