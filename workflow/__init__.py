"""Duban: sees that a published plan is carried out."""
