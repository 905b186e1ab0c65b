using System.Globalization;
using Weir.Diagnostics;

namespace Weir.Catalog;

/// <summary>
/// An option of a dataset: which formats have it, which values it takes, and what it becomes. The one table of options: the check
/// at registration, the scan and the documents read it.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Formats">The formats that have it.</param>
/// <param name="Expected">The values, for people.</param>
/// <param name="Argument">The argument of the engine's reader for a value; null when the value is not one. Empty text: the engine is not told.</param>
internal sealed record DatasetOption(string Name, DatasetFormat[] Formats, string Expected, Func<string, string?> Argument)
{
    public const string FileExtension = "file_extension";
    public const string IgnoreSubdirectory = "ignore_subdirectory";
    public const string HivePartitioning = "hive_partitioning";
    public const string ListCacheSeconds = "list_cache_ttl_seconds";
    public const string ListCacheFilesMax = "list_cache_files_max";
    public const string FileColumn = "file_column";
    public const string Header = "header";
    public const string AllText = "all_text";

    /// <summary>The name of the engine's argument; empty when the engine is not told.</summary>
    public string EngineName { get; init; } = "";

    private const string Flags = "true or false";
    private const string Counts = "a whole number from 0";

    private static readonly DatasetFormat[] Files = [DatasetFormat.Parquet, DatasetFormat.Csv, DatasetFormat.Json, DatasetFormat.Text];
    private static readonly DatasetFormat[] Tables = [DatasetFormat.Parquet, DatasetFormat.Csv, DatasetFormat.Json];
    private static readonly DatasetFormat[] Texts = [DatasetFormat.Csv, DatasetFormat.Json];
    private static readonly DatasetFormat[] Csv = [DatasetFormat.Csv];
    private static readonly DatasetFormat[] Json = [DatasetFormat.Json];

    /// <summary>All options.</summary>
    public static IReadOnlyList<DatasetOption> All { get; } =
    [
        Listing(FileExtension, "an ending of file names such as .parquet", value => value.Length > 1 && value[0] == '.' && !value.Contains('/', StringComparison.Ordinal)),
        Listing(IgnoreSubdirectory, Flags, value => bool.TryParse(value, out _)),
        Listing(ListCacheSeconds, Counts, value => CountOf(value) is not null),
        Listing(ListCacheFilesMax, Counts, value => CountOf(value) is not null),
        Flag(HivePartitioning, "hive_partitioning", Tables),
        Text(FileColumn, "filename", Tables, "a name of a column"),
        Flag("binary_as_string", "binary_as_string", [DatasetFormat.Parquet]),
        Flag(Header, "header", Csv),
        Text("delimiter", "delim", Csv), Text("quote", "quote", Csv), Text("escape", "escape", Csv), Text("comment", "comment", Csv),
        Text("null_value", "nullstr", Csv), Text("decimal_separator", "decimal_separator", Csv),
        Count("skip", "skip", Csv),
        Flag(AllText, "all_varchar", Csv), Flag("null_padding", "null_padding", Csv), Flag("strict", "strict_mode", Csv),
        Count("max_line_bytes", "max_line_size", Csv), Count("sample_rows", "sample_size", Texts),
        Text("date_format", "dateformat", Texts), Text("timestamp_format", "timestampformat", Texts),
        Word("compression", "compression", Texts, ("none", "none"), ("gzip", "gzip"), ("zstd", "zstd")),
        Word("layout", "format", Json, ("array", "array"), ("lines", "newline_delimited")),
        Count("max_object_bytes", "maximum_object_size", Json), Count("max_depth", "maximum_depth", Json),
    ];

    // What other engines let a table set and this one decides by itself, with where it is decided.
    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["parquet_pruning"] = "row groups that cannot matter are always left out",
        ["skip_metadata"] = "metadata of Parquet files never reaches the columns",
        ["skip_arrow_metadata"] = "metadata of Parquet files never reaches the columns",
        ["schema_force_view_types"] = "the engine decides by itself how columns lie in memory",
        ["collect_statistics"] = "statistics of files are read where a query has a use for them",
        ["meta_fetch_concurrency"] = "the engine reads footers with as many threads as the runtime has",
        ["statistics_enabled"] = "it says how files are written", ["bloom_filter_enabled"] = "it says how files are written",
        ["dictionary_enabled"] = "it says how files are written",
        ["listing_mutable"] = "files are listed anew by each query unless list_cache_ttl_seconds is set",
        ["projection_exprs"] = "a view says which expressions a table has",
        ["cache"] = "list_cache_ttl_seconds says how long a list of files is kept",
    };

    /// <summary>Finds the option of a location.</summary>
    /// <exception cref="WeirException">WEIR8006: the format has no such option, or the value is none of its.</exception>
    public static (DatasetOption Option, string Argument) Require(DatasetFormat format, string name, string value)
    {
        if (Refused.TryGetValue(name, out string? why))
            throw ConfigurationErrors.DatasetOptionRefused(name, why);
        DatasetOption option = All.FirstOrDefault(option => option.Name == name && option.Formats.Contains(format))
            ?? throw ConfigurationErrors.DatasetOptionUnknown(format.ToString(), name, All.Where(known => known.Formats.Contains(format)).Select(known => known.Name));
        return (option, option.Argument(value) ?? throw ConfigurationErrors.DatasetOptionInvalid(name, value, option.Expected));
    }

    /// <summary>The arguments of the engine's reader for all options of a location, in order of name.</summary>
    /// <exception cref="WeirException">WEIR8006.</exception>
    public static List<string> Arguments(DatasetLocation location) =>
    [
        .. location.Options.OrderBy(option => option.Key, StringComparer.Ordinal)
            .Select(option => Require(location.Format, option.Key, option.Value).Argument).Where(argument => argument.Length > 0),
    ];

    private static DatasetOption Listing(string name, string expected, Func<string, bool> fits) => new(name, Files, expected, value => fits(value) ? "" : null);

    private static DatasetOption Flag(string name, string argument, DatasetFormat[] formats) =>
        new(name, formats, Flags, value => bool.TryParse(value, out bool flag) ? $"{argument} = {(flag ? "true" : "false")}" : null) { EngineName = argument };

    private static DatasetOption Text(string name, string argument, DatasetFormat[] formats, string expected = "a text") =>
        new(name, formats, expected, value => $"{argument} = {SqlText.Literal(value)}") { EngineName = argument };

    private static DatasetOption Count(string name, string argument, DatasetFormat[] formats) =>
        new(name, formats, Counts, value => CountOf(value) is { } count ? $"{argument} = {count}" : null) { EngineName = argument };

    private static DatasetOption Word(string name, string argument, DatasetFormat[] formats, params (string Word, string Engine)[] words) =>
        new(name, formats, string.Join(" or ", words.Select(word => word.Word)),
            value => words.FirstOrDefault(word => word.Word == value).Engine is { } engine ? $"{argument} = {SqlText.Literal(engine)}" : null) { EngineName = argument };

    private static string? CountOf(string value) =>
        uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out uint count) ? count.ToString(CultureInfo.InvariantCulture) : null;
}
