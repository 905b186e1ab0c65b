using System.Text;
using Weir.Catalog;
using Weir.Diagnostics;

namespace Weir;

/// <summary>The name of a table or view: in a catalog and schema that are named, or in the current ones of a session. Immutable.</summary>
/// <param name="Name">The last part, any text that is not empty; case does not count.</param>
/// <param name="Schema">The schema; null for the current one.</param>
/// <param name="Catalog">The catalog; null for the current one.</param>
public sealed record TableName(string Name, string? Schema = null, string? Catalog = null)
{
    /// <summary>The catalog that a session starts with.</summary>
    public const string DefaultCatalog = "weir";

    /// <summary>The schema that a session starts with.</summary>
    public const string DefaultSchema = "main";

    /// <summary>Reads <c>name</c>, <c>schema.name</c> or <c>catalog.schema.name</c>, parts in double quotes where they are no plain words.</summary>
    /// <param name="text">The name as SQL writes it.</param>
    /// <returns>The name.</returns>
    /// <exception cref="WeirException">WEIR8002: it is no name of one to three parts.</exception>
    public static TableName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<string> parts = Split(text);
        return parts switch
        {
            [var name] => new TableName(name),
            [var schema, var name] => new TableName(name, schema),
            [var catalog, var schema, var name] => new TableName(name, schema, catalog),
            _ => throw ConfigurationErrors.TableNameInvalid(text),
        };
    }

    /// <summary>The name as SQL writes it.</summary>
    public override string ToString() => string.Join('.', new[] { Catalog, Schema, Name }.OfType<string>().Select(SqlText.PlainName));

    private static List<string> Split(string text)
    {
        List<string> parts = [];
        for (int at = 0; ; at++)
        {
            bool isQuoted = at < text.Length && text[at] == '"';
            parts.Add(isQuoted ? Quoted(text, ref at) : Plain(text, ref at));
            bool isName = parts[^1].Length > 0 && !parts[^1].Contains('\0') && (at == text.Length || text[at] == '.');
            if (!isName)
                throw ConfigurationErrors.TableNameInvalid(text);
            if (at == text.Length)
                return parts;
        }
    }

    private static string Plain(string text, ref int at)
    {
        int end = text.IndexOf('.', at) is >= 0 and int point ? point : text.Length;
        string part = text[at..end];
        at = end;
        return part.Contains('"', StringComparison.Ordinal) ? throw ConfigurationErrors.TableNameInvalid(text) : part.Trim();
    }

    // A quote inside is written twice.
    private static string Quoted(string text, ref int at)
    {
        StringBuilder part = new();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"' && (at + 1 == text.Length || text[at + 1] != '"'))
            {
                at++;
                return part.ToString();
            }
            at += text[at] == '"' ? 1 : 0;
            part.Append(text[at]);
        }
        throw ConfigurationErrors.TableNameInvalid(text);
    }
}
