using System.Text;
using System.Text.Json;
using Weir.Catalog;
using Weir.Delta.Table;
using Weir.Diagnostics.Payloads;
using Weir.Hashing;

namespace Weir.Sessions;

/// <summary>Describes tables of a session for sinks. Pure.</summary>
internal static class RegisteredTable
{
    private static readonly Dictionary<string, string> NoOptions = [];

    public static TableRegistered Of(string name, TableSource source) => source switch
    {
        TableSource.Dataset { Location: var location } => Of(name, location),
        TableSource.Provider { Source: var provider } => new TableRegistered(
            name, "provider", null, null, null, null, OptionsOf(provider.OptionsJson), null, null, provider.Plugin, provider.Provider),
        _ => new TableRegistered(name, "other", null, null, null, null, NoOptions, null, null, null, null),
    };

    public static ViewRegistered Of(string name, TableSource.View view)
    {
        StatementIdentity text = StatementIdentity.Of(view.Sql);
        return new ViewRegistered(name, text.Text, text.Hash);
    }

    public static PlannedTable Planned(TableBinding table) => new(
        table.Name, table.Location?.Format.ToString().ToLowerInvariant(), table.Location?.Path, table.Version,
        table.Provider?.Plugin, table.Provider?.Provider, table.SnapshotId, table.Files?.FilesTotal, table.Files?.FilesRead)
    {
        Adapter = table.Adaptation is not { } adaptation ? null :
        [
            .. adaptation.Generations.Select(files => new AdaptedFiles(
                files.FileCount, [.. files.Columns.Select(column => new AdaptedField(column.Column, column.Type, column.FileColumn, column.FileType))])),
        ],
    };

    /// <summary>Scan options as they count, with a hash of them; nothing for a table that has none.</summary>
    public static (JsonElement? Config, string? Hash) ScanOf(DeltaScanOptions? options)
    {
        if (options is null)
            return (null, null);
        using JsonDocument config = JsonDocument.Parse(DeltaScanConfig.ToJson(options));
        string text = Encoding.UTF8.GetString(CanonicalJson.Of(config.RootElement).Span);
        return (config.RootElement.Clone(), new FieldHash("weir.scan_config.v1").Add("config", text).ToHex());
    }

    private static TableRegistered Of(string name, DatasetLocation location)
    {
        (JsonElement? config, string? hash) = ScanOf(location.Scan);
        return new TableRegistered(
            name, "dataset", location.Format.ToString().ToLowerInvariant(), location.Path, location.Version,
            location.Timestamp is { } time ? MomentText.Print(time) : null, location.Options, config, hash, null, null)
        {
            Evolution = location.Columns.Count == 0 ? null : DdlText.WordsOf(location.Evolution ?? SchemaEvolution.Strict),
            Contract = location.Columns.Count == 0 && location.Constraints == DatasetConstraints.None ? null : location.Contract.ToString().ToLowerInvariant(),
        };
    }

    private static Dictionary<string, string> OptionsOf(string json)
    {
        using JsonDocument options = JsonDocument.Parse(json);
        return options.RootElement.ValueKind == JsonValueKind.Object
            ? options.RootElement.EnumerateObject().ToDictionary(option => option.Name, option => option.Value.ToString())
            : NoOptions;
    }
}
