using System.Text;
using Weir.Catalog;
using Weir.Hashing;

namespace Weir.Sessions;

/// <summary>A hash of all that a dataset says: of the statement that declares it, which has every option.</summary>
internal static class DatasetFingerprint
{
    // Not a name that a dataset has: the same rows under two names are the same dataset.
    private static readonly TableName Nobody = new("dataset");

    /// <summary>The hash of rows at a location; two spellings of a path are the same.</summary>
    public static string Of(DatasetLocation location) => Of(DdlText.Of(Nobody, location with { Path = Path.GetFullPath(location.Path) }));

    /// <summary>The hash of a table of a plugin.</summary>
    public static string Of(PluginTableSource source) => Of(DatasetDdl.Of(Nobody, source));

    /// <summary>The hash of a view.</summary>
    public static string OfView(string sql) => Of(DatasetDdl.OfView(Nobody, sql));

    private static string Of(string ddl) => Convert.ToHexStringLower(Blake3.Hash(Encoding.UTF8.GetBytes($"weir:dataset:1\n{ddl}")));
}
