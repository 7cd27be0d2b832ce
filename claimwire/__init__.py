"""claimwire: who said what about AI intellectual property, and how it reached us."""

__version__ = "0.1.0"
