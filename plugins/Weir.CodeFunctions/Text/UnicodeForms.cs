using System.Collections.Frozen;
using System.Globalization;

namespace Weir.CodeFunctions.Text;

/// <summary>A normal form of Unicode text.</summary>
internal enum UnicodeForm
{
    Nfc,
    Nfd,
    Nfkc,
    Nfkd,
}

/// <summary>
/// Decomposition, composition (Unicode Standard Annex 15) and full case folding of code points, from a table of its own.
/// The runtime's normalisation does nothing under invariant globalization and otherwise follows the
/// machine's Unicode library; a stable id must be the same everywhere.
/// </summary>
/// <remarks>Immutable after its table is read, on first use.</remarks>
internal sealed class UnicodeForms
{
    // Hangul syllables decompose by arithmetic (Unicode Standard, section 3.12).
    private const int SyllableFirst = 0xAC00, LeadFirst = 0x1100, VowelFirst = 0x1161, TailFirst = 0x11A7;
    private const int LeadCount = 19, VowelCount = 21, TailCount = 28, SyllableCount = LeadCount * VowelCount * TailCount;

    private static readonly Lazy<UnicodeForms> Shared = new(() => new UnicodeForms(Table()));

    private readonly FrozenDictionary<int, byte> _classes;
    private readonly FrozenDictionary<int, int[]> _canonical;
    private readonly FrozenDictionary<int, int[]> _compatible;
    private readonly FrozenDictionary<long, int> _compositions;
    private readonly FrozenDictionary<int, int[]> _folds;

    private UnicodeForms(IEnumerable<string> lines)
    {
        Dictionary<int, byte> classes = [];
        Dictionary<int, int[]> canonical = [], compatible = [], folds = [];
        Dictionary<long, int> compositions = [];
        string version = "";
        foreach (string line in lines)
        {
            string[] parts = line.Split(' ');
            if (parts[0] == "V")
            {
                version = parts[1];
                continue;
            }
            int[] points = [.. parts.Skip(1).Select(part => int.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
            if (parts[0] == "N")
                classes.Add(points[0], (byte)points[1]);
            else if (parts[0] == "C")
                compositions.Add(Pair(points[0], points[1]), points[2]);
            else
                (parts[0] switch { "D" => canonical, "F" => folds, _ => compatible }).Add(points[0], points[1..]);
        }
        Version = version;
        _classes = classes.ToFrozenDictionary();
        _canonical = canonical.ToFrozenDictionary();
        _compatible = compatible.ToFrozenDictionary();
        _compositions = compositions.ToFrozenDictionary();
        _folds = folds.ToFrozenDictionary();
    }

    public static UnicodeForms Instance => Shared.Value;

    /// <summary>The version of the Unicode Character Database that the table comes from.</summary>
    public string Version { get; }

    /// <summary>Brings the first <paramref name="count"/> code points into a form; the buffer grows when it must.</summary>
    /// <returns>How many code points the result has.</returns>
    public int Normalize(ref int[] points, int count, UnicodeForm form)
    {
        int decomposed = Decompose(ref points, count, form is UnicodeForm.Nfkc or UnicodeForm.Nfkd);
        Span<int> text = points.AsSpan(0, decomposed);
        Reorder(text);
        return form is UnicodeForm.Nfc or UnicodeForm.Nfkc ? Compose(text) : decomposed;
    }

    /// <summary>Folds the case of the first <paramref name="count"/> code points; the buffer grows when it must.</summary>
    /// <returns>How many code points the result has.</returns>
    public int Fold(ref int[] points, int count)
    {
        int total = 0;
        foreach (int point in points.AsSpan(0, count))
            total += _folds.TryGetValue(point, out int[]? folded) ? folded.Length : 1;
        if (total > points.Length)
            Array.Resize(ref points, total * 2);
        // From the end, as in decomposing.
        int to = total;
        for (int from = count - 1; from >= 0; from--)
        {
            if (_folds.TryGetValue(points[from], out int[]? folded))
                folded.CopyTo(points.AsSpan(to -= folded.Length));
            else
                points[--to] = points[from];
        }
        return total;
    }

    private int Decompose(ref int[] points, int count, bool compatibly)
    {
        int total = 0;
        for (int i = 0; i < count; i++)
            total += Length(points[i], compatibly);
        if (total > points.Length)
            Array.Resize(ref points, Math.Max(total, points.Length * 2));
        // From the end, so that what is written never passes what is still to be read.
        int to = total;
        for (int from = count - 1; from >= 0; from--)
        {
            int point = points[from];
            to -= Length(point, compatibly);
            if (point - SyllableFirst is >= 0 and < SyllableCount)
                SplitSyllable(point - SyllableFirst, points.AsSpan(to));
            else if (Decomposition(point, compatibly) is { } parts)
                parts.CopyTo(points.AsSpan(to));
            else
                points[to] = point;
        }
        return total;
    }

    private int Length(int point, bool compatibly)
    {
        int syllable = point - SyllableFirst;
        if (syllable is >= 0 and < SyllableCount)
            return syllable % TailCount == 0 ? 2 : 3;
        return Decomposition(point, compatibly)?.Length ?? 1;
    }

    private int[]? Decomposition(int point, bool compatibly)
    {
        if (point < 0xA0)
            return null;
        return compatibly && _compatible.TryGetValue(point, out int[]? parts) ? parts : _canonical.GetValueOrDefault(point);
    }

    private static void SplitSyllable(int syllable, Span<int> into)
    {
        into[0] = LeadFirst + syllable / (VowelCount * TailCount);
        into[1] = VowelFirst + syllable % (VowelCount * TailCount) / TailCount;
        if (syllable % TailCount is var tail and > 0)
            into[2] = TailFirst + tail;
    }

    // Marks are sorted by class between starters, and equal classes keep their order: insertion sort does both.
    private void Reorder(Span<int> text)
    {
        for (int i = 1; i < text.Length; i++)
        {
            int point = text[i], own = Class(point), at = i;
            if (own == 0)
                continue;
            while (at > 0 && Class(text[at - 1]) > own)
            {
                text[at] = text[at - 1];
                at--;
            }
            text[at] = point;
        }
    }

    private int Compose(Span<int> text)
    {
        int starter = -1, written = 0, lastClass = -1;
        foreach (int point in text)
        {
            int own = Class(point);
            // Blocked when a mark of the same or a higher class, or another starter, stands between.
            if (starter >= 0 && lastClass < own && Composition(text[starter], point) is { } composite)
            {
                text[starter] = composite;
                continue;
            }
            if (own == 0)
            {
                starter = written;
                lastClass = -1;
            }
            else
            {
                lastClass = own;
            }
            text[written++] = point;
        }
        return written;
    }

    private int? Composition(int first, int second)
    {
        int lead = first - LeadFirst, vowel = second - VowelFirst;
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
            return SyllableFirst + (lead * VowelCount + vowel) * TailCount;
        int syllable = first - SyllableFirst, tail = second - TailFirst;
        if (syllable is >= 0 and < SyllableCount && syllable % TailCount == 0 && tail is > 0 and < TailCount)
            return first + tail;
        return _compositions.TryGetValue(Pair(first, second), out int composite) ? composite : null;
    }

    private int Class(int point) => point < 0x300 ? 0 : _classes.GetValueOrDefault(point);

    private static long Pair(int first, int second) => ((long)first << 32) | (uint)second;

    private static IEnumerable<string> Table()
    {
        using Stream stream = typeof(UnicodeForms).Assembly.GetManifestResourceStream("Weir.CodeFunctions.Text.unicode-forms.txt")!;
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
