using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Weir.CodeFunctions.Text;

/// <summary>
/// Trims, normalises, lowers or folds, and collapses UTF-8 text. Lowering is Unicode's lowercase mapping, not
/// case folding: ß stays ß.
/// </summary>
/// <remarks>Keeps its buffers from row to row; one thread at a time.</remarks>
internal sealed class TextNormalizer
{
    private int[] _points = new int[64];
    private byte[] _utf8 = new byte[256];

    /// <summary>The text in its normal form; empty means that there is none. Valid until the next call.</summary>
    /// <param name="text">UTF-8; ill-formed bytes count as U+FFFD.</param>
    /// <param name="options">What is done beside trimming.</param>
    public ReadOnlySpan<byte> Normalize(ReadOnlySpan<byte> text, TextOptions options)
    {
        if (text.IsEmpty || text[0] <= ' ' || text[^1] <= ' ')
            text = text.Trim(" \t\n\v\f\r"u8);
        if (_utf8.Length < text.Length + Vector128<byte>.Count)
            _utf8 = new byte[(text.Length + Vector128<byte>.Count) * 2];
        if (TryPlain(text, options))
            return _utf8.AsSpan(0, text.Length);
        return Ascii.IsValid(text)
            ? NormalizeAscii(text, options.Case != LetterCase.Kept, options.Collapses)
            : NormalizeUnicode(text, options);
    }

    // Most texts are ASCII with single spaces: nothing but the case of letters changes, sixteen at a time.
    private bool TryPlain(ReadOnlySpan<byte> text, TextOptions options)
    {
        int width = Vector128<byte>.Count;
        int length = Math.Max(text.Length, width);
        ref byte source = ref MemoryMarshal.GetReference(text), target = ref MemoryMarshal.GetArrayDataReference(_utf8);
        if (text.Length < width)
        {
            _utf8.AsSpan(0, width).Fill((byte)'x');
            text.CopyTo(_utf8);
            source = ref target;
        }
        uint spaceBefore = 0;
        for (int at = 0; ; at += width)
        {
            // The last sixteen may overlap the ones before; the space before them is among them then.
            bool isLast = at + width >= length;
            if (at + width > length)
                (at, spaceBefore) = (length - width, 0);
            Vector128<byte> characters = Vector128.LoadUnsafe(ref source, (nuint)at);
            // Control characters, and as negative numbers all that is not ASCII.
            if (Vector128.LessThanAny(characters.AsSByte(), Vector128.Create((sbyte)' ')))
                return false;
            uint spaces = Vector128.Equals(characters, Vector128.Create((byte)' ')).ExtractMostSignificantBits();
            if (options.Collapses && (spaces & ((spaces << 1) | spaceBefore)) != 0)
                return false;
            spaceBefore = spaces >> (width - 1);
            if (options.Case != LetterCase.Kept)
            {
                Vector128<byte> capital = Vector128.GreaterThan(characters, Vector128.Create((byte)('A' - 1)))
                    & Vector128.LessThan(characters, Vector128.Create((byte)('Z' + 1)));
                characters |= capital & Vector128.Create((byte)0x20);
            }
            characters.StoreUnsafe(ref target, (nuint)at);
            if (isLast)
                return true;
        }
    }

    // ASCII text is in every normal form already.
    private ReadOnlySpan<byte> NormalizeAscii(ReadOnlySpan<byte> text, bool lower, bool collapse)
    {
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

    private ReadOnlySpan<byte> NormalizeUnicode(ReadOnlySpan<byte> text, TextOptions options)
    {
        UnicodeForms forms = UnicodeForms.Instance;
        int count = forms.Normalize(ref _points, Decode(text), options.Form);
        if (options.Case == LetterCase.Lower)
            count = Lower(count);
        // Folding can take a text out of its normal form.
        if (options.Case == LetterCase.Folded)
            count = forms.Normalize(ref _points, forms.Fold(ref _points, count), options.Form);
        // U+0130 lowers to two code points and a code point takes at most four bytes.
        if (_utf8.Length < count * 4)
            _utf8 = new byte[count * 8];
        int written = 0;
        bool inSpace = false;
        foreach (int point in _points.AsSpan(0, count))
        {
            Rune rune = new(point);
            bool space = options.Collapses && Rune.IsWhiteSpace(rune);
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
