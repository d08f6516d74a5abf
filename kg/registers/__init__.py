"""Registers: tables of named things with public codes, and the matcher that finds their names in text."""
