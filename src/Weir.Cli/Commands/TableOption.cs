using System.Globalization;

namespace Weir.Cli.Commands;

/// <summary>
/// What <c>--table NAME=[FORMAT:]LOCATION[@VERSION]</c> says: a name for SQL and where the rows are.
/// Nothing is read but the names of files: whether the rows can be read is found out by the query.
/// </summary>
internal sealed record TableOption(string Name, DatasetLocation Location)
{
    private const string Shape = "NAME=[FORMAT:]LOCATION[@VERSION]";

    private static readonly string Prefixes =
        string.Join(", ", Enum.GetNames<DatasetFormat>().Select(name => $"{name.ToLowerInvariant()}:"));

    /// <exception cref="UsageException">The text has another shape, or its format cannot be told.</exception>
    public static TableOption Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == text.Length - 1)
            throw new UsageException($"--table '{text}': expected {Shape}, for example orders=/data/orders@3");
        return new(text[..equals], LocationOf(text[(equals + 1)..], text));
    }

    private static DatasetLocation LocationOf(string location, string text)
    {
        int colon = location.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && colon < location.Length - 1 && FormatOf(location[..colon]) is DatasetFormat format)
            return WithVersion(location[(colon + 1)..], format);
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

    // '@3' is a version of a Delta table only; elsewhere it belongs to the file's name.
    private static DatasetLocation WithVersion(string path, DatasetFormat format)
    {
        int at = path.LastIndexOf('@');
        return format is DatasetFormat.Delta && at > 0
            && long.TryParse(path.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long version)
            ? new DatasetLocation(path[..at], format, version)
            : new DatasetLocation(path, format);
    }
}
