using Weir.CodeFunctions.Text;
using Weir.Plugins;

namespace Weir.CodeFunctions.Names;

/// <summary>What a thread keeps that normalises qualified names; the language of the last row is remembered.</summary>
internal sealed class NameBuffers
{
    private readonly TextNormalizer _normalizer = new();
    private readonly Utf8Writer _module = new();
    private NameLanguage _last = NameLanguage.Unknown;
    private byte[] _lastName = [];

    /// <summary>The symbol in its normal form.</summary>
    public Utf8Writer Name { get; } = new();

    /// <summary>Where module and symbol are put together.</summary>
    public Utf8Writer Whole { get; } = new();

    /// <summary>The language of a row.</summary>
    public NameLanguage Language(ColumnView column, int row)
    {
        if (column.IsNull(row))
            return NameLanguage.Unknown;
        ReadOnlySpan<byte> name = column.GetBytes(row);
        if (_lastName.Length == 0 || !name.SequenceEqual(_lastName))
        {
            _last = NameLanguage.Named(name);
            _lastName = name.ToArray();
        }
        return _last;
    }

    /// <summary>The part of a name that stands for a module; empty when there is none. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Module(ColumnView column, int row, NameLanguage language)
    {
        _module.Clear();
        if (!column.IsNull(row))
            Append(column.GetBytes(row), language, _module);
        return _module.Written;
    }

    /// <summary>Starts a name with a symbol in its normal form.</summary>
    public void Begin(ReadOnlySpan<byte> symbol, NameLanguage language)
    {
        Name.Clear();
        Append(symbol, language, Name);
    }

    private void Append(ReadOnlySpan<byte> text, NameLanguage language, Utf8Writer output)
    {
        ReadOnlySpan<byte> normal = _normalizer.Normalize(text, language.Options);
        if (language.Separators.Count == 0)
        {
            output.Append(normal);
            return;
        }
        for (int at = 0; at < normal.Length;)
        {
            int length = language.SeparatorAt(normal[at..]);
            output.Append(length > 0 ? "."u8 : normal.Slice(at, 1));
            at += Math.Max(length, 1);
        }
    }
}
