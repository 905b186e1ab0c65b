using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Weir.Delta.Log;

/// <summary>
/// Statistics of many files without what they repeat. The files of a table name the same columns in the same order: that text
/// with gaps, a template, is kept once, and a file keeps what fills the gaps. Every text comes back as it was, byte for byte,
/// JSON or not.
/// </summary>
/// <remarks>One thread splits texts at a time; any number joins those that were split before.</remarks>
internal sealed class StatisticsTemplates
{
    // No template: the text is kept as it is.
    private const int Whole = 0;

    // Texts that are not alike are kept whole: templates must not outgrow what they save.
    private const int TemplatesMax = 1024;
    private const int TemplateBytesMax = 64 << 10;

    // Marks a gap; no JSON has it.
    private const byte Gap = 0;

    private static readonly SearchValues<byte> EndsOfValue = SearchValues.Create(",}] \t\r\n"u8);
    private static readonly SearchValues<byte> EndsOfText = SearchValues.Create("\"\\"u8);

    private readonly Dictionary<byte[], int> _ids = new(new SameBytes());
    private readonly ArrayBufferWriter<byte> _template = new(), _values = new();
    private byte[][] _templates = [[]];

    /// <summary>Takes a text apart.</summary>
    /// <param name="text">The statistics.</param>
    /// <param name="values">What a file keeps, valid until the next call.</param>
    /// <returns>The number of the template.</returns>
    public int Split(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> values)
    {
        _template.ResetWrittenCount();
        _values.ResetWrittenCount();
        values = text;
        if (text.IsEmpty || !TrySplit(text) || _template.WrittenCount > TemplateBytesMax)
            return Whole;
        if (!_ids.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(_template.WrittenSpan, out int id))
        {
            if (_templates.Length > TemplatesMax)
                return Whole;
            id = _templates.Length;
            _templates = [.. _templates, _template.WrittenSpan.ToArray()];
            _ids.Add(_templates[id], id);
        }
        values = _values.WrittenSpan;
        return id;
    }

    /// <summary>Puts a text together.</summary>
    /// <param name="template">The number of its template.</param>
    /// <param name="values">What the file keeps.</param>
    /// <param name="room">Holds the text, after what is in it.</param>
    public void Join(int template, ReadOnlySpan<byte> values, ArrayBufferWriter<byte> room)
    {
        if (template == Whole)
        {
            room.Write(values);
            return;
        }
        ReadOnlySpan<byte> rest = _templates[template];
        for (int gap; (gap = rest.IndexOf(Gap)) >= 0; rest = rest[(gap + 1)..])
        {
            room.Write(rest[..gap]);
            int length = (int)VariableInteger.Read(ref values);
            room.Write(values[..length]);
            values = values[length..];
        }
        room.Write(rest);
    }

    // Names and punctuation go to the template; what stands between the quotes of other texts, numbers and words to the values.
    private bool TrySplit(ReadOnlySpan<byte> text)
    {
        if (text.Contains(Gap))
            return false;
        int kept = 0;
        for (int at = 0; at < text.Length;)
        {
            if (text[at] == '"')
            {
                int end = EndOfText(text, at + 1);
                if (end < 0)
                    return false;
                if (end + 1 == text.Length || text[end + 1] != ':')
                    Cut(text, ref kept, at + 1, end);
                at = end + 1;
            }
            else if (text[at] is (byte)':' or (byte)'{' or (byte)'[' || EndsOfValue.Contains(text[at]))
            {
                at++;
            }
            else
            {
                int length = text[at..].IndexOfAny(EndsOfValue);
                int end = length < 0 ? text.Length : at + length;
                Cut(text, ref kept, at, end);
                at = end;
            }
        }
        _template.Write(text[kept..]);
        return true;
    }

    private void Cut(ReadOnlySpan<byte> text, ref int kept, int start, int end)
    {
        _template.Write(text[kept..start]);
        _template.Write([Gap]);
        VariableInteger.Write(_values, (ulong)(end - start));
        _values.Write(text[start..end]);
        kept = end;
    }

    // The place of the quote that ends a text; less than 0 when there is none.
    private static int EndOfText(ReadOnlySpan<byte> text, int start)
    {
        for (int at = start; at < text.Length;)
        {
            int found = text[at..].IndexOfAny(EndsOfText);
            if (found < 0)
                return -1;
            at += found;
            if (text[at] == '"')
                return at;
            at += 2;
        }
        return -1;
    }

    private sealed class SameBytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? left, byte[]? right) => left.AsSpan().SequenceEqual(right);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] bytes) => GetHashCode(bytes.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            HashCode hash = default;
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
