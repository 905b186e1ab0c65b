using System.Globalization;
using Weir.Build.Plan;
using Weir.Catalog;
using Weir.Delta.Table;
using Weir.Diagnostics;
using Weir.Hashing;

namespace Weir.Build.Run;

/// <summary>
/// Gives the inputs of a spec to a session, each at one state: a Delta table at one version, files by
/// the list of their names, sizes and times.
/// </summary>
internal sealed class InputPinning(Session session, string baseFolder)
{
    /// <summary>The column that <c>requires_lineage</c> adds.</summary>
    public const string SourceFile = "__source_file";

    /// <summary>Registers an input under its name.</summary>
    /// <exception cref="WeirException">WEIR7001: it cannot be opened; WEIR1009: its format has no lineage column.</exception>
    public async Task<PinnedInput> PinAsync(InputRelation input, string path, CancellationToken cancellation)
    {
        try
        {
            if (input.Provider is not null)
                return PinProvider(input);
            string location = Path.GetFullPath(input.DeltaLocation ?? input.Location!, baseFolder);
            return input.Format == DatasetFormat.Delta
                ? await PinDeltaAsync(input, path, location, cancellation).ConfigureAwait(false)
                : PinFiles(input, location, cancellation);
        }
        catch (WeirException error) when (!error.Details.ContainsKey("stage"))
        {
            throw BuildErrors.InputUnavailable(input.LogicalName, path, error);
        }
    }

    private async Task<PinnedInput> PinDeltaAsync(InputRelation input, string path, string location, CancellationToken cancellation)
    {
        if (input.RequiresLineage)
            throw SpecErrors.FieldUnsupported($"{path}.requires_lineage");
        DatasetLocation asked = new(location, DatasetFormat.Delta, input.VersionPin)
        {
            Timestamp = input.TimestampPin is { } moment ? MomentText.Parse(moment) : null,
        };
        Snapshot snapshot = await session.Host.Snapshots.OpenAsync(asked, cancellation).ConfigureAwait(false);
        session.Register(input.LogicalName, new DatasetLocation(location, DatasetFormat.Delta, snapshot.Version));
        return new PinnedInput(input.LogicalName, location, DatasetFormat.Delta, snapshot.Version, WithSourceFile: false, FilesDigest: null);
    }

    // Opened once to learn its state; every statement of the build then requires the same.
    private PinnedInput PinProvider(InputRelation input)
    {
        PluginTableSource asked = new(input.Plugin!, input.Provider!, input.Options?.GetRawText() ?? "{}");
        (PluginTableSource pinned, string plugin) = session.Pin(input.LogicalName, asked);
        return new PinnedInput(
            input.LogicalName, $"{pinned.Plugin}.{pinned.Provider}", input.Format, Version: null, WithSourceFile: false, FilesDigest: null,
            new PinnedProvider(plugin, pinned.OptionsJson, pinned.SnapshotId));
    }

    private PinnedInput PinFiles(InputRelation input, string location, CancellationToken cancellation)
    {
        DatasetLocation dataset = new(location, input.Format);
        FilePattern files = FilePattern.Of(dataset);
        string digest = Digest(files, cancellation);
        if (input.Format == DatasetFormat.Text)
            RegisterText(input, dataset, files);
        else if (input.RequiresLineage)
            session.RegisterView(input.LogicalName, WithSourceFile(input.Format, files));
        else
            session.Register(input.LogicalName, dataset);
        return new PinnedInput(input.LogicalName, location, input.Format, Version: null, input.RequiresLineage, digest);
    }

    // Contents are not read for this; that would read every input twice.
    private string Digest(FilePattern files, CancellationToken cancellation)
    {
        string list = SqlText.List(files.Patterns.Select(SqlText.Literal));
        FieldHash hash = new("weir.files.v1");
        foreach (string[] file in SessionRows.Read(
            session, $"SELECT filename, size::VARCHAR, epoch_us(last_modified)::VARCHAR FROM read_blob({list}) ORDER BY filename", cancellation))
        {
            hash.Add("file", [file[0][files.Folder.Length..], file[1], file[2]]);
        }
        return hash.ToHex();
    }

    // A build wants the folder and the name of a file apart; views can group, but not compute.
    private void RegisterText(InputRelation input, DatasetLocation dataset, FilePattern files)
    {
        string whole = $"{input.LogicalName}{WholeFilesSuffix}";
        session.Register(whole, dataset);
        string lineage = input.RequiresLineage ? $", {SqlText.Literal(files.Folder)} || path AS {SourceFile}" : "";
        session.RegisterView(input.LogicalName,
            $"SELECT path, regexp_replace(path, '/?[^/]*$', '') AS folder, regexp_extract(path, '[^/]*$') AS name, " +
            $"size_bytes, modified_at, content{lineage} FROM {SqlText.Name(whole)}");
    }

    private static string WithSourceFile(DatasetFormat format, FilePattern files)
    {
        string list = SqlText.List(files.Patterns.Select(SqlText.Literal));
        string reader = string.Create(CultureInfo.InvariantCulture, $"read_{format.ToString().ToLowerInvariant()}");
        return $"SELECT * FROM {reader}({list}, union_by_name = true, filename = {SqlText.Literal(SourceFile)})";
    }

    // No name of a spec holds a control character, so no view or input has this name.
    private const string WholeFilesSuffix = "\u0001files";
}
