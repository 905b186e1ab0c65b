using Weir.Diagnostics;

namespace Weir.Catalog;

/// <summary>Tells the format of a location from the names of what is there; no file is opened.</summary>
internal static class FormatDetection
{
    private static readonly (string Ending, DatasetFormat Format)[] Endings =
    [
        (".parquet", DatasetFormat.Parquet),
        (".csv", DatasetFormat.Csv), (".csv.gz", DatasetFormat.Csv), (".tsv", DatasetFormat.Csv), (".tsv.gz", DatasetFormat.Csv),
        (".json", DatasetFormat.Json), (".json.gz", DatasetFormat.Json),
        (".jsonl", DatasetFormat.Json), (".jsonl.gz", DatasetFormat.Json),
        (".ndjson", DatasetFormat.Json), (".ndjson.gz", DatasetFormat.Json),
        (".txt", DatasetFormat.Text), (".md", DatasetFormat.Text), (".cs", DatasetFormat.Text),
    ];

    /// <summary>The format of a Delta root, a file, a folder of files of one format, there or in folders <c>name=value</c>, or a glob.</summary>
    /// <exception cref="WeirException">WEIR8003: it cannot be told.</exception>
    public static DatasetFormat Of(string path)
    {
        if (!Directory.Exists(path))
            return OfEnding(path) ?? throw ConfigurationErrors.FormatUnknown(path);
        if (Directory.Exists(Path.Combine(path, "_delta_log")))
            return DatasetFormat.Delta;
        DatasetFormat?[] found = [.. HiveFolders.Files(path).Where(IsVisible).Select(OfEnding).Distinct().Take(2)];
        return found is [{ } only] ? only : throw ConfigurationErrors.FormatUnknown(path);
    }

    /// <summary>True when a file of this name belongs to a folder of this format.</summary>
    public static bool Matches(string file, DatasetFormat format) =>
        format == DatasetFormat.Text || OfEnding(file) == format;

    /// <summary>A file's name without the ending that tells its format.</summary>
    public static string WithoutEnding(string file)
    {
        string ending = Endings.Select(known => known.Ending).Where(known => file.EndsWith(known, StringComparison.OrdinalIgnoreCase))
            .MaxBy(known => known.Length) ?? "";
        return file.Length > ending.Length ? file[..^ending.Length] : file;
    }

    private static DatasetFormat? OfEnding(string path)
    {
        foreach ((string ending, DatasetFormat format) in Endings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return format;
        }
        return null;
    }

    private static bool IsVisible(string file) => Path.GetFileName(file)[0] is not ('.' or '_');
}
