"""Prints the table behind plugins/Weir.CodeFunctions/Text/UnicodeForms.cs from Python's copy of the Unicode Character Database.

Run:  python3.13 eng/unicode-tables.py > plugins/Weir.CodeFunctions/Text/unicode-forms.txt

One line a fact, sorted; code points in hexadecimal:
    N 0300 E6            canonical combining class
    D 00C5 0041 030A     full canonical decomposition
    K FB01 0066 0069     full compatibility decomposition, where it differs from the canonical one
    C 0041 030A 00C5     primary composition: first, second, result
    F 00DF 0073 0073     full case folding, where it differs from the code point itself
Hangul syllables are left out: their decomposition is arithmetic.
"""
import sys
import unicodedata as u

def hexes(text):
    return " ".join(f"{ord(c):04X}" for c in text)

print(f"V {u.unidata_version}")
for cp in range(sys.maxunicode + 1):
    if 0xD800 <= cp <= 0xDFFF or 0xAC00 <= cp <= 0xD7A3:
        continue
    c = chr(cp)
    if u.combining(c):
        print(f"N {cp:04X} {u.combining(c):X}")
    canonical, compatible = u.normalize("NFD", c), u.normalize("NFKD", c)
    if canonical != c:
        print(f"D {cp:04X} {hexes(canonical)}")
    if compatible != canonical:
        print(f"K {cp:04X} {hexes(compatible)}")
    step = u.decomposition(c)
    if step and not step.startswith("<") and len(step.split()) == 2 and u.normalize("NFC", c) == c:
        print(f"C {step} {cp:04X}")
    if c.casefold() != c:
        print(f"F {cp:04X} {hexes(c.casefold())}")
