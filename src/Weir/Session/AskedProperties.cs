using Weir.Delta.Commands;
using Weir.Delta.Table;

namespace Weir.Sessions;

/// <summary>Whether table properties that somebody asks for can be had: for checks before a write.</summary>
internal static class AskedProperties
{
    /// <summary>Why no table can be made with a property; null when one can.</summary>
    public static string? Fault(string name, string value) => TableProperty.Fault(name, value);

    /// <summary>How the table that is at a location contradicts properties; empty when it does not, or when there is none.</summary>
    public static async Task<IReadOnlyList<string>> ContradictionsAsync(
        SessionHost host, string location, IReadOnlyDictionary<string, string> properties, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(location))
            return [];
        DeltaTable table = host.Snapshots.Table(host.Snapshots.Store(location));
        return await table.TryOpenAsync(null, cancellationToken).ConfigureAwait(false) is { } newest
            ? TableProperty.Contradictions(properties, newest.Metadata.Configuration)
            : [];
    }
}
