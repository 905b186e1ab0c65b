using System.Collections.ObjectModel;
using System.Text;
using Weir.Diagnostics;

namespace Weir;

/// <summary>
/// A location of which parts of the path are left open: <c>lake/{name}.parquet</c>. Everything else that it says holds for each
/// dataset that is made from it. Immutable.
/// </summary>
/// <param name="Location">The location, whose path holds <c>{name}</c> and other values in braces; <c>{{</c> is a brace.</param>
public sealed record DatasetTemplate(DatasetLocation Location)
{
    /// <summary>Values of the path, by name, that need not be given.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The dataset that the template makes.</summary>
    /// <param name="values">Values of the path, by name.</param>
    /// <returns>The location, with every brace replaced.</returns>
    /// <exception cref="WeirException">WEIR8059: a value is missing, none of the template's, or leads out of its folder.</exception>
    public DatasetLocation With(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        string template = Location.Path;
        HashSet<string> used = new(StringComparer.Ordinal);
        StringBuilder path = new();
        for (int at = 0; at < template.Length; at++)
        {
            char character = template[at];
            bool isDoubled = at + 1 < template.Length && template[at + 1] == character;
            if (character is '{' or '}' && isDoubled)
                at++;
            else if (character == '{')
                character = Append(path, Value(template, values, used, ref at));
            if (character != '\0')
                path.Append(character);
        }
        return values.Keys.FirstOrDefault(key => !used.Contains(key)) is { } unknown
            ? throw CatalogErrors.TemplateInvalid(template, $"has no {{{unknown}}}")
            : Location with { Path = path.ToString() };
    }

    private static char Append(StringBuilder path, string value)
    {
        path.Append(value);
        return '\0';
    }

    private string Value(string template, IReadOnlyDictionary<string, string> values, HashSet<string> used, ref int at)
    {
        int end = template.IndexOf('}', at);
        if (end < 0)
            throw CatalogErrors.TemplateInvalid(template, $"has a brace that is not closed, at character {at + 1}");
        string name = template[(at + 1)..end];
        at = end;
        used.Add(name);
        if ((values.GetValueOrDefault(name) ?? Defaults.GetValueOrDefault(name)) is not { } value)
            throw CatalogErrors.TemplateInvalid(template, $"needs a value for {{{name}}}");
        bool leads = value.Split('/', '\\') is { Length: > 1 } || value is "" or "." or ".." || value.Contains('\0');
        return leads ? throw CatalogErrors.TemplateInvalid(template, $"takes one name for {{{name}}}, not '{value.Replace('\0', '?')}'") : value;
    }
}
