using System.Buffers;
using System.Globalization;
using System.Text;

namespace Weir.Functions;

/// <summary>
/// Trims, normalises, lowers and collapses UTF-8 text. Lowering is Unicode's lowercase mapping, not
/// case folding: ß stays ß.
/// </summary>
/// <remarks>Keeps its buffers from row to row; one thread at a time.</remarks>
internal sealed class TextNormalizer
{
    private int[] _points = new int[64];
    private byte[] _utf8 = new byte[256];

    /// <summary>The text in its normal form; empty means that there is none. Valid until the next call.</summary>
    /// <param name="text">UTF-8; ill-formed bytes count as U+FFFD.</param>
    /// <param name="form">The normal form.</param>
    /// <param name="lower">Whether letters become lowercase.</param>
    /// <param name="collapse">Whether a run of white space becomes one space.</param>
    public ReadOnlySpan<byte> Normalize(ReadOnlySpan<byte> text, UnicodeForm form, bool lower, bool collapse) =>
        Ascii.IsValid(text) ? NormalizeAscii(text, lower, collapse) : NormalizeUnicode(text, form, lower, collapse);

    // ASCII text is in every normal form already.
    private ReadOnlySpan<byte> NormalizeAscii(ReadOnlySpan<byte> text, bool lower, bool collapse)
    {
        text = text.Trim(" \t\n\v\f\r"u8);
        if (_utf8.Length < text.Length)
            _utf8 = new byte[text.Length * 2];
        int written = 0;
        bool inSpace = false;
        foreach (byte b in text)
        {
            bool space = b is (byte)' ' or >= 9 and <= 13;
            if (!collapse || !space)
                _utf8[written++] = lower && b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
            else if (!inSpace)
                _utf8[written++] = (byte)' ';
            inSpace = space;
        }
        return _utf8.AsSpan(0, written);
    }

    private ReadOnlySpan<byte> NormalizeUnicode(ReadOnlySpan<byte> text, UnicodeForm form, bool lower, bool collapse)
    {
        int count = UnicodeForms.Instance.Normalize(ref _points, Decode(text), form);
        if (lower)
            count = Lower(count);
        // U+0130 lowers to two code points and a code point takes at most four bytes.
        if (_utf8.Length < count * 4)
            _utf8 = new byte[count * 8];
        int written = 0;
        bool inSpace = false;
        foreach (int point in _points.AsSpan(0, count))
        {
            Rune rune = new(point);
            bool space = collapse && Rune.IsWhiteSpace(rune);
            if (!space)
                written += rune.EncodeToUtf8(_utf8.AsSpan(written));
            else if (!inSpace)
                _utf8[written++] = (byte)' ';
            inSpace = space;
        }
        return _utf8.AsSpan(0, written);
    }

    // Decodes without the white space at both ends.
    private int Decode(ReadOnlySpan<byte> text)
    {
        if (_points.Length < text.Length)
            _points = new int[text.Length * 2];
        int count = 0, end = 0;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(text, out Rune rune, out int consumed) != OperationStatus.Done)
                rune = Rune.ReplacementChar;
            text = text[consumed..];
            bool space = Rune.IsWhiteSpace(rune);
            if (space && count == 0)
                continue;
            _points[count++] = rune.Value;
            end = space ? end : count;
        }
        return end;
    }

    private int Lower(int count)
    {
        const int DottedI = 0x130, CombiningDot = 0x307, Sigma = 0x3A3, FinalSigma = 0x3C2;
        int dotted = _points.AsSpan(0, count).Count(DottedI);
        if (count + dotted > _points.Length)
            Array.Resize(ref _points, (count + dotted) * 2);
        int to = count + dotted;
        for (int from = count - 1; from >= 0; from--)
        {
            int point = _points[from];
            if (point == DottedI)
            {
                _points[--to] = CombiningDot;
                _points[--to] = 'i';
            }
            else
            {
                _points[--to] = point == Sigma && IsFinal(from, to, count + dotted) ? FinalSigma : Rune.ToLowerInvariant(new Rune(point)).Value;
            }
        }
        return count + dotted;
    }

    // A sigma ends a word when a cased letter stands before it and none after it, letters that have no
    // case of their own skipped. Before it the text is still as it was, after it lowered already.
    private bool IsFinal(int before, int after, int end)
    {
        int left = before - 1;
        while (left >= 0 && IsCaseIgnorable(_points[left]))
            left--;
        if (left < 0 || !IsCased(_points[left]))
            return false;
        int right = after + 1;
        while (right < end && IsCaseIgnorable(_points[right]))
            right++;
        return right >= end || !IsCased(_points[right]);
    }

    private static bool IsCased(int point) => Rune.GetUnicodeCategory(new Rune(point))
        is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter;

    private static bool IsCaseIgnorable(int point) => Rune.GetUnicodeCategory(new Rune(point))
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol
        || point is '\'' or '.' or ':' or 0xB7 or 0x387 or 0x55F or 0x5F4 or 0x2018 or 0x2019 or 0x2024 or 0x2027
            or 0xFE13 or 0xFE52 or 0xFE55 or 0xFF07 or 0xFF0E or 0xFF1A;
}
