using Weir.Plugins;

namespace Weir.CodeFunctions.Names;

/// <summary>Names of symbols with the module that they belong to.</summary>
internal static class QualifiedNames
{
    /// <summary>
    /// A qualified name in its normal form: the symbol itself when it is qualified already or no module is given, else
    /// module and symbol with a dot between. NULL when the symbol is blank.
    /// </summary>
    /// <param name="symbol">The symbol's name.</param>
    /// <param name="module">The module, namespace or package that it belongs to; may be NULL.</param>
    /// <param name="lang">
    /// The programming language, which decides whether case counts and what stands between parts: csharp, java, kotlin, python,
    /// javascript, typescript, go, rust, cpp, ruby, php, sql or visualbasic. NULL: all in lower case, parts between dots.
    /// </param>
    /// <param name="buffers">Of the thread.</param>
    /// <param name="result">The name.</param>
    /// <example><code>SELECT qname_normalize('Foo', 'Pkg.Mod')  -- pkg.mod.foo</code></example>
    [ScalarFunction("qname_normalize", Aliases = ["qualname_normalize"], SeesNulls = true)]
    public static void Normalize(
        [Of<string>] ColumnView symbol,
        [Of<string>, Default(null)] ColumnView module,
        [Of<string>, Default(null)] ColumnView lang,
        NameBuffers buffers,
        [Of<string>] ColumnResult result)
    {
        for (int row = 0; row < result.RowCount; row++)
        {
            if (symbol.IsNull(row))
            {
                result.SetNull(row);
                continue;
            }
            NameLanguage language = buffers.Language(lang, row);
            buffers.Begin(symbol.GetBytes(row), language);
            ReadOnlySpan<byte> name = buffers.Name.Written;
            if (name.IsEmpty)
                result.SetNull(row);
            else if (name.Contains((byte)'.') || buffers.Module(module, row, language) is not { IsEmpty: false } owner)
                result.SetBytes(row, name);
            else
                result.SetBytes(row, Joined(owner, buffers));
        }
    }

    private static ReadOnlySpan<byte> Joined(ReadOnlySpan<byte> owner, NameBuffers buffers)
    {
        Utf8Writer whole = buffers.Whole;
        whole.Clear();
        whole.Append(owner);
        whole.Append("."u8);
        whole.Append(buffers.Name.Written);
        return whole.Written;
    }
}
