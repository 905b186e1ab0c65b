using Weir.Plugins;

namespace Weir.CodeFunctions.Text;

/// <summary>Text in its normal form.</summary>
internal static class TextFunctions
{
    /// <summary>
    /// A text trimmed, in a normal form of Unicode, in lower case, with runs of white space made one space; NULL when
    /// nothing is left.
    /// </summary>
    /// <param name="value">The text.</param>
    /// <param name="settings">Of the thread.</param>
    /// <param name="result">The normalised text.</param>
    /// <param name="form">NFC, NFD, NFKC or NFKD; NULL is NFKC.</param>
    /// <param name="casefold">Whether letters become lower case; ß stays ß. NULL is true.</param>
    /// <param name="collapseWs">Whether a run of white space becomes one space; NULL is true.</param>
    /// <param name="fullCasefold">Whether letters are folded in full instead: ß becomes ss.</param>
    /// <example><code>SELECT utf8_normalize('  ABC  ')  -- abc</code></example>
    [ScalarFunction("utf8_normalize", Aliases = ["normalize_utf8"], SeesNulls = true)]
    public static void Normalize(
        [Of<string>] ColumnView value,
        TextSettings settings,
        [Of<string>] ColumnResult result,
        [Constant] string? form = null,
        [Constant] bool? casefold = null,
        [Constant] bool? collapseWs = null,
        [Constant] bool? fullCasefold = null)
    {
        (TextNormalizer normalizer, TextOptions options) = (settings.Normalizer, settings.Options);
        for (int row = 0; row < result.RowCount; row++)
        {
            ReadOnlySpan<byte> normal = value.IsNull(row) ? [] : normalizer.Normalize(value.GetBytes(row), options);
            if (normal.IsEmpty)
                result.SetNull(row);
            else
                result.SetBytes(row, normal);
        }
    }

    /// <summary>A text without white space at both ends; NULL when nothing is left.</summary>
    /// <param name="value">The text.</param>
    /// <param name="result">The trimmed text.</param>
    /// <example><code>SELECT utf8_null_if_blank('  x ')  -- x</code></example>
    [ScalarFunction("utf8_null_if_blank", Aliases = ["null_if_blank"], SeesNulls = true)]
    public static void NullIfBlank([Of<string>] ColumnView value, [Of<string>] ColumnResult result)
    {
        for (int row = 0; row < result.RowCount; row++)
        {
            ReadOnlySpan<byte> trimmed = value.IsNull(row) ? [] : WhiteSpace.Trim(value.GetBytes(row));
            if (trimmed.IsEmpty)
                result.SetNull(row);
            else
                result.SetBytes(row, trimmed);
        }
    }

    /// <summary>A text as it is, to try how functions of texts are called.</summary>
    /// <param name="value">The text.</param>
    /// <param name="result">The same text.</param>
    /// <remarks>Answers at once: the engine has no functions that wait.</remarks>
    /// <example><code>SELECT async_echo('hello')  -- hello</code></example>
    [ScalarFunction("async_echo")]
    public static void Echo([Of<string>] ColumnView value, [Of<string>] ColumnResult result)
    {
        for (int row = 0; row < result.RowCount; row++)
            if (!value.IsNull(row))
                result.SetBytes(row, value.GetBytes(row));
    }
}
