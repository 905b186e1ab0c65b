namespace Weir.Cli.Commands;

/// <summary>
/// What <c>--table NAME=[FORMAT:]LOCATION[@VERSION|@TIMESTAMP]</c> or <c>--table NAME=plugin:PLUGIN.PROVIDER[{options}]</c> says: a
/// name for SQL and where the rows are. Nothing is read but the names of files: whether the rows can be read is found
/// out by the query.
/// </summary>
/// <param name="Name">The name for SQL.</param>
/// <param name="Location">Where files or a Delta table lie; null for a table of a plugin.</param>
/// <param name="Source">The table of a plugin; null for files and Delta tables.</param>
internal sealed record TableOption(string Name, DatasetLocation? Location, PluginTableSource? Source = null)
{
    private const string Shape = "NAME=[FORMAT:]LOCATION[@VERSION|@TIMESTAMP] or NAME=plugin:PLUGIN.PROVIDER[{options}]";
    private const string PluginPrefix = "plugin:";

    private static readonly string Prefixes =
        string.Join(", ", Enum.GetNames<DatasetFormat>().Select(name => $"{name.ToLowerInvariant()}:"));

    /// <exception cref="UsageException">The text has another shape, or its format cannot be told.</exception>
    public static TableOption Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == text.Length - 1)
            throw new UsageException($"--table '{text}': expected {Shape}, for example orders=/data/orders@3");
        string value = text[(equals + 1)..];
        return value.StartsWith(PluginPrefix, StringComparison.OrdinalIgnoreCase)
            ? new(text[..equals], null, SourceOf(value[PluginPrefix.Length..], text))
            : new(text[..equals], LocationOf(value, text));
    }

    /// <summary>Gives a session the table.</summary>
    public void Register(Session session)
    {
        if (Source is not null)
            session.Register(Name, Source);
        else
            session.Register(Name, Location!);
    }

    private static PluginTableSource SourceOf(string value, string text)
    {
        int brace = value.IndexOf('{', StringComparison.Ordinal);
        string[] names = (brace < 0 ? value : value[..brace]).Split('.');
        return names is [{ Length: > 0 } plugin, { Length: > 0 } provider]
            ? new PluginTableSource(plugin, provider, brace < 0 ? "{}" : value[brace..])
            : throw new UsageException($"--table '{text}': expected {PluginPrefix}PLUGIN.PROVIDER, with the provider's options as a JSON object behind it where it takes some");
    }

    private static DatasetLocation LocationOf(string location, string text)
    {
        int colon = location.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && colon < location.Length - 1 && FormatOf(location[..colon]) is DatasetFormat format)
            return format is DatasetFormat.Delta
                ? DatasetLocation.Delta(location[(colon + 1)..])
                : new DatasetLocation(location[(colon + 1)..], format);
        try
        {
            return DatasetLocation.Detect(location);
        }
        catch (WeirException error) when (error.Code is "WEIR8003")
        {
            throw new UsageException(
                $"--table '{text}': the format of '{location}' cannot be told: it is no Delta table, and no file's ending tells. " +
                $"Write the format before the location, one of {Prefixes}");
        }
    }

    private static DatasetFormat? FormatOf(string prefix)
    {
        foreach (DatasetFormat format in Enum.GetValues<DatasetFormat>())
        {
            if (string.Equals(format.ToString(), prefix, StringComparison.OrdinalIgnoreCase))
                return format;
        }
        return null;
    }
}
