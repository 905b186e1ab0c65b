using System.Globalization;
using Weir.Diagnostics;

namespace Weir.Catalog;

/// <summary>The SELECT over plain files: Parquet, CSV, JSON, text. Pure but for looking which files there are.</summary>
internal static class FileScan
{
    /// <summary>The text of the SELECT that answers all rows of the location.</summary>
    /// <exception cref="WeirException">WEIR8004 to WEIR8007.</exception>
    public static string Select(DatasetLocation location)
    {
        if (location.Version is not null || location.Timestamp is not null || location.Changes is not null || location.Scan is not null)
            throw ConfigurationErrors.VersionNotKept(location.Path, location.Format.ToString());
        IReadOnlyList<string> options = ReaderOptions(location);
        FilePattern files = FilePattern.Of(location);
        string list = SqlText.List(files.Patterns.Select(SqlText.Literal));
        return location.Format switch
        {
            DatasetFormat.Parquet => Reader("read_parquet", list, Unify(files)),
            DatasetFormat.Csv => Reader("read_csv", list, [.. options, .. Unify(files)]),
            DatasetFormat.Json => Reader("read_json", list, [.. options, .. Unify(files)]),
            DatasetFormat.Text => WholeFiles(list, files.Folder),
            _ => throw Invariant.Unreachable(location.Format),
        };
    }

    private static string Reader(string function, string list, IReadOnlyList<string> options) =>
        $"SELECT * FROM {function}({string.Join(", ", [list, .. options])})";

    // One file needs no union; leaving it out lets the engine use that file's statistics.
    private static IReadOnlyList<string> Unify(FilePattern files) =>
        files.IsGlob || files.Patterns.Count > 1 ? ["union_by_name = true"] : [];

    private static string WholeFiles(string list, string folder)
    {
        int start = folder.EnumerateRunes().Count() + 1;
        string path = $"substr(filename, {start.ToString(CultureInfo.InvariantCulture)})";
        if (Path.DirectorySeparatorChar != '/')
            path = $"replace({path}, {SqlText.Literal(Path.DirectorySeparatorChar.ToString())}, '/')";
        // A function of ours: the engine's decode() lets an ill-formed byte swallow its neighbours.
        return $"SELECT {path} AS path, utf8_text(content) AS content, size AS size_bytes, " +
            $"last_modified AS modified_at FROM read_blob({list})";
    }

    private static List<string> ReaderOptions(DatasetLocation location)
    {
        List<string> options = [];
        foreach ((string name, string value) in location.Options.OrderBy(option => option.Key, StringComparer.Ordinal))
        {
            options.Add((location.Format, name) switch
            {
                (DatasetFormat.Csv, "header") => $"header = {Flag(name, value)}",
                (DatasetFormat.Csv, "delimiter") => $"delim = {SqlText.Literal(value)}",
                (DatasetFormat.Csv, "quote") => $"quote = {SqlText.Literal(value)}",
                (DatasetFormat.Csv, "escape") => $"escape = {SqlText.Literal(value)}",
                (DatasetFormat.Csv, "null_value") => $"nullstr = {SqlText.Literal(value)}",
                (DatasetFormat.Csv, "skip") => $"skip = {Count(name, value)}",
                (DatasetFormat.Csv, "all_text") => $"all_varchar = {Flag(name, value)}",
                (DatasetFormat.Json, "layout") => $"format = {Layout(name, value)}",
                (DatasetFormat.Json, "max_object_bytes") => $"maximum_object_size = {Count(name, value)}",
                _ => throw ConfigurationErrors.DatasetOptionUnknown(location.Format.ToString(), name),
            });
        }
        return options;
    }

    private static string Flag(string name, string value) =>
        bool.TryParse(value, out bool flag)
            ? flag ? "true" : "false"
            : throw ConfigurationErrors.DatasetOptionInvalid(name, value, "true or false");

    private static string Count(string name, string value) =>
        uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out uint count)
            ? count.ToString(CultureInfo.InvariantCulture)
            : throw ConfigurationErrors.DatasetOptionInvalid(name, value, "a whole number from 0");

    private static string Layout(string name, string value) => value switch
    {
        "array" => "'array'",
        "lines" => "'newline_delimited'",
        _ => throw ConfigurationErrors.DatasetOptionInvalid(name, value, "array or lines"),
    };
}
