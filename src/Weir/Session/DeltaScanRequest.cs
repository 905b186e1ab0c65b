using System.Globalization;
using System.Text;
using Weir.Arrow;
using Weir.Catalog;
using Weir.Delta.Actions;
using Weir.Delta.Log;
using Weir.Delta.Table;
using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>What scan options mean for one version of a table.</summary>
/// <param name="snapshot">The version.</param>
/// <param name="options">The options.</param>
internal sealed class DeltaScanRequest(Snapshot snapshot, DeltaScanOptions options)
{
    /// <summary>Refuses a table that does not have what the options ask for.</summary>
    /// <exception cref="WeirException">WEIR2034: its protocol is less. WEIR2035: the columns are not those of the table.</exception>
    public void Check()
    {
        ProtocolAction protocol = snapshot.Protocol;
        RequireVersion("reader", protocol.MinReaderVersion, options.MinReaderVersion);
        RequireVersion("writer", protocol.MinWriterVersion, options.MinWriterVersion);
        RequireFeatures("reader", protocol.ReaderFeatures, options.RequiredReaderFeatures);
        RequireFeatures("writer", protocol.WriterFeatures, options.RequiredWriterFeatures);
        if (options.Schema is { } schema)
            RequireColumns(schema);
        HashSet<string> names = new(snapshot.Schema.Columns.Select(column => column.Name), StringComparer.OrdinalIgnoreCase);
        foreach (string name in Added().Select(column => column.Name))
        {
            if (!names.Add(name))
                throw DeltaRequestErrors.ScanOptionsInvalid($"the column '{name}' is asked for, and the table or another option has one of this name");
        }
    }

    /// <summary>The columns to add for some files of the version.</summary>
    /// <exception cref="WeirException">WEIR2036: a file says nothing about the ids of its rows.</exception>
    public IReadOnlyList<ScanColumn> Columns(FileList files) => [.. Added().Select(column => column.Kind switch
    {
        Source.Path => new ScanColumn(column.Name, "VARCHAR") { OfFile = place => SqlText.Literal(Path(files, place)) },
        Source.RowId => Tracked(column.Name, files, TableProperties.MaterializedRowIdName, extras => extras.BaseRowId) with { AddsRowNumber = true },
        _ => Tracked(column.Name, files, TableProperties.MaterializedRowCommitVersionName, extras => extras.DefaultRowCommitVersion),
    })];

    /// <summary>The SELECT with the columns that are wanted of it, in their order.</summary>
    public string Project(string select) => options.Schema is not { } schema
        ? select
        : $"SELECT {string.Join(", ", schema.Fields.Select(field => field.Name).Concat(Added().Select(column => column.Name)).Select(SqlText.Name))} FROM ({select})";

    private enum Source
    {
        Path,
        RowId,
        RowCommitVersion,
    }

    private IEnumerable<(string Name, Source Kind)> Added()
    {
        if (options.FileColumnName is { } file)
            yield return (file, Source.Path);
        if (options.RowIdColumnName is { } id)
            yield return (id, Source.RowId);
        if (options.RowCommitVersionColumnName is { } version)
            yield return (version, Source.RowCommitVersion);
    }

    private ScanColumn Tracked(string name, FileList files, string property, Func<AddFileExtras, long?> value) => new(name, "BIGINT")
    {
        StoredName = snapshot.Properties.Text(property),
        OfFile = place => value(files.Table.Extras(files.Rows[place]))?.ToString(CultureInfo.InvariantCulture)
            ?? throw DeltaRequestErrors.RowTrackingMissing(snapshot.Root, Path(files, place), name),
    };

    private static string Path(FileList files, int place) => Encoding.UTF8.GetString(files.PathUtf8(place));

    private void RequireVersion(string role, int found, int? wanted)
    {
        if (found < wanted)
            throw DeltaRequestErrors.RequirementUnmet(snapshot.Root, $"{role} version {wanted} or more is required, and it has {found}");
    }

    private void RequireFeatures(string role, IReadOnlyList<string>? found, IReadOnlyList<string> wanted)
    {
        if (wanted.FirstOrDefault(name => found?.Contains(name) != true) is { } missing)
            throw DeltaRequestErrors.RequirementUnmet(snapshot.Root, $"the {role} feature '{missing}' is required, and its protocol does not list it");
    }

    private void RequireColumns(Schema schema)
    {
        if (schema.Fields.Count == 0)
            throw DeltaRequestErrors.ScanOptionsInvalid("the schema has no column");
        foreach (StructField wanted in ArrowDeltaType.Of(schema).Columns)
        {
            StructField column = snapshot.Schema.Columns.FirstOrDefault(column => column.Name == wanted.Name)
                ?? throw DeltaRequestErrors.ScanOptionsInvalid($"the schema has the column '{wanted.Name}', and the table '{snapshot.Root}' does not");
            bool isVariant = column.Type == DeltaType.Variant && wanted.Type == DeltaType.String;
            if (!isVariant && DeltaSqlType.Of(column.Type) != DeltaSqlType.Of(wanted.Type))
                throw DeltaRequestErrors.ScanOptionsInvalid($"the schema has the column '{wanted.Name}' as {wanted.Type}, and in the table '{snapshot.Root}' it is {column.Type}");
        }
        if (schema.Fields.GroupBy(field => field.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw DeltaRequestErrors.ScanOptionsInvalid($"the schema has the column '{twice.Key}' twice");
    }
}
