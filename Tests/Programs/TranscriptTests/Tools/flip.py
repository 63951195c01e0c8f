# SPDX-License-Identifier: Apache-2.0
"""Copies a file with one bit changed, a little after a text: flip.py FILE TEXT COPY"""
import sys

source, text, copy = sys.argv[1:]
with open(source, "rb") as file:
    data = bytearray(file.read())
data[data.index(text.encode()) + len(text) + 30] ^= 1
with open(copy, "wb") as file:
    file.write(data)
